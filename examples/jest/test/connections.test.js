const { connectionsOf, linkFor } = require('../src/connections')
const emulator = require('./emulator')

describe('connectionsOf()', () => {
  test('says which accounts work', async () => {
    emulator.api.addAccount({ externalId: 'user-7', app: 'github' })
    emulator.api.addAccount({ externalId: 'user-7', app: 'notion', healthy: false })
    expect(await connectionsOf('user-7')).toEqual({
      apps: [
        { app: 'github', state: 'works' },
        { app: 'notion', state: 'connect again' },
      ],
    })
  })

  test('knows nothing of the accounts of the test before', async () => {
    expect(await connectionsOf('user-7')).toEqual({ apps: [] })
  })

  test('gets over a failure that passes', async () => {
    const fault = emulator.api.fail({ operation: 'accounts.list', status: 503, times: 1 })
    expect((await connectionsOf('user-1')).apps).toHaveLength(3)
    expect(fault.used).toBe(1)
    expect(emulator.api.requestsOf('accounts.list').map(({ status }) => status)).toEqual([503, 200])
  })

  test.each([
    [{ status: 403 }, 'Pipedream did not answer'],
    [{ status: 429, headers: { 'retry-after': 0 }, times: 3 }, 'too many calls'],
  ])('says so if the API refuses: %o', async (fault, problem) => {
    emulator.api.fail({ operation: 'accounts.list', ...fault })
    expect(await connectionsOf('user-1')).toEqual({ apps: [], problem })
  })

  test('works on after an hour, when the access token has expired', async () => {
    await connectionsOf('user-1')
    emulator.api.clock.advanceSeconds(3601)
    expect((await connectionsOf('user-1')).apps).toHaveLength(3)
    expect(emulator.api.tokenRequests).toBe(1)
  })
})

describe('linkFor()', () => {
  test('leads to a page on which the person connects an account', async () => {
    const link = await linkFor('user-7', 'github')
    expect(await (await fetch(link)).text()).toContain('Connect GitHub')
    // What the browser sends when the person clicks on Connect.
    await fetch(link, { method: 'POST', body: new URLSearchParams({ decision: 'connect' }) })
    expect(await connectionsOf('user-7')).toEqual({ apps: [{ app: 'github', state: 'works' }] })
  })

  test('works for four hours', async () => {
    const link = await linkFor('user-7', 'github')
    emulator.api.clock.advanceSeconds(14_399)
    expect((await fetch(link)).status).toBe(200)
    emulator.api.clock.advanceSeconds(1)
    expect(await (await fetch(link)).text()).toContain('has expired')
  })
})
