// Closed clients, worker threads that end, and limits of the process.

import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { account } from './setups.mjs'

export const title = 'Clients, threads, limits'

const closed = { code: 'ERR_CLIENT_CLOSED' }
const root = fileURLToPath(new URL('../..', import.meta.url))
const turn = () => new Promise(setImmediate)

/** A worker that makes a call to `url` and ends when the request has arrived. Then the main thread makes a call. */
const workerThatEnds = (how) => async (client, setup) => {
  const text = `
    const { PipedreamClient } = require(${JSON.stringify(root)})
    new PipedreamClient({ baseUrl: ${JSON.stringify(setup.url)}, token: 'own', projectId: 'proj_1' }).accounts.retrieve('worker')
    require('node:worker_threads').parentPort.once('message', () => process.exit())`
  const worker = new Worker(text, { eval: true })
  while (setup.requests.length === 0) await turn()
  const gone = once(worker, 'exit')
  if (how === 'terminate') worker.terminate()
  else worker.postMessage('exit')
  await gone
  // The connection of its call is closed.
  while (!setup.connections[0].destroyed) await turn()
  return client.accounts.retrieve('main')
}

/** A process with a low limit of file descriptors that opens all of them before its first call. */
async function withoutDescriptors(_client, { url }) {
  const text = `
    const { openSync, closeSync } = require('node:fs')
    const { PipedreamClient } = require(${JSON.stringify(root)})
    const client = new PipedreamClient({ baseUrl: ${JSON.stringify(url)}, token: 'own', projectId: 'proj_1', maxRetries: 0 })
    const said = () => client.accounts.retrieve('a').then(({ id }) => id, ({ code }) => code)
    const files = []
    try {
      for (;;) files.push(openSync('/dev/null'))
    } catch {}
    said().then(async (first) => {
      files.forEach((file) => closeSync(file))
      console.log([first, await said()].join(', '))
    })`
  const { stdout } = await promisify(execFile)('prlimit', ['--nofile=100', process.execPath, '-e', text])
  return stdout.trim()
}

const held = ({ path }) => (path.endsWith('/worker') ? new Promise(() => {}) : account())

export const rows = [
  {
    id: 'closed-before',
    fault: 'the client was closed before the call',
    call: (client) => {
      client.close()
      return client.accounts.retrieve('a')
    },
    sees: closed,
    requests: 0,
    connections: 0,
    retried: false,
  },
  {
    id: 'closed-during',
    fault: 'the client is closed during a call: the call finishes',
    sees: { value: { id: 'apn_1' } },
    requests: 1,
    retried: false,
    call: async (client, setup) => {
      const call = client.accounts.retrieve('a')
      while (setup.requests.length === 0) await turn()
      client.close()
      return call
    },
  },
  {
    id: 'closed-token',
    fault: 'a token is requested after the client was closed',
    grants: true,
    call: (client) => {
      client.close()
      return client.accessToken()
    },
    sees: closed,
    requests: 0,
    tokens: 0,
    retried: false,
  },
  {
    id: 'worker-terminated',
    fault: 'a worker is terminated in the middle of a call: its connection closes, others go on',
    http: held,
    call: workerThatEnds('terminate'),
    sees: { value: { id: 'apn_1' } },
    requests: 2,
    retried: false,
  },
  {
    id: 'worker-exits',
    fault: 'a worker calls `process.exit()` in the middle of a call',
    http: held,
    call: workerThatEnds('exit'),
    sees: { value: { id: 'apn_1' } },
    requests: 2,
    retried: false,
  },
  {
    id: 'no-descriptor',
    fault: 'no file descriptor is free at the first call, but some are at the second',
    platform: 'linux',
    call: withoutDescriptors,
    sees: { value: 'EMFILE, apn_1' },
    requests: 1,
    retried: false,
  },
  {
    id: 'url-long',
    fault: 'a URL of more than 64 KB',
    call: (client) => client.accounts.list({ externalUserId: 'a'.repeat(70_000) }),
    sees: { code: 'ERR_INVALID_ARGUMENT' },
    requests: 0,
    connections: 0,
    retried: false,
  },
  {
    id: 'page-behind-last',
    fault: '`getNextPage()` on the last page',
    http: () => ({ body: { data: [], page_info: {} } }),
    call: async (client) => (await client.accounts.list()).getNextPage(),
    sees: { code: 'ERR_NO_NEXT_PAGE' },
    requests: 1,
    retried: false,
  },
]
