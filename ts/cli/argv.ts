// Ways to write a command that mean the same: `help call accounts.list`, `call accounts list`, `call deployed-triggers.list-events`,
// `--include-credentials=false`, `--env-file .env call accounts.list`, `call --env-file .env accounts.list`.

import { HIDDEN, simplified } from './command.js'
import { clientOptions } from './connection.js'
import { flagOf, fieldsOf } from './flags.js'
import { type CliOperation, operations } from './generated/operations.js'

const HELP: readonly string[] = ['-h', '--help']
const withoutHelp = (argv: readonly string[]): string[] => argv.filter((word) => !HELP.includes(word))

/** The arguments in the form that the parser knows. What is not understood is left as it is, and the parser says so. */
export function normalized(argv: readonly string[]): string[] {
  const [asked = '', about, ...further] = argv
  if (about !== undefined && (asked === 'help' || HELP.includes(asked))) {
    if ([about, ...further].every((word) => word === 'help' || HELP.includes(word))) return ['--help']
    return about.startsWith('-') ? [...argv] : normalized([about, ...further, '--help'])
  }
  const { before, rest } = split(argv, (word) => COMMANDS.includes(word))
  const [command, ...words] = rest
  if (command === undefined || before.some((flag) => OF_PROGRAM.includes(flag))) return [...argv]
  // The help of a name that does not exist would be that of what is above it, and say nothing about the name.
  if (!COMMANDS.includes(command) && command !== HIDDEN && !command.startsWith('-')) return withoutHelp([command, ...before, ...words])
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
  if (operation === undefined) return ['call', ...withoutHelp([...rest, ...flags])]
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
    const { name, isWhole } = flagIn(word, valued, bare)
    if (!valued.has(name) && !bare.has(name)) return { before: [], rest: words }
    const following = words[at + 1]
    const hasValue = isWhole && valued.has(name) && !(bare.has(name) && following !== undefined && isName(following, words[at + 2]))
    at += hasValue ? 2 : 1
  }
  return { before: words.slice(0, at), rest: words.slice(at) }
}

/** The last flag in a word, and whether the word ends with it: `-qo` is `-q -o`, and `-ojson` and `--output=json` have their value. */
function flagIn(word: string, valued: ReadonlySet<string>, bare: ReadonlySet<string>): { name: string; isWhole: boolean } {
  if (word.startsWith('--')) {
    const [name = ''] = word.split('=')
    return { name, isWhole: name === word }
  }
  const letters = [...word.slice(1)]
  const at = letters.findIndex((letter) => !bare.has(`-${letter}`) || valued.has(`-${letter}`))
  const last = at === -1 ? letters.length - 1 : at
  return { name: `-${letters[last]}`, isWhole: last === letters.length - 1 }
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
