// The server at the far end: nginx with TLS 1.3 only, HTTP/2 and gzip, the answers of ../answers.mjs, a certificate of its own.

import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ACCOUNT, PAGE, TOKEN } from '../answers.mjs'
import { start } from './cleanup.mjs'

const MISSING = {
  nginx: 'apt-get install nginx-light, or brew install nginx',
  openssl: 'apt-get install openssl, or brew install openssl@3',
}

/** Throws one sentence for a program that is missing. */
export function needPrograms() {
  for (const [name, how] of Object.entries(MISSING)) {
    try {
      execFileSync(name, [name === 'nginx' ? '-v' : 'version'], { stdio: 'ignore' })
    } catch (error) {
      if (error.code === 'ENOENT') throw new Error(`${name} is missing: ${how}`, { cause: error })
    }
  }
}

/** A certificate authority and a server certificate for the addresses of both kinds of link; P-256, valid for two days. */
export function makeCertificates(folder) {
  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const authority = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
  writeFileSync(join(folder, 'openssl.conf'), '[req]\ndistinguished_name=name\n[name]\n')
  const config = ['-config', 'openssl.conf']
  openssl(
    'req',
    '-x509',
    ...config,
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=lab authority',
    ...authority,
  )
  openssl('req', '-new', ...config, ...key, '-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=lab server')
  writeFileSync(join(folder, 'server.ext'), 'subjectAltName=IP:10.77.0.2,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n')
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'server.ext']
  openssl('x509', '-req', '-in', 'server.csr', ...sign, '-days', '2', '-out', 'server.pem')
}

/**
 * Starts nginx on the link's server side; `certificates` is the folder that makeCertificates() filled.
 * `keepaliveRequests`: after how many requests it closes a connection. Gives `handshakes()`, how many connections it has accepted so far, and `stop()`.
 */
export async function startNginx(link, folder, certificates, { keepaliveRequests = 100_000 } = {}) {
  const status = join(folder, 'status.sock')
  writeFileSync(join(folder, 'page.json'), PAGE)
  writeFileSync(join(folder, 'nginx.conf'), configuration({ listen: link.listen, folder, status, certificates, keepaliveRequests }))
  const nginx = ['nginx', '-p', folder, '-e', join(folder, 'errors'), '-c', join(folder, 'nginx.conf')]
  const [command, ...args] = [...link.onServer, ...nginx]
  const { child, stop } = start(command, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; !existsSync(status); tries++) {
    if (tries === 250 || child.exitCode !== null) throw new Error('nginx did not start')
    await sleep(20)
  }
  let own = 0
  return {
    async handshakes() {
      const text = await statusOf(status)
      const [, accepted] = /\n\s*(\d+) (\d+) (\d+)/.exec(text)
      // Each look at the counter is a connection too.
      return Number(accepted) - ++own
    },
    stop,
  }
}

async function statusOf(socketPath) {
  const [response] = await once(get({ socketPath, path: '/', agent: false }), 'response')
  return (await response.toArray()).join('')
}

function configuration({ listen, folder, status, certificates, keepaliveRequests }) {
  const answer = (text) => `default_type application/json; return 200 '${text}';`
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')
  return `
daemon off;
worker_processes 1;
worker_rlimit_nofile 8192;
pid ${folder}/nginx.pid;
error_log ${folder}/errors;
events { worker_connections 4096; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 75s;
  keepalive_requests ${keepaliveRequests};
  open_file_cache max=10;
  gzip on;
  gzip_types application/json;
  gzip_comp_level 5;
  gzip_min_length 256;
  ${temporary}
  server {
    listen ${listen} ssl http2 backlog=4096;
    ssl_certificate ${certificates}/server.pem;
    ssl_certificate_key ${certificates}/server.key;
    ssl_protocols TLSv1.3;
    ssl_session_cache shared:TLS:10m;
    location = /v1/oauth/token { ${answer(TOKEN)} }
    location = /v1/connect/proj_1/accounts/apn_1 { ${answer(ACCOUNT)} }
    location = /v1/connect/proj_1/accounts { default_type application/json; alias ${folder}/page.json; }
  }
  server {
    listen unix:${status};
    location / { stub_status; }
  }
}`
}
