'use strict'

// A program that loads the package, changes its environment, and then uses the package in every way. It prints one line of JSON with the
// outcome of each use. `argv` has the package's folder, the client's options, and the name of the change.

const fs = require('node:fs')
const Module = require('node:module')
const { inspect } = require('node:util')
const { subscribe } = require('node:diagnostics_channel')

const [folder, optionsText, happening] = process.argv.slice(2)
const options = JSON.parse(optionsText)
const held = []

/** Changes that are made after the package was loaded and one call has opened a connection. */
const happenings = {
  nothing() {},
  renamed: () => fs.renameSync(folder, `${folder}-away`),
  'no files'() {
    const gone = (name) => () => {
      throw Object.assign(new Error(`ENOENT: ${name}`), { code: 'ENOENT' })
    }
    for (const name of ['readFileSync', 'openSync', 'statSync', 'lstatSync', 'existsSync', 'realpathSync', 'readFile', 'open', 'stat'])
      fs[name] = gone(name)
  },
  'no modules'() {
    const closed = () => {
      throw new Error('You are trying to `import` a file after the environment has been torn down.')
    }
    Module._load = Module._resolveFilename = Module._findPath = Module.prototype.require = closed
  },
  'no descriptors'() {
    try {
      for (;;) held.push(fs.openSync('/dev/null'))
    } catch (error) {
      if (error.code !== 'EMFILE') throw error
    }
  },
}

