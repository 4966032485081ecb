// What the doctor says of the machine and of the variables, without a request.

import { statSync } from 'node:fs'
import { PROCESS_VARIABLES, VARIABLES } from '../../variables.js'
import { nearest } from '../command.js'
import { projectOf, thePackage } from '../connection.js'
import { textOf, withoutCredentials } from '../report.js'
import { size } from '../terminal.js'
import { type Check, fail, ok, warn } from './check.js'

/** The oldest version of Node that the package supports. */
const OLDEST_NODE = 18
const PREFIX = 'PIPEDREAM_'
const KNOWN = [...VARIABLES, ...PROCESS_VARIABLES]
const SECRETS = ['PIPEDREAM_CLIENT_SECRET', 'PIPEDREAM_PRIVATE_KEY', 'PIPEDREAM_ACCESS_TOKEN']

interface Report {
  header: { glibcVersionRuntime?: string }
  /** Only Node has it. */
  sharedObjects?: string[]
}

/** Node's report on this process. Its part on the network looks up the names of all peers, which can take seconds. */
function processReport(): Report {
  const report = process.report as typeof process.report & { excludeNetwork?: boolean }
  report.excludeNetwork = true
  return report.getReport() as unknown as Report
}

export function versions(version: string): Check {
  const { glibcVersionRuntime: glibc } = processReport().header
  const libc = process.platform !== 'linux' ? undefined : glibc === undefined ? 'musl' : `glibc ${glibc}`
  const parts = [`pipedream-native ${version}`, `Node ${process.versions.node}`, `${process.platform}-${process.arch}`, libc]
  const detail = parts.filter(Boolean).join(', ')
  const data = { version, node: process.versions.node, platform: process.platform, arch: process.arch, libc }
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE)
    return fail('versions', detail, `install Node ${OLDEST_NODE} or newer`, { data })
  return ok('versions', detail, { data })
}

/** Whether the native half can be loaded, and from which file. */
export async function binary(): Promise<Check> {
  try {
    await thePackage()
  } catch (error) {
    const [detail = '', ...more] = String((error as Error).message)
      .split('\n')
      .map((line) => line.trim())
    const fix =
      more.length > 0 ? 'run the command above that fits' : 'do what the message says; docs/errors.md has more on ERR_PIPEDREAM_NATIVE_LOAD'
    return fail('binary', detail, fix, { more, data: { code: (error as { code?: unknown }).code } })
  }
  const file = processReport().sharedObjects?.find((name) => /pipedream[-_]native.*\.node$/.test(name))
  if (file === undefined) return ok('binary', 'loaded')
  const bytes = statSync(file, { throwIfNoEntry: false })?.size
  return ok('binary', `${file}${bytes === undefined ? '' : ` (${size(bytes)})`}`, { data: { file, bytes } })
}

