'use strict'

// Calls with user callbacks that throw or reject in every way. Prints one line of JSON with the outcome of each case and its unhandled
// errors. `argv` has the package's folder and the options of a client.

const { subscribe, unsubscribe } = require('node:diagnostics_channel')
const { Readable } = require('node:stream')

const [folder, optionsText] = process.argv.slice(2)
const options = JSON.parse(optionsText)
const { PipedreamClient, PipedreamError } = require(folder)

const unhandled = []
process.on('unhandledRejection', (reason) => unhandled.push(`rejection ${String(reason)}`))
process.on('uncaughtException', (error) => unhandled.push(`exception ${String(error)}`))
process.on('warning', () => {})

const boom = () => {
  throw new Error('boom')
}
const rejects = async () => boom()
/** A thenable that throws when it is awaited, and one whose members throw when they are read. */
const sour = { then: boom }
const bitter = Object.defineProperty({}, 'then', { get: boom })
const make = (more) => new PipedreamClient({ ...options, ...more })
const client = make()
const settled = (promise) =>
  promise.then(
    (value) => value?.id ?? value,
    (error) => (error instanceof PipedreamError ? (error.code ?? error.statusCode ?? error.name) : `no PipedreamError: ${String(error)}`),
  )
const one = (options, of = client) => settled(of.accounts.retrieve('apn_1', {}, options))

const loggerOf = (log) => ({ logging: { level: 'debug', silent: false, logger: { debug: log, info: log, warn: log, error: log } } })
const logged = (log) => async () => [await one({}, make(loggerOf(log))), await settled(make(loggerOf(log)).accounts.retrieve('gone'))]

/** A real signal with the members `spoilt`. `fire` aborts it. */
function signalOf(spoilt) {
  const controller = new AbortController()
  const { signal } = controller
  const like = {
    get aborted() {
      return signal.aborted
    },
    get reason() {
      return signal.reason
    },
    addEventListener: (...args) => signal.addEventListener(...args),
    removeEventListener: (...args) => signal.removeEventListener(...args),
  }
  return { abortSignal: Object.defineProperties(like, Object.getOwnPropertyDescriptors(spoilt)), fire: () => controller.abort('enough') }
}
const signalled = (spoilt) => async () => {
  const { abortSignal, fire } = signalOf(spoilt)
  const shared = [one({ abortSignal }), one({ abortSignal }), settled(client.accounts.retrieve('gone', {}, { abortSignal }))]
  const stalled = settled(client.accounts.retrieve('stall', {}, { abortSignal, timeoutInSeconds: 5, maxRetries: 0 }))
  const three = await Promise.all(shared)
  fire()
  return [...three, await stalled]
}
const subscribed = (listener) => async () => {
  const names = ['start', 'end', 'error']
    .map((name) => `pipedream:request:${name}`)
    .concat('pipedream:token:fetched', 'pipedream:token:invalidated')
  for (const name of names) subscribe(name, listener)
  client.invalidateAccessToken()
  const results = [await one(), await settled(client.accounts.retrieve('gone')), await settled(client.accounts.retrieve('..'))]
  for (const name of names) unsubscribe(name, listener)
  return results
}
const stored = (spoilt) => async () => {
  const store = { get: async () => undefined, set: async () => {}, delete: async () => {}, ...spoilt }
  return one({}, make({ clientSecret: `secret ${Math.random()}`, tokenStore: store }))
}
const posted = (body) =>
  settled(client.proxy.post({ url: 'https://example.com/', externalUserId: 'u', accountId: 'a', body }, { maxRetries: 0 }))
const header = (value) => () => one({ headers: { 'x-a': value } })

