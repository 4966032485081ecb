// examples/express, installed outside the tree and run against the emulator, which sends it real deliveries.

import { test } from 'node:test'
import { listsAndConnects, startedExample, takesEvents } from '../support/webhook-example.mjs'

test('examples/express lists accounts, makes Connect tokens and takes the events of a trigger it has deployed', async (t) => {
  const example = await startedExample(t, 'express')
  if (example === undefined) return
  await listsAndConnects(example)
  await takesEvents(example)
})
