// Ways to write a command that mean the same: `help call accounts.list`, `call accounts list`, `call deployed-triggers.list-events`,
// `--include-credentials=false`, `--env-file .env call accounts.list`, `call --env-file .env accounts.list`.

import { simplified } from './command.js'
import { clientOptions } from './connection.js'
import { flagOf, fieldsOf } from './flags.js'
import { type CliOperation, operations } from './generated/operations.js'

/** The arguments in the form that the parser knows. What is not understood is left as it is, and the parser says so. */
export function normalized(argv: readonly string[]): string[] {
  const { before, rest } = split(argv, (word) => COMMANDS.includes(word))
  const [command, ...words] = rest
  if (command === undefined || before.some((flag) => OF_PROGRAM.includes(flag))) return [...argv]
  if (command === 'help' && words[0] === 'call' && words[1] !== undefined) return [...normalized(words), '--help']
  return command === 'call' ? calling(before, words) : [command, ...before, ...words]
}

/** The arguments of `call`. The flags before the name of the operation go behind it. */
function calling(outside: readonly string[], words: readonly string[]): string[] {
  const { before, rest } = split(words, (word, next) => operationOf(word, next) !== undefined)
  const [first, second, ...others] = rest
  const flags = [...outside, ...before]
  if (first === undefined) return ['call', ...flags]
  const { operation, isJoined } = operationOf(first, second) ?? {}
  // The parser says that there is no such operation.
  if (operation === undefined) return ['call', ...rest, ...flags]
  const behind = isJoined || second === undefined ? others : [second, ...others]
  const booleans = new Set(booleansOf(operation))
  const plain = [...flags, ...behind].map((word) => {
    const [, flag = '', value] = /^(--[^=]+)=(true|false)$/.exec(word) ?? []
    if (!booleans.has(flag)) return word
    return value === 'true' ? flag : `--no-${flag.slice(2)}`
  })
  return ['call', operation.id, ...plain]
}

const COMMANDS: readonly string[] = ['token', 'doctor', 'call', 'emulator', 'completion', 'help']
const OF_PROGRAM: readonly string[] = ['-h', '--help', '-V', '--version']
/** Flags of commands and operations, but for fields. */
const TAKE_VALUE = ['-o', '--output', '--output-file', '--json', '--input', '--max-items', '--scope']
const OF_EMULATOR = ['-p', '--port', '--host', '--seed', '--env-out']
const TAKE_NONE = ['-h', '--help', '-q', '--quiet', '--all', '--json']

const booleansOf = (operation: CliOperation): string[] =>
  fieldsOf(operation).flatMap((field) => (field.kind === 'boolean' ? [flagOf(field)] : []))

/** The flags that take a value and those that take none. A few do both, in different commands. */
function knownFlags(): { valued: ReadonlySet<string>; bare: ReadonlySet<string> } {
  const valued = operations.flatMap((one) => fieldsOf(one).flatMap((field) => (field.kind === 'boolean' ? [] : [flagOf(field)])))
  const bare = operations.flatMap(booleansOf)
  return {
    valued: new Set([...clientOptions().map(({ long }) => String(long)), ...TAKE_VALUE, ...OF_EMULATOR, ...valued]),
    bare: new Set([...TAKE_NONE, ...bare, ...bare.map((flag) => `--no-${flag.slice(2)}`)]),
  }
}

/** The flags, with their values, before the first word that is none. There are none if one of them is unknown: the parser names it. */
function split(
  words: readonly string[],
  isName: (word: string, next: string | undefined) => boolean,
): { before: readonly string[]; rest: readonly string[] } {
  const isFlag = (word: string): boolean => /^--?[^-]/.test(word)
  if (words[0] === undefined || !isFlag(words[0])) return { before: [], rest: words }
  const { valued, bare } = knownFlags()
  let at = 0
  for (let word = words[at]; word !== undefined && isFlag(word); word = words[at]) {
    const [name = ''] = word.split('=')
    if (!valued.has(name) && !bare.has(name)) return { before: [], rest: words }
    const following = words[at + 1]
    const hasValue = name === word && valued.has(name) && !(bare.has(name) && following !== undefined && isName(following, words[at + 2]))
    at += hasValue ? 2 : 1
  }
  return { before: words.slice(0, at), rest: words.slice(at) }
}

interface Named {
  readonly operation: CliOperation
  /** `accounts list` */
  readonly isJoined: boolean
}

/** The operation that a word names, or with the next one. */
function operationOf(first: string, second: string | undefined): Named | undefined {
  const alone = operationNamed(first)
  if (alone !== undefined) return { operation: alone, isJoined: false }
  const joined = second === undefined ? undefined : operationNamed(`${first}.${second}`)
  return joined && { operation: joined, isJoined: true }
}

const operationNamed = (name: string) =>
  operations.find(({ id }) => id === name) ?? operations.find(({ id }) => simplified(id) === simplified(name))
