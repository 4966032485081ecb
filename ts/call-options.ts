// The options of a call as the JSON text that crosses. What the values may be is checked in Rust.

import { invalid } from './errors.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { toJson } from './json.js'
import { pick, property } from './properties.js'
import { checkOptions } from './value-types.js'

const NONE: readonly HeaderPair[] = Object.freeze([])

/** What is read of the options besides the headers and the signal. */
const NAMES = ['timeoutInSeconds', 'maxRetries', 'maxResponseBytes', 'queryParams', 'projectEnvironment', 'rateLimitToken'] as const
type Given = { [Name in (typeof NAMES)[number]]: unknown }

/** Options of a client that are functions, which are called for each call. */
export interface DynamicOptions {
  readonly headers: (() => Promise<HeaderPair[]>) | undefined
  readonly environment: (() => unknown) | undefined
}

/** The text; undefined where there are no options. It is a promise where a function has to be called first. */
export function optionsText(options: unknown, client: DynamicOptions | undefined): string | undefined | Promise<string | undefined> {
  if ((options === undefined || options === null) && client === undefined) return undefined
  const given = pick(options, NAMES)
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
  if (headers.length === 0 && NAMES.every((name) => given[name] === undefined)) return undefined
  return toJson({ ...given, headers }, given)
}

/** The abort signal of a call. */
export function signalOf(options: unknown): AbortSignal | undefined {
  if (options !== undefined && options !== null) checkOptions(options, 'requestOptions')
  const signal = property(options, 'abortSignal') ?? undefined
  if (signal === undefined) return undefined
  if (typeof signal !== 'object' || typeof property(signal, 'addEventListener') !== 'function')
    throw invalid(`abortSignal must be an AbortSignal, got ${typeof signal}`)
  return signal as AbortSignal
}
