// One server in a process of its own: nginx where there is one, else a plain one in Node that says the same.
//
// Started as a program it is the plain one.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../scripts/free-port.mjs'
import { ACCOUNT, PAGE, TOKEN } from './answers.mjs'

export async function startServer() {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'benchmark-'))
  let name = 'nginx'
  let child = startNginx(port, folder)
  if (!(await started(child))) {
    name = 'node:http'
    child = spawn(process.execPath, [fileURLToPath(import.meta.url), String(port)], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  await reachable(port)
  return {
    name,
    options: {
      baseUrl: `http://127.0.0.1:${port}`,
      clientId: 'benchmark',
      clientSecret: 'benchmark',
      projectId: 'proj_1',
      projectEnvironment: 'production',
    },
    async stop() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startNginx(port, folder) {
  writeFileSync(join(folder, 'page.json'), PAGE)
  // nginx started by root reads as somebody else.
  chmodSync(folder, 0o755)
  const answer = (text) => `default_type application/json; return 200 '${text}';`
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `
daemon off;
worker_processes 1;
pid ${folder}/pid;
error_log ${folder}/errors;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  open_file_cache max=10;
  ${temporary}
  server {
    listen 127.0.0.1:${port};
    location = /v1/oauth/token { ${answer(TOKEN)} }
    location = /v1/connect/proj_1/accounts/apn_1 { ${answer(ACCOUNT)} }
    location = /v1/connect/proj_1/accounts { default_type application/json; alias ${folder}/page.json; }
  }
}`,
  )
  return spawn('nginx', ['-p', folder, '-e', join(folder, 'errors'), '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
}

const started = (child) => new Promise((resolve) => child.once('spawn', () => resolve(true)).once('error', () => resolve(false)))

/** Asks until somebody listens; five seconds are plenty. */
async function reachable(port) {
  for (let tries = 0; tries < 250; tries++) {
    const socket = connect(port, '127.0.0.1')
    const isThere = await new Promise((resolve) => socket.once('connect', () => resolve(true)).once('error', () => resolve(false)))
    socket.destroy()
    if (isThere) return
    await sleep(20)
  }
  throw new Error(`no server listens on port ${port}`)
}

function serve(port) {
  const answers = { '/v1/oauth/token': TOKEN, '/v1/connect/proj_1/accounts/apn_1': ACCOUNT, '/v1/connect/proj_1/accounts': PAGE }
  createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(answers[request.url.split('?')[0]])
  }).listen(port, '127.0.0.1')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) serve(Number(process.argv[2]))
