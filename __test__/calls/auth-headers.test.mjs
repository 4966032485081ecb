// What an `auth` function and a function for a header may give.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'

const echo = ({ headers }) => ({ body: { authorization: headers.authorization ?? 'none', own: headers['x-a'] ?? 'none' } })

for (const [what, value] of Object.entries({
  'a text': 'Bearer own',
  'a function': () => 'Bearer own',
  'an async function': async () => 'Bearer own',
  'a promise': Promise.resolve('Bearer own'),
})) {
  test(`a header of auth is sent, given as ${what}`, async (t) => {
    const api = await serve(t, echo)
    for (const auth of [
      () => ({ headers: { authorization: value } }),
      { getAuthRequest: async () => ({ headers: new Map([['authorization', value]]) }) },
    ]) {
      const client = new PipedreamClient({ baseUrl: api.url, projectId: 'proj_1', auth })
      assert.equal((await client.accounts.retrieve('a')).authorization, 'Bearer own')
    }
  })
}

for (const [what, value, got] of [
  ['a function that gives a function', () => () => 'Bearer hush', 'a function'],
  ['a function that gives a symbol', () => Symbol('hush'), 'a symbol'],
  ['a promise of a function', Promise.resolve(() => 'Bearer hush'), 'a function'],
]) {
  test(`what cannot be sent is an error with its name, and nothing is sent: ${what}`, async (t) => {
    const api = await serve(t, echo)
    const options = { baseUrl: api.url, projectId: 'proj_1' }
    const calls = {
      auth: () => new PipedreamClient({ ...options, auth: () => ({ headers: { 'x-a': value } }) }).accounts.retrieve('a'),
      headers: () => new PipedreamClient({ ...options, token: 't', headers: { 'x-a': value } }).accounts.retrieve('a'),
      'headers ': () => new PipedreamClient({ ...options, token: 't' }).accounts.retrieve('a', {}, { headers: { 'x-a': value } }),
      'headers  ': () => new PipedreamClient({ ...options, token: 't' }).fetch('/x', { headers: { 'x-a': value } }),
    }
    for (const [option, call] of Object.entries(calls)) {
      const error = await failureOf(call())
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT', option)
      assert.equal(error.message, `${option.trim()}["x-a"] must be a string, got ${got}`)
    }
    assert.equal(api.requests.length, 0)
  })
}
