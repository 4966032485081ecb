// Ways to write a command that mean the same: `help call accounts.list`, `call accounts list`, `call deployed-triggers.list-events`, `--include-credentials=false`.

import { simplified } from './command.js'
import { flagOf, fieldsOf } from './flags.js'
import { operations } from './generated/operations.js'

/** The arguments in the form that the parser knows. What is not understood is left as it is, and the parser says so. */
export function normalized(argv: readonly string[]): string[] {
  const [command, first, second, ...others] = argv
  if (command === 'help' && first === 'call' && second !== undefined) return [...normalized(argv.slice(1)), '--help']
  if (command !== 'call' || first === undefined || first.startsWith('-')) return [...argv]
  const isJoined = second !== undefined && operationNamed(`${first}.${second}`) !== undefined && operationNamed(first) === undefined
  const operation = operationNamed(isJoined ? `${first}.${second}` : first)
  if (operation === undefined) return [...argv]
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

const operationNamed = (name: string) =>
  operations.find(({ id }) => id === name) ?? operations.find(({ id }) => simplified(id) === simplified(name))
