// Options of the emulator of the wrong kind: a TypeError that names the option, what it was and what is allowed. None starts a server.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'

const wrong = {
  clients: [[], 7, [undefined], [7], {}],
  projects: [[], 'proj_1', [7], ['']],
  accounts: ['apn_1', {}, [7]],
  triggers: ['dc_1', {}, [null]],
  projectEnvironment: ['staging', 7, true],
  tokenLifetimeSeconds: [0, -1, 1.5, '60', Number.POSITIVE_INFINITY, true],
  tokenRequestsPerSecond: [-1, '5', Number.POSITIVE_INFINITY, null],
  rateLimits: ['true', 1, {}],
  latencyMs: [-1, '50', 2 ** 31, Number.POSITIVE_INFINITY, {}],
  port: [-1, 65_536, 1.5, '8080', true],
  host: ['', 7, {}],
}

describe('an option of startEmulator() of the wrong kind:', () => {
  for (const [name, values] of Object.entries(wrong)) {
    test(name, async () => {
      for (const value of values) {
        const failed = await startEmulator({ [name]: value }).then(
          (api) => api.close(),
          (error) => error,
        )
        assert.ok(failed instanceof TypeError, `${name}: ${JSON.stringify(value)}`)
        assert.match(failed.message, new RegExp(`^${name} of startEmulator\\(\\) must be .*, got `))
      }
      for (const value of [() => 1, Symbol('hush'), Number.NaN]) {
        const got = Number.isNaN(value) ? 'NaN' : `a ${typeof value}`
        await assert.rejects(startEmulator({ [name]: value }), { name: 'TypeError', message: `startEmulator(): ${name} cannot be ${got}` })
      }
    })
  }

  test('a client', async () => {
    const client = { clientId: 'a', clientSecret: 'b' }
    for (const [given, message] of [
      [{ ...client, scope: 7 }, /^scope of a client of startEmulator\(\) must be a string, got a number/],
      [{ ...client, keyId: {} }, /^keyId of a client of startEmulator\(\) must be a string, got an object/],
      [{ ...client, clientSecret: () => 'b' }, /^a client of startEmulator\(\): clientSecret cannot be a function/],
    ])
      await assert.rejects(startEmulator({ clients: [given] }), { name: 'TypeError', message })
  })

  test('and what its methods are given', async (t) => {
    const api = await startEmulator()
    t.after(() => api.close())
    for (const [act, message] of [
      [() => api.fail({ method: 7 }), /^method must be a string, got a number/],
      [() => api.fail({ method: () => 'GET' }), /^fail\(\): method cannot be a function/],
      [() => api.fail({ times: Number.NaN }), /^fail\(\): times cannot be NaN/],
      [() => api.fail({ body: () => ({}) }), /^fail\(\): body cannot be a function/],
      [() => api.fail({ headers: ['a'] }), /^headers must be an object, got an array/],
      [() => api.fail({ html: 7 }), /^html must be a boolean or a string, got a number/],
      [() => api.fail({ truncate: 'yes' }), /^truncate must be a boolean, got a string/],
      [() => api.setTokenRateLimit(Number.NaN), /^the limit of token requests must be a number a second, 0 or more, got NaN/],
      [() => api.setTokenRateLimit(() => 1), /^the limit of token requests must be/],
      [() => api.setTokenLifetimeSeconds(Number.NaN), /^the lifetime of a token must be/],
      [() => api.stashFile('a', 'b', { contentType: () => 'c' }), /^stashFile\(\): contentType cannot be a function/],
    ])
      assert.throws(act, { name: 'TypeError', message })
  })
})
