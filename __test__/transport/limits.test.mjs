// The time limit of an attempt covers everything it waits for, and a wait of one kind does not block calls of another kind.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { PipedreamClient } from 'pipedream-native'
import { fileTokenStore } from 'pipedream-native/stores'
import { folderFor } from '../support/folders.mjs'
import { closeServer, serve } from '../support/server.mjs'

const windows = process.platform === 'win32'
const root = fileURLToPath(new URL('../..', import.meta.url))

/** The output of a program that `command` runs in a process of its own. */
async function said(text, { env = {}, command = [] } = {}) {
  const [file, ...args] = [...command, process.execPath, '--input-type=module', '-e', text]
  const child = spawn(file, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], timeout: 60_000 })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (piece) => (out += piece))
  await once(child, 'close')
  return JSON.parse(out)
}

describe('a wait that does not end', () => {
  test('for a token file does not delay an answer, however large', { skip: windows && 'there are no pipes with names' }, async (t) => {
    const large = { id: 'apn_1', name: 'x'.repeat(3 << 20) }
    const api = await serve(t, () => ({ body: large }))
    const directory = join(folderFor(t), 'tokens')
    const ids = Array.from({ length: 6 }, (_, index) => `client-${index}`)
    const options = (clientId) => ({
      ...api.options,
      clientId,
      timeoutInSeconds: 5,
      maxRetries: 0,
      tokenStore: fileTokenStore({ directory }),
    })
    for (const id of ids) await new PipedreamClient(options(id)).accounts.retrieve('apn_1')
    // Opening a pipe that nobody writes to never ends, like opening a file on a mount whose server is gone.
    const files = readdirSync(directory).filter((name) => name.endsWith('.token'))
    assert.equal(files.length, ids.length)
    for (const file of files) {
      rmSync(join(directory, file))
      execFileSync('mkfifo', ['-m', '600', join(directory, file)])
    }
    const given = ids.map((id) => ({ ...options(id), tokenStore: undefined }))
    const seen = await said(`
      import { PipedreamClient } from 'pipedream-native'
      import { fileTokenStore } from 'pipedream-native/stores'
      const clients = ${JSON.stringify(given)}.map((given) => new PipedreamClient({ ...given, tokenStore: fileTokenStore({ directory: ${JSON.stringify(directory)} }) }))
      const began = performance.now()
      const sizes = await Promise.all(clients.map(async (client) => (await client.accounts.retrieve('apn_1')).name.length))
      process.stdout.write(JSON.stringify({ sizes, took: performance.now() - began }), () => process.exit())
    `)
    assert.deepEqual(
      seen.sizes,
      ids.map(() => large.name.length),
    )
    assert.ok(seen.took < 5_000, `${seen.took} ms`)
  })

  test('for a free connection ends with the time limit of the call', {
    skip: windows && 'sockets are not files there',
  }, async (t) => {
    const api = await serve(t, () => new Promise(() => {}))
    const seen = await said(
      `
      import { PipedreamClient } from 'pipedream-native'
      const client = new PipedreamClient({ baseUrl: '${api.url}', token: 'own', projectId: 'proj_1', maxRetries: 0, timeoutInSeconds: 1 })
      const began = performance.now()
      const names = await Promise.all(Array.from({ length: 300 }, () => client.accounts.retrieve('apn_1').then(() => 'done', ({ name }) => name)))
      process.stdout.write(JSON.stringify({ names: [...new Set(names)], took: performance.now() - began }), () => process.exit())
    `,
      { command: ['sh', '-c', 'ulimit -n 64 && exec "$0" "$@"'] },
    )
    assert.deepEqual(seen.names, ['PipedreamTimeoutError'])
    assert.ok(api.requests.length < 64, api.requests.length)
    assert.ok(seen.took < 15_000, `${seen.took} ms: one after another they would take a quarter of a minute and more`)
  })
})

describe('localhost', () => {
  /** A server on this machine and a proxy that must not be used. */
  async function setUp(t) {
    const asked = []
    const api = createServer((request, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ host: request.headers.host, authorization: request.headers.authorization })),
    )
    const proxy = createServer((request, response) => {
      asked.push(request.url)
      response.writeHead(400).end()
    })
    proxy.on('connect', ({ url }, socket) => {
      asked.push(url)
      socket.destroy()
    })
    for (const server of [api, proxy]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      t.after(() => closeServer(server))
    }
    const there = `http://user:pass@127.0.0.1:${proxy.address().port}`
    return {
      asked,
      port: api.address().port,
      env: { HTTP_PROXY: there, http_proxy: there, HTTPS_PROXY: there, ALL_PROXY: there, NO_PROXY: '', no_proxy: '' },
    }
  }

  for (const name of ['localhost', 'api.localhost', 'a.b.LOCALHOST', 'localhost.']) {
    test(`${name} is this machine: neither DNS nor a proxy is used`, async (t) => {
      const { asked, port, env } = await setUp(t)
      const seen = await said(
        `
        import { PipedreamClient } from 'pipedream-native'
        const account = await new PipedreamClient({ baseUrl: 'http://${name}:${port}', token: 'own', projectId: 'proj_1', maxRetries: 0 }).accounts.retrieve('apn_1')
        process.stdout.write(JSON.stringify(account), () => process.exit())
      `,
        { env },
      )
      assert.equal(seen.host, `${name.toLowerCase()}:${port}`)
      assert.deepEqual(asked, [])
    })
  }

  for (const host of ['x.localhost', '127.0.0.1', '[::ffff:7f00:1]']) {
    const isLocal = !host.startsWith('[::ffff')
    test(`a token for a workflow at http://${host} ${isLocal ? 'goes there and to no proxy' : 'goes nowhere'}, wherever the API is`, async (t) => {
      const { asked, port, env } = await setUp(t)
      const seen = await said(
        `
        import { PipedreamClient } from 'pipedream-native'
        const client = new PipedreamClient({ baseUrl: 'https://api.example', token: 'own', projectId: 'proj_1', maxRetries: 0, workflowDomain: '${host.replace('x.', '')}' })
        const answer = await client.workflows.invoke({ urlOrEndpoint: 'http://${host}:${port}/' }, 'oauth').catch(({ code, message }) => ({ code, message }))
        process.stdout.write(JSON.stringify(answer), () => process.exit())
      `,
        { env },
      )
      if (isLocal) assert.deepEqual([seen.host, seen.authorization], [`${host}:${port}`, 'Bearer own'], JSON.stringify(seen))
      else assert.equal(seen.code, 'ERR_INVALID_ARGUMENT', JSON.stringify(seen))
      assert.deepEqual(asked, [])
    })
  }
})