/** The variables that are set. Secrets are not shown, nor how long they are. */
export function variables(): Check {
  const given = Object.keys(process.env)
    .filter((name) => name.startsWith(PREFIX))
    .sort()
  const value = (name: string) => process.env[name] ?? ''
  const isSet = (name: string) => value(name).trim() !== ''
  const shown = given
    .filter(isSet)
    .map((name) => (SECRETS.includes(name) || !KNOWN.includes(name) ? name : `${name}=${withoutCredentials(value(name))}`))
  const detail = shown.length === 0 ? 'no PIPEDREAM_… variable is set' : shown.join(' ')
  const problems = [
    ...given.filter((name) => !KNOWN.includes(name)).map(unknown),
    ...given.filter((name) => KNOWN.includes(name) && !isSet(name)).map((name) => `${name} is blank, so it counts as unset`),
    ...given
      .filter((name) => isSet(name) && /^\s|\s$/.test(value(name)) && name !== 'PIPEDREAM_PRIVATE_KEY')
      .map((name) => `${name} has white space at its ends`),
    ...given
      .filter((name) => /^(["']).*\1$/s.test(value(name).trim()))
      .map((name) => `${name} has quotes around its value, which are part of it`),
    ...ignored(isSet),
  ]
  const data = { set: given.filter(isSet), problems }
  if (problems.length === 0) return ok('variables', detail, { data })
  return warn('variables', detail, problems.join('; '), { data })
}

function unknown(name: string): string {
  const short = name.slice(PREFIX.length)
  const known = KNOWN.map((one) => one.slice(PREFIX.length))
  const found = nearest(short, known) ?? known.find((one) => one.endsWith(`_${short}`))
  const near = found && PREFIX + found
  return `${name} is not read${near === undefined ? '' : `: did you mean ${near}?`}`
}

function ignored(isSet: (name: string) => boolean): string[] {
  const found: string[] = []
  const others = ['PIPEDREAM_CLIENT_ID', 'PIPEDREAM_CLIENT_SECRET', 'PIPEDREAM_PRIVATE_KEY'].filter(isSet)
  if (isSet('PIPEDREAM_ACCESS_TOKEN') && others.length > 0)
    found.push(`PIPEDREAM_ACCESS_TOKEN goes over ${others.join(', ')}, which are ignored`)
  if (isSet('PIPEDREAM_KEY_ID') && !isSet('PIPEDREAM_PRIVATE_KEY'))
    found.push('PIPEDREAM_KEY_ID has no effect without PIPEDREAM_PRIVATE_KEY')
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0')
    found.push('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored: certificates are always verified')
  return found
}

/** Which credentials there are, and whether they are complete. */
export function credentials(): Check {
  const isSet = (name: string) => (process.env[`PIPEDREAM_${name}`] ?? '').trim() !== ''
  const kind = isSet('ACCESS_TOKEN')
    ? 'an access token'
    : isSet('PRIVATE_KEY')
      ? 'a private key'
      : isSet('CLIENT_SECRET')
        ? 'a client secret'
        : undefined
  const missing: string[] = []
  if (!isSet('ACCESS_TOKEN')) {
    if (!isSet('CLIENT_ID')) missing.push('PIPEDREAM_CLIENT_ID')
    if (kind === undefined) missing.push('PIPEDREAM_CLIENT_SECRET (or PIPEDREAM_PRIVATE_KEY)')
  }
  if (missing.length > 0)
    return fail(
      'credentials',
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
      'set the variables of an OAuth client (https://pipedream.com/docs/connect/api-reference/authentication), or give --env-file .env; without a project of yours: "npx pipedream-native emulator"',
      { data: { missing } },
    )
  return ok('credentials', `${kind}${isSet('ACCESS_TOKEN') ? '' : `, client ${process.env.PIPEDREAM_CLIENT_ID}`}`, { data: { kind } })
}

/** What the client refuses: an option or a variable. */
export const options = (problem: unknown): Check =>
  fail('options', textOf(problem), 'correct the option or the variable that the message names')

/** The project and its environment. */
export function project(projectId: string | undefined, environment: string | undefined): Check {
  const id = projectOf(projectId === undefined ? {} : { projectId })
  const name = environment ?? process.env.PIPEDREAM_PROJECT_ENVIRONMENT
  if (id === undefined)
    return fail(
      'project',
      'PIPEDREAM_PROJECT_ID is not set',
      'set it, or give --project-id: the id (proj_…) is in the settings of the project',
    )
  if (name !== undefined && name.trim() !== '' && !['development', 'production'].includes(name))
    return fail('project', `${id}, environment ${JSON.stringify(name)}`, 'PIPEDREAM_PROJECT_ENVIRONMENT must be development or production')
  return ok('project', `${id}, ${name?.trim() ? name : 'production (PIPEDREAM_PROJECT_ENVIRONMENT is not set)'}`, {
    data: { id, environment: name?.trim() ? name : 'production' },
  })
}
