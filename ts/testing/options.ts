// The options of an emulator, and how options are read.

import { property } from '../properties.js'

export type ProjectEnvironment = 'development' | 'production'

export const ENVIRONMENTS: readonly ProjectEnvironment[] = ['development', 'production']

export const isEnvironment = (value: unknown): value is ProjectEnvironment => ENVIRONMENTS.some((name) => name === value)

/** An OAuth client. */
export interface EmulatorClient {
  clientId: string
  clientSecret: string
  /**
   * The scopes it may ask for, separated by spaces.
   *
   * @default '*', which is all of them
   */
  scope?: string
}

/** An account. A field that is left out is as in the accounts that are there at the start. Names are in snake_case, as the API sends them. */
export interface EmulatorAccount {
  /** Default: the next free `apn_…`. */
  id?: string
  name?: string
  /** Default: `user-1`. */
  external_id?: string
  /** The slug or id of one of the apps, or an app of your own. Default: `slack`. */
  app?: string | Record<string, unknown>
  healthy?: boolean
  dead?: boolean
  /** Returned with `includeCredentials`, and added to calls through the proxy. */
  credentials?: Record<string, unknown>
  [field: string]: unknown
}

export interface EmulatorOptions {
  /**
   * The OAuth clients, which may ask for tokens. The first one is in `clientOptions`.
   *
   * @default [{ clientId: 'client-1', clientSecret: 'secret-1' }]
   */
  clients?: readonly [EmulatorClient, ...EmulatorClient[]]
  /**
   * The ids of the projects. The first one is in `clientOptions`.
   *
   * @default ['proj_1']
   */
  projects?: readonly [string, ...string[]]
  /**
   * The accounts of each project and environment.
   *
   * @default `apn_1` to `apn_25`, as the table at the top of this file says
   */
  accounts?: readonly EmulatorAccount[]
  /**
   * The environment in `clientOptions`, and for methods that are given none.
   *
   * @default 'development'
   */
  projectEnvironment?: ProjectEnvironment
  /**
   * How long tokens live, in seconds.
   *
   * @default 3600
   */
  tokenLifetimeSeconds?: number
  /**
   * How many token requests a second are allowed. More are answered 429 with an empty body.
   *
   * @default no limit
   */
  tokenRequestsPerSecond?: number
  /**
   * Whether the documented rate limits apply. Those that callers make with `rateLimits.create` always apply.
   *
   * @default false
   */
  rateLimits?: boolean
  /**
   * The delay of each response, in milliseconds.
   *
   * @default 0
   */
  latencyMs?: number
  /**
   * The port on 127.0.0.1.
   *
   * @default a free port
   */
  port?: number
}

/** A project and an environment of it. */
export interface TenantOptions {
  /** Default: the first project. */
  projectId?: string
  /** Default: the environment of the emulator. */
  environment?: ProjectEnvironment
}

/** The options with their defaults. */
export interface ResolvedOptions {
  clients: readonly [EmulatorClient, ...EmulatorClient[]]
  projects: readonly [string, ...string[]]
  accounts: readonly EmulatorAccount[] | undefined
  projectEnvironment: ProjectEnvironment
  tokenLifetimeSeconds: number
  tokenRequestsPerSecond: number | undefined
  rateLimits: boolean
  latencyMs: number
  port: number
}

const OPTIONS: readonly (keyof EmulatorOptions)[] = [
  'clients',
  'projects',
  'accounts',
  'tokenLifetimeSeconds',
  'tokenRequestsPerSecond',
  'rateLimits',
  'latencyMs',
  'port',
  'projectEnvironment',
]
const CLIENT_OPTIONS: readonly (keyof EmulatorClient)[] = ['clientId', 'clientSecret', 'scope']
const DEFAULT_CLIENT: EmulatorClient = { clientId: 'client-1', clientSecret: 'secret-1' }

/** The options of `startEmulator()` with their defaults. Throws TypeError for a name that is not an option. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const given = readOptions('startEmulator()', options, OPTIONS)
  const [first = DEFAULT_CLIENT, ...others] = given.clients ?? []
  return {
    clients: [readClient(first), ...others.map(readClient)],
    projects: given.projects ?? ['proj_1'],
    accounts: given.accounts,
    projectEnvironment: given.projectEnvironment ?? 'development',
    tokenLifetimeSeconds: given.tokenLifetimeSeconds ?? 3600,
    tokenRequestsPerSecond: given.tokenRequestsPerSecond,
    rateLimits: given.rateLimits ?? false,
    latencyMs: given.latencyMs ?? 0,
    port: given.port ?? 0,
  }
}

function readClient(client: EmulatorClient): EmulatorClient {
  const { clientId, clientSecret, scope } = readOptions('a client of startEmulator()', client, CLIENT_OPTIONS)
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string')
    throw new TypeError('a client of startEmulator() needs a clientId and a clientSecret, both strings')
  return { clientId, clientSecret, scope: scope ?? '*' }
}

/**
 * The options that were given, in an object without a prototype: what only an Object.prototype has is not an option. Throws TypeError
 * for a name that is not in `names`, because a misspelt option would otherwise do nothing.
 *
 * @param where What the options are for, as an error names it: `fail()`.
 */
export function readOptions<T extends object>(where: string, options: T | undefined, names: readonly (keyof T & string)[]): Partial<T> {
  const read: Partial<T> = Object.create(null)
  if (options === undefined) return read
  if (options === null || typeof options !== 'object') throw new TypeError(`${where} needs an object, got ${kindOf(options)}`)
  for (const [name, value] of Object.entries(options)) {
    if (!names.some((known) => known === name))
      throw new TypeError(`${where} has no option ${JSON.stringify(name)} (it was ${kindOf(value)}); the options are ${names.join(', ')}`)
  }
  for (const name of names) {
    const value = property(options, name) as T[typeof name] | undefined
    if (value !== undefined) read[name] = value
  }
  return read
}

/** The kind of a value, for an error. Never the value, which may be a secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