const cases = {
  'a logger that throws': logged(boom),
  'a logger that rejects': logged(rejects),
  'a logger that gives a thenable that throws': logged(() => sour),
  'a logger that gives what cannot be looked at': logged(() => bitter),
  'a logger that throws nothing at all': logged(() => Promise.reject(undefined)),
  'a signal whose removeEventListener throws': signalled({ removeEventListener: boom }),
  'a signal whose removeEventListener rejects': signalled({ removeEventListener: rejects }),
  'a signal whose addEventListener throws': signalled({ addEventListener: boom }),
  'a signal whose addEventListener rejects': signalled({ addEventListener: rejects }),
  'a signal whose `aborted` throws': signalled({
    get aborted() {
      return boom()
    },
  }),
  'a signal whose `reason` throws': signalled({
    get reason() {
      return boom()
    },
  }),
  'a signal that calls a plain function': async () => {
    let listener
    const abortSignal = { aborted: false, addEventListener: (_type, given) => (listener = given), removeEventListener() {} }
    const stalled = one({ abortSignal, queryParams: { a: 1 } })
    listener()
    return stalled
  },
  'a signal that throws only for a download': async () => {
    let asked = 0
    const { abortSignal } = signalOf({
      get aborted() {
        return ++asked > 1 ? boom() : false
      },
    })
    return settled(client.fileStash.downloadFile({ s3Key: 'k' }, { abortSignal }))
  },
  'a download whose signal’s `reason` throws': async () => {
    const { abortSignal, fire } = signalOf({
      get reason() {
        return boom()
      },
    })
    const file = await client.fileStash.downloadFile({ s3Key: 'k' }, { abortSignal })
    fire()
    return settled(file.bytes())
  },
  'a subscriber that throws': subscribed(boom),
  'a subscriber that rejects': subscribed(rejects),
  'a subscriber that freezes what it gets': subscribed((message) => void Object.freeze(message)),
  'a subscriber that spoils what it gets': subscribed(
    (message) => Object.isFrozen(message) || Object.defineProperty(message, 'status', { set: boom, configurable: true }),
  ),
  'a store that throws': stored({ get: boom, set: boom, delete: boom, lock: boom }),
  'a store that rejects': stored({ get: rejects, set: rejects, delete: rejects, lock: rejects }),
  'a store with thenables that throw': stored({ get: () => sour, set: () => sour, delete: () => sour, lock: () => sour }),
  'a store with what cannot be looked at': stored({ get: () => bitter, set: () => bitter, lock: () => bitter }),
  'a store whose lock cannot be given back': stored({ lock: async () => boom }),
  'a header that throws': header(boom),
  'a header that rejects with nothing': header(() => Promise.reject(undefined)),
  'a thenable header that throws': header(sour),
  'a thenable header that cannot be looked at': header(bitter),
  'a thenable header that settles twice': header({
    then(resolve, reject) {
      resolve('a')
      reject(new Error('late'))
      resolve('b')
    },
  }),
  'a header that rejects beside a request that is wrong': () =>
    settled(client.request('GET', '/v1/x', { body: new Map(), headers: { 'x-a': rejects } })),
  'options that reject beside a request that is wrong': () =>
    settled(client.accounts.list({ limit: NaN }, { headers: { 'x-a': rejects } })),
  'an environment that rejects with nothing': () => one({}, make({ projectEnvironment: () => Promise.reject(undefined) })),
  'an environment that throws, beside a logger': () =>
    one({}, make({ ...loggerOf(() => {}), projectEnvironment: () => Promise.reject(undefined) })),
  'auth that throws a text': () =>
    one(
      {},
      make({
        auth: () => {
          throw 'no'
        },
      }),
    ),
  'auth that throws what cannot be looked at': () =>
    one({}, make({ auth: () => Promise.reject(new Proxy({}, { get: boom, has: boom, getPrototypeOf: boom })) })),
  'a body whose iterator throws': () => posted({ [Symbol.asyncIterator]: () => ({ next: boom, return: boom }) }),
  'a body whose iterator cannot be had': () => posted({ [Symbol.asyncIterator]: boom }),
  'a body whose return() throws': async () => {
    const { abortSignal, fire } = signalOf({})
    const body = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => setTimeout(fire, 20)), return: boom }) }
    return settled(
      client.proxy.post({ url: 'https://example.com/', externalUserId: 'u', accountId: 'a', body }, { abortSignal, maxRetries: 0 }),
    )
  },
  'a body whose return() rejects': async () => {
    const body = { [Symbol.asyncIterator]: () => ({ next: rejects, return: () => sour }) }
    return posted(body)
  },
  'a stream that is destroyed with an error': () =>
    posted(
      new Readable({
        read() {
          this.destroy(new Error('broken'))
        },
      }),
    ),
  'a fetch that throws': () => one({ maxRetries: 0 }, make({ token: 't', fetch: boom })),
  'a fetch whose answer cannot be looked at': () =>
    one(
      { maxRetries: 0 },
      make({ token: 't', fetch: async () => new Proxy({}, { get: (_target, name) => (name === 'then' ? undefined : boom()) }) }),
    ),
  'a fetch whose body cannot be cancelled': async () => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1000)), cancel: rejects })
    const file = await make({
      token: 't',
      fetch: async () => new Response(body, { headers: { 'content-type': 'application/zip' } }),
    }).fileStash.downloadFile({ s3Key: 'k' })
    const reader = file.stream().getReader()
    await reader.read()
    return settled(reader.cancel())
  },
  'a secret that throws what cannot be looked at': () =>
    one({}, make({ clientSecret: () => Promise.reject(new Proxy({}, { get: boom, has: boom })) })),
}

async function main() {
  const results = {}
  for (const [name, act] of Object.entries(cases)) {
    // Other calls at the same time and afterwards.
    const beside = Array.from({ length: 3 }, () => one())
    const result = await act().catch((error) => `the case itself: ${error.stack}`)
    const others = await Promise.all([...beside, one()])
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    results[name] = { result, unhandled: unhandled.splice(0), others: others.every((id) => id === 'apn_1') }
  }
  console.log(JSON.stringify(results))
}

void main()
