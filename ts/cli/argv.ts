// Ways to write a command that mean the same: `help call accounts.list`, `call accounts list`, `call deployed-triggers.list-events`, `--include-credentials=false`.

import { simplified } from './command.js'
import { flagOf, fieldsOf } from './flags.js'
import { operations } from './generated/operations.js'

const HELP = ['-h', '--help']

/**
 * The arguments in the form that the parser knows. What is not understood is left as it is, and the parser says so. `names` are the commands.
 */
export function normalized(argv: readonly string[], names: readonly string[]): string[] {
  const [command = '', first, second, ...others] = argv
  if (command === 'help' || HELP.includes(command)) {
    const about = argv.slice(1)
    if (about.length > 0 && about.every((word) => word === 'help' || HELP.includes(word))) return ['--help']
    return first === undefined || first.startsWith('-') ? [...argv] : normalized([...about, '--help'], names)
  }
  // The help of a name that does not exist would be that of what is above it, and say nothing about the name.
  if (!command.startsWith('-') && !names.includes(command)) return withoutHelp(argv)
  if (command !== 'call' || first === undefined || first.startsWith('-')) {
    const isAsked = command === 'call' && first !== undefined && HELP.includes(first) && second !== undefined
    return isAsked ? normalized(['call', second, ...others, '--help'], names) : [...argv]
  }
  const isJoined = second !== undefined && operationNamed(`${first}.${second}`) !== undefined && operationNamed(first) === undefined
  const operation = operationNamed(isJoined ? `${first}.${second}` : first)
  if (operation === undefined) return withoutHelp(argv)
  const rest = isJoined || second === undefined ? others : [second, ...others]
  const booleans = new Set(
    fieldsOf(operation)
      .filter(({ kind }) => kind === 'boolean')
      .map(flagOf),
  )
  const plain = rest.map((word) => {
    const [, flag = '', value] = /^(--[^=]+)=(true|false)$/.exec(word) ?? []
    if (!booleans.has(flag)) return word
    return value === 'true' ? flag : `--no-${flag.slice(2)}`
  })
  return [command, operation.id, ...plain]
}

const withoutHelp = (argv: readonly string[]): string[] => argv.filter((word) => !HELP.includes(word))

const operationNamed = (name: string) =>
  operations.find(({ id }) => id === name) ?? operations.find(({ id }) => simplified(id) === simplified(name))
