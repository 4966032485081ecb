// Which client a command uses: the options about it, and the package's own doors, which are loaded only where a command needs them.

import { Option } from 'commander'
import type { BaseRequestOptions, PipedreamClient, PipedreamClientOpts } from '../index.js'
import { loadEnvFile, secret } from './input.js'
import { UsageError } from './usage.js'

/** The values of the options about the client. */
export interface ClientFlags {
  envFile?: string
  projectId?: string
  environment?: string
  baseUrl?: string
  timeout?: number
  retries?: number
  clientSecret?: string
  privateKey?: string
  accessToken?: string
}

interface Usual {
  readonly timeout: number
  readonly retries: number
}

const ENVIRONMENTS = ['development', 'production']

/** Options that are taken for secrets. The client reads each from a variable. */
const SECRETS = [
  ['client-secret', 'PIPEDREAM_CLIENT_SECRET'],
  ['private-key', 'PIPEDREAM_PRIVATE_KEY'],
  ['access-token', 'PIPEDREAM_ACCESS_TOKEN'],
] as const

const seconds = (value: string): number => {
  const number = Number(value)
  if (value.trim() !== '' && number > 0 && Number.isFinite(number)) return number
  throw new UsageError(`--timeout must be a number of seconds above 0; got ${JSON.stringify(value)}`)
}

const retries = (value: string): number => {
  if (/^\d{1,3}$/.test(value) && Number(value) <= 100) return Number(value)
  throw new UsageError(`--retries must be a whole number from 0 to 100; got ${JSON.stringify(value)}`)
}

/** The options about the client, which all take a value, but for those whose name an operation has a field for. `usual`: the defaults of the command. */
export function clientOptions(isTaken: (flag: string) => boolean = () => false, usual: Usual = { timeout: 60, retries: 2 }): Option[] {
  const shown = [
    new Option('--env-file <file>', 'Read variables from a .env file; those that are set go before it.'),
    new Option('--project-id <id>', 'The project. Default: PIPEDREAM_PROJECT_ID.'),
    withValues(
      new Option('--environment <name>', 'The environment of the project. Default: PIPEDREAM_PROJECT_ENVIRONMENT, else production.'),
    ),
    new Option('--base-url <url>', 'Where the API is. Default: PIPEDREAM_BASE_URL, else https://api.pipedream.com.'),
    new Option('--timeout <seconds>', `The time limit of an attempt. Default: ${usual.timeout}.`).argParser(seconds),
    new Option('--retries <count>', `How often a call is repeated at most. Default: ${usual.retries}.`).argParser(retries),
  ]
  const hidden = SECRETS.map(([name]) => new Option(`--${name} <->`).hideHelp())
  return [...shown, ...hidden].filter((option) => !isTaken(option.long ?? ''))
}

function withValues(option: Option): Option {
  option.argChoices = ENVIRONMENTS
  return option
}

/** Applies `--env-file` and the secrets, which are variables from then on. Before the addon is loaded, which reads the variables of proxies. */
export async function prepare(flags: ClientFlags): Promise<void> {
  if (flags.envFile !== undefined) loadEnvFile(flags.envFile)
  for (const [name, variable] of SECRETS) {
    const value = flags[name.replace(/-./g, (found) => found.slice(1).toUpperCase()) as 'clientSecret' | 'privateKey' | 'accessToken']
    if (value !== undefined) process.env[variable] = await secret(`--${name}`, value, variable)
  }
  if (flags.environment !== undefined && !ENVIRONMENTS.includes(flags.environment))
    throw new UsageError(`--environment must be one of ${ENVIRONMENTS.join(', ')}; got ${JSON.stringify(flags.environment)}`)
}

/** The package. It is loaded only by commands that call the API. */
export const thePackage = (): Promise<typeof import('../index.js')> => import('../index.js')

/** Stands in for a project where none is needed: it is in the path of operations within a project only. */
const NO_PROJECT = 'none'

/** The project of the flags or of the environment. */
export function projectOf({ projectId }: ClientFlags): string | undefined {
  const id = projectId ?? process.env.PIPEDREAM_PROJECT_ID
  return id === undefined || id.trim() === '' ? undefined : id
}

/** Makes the client that the flags ask for. `prepare()` has to run before. `inProject`: whether it is for calls within a project. */
export async function clientOf(flags: ClientFlags, inProject: boolean, more: PipedreamClientOpts = {}): Promise<PipedreamClient> {
  const { PipedreamClient } = await thePackage()
  const projectId = projectOf(flags) ?? (inProject ? undefined : NO_PROJECT)
  return new PipedreamClient({
    ...(projectId !== undefined && { projectId }),
    ...(flags.environment !== undefined && { projectEnvironment: flags.environment as 'development' | 'production' }),
    ...(flags.baseUrl !== undefined && { baseUrl: flags.baseUrl }),
    ...(flags.timeout !== undefined && { timeoutInSeconds: flags.timeout }),
    ...(flags.retries !== undefined && { maxRetries: flags.retries }),
    ...more,
  })
}

/** A method of the client by the name of its operation, such as `accounts.list`. */
export function methodOf(client: PipedreamClient, operation: string): (...args: unknown[]) => Promise<unknown> {
  const [resource = '', name = ''] = operation.split('.')
  const methods = (client as unknown as Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>)[resource]
  const method = methods?.[name]
  if (methods === undefined || method === undefined) throw new UsageError(`there is no operation ${JSON.stringify(operation)}`)
  return method.bind(methods)
}

/** The options of a call. */
export const callOptions = (signal: AbortSignal): BaseRequestOptions => ({ abortSignal: signal })
