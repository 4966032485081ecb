// Redirects: which are followed. The token is never sent to another host.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { account, fixture, setupOf } from './setups.mjs'

export const title = 'Redirects'

const right = { value: { id: 'apn_1' } }
const post = (client) => client.proxy.post({ url: 'https://app.example/', externalUserId: 'u', accountId: 'a', body: { a: 1 } })

/** Redirects the first request. */
const onward =
  (status, location = '/v1/elsewhere') =>
  (_request, _response, count) =>
    count === 1 ? { status, headers: { location } } : account()

/** Another origin, which records its requests. */
async function another(t) {
  const requests = []
  const server = createServer((request, response) => {
    requests.push(request)
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end('{"id":"elsewhere"}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { url: `http://127.0.0.1:${server.address().port}/there`, requests }
}

/** A server that redirects every request to `other`. */
async function sendingOn(t, status) {
  const other = await another(t)
  const setup = await setupOf(t, { http: () => ({ status, headers: { location: other.url } }) })
  return { ...setup, other }
}

export const rows = [
  ...[301, 302, 303, 307, 308].map((status) => ({
    id: `redirect-${status}`,
    fault: `${status} to another path`,
    http: onward(status),
    sees: right,
    requests: 2,
    retried: false,
  })),
  {
    id: 'redirect-loop',
    fault: 'a redirect loop',
    http: () => ({ status: 302, headers: { location: '/v1/round' } }),
    sees: { code: 'ERR_TOO_MANY_REDIRECTS' },
    requests: 11,
    redirects: true,
    retried: false,
  },
  {
    id: 'redirect-nowhere',
    fault: 'a redirect without a location',
    http: () => ({ status: 302 }),
    sees: { statusCode: 302 },
    requests: 1,
    retried: false,
  },
  {
    id: 'redirect-garbage',
    fault: 'a redirect to an invalid URL',
    http: () => ({ status: 302, headers: { location: 'http://[' } }),
    sees: { statusCode: 302 },
    requests: 1,
    retried: false,
  },
  {
    id: 'redirect-body',
    fault: '307 for a call with a body, to another path: the body is sent again',
    http: onward(307),
    call: post,
    sees: right,
    requests: 2,
    retried: false,
  },
  {
    id: 'redirect-stream',
    fault: '307 for a call with a streamed body, which cannot be sent twice',
    http: onward(307),
    call: (client) => client.request('POST', '/v1/x', { body: Readable.from(['a']) }),
    sees: { statusCode: 307 },
    requests: 1,
    retried: false,
  },
  {
    id: 'redirect-origin',
    fault: 'a GET is redirected to another origin: followed without the token',
    setup: (t) => sendingOn(t, 302),
    sees: { value: { id: 'elsewhere' } },
    requests: 1,
    retried: false,
    also: ({ other }) =>
      assert.deepEqual(
        other.requests.map(({ headers }) => headers.authorization),
        [undefined],
      ),
  },
  {
    id: 'redirect-origin-headers',
    fault: 'a GET with headers is redirected to another origin: followed without them',
    setup: (t) => sendingOn(t, 307),
    call: (client) => client.accounts.retrieve('a', undefined, { headers: { 'x-own': '1', cookie: 'a=b' } }),
    sees: { value: { id: 'elsewhere' } },
    requests: 1,
    retried: false,
    also: ({ other }) =>
      assert.deepEqual(
        Object.keys(other.requests[0].headers).filter((name) => /^x-|^cookie$/.test(name)),
        [],
      ),
  },
  ...[302, 307].map((status) => ({
    id: `redirect-origin-body-${status}`,
    fault: `a call with a body is redirected to another origin (${status}): nothing is sent there`,
    setup: (t) => sendingOn(t, status),
    call: post,
    sees: { code: 'ERR_REDIRECT_REFUSED' },
    requests: 1,
    retried: false,
    also: ({ other }) => assert.equal(other.requests.length, 0),
  })),
  {
    id: 'redirect-downgrade',
    fault: 'https is redirected to http',
    tls: 'server',
    options: () => ({ caCertificates: fixture('authority.pem') }),
    http: () => ({ status: 302, headers: { location: 'http://localhost:1/' } }),
    sees: { statusCode: 302 },
    requests: 1,
    retried: false,
  },
]
