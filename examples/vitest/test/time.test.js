import { expect, test } from 'vitest'
import { connectionsOf, linkFor } from '../src/connections.js'
import { api } from './emulator.js'

test('works on after an hour, when the access token has expired', async () => {
  await connectionsOf('user-1')
  api.clock.advanceSeconds(3601)
  expect((await connectionsOf('user-1')).apps).toHaveLength(3)
  expect(api.tokenRequests).toBe(2)
})

test('a link works for four hours', async () => {
  const link = await linkFor('user-7', 'github')
  api.clock.advanceSeconds(14_399)
  expect((await fetch(link)).status).toBe(200)
  api.clock.advanceSeconds(1)
  expect(await (await fetch(link)).text()).toContain('has expired')
})
