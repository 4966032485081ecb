// `token`: an access token for other programs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulated, run } from '../support/cli.mjs'

test('a token is printed alone, and the API takes it', async (t) => {
  const { api, env } = await emulated(t)
  const { code, stdout, stderr } = await run(['token'], { env })
  assert.deepEqual([code, stderr], [0, ''])
  assert.match(stdout, /^\S+\n$/)
  assert.equal(stdout.trim(), api.issuedTokens.at(-1))
  const response = await fetch(`${api.url}/v1/connect/projects`, { headers: { authorization: `Bearer ${stdout.trim()}` } })
  assert.equal(response.status, 200)
})

test('--json has the names of the token endpoint', async (t) => {
  const { env } = await emulated(t, { tokenLifetimeSeconds: 600 })
  const { stdout } = await run(['token', '--json'], { env })
  const { access_token: token, ...others } = JSON.parse(stdout)
  assert.equal(typeof token, 'string')
  assert.equal(others.token_type, 'Bearer')
  assert.ok(others.expires_in > 500 && others.expires_in <= 600, String(others.expires_in))
})

test('--scope asks for these scopes, and one that the client lacks is an error with a hint', async (t) => {
  const { api, env } = await emulated(t, {
    clients: [{ clientId: 'client-1', clientSecret: 'secret-1', scope: 'connect:accounts:read connect:proxy' }],
  })
  await run(['token', '--scope', 'connect:accounts:read', '--scope', 'connect:proxy'], { env })
  assert.equal(api.requestsOf('oauthTokens.create').at(-1).body.scope, 'connect:accounts:read connect:proxy')
  const refused = await run(['token', '--scope', 'connect:workflow:invoke'], { env })
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /^error: token: .*invalid_scope.*Hint: ask for fewer scopes with --scope\n$/)
})

test('a project is not needed for a token', async (t) => {
  const { env } = await emulated(t)
  const { code, stderr } = await run(['token'], { env: { ...env, PIPEDREAM_PROJECT_ID: '' } })
  assert.equal(code, 0, stderr)
})

test('a token of the caller is printed as it is', async () => {
  const { code, stdout } = await run(['token', '--json'], { env: { PIPEDREAM_ACCESS_TOKEN: 'mine' } })
  assert.deepEqual([code, JSON.parse(stdout)], [0, { access_token: 'mine', token_type: 'Bearer' }])
})
