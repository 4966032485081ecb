// The parser's command with what it says about mistakes: never a value, which may be a secret, and always what is allowed.

import { Command } from 'commander'
import { UsageError } from './usage.js'

/** Letters and digits in lower case: `--externalUserId` and `--external_user_id` are meant as `--external-user-id`. */
export const simplified = (name: string): string => name.toLowerCase().replace(/[^a-z0-9.]/g, '')

/** A command whose errors are ours. */
export class CliCommand extends Command {
  /** What an unknown name below this command may be; undefined: the parser's guess. */
  explainUnknown: ((name: string) => string) | undefined = undefined

  override createCommand(name?: string): CliCommand {
    return new CliCommand(name)
  }

  /** The parser calls it for an option that does not exist. */
  unknownOption(given: string): never {
    // `--secret=value`: the value is not shown.
    const [name = given] = given.split('=')
    if (name !== given && this.options.some(({ long }) => long === name)) throw new UsageError(`${pathOf(this)}: ${name} takes no value`)
    if (name !== given && name === '--help') throw new UsageError(`${pathOf(this)}: --help takes no value`)
    const own = longOptionsOf(this)
    const inner = this.commands.flatMap(optionsWithin)
    if (inner.includes(name) && !own.includes(name)) {
      const what = this.parent === null ? 'a command, such as token or call accounts.list' : 'an operation, such as accounts.list'
      throw new UsageError(`${pathOf(this)}: ${name} needs ${what}`)
    }
    const near = likest(name, own) ?? likest(name, inner)
    const advice = near === undefined ? `"${pathOf(this)} --help" lists the options` : `did you mean ${near}?`
    throw new UsageError(`${pathOf(this)} has no option ${printableName(name)}: ${advice}`)
  }

  /** The parser calls it for an argument that was left out. */
  missingArgument(name: string): never {
    const choices = this.registeredArguments.find((one) => one.name() === name)?.argChoices
    const advice = choices === undefined ? `"${pathOf(this)} --help" says what it is` : `one of ${choices.join(', ')}`
    throw new UsageError(`${pathOf(this)} needs <${name}>: ${advice}`)
  }

  /** The parser calls it for a command that does not exist. */
  unknownCommand(): never {
    const name = this.args[0] ?? ''
    if (this.explainUnknown !== undefined) throw new UsageError(this.explainUnknown(name))
    const names = this.commands.filter((one) => one.name() !== HIDDEN).map((one) => one.name())
    const near = nearest(name, names)
    const advice = near === undefined ? `the commands are ${names.join(', ')}` : `did you mean ${near}?`
    throw new UsageError(`there is no command ${printableName(name)}: ${advice}`)
  }
}

/** The option that was meant. */
const likest = (given: string, names: readonly string[]): string | undefined =>
  names.find((name) => simplified(name) === simplified(given)) ?? nearest(given, names)

const longOptionsOf = (command: Command): string[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => (typeof long === 'string' ? [long] : []))

const optionsWithin = (command: Command): string[] => [...longOptionsOf(command), ...command.commands.flatMap(optionsWithin)]

/** The command that the scripts of the completion run. */
export const HIDDEN = '__complete'

/** `pipedream-native call accounts.list` */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`
}

/** A name as it was typed, cut short. */
export const printableName = (name: string): string => JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name)

/** The name that is most like `name`, if one is near enough. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const given = simplified(name)
  const most = Math.max(1, Math.floor(given.length / 3))
  const scored = names
    // Most of the work is spared for a name that is far longer, such as a secret or a file that was pasted.
    .filter((one) => Math.abs(simplified(one).length - given.length) <= most)
    .map((one) => ({ one, distance: distance(given, simplified(one)) }))
    .filter((found) => found.distance <= most)
    .sort((first, second) => first.distance - second.distance)
  return scored[0]?.one
}

/** How many letters have to be changed, added, left out or swapped (Damerau and Levenshtein, optimal string alignment). */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, at) => at)]
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let row = 1; row <= from.length; row++) {
    rows.push([row])
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      let least = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (isSame ? 0 : 1))
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (isSwapped) least = Math.min(least, at(row - 2, column - 2) + 1)
      rows[row]?.push(least)
    }
  }
  return at(from.length, to.length)
}
