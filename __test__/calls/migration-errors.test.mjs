// The table of errors in MIGRATION.md: what this package does is what its row says.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as native from 'pipedream-native'
import { rowsOf } from '../support/migration.mjs'
import { failureOf, serve } from '../support/server.mjs'

const { PipedreamClient, PipedreamError } = native
const json = (status, body = '{"error":"why"}') => ({ answer: () => ({ status, headers: { 'content-type': 'application/json' }, body }) })
const page = (body) => ({ answer: () => ({ status: 200, headers: { 'content-type': 'text/html' }, body }) })
const aborted = () => AbortSignal.abort(new Error('enough'))

/** Each row by its first cell: what the server does, and how the client calls it. One row may need more than one. */
const cases = {
  'status 400': [json(400)],
  'status 401, 403, 409 or 500': [401, 403, 409, 500].map((status) => ({ ...json(status), status })),
  'status 404': [json(404)],
  'status 429': [json(429)],
  'a failing status with broken JSON': [{ ...json(500, '{'), status: 500 }],
  '200 with HTML': [page('<p>hello</p>')],
  '200 with an empty body': [json(200, '')],
  'no answer in time': [{ answer: () => undefined, request: { timeoutInSeconds: 0.1 } }],
  'a body that stalls': [{ answer: stalls, request: { timeoutInSeconds: 0.3 } }],
  'your signal aborts': [{ answer: () => undefined, request: { abortSignal: aborted() }, cause: 'enough' }],
  'connection lost': [{ answer: ({ socket }) => void socket.destroy() }],
  'connection refused': [{ options: { baseUrl: 'http://127.0.0.1:1' } }],
  'the secret is wrong': [{ token: () => ({ status: 401, body: { error: 'invalid_client' } }) }],
  'no credentials': [{ options: { clientId: undefined, clientSecret: undefined } }],
  'an empty id': [{ call: (client) => client.accounts.retrieve('') }],
  'a field is missing': [{ call: (client) => client.tokens.create({}) }],
}

const rows = rowsOf('## Errors')

describe('each error is what its row says', () => {
  for (const [what, , inClass, statusCode, code] of rows) {
    for (const one of cases[what] ?? []) {
      test(one.status === undefined ? what : `${what}: ${one.status}`, async (t) => {
        const error = await failureOf(run(t, one))
        const [, className] = /^`(\w+)`/.exec(inClass)
        assert.equal(error.constructor, native[className])
        assert.ok(error instanceof PipedreamError)
        assert.equal(error.statusCode, statusCode === 'the status' ? one.status : numberIn(statusCode))
        assert.equal(error.code, textIn(code))
        if (inClass.includes('AbortError`')) assert.equal(error.name, 'AbortError')
        assert.equal(error.cause?.message ?? '', one.cause ?? error.cause?.message ?? '')
      })
    }
  }
})

test('each row is tried, and nothing else', () => {
  assert.deepEqual(
    rows.map(([what]) => what),
    Object.keys(cases),
  )
})

async function run(t, { answer, token, options, request, call = retrieve }) {
  const api = await serve(t, answer, token && { token })
  return call(new PipedreamClient({ ...api.options, maxRetries: 0, ...options }), request)
}

const retrieve = (client, request) => client.accounts.retrieve('apn_1', {}, request)
const numberIn = (cell) => (cell ? Number(cell) : undefined)
const textIn = (cell) => (cell ? cell.slice(1, -1) : undefined)

function stalls(_request, response) {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"id":')
}
