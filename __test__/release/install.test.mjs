// The packages as a release publishes them, from a real registry on this machine, installed and called with each package manager.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { MANAGERS, tryManager } from '../../scripts/release/managers.mjs'
import { publishTwice, startRegistry } from '../../scripts/release/registry.mjs'
import { stage } from '../../scripts/release/stage.mjs'
import { toolOf } from '../../scripts/release/tools.mjs'
import { folderFor } from '../support/folders.mjs'

const WHERE = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'made-up/pipedream-native' }

test('each package manager installs it, and require, import and a call work', async (t) => {
  if (!canBeHad(t, 'verdaccio')) return
  Object.assign(process.env, WHERE)
  const place = folderFor(t, 'install')
  const packages = stage({ env: WHERE, ref: 'v1.2.3', allowMissing: true, packed: join(place, 'packed') })
  const registry = await startRegistry(join(place, 'registry'))
  t.after(registry.stop)
  await publishTwice(packages, registry, place, (line) => t.diagnostic(line))
  const { version } = packages.at(-1)
  for (const [manager, { tool }] of Object.entries(MANAGERS))
    await t.test(manager, (sub) => {
      if (canBeHad(sub, tool))
        assert.deepEqual(tryManager(manager, { place, url: registry.url, version }), {
          manager,
          install: 'ok',
          require: 'ok',
          import: 'ok',
        })
    })
})

/** Whether a tool is there or can be installed. Without a network the test is skipped, but not in CI. */
function canBeHad(t, name) {
  try {
    return toolOf(name).length > 0
  } catch (error) {
    if (process.env.CI) throw error
    t.skip(error.message)
    return false
  }
}
