const { connectionsOf } = require('../src/connections')
const emulator = require('./emulator')

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
