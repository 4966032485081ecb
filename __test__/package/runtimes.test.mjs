// What Bun and Deno have otherwise than Node, where no such program is at hand: the dry run of a release has them (scripts/release/managers.mjs).

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('a scheduler without a class, as that of Bun: the emulator waits, and calls are repeated', async () => {
  const program = `
    import { scheduler } from 'node:timers/promises'
    delete Object.getPrototypeOf(scheduler).wait
    const { PipedreamClient } = await import('pipedream-native')
    const { startEmulator } = await import('pipedream-native/testing')
    const api = await startEmulator()
    for (const options of [{}, { fetch }]) {
      const client = new PipedreamClient({ ...api.clientOptions, ...options })
      api.fail({ operation: 'accounts.retrieve', status: 503, delayMs: 5, times: 1 })
      console.log((await client.accounts.retrieve('apn_1')).id)
      api.fail({ operation: 'accounts.retrieve', delayMs: 60_000, times: 1 })
      console.log(await client.accounts.retrieve('apn_1', undefined, { abortSignal: AbortSignal.timeout(50) }).catch(({ name }) => name))
    }
    await api.close()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: root, timeout: 60_000 })
  assert.deepEqual(stdout.trim().split('\n'), ['apn_1', 'AbortError', 'apn_1', 'AbortError'])
})
