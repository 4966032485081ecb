'use strict'

// A process that pollutes Object.prototype with one name after the other and prints the outcome of the calls for each. Each round is
// announced to the server, which records the requests.

const { get } = require('node:http')
const { PipedreamClient, PipedreamError } = require('pipedream-native')
const { fileTokenStore, redisTokenStore } = require('pipedream-native/stores')

const { url, options, names } = JSON.parse(process.argv[2])
const evil = () => {
  throw new Error('what only Object.prototype has was called')
}
const harms = { text: 'evil', fields: { __proto__: null, 'x-evil': '1' }, call: evil, none: null }

const target = { url: 'https://api.example.com/a', externalUserId: 'u', accountId: 'apn_1' }
const shown = async (call) => {
  try {
    const value = await call()
    return value !== undefined && Object.hasOwn(value, 'bytes') ? Buffer.from(await value.bytes()).toString() : value
  } catch (error) {
    // The time that a call takes differs from round to round.
    return { name: error.name, message: error.message, json: { ...error.toJSON?.(), elapsedMs: Object.hasOwn(error, 'elapsedMs') } }
  }
}

/** Uses everything that reads options, with as few options as possible. */
async function round() {
  const lines = []
  const logger = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, (line) => lines.push(`${level} ${line}`)]))
  const client = new PipedreamClient({ ...options, logging: { level: 'debug', logger, silent: false } })
  const fetched = new PipedreamClient({
    ...options,
    clientId: 'fetched',
    clientSecret: async () => 'secret',
    fetch: async (to, init) => {
      lines.push(Object.keys(init).join())
      return {
        status: 200,
        ok: true,
        headers: { 'content-type': to.endsWith('token') ? 'application/json' : 'image/png' },
        text: async () => '{"access_token":"t","token_type":"Bearer","expires_in":3600}',
      }
    },
  })
  const kept = { get: () => undefined, set: () => {}, delete: () => {} }
  const stored = new PipedreamClient({ ...options, clientId: 'stored', tokenStore: kept, auth: async () => ({}) })
  client.invalidateAccessToken()
  const said = [
    await shown(() => client.accounts.list({ limit: 1 }, {})),
    await shown(() => client.accounts.list().toArray({})),
    await shown(() => client.accounts.retrieve('apn_1', {}, { headers: { 'x-own': '1' } })),
    await shown(() => client.accounts.retrieve('lost')),
    await shown(() => client.accounts.delete('apn_1', {})),
    await shown(() => client.tokens.create({ externalUserId: 'u' })),
    await shown(() => client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { a: {}, b: [null] } })),
    await shown(() => client.fileStash.downloadFile({ s3Key: 'k' })),
    await shown(() => client.proxy.get(target)),
    await shown(() => client.proxy.post(target)),
    await shown(() => client.proxy.post({ ...target, body: {}, params: { a: {} } })),
    await shown(() => client.proxy.post({ ...target, body: Buffer.from('a'), headers: {} })),
    await shown(() =>
      client.proxy.post({
        ...target,
        body: (async function* () {
          yield 'a'
        })(),
      }),
    ),
    await shown(() => client.request('GET', '/v1/x')),
    await shown(() => client.request('POST', '/v1/x', {})),
    await shown(() => client.request('POST', '/v1/x', { body: [{}] })),
    await shown(() => client.rateLimits.create({ windowSizeSeconds: 1, requestsPerWindow: 1 })),
    await shown(() => client.rateLimits.create({})),
    await shown(() => client.workflows.invoke({ urlOrEndpoint: `${url}/w` })),
    await shown(() => client.accessToken({})),
    await shown(() => fetched.request('GET', '/v1/x')),
    await shown(() => stored.accounts.retrieve('apn_1')),
    await shown(() => new PipedreamClient({})),
    await shown(() => fileTokenStore({})),
    await shown(() => redisTokenStore({})),
    await shown(() => new PipedreamError({ message: 'a' })),
    await shown(() => new PipedreamError()),
    client.toJSON(),
    lines.map((line) => line.replace(/\d+(\.\d+)? ms/, '')),
  ]
  return said
}

const announce = (name) =>
  new Promise((resolve) => get(`${url}/announce/${name}`, { agent: false }, (response) => response.resume().on('end', resolve)))

async function main() {
  await round()
  await announce('clean.-')
  console.log(JSON.stringify(['clean.-', JSON.stringify(await round())]))
  for (const name of names) {
    for (const [harm, value] of Object.entries(harms)) {
      const id = `${name}.${harm}`
      await announce(id)
      Object.defineProperty(Object.prototype, name, { __proto__: null, value, configurable: true, enumerable: true, writable: true })
      let said
      try {
        said = await round()
      } catch (error) {
        said = `threw ${error.stack}`
      } finally {
        delete Object.prototype[name]
      }
      console.log(JSON.stringify([id, JSON.stringify(said)]))
    }
  }
}

void main()
