// A registry on this machine (verdaccio) that has what is published to it, and everything else from the registry that npm is configured for.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../free-port.mjs'
import { publish } from './publish.mjs'
import { toolOf } from './tools.mjs'

const USER = { name: 'release', password: 'release-dry-run' }
/** The names that only this registry has: what somebody else published under them is not asked for. */
const OWN = 'pipedream-native*'

/** Starts it with its files in `folder`. Returns `{ url, token, stop }`; its log is `registry.log` in the folder. */
export async function startRegistry(folder) {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const access = { access: '$all', publish: '$authenticated' }
  const config = {
    storage: join(folder, 'storage'),
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    uplinks: { upstream: { url: upstream, max_fails: 10, timeout: '60s' } },
    packages: { [OWN]: access, '**': { ...access, proxy: 'upstream' } },
    log: { type: 'stdout', format: 'json', level: 'http' },
    web: { enable: false },
    max_body_size: '100mb',
  }
  mkdirSync(folder, { recursive: true })
  // JSON is YAML.
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config))
  const [command, ...args] = toolOf('verdaccio')
  const log = openSync(join(folder, 'registry.log'), 'a')
  const options = { cwd: folder, stdio: ['ignore', log, log] }
  const child = spawn(command, [...args, '--config', join(folder, 'config.yaml'), '--listen', `127.0.0.1:${port}`], options)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill()
    await once(child, 'exit')
  }
  process.once('exit', () => child.kill())
  try {
    await answers(`${url}/-/ping`, child)
    return { url, token: await tokenFrom(url), stop }
  } catch (error) {
    await stop()
    throw new Error(`the registry does not start: ${error.message}; ${join(folder, 'registry.log')} says more`, { cause: error })
  }
}

/**
 * Publishes to it as a release does, with npm's configuration in `place`. The second run must find all of it there, as after a release that was
 * interrupted.
 */
export async function publishTwice(packages, { url, token }, place, say = console.log) {
  const npmrc = join(place, 'npmrc')
  writeFileSync(npmrc, `registry=${url}/\n${url.replace(/^http:/, '')}/:_authToken=${token}\n`, { mode: 0o600 })
  // `npm run` hands its own configuration down in variables, which go before the file.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_(?:registry|userconfig)$/i.test(name))
  const env = { ...Object.fromEntries(own), NPM_CONFIG_USERCONFIG: npmrc }
  const missing = packages.filter((one) => one.missing?.length > 0).map(({ platform }) => platform)
  if (missing.length > 0) say(`published here without a binary, which was not built here: ${missing.join(', ')}`)
  await publish(packages, { env, allowMissing: true, say })
  const again = await publish(packages, { env, allowMissing: true, say() {} })
  const twice = again.filter(({ done }) => done !== 'there already').map(({ name }) => name)
  if (twice.length > 0) throw new Error(`a second run publishes again: ${twice.join(', ')}`)
}

async function answers(address, child) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`)
    const response = await fetch(address).catch(() => undefined)
    if (response?.ok) return
    await setTimeout(100)
  }
  throw new Error('it does not answer after a minute')
}

async function tokenFrom(url) {
  const response = await fetch(`${url}/-/user/org.couchdb.user:${USER.name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(USER),
  })
  const { token } = await response.json()
  if (typeof token !== 'string') throw new Error(`it makes no user (${response.status})`)
  return token
}
