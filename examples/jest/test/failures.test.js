const { connectionsOf } = require('../src/connections')
const emulator = require('./emulator')

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
