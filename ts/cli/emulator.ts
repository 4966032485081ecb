// `emulator`: a server that stands in for the API, for tests in any language.

import { once } from 'node:events'
import { Option } from 'commander'
import type { Emulator, EmulatorOptions } from '../testing/index.js'
import type { CliCommand } from './command.js'
import { checkEnvOut, writeEnvOut } from './env-out.js'
import { logRequests } from './request-log.js'
import { report } from './report.js'
import { readSeed } from './seed.js'
import { coloured, printable, say } from './terminal.js'
import { codeOf, EXIT, Failure, UsageError } from './usage.js'

/** The port of `--port`, which is the same at each start, so that it can be written down. */
const PORT = 8787

interface EmulatorFlags {
  port: number
  host: string
  seed?: string
  envOut?: string
  quiet?: boolean
}

const port = (value: string): number => {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw new UsageError(`--port must be a whole number from 0 to 65535 (0: a free port); got ${JSON.stringify(value)}`)
}

/** Adds `emulator`. */
export function addEmulator(program: CliCommand): void {
  const command = program
    .command('emulator')
    .summary('run a server that stands in for the API')
    .description(
      'Runs a server that stands in for the API, for tests in any language. It prints the variables for its clients to stdout, ' +
        'one NAME=value a line, and a line for each request to stderr. Ctrl-C or SIGTERM end it.',
    )
    .addOption(new Option('-p, --port <number>', 'The port; 0 for a free one.').argParser(port).default(PORT))
    .option('--host <address>', 'The address to listen on; 0.0.0.0 for other machines and containers.', '127.0.0.1')
    .option('--seed <file>', 'What is there at the start, as JSON: the options of startEmulator(), such as accounts, clients and proxy.')
    .option(
      '--env-out <file>',
      'Write the variables to a file for --env-file, in place of stdout. It is there while the emulator listens, for its owner only.',
    )
    .option('-q, --quiet', 'No line for each request.')
  command.action(async () => {
    process.exitCode = await run(command.opts<EmulatorFlags>())
  })
}

async function run(flags: EmulatorFlags): Promise<number> {
  let removeEnvOut = () => {}
  try {
    if (flags.host.trim() === '') throw new UsageError('--host must be an address or a host name; got ""')
    if (flags.envOut !== undefined) checkEnvOut(flags.envOut)
    const seed = flags.seed === undefined ? {} : readSeed(flags.seed)
    if (flags.quiet !== true) logRequests(say)
    const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    removeEnvOut = await start({ ...seed, port: flags.port, host: flags.host }, flags)
    await ended
    return EXIT.ok
  } catch (error) {
    return report(error, error instanceof UsageError ? undefined : 'emulator')
  } finally {
    removeEnvOut()
  }
}

/** Starts the emulator and says so. Returns what removes the file of `--env-out`. */
async function start(options: EmulatorOptions, flags: EmulatorFlags): Promise<() => void> {
  const { envOut: file } = flags
  const lines: string[] = []
  const emulator = await listening({ ...options, ...(file !== undefined && { print: (line: string) => void lines.push(line) }) }, flags)
  let remove = () => {}
  try {
    if (file !== undefined) remove = writeEnvOut(file, lines)
  } catch (error) {
    await emulator.close({ unusedFaults: 'ignore' })
    throw error
  }
  const where = file === undefined ? '' : `, variables in ${printable(file)}`
  say(`${coloured(process.stderr, 'green', 'listening')} on ${emulator.url}${where} — Ctrl-C ends it`)
  return remove
}

async function listening(options: EmulatorOptions & { print?: (line: string) => void }, flags: EmulatorFlags): Promise<Emulator> {
  const { serveEmulator } = await import('../testing/index.js')
  try {
    return await serveEmulator(options)
  } catch (error) {
    throw refused(error, flags)
  }
}

/** Why the emulator cannot listen, and what to do. */
function refused(error: unknown, { host, port: wanted, seed, envOut }: EmulatorFlags): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Failure(
        `port ${wanted} of ${host} is in use (EADDRINUSE): give another --port, or --port 0 for a free one` +
          // A shell makes the file of `> file` before the program runs.
          (envOut === undefined ? '; a file to which the variables go is empty now (--env-out would have made none)' : ''),
      )
    case 'EACCES':
      return new Failure(`port ${wanted} may not be used by this user (EACCES): give a --port from 1024 on`)
    case 'EADDRNOTAVAIL':
      return new Failure(`${host} is no address of this machine (EADDRNOTAVAIL): give another --host`)
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Failure(`${host} has no address (${codeOf(error)}): give another --host`)
    default:
      // What the seed is refused for, such as an app that the catalogue lacks.
      return codeOf(error) === undefined && error instanceof Error ? new UsageError(wrongSeed(error, seed)) : error
  }
}

/** The emulator names its options as JavaScript has them. */
const wrongSeed = ({ message }: Error, seed: string | undefined): string =>
  `--seed: ${seed ?? ''}: ${message.replace(/ of startEmulator\(\)/, '')}`
