// `npm run fuzz -- webhook`: tests the properties of verifyWebhook, which is JavaScript, with fast-check for a given time:
// `node fuzz/webhook.mjs --seconds 60`.

import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { properties } from '../__test__/support/webhook-properties.mjs'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
const share = (Number(values.seconds) * 1000) / Object.keys(properties).length
let runs = 0

for (const [name, property] of Object.entries(properties)) {
  const details = await fc.check(property, { numRuns: Infinity, interruptAfterTimeLimit: share })
  runs += details.numRuns
  if (details.counterexample !== null) {
    console.error(`${name}\n${await fc.asyncDefaultReportMessage(details)}`)
    process.exitCode = 1
  }
  console.log(`${name}: ${details.numRuns}`)
}
console.log(`${runs} runs`)
