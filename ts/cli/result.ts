// Writes what a call gave: JSON, lines of JSON, a table, or bytes.

import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, rename, rm } from 'node:fs/promises'
import { Writable } from 'node:stream'
import type { BinaryResponse } from '../index.js'
import { safeJson } from '../safe-json.js'
import { refuseUnwritable, targetOf } from './files.js'
import { fields, table } from './table.js'
import { Progress, printableLines, say, size, write } from './terminal.js'
import { Failure, reasonOf, UsageError } from './usage.js'

/** `json` is indented; `jsonl` has one item a line. */
export type Format = 'json' | 'jsonl' | 'table'
export const FORMATS: readonly Format[] = ['json', 'jsonl', 'table']

/** Where a result goes and how. */
export interface Output {
  readonly format: Format
  /** undefined: stdout. */
  readonly file: string | undefined
}

/** The output that the flags ask for: by default a table for a person, and JSON for a program. */
export function outputOf(format: string | undefined, file: string | undefined): Output {
  if (format !== undefined && !FORMATS.some((known) => known === format))
    throw new UsageError(`--output must be one of ${FORMATS.join(', ')}; got ${JSON.stringify(format)}`)
  // Before the call: afterwards its result would be lost, and it may have changed something.
  if (file !== undefined) refuseUnwritable('--output-file', file)
  const usual = process.stdout.isTTY === true && file === undefined ? 'table' : 'json'
  return { format: (format as Format | undefined) ?? usual, file }
}

/** Something that takes a result piece by piece. */
export interface Sink {
  write(data: string | Uint8Array): Promise<void>
  /** Everything was written. */
  end(): Promise<void>
  /** It was not: nothing is left of a file. */
  abandon(): Promise<void>
}

/**
 * Where a result is written: stdout, or a file that has its name only once it is whole. A device or a pipe is written to where it is: the
 * rename would put a file in its place, for all programs of the machine in the case of `/dev/null`.
 */
export async function open(file: string | undefined): Promise<Sink> {
  if (file === undefined) return { write, end: async () => {}, abandon: async () => {} }
  const { path, there } = targetOf(file)
  const isInPlace = there !== undefined && !there.isFile()
  // Nobody can have put a link there: the name cannot be guessed, and the file must be new.
  const part = isInPlace ? path : `${path}.${randomBytes(6).toString('hex')}.part`
  const failed = (error: unknown) => new Failure(`--output-file ${file} cannot be written: ${reasonOf(error)}`)
  // What only its owner may read stays so, and while it is written too.
  const stream = createWriteStream(part, isInPlace ? {} : { flags: 'wx', mode: there === undefined ? 0o666 : there.mode & 0o777 })
  const isOpen = new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject))
  await isOpen.catch((error) => {
    throw failed(error)
  })
  const writer = Writable.toWeb(stream).getWriter()
  return {
    write: async (data) =>
      writer.write(typeof data === 'string' ? Buffer.from(data) : data).catch((error) => Promise.reject(failed(error))),
    end: async () => {
      try {
        await writer.close()
        if (isInPlace) return
        if (there !== undefined) await chmod(part, there.mode & 0o777)
        await rename(part, path)
      } catch (error) {
        throw failed(error)
      }
    },
    abandon: async () => {
      await writer.abort().catch(() => {})
      if (!isInPlace) await rm(part, { force: true }).catch(() => {})
    },
  }
}

/** Runs `body` with a sink that is ended, or abandoned if it throws. */
export async function into(output: Output, body: (sink: Sink) => Promise<void>): Promise<void> {
  const sink = await open(output.file)
  try {
    await body(sink)
    await sink.end()
  } catch (error) {
    await sink.abandon()
    throw error
  }
}

/** JSON text with an end of line; an undefined value has none. */
export function jsonText(value: unknown, isOneLine = false): string {
  const text = JSON.stringify(value, undefined, isOneLine ? undefined : 2)
  return text === undefined ? '' : `${safeJson(text)}\n`
}

/** Writes a whole result. */
export async function writeValue(value: unknown, output: Output): Promise<void> {
  if (isBinary(value)) return writeBinary(value, output)
  await into(output, async (sink) => {
    // What an app sent as text stays text. A terminal would obey what is in it.
    const isShown = output.file === undefined && process.stdout.isTTY === true
    if (typeof value === 'string' && output.format !== 'jsonl') return sink.write(isShown ? printableLines(value) : value)
    if (output.format === 'json') return sink.write(jsonText(value))
    const list = listOf(value)
    if (output.format === 'jsonl') for (const item of list ?? [value]) await sink.write(jsonText(item, true))
    else if (value !== undefined) await sink.write(list === undefined ? fields(value) : table(list, width()))
  })
}

/** How wide a table may be. */
export const width = (): number => process.stdout.columns ?? (Number(process.env.COLUMNS) || 120)

/** The items of a result that is a list, or that has one as `data` and little else. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (value === null || typeof value !== 'object') return undefined
  const { data, pageInfo: _, ...others } = value as Record<string, unknown>
  return Array.isArray(data) && Object.keys(others).length === 0 ? data : undefined
}

export const isBinary = (value: unknown): value is BinaryResponse =>
  value !== null && typeof value === 'object' && typeof (value as { stream?: unknown }).stream === 'function'

async function writeBinary(answer: BinaryResponse, output: Output): Promise<void> {
  if (output.file === undefined && process.stdout.isTTY === true)
    throw new UsageError('the answer is binary, which would garble the terminal: give --output-file, or pipe it into another program')
  const progress = new Progress(true)
  let bytes = 0
  try {
    await into(output, async (sink) => {
      for await (const chunk of answer.stream() as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.byteLength
        await sink.write(chunk)
        progress.show(`${size(bytes)} received`)
      }
    })
  } finally {
    progress.clear()
  }
  if (output.file !== undefined && process.stderr.isTTY === true) say(`${output.file}: ${size(bytes)}`)
}
