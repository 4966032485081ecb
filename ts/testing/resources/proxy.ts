'use strict'

// The proxy: takes a call, adds the person's credentials, and relays what the service behind it says, its 401 too.
//
// Who that service is: a handler that a test registered, else whoever really listens, on this machine only.

const http = require('node:http')
const { picked } = require('../../own.js')
const { Reply, badRequest, lost, notFound, urlOf } = require('../answers.js')

const PREFIX = 'x-pd-proxy-'
const REFUSED = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'cookie',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'permissions-policy',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])
/** Headers that are about one connection, not about the answer. */
const OF_THE_HOP = new Set(['connection', 'keep-alive', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade'])
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

async function proxy(core, call) {
  const { ids, query, world, headers, method, log } = call
  const target = targetOf(ids.url_64)
  const sent = forwarded(headers)
  const account = world.accounts.get(query.account_id)
  if (account === undefined || account.external_id !== query.external_user_id) throw notFound('account', query.account_id)
  world.credits.proxy += 1

  const { oauth_access_token: token, api_key: key } = account.credentials ?? {}
  if (sent.authorization === undefined && (token ?? key) !== undefined) sent.authorization = `Bearer ${token ?? key}`
  if (log.rawBody.length > 0 && headers['content-type'] !== undefined) sent['content-type'] = headers['content-type']

  const request = {
    method,
    url: target.href,
    headers: sent,
    body: log.rawBody,
    json: () => JSON.parse(log.rawBody.toString()),
    accountId: account.id,
    externalUserId: account.external_id,
  }
  for (const handler of core.upstreams) {
    const answer = await handler(request)
    if (answer !== undefined) return replied(answer)
  }
  if (target.protocol === 'http:' && LOOPBACK.has(target.hostname)) return relayed(target, request)
  // The service of the examples.
  if (target.hostname === 'slack.com')
    return replied({ body: { ok: true, method, url: target.href, ...(log.rawBody.length > 0 && { body: log.body }) } })
  throw lost(`no upstream answers ${method} ${target.href}; register one with api.upstream(handler)`)
}

function targetOf(text) {
  const plain = text.replaceAll('-', '+').replaceAll('_', '/')
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(plain)
  const target = isBase64 ? urlOf(Buffer.from(plain, 'base64').toString()) : undefined
  if (target === undefined) throw badRequest('the path must end in the base64 of an absolute URL')
  if (target.protocol !== 'https:' && target.protocol !== 'http:') throw badRequest('the target must be an http or https URL')
  return target
}

/** The headers for the service; those that the proxy is documented to refuse are refused. */
function forwarded(headers) {
  const sent = {}
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith(PREFIX)) continue
    const plain = name.slice(PREFIX.length)
    if (REFUSED.has(plain) || plain.startsWith('access-control-request-'))
      throw badRequest(`the proxy does not forward the header ${plain}`)
    sent[plain] = value
  }
  return sent
}

/** A handler's answer as HTTP: `{ status, headers, body }`, or nothing but a body in text or bytes. */
function replied(answer) {
  const isPlain = typeof answer === 'string' || answer instanceof Uint8Array
  const { status = 200, headers = {}, body } = isPlain ? { __proto__: null, body: answer } : picked(answer, ['status', 'headers', 'body'])
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  if (body === undefined || typeof body?.pipe === 'function') return new Reply(status, lower, body)
  if (body instanceof Uint8Array) return new Reply(status, { 'content-type': 'application/octet-stream', ...lower }, Buffer.from(body))
  if (typeof body === 'string') return new Reply(status, { 'content-type': 'text/plain; charset=utf-8', ...lower }, body)
  return new Reply(status, { 'content-type': 'application/json; charset=utf-8', ...lower }, JSON.stringify(body))
}

function relayed(target, { method, headers, body }) {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, 'content-length': body.length } }
    const request = http.request(target, options, (response) => {
      const kept = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !OF_THE_HOP.has(name)))
      resolve(new Reply(response.statusCode, kept, response))
    })
    request.on('error', (error) => reject(lost(`the upstream at ${target.origin} failed: ${error.message}`)))
    request.end(body)
  })
}

module.exports = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((verb) => [`proxy.${verb}`, proxy]))
