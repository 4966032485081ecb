// A function or a symbol as an argument. JSON leaves both out in silence: then a filter, a limit or a scope would be missing from what is
// sent, so each is refused by name.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { newEc, pem } from '../support/keys.mjs'
import { failureOf, serve } from '../support/server.mjs'

const base = { clientId: 'id', clientSecret: 'secret-hush', projectId: 'proj_1' }
const refused = (name, got) => ({
  code: 'ERR_INVALID_ARGUMENT',
  message: new RegExp(`^${name.replaceAll('.', '\\.')} must be .*, got ${got}$`),
})
const values = { 'a function': () => 'hush', 'a symbol': Symbol('hush') }

describe('options of a client', () => {
  const withKey = { clientSecret: undefined, privateKey: pem(newEc()) }
  const names = {
    keyId: withKey,
    scope: {},
    workflowDomain: {},
    rateLimitToken: {},
    allowInsecureHttp: {},
    maxRetries: {},
    maxResponseBytes: {},
    timeoutInSeconds: {},
    deadlineInSeconds: {},
    caCertificates: {},
    clientKey: { clientCertificate: 'hush' },
  }
  for (const [name, more] of Object.entries(names))
    for (const [got, value] of Object.entries(values))
      test(`${name} is ${got}`, () => {
        assert.throws(() => new PipedreamClient({ ...base, ...more, [name]: value }), refused(name, got))
      })

  for (const name of ['baseUrl', 'mcpUrl', 'environment', 'projectEnvironment', 'token', 'proxy'])
    test(`${name} is a symbol`, () => {
      assert.throws(() => new PipedreamClient({ ...base, [name]: Symbol('hush') }), refused(name, 'a symbol'))
    })

  for (const name of ['scope', 'workflowDomain', 'mcpUrl', 'rateLimitToken', 'token', 'clientKey', 'allowInsecureHttp'])
    test(`${name} is NaN`, () => {
      assert.throws(() => new PipedreamClient({ ...base, [name]: NaN }), refused(name, 'NaN'))
    })
})

describe('arguments of calls', () => {
  const calls = {
    'options of a call': ['maxRetries', (c, value) => c.accounts.retrieve('apn_1', {}, { maxRetries: value })],
    'queryParams of a call': ['queryParams.app', (c, value) => c.accounts.list({}, { queryParams: { app: value } })],
    'a field of a list': ['externalUserId', (c, value) => c.accounts.list({ externalUserId: value })],
    'a field of a body': ['allowedOrigins', (c, value) => c.tokens.create({ externalUserId: 'u', allowedOrigins: value })],
    'a field of the proxy': ['accountId', (c, value) => c.proxy.get({ url: 'https://a.example', externalUserId: 'u', accountId: value })],
    'params of the proxy': [
      'params.a',
      (c, value) => c.proxy.get({ url: 'https://a.example', externalUserId: 'u', accountId: 'a', params: { a: value } }),
    ],
    'a field of a workflow': ['method', (c, value) => c.workflows.invoke({ urlOrEndpoint: 'https://eo1.m.pipedream.net', method: value })],
    'the query of a request': ['query.limit', (c, value) => c.request('GET', '/v1/connect/apps', { query: { limit: value } })],
    'an option of a request': ['maxRetries', (c, value) => c.request('GET', '/v1/connect/apps', { maxRetries: value })],
  }
  for (const [what, [name, call]] of Object.entries(calls))
    for (const [got, value] of Object.entries(values))
      test(`${what} is ${got}`, async (t) => {
        const api = await serve(t)
        const error = await failureOf(call(new PipedreamClient(api.options), value))
        assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
        assert.match(error.message, refused(name, got).message)
        assert.equal(api.requests.length + api.tokens.length, 0)
      })

  for (const name of ['externalUserId', 'app', 'accountId', 'toolMode', 'appDiscovery'])
    for (const [got, value] of Object.entries(values))
      test(`${name} of an MCP session is ${got}`, () => {
        const client = new PipedreamClient({ ...base, mcpUrl: 'https://mcp.example' })
        assert.throws(() => client.mcp.server({ externalUserId: 'u', app: 'slack', [name]: value }), refused(name, got))
      })
})

test('what JSON leaves out inside of a field, or of an object with methods, is no error', async (t) => {
  const api = await serve(t, () => ({ body: { ret: 1 } }))
  const client = new PipedreamClient(api.options)
  await client.actions.run({ id: 'a', externalUserId: 'u', configuredProps: { text: 'hello', onDone: () => 1 } })
  class Wanted {
    externalUserId = 'u'
    refresh = () => 1
  }
  await client.accounts.list(new Wanted()).catch(() => {})
  assert.equal(api.requests.length, 2)
})
