// Faults of the token endpoint, and tokens that are refused.

import { setTimeout as pause } from 'node:timers/promises'
import { answerAfter, grant } from '../support/server.mjs'
import { account } from './setups.mjs'

export const title = 'The token'

const right = { value: { id: 'apn_1' } }
const unusable = { code: 'ERR_TOKEN_ANSWER', statusCode: 200 }
const given = (more) => () => ({ body: { access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600, ...more } })
const refusing = (status, error) => () => ({ status, body: { error } })
const first = (fault) => (request, response, count) => (count === 1 ? fault(request, response, count) : grant(request, response, count))

/** An answer without a usable token is not retried, because the next one would be the same. The call sends nothing. */
const unfit = (id, fault, token, sees = unusable) => ({ id, fault, token, sees, requests: 0, tokens: 1, retried: false })

const refused =
  (...tokens) =>
  ({ headers }) =>
    tokens.includes(headers.authorization) ? { status: 401, body: { error: 'unauthorized' } } : account()

export const rows = [
  {
    id: 'token-reset',
    fault: 'the token endpoint resets each connection',
    token: ({ socket }) => void socket.resetAndDestroy(),
    sees: { code: 'ECONNRESET' },
    requests: 0,
    tokens: 3,
    retried: 'token',
  },
  {
    id: 'token-reset-once',
    fault: 'the token endpoint resets the first connection',
    token: first(({ socket }) => void socket.resetAndDestroy()),
    sees: right,
    requests: 1,
    tokens: 2,
    retried: 'token',
  },
  {
    id: 'token-500',
    fault: 'the token endpoint answers 500',
    token: refusing(500),
    sees: { statusCode: 500 },
    requests: 0,
    tokens: 3,
    retried: 'token',
  },
  {
    id: 'token-503-once',
    fault: 'the token endpoint answers 503 once',
    token: first(refusing(503)),
    sees: right,
    requests: 1,
    tokens: 2,
    retried: 'token',
  },
  {
    id: 'token-429',
    fault: 'the token endpoint answers 429 and asks for a minute',
    token: () => ({ status: 429, headers: { 'retry-after': '60' } }),
    sees: { class: 'TooManyRequestsError', statusCode: 429 },
    requests: 0,
    tokens: 1,
    retried: false,
  },
  unfit('token-invalid-client', 'the client is unknown (400 `invalid_client`)', refusing(400, 'invalid_client'), {
    code: 'invalid_client',
    statusCode: 400,
  }),
  unfit('token-401', 'the secret is wrong (401)', refusing(401), { code: 'invalid_client', statusCode: 401 }),
  unfit('token-invalid-scope', 'a scope is unknown (400 `invalid_scope`)', refusing(400, 'invalid_scope'), {
    code: 'invalid_scope',
    statusCode: 400,
  }),
  unfit('token-403', 'the token endpoint answers 403', refusing(403), { statusCode: 403 }),
  unfit(
    'token-redirect',
    'the token endpoint sends the request on: the secret is not',
    () => ({ status: 307, headers: { location: '/elsewhere' } }),
    { statusCode: 307 },
  ),
  unfit('token-html', 'HTML instead of a token', () => ({ headers: { 'content-type': 'text/html' }, body: '<html>' })),
  unfit('token-nothing', 'an empty answer instead of a token', () => ({})),
  unfit('token-cut', 'a token answer that is cut short', () => ({
    headers: { 'content-type': 'application/json' },
    body: '{"access_token":"tok',
  })),
  unfit('token-none', 'an answer without a token', given({ access_token: undefined })),
  unfit('token-number', 'a token that is a number', given({ access_token: 1 })),
  unfit('token-line-break', 'a token with a line break', given({ access_token: 'token\r\nx-evil: 1' })),
  unfit('token-mac', 'a token of type `mac`', given({ token_type: 'mac' })),
  {
    id: 'token-odd-type',
    fault: 'a token of an unknown type: used as a bearer token',
    token: given({ token_type: 'token_type' }),
    sees: right,
    requests: 1,
    tokens: 1,
    retried: false,
  },
  unfit('token-lifeless', 'a token that has expired already', given({ expires_in: 0 })),
  unfit('token-large', 'a token answer of more than 64 KiB', given({ padding: 'a'.repeat(1 << 17) })),
  {
    id: 'token-slow',
    fault: 'the token comes after 700 ms',
    token: answerAfter(() => pause(700), grant),
    sees: right,
    requests: 1,
    tokens: 1,
    retried: false,
  },
  {
    id: 'token-stalls-once',
    fault: 'the first token request is never answered: it ends after 5 s and is repeated',
    token: first(() => undefined),
    sees: right,
    requests: 1,
    tokens: 2,
    retried: 'token',
  },
  {
    id: 'token-stalls',
    fault: 'the token does not come within the time limit of the call',
    token: () => undefined,
    options: () => ({ timeoutInSeconds: 1 }),
    sees: { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' },
    requests: 0,
    tokens: 1,
    retried: false,
  },
  {
    id: 'token-revoked',
    fault: 'a token that was revoked: it is replaced once, and the call is repeated',
    grants: true,
    http: refused('Bearer token-hush-1'),
    options: () => ({ maxRetries: 0 }),
    sees: right,
    requests: 2,
    tokens: 2,
    retried: true,
  },
  {
    id: 'token-revoked-write',
    fault: 'a token that was revoked, for a POST: a 401 means that nothing was done',
    grants: true,
    http: refused('Bearer token-hush-1'),
    options: () => ({ maxRetries: 0 }),
    call: (client) => client.tokens.create({ externalUserId: 'u' }),
    sees: right,
    requests: 2,
    tokens: 2,
    retried: true,
  },
  {
    id: 'token-revoked-twice',
    fault: 'the new token is refused as well',
    grants: true,
    http: refused('Bearer token-hush-1', 'Bearer token-hush-2'),
    sees: { statusCode: 401 },
    requests: 2,
    tokens: 2,
    retried: true,
  },
  {
    id: 'token-own-refused',
    fault: 'the option `token`, and the API refuses it',
    http: refused('Bearer own'),
    sees: { statusCode: 401 },
    requests: 1,
    tokens: 0,
    retried: false,
  },
  {
    id: 'token-relayed-401',
    fault: 'the connected app answers 401, and the token is valid',
    grants: true,
    http: ({ path }) => (path.includes('/proxy/') ? { status: 401, body: {} } : account()),
    call: (client) => client.proxy.get({ url: 'https://app.example/', externalUserId: 'u', accountId: 'a' }),
    // The second request asks the API itself whether it would refuse the token.
    sees: { statusCode: 401 },
    requests: 2,
    tokens: 1,
    retried: false,
  },
]
