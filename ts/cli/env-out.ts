// `emulator --env-out FILE`: the variables for the clients of an emulator as a file, which is there as long as the emulator listens.

import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { parse } from 'dotenv'
import { refuseUnwritable, targetOf } from './files.js'
import { decoded } from './input.js'
import { printable } from './terminal.js'
import { Failure, reasonOf, UsageError } from './usage.js'

/** Only its owner may read it: it has a secret. */
const MODE = 0o600
/** A file that has others is somebody's own. */
const NAMES = /^PIPEDREAM_(?:BASE_URL|CLIENT_ID|CLIENT_SECRET|PRIVATE_KEY|KEY_ID|PROJECT_ID|PROJECT_ENVIRONMENT|MCP_URL|WORKFLOW_DOMAIN)$/

/** What a person writes between variables. */
const NOTES = /^[^\S\n]*(?:#|export\s)/m

/** Throws UsageError for a file that cannot be written, and for one with anything that would be lost. */
export function checkEnvOut(file: string): void {
  refuseUnwritable('--env-out', file)
  const { path, there } = targetOf(file)
  // To open it would wait for a reader, and no Ctrl-C would end that. /dev/stdout is open already.
  if (there?.isFIFO() && !file.startsWith('/dev/')) throw new UsageError(`--env-out ${file} cannot be written: it is a pipe`)
  if (!there?.isFile()) return
  let text: string
  try {
    text = decoded(readFileSync(path))
  } catch (error) {
    throw new UsageError(`--env-out cannot read ${file}, which it would replace: ${reasonOf(error)}`, { cause: error })
  }
  const found = parse(text)
  const names = Object.keys(found)
  const others = names.filter((name) => !NAMES.test(name))
  const isOfAnEmulator = others.length === 0 && !NOTES.test(text) && (found.PIPEDREAM_BASE_URL ?? '').startsWith('http://')
  if (text.trim() === '' || isOfAnEmulator) return
  const shown = printable((others.length > 0 ? others : names).slice(0, 3).join(', '))
  const has = names.length > 0 ? `variables that no emulator wrote (${shown}), and would replace them` : ''
  const what = has === '' || (others.length === 0 && NOTES.test(text)) ? 'text that no emulator wrote, and would replace it' : has
  throw new UsageError(`--env-out ${file} has ${what}: give another file`)
}

/** Writes the file, and returns what removes it again unless somebody else has written it since. */
export function writeEnvOut(file: string, lines: readonly string[]): () => void {
  const text = `${lines.join('\n')}\n`
  const { path, there } = targetOf(file)
  try {
    if (there !== undefined && !there.isFile()) {
      // A rename would put a file in the place of a pipe or a device.
      writeFileSync(path, text)
      return () => {}
    }
    const part = `${path}.${randomBytes(6).toString('hex')}.part`
    writeFileSync(part, text, { flag: 'wx', mode: MODE })
    // Whoever waits for the file finds all of it.
    renameSync(part, path)
  } catch (error) {
    throw new Failure(`--env-out ${file} cannot be written: ${reasonOf(error)}`, { cause: error })
  }
  return () => {
    try {
      if (readFileSync(path, 'utf8') === text) rmSync(path)
    } catch {
      // It is gone already.
    }
  }
}
