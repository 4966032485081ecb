// A Redis server for one test, on a free port, without persistence. It can be killed and stopped.

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { freePort } from '../../scripts/free-port.mjs'

/** For a test's `skip`: false if redis-server is installed, else the reason. */
export const withoutRedis = (() => {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return false
  } catch {
    return 'redis-server is not installed'
  }
})()

/** Starts one. It is stopped after the test at the latest. */
export async function startRedis(t) {
  for (let tries = 0; tries < 5; tries++) {
    const port = await freePort()
    const child = spawn('redis-server', [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      tmpdir(),
    ])
    t.after(() => child.kill('SIGKILL'))
    if (await isReady(child)) return { child, url: `redis://127.0.0.1:${port}`, signal: (name) => signal(child, name) }
  }
  throw new Error('redis-server did not start')
}

/** If another process takes the port first, Redis exits. */
function isReady(child) {
  return new Promise((resolve) => {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      if (said.includes('Ready to accept connections')) resolve(true)
    })
    child.once('exit', () => resolve(false))
  })
}

async function signal(child, name) {
  const ended = name === 'SIGKILL' ? once(child, 'exit') : undefined
  child.kill(name)
  await ended
}

/** The URL of a Redis that does not exist. */
export const deadUrl = async () => `redis://127.0.0.1:${await freePort()}`

/** The Redis clients, created as users do, with a listener for connection errors. */
export const redisClients = {
  async ioredis(url) {
    const { default: Redis } = await import('ioredis')
    const client = new Redis(url).on('error', () => {})
    return { client, end: () => client.disconnect() }
  },
  async 'node-redis'(url) {
    const { createClient } = await import('redis')
    const client = createClient({ url }).on('error', () => {})
    client.connect().catch(() => {})
    return { client, end: () => client.destroy() }
  },
}

/** One of them, for a test. */
export async function connect(t, kind, url) {
  const { client, end } = await redisClients[kind](url)
  t.after(end)
  return client
}
