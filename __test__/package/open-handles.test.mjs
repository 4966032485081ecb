// What tools that look for open handles find of the package: `jest --detectOpenHandles`, why-is-node-running. They look by async_hooks.
// The tools themselves run in check 28 (scripts/packaging/suites.check.mjs).

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { root } from '../../scripts/steps.mjs'
import { serve } from '../support/server.mjs'

/**
 * Runs `text` in a process of its own, after a hook that notes each resource has been set: `made` has those that were made, `open()` the
 * types of those that are open and not known to be unreferenced.
 */
async function script(api, text) {
  const head = `
    const root = ${JSON.stringify(root)}, options = ${JSON.stringify(api.options)}
    const hooks = require('node:async_hooks')
    process.stdout, process.stderr // Node makes them when they are first used.
    const made = [], live = new Map()
    const passing = ['PROMISE', 'TickObject', 'Immediate', 'Timeout']
    const init = (id, type, trigger, resource) => {
      if (passing.includes(type)) return
      const one = { type, trigger, stack: new Error().stack, ref: new WeakRef(resource) }
      made.push(one)
      live.set(id, one)
    }
    hooks.createHook({ init, destroy: (id) => live.delete(id) }).enable()
    // Node tells in a later turn of the event loop what was destroyed.
    const turns = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
    const isOpen = ({ ref }) => ref.deref() !== undefined && (ref.deref().hasRef?.() ?? true)
    const open = async () => { await turns(); return [...live.values()].filter(isOpen).map(({ type }) => type) }
    const print = (value) => console.log(JSON.stringify(value))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', head + text], { timeout: 30_000, killSignal: 'SIGKILL' })
  return JSON.parse(stdout)
}

const answer = ({ path }) => (path.endsWith('/bad') ? { status: 404, body: {} } : { body: { id: 'apn_1', data: [], page_info: {} } })
const WAKE = 'napi_rs_threadsafe_function'

describe('tools that look for open handles', () => {
  test('find none after calls have ended', async (t) => {
    const api = await serve(t, answer)
    const { types, found } = await script(
      api,
      `
      const { PipedreamClient } = require(root)
      async function main() {
        const client = new PipedreamClient(options)
        await Promise.all([client.accounts.retrieve('a'), client.accounts.retrieve('bad').catch(() => {}), client.accounts.list()])
        // A resource of which nothing tells whether it is referenced is found.
        globalThis.control = new hooks.AsyncResource('CONTROL')
        print({ types: made.map(({ type }) => type), found: await open() })
      }
      main()`,
    )
    assert.ok(types.includes(WAKE) && types.includes('CustomGC') && types.includes('CONTROL'), `${types}`)
    assert.deepEqual(found, ['CONTROL'])
  })

  test('see no code of the caller on the stack of the wake-up, nor a resource of the caller before it, nor its AsyncLocalStorage', async (t) => {
    const api = await serve(t, answer)
    const { wake, callers, events } = await script(
      api,
      `
      const { PipedreamClient } = require(root)
      const store = new hooks.AsyncLocalStorage()
      const events = []
      require('node:diagnostics_channel').subscribe('pipedream:token:fetched', () => events.push(store.getStore() ?? 'nothing'))
      const resource = new hooks.AsyncResource('OF_CALLER')
      async function ofCaller() {
        await new PipedreamClient(options).accounts.retrieve('a')
      }
      resource.runInAsyncScope(() => store.run('caller', ofCaller)).then(async () => {
        await turns()
        print({ wake: made.filter(({ type }) => type === '${WAKE}'), callers: resource.asyncId(), events })
      })`,
    )
    assert.equal(wake.length, 1)
    assert.match(wake[0].stack, /attach/)
    assert.doesNotMatch(wake[0].stack, /ofCaller/)
    assert.notEqual(wake[0].trigger, callers)
    assert.deepEqual(events, ['nothing'])
  })

  test('messages that come before the wake-up are handled, also if the code of the caller runs long', async (t) => {
    const api = await serve(t, answer)
    const ids = await script(
      api,
      `
      const { PipedreamClient } = require(root)
      const client = new PipedreamClient(options)
      const calls = Array.from({ length: 3 }, () => client.accounts.retrieve('a'))
      // The calls fail in Rust while this code runs.
      calls.push(...Array.from({ length: 3 }, () => new PipedreamClient({ ...options, baseUrl: 'http://127.0.0.1:1', maxRetries: 0 }).accounts.retrieve('a').catch(({ code }) => ({ id: code }))))
      const end = Date.now() + 300
      while (Date.now() < end);
      Promise.all(calls).then((all) => print(all.map(({ id }) => id)))`,
    )
    assert.deepEqual(ids, [...Array(3).fill('apn_1'), ...Array(3).fill('ECONNREFUSED')])
  })
})
