// A process without a free descriptor or thread: its call fails with the system's error code, and the next call works.

import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serve } from '../support/server.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const isLinux = process.platform === 'linux'

/** Starts a process. `run(step)` runs a step of its script and returns what it reports. */
async function started(t, api, steps, { command = [process.execPath], ...options } = {}) {
  const text = `
    const { PipedreamClient } = require(${JSON.stringify(root)})
    const client = new PipedreamClient(${JSON.stringify({ ...api.options, maxRetries: 0 })})
    const said = (promise) => promise.then((value) => value?.id ?? 'done', (error) => error.code)
    const held = []
    const steps = ${steps}
    process.on('message', async (step) => process.send(await steps[step]()))
    process.on('disconnect', () => process.exit())
    process.send('ready')`
  const [program, ...args] = command
  const child = spawn(program, [...args, '-e', text], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], ...options })
  t.after(() => child.kill('SIGKILL'))
  const next = async () =>
    (
      await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code, signal]) => assert.fail(`it ended with ${signal ?? code}`)),
      ])
    )[0]
  assert.equal(await next(), 'ready')
  const run = (step) => {
    child.send(step)
    return next()
  }
  return { pid: child.pid, run }
}

const calls = `
    retrieve: () => said(client.accounts.retrieve('a')),
    list: () => said(client.accounts.list()),
    token: () => said(client.accessToken()),
    prefetch: () => said(client.prefetch()),
    download: () => said(client.fileStash.downloadFile({ s3Key: 'k' })),`

/** Takes all descriptors that are free, and gives them back. */
const files = `
    fill() {
      try {
        for (;;) held.push(require('node:fs').openSync('/dev/null'))
      } catch (error) {
        return error.code
      }
    },
    free() {
      for (const file of held.splice(0)) require('node:fs').closeSync(file)
      return 'free'
    },`

describe('the first call of a process', () => {
  for (const call of ['retrieve', 'list', 'token', 'prefetch', 'download']) {
    test(`is rejected with EMFILE where no descriptor is free (${call}), and the next one works`, { skip: !isLinux }, async (t) => {
      const api = await serve(t, () => ({ body: { id: 'apn_1' } }))
      const { run } = await started(t, api, `{ ${calls} ${files} }`, { command: ['prlimit', '--nofile=100', process.execPath] })
      assert.equal(await run('fill'), 'EMFILE')
      assert.equal(await run(call), 'EMFILE')
      assert.equal(await run(call), 'EMFILE')
      await run('free')
      assert.equal(await run('retrieve'), 'apn_1')
    })
  }

  test('is rejected with EAGAIN where no thread can be started, and the next one works', { skip: !isLinux }, async (t) => {
    const api = await serve(t, () => ({ body: { id: 'apn_1' } }))
    // The limit of threads does not apply to root.
    const user = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {}
    const { pid, run } = await started(t, api, `{ ${calls} }`, { ...user, cwd: '/' })
    const allow = (soft) => execFileSync('prlimit', ['--pid', String(pid), `--nproc=${soft}:`], user)
    const before = /Max processes\s+(\S+)/.exec(execFileSync('cat', [`/proc/${pid}/limits`], { ...user, encoding: 'utf8' }))[1]
    allow(1)
    assert.equal(await run('retrieve'), 'EAGAIN')
    assert.equal(await run('prefetch'), 'EAGAIN')
    assert.equal(await run('token'), 'EAGAIN')
    allow(before)
    assert.equal(await run('retrieve'), 'apn_1')
  })
})
