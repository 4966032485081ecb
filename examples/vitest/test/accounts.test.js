import { expect, test } from 'vitest'
import { connectionsOf } from '../src/connections.js'
import { api } from './emulator.js'

test('says which accounts work', async () => {
  api.addAccount({ externalId: 'user-7', app: 'github' })
  api.addAccount({ externalId: 'user-7', app: 'notion', healthy: false })
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
