const { connectionsOf, linkFor } = require('../src/connections')
const emulator = require('./emulator')

test('works on after an hour, when the access token has expired', async () => {
  await connectionsOf('user-1')
  emulator.api.clock.advanceSeconds(3601)
  expect((await connectionsOf('user-1')).apps).toHaveLength(3)
  expect(emulator.api.tokenRequests).toBe(2)
})

test('a link works for four hours', async () => {
  const link = await linkFor('user-7', 'github')
  emulator.api.clock.advanceSeconds(14_399)
  expect((await fetch(link)).status).toBe(200)
  emulator.api.clock.advanceSeconds(1)
  expect(await (await fetch(link)).text()).toContain('has expired')
})