async function main() {
  const { PipedreamClient, PipedreamError, PipedreamTimeoutError, PipedreamAbortError, NotFoundError } = require(folder)
  const { fileTokenStore, redisTokenStore } = require(`${folder}/dist/stores/index.js`)
  const { verifyWebhook } = require(`${folder}/dist/webhooks/index.js`)
  const { startEmulator } = require(`${folder}/dist/testing/index.js`)
  const logged = []
  const log = (words) => logged.push(words)
  const client = new PipedreamClient(options)
  // Other clients use the connection and the token of this one.
  const make = (more) => new PipedreamClient({ ...options, ...more })
  await client.accounts.retrieve('apn_1')

  happenings[happening]()

  const failure = (promise) =>
    promise.then(
      () => 'no failure',
      (error) => error,
    )
  const proxied = { url: 'https://example.com/', externalUserId: 'u', accountId: 'a' }
  const post = async (body, headers) => (await client.proxy.post({ ...proxied, body, headers })).got
  async function* pieces() {
    yield 'piece'
    yield Buffer.from('s')
  }
  const form = () => {
    const one = new FormData()
    one.set('a', '1')
    return one
  }
  const events = []
  const uses = {
    list: async () => (await client.accounts.list()).data.length,
    'next page': async () => (await (await client.accounts.list()).getNextPage()).data.length,
    iteration: async () => (await client.accounts.list().toArray()).length,
    'raw response of a page': async () => (await client.accounts.list()).rawResponse.headers.get('content-type'),
    'raw response': async () => (await client.accounts.retrieve('apn_1').withRawResponse()).rawResponse.status,
    download: async () => (await (await client.fileStash.downloadFile({ s3Key: 'k' })).bytes()).length,
    blob: async () => (await (await client.fileStash.downloadFile({ s3Key: 'k' })).blob()).type,
    404: async () => (await failure(client.accounts.retrieve('gone'))) instanceof NotFoundError,
    500: async () => (await failure(client.accounts.retrieve('broken', {}, { maxRetries: 0 }))).statusCode,
    'an answer that cannot be read': async () => (await failure(client.accounts.retrieve('html'))).code,
    'a wrong argument': async () => (await failure(client.accounts.retrieve('..'))).code,
    'call options': async () =>
      (await client.accounts.retrieve('apn_1', {}, { timeoutInSeconds: 20, maxRetries: 0, queryParams: { a: 1 }, headers: { 'x-a': 'b' } }))
        .id,
    'a header that is asked for': async () => (await client.accounts.retrieve('apn_1', {}, { headers: { 'x-a': async () => 'b' } })).id,
    'a signal': async () => (await client.accounts.retrieve('apn_1', {}, { abortSignal: new AbortController().signal })).id,
    'a signal that has aborted': async () =>
      (await failure(client.accounts.retrieve('apn_1', {}, { abortSignal: AbortSignal.abort() }))) instanceof PipedreamAbortError,
    request: async () => (await client.request('GET', '/v1/connect/accounts/apn_1')).id,
    'request with a body': async () => (await client.request('POST', '/v1/echo', { body: { a: 1 } })).got,
    'a rate limit': async () => (await client.rateLimits.create({ windowSizeSeconds: 1, requestsPerWindow: 1 })).got,
    'proxy with nothing': async () => (await client.proxy.get(proxied)).got,
    'proxy with JSON': () => post({ a: 1 }),
    'proxy with text': () => post('text'),
    'proxy with bytes': () => post(new Uint8Array([65])),
    'proxy with parameters': () => post(new URLSearchParams({ a: '1' })),
    'proxy with a blob': () => post(new Blob(['blob'])),
    'proxy with a form': async () => /name="a"/.test(await post(form())),
    'proxy with a stream': () => post(pieces()),
    logging: async () => {
      await make({
        logging: { level: 'debug', silent: false, logger: { debug: log, info: log, warn: log, error: log } },
      }).accounts.retrieve('apn_1')
      return logged.length
    },
    'a subscriber': async () => {
      subscribe('pipedream:request:end', ({ operation }) => events.push(operation))
      await client.accounts.retrieve('apn_1')
      return events[0]
    },
    'inspect and JSON': async () => inspect(client).includes('redacted') && JSON.stringify(client).includes('redacted'),
    figures: async () => typeof client.accessTokenStats(),
  }
  /** Uses that need connections or a token of their own. */
  const more = {
    'a time limit': async () =>
      (await failure(client.accounts.retrieve('stall', {}, { timeoutInSeconds: 0.2, maxRetries: 0 }))) instanceof PipedreamTimeoutError,
    'an abort': async () => {
      const controller = new AbortController()
      const failed = failure(client.accounts.retrieve('stall', {}, { abortSignal: controller.signal }))
      controller.abort()
      return (await failed).name
    },
    'no connection': async () =>
      (await failure(make({ token: 't', baseUrl: 'http://127.0.0.1:9', maxRetries: 0 }).accounts.retrieve('a'))).code,
    'a workflow': async () => (await failure(client.workflows.invoke('https://127.0.0.1:9/'))) instanceof PipedreamError,
    'a secret from a function': async () => (await make({ clientSecret: async () => 'another' }).accounts.retrieve('apn_1')).id,
    'fetch of the caller': async () =>
      (await make({ token: 't', fetch: (...args) => globalThis.fetch(...args) }).accounts.retrieve('apn_1')).id,
    'a token store': async () => {
      const kept = new Map()
      const tokenStore = {
        get: async (key) => kept.get(key),
        set: async (key, value) => void kept.set(key, value),
        delete: async (key) => void kept.delete(key),
        lock: async () => () => {},
      }
      await make({ clientSecret: 'a third', tokenStore }).accounts.retrieve('apn_1')
      return kept.size
    },
    'a store of files': async () =>
      (await make({ clientSecret: 'a fourth', tokenStore: fileTokenStore({ directory: `${folder}-tokens` }) }).accounts.retrieve('apn_1'))
        .id,
    'a store in Redis': async () => {
      try {
        return redisTokenStore({})
      } catch (error) {
        return error.code
      }
    },
    'a webhook': async () => {
      try {
        return verifyWebhook({ body: '{}', headers: {}, signingKey: 'k' })
      } catch (error) {
        return error.code
      }
    },
    'the emulator': async () => {
      const api = await startEmulator({ latencyMs: 1 })
      api.fail({ operation: 'accounts.retrieve', body: { id: 'slow' }, dripMs: 1 })
      const { id } = await new PipedreamClient(api.clientOptions).accounts.retrieve('apn_1')
      await api.close()
      return id
    },
  }
  const results = {}
  for (const [name, use] of Object.entries(happening === 'no descriptors' ? uses : { ...uses, ...more })) {
    try {
      results[name] = await use()
    } catch (error) {
      results[name] = String(error?.cause ?? error)
    }
  }
  for (const one of held) fs.closeSync(one)
  return results
}

main().then(
  (results) => console.log(JSON.stringify(results)),
  (error) => {
    console.error(error)
    process.exitCode = 1
  },
)
