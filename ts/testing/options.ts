// The options of an emulator.

import type { JsonWebKeyLike, KeyObjectLike } from '../client-options.js'
import { type EmulatorAccount, readAccount } from './account-fields.js'
import { isEnvironment, type ProjectEnvironment } from './environment.js'
import { type EmulatorProxyAnswer, type ProxyAnswer, readProxyAnswer } from './proxy-answers.js'
import { kindOf, readOptions } from './read-options.js'
import type { AccountFields } from './records.js'
import { type EmulatorTrigger, readTrigger, type TriggerFields } from './trigger-fields.js'

/** A public key, or a private key whose public key is meant: EC on the curve P-256 or RSA, as PEM, JWK or `KeyObject`. */
export type EmulatorKey = string | JsonWebKeyLike | KeyObjectLike

/** An OAuth client. */
export interface EmulatorClient {
  clientId: string
  /** Its secret. A client has a secret or a key. */
  clientSecret?: string
  /** Its private key, as PEM. `clientOptions` has it, in place of the secret; the emulator checks with its public key. */
  privateKey?: string
  /** Public keys that it may sign with, as PEM, JWK or `KeyObject`. */
  publicKey?: EmulatorKey | readonly EmulatorKey[]
  /** The id of these keys. Default: none, so that any `kid` will do. */
  keyId?: string
  /**
   * The scopes it may ask for, separated by spaces.
   *
   * @default '*', which is all of them
   */
  scope?: string
}

/** The options of `startEmulator()`. */
export interface EmulatorOptions {
  /**
   * The OAuth clients, which may ask for tokens. The first one is in `clientOptions`.
   *
   * @default [{ clientId: 'client-1', clientSecret: 'secret-1' }]
   * @example [{ clientId: 'client-1', clientSecret: 'secret-1', scope: 'connect:*' }]
   */
  clients?: readonly [EmulatorClient, ...EmulatorClient[]]
  /**
   * The ids of the projects. The first one is in `clientOptions`.
   *
   * @default ['proj_1']
   * @example ['proj_1', 'proj_2']
   */
  projects?: readonly [string, ...string[]]
  /**
   * The accounts of each project and environment.
   *
   * @default `apn_1` to `apn_25`, which are there at the start
   * @example [{ id: 'apn_1', externalId: 'user-1', app: 'github' }]
   */
  accounts?: readonly EmulatorAccount[]
  /**
   * The deployed triggers of each project and environment, with their webhooks.
   *
   * @default `dc_1`, which is there at the start
   * @example [{ id: 'dc_1', webhooks: [{ id: 'wh_1', url: 'https://example.com/hook', active: false }] }]
   */
  triggers?: readonly EmulatorTrigger[]
  /**
   * What apps answer to calls through the proxy. Handlers of `api.onProxyRequest()` are asked first. A URL that is a path leads to the app of
   * the account: `https://slack.com`, `https://api.github.com`, `https://sheets.googleapis.com`, `https://api.openai.com` and
   * `https://api.notion.com`, else `https://SLUG.example.com` (`-` in place of `_`). What nothing answers gets status 400 and a text that
   * says what to add here.
   *
   * @default none: `https://slack.com` echoes the call, and servers on this machine answer themselves
   * @example [{ host: 'slack.com', method: 'GET', path: '/api/users.list', body: { ok: true, members: [] } }]
   */
  proxy?: readonly EmulatorProxyAnswer[]
  /**
   * The environment in `clientOptions`, and for methods that are given none.
   *
   * @default 'development'
   * @example 'production'
   */
  projectEnvironment?: ProjectEnvironment
  /**
   * How long tokens live, in seconds.
   *
   * @default 3600
   * @example 60
   */
  tokenLifetimeSeconds?: number
  /**
   * How many token requests a second are allowed. More are answered 429 with an empty body.
   *
   * @default no limit
   * @example 5
   */
  tokenRequestsPerSecond?: number
  /**
   * Whether the documented rate limits apply. Those that callers make with `rateLimits.create` always apply. After a 429 a client holds back
   * other calls of the same limit by the clock of the machine, not by that of the emulator. Calls with `maxRetries: 0` are always sent.
   *
   * @default false
   * @example true
   */
  rateLimits?: boolean
  /**
   * The delay of each response, in milliseconds.
   *
   * @default 0
   * @example 50
   */
  latencyMs?: number
  /**
   * The port.
   *
   * @default a free port
   * @example 8080
   */
  port?: number
  /**
   * The address to listen on. With `'0.0.0.0'` other containers and machines reach the emulator; their clients need `allowInsecureHttp`
   * and this machine's name in `baseUrl`, such as `http://emulator:8787`.
   *
   * @default '127.0.0.1'
   * @example '0.0.0.0'
   */
  host?: string
}

/** A project and an environment of it. */
export interface TenantOptions {
  /** Default: the first project. */
  projectId?: string
  /** Default: the environment of the emulator. */
  environment?: ProjectEnvironment
}

/** @internal */
export const TENANT_OPTIONS = ['projectId', 'environment'] as const

/**
 * The options with their defaults.
 *
 * @internal
 */
