// What arguments refer to: files, stdin and variables. Secrets come from these only.

import { readFileSync } from 'node:fs'
import { parse } from 'dotenv'
import { placeOfError } from './json-text.js'
import { reasonOf, UsageError } from './usage.js'

/** The option or argument that has read stdin, which can be read once. */
let readBy: string | undefined

/** All of stdin. `flag` is the option that asks for it. */
export async function readStdin(flag: string): Promise<Buffer> {
  if (readBy !== undefined) throw new UsageError(`${flag} cannot read stdin: ${readBy} has read it`)
  readBy = flag
  if (process.stdin.isTTY === true) process.stderr.write(`${flag} reads stdin, to its end (Ctrl-D)\n`)
  const chunks: Buffer[] = []
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch (error) {
    throw new UsageError(`${flag} cannot read stdin: ${reasonOf(error)}`, { cause: error })
  }
  return Buffer.concat(chunks)
}

/** The bytes of a file. */
export function readBytes(flag: string, path: string): Buffer {
  if (path === '') throw new UsageError(`${flag} needs the name of a file after the @`)
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(`${flag} cannot read ${path}: ${reasonOf(error)}`, { cause: error })
  }
}

/** What `-` (stdin) and `@file` refer to; undefined for any other value. */
export async function referred(flag: string, value: string): Promise<Buffer | undefined> {
  if (value === '-') return readStdin(flag)
  return value.startsWith('@') ? readBytes(flag, value.slice(1)) : undefined
}

/** A secret: `-`, `@file` or `env:NAME`. The value itself is refused. `variable` is the variable that the client reads it from. */
export async function secret(flag: string, value: string, variable?: string): Promise<string> {
  const bytes = value.startsWith('env:') ? undefined : await referred(flag, value)
  const found = value.startsWith('env:') ? fromVariable(flag, value.slice(4)) : bytes && decoded(bytes)
  if (found === undefined) {
    const instead = variable === undefined ? '' : `Set the variable ${variable}, or put it into a file for --env-file. Or g`
    throw new UsageError(
      `${flag} takes no value on the command line, because every user of this machine can see the arguments of a process (ps). ` +
        `${instead === '' ? 'G' : instead}ive ${flag} - to read it from stdin, ${flag} @file to read it from a file, or ${flag} env:NAME to read it from a variable`,
    )
  }
  const text = withoutMark(found).replace(/\r?\n$/, '')
  if (text === '') throw new UsageError(`${flag} is empty`)
  return text
}

function fromVariable(flag: string, name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new UsageError(`${flag} env:${name}: the variable ${name} is not set`)
  return value
}

/** Text without the mark (BOM) that editors and PowerShell on Windows begin a file with. */
export const withoutMark = (text: string): string => text.replace(/^\ufeff/, '')

/** Text of a file or of stdin. Windows PowerShell writes UTF-16 with a mark at `> file`, where others write UTF-8. */
export function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString('utf16le')
  return withoutMark(bytes.toString())
}

/** JSON text as a value. */
export function json(flag: string, given: string): unknown {
  const text = withoutMark(given)
  try {
    return JSON.parse(text)
  } catch {
    // biome-ignore lint/style/useErrorCause: it quotes the text, which may hold a secret
    throw new UsageError(`${flag} must be JSON; what was given is not valid (${placeOfError(text)})`)
  }
}

/** Sets the variables of a `.env` file, but for those that are set, as Node's --env-file does. Returns the names it has set. */
export function loadEnvFile(path: string): string[] {
  let text: string
  try {
    text = decoded(readFileSync(path))
  } catch (error) {
    throw new UsageError(`--env-file cannot read ${path}: ${reasonOf(error)}`, { cause: error })
  }
  const added: string[] = []
  for (const [name, value] of Object.entries(parse(text))) {
    if (process.env[name] !== undefined && process.env[name] !== '') continue
    process.env[name] = value
    added.push(name)
  }
  return added
}
