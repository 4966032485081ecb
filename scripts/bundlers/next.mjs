// Next.js: the example and the pages of next-pages, built and run without configuration.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../steps.mjs'
import { checkClient, checkEnum, checkWarnings } from './cells.mjs'
import { chromium } from './chromium.mjs'
import { freePort } from '../free-port.mjs'
import { installInto } from '../packed.mjs'
import { variablesOf } from '../../__test__/support/variables.mjs'

/** The lines with which Next.js, webpack and Turbopack warn. */
const WARNING = /warn|Module not found|Critical dependency|can't be external|not supported in the Edge Runtime/i
/** What Next.js says of any project that has a middleware, or a route in the edge runtime. */
const ALWAYS =
  /"middleware" file convention is deprecated|Using edge runtime on a page currently disables static generation|Compiled with warnings/

/** Builds and runs the app with one version of Next.js and one bundler. */
export async function checkNext({ version, bundler, place, tarballs, api }) {
  const app = join(place, `next-${version}`)
  if (!existsSync(app)) prepare(app, version, tarballs)
  const next = join(app, 'node_modules', 'next', 'dist', 'bin', 'next')
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    ...variablesOf(api.clientOptions),
  }
  rmSync(join(app, '.next'), { recursive: true, force: true })
  // Next.js 15 has webpack unless it is told otherwise, and no option for it.
  const flags = version === '15' && bundler === 'webpack' ? [] : [`--${bundler}`]
  const built = spawnSync(process.execPath, [next, 'build', ...flags], { cwd: app, env, encoding: 'utf8' })
  const output = `${built.stdout}${built.stderr}`
  assert.equal(built.status, 0, output)
  checkWarnings(output.split('\n').filter((line) => WARNING.test(line) && !ALWAYS.test(line)))

  const before = api.tokenRequests
  const port = await freePort()
  const server = spawn(process.execPath, [next, 'start', '-p', String(port), '-H', '127.0.0.1'], { cwd: app, env, stdio: 'inherit' })
  try {
    const url = `http://127.0.0.1:${port}`
    await answered(url)
    for (const path of ['/api/accounts', '/api/stats', '/']) {
      const response = await fetch(url + path)
      assert.equal(response.status, 200, path)
      assert.equal(response.headers.get('x-auth-type'), 'oauth', `the middleware of ${path}`)
    }
    // Each run is a process of its own, which makes one request.
    assert.equal(api.tokenRequests - before, 1, 'token requests for three routes')
    await checkEdge(`${url}/api/edge`)
    if (chromium !== undefined) {
      await checkEnum(`${url}/enum`)
      await checkClient(`${url}/client`)
    }
  } finally {
    server.kill()
    await once(server, 'exit')
  }
  return JSON.parse(readFileSync(join(app, 'node_modules', 'next', 'package.json'), 'utf8')).version
}

/** A copy of the example with the pages of next-pages and the packed packages. */
function prepare(app, version, tarballs) {
  cpSync(join(root, 'examples', 'next-app'), app, { recursive: true, filter: (name) => !/node_modules|\.next/.test(name) })
  cpSync(join(root, 'scripts', 'bundlers', 'next-pages'), app, { recursive: true })
  const file = join(app, 'package.json')
  const { dependencies, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  delete dependencies['pipedream-native']
  dependencies.next = `^${version}`
  writeFileSync(file, JSON.stringify({ ...rest, dependencies }))
  installInto(app, tarballs)
}

async function checkEdge(url) {
  const body = '{"event":"CONNECTION_SUCCESS"}'
  const time = Math.floor(Date.now() / 1000)
  const digest = createHmac('sha256', 'signing-key').update(`${time}.${body}`).digest('hex')
  const response = await fetch(url, { method: 'POST', body, headers: { 'x-pd-signature': `t=${time},v1=${digest}` } })
  assert.equal(response.status, 200)
  const { oauth, event, client, store } = await response.json()
  assert.deepEqual([oauth, event], ['oauth', 'CONNECTION_SUCCESS'])
  assert.match(client, /^new PipedreamClient\(\) of pipedream-native needs Node and does not run in an edge runtime .*runtime = "nodejs"/)
  assert.match(store, /^fileTokenStore\(\) of pipedream-native needs Node and does not run in an edge runtime /)
}

/** Waits until Next.js listens. */
async function answered(url) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(`${url}/enum`)
    } catch (error) {
      if (tries === 300) throw error
      await sleep(100)
    }
  }
}
