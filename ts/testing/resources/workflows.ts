'use strict'

// The domain of workflows, under `/workflows/` of the emulator: each answers with what it was sent, until a test says
// what it does.

const { picked } = require('../../own.js')
const { Refusal, Reply } = require('../answers.js')

const SCOPE = 'connect:workflow:invoke'

async function invoke(core, { path, query, headers, method, log }) {
  const [, , id, ...rest] = path.split('/')
  const { auth = 'none', token, handler } = core.workflows.get(id) ?? {}
  if (auth === 'oauth') core.tokens.checkScope(core.tokens.check(headers.authorization), SCOPE)
  if (auth === 'static_bearer_token' && headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 'unauthorized')
  const request = {
    method,
    path: `/${rest.join('/')}`,
    query: { ...query },
    headers,
    body: log.body,
    rawBody: log.rawBody,
    externalUserId: headers['x-pd-external-user-id'],
  }
  const answer = handler ? await handler(request) : undefined
  if (answer === undefined) {
    const { rawBody, ...echo } = request
    return echo
  }
  const { status = 200, headers: own = {}, body } = picked(answer, ['status', 'headers', 'body'])
  if (typeof body === 'string' || body instanceof Uint8Array || body === undefined) return new Reply(status, own, body)
  return new Reply(status, { 'content-type': 'application/json; charset=utf-8', ...own }, JSON.stringify(body))
}

module.exports = { 'workflows.invoke': invoke }
