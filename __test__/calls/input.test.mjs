// Invalid arguments: the error names the argument, its value and what is allowed. Nothing is sent, and no secret is shown.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inspect } from 'node:util'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { operations } from '../support/reference.mjs'
import { failureOf, serve } from '../support/server.mjs'

const base = { clientId: 'id', clientSecret: 'secret-hush', projectId: 'proj_1' }
const LONE = 'a\ud800'

function assertClear(error, message) {
  assert.ok(error instanceof PipedreamError, inspect(error))
  assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
  assert.match(error.message, message)
  assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error), /hush/)
}

/** For `assert.throws`. */
const clear = (message) => (error) => {
  assertClear(error, message)
  return true
}

describe('options of a client', () => {
  const wrong = {
    'no client id': [{ clientId: undefined }, /clientId is missing.*PIPEDREAM_CLIENT_ID/],
    'null as client id': [{ clientId: null }, /clientId is missing/],
    'no secret': [{ clientSecret: undefined }, /clientSecret is missing.*PIPEDREAM_CLIENT_SECRET/],
    'several client ids': [{ clientId: ['a', 'b'] }, /clientId must be a non-empty string.*got an array/],
    'no secrets in a list': [{ clientSecret: [] }, /clientSecret must be/],
    'a number among secrets': [{ clientSecret: ['a-hush', 5] }, /clientSecret must be/],
    'an object as secret': [{ clientSecret: { value: 'hush' } }, /clientSecret must be .*got an object/],
    'a boolean as secret': [{ clientSecret: true }, /clientSecret must be .*got a boolean/],
    'a bigint as secret': [{ clientSecret: 5n }, /clientSecret must be .*got a number/],
    'a lone surrogate in a secret': [{ clientSecret: `hush${LONE}` }, /clientSecret must be well-formed text.*lone surrogate/],
    'a line break in a client id': [{ clientId: 'hush\r\n' }, /clientId must be .*cannot be sent/],
    'a NUL in a secret': [{ clientSecret: 'hush\0' }, /clientSecret must be .*cannot be sent/],
    'an empty token': [{ token: '' }, /token must be a non-empty string.*got ""/],
    'a number as token': [{ token: 5 }, /token must be .*got a number/],
    'a line break at the end of a token': [{ token: 'hush\n' }, /token must be .*cannot be sent: a line break at its end/],
    'a line break at the end of a secret': [{ clientSecret: 'hush\r\n' }, /clientSecret must be .*: a line break at its end/],
    'a line break in a token': [{ token: 'a\nhush' }, /token must be .*cannot be sent/],
    'a blank project': [{ projectId: ' ' }, /projectId must be a project id such as "proj_…", got " "/],
    'a number as project': [{ projectId: 5 }, /projectId must be a string, got 5/],
    'a lone surrogate in a project': [{ projectId: LONE }, /projectId must be well-formed text.*lone surrogate/],
    'an empty environment': [{ projectEnvironment: '' }, /projectEnvironment must be "production" or "development", got ""/],
    'an environment in other letters': [{ projectEnvironment: 'Production' }, /must be "production" or "development", got "Production"/],
    'a number as environment': [{ projectEnvironment: 5 }, /must be "production" or "development", got 5/],
    'the environment of the project in the option for the URL': [
      { environment: 'development' },
      /environment is the URL of the API.*option projectEnvironment/,
    ],
    'an empty address': [{ baseUrl: '' }, /baseUrl must be an https URL such as "https:.*got ""/],
    'an address without a host': [{ baseUrl: 'https://' }, /baseUrl must be an https URL .*empty host/],
    'an address with a space': [{ baseUrl: 'https://a b.com' }, /baseUrl must be an https URL/],
    'an address with a password': [{ baseUrl: 'https://user:hush@a.com' }, /baseUrl .*password has no place/],
    'an address with a fragment': [{ baseUrl: 'https://a.com#f' }, /baseUrl .*fragment has no place/],
    'an address with a query': [{ baseUrl: 'https://a.com?a=b' }, /baseUrl .*query or fragment has no place/],
    'an address with a line break': [{ baseUrl: 'https://a.com\r\nx-a: b' }, /baseUrl must be an https URL/],
    'an address with too great a port': [{ baseUrl: 'https://a.com:99999' }, /baseUrl .*port/],
    'another scheme': [{ baseUrl: 'javascript:1' }, /baseUrl .*another scheme/],
    'a number as address': [{ baseUrl: 5 }, /baseUrl must be a string, got 5/],
    'a workflow domain that is an address': [{ workflowDomain: 'https://m.example.com/' }, /workflowDomain must be a host name/],
    'a number as scope': [{ scope: 5 }, /scope must be a string or an array of strings, got 5/],
    'a number among scopes': [{ scope: ['a', 5] }, /scope must be a string or an array of strings/],
    'a line break in a scope': [{ scope: 'a\n' }, /scope must be scopes separated by spaces/],
    'an object as header': [{ headers: { 'x-a': {} } }, /headers\["x-a"\] must be a string, got an object/],
    'a symbol as header': [{ headers: { 'x-a': Symbol('hush') } }, /headers\["x-a"\] must be a string, got a symbol/],
    'a header without a name': [{ headers: { '': 'a' } }, /headers has the name ""/],
    'a NUL in a header': [{ headers: { 'x-a': 'hush\0' } }, /headers\["x-a"\] must be text without line breaks/],
    'a line break in the token of a rate limit': [{ rateLimitToken: 'hush\n' }, /rateLimitToken must be text without line breaks/],
    'a string as time limit': [{ timeoutInSeconds: '5' }, /timeoutInSeconds must be a number of seconds.*got "5"/],
    'retries below zero': [{ maxRetries: -1 }, /maxRetries must be a whole number from 0 to 100, got -1/],
  }
  for (const [name, [options, message]] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => assert.throws(() => new PipedreamClient({ ...base, ...options }), clear(message)))
  }

  const variables = ['CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'PROJECT_ENVIRONMENT', 'BASE_URL', 'MCP_URL', 'WORKFLOW_DOMAIN'].map(
    (name) => `PIPEDREAM_${name}`,
  )
  for (const blank of ['', '  ', '\t\n']) {
    test(`an environment variable that is ${JSON.stringify(blank)} counts as unset: the default is used, or a required option is missing`, (t) => {
      t.after(() => {
        for (const name of variables) delete process.env[name]
      })
      for (const name of variables) process.env[name] = blank
      const facts = JSON.parse(JSON.stringify(new PipedreamClient({ clientId: 'a', clientSecret: 'b', projectId: 'proj_1' })))
      assert.deepEqual(facts, { projectId: 'proj_1', baseUrl: 'https://api.pipedream.com', credentials: '[redacted]' })
      for (const [option, variable] of [
        ['clientId', 'CLIENT_ID'],
        ['clientSecret', 'CLIENT_SECRET'],
        ['projectId', 'PROJECT_ID'],
      ]) {
        const missing = new RegExp(`^${option} is missing: .*PIPEDREAM_${variable}`)
        assert.throws(
          () => new PipedreamClient({ clientId: 'a', clientSecret: 'b', projectId: 'proj_1', [option]: undefined }),
          clear(missing),
        )
      }
    })

    test(`an option that is ${JSON.stringify(blank)} is refused by name`, () => {
      for (const option of [
        'clientId',
        'clientSecret',
        'projectId',
        'projectEnvironment',
        'baseUrl',
        'environment',
        'workflowDomain',
        'token',
      ]) {
        assert.throws(
          () => new PipedreamClient({ clientId: 'a', clientSecret: 'b', projectId: 'proj_1', [option]: blank }),
          clear(new RegExp(`${option} must be`)),
        )
      }
    })
  }
})

