// What is written to stdout and stderr. Colours and progress are for terminals only.

import { once } from 'node:events'
import { EXIT, reasonOf } from './usage.js'

type Stream = NodeJS.WriteStream

/** Whether text for `stream` may have colours: https://no-color.org, https://force-color.org. */
export function hasColours(stream: Stream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false
  return stream.isTTY === true && TERM !== 'dumb'
}

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const

/** `text` in a colour, where `stream` shows colours. */
export function coloured(stream: Stream, colour: keyof typeof CODES, text: string): string {
  const [start, end] = CODES[colour]
  return hasColours(stream) ? `\u001b[${start}m${text}\u001b[${end}m` : text
}

/** Text of a server without what a terminal takes for a command: control characters, and those that change the direction of text. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it removes them
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, (found) => (/^[\s]+$/.test(found) ? ' ' : '\ufffd'))

/** Text of several lines, for a terminal. */
export const printableLines = (text: string): string => text.replace(/[^\t\n]+/g, (line) => printable(line.replace(/\r$/, '')))

/** Writes to stdout, and waits where its reader is slower. */
export async function write(data: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(data)) await once(process.stdout, 'drain')
}

/** Writes a line to stderr. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)

/**
 * A reader that has seen enough, such as `head`, closes its end. That is no failure: the process ends without a word. If nobody reads the
 * messages, the work goes on, and its outcome is the exit code.
 */
export function endQuietlyAtClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!isClosedPipe(error)) process.stderr.write(`error: stdout cannot be written: ${reasonOf(error)}\n`)
    process.exit(isClosedPipe(error) ? (process.exitCode ?? EXIT.ok) : EXIT.failed)
  })
  process.stderr.on('error', () => {})
}

const isClosedPipe = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED'

/** How often a line of progress is written, in milliseconds. */
const INTERVAL_MS = 100

/** A line on stderr that says how far something is. There is none unless stderr is a terminal. */
export class Progress {
  readonly #isShown: boolean
  #last = 0

  /** `isShown`: false where the output goes to the same terminal while it runs. */
  constructor(isShown: boolean) {
    this.#isShown = isShown && process.stderr.isTTY === true && process.env.TERM !== 'dumb'
  }

  show(text: string): void {
    const now = Date.now()
    if (!this.#isShown || now - this.#last < INTERVAL_MS) return
    this.#last = now
    process.stderr.write(`\r\u001b[2K${text.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`)
  }

  /** Removes the line. */
  clear(): void {
    if (this.#last > 0) process.stderr.write('\r\u001b[2K')
    this.#last = 0
  }
}

/** `1.5 MB` */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
