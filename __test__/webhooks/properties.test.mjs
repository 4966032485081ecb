// Property tests: of any deliveries only genuine ones give an event. `npm run fuzz -- webhook` runs the same for longer.

import { describe, test } from 'node:test'
import fc from 'fast-check'
import { properties } from '../support/webhook-properties.mjs'

describe('a webhook', () => {
  for (const [name, property] of Object.entries(properties)) test(name, () => fc.assert(property, { numRuns: 500 }))
})