/** A client whose server must get no request. */
async function silent(t, options) {
  const api = await serve(t)
  t.after(() => assert.equal(api.requests.length + api.tokens.length, 0, 'nothing is sent'))
  return new PipedreamClient({ ...api.options, ...options })
}

describe('ids', () => {
  const wrong = {
    'an empty text': ['', /must be a non-empty string, got ""/],
    '"."': ['.', /must not be "\." or "\.\.", which would change the path, got "\."/],
    '".."': ['..', /must not be "\." or "\.\.", which would change the path, got "\.\."/],
    null: [null, /must be a non-empty string, got nothing/],
    undefined: [undefined, /must be a non-empty string, got nothing/],
    'a number': [5, /must be a non-empty string, got 5/],
    NaN: [NaN, /must be a non-empty string/],
    'a bigint': [5n, /must be a non-empty string, got 5/],
    'a boolean': [true, /must be a non-empty string, got true/],
    'an object': [{}, /must be a non-empty string, got an object/],
    'a list': [['a'], /must be a non-empty string, got an array/],
    'a function': [() => 'a', /must be a non-empty string/],
    'a symbol': [Symbol('a'), /must be a non-empty string/],
    'a lone surrogate': [LONE, /must be well-formed text, got a string with a lone surrogate/],
  }
  /** Every method whose first argument is an id. */
  const methods = operations
    .filter(({ operation }) => operation.parameters?.some((one) => one.in === 'path' && one['x-from'] === undefined))
    .map(({ id }) => id.split('.'))
  test('there are methods with ids', () => assert.ok(methods.length > 25, `${methods.length}`))

  for (const [name, [id, message]] of Object.entries(wrong)) {
    test(`${name} is refused by all methods`, async (t) => {
      const client = await silent(t)
      for (const [resource, method] of methods) {
        const error = await failureOf(client[resource][method](id, method.endsWith('Webhook') ? 'wh_1' : undefined))
        assertClear(error, message)
        assert.match(error.message, /^\w+ must/, `${resource}.${method} names its id`)
      }
    })
  }

  test('the second id is checked like the first', async (t) => {
    const client = await silent(t)
    for (const [id, message] of Object.values(wrong))
      assertClear(await failureOf(client.deployedTriggers.retrieveWebhook('dc_1', id, { externalUserId: 'u' })), message)
  })

  for (const projectId of ['.', '..']) {
    test(`the project id ${JSON.stringify(projectId)} is refused, because it would change the path`, async (t) => {
      const client = await silent(t, { projectId })
      assertClear(await failureOf(client.accounts.list()), /projectId must not be/)
      assertClear(await failureOf(client.proxy.get({ url: 'https://x.com', externalUserId: 'u', accountId: 'a' })), /projectId must not be/)
    })
  }
})
