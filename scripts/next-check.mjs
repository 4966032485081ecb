// `npm run check:next`: does the Next.js example build and answer, with both bundlers and no configuration?
//
// Not part of `npm test`, because Next.js is large and builds slowly. `npm install` needs the network.

import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail, install, platform, root, run } from './steps.mjs'

install()
run(process.execPath, ['scripts/build.mjs'])
const { startEmulator } = await import('pipedream-native/testing')

const place = mkdtempSync(join(tmpdir(), 'next-'))
const app = join(place, 'app')
const next = join(app, 'node_modules', 'next', 'dist', 'bin', 'next')
try {
  prepare()
  for (const bundler of ['--turbopack', '--webpack']) await check(bundler)
} finally {
  rmSync(place, { recursive: true, force: true })
}

/** Copies the example and installs the packed packages in it. */
function prepare() {
  const tarballs = [root, join(root, 'npm', platform())].map((folder) => {
    const [{ filename }] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], { cwd: folder, quiet: true }),
    )
    return join(place, filename)
  })
  cpSync(join(root, 'examples', 'next-app'), app, { recursive: true, filter: (name) => !/node_modules|\.next/.test(name) })
  const file = join(app, 'package.json')
  const { dependencies, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  delete dependencies['pipedream-native']
  writeFileSync(file, JSON.stringify({ ...rest, dependencies }))
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], { cwd: app })
}

async function check(bundler) {
  const api = await startEmulator()
  const { baseUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  const env = {
    NEXT_TELEMETRY_DISABLED: '1',
    PIPEDREAM_BASE_URL: baseUrl,
    PIPEDREAM_CLIENT_ID: clientId,
    PIPEDREAM_CLIENT_SECRET: clientSecret,
    PIPEDREAM_PROJECT_ID: projectId,
    PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
  }
  rmSync(join(app, '.next'), { recursive: true, force: true })
  run(process.execPath, [next, 'build', bundler], { cwd: app, env })
  const port = await freePort()
  const server = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
    cwd: app,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  })
  try {
    for (const path of ['/api/accounts', '/api/stats', '/']) {
      const response = await answered(`http://127.0.0.1:${port}${path}`)
      if (response.status !== 200) fail(`${bundler}: ${path} answered ${response.status}`)
      console.log(`${bundler}: ${path} ${response.status} ${(await response.text()).slice(0, 120)}`)
    }
    if (api.tokenRequests !== 1) fail(`${bundler}: ${api.tokenRequests} token requests for three routes`)
  } finally {
    server.kill()
    await once(server, 'exit')
    await api.close()
  }
}

/** Waits until Next.js listens. */
async function answered(url) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url)
    } catch (error) {
      if (tries === 100) throw error
      await sleep(100)
    }
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}