export interface ResolvedOptions {
  clients: readonly [EmulatorClient, ...EmulatorClient[]]
  projects: readonly [string, ...string[]]
  accounts: readonly AccountFields[] | undefined
  triggers: readonly TriggerFields[] | undefined
  proxy: readonly ProxyAnswer[]
  projectEnvironment: ProjectEnvironment
  tokenLifetimeSeconds: number
  tokenRequestsPerSecond: number | undefined
  rateLimits: boolean
  latencyMs: number
  port: number
  host: string
}

const OPTIONS: readonly (keyof EmulatorOptions)[] = [
  'clients',
  'projects',
  'accounts',
  'triggers',
  'proxy',
  'tokenLifetimeSeconds',
  'tokenRequestsPerSecond',
  'rateLimits',
  'latencyMs',
  'port',
  'host',
  'projectEnvironment',
]
const CLIENT_OPTIONS: readonly (keyof EmulatorClient)[] = ['clientId', 'clientSecret', 'privateKey', 'publicKey', 'keyId', 'scope']
/** Milliseconds; a longer timer of Node's fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1
const DEFAULT_CLIENT: EmulatorClient = { clientId: 'client-1', clientSecret: 'secret-1' }

/**
 * The options of `startEmulator()` with their defaults. Throws TypeError for a name that is not an option.
 *
 * @internal
 */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const given = readOptions('startEmulator()', options, OPTIONS)
  for (const [name, [isAllowed, allowed]] of Object.entries(ALLOWED)) {
    const value = given[name as keyof EmulatorOptions]
    if (value !== undefined && !isAllowed(value)) throw wrongOption(name, allowed, value)
  }
  const [first = DEFAULT_CLIENT, ...others] = given.clients ?? []
  return {
    clients: [readClient(first), ...others.map(readClient)],
    projects: given.projects ?? ['proj_1'],
    accounts: given.accounts?.map((account) => readAccount('an account of startEmulator()', account)),
    triggers: given.triggers?.map((trigger) => readTrigger('a trigger of startEmulator()', trigger)),
    proxy: (given.proxy ?? []).map(readProxyAnswer),
    projectEnvironment: given.projectEnvironment ?? 'development',
    tokenLifetimeSeconds: given.tokenLifetimeSeconds ?? 3600,
    tokenRequestsPerSecond: given.tokenRequestsPerSecond,
    rateLimits: given.rateLimits ?? false,
    latencyMs: given.latencyMs ?? 0,
    port: given.port ?? 0,
    host: given.host ?? '127.0.0.1',
  }
}

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isListOf =
  (isOne: (one: unknown) => boolean, least: number) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length >= least && value.every(isOne)
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What each option may be, with the words for it. */
const ALLOWED: Readonly<Record<keyof EmulatorOptions, readonly [isAllowed: (value: unknown) => boolean, words: string]>> = {
  clients: [isListOf(isObject, 1), 'a list of clients, with at least one'],
  projects: [isListOf(isText, 1), 'a list of ids, with at least one'],
  accounts: [isListOf(isObject, 0), 'a list of accounts'],
  triggers: [isListOf(isObject, 0), 'a list of triggers'],
  proxy: [isListOf(isObject, 0), 'a list of answers'],
  projectEnvironment: [isEnvironment, "'production' or 'development'"],
  tokenLifetimeSeconds: [
    (value) => isNumber(value, 1, Number.MAX_SAFE_INTEGER) && Number.isInteger(value),
    'a whole number of seconds above 0',
  ],
  tokenRequestsPerSecond: [(value) => isNumber(value, 0, Number.MAX_SAFE_INTEGER), 'a number, 0 or more'],
  rateLimits: [(value) => typeof value === 'boolean', 'true or false'],
  latencyMs: [(value) => isNumber(value, 0, LONGEST_TIMER), `a number of milliseconds from 0 to ${LONGEST_TIMER}`],
  port: [(value) => isNumber(value, 0, 65_535) && Number.isInteger(value), 'a whole number from 0 to 65535'],
  host: [isText, 'an address or a host name'],
}

/** A number is shown where one is allowed, else the kind of the value: it may be a secret in the wrong place. */
function wrongOption(name: string, allowed: string, value: unknown): TypeError {
  const isShown = typeof value === 'number' && allowed.includes('number')
  const got = isShown ? value : value === '' ? "''" : kindOf(value)
  return new TypeError(`${name} of startEmulator() must be ${allowed}, got ${got}`)
}

function readClient(client: EmulatorClient): EmulatorClient {
  const given = readOptions('a client of startEmulator()', client, CLIENT_OPTIONS)
  const { clientId, clientSecret, privateKey, publicKey } = given
  const isTextOrMissing = (value: unknown): boolean => value === undefined || typeof value === 'string'
  const hasProof = (clientSecret ?? privateKey ?? publicKey) !== undefined
  if (typeof clientId !== 'string' || !isTextOrMissing(clientSecret) || !isTextOrMissing(privateKey) || !hasProof)
    throw new TypeError('a client of startEmulator() needs a clientId and one of clientSecret, privateKey (both strings) and publicKey')
  for (const name of ['keyId', 'scope'] as const) {
    if (!isTextOrMissing(given[name]))
      throw new TypeError(`${name} of a client of startEmulator() must be a string, got ${kindOf(given[name])}`)
  }
  return { ...given, clientId, scope: given.scope ?? '*' }
}
