// `emulator`: a server that stands in for the API, for tests in any language.

import { once } from 'node:events'
import { Option } from 'commander'
import type { EmulatorOptions } from '../testing/index.js'
import type { CliCommand } from './command.js'
import { logRequests } from './request-log.js'
import { report } from './report.js'
import { readSeed } from './seed.js'
import { coloured, say } from './terminal.js'
import { codeOf, EXIT, Failure, UsageError } from './usage.js'

/** The port of `--port`, which is the same at each start, so that it can be written down. */
const PORT = 8787

interface EmulatorFlags {
  port: number
  host: string
  seed?: string
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
    .option('--seed <file>', 'What is there at the start, as JSON: the options of startEmulator(), such as accounts and clients.')
    .option('-q, --quiet', 'No line for each request.')
  command.action(async () => {
    process.exitCode = await run(command.opts<EmulatorFlags>())
  })
}

async function run(flags: EmulatorFlags): Promise<number> {
  try {
    if (flags.host.trim() === '') throw new UsageError('--host must be an address or a host name; got ""')
    const seed = flags.seed === undefined ? {} : readSeed(flags.seed)
    if (flags.quiet !== true) logRequests(say)
    const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    await start({ ...seed, port: flags.port, host: flags.host }, flags)
    await ended
    return EXIT.ok
  } catch (error) {
    return report(error, error instanceof UsageError ? undefined : 'emulator')
  }
}

async function start(options: EmulatorOptions, { host, port: wanted }: EmulatorFlags): Promise<void> {
  const { serveEmulator } = await import('../testing/index.js')
  try {
    const { url } = await serveEmulator(options)
    say(`${coloured(process.stderr, 'green', 'listening')} on ${url} — Ctrl-C ends it`)
  } catch (error) {
    throw refused(error, host, wanted)
  }
}

/** Why the emulator cannot listen, and what to do. */
function refused(error: unknown, host: string, wanted: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new Failure(
        `port ${wanted} of ${host} is in use (EADDRINUSE): give another --port, or --port 0 for a free one; a file to which the variables go is empty now`,
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
      return codeOf(error) === undefined && error instanceof Error ? new UsageError(`--seed: ${error.message}`) : error
  }
}
