// Real processes that share a token store. Each runs one order after the other and reports its outcome.

import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { serve } from './server.mjs'
import { account } from './stores.mjs'

const member = fileURLToPath(new URL('fleet-member.mjs', import.meta.url))

/**
 * Starts processes that share `store` (`{ kind, where }`, see fleet-member.mjs) and waits until all are ready. `how` has options of
 * `fork`: `uid`, `env`, `cwd`.
 */
export function startFleet(t, count, options, store, how) {
  return Promise.all(Array.from({ length: count }, () => start(t, options, store, how)))
}

/**
 * 24 processes that start at once send one token request. On a machine that cannot run so many within a tenth of a second, a process may
 * ignore the store, which it reports, and send a request of its own. Such a round tests nothing and is repeated. A request that no such
 * process has sent fails the test at once. `credentials` go over those of the server's options.
 */
export async function assertOneRequest(t, storeOf, credentials = {}) {
  for (let round = 1; ; round++) {
    const api = await serve(t, account)
    const fleet = await startFleet(t, 24, { ...api.options, ...credentials }, await storeOf())
    const said = await Promise.all(fleet.map((process) => process.order('call')))
    await Promise.all(fleet.map((process) => process.kill()))
    const late = said.flatMap(({ ignored }) => ignored)
    t.diagnostic(
      `round ${round}: ${api.tokens.length} token requests; the slowest took ${Math.max(...said.map(({ ms }) => ms)).toFixed()} ms`,
    )
    assert.deepEqual(
      said.filter(({ id }) => id !== 'apn_1'),
      [],
      'all have an answer',
    )
    assert.ok(
      late.every((warning) => /longer than \d+ ms/.test(warning)),
      late.join(),
    )
    assert.ok(api.tokens.length <= 1 + late.length, `${api.tokens.length} token requests; ${late.length} processes were late`)
    if (late.length > 0 && round < 4) continue
    assert.equal(api.tokens.length, 1, `${late.length} processes were late`)
    return assert.equal(said.filter(({ stats }) => stats.storeHits === 1).length, 23)
  }
}

async function start(t, options, store, how) {
  const child = fork(member, [JSON.stringify({ options, store })], { ...how, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text))
  /** The orders that wait for an outcome, by number. Number 0 waits until the process is ready. */
  const waiting = new Map()
  const answer = (number) => new Promise((resolve, reject) => waiting.set(number, { resolve, reject }))
  child.on('message', ({ number, ...given }) => waiting.get(number).resolve(given))
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`it ended with ${signal ?? code}: ${said}`))
  })
  await answer(0)
  return {
    /** `call`, `refresh` or `stats`: gives `{ id, ms, stats, ignored }`, or `failure` in the place of `id`. */
    order(what) {
      const number = waiting.size
      child.send({ number, what })
      return answer(number)
    },
    signal: (name) => child.kill(name),
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
