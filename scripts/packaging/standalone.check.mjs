// Check 6 with webpack: the standalone output of Next.js, copied into an empty folder. __test__/examples/next-app.test.mjs has Turbopack.

import assert from 'node:assert/strict'
import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { freePort } from '../free-port.mjs'
import { folderFor } from '../../__test__/support/folders.mjs'
import { installedExample } from '../../__test__/support/installed.mjs'
import { program, ranIn } from '../../__test__/support/programs.mjs'
import { variablesOf } from '../../__test__/support/variables.mjs'

test('standalone output of webpack answers from an empty folder', async (t) => {
  const after = (end) => t.after(end)
  const { place, skipped } = installedExample('next-app', after, { isPacked: true })
  if (skipped) return t.skip(skipped)
  cpSync(join(place, 'docker', 'next.config.mjs'), join(place, 'next.config.mjs'))
  const built = ranIn(place, 'npx', ['next', 'build', '--webpack'], { NEXT_TELEMETRY_DISABLED: '1' })
  assert.equal(built.status, 0, built.output)
  const folder = folderFor({ after }, 'standalone')
  cpSync(join(place, '.next', 'standalone'), folder, { recursive: true })
  assert.ok(existsSync(join(folder, 'server.js')))
  assert.ok(readdirSync(join(folder, 'node_modules')).some((name) => /^pipedream-native-/.test(name)))

  const api = await startEmulator()
  t.after(() => api.close())
  const server = program(['server.js'], {
    cwd: folder,
    env: {
      PORT: String(await freePort()),
      HOSTNAME: '127.0.0.1',
      ...variablesOf(api.clientOptions),
    },
    after,
  })
  const { url } = await server.listening()
  const response = await fetch(`${url}/api/accounts`)
  assert.equal(response.status, 200)
  assert.deepEqual(await response.json(), [])
  assert.equal(api.tokenRequests, 1)
})
