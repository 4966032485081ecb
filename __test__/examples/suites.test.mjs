// examples/vitest and examples/jest: their suites pass, and fail if the code under test is wrong.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { installedExample, testUnless } from '../support/installed.mjs'
import { ranIn } from '../support/programs.mjs'

const [major] = process.versions.node.split('.').map(Number)
const SUITES = {
  vitest: { passed: /Tests {2}10 passed \(10\)/, failed: /Tests {2}\d+ failed/, oldestNode: 20 },
  jest: { passed: /Tests: {7}8 passed, 8 total/, failed: /Tests: {7}\d+ failed/, oldestNode: 18 },
}

for (const [name, { passed, failed, oldestNode }] of Object.entries(SUITES)) {
  describe(`examples/${name}`, { skip: major < oldestNode && `it needs Node ${oldestNode}` }, () => {
    const ends = []
    let example
    const testInstalled = testUnless(() => example.skipped)
    before(() => {
      example = installedExample(name, (end) => ends.push(end), { isPacked: true })
    })
    after(() => {
      for (const end of ends) end()
    })
    // Its own credentials would lead `npm start` to the real API.
    const env = { NO_COLOR: '1', CI: 'true', PIPEDREAM_CLIENT_ID: '' }

    testInstalled('npm start shows what a person has connected, without credentials', () => {
      const { status, output } = ranIn(example.place, 'npm', ['start'], env)
      assert.equal(status, 0, output)
      assert.match(output, /app: 'openai', state: 'works'/)
      assert.match(output, /To connect Slack: http:\/\/127\.0\.0\.1:\d+\/_static\/connect\.html\?token=ctok_/)
    })

    testInstalled('npm test passes', () => {
      const { status, output } = ranIn(example.place, 'npm', ['test'], env)
      assert.equal(status, 0, output)
      assert.match(output, passed)
    })

    testInstalled('npm test fails if the code is wrong', () => {
      const file = join(example.place, 'src', 'connections.js')
      const code = readFileSync(file, 'utf8')
      const wrong = code.replace("healthy ? 'works'", "!healthy ? 'works'")
      assert.notEqual(wrong, code)
      writeFileSync(file, wrong)
      const { status, output } = ranIn(example.place, 'npm', ['test'], env)
      writeFileSync(file, code)
      assert.equal(status, 1)
      assert.match(output, failed)
    })
  })
}
