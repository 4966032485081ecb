// User callbacks that fail: credentials, stores, loggers, a fetch. Their error is reported, and other calls are not affected.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileTokenStore } from 'pipedream-native/stores'
import { folderFor } from '../support/folders.mjs'

export const title = 'User callbacks, stores, options'

const right = { value: { id: 'apn_1' } }
const failed = { code: 'ERR_SUPPLIER' }
const invalid = { code: 'ERR_INVALID_ARGUMENT' }
const never = () => new Promise(() => {})
const throws = () => {
  throw new Error('not today')
}

/** A function as the secret. Nothing is sent without a secret. */
const secret = (id, fault, clientSecret, more) => ({
  id,
  fault,
  grants: true,
  options: () => ({ clientSecret }),
  sees: failed,
  requests: 0,
  tokens: 0,
  retried: false,
  ...more,
})

/** A store that fails delays the call and does not fail it. */
const store = (id, fault, change) => ({
  id,
  fault,
  grants: true,
  options: () => ({ tokenStore: { get: () => undefined, set: () => {}, delete: () => {}, ...change } }),
  sees: right,
  requests: 1,
  tokens: 1,
  retried: false,
})

/** The error comes before anything is sent. */
const refused = (id, fault, more) => ({ id, fault, sees: invalid, requests: 0, tokens: 0, retried: false, ...more })

/** A file in the place of a folder. */
function fileInTheWay(t) {
  const folder = folderFor(t, 'reliability')
  writeFileSync(join(folder, 'file'), '')
  return join(folder, 'file')
}

/** The outcome of a call and the unhandled errors meanwhile. */
const unhandledIn = (act) => async (client) => {
  const unhandled = []
  const listen = (reason) => unhandled.push(String(reason))
  process.on('unhandledRejection', listen)
  const value = await act(client)
  // Node reports unhandled rejections after the microtasks of a turn.
  await new Promise((resolve) => setTimeout(resolve, 20))
  process.off('unhandledRejection', listen)
  return [value, unhandled]
}

export const rows = [
  secret('secret-throws', 'the function for the secret throws: its error is the `cause`', throws, { message: /not today/ }),
  secret('secret-rejects', 'the promise of the secret rejects', async () => throws()),
  secret('secret-number', 'the function for the secret returns a number', () => 7, {
    message: /clientSecret must give a string, got number/,
  }),
  secret('secret-empty', 'the function for the secret returns an empty string', () => ''),
  secret('secret-line-break', 'the function for the secret returns a string with a line break', () => 'a\nb'),
  secret('secret-hangs', 'the function for the secret never settles: the call fails after 5 s', never, {
    message: /gave nothing within 5 s/,
  }),
  secret(
    'secret-own-call',
    'the function for the secret calls its own client, so it waits for itself: the call fails after 5 s',
    undefined,
    {
      options: (setup) => ({ clientSecret: () => setup.client.accounts.retrieve('a') }),
      call: (client, setup) => {
        setup.client = client
        return client.accounts.retrieve('a')
      },
      message: /one that calls its own client waits for itself/,
    },
  ),
  {
    id: 'token-function-throws',
    fault: 'the function for `token` throws',
    options: () => ({ token: throws }),
    sees: failed,
    requests: 0,
    tokens: 0,
    retried: false,
  },
  {
    id: 'header-function-throws',
    fault: 'a function for a header throws',
    call: (client) => client.accounts.retrieve('a', undefined, { headers: { 'x-a': throws } }),
    sees: invalid,
    requests: 0,
    tokens: 0,
    retried: false,
  },

  store('store-throws', 'each method of the token store throws', { get: throws, set: throws, delete: throws }),
  store('store-rejects', 'each method of the token store rejects', { get: async () => throws(), set: async () => throws() }),
  store('store-get-hangs', 'reading the token store never ends', { get: never }),
  store('store-set-hangs', 'writing the token store never ends', { set: never }),
  store('store-garbage', 'the token store gives garbage', { get: () => 'garbage' }),
  store('store-number', 'the token store gives a number', { get: () => 7 }),
  store('store-lock-busy', 'the lock of the token store is never free', { lock: () => null }),
  store('store-lock-hangs', 'taking the lock of the token store never ends', { lock: never }),
  store('store-release-throws', 'releasing the lock of the token store throws', { lock: () => throws }),
  {
    id: 'store-no-folder',
    fault: 'the folder of the file store is a file',
    grants: true,
    options: (setup) => ({ tokenStore: fileTokenStore({ directory: fileInTheWay(setup.test) }) }),
    sees: right,
    requests: 1,
    tokens: 1,
    retried: false,
  },

  {
    id: 'fetch-throws',
    fault: 'the option `fetch` throws',
    options: () => ({ fetch: throws }),
    sees: { code: 'ERR_FETCH' },
    message: /not today/,
    pause: true,
    requests: 0,
    retried: true,
  },
  {
    id: 'fetch-hangs',
    fault: 'the option `fetch` never settles',
    options: () => ({ fetch: never, timeoutInSeconds: 0.3 }),
    sees: { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' },
    requests: 0,
    tokens: 0,
    retried: false,
  },

  {
    id: 'logger-rejects',
    fault: 'a logger whose methods reject: no call fails, and no rejection is unhandled',
    options: () => ({
      logging: {
        level: 'debug',
        silent: false,
        logger: Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, async () => throws()])),
      },
    }),
    call: unhandledIn((client) => client.accounts.retrieve('a')),
    sees: { value: [{ id: 'apn_1' }, []] },
    requests: 1,
    retried: false,
  },
  {
    id: 'signal-throws',
    fault: 'a signal of another package whose `removeEventListener` throws',
    call: (client) =>
      client.accounts.retrieve('a', undefined, { abortSignal: { aborted: false, addEventListener() {}, removeEventListener: throws } }),
    sees: right,
    requests: 1,
    retried: false,
  },

  refused('id-empty', 'an empty id', { call: (client) => client.accounts.retrieve('') }),
  refused('id-climbs', 'the id `..`, which would change the path', { call: (client) => client.accounts.retrieve('..') }),
  refused('header-line-break', 'a header with a line break', {
    call: (client) => client.accounts.retrieve('a', undefined, { headers: { 'x-a': 'a\r\nb: c' } }),
  }),
  refused('timeout-nan', 'a time limit that is not a number', {
    call: (client) => client.accounts.retrieve('a', undefined, { timeoutInSeconds: NaN }),
  }),
  refused('retries-negative', '`maxRetries: -1`', { options: () => ({ maxRetries: -1 }) }),
  refused('base-url-http', '`baseUrl` with http to another machine', { options: () => ({ baseUrl: 'http://api.example' }) }),
  refused('body-circle', 'a body with a circle', {
    call: (client) => {
      const body = {}
      body.self = body
      return client.request('POST', '/v1/x', { body })
    },
  }),
  refused('workflow-elsewhere', 'a workflow at another domain than the one that gets the token', {
    call: (client) => client.workflows.invoke({ urlOrEndpoint: 'https://evil.example/' }, 'oauth'),
  }),
]
