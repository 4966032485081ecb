// `doctor`: tests one thing after another that calls need, a line each, and says what to do where one is wrong.

import type { PipedreamClient } from '../index.js'
import type { CliCommand } from './command.js'
import { type ClientFlags, clientOf, clientOptions, prepare, projectOf } from './connection.js'
import { projectCheck, tokenCheck } from './doctor/api.js'
import { type Check, fail, skip, type Status } from './doctor/check.js'
import { binary, credentials, options, project, variables, versions } from './doctor/machine.js'
import { authoritiesCheck, clockCheck, connectionCheck, nameCheck, proxyCheck, tlsCheck, wayTo } from './doctor/network.js'
import { untilInterrupted } from './interrupt.js'
import { report, withoutCredentials } from './report.js'
import { coloured, printable, write } from './terminal.js'
import { EXIT } from './usage.js'

interface DoctorFlags extends ClientFlags {
  json?: boolean
}

/** How long each test may take, in seconds, and how often a request is repeated, unless the flags say it. */
const USUAL = { timeout: 10, retries: 0 }
const PROD = 'https://api.pipedream.com'

/** Adds `doctor`. */
export function addDoctor(program: CliCommand): void {
  const command = program
    .command('doctor')
    .summary('test what calls need, and say what to do')
    .description(
      'Tests what calls need, a line each: versions, binary, variables, credentials, project, proxy, name look-up, connection, ' +
        'TLS with its chain, authorities, clock, token, API. Where something is wrong it says what to do, and the exit code is 1.',
    )
    .option('--json', 'Print the results as JSON.')
  for (const option of clientOptions(undefined, USUAL)) command.addOption(option)
  command.action(async () => {
    process.exitCode = await run(command.opts<DoctorFlags>(), program.version() ?? '')
  })
}

async function run(flags: DoctorFlags, version: string): Promise<number> {
  try {
    await prepare(flags)
    return await untilInterrupted(async () => {
      const checks: Check[] = []
      for await (const check of examine(flags, version)) {
        checks.push(check)
        if (!flags.json) await write(linesOf(check))
      }
      const isOk = checks.every(({ status }) => status !== 'fail')
      if (flags.json) await write(`${JSON.stringify({ ok: isOk, checks }, undefined, 2)}\n`)
      else await write(summaryOf(checks))
      return isOk ? EXIT.ok : EXIT.failed
    })
  } catch (error) {
    return report(error, 'doctor')
  }
}

async function* examine(flags: DoctorFlags, version: string): AsyncGenerator<Check> {
  const seconds = flags.timeout ?? USUAL.timeout
  yield versions(version)
  const loaded = await binary()
  yield loaded
  yield variables()
  const { client, problem } =
    loaded.status === 'ok'
      ? await tried(() => clientOf({ retries: USUAL.retries, ...flags, timeout: seconds }, false))
      : { client: undefined, problem: undefined }
  const own = credentials()
  yield own
  // That credentials are missing is said already.
  if (problem !== undefined && own.status === 'ok') yield options(problem)
  yield project(flags.projectId, flags.environment)
  const base = flags.baseUrl ?? (process.env.PIPEDREAM_BASE_URL?.trim() || PROD)
  const url = parsed(base)
  if (url === undefined) {
    yield fail(
      'address',
      `${JSON.stringify(withoutCredentials(printable(base)))} is no URL`,
      'PIPEDREAM_BASE_URL or --base-url must be like https://api.pipedream.com',
    )
    return
  }
  if (loaded.status !== 'ok') {
    yield skip('network', 'without the binary nothing can be sent')
    return
  }
  const isReached = yield* network(url, flags, seconds)
  if (!isReached) {
    yield skip('token', 'the API cannot be reached')
    return
  }
  yield* api(client, flags)
}

/** The way to the API. Returns whether it was reached. */
async function* network(url: URL, flags: DoctorFlags, seconds: number): AsyncGenerator<Check, boolean> {
  const way = await wayTo(url.href)
  yield proxyCheck(url, way)
  if ('problem' in way) return false
  const proxy = way.proxy === null ? undefined : parsed(way.proxy)
  if (proxy !== undefined) yield await nameCheck('proxy name', proxy.hostname, seconds)
  // An HTTP proxy and `socks5h` look up the name themselves.
  if (proxy === undefined || proxy.protocol === 'socks5:') yield await nameCheck('name', url.hostname, seconds)
  // Without credentials, so that it is sent even where they are missing.
  const { client, problem } = await tried(() => clientOf({ retries: USUAL.retries, ...flags, timeout: seconds }, false, { auth: false }))
  if (client === undefined) {
    yield { ...options(problem), name: 'connection' }
    return false
  }
  const reached = await connectionCheck(client, url)
  yield reached.check
  yield await tlsCheck(url, way, reached, seconds)
  yield authoritiesCheck(way)
  yield clockCheck(reached)
  return reached.error === undefined
}

async function* api(client: PipedreamClient | undefined, flags: DoctorFlags): AsyncGenerator<Check> {
  if (client === undefined || !hasCredentials()) {
    yield skip('token', 'there are no complete credentials')
    return
  }
  const token = await tokenCheck(client)
  yield token
  if (token.status !== 'ok') return
  if (projectOf(flags) === undefined) yield skip('api', 'there is no project')
  else yield await projectCheck(client)
}

const hasCredentials = (): boolean => credentials().status === 'ok'

async function tried(make: () => Promise<PipedreamClient>): Promise<{ client: PipedreamClient | undefined; problem: unknown }> {
  try {
    return { client: await make(), problem: undefined }
  } catch (problem) {
    return { client: undefined, problem }
  }
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

const MARKS: Readonly<Record<Status, readonly [string, 'green' | 'yellow' | 'red' | 'dim']>> = {
  ok: ['ok  ', 'green'],
  warn: ['warn', 'yellow'],
  fail: ['FAIL', 'red'],
  skip: ['skip', 'dim'],
}

function linesOf({ name, status, detail, more = [], fix }: Check): string {
  const [mark, colour] = MARKS[status]
  const lines = [
    `${coloured(process.stdout, colour, mark)}  ${name.padEnd(12)} ${printable(detail)}`,
    ...more.map((line) => `${' '.repeat(19)}${coloured(process.stdout, 'dim', printable(line))}`),
    ...(fix === undefined ? [] : [`${' '.repeat(19)}${coloured(process.stdout, 'bold', 'fix:')} ${printable(fix)}`]),
  ]
  return `${lines.join('\n')}\n`
}

function summaryOf(checks: readonly Check[]): string {
  const count = (wanted: Status) => checks.filter(({ status }) => status === wanted).length
  if (count('fail') === 0)
    return `${count('warn') === 0 ? 'Everything is in order.' : `It works, with ${count('warn')} warning${count('warn') === 1 ? '' : 's'}.`}\n`
  return `${count('fail')} of ${checks.length} checks failed.\n`
}
