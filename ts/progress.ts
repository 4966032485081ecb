// The option `onProgress`: how far a list, a download or an upload is.

import { untilAborted } from './abort.js'
import { invalid } from './errors.js'
import { display } from './json.js'
import { now } from './platform.js'
import type { DownloadProgress, ListProgress, UploadProgress } from './progress-types.js'
import { property } from './properties.js'

/** What somebody gave as `onProgress`. */
export type OnProgress<T> = (progress: T) => unknown

/** A download or an upload is reported at most once in so many milliseconds, and at its end. */
const INTERVAL = 100

/** The function that was given as `onProgress`; undefined if none was. */
export function progressOf(options: unknown): OnProgress<never> | undefined {
  const given = property(options, 'onProgress') ?? undefined
  if (given !== undefined && typeof given !== 'function') throw invalid(`onProgress must be a function, got ${display(given)}`)
  return given as OnProgress<never> | undefined
}

/** Reports the bytes of a body. What `onProgress` throws, or rejects with, is the caller's: reading fails with it. */
export class ByteProgress {
  readonly #report: OnProgress<DownloadProgress | UploadProgress>
  readonly #kind: 'download' | 'upload'
  readonly #total: number | undefined
  #bytes = 0
  #reported = -1
  #last = Number.NEGATIVE_INFINITY

  constructor(report: OnProgress<never>, kind: 'download' | 'upload', total: number | undefined) {
    this.#report = report as OnProgress<DownloadProgress | UploadProgress>
    this.#kind = kind
    this.#total = total
  }

  /** So many more bytes have come, or been read. */
  async add(bytes: number): Promise<void> {
    this.#bytes += bytes
    if (now() - this.#last >= INTERVAL) await this.#tell()
  }

  /** The body has ended. */
  async end(): Promise<void> {
    if (this.#reported !== this.#bytes) await this.#tell()
  }

  async #tell(): Promise<void> {
    this.#last = now()
    this.#reported = this.#bytes
    await this.#report({ kind: this.#kind, bytes: this.#bytes, total: this.#total })
  }
}

/** Counts the pages and items of a list. */
export class ListCounter {
  readonly #report: OnProgress<ListProgress>
  readonly #limit: number
  readonly #signal: AbortSignal | undefined
  #items = 0
  #pages = 0

  constructor(report: OnProgress<never>, limit: number, signal: AbortSignal | undefined) {
    this.#report = report as OnProgress<ListProgress>
    this.#limit = limit
    this.#signal = signal
  }

  /** A page with so many items has come. */
  async add(items: number, response: unknown): Promise<void> {
    this.#items += items
    const given = property(property(response, 'pageInfo'), 'totalCount')
    const total = typeof given === 'number' && given >= 0 ? Math.min(given, this.#limit) : undefined
    const returned = this.#report({ kind: 'list', items: Math.min(this.#items, this.#limit), pages: ++this.#pages, total })
    // No call runs meanwhile that would end with the signal.
    await untilAborted(returned, this.#signal)
  }
}

/** The length of a body by its head, which is JSON text. */
export function lengthIn(head: string): number | undefined {
  const headers = new Map((JSON.parse(head) as { headers: [string, string][] }).headers)
  const length = headers.get('content-length')
  return headers.has('content-encoding') || length === undefined || !/^\d{1,15}$/.test(length) ? undefined : Number(length)
}
