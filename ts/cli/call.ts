// `call`: every operation of the API as a command.

import { Option } from 'commander'
import type { Page } from '../index.js'
import { type CliCommand, nearest, pathOf, printableName, simplified } from './command.js'
import { callOptions, type ClientFlags, clientOf, clientOptions, methodOf, prepare } from './connection.js'
import { flagOf, fieldsOf, type Given, optionsOf } from './flags.js'
import { type CliOperation, operations, resources } from './generated/operations.js'
import { writePages } from './pages.js'
import { report } from './report.js'
import { argumentsOf } from './request.js'
import { FORMATS, outputOf, writeValue } from './result.js'
import { untilInterrupted } from './interrupt.js'
import { say } from './terminal.js'
import { EXIT, UsageError } from './usage.js'

interface CallFlags extends ClientFlags {
  json?: string
  input?: string
  all?: boolean
  maxItems?: number
  output?: string
  outputFile?: string
}

/** Adds `call` with a command for each operation. */
export function addCall(program: CliCommand): void {
  const call = program
    .command('call')
    .summary('call an operation of the API')
    .description('Calls an operation of the API and prints what it gives: a table on a terminal, JSON otherwise.')
    .usage('<operation> [ids…] [options]')
    .helpCommand(false) as CliCommand
  call.configureHelp({ visibleCommands: () => [] })
  call.addHelpText('after', `\n${operationList()}\n\n"pipedream-native call <operation> --help" lists the options of an operation.`)
  call.explainUnknown = explainUnknown
  for (const operation of operations) addOperation(call, operation)
}

/** The operations by resource, for the help. */
function operationList(): string {
  const rows = resources.map(({ name, about }) => {
    const own = operations.filter(({ id }) => id.startsWith(`${name}.`)).map(({ id }) => `    ${id}\n`)
    return `  ${name}: ${about}\n${own.join('')}`
  })
  return `Operations:\n${rows.join('')}`.trimEnd()
}

function explainUnknown(name: string): string {
  const own = operations.filter(({ id }) => simplified(id).startsWith(`${simplified(name)}.`)).map(({ id }) => id)
  if (own.length > 0) return `${printableName(name)} is a resource; its operations are ${own.join(', ')}`
  const all = operations.map(({ id }) => id)
  const [resource = '', method = ''] = name.split('.')
  const inResource = all.filter((id) => id.startsWith(`${resource}.`))
  // What both have in common would make any two methods of a resource look alike.
  const methods = inResource.map((id) => id.slice(resource.length + 1))
  const same = nearest(method, methods)
  const near = inResource.length === 0 ? nearest(name, all) : same && `${resource}.${same}`
  if (near !== undefined) return `there is no operation ${printableName(name)}: did you mean ${near}?`
  if (inResource.length > 0) return `there is no operation ${printableName(name)}: ${resource} has ${inResource.join(', ')}`
  return `there is no operation ${printableName(name)}: "pipedream-native call --help" lists them`
}

const count = (value: string): number => {
  if (/^\d+$/.test(value) && Number.isSafeInteger(Number(value))) return Number(value)
  throw new UsageError(`--max-items must be a whole number from 0; got ${JSON.stringify(value)}`)
}

function addOperation(call: CliCommand, operation: CliOperation): void {
  const given: Given = new Map()
  const command = call.command(operation.id).summary(operation.summary).description(aboutOf(operation)) as CliCommand
  for (const { name, about } of operation.ids) command.argument(`[${name}]`, about)
  const own = new Set(fieldsOf(operation).map(flagOf))
  if (own.size > 0) command.optionsGroup('Fields:')
  for (const option of optionsOf(operation, given)) command.addOption(option)
  command.optionsGroup('Request:')
  if (own.size > 0) {
    command.option('--json <json>', 'Fields as a JSON object, @file, or - for stdin. Flags go before it.')
    command.option('--input <file>', 'Fields from a JSON file, or - for stdin.')
  }
  if (operation.kind === 'page') {
    command.option('--all', 'All pages, not only the first.')
    command.addOption(new Option('--max-items <number>', 'At most so many items, of as many pages as needed.').argParser(count))
  }
  command.optionsGroup('Output:')
  const format = new Option('-o, --output <format>', `${FORMATS.join(', ')}. Default: table on a terminal, else json.`)
  format.argChoices = [...FORMATS]
  command.addOption(format)
  command.option('--output-file <file>', 'Write the result to a file.')
  command.optionsGroup('Client:')
  for (const option of clientOptions((flag) => own.has(flag))) command.addOption(option)
  command.action(async () => {
    process.exitCode = await run(command, operation, given)
  })
}

function aboutOf({ summary, about, scope }: CliOperation): string {
  return `${summary}. ${about}${scope === undefined ? '' : `\n\nScope: ${scope}`}`
}

/** Runs the call and returns the exit code. */
async function run(command: CliCommand, operation: CliOperation, given: Given): Promise<number> {
  const flags = command.opts<CallFlags>()
  try {
    const output = outputOf(flags.output, flags.outputFile)
    await prepare(clientFlagsOf(flags, operation))
    const sources = { given, positional: command.args, json: flags.json, input: flags.input }
    const args = await argumentsOf(operation, sources)
    const client = await clientOf(clientFlagsOf(flags, operation), operation.inProject === true)
    return await untilInterrupted(async (signal) => {
      const result = await methodOf(client, operation.id)(...args, callOptions(signal))
      const extent = { all: flags.all === true, most: flags.maxItems }
      if (operation.kind === 'page') await writePages(operation.id, result as Page<unknown, unknown>, extent, output)
      else if (operation.kind !== 'void') await writeValue(result, output)
      else if (process.stderr.isTTY === true) say(`${operation.id}: done`)
      return EXIT.ok
    })
  } catch (error) {
    return report(error, error instanceof UsageError ? undefined : pathOf(command).replace(/^\S+ call /, ''), operation.scope)
  }
}

/** The flags about the client. A field of the operation may have the name of one, such as `projectId`. */
function clientFlagsOf(flags: CallFlags, operation: CliOperation): ClientFlags {
  const own = new Set(fieldsOf(operation).map(({ name }) => name))
  return Object.fromEntries(Object.entries(flags).filter(([name]) => !own.has(name))) as ClientFlags
}
