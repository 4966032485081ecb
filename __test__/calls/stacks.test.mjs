// The stack of an error names the line of the caller, and says the name and the status once.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { NotFoundError, PipedreamClient, PipedreamError } from 'pipedream-native'
import { serve } from '../support/server.mjs'

/** A server with a failing status, a second page that fails, a body that is cut, and an answer that never comes. */
async function clientOf(t, more) {
  const api = await serve(t, ({ url, socket }, response) => {
    if (url.includes('silent')) return undefined
    if (url.includes('file_stash')) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 100 })
      response.write('beginning', () => setImmediate(() => socket.destroy()))
      return undefined
    }
    if (url.includes('limit=1') && !url.includes('after')) return { body: { data: [{ id: 'apn_1' }], page_info: { end_cursor: 'next' } } }
    return { status: url.includes('limit=1') ? 500 : 404, body: { error: 'because' } }
  })
  return new PipedreamClient({ ...api.options, maxRetries: 0, ...more })
}

const linesOf = (error) => error.stack.split('\n').filter((line) => /^ +at /.test(line))
const failureOf = async (act, client) => {
  try {
    await act(client)
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

/** Rejects a call of `client` with `own`, which a function of the caller's throws. */
async function assertKeepsStack(own, client) {
  const before = own.stack
  const headers = {
    'x-one': async () => {
      throw own
    },
  }
  const error = await failureOf(() => client.accounts.retrieve('apn_1', {}, { headers }))
  assert.ok(error === own || error.cause === own, String(error))
  assert.equal(own.stack, before)
}

const SILENT = ['silent', {}]
/** Functions by the name that the stack must have. */
const CALLERS = {
  async awaits(client) {
    await client.accounts.retrieve('apn_1')
  },
  async awaitsRaw(client) {
    await client.accounts.retrieve('apn_1').withRawResponse()
  },
  async awaitsThen(client) {
    await client.accounts.retrieve('apn_1').then((account) => account.id)
  },
  async awaitsAll(client) {
    await Promise.all([client.accounts.retrieve('apn_1'), client.accounts.retrieve('apn_2')])
  },
  async awaitsBody(client) {
    const file = await client.fileStash.downloadFile({ s3Key: 'key' })
    await file.bytes()
  },
  async awaitsBuffer(client) {
    const file = await client.fileStash.downloadFile({ s3Key: 'key' })
    await file.arrayBuffer()
  },
  async iterates(client) {
    for await (const account of client.accounts.list({ limit: 1 })) assert.equal(account.id, 'apn_1')
  },
  async collects(client) {
    await client.accounts.list({ limit: 1 }).toArray()
  },
  async collectsNothing(client) {
    await client.accounts.list().toArray({ limit: 5 })
  },
  async iteratesNothing(client) {
    for await (const account of client.accounts.list()) assert.fail(account.id)
  },
  async turnsPages(client) {
    const page = await client.accounts.list({ limit: 1 })
    await page.getNextPage()
  },
  async loadsPages(client) {
    const page = await client.accounts.list({ limit: 1 })
    await page.loadNextPage()
  },
  async requests(client) {
    await client.request('GET', '/v1/x')
  },
  async fetches(client) {
    await client.fetch('/v1/silent', undefined, { timeoutInSeconds: 0.05 })
  },
  async callsProxy(client) {
    await client.proxy.get({ url: 'https://slack.com/x', externalUserId: 'user-1', accountId: 'apn_1' })
  },
  async waitsTooLong(client) {
    await client.accounts.retrieve(...SILENT, { timeoutInSeconds: 0.05 })
  },
  async aborts(client) {
    const ender = new AbortController()
    setImmediate(() => ender.abort())
    await client.accounts.retrieve(...SILENT, { abortSignal: ender.signal })
  },
  async givesWrongField(client) {
    await client.accounts.list({ limit: () => 1 })
  },
  async givesWrongBody(client) {
    await client.proxy.post({ url: 'https://slack.com/x', externalUserId: 'user-1', accountId: 'apn_1', body: () => 1 })
  },
  async givesWrongOption(client) {
    await client.accounts.list({}, { timeoutInSeconds: 'soon' })
  },
  async givesWrongHeader(client) {
    await client.accounts.list({}, { headers: { 'x-one': async () => 'line\nbreak' } })
  },
}

describe('the stack names the function that waits for the call, and its caller', () => {
  for (const [name, act] of Object.entries(CALLERS)) {
    test(name, async (t) => {
      const client = await clientOf(t)
      const error = await failureOf(async function outer() {
        await act(client)
      })
      assert.ok(error instanceof PipedreamError, error)
      const lines = linesOf(error)
      const at = lines.findIndex((line) => line.includes(` ${name} `) && line.includes('stacks.test.mjs'))
      assert.ok(at >= 0, error.stack)
      assert.match(lines[at + 1] ?? '', /(?:async )?outer .*stacks\.test\.mjs/, error.stack)
    })
  }

  test('a client that is made with a wrong option: the first line is that of the caller', () => {
    class Mine extends PipedreamClient {}
    const make = () => new PipedreamClient({ projectEnvironment: 'prod' })
    const makeMine = () => new Mine({ projectEnvironment: 'prod' })
    const errorOf = (act) => {
      try {
        return act()
      } catch (error) {
        return error
      }
    }
    assert.match(errorOf(make).stack, /^PipedreamError: projectEnvironment must be [^\n]*\n +at make .*stacks\.test\.mjs/)
    assert.match(linesOf(errorOf(makeMine)).join('\n'), /^ +at new Mine .*\n +at makeMine .*stacks\.test\.mjs/)
  })

  test('the access token', async () => {
    const options = { clientId: 'id', clientSecret: 'secret-hush', projectId: 'proj_1', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }
    const client = new PipedreamClient(options)
    const error = await failureOf(async function asksForToken() {
      await client.accessToken()
    })
    assert.match(error.stack, /async asksForToken/)
  })
})

describe('the first line of the stack', () => {
  for (const [status, first] of [
    [400, 'BadRequestError: 400'],
    [404, 'NotFoundError: 404'],
    [429, 'TooManyRequestsError: 429'],
    [403, 'PipedreamError: 403'],
    [503, 'PipedreamError: 503'],
  ])
    test(`of status ${status} is ${first}`, async (t) => {
      const api = await serve(t, () => ({ status, body: { error: 'because' } }))
      const client = new PipedreamClient({ ...api.options, maxRetries: 0 })
      const error = await failureOf(() => client.accounts.retrieve('apn_1'))
      assert.equal(error.stack.split('\n')[0], first)
      assert.match(error.stack, /Body: \{\n {2}"error": "because"/)
      assert.match(error.message, new RegExp(`Status code: ${status}\n`), 'the message is that of the official SDK')
    })

  test('of another failure is its name and message', async (t) => {
    const client = await clientOf(t)
    const error = await failureOf(CALLERS.waitsTooLong, client)
    assert.ok(error.stack.startsWith(`PipedreamTimeoutError: ${error.message}\n`), error.stack)
  })

  test('of an error that somebody makes, also of a class of theirs', () => {
    class Missing extends NotFoundError {}
    assert.equal(new NotFoundError({ a: 1 }).stack.split('\n')[0], 'NotFoundError: 404')
    assert.equal(new Missing().stack.split('\n')[0], 'Missing: 404')
    assert.match(linesOf(new Missing())[0], /stacks\.test\.mjs/)
    assert.equal(new PipedreamError({ message: 'mine', statusCode: 500 }).stack.split('\n')[0], 'PipedreamError: mine')
  })

  test('of an unhandled rejection, as Node prints it', async (t) => {
    const api = await serve(t, () => ({ status: 404, body: {} }))
    const code = `import { PipedreamClient } from 'pipedream-native'
      const client = new PipedreamClient(${JSON.stringify({ ...api.options, maxRetries: 0 })})
      async function main() { await client.accounts.retrieve('apn_1') }
      main()`
    const args = ['--input-type=module', '-e', code]
    const printed = await new Promise((resolve) =>
      execFile(process.execPath, args, { cwd: new URL('../..', import.meta.url) }, (_error, _out, text) => resolve(text)),
    )
    assert.match(printed, /^NotFoundError: 404$/m)
    assert.doesNotMatch(printed, /NotFoundError: NotFoundError/)
    assert.match(printed, /at (?:async )?main/)
  })
})

/** Runs `act` while `change` gets the error of each call that fails. */
async function observed(change, act) {
  const observer = ({ error }) => error && change(error)
  subscribe('tracing:pipedream-native:call:error', observer)
  try {
    return await act()
  } finally {
    unsubscribe('tracing:pipedream-native:call:error', observer)
  }
}

describe('an observer that gets the error first', () => {
  for (const change of [Object.freeze, Object.seal, Object.preventExtensions])
    for (const name of ['awaits', 'waitsTooLong', 'aborts', 'givesWrongHeader'])
      test(`may call ${change.name} with it: ${name}`, async (t) => {
        const client = await clientOf(t)
        let seen
        const keep = (error) => {
          seen = change(error)
        }
        const error = await observed(keep, () => failureOf(CALLERS[name], client))
        assert.equal(error, seen)
        assert.match(error.stack, new RegExp(` ${name} .*stacks\\.test\\.mjs`))
      })

  for (const name of ['awaits', 'waitsTooLong'])
    test(`may set its stack: ${name}`, async (t) => {
      const client = await clientOf(t)
      const set = (error) => {
        error.stack = 'mine'
      }
      assert.equal((await observed(set, () => failureOf(CALLERS[name], client))).stack, 'mine')
    })
})

test('an error that was frozen before the call rejects with it keeps its stack', async (t) => {
  const client = await clientOf(t)
  const own = Object.freeze(new PipedreamError({ message: 'mine', code: 'ERR_INVALID_ARGUMENT' }))
  await assertKeepsStack(own, client)
})

describe('Error.prepareStackTrace of the program', () => {
  /** The stack that `prepare` makes of the error of the function `name`. */
  async function prepared(t, name, prepare) {
    const client = await clientOf(t)
    const { prepareStackTrace } = Error
    try {
      Error.prepareStackTrace = prepare
      return (await failureOf(CALLERS[name], client)).stack
    } finally {
      Error.prepareStackTrace = prepareStackTrace
    }
  }

  test('can write the error as a text', async (t) => {
    const write = (error, sites) => [String(error), ...sites].join('\n    at ')
    const lines = (await prepared(t, 'waitsTooLong', write)).split('\n')
    assert.match(lines[0], /^PipedreamTimeoutError: .*0\.05 s/)
    assert.ok(
      lines.some((line) => /async waitsTooLong .*stacks\.test\.mjs/.test(line)),
      lines.join('\n'),
    )
  })

  test('gets an error of the same class, with the same members', async (t) => {
    const read = (error) => [
      error instanceof NotFoundError,
      error.constructor === NotFoundError,
      error.statusCode,
      error.attempts,
      error.name,
    ]
    assert.deepEqual(await prepared(t, 'awaits', read), [true, true, 404, 1, 'NotFoundError'])
  })
})

describe('the stack is left as it is', () => {
  test('of an error that a function of the caller’s threw, which a call rejects with', async (t) => {
    const client = await clientOf(t)
    const own = await failureOf(CALLERS.awaits, client)
    await assertKeepsStack(own, client)
  })

  test('and can be set, is not enumerable, and is in no copy of the members', async (t) => {
    const error = await failureOf(CALLERS.awaits, await clientOf(t))
    assert.ok(!Object.keys(error).includes('stack'))
    assert.ok(!('stack' in { ...error }))
    error.stack = 'mine'
    assert.equal(error.stack, 'mine')
  })

  test('where Error has no captureStackTrace', async (t) => {
    const { captureStackTrace } = Error
    const client = await clientOf(t)
    try {
      Error.captureStackTrace = undefined
      const error = await failureOf(CALLERS.awaits, client)
      assert.match(error.stack, /NotFoundError/)
    } finally {
      Error.captureStackTrace = captureStackTrace
    }
  })
})
