// The command line: `npx pipedream-native …`. scripts/build-js.mjs makes dist/cli.js of it. No other entry point loads it.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommanderError, type Option } from 'commander'
import { normalized } from './argv.js'
import { addCall } from './call.js'
import { CliCommand } from './command.js'
import { addCompletion } from './completion.js'
import { addDoctor } from './doctor.js'
import { addEmulator } from './emulator.js'
import { report } from './report.js'
import { coloured, endQuietlyAtClosedPipe, hasColours } from './terminal.js'
import { addToken } from './token.js'
import { EXIT, UsageError } from './usage.js'

const EXIT_CODES = `
Exit codes: 0 done, 1 the call or a check failed, 2 wrong use or nothing was sent, 130 Ctrl-C.

Credentials come from the environment (PIPEDREAM_CLIENT_ID, PIPEDREAM_CLIENT_SECRET, PIPEDREAM_PROJECT_ID …) or from --env-file.`

/** The description says which values are allowed. */
const optionDescription = ({ description, defaultValue }: Option): string =>
  defaultValue === undefined ? description : `${description} Default: ${String(defaultValue)}.`

function newProgram(): CliCommand {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }
  const program = new CliCommand('pipedream-native')
  program
    .description('The Pipedream Connect API on the command line.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({ styleTitle: (title) => coloured(process.stdout, 'bold', title), optionDescription })
    // Errors are written by report().
    .configureOutput({ outputError: () => {}, getOutHasColors: () => hasColours(process.stdout) })
    .addHelpText('after', EXIT_CODES)
  addToken(program)
  addDoctor(program)
  addCall(program)
  addEmulator(program)
  addCompletion(program)
  return program
}

async function main(): Promise<void> {
  endQuietlyAtClosedPipe()
  try {
    await newProgram().parseAsync(normalized(process.argv.slice(2)), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) process.exitCode = report(error)
    // The parser has printed the help or the version.
    else if (error.exitCode === 0) process.exitCode = EXIT.ok
    else if (error.code === 'commander.help') process.exitCode = EXIT.usage
    else process.exitCode = report(new UsageError(error.message.replace(/^error: /, '')))
  }
}

void main()
