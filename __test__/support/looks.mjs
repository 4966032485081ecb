// Every way to inspect a value, and all logs and events while something runs, for tests that a secret is never shown. Secrets contain
// the word "hush".

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { serialize } from 'node:v8'

/** Every channel of the package. __test__/package/events.test.mjs compares the page with the package. */
const CHANNELS = readFileSync(new URL('../../docs/events.md', import.meta.url), 'utf8').match(/(?<=^## )pipedream:\S+$/gm)
const LEVELS = ['debug', 'info', 'warn', 'error']

/** The output of every way to inspect a value. */
export function looks(thing) {
  const looked = [
    inspect(thing, { depth: 20, showHidden: true, getters: true }),
    inspect(thing, { depth: 20, showHidden: true, customInspect: false, showProxy: true, maxStringLength: Infinity }),
    inspect(Object.getOwnPropertyDescriptors(thing), { depth: 20, showHidden: true }),
    String(thing),
    `${Object.prototype.toString.call(thing)}`,
    ...reached(thing),
  ]
  for (const way of [
    JSON.stringify,
    (one) => inspect(structuredClone(one), { depth: 20 }),
    (one) => serialize(one).toString('latin1'),
    ({ message, stack, cause }) => `${message}${stack}${inspect(cause)}`,
  ]) {
    try {
      looked.push(String(way(thing)))
    } catch (error) {
      looked.push(inspect(error, { depth: 20, showHidden: true }))
    }
  }
  return looked
}

/** Every text that can be reached over properties, symbols and prototypes without calling a method. */
function* reached(thing, seen = new Set()) {
  if (typeof thing === 'string') yield thing
  if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || seen.has(thing) || seen.size > 5_000) return
  seen.add(thing)
  for (const key of Reflect.ownKeys(thing)) {
    yield String(key)
    const { value } = Reflect.getOwnPropertyDescriptor(thing, key)
    yield* reached(value, seen)
  }
  yield* reached(Object.getPrototypeOf(thing), seen)
}

export function assertHushed(texts, name) {
  for (const text of texts) assert.doesNotMatch(text, /hush/, name)
}

/** All events and log lines while `act` runs. */
export async function saidDuring(t, act) {
  const said = []
  const listener = (event, name) => said.push(name, ...looks(event))
  for (const name of CHANNELS) {
    diagnostics.subscribe(name, listener)
    t.after(() => diagnostics.unsubscribe(name, listener))
  }
  const logger = Object.fromEntries(
    LEVELS.map((level) => [level, (...words) => said.push(level, ...words.flatMap((word) => looks(Object(word))))]),
  )
  await act({ level: 'debug', logger, silent: false })
  return said
}
