// Writes the options of a call as the JSON text that is passed to Rust. Rust checks the values.

import { invalid } from './errors.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { toJson } from './json.js'
import { CALL_ADVICE } from './option-advice.js'
import type { BaseRequestOptions } from './options.js'
import { pick, property } from './properties.js'
import { knownOptions, warnOfUnknown } from './unknown-options.js'
import { checkOptions } from './value-types.js'

const NONE: readonly HeaderPair[] = Object.freeze([])

/** The options that are passed on as they are: all but the headers and the signal. Other ways to start a call read the same. */
export const OPTIONS_OF_CALL = [
  'timeoutInSeconds',
  'deadlineInSeconds',
  'maxRetries',
  'maxResponseBytes',
  'queryParams',
  'projectEnvironment',
  'rateLimitToken',
] as const
type Given = { [Name in Exclude<keyof BaseRequestOptions, 'abortSignal' | 'headers' | 'onProgress'>]-?: unknown }

const KNOWN = knownOptions<keyof BaseRequestOptions>(
  'requestOptions',
  [...OPTIONS_OF_CALL, 'abortSignal', 'headers', 'onProgress'],
  CALL_ADVICE,
)

/** The options of a client that are functions and are called for each call. */
export interface DynamicOptions {
  readonly headers: (() => Promise<HeaderPair[]>) | undefined
  readonly environment: (() => unknown) | undefined
}

/** The options as JSON text; undefined if there are none. A promise if a function has to be called or a promise awaited. */
export function optionsText(options: unknown, client: DynamicOptions | undefined): string | undefined | Promise<string | undefined> {
  if ((options === undefined || options === null) && client === undefined) return undefined
  const given = pick(options, OPTIONS_OF_CALL)
  const headers = property(options, 'headers') ?? undefined
  const pairs = headers === undefined ? NONE : pairsOf(headers, 'headers')
  if (client === undefined && !pairs.some(isDynamic)) return written(given, pairs)
  return dynamicText(given, pairs, client)
}

async function dynamicText(given: Given, pairs: readonly HeaderPair[], client: DynamicOptions | undefined): Promise<string | undefined> {
  const headers = client?.headers === undefined ? NONE : await client.headers()
  const projectEnvironment = given.projectEnvironment ?? (await client?.environment?.())
  return written({ ...given, projectEnvironment }, [...headers, ...(await resolved(pairs))])
}

function written(given: Given, headers: readonly HeaderPair[]): string | undefined {
  if (headers.length === 0 && OPTIONS_OF_CALL.every((name) => given[name] === undefined)) return undefined
  return toJson({ ...given, headers }, given)
}

/** The options of a call that began `elapsedMs` milliseconds ago. Rust counts its deadline from then. */
export const withElapsed = (options: string | undefined, elapsedMs: number): string =>
  `{"elapsedMs":${Math.max(0, elapsedMs)}${options === undefined || options === '{}' ? '}' : `,${options.slice(1)}`}`

/**
 * Throws unless `options` are the options of a call, or none. Warns of names that are no options.
 *
 * @param below A function that is running. The stack of the warning begins where it was called.
 */
export function checkCallOptions(options: unknown, below: object): void {
  if (options === undefined || options === null) return
  checkOptions(options, KNOWN.of)
  warnOfUnknown(options, KNOWN, below)
}

/** The abort signal of a call; undefined if it has none. Checks its options: see `checkCallOptions()`. */
export function signalOf(options: unknown, below: object): AbortSignal | undefined {
  checkCallOptions(options, below)
  const signal = property(options, 'abortSignal') ?? undefined
  if (signal === undefined) return undefined
  if (typeof signal !== 'object' || typeof property(signal, 'addEventListener') !== 'function')
    throw invalid(`abortSignal must be an AbortSignal, got ${typeof signal}`)
  return signal as AbortSignal
}
