// PIPEDREAM_ACCESS_TOKEN: the option `token` from the environment.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { inspect } from 'node:util'
import { Worker } from 'node:worker_threads'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { assertHushed, looks, saidDuring } from '../support/looks.mjs'
import { failureOf, serve } from '../support/server.mjs'

const TOKEN = 'access-hush-of-the-environment'
const NAMES = ['ACCESS_TOKEN', 'CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'BASE_URL'].map((name) => `PIPEDREAM_${name}`)
const echo = ({ headers }) => ({
  body: { id: 'apn_1', authorization: headers.authorization ?? 'none', environment: headers['x-pd-environment'] ?? 'none' },
})

/** Sets the variables, whose names are without the prefix. */
const setEnvironment = (values) => {
  for (const [name, value] of Object.entries(values)) process.env[`PIPEDREAM_${name}`] = value
}
const clearEnvironment = () => {
  for (const name of NAMES) delete process.env[name]
}

/** What a client sends for its authorization, and how many token requests it made. */
async function authorization(t, options) {
  const api = await serve(t, echo)
  const client = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', ...options })
  const { authorization } = await client.accounts.retrieve('apn_1')
  return { authorization, tokenRequests: api.tokens.map(({ text }) => JSON.parse(text)) }
}

/** For `assert.throws`. */
const clear = (message) => (error) => {
  assert.ok(error instanceof PipedreamError, inspect(error))
  assert.equal(error.code, 'ERR_INVALID_ARGUMENT')
  assert.match(error.message, message)
  assertHushed(looks(error), 'the error')
  return true
}

beforeEach(clearEnvironment)
afterEach(clearEnvironment)

describe('PIPEDREAM_ACCESS_TOKEN', () => {
  test('is sent as the token, and no token is requested', async (t) => {
    setEnvironment({ ACCESS_TOKEN: TOKEN })
    assert.deepEqual(await authorization(t, {}), { authorization: `Bearer ${TOKEN}`, tokenRequests: [] })
    assert.equal(await new PipedreamClient().rawAccessToken, TOKEN)
  })

  test('needs neither a project nor an environment, as the option', async (t) => {
    const api = await serve(t, echo)
    setEnvironment({ ACCESS_TOKEN: TOKEN, BASE_URL: api.url })
    const { environment } = await new PipedreamClient().request('GET', '/v1/connect/accounts/apn_1')
    assert.equal(environment, 'none')
  })

  test('goes over the id and the secret of the environment', async (t) => {
    setEnvironment({ ACCESS_TOKEN: TOKEN, CLIENT_ID: 'env-id', CLIENT_SECRET: 'env-secret-hush' })
    assert.deepEqual(await authorization(t, {}), { authorization: `Bearer ${TOKEN}`, tokenRequests: [] })
  })

  const given = {
    'a client id and a secret': [{ clientId: 'id', clientSecret: 'secret-hush' }, 'id', 'secret-hush'],
    'a secret, with the id of the environment': [{ clientSecret: 'secret-hush' }, 'env-id', 'secret-hush'],
    'a client id, with the secret of the environment': [{ clientId: 'id' }, 'id', 'env-secret-hush'],
    functions: [{ clientId: () => 'id', clientSecret: async () => 'secret-hush' }, 'id', 'secret-hush'],
  }
  for (const [what, [options, id, secret]] of Object.entries(given)) {
    test(`does not count beside these options: ${what}`, async (t) => {
      setEnvironment({ ACCESS_TOKEN: TOKEN, CLIENT_ID: 'env-id', CLIENT_SECRET: 'env-secret-hush' })
      const { authorization: sent, tokenRequests } = await authorization(t, options)
      assert.equal(sent, 'Bearer token-hush-1')
      assert.deepEqual(tokenRequests, [{ client_id: id, client_secret: secret, grant_type: 'client_credentials' }])
    })
  }

  const tokens = {
    token: [{ token: 'given-hush' }, 'Bearer given-hush'],
    tokenProvider: [{ tokenProvider: { getToken: async () => 'provided-hush' } }, 'Bearer provided-hush'],
    auth: [{ auth: async () => ({ headers: { authorization: 'Own hush' } }) }, 'Own hush'],
    'auth: false': [{ auth: false }, 'none'],
  }
  for (const [what, [options, expected]] of Object.entries(tokens)) {
    test(`does not count beside the option ${what}`, async (t) => {
      setEnvironment({ ACCESS_TOKEN: TOKEN })
      assert.equal((await authorization(t, options)).authorization, expected)
    })
  }

  for (const blank of ['', ' ', '\t\n']) {
    test(`counts as unset if it is ${JSON.stringify(blank)}`, async (t) => {
      setEnvironment({ ACCESS_TOKEN: blank, CLIENT_ID: 'env-id', CLIENT_SECRET: 'env-secret-hush' })
      assert.equal((await authorization(t, {})).authorization, 'Bearer token-hush-1')
    })
  }

  test('counts if id and secret are options that are undefined or null', async (t) => {
    setEnvironment({ ACCESS_TOKEN: TOKEN })
    for (const nothing of [undefined, null])
      assert.equal((await authorization(t, { clientId: nothing, clientSecret: nothing, token: nothing })).authorization, `Bearer ${TOKEN}`)
  })

  test('is read when a client is made: a client keeps the one it was made with', async (t) => {
    const api = await serve(t, echo)
    setEnvironment({ ACCESS_TOKEN: TOKEN, BASE_URL: api.url, PROJECT_ID: 'proj_1' })
    const first = new PipedreamClient()
    setEnvironment({ ACCESS_TOKEN: 'next-hush' })
    assert.equal((await first.accounts.retrieve('apn_1')).authorization, `Bearer ${TOKEN}`)
    assert.equal((await new PipedreamClient().accounts.retrieve('apn_1')).authorization, 'Bearer next-hush')
  })

  test('is read in a worker thread too', async (t) => {
    setEnvironment({ ACCESS_TOKEN: TOKEN })
    const code = `const { PipedreamClient } = require('pipedream-native')
      new PipedreamClient().rawAccessToken.then((token) => require('node:worker_threads').parentPort.postMessage(token))`
    const worker = new Worker(code, { eval: true })
    t.after(() => worker.terminate())
    const [token] = await once(worker, 'message')
    assert.equal(token, TOKEN)
  })

  test('is named by the error for missing credentials', () => {
    for (const [env, name] of [
      [{}, 'clientId'],
      [{ CLIENT_ID: 'env-id' }, 'clientSecret'],
      [{ CLIENT_SECRET: 'env-secret-hush' }, 'clientId'],
    ]) {
      clearEnvironment()
      setEnvironment(env)
      const make = () => new PipedreamClient({ projectId: 'proj_1' })
      assert.throws(make, clear(new RegExp(`^${name} is missing: .*the option token or PIPEDREAM_ACCESS_TOKEN$`)))
    }
  })

  test('an error says why it does not count beside a client id without a secret', () => {
    setEnvironment({ ACCESS_TOKEN: TOKEN })
    const make = () => new PipedreamClient({ clientId: 'id', projectId: 'proj_1' })
    assert.throws(make, clear(/^clientSecret is missing: .*PIPEDREAM_ACCESS_TOKEN is set, but does not count beside clientId/))
  })

  for (const [what, token] of [
    ['a line break', 'hush\nhush'],
    ['a character that no header can have', 'hush\u0007'],
  ]) {
    test(`is named by the error for ${what}, which does not show it`, () => {
      setEnvironment({ ACCESS_TOKEN: token })
      assert.throws(() => new PipedreamClient({ projectId: 'proj_1' }), clear(/^PIPEDREAM_ACCESS_TOKEN must be a non-empty string/))
    })
  }

  test('is named with what is wrong if it ends with a line break, as a file that was read into it does', () => {
    setEnvironment({ ACCESS_TOKEN: 'hush\n' })
    const words = /^PIPEDREAM_ACCESS_TOKEN must be .* got a string with characters that cannot be sent: a line break at its end/
    assert.throws(() => new PipedreamClient({ projectId: 'proj_1' }), clear(words))
  })

  test('a 401 is not answered with another token request, since there is none to be had', async (t) => {
    const api = await serve(t, () => ({ status: 401, body: { error: 'unauthorized' } }))
    setEnvironment({ ACCESS_TOKEN: TOKEN, CLIENT_ID: 'env-id', CLIENT_SECRET: 'env-secret-hush', BASE_URL: api.url, PROJECT_ID: 'proj_1' })
    const error = await failureOf(new PipedreamClient().accounts.retrieve('apn_1'))
    assert.equal(error.statusCode, 401)
    assert.equal(api.tokens.length, 0)
  })

  test('is in no error, inspection, log line or event, also where the server repeats it', async (t) => {
    const api = await serve(t, ({ headers }) => ({
      status: 400,
      headers: { 'x-seen': headers.authorization },
      body: { error: `wrong: ${headers.authorization}`, token: TOKEN },
    }))
    setEnvironment({ ACCESS_TOKEN: TOKEN, BASE_URL: api.url, PROJECT_ID: 'proj_1' })
    let client
    let error
    const said = await saidDuring(t, async (logging) => {
      client = new PipedreamClient({ logging })
      error = await failureOf(client.accounts.retrieve('apn_1'))
    })
    assert.ok(said.includes('error') && said.includes('pipedream:request:error'), 'something was logged and published')
    assertHushed(said, 'logs and events')
    assert.equal(api.requests[0].headers.authorization, `Bearer ${TOKEN}`)
    assertHushed([...looks(error), ...looks(client), ...looks(client.accessTokenStats())], 'error, client and statistics')
  })
})
