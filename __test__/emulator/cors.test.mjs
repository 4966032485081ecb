// What the emulator tells browsers: a page may use a Connect token that was made for its origin. examples/browser-half has the same in a
// real Chromium (`npm run check:browser`).

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulated } from '../support/emulator-calls.mjs'

const PAGE = 'https://app.example.com'
const ELSEWHERE = 'https://other.example.com'
// The headers of a call of the official browser half.
const ASKED = 'authorization,content-type,x-fern-language,x-fern-runtime,x-fern-sdk-name,x-pd-environment,x-pd-proxy-x-team'

async function withPage(t, fields) {
  const { api, call, inProject } = await emulated(t)
  const { body } = await inProject('POST', '/tokens', { body: { external_user_id: 'user-1', ...fields } })
  const from = (origin, { path = '/v1/connect/accounts', as = body.token, headers, ...more } = {}) =>
    call('GET', path, { as, environment: null, headers: { origin, ...headers }, ...more })
  const preflight = (method, path, { origin = PAGE, ...headers } = {}) =>
    fetch(api.url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': ASKED, ...headers },
    })
  return { api, call, from, preflight }
}

const allowed = ({ headers }) => headers.get('access-control-allow-origin')

test('a preflight is allowed for every call of Connect, with the headers that it asks for', async (t) => {
  const { preflight, api } = await withPage(t)
  const paths = ['/v1/connect/accounts', '/v1/connect/proj_1/actions/run', '/v1/connect/proxy/aHR0cHM6Ly9zbGFjay5jb20v']
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      const response = await preflight(method, path)
      assert.equal(response.status, 204)
      assert.equal(allowed(response), PAGE)
      assert.ok(response.headers.get('access-control-allow-methods').split(', ').includes(method))
      assert.equal(response.headers.get('access-control-allow-headers'), ASKED)
      assert.match(response.headers.get('vary'), /Origin/)
      assert.equal(response.headers.get('access-control-allow-credentials'), null)
    }
  }
  assert.deepEqual([api.requests.at(-1).method, api.requests.at(-1).operation, api.requests.at(-1).status], ['OPTIONS', undefined, 204])
})

test('the token endpoint and OPTIONS that is no preflight are not for pages', async (t) => {
  const { preflight, api } = await withPage(t)
  assert.equal(allowed(await preflight('POST', '/v1/oauth/token')), null)
  const plain = await fetch(`${api.url}/v1/connect/accounts`, { method: 'OPTIONS', headers: { origin: PAGE } })
  assert.deepEqual([plain.status, allowed(plain)], [500, null])
})

test('a page of an allowed origin reads its response, errors and faults too', async (t) => {
  const { api, from } = await withPage(t, { allowed_origins: ['https://first.example.com', `${PAGE}/`] })
  const response = await from(PAGE)
  assert.deepEqual([response.status, allowed(response)], [200, PAGE])
  assert.match(response.headers.get('access-control-expose-headers'), /retry-after/)
  assert.match(response.headers.get('vary'), /Origin/)
  for (const [path, status] of [
    ['/v1/connect/accounts/apn_4', 404],
    ['/v1/connect/users', 403],
    ['/v1/connect/nonsense', 500],
  ]) {
    const refused = await from(PAGE, { path })
    assert.deepEqual([refused.status, allowed(refused)], [status, PAGE], path)
  }
  api.fail({ operation: 'accounts.list', status: 429, headers: { 'retry-after': 1 } })
  const fault = await from(PAGE)
  assert.deepEqual([fault.status, allowed(fault)], [429, PAGE])
  api.clock.advanceSeconds(14_400)
  const expired = await from(PAGE)
  assert.deepEqual([expired.status, allowed(expired)], [401, PAGE])
  const unknown = await from(PAGE, { as: 'ctok_unknown' })
  assert.deepEqual([unknown.status, allowed(unknown)], [401, PAGE])
})

test('another origin is refused, and its page cannot read why', async (t) => {
  for (const [origins, origin] of [
    [[PAGE], ELSEWHERE],
    [[PAGE], 'http://app.example.com'],
    [[PAGE], `${PAGE}:8443`],
    [[PAGE], 'null'],
    [[], PAGE],
    [undefined, PAGE],
    [['app.example.com', '*', 'null'], 'null'],
  ]) {
    const { from, call, api } = await withPage(t, { allowed_origins: origins })
    const response = await from(origin)
    assert.deepEqual([response.status, allowed(response)], [403, null], origin)
    assert.match(response.body.details.reason, /allowed_origins/)
    // A server sends no origin. The origins do not concern it.
    const { authorization } = api.requests.at(-1)
    assert.equal((await call('GET', '/v1/connect/accounts', { as: authorization.slice(7), environment: null })).status, 200)
  }
})

test('origins that are no strings are refused when the token is made', async (t) => {
  const { inProject } = await emulated(t)
  for (const origins of [PAGE, [PAGE, 7], { 0: PAGE }]) {
    const { status, body } = await inProject('POST', '/tokens', { body: { external_user_id: 'user-1', allowed_origins: origins } })
    assert.equal(status, 400)
    assert.match(body.error, /allowed_origins must be an array of strings/)
  }
})

test('a response to an access token has no CORS headers', async (t) => {
  const { inProject } = await emulated(t)
  const response = await inProject('GET', '/accounts', { headers: { origin: PAGE } })
  assert.deepEqual([response.status, allowed(response)], [200, null])
})

test('a preflight meets only a fault that names its method', async (t) => {
  const { api, from, preflight } = await withPage(t, { allowed_origins: [PAGE] })
  api.fail({ status: 503 })
  assert.equal((await preflight('GET', '/v1/connect/accounts')).status, 204)
  assert.equal((await from(PAGE)).status, 503)
  api.fail({ method: 'OPTIONS', path: /accounts/, status: 403 })
  assert.equal((await from(PAGE)).status, 200)
  assert.equal((await preflight('GET', '/v1/connect/accounts')).status, 403)
})

test('a response through the proxy has the CORS headers of the emulator, not those of the app', async (t) => {
  const { api, from } = await withPage(t, { allowed_origins: [PAGE] })
  const headers = { 'access-control-allow-origin': 'https://slack.com', vary: 'Accept' }
  api.onProxyRequest(() => ({ body: { ok: true }, headers }))
  const path = `/v1/connect/proxy/${Buffer.from('https://app.slack.com/').toString('base64url')}?external_user_id=user-1&account_id=apn_1`
  const response = await from(PAGE, { path })
  assert.deepEqual([response.status, allowed(response), response.headers.get('vary')], [200, PAGE, 'Accept, Origin'])
})
