// Reads the options of a client. What they mean is checked in Rust (src/config.rs).

import type { DynamicOptions } from './call-options.js'
import type { Callbacks } from './callbacks.js'
import { PipedreamEnvironment } from './client-options.js'
import { invalid } from './errors.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { pick, property } from './properties.js'
import { checkOptions, isThenable } from './value-types.js'

const VARIABLES = ['CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'PROJECT_ENVIRONMENT', 'BASE_URL', 'WORKFLOW_DOMAIN'].map(
  (name) => `PIPEDREAM_${name}`,
)

/** The options that are read. */
const NAMES = [
  'auth',
  'baseUrl',
  'caCertificates',
  'clientId',
  'clientSecret',
  'environment',
  'fetch',
  'headers',
  'logging',
  'maxResponseBytes',
  'maxRetries',
  'projectEnvironment',
  'projectId',
  'rateLimitToken',
  'scope',
  'timeoutInSeconds',
  'token',
  'tokenProvider',
  'tokenStore',
  'workflowDomain',
] as const

/** Options as they were given: their types are not checked yet. */
export type GivenOptions = { [Name in (typeof NAMES)[number]]: unknown }

/** The options that an object has, or its class. */
export function givenOptions(given: unknown): GivenOptions {
  checkOptions(given, "the client's options")
  return pick(given, NAMES)
}

/** Options as they cross to Rust: plain data, with ids for functions and objects that Rust calls. */
export type NativeOptions = ReturnType<typeof nativeOptions>

/** `callbacks` makes the place for what Rust calls, if it is needed. */
export function nativeOptions(
  options: GivenOptions,
  callbacks: () => Callbacks,
): Omit<GivenOptions, 'auth' | 'headers' | 'logging' | 'tokenProvider'> & { env: Record<string, string | undefined> } {
  const { projectId, workflowDomain, timeoutInSeconds, maxRetries, maxResponseBytes, scope, caCertificates, rateLimitToken } = options
  for (const [name, value] of Object.entries({ timeoutInSeconds, maxRetries, maxResponseBytes })) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
  }
  return {
    clientId: credential(options.clientId, 'clientId', callbacks),
    clientSecret: credential(options.clientSecret, 'clientSecret', callbacks),
    token: tokenOf(options, callbacks),
    baseUrl: supplied(options.baseUrl, 'baseUrl'),
    environment: supplied(options.environment, 'environment'),
    projectEnvironment: environmentFunction(options.projectEnvironment) === undefined ? options.projectEnvironment : undefined,
    fetch: options.fetch === undefined || options.fetch === null ? undefined : callbacks().fetch(options.fetch),
    tokenStore: options.tokenStore === undefined || options.tokenStore === null ? undefined : callbacks().store(options.tokenStore),
    env: environmentVariables(),
    projectId,
    workflowDomain,
    timeoutInSeconds,
    maxRetries,
    maxResponseBytes,
    scope,
    caCertificates,
    rateLimitToken,
  }
}

/** The variables that are set. Compose files leave blank ones where nothing is set: those count as unset. */
function environmentVariables(): Record<string, string | undefined> {
  const variables = { __proto__: null } as unknown as Record<string, string | undefined>
  for (const name of VARIABLES) {
    const value = property(process.env, name) as string | undefined
    if (value !== undefined && value.trim() !== '') variables[name] = value
  }
  return variables
}

const credential = (value: unknown, name: string, callbacks: () => Callbacks): unknown =>
  value === undefined || value === null || typeof value === 'string' ? value : callbacks().credential(value, name)

function tokenOf({ token, tokenProvider, auth }: GivenOptions, callbacks: () => Callbacks): unknown {
  if (token !== undefined && token !== null) return credential(token, 'token', callbacks)
  if (tokenProvider !== undefined && tokenProvider !== null) return callbacks().provider(tokenProvider)
  // The caller's own Authorization, or none at all, replaces the token: this one is never sent.
  return auth === undefined || auth === null ? undefined : 'unused'
}

/** An option that may be a function of no arguments. */
function supplied(value: unknown, name: string): unknown {
  const given: unknown = typeof value === 'function' ? value() : value
  if (isThenable(given)) throw invalid(`${name} must be a value, or a function that gives one at once, got a promise`)
  return given
}

/** The client's headers: those that are there, and those that are functions or promises. */
export function headersOf(given: unknown): { fixed: HeaderPair[]; dynamic: HeaderPair[] } {
  if (given === undefined || given === null) return { fixed: [], dynamic: [] }
  const pairs = pairsOf(given, 'headers')
  return { fixed: pairs.filter((pair) => !isDynamic(pair)), dynamic: pairs.filter(isDynamic) }
}

/** The option `auth`: a function that gives the headers, null for none. */
function authOf(auth: unknown): (() => Promise<unknown>) | undefined {
  if (auth === undefined || auth === null) return undefined
  if (auth === false) return async () => ({ authorization: null })
  const provider = auth as { getAuthRequest(): unknown }
  const hasMethod = typeof property(auth, 'getAuthRequest') === 'function'
  const request: ((facts: object) => unknown) | undefined =
    typeof auth === 'function' ? (facts) => auth(facts) : hasMethod ? () => provider.getAuthRequest() : undefined
  if (request === undefined) throw invalid('auth must be false, a function, or an object with a method getAuthRequest()')
  return async () => property(await request({}), 'headers') ?? {}
}

/** The options that have to be called for each call; undefined where there are none. */
export function dynamicOptions(options: GivenOptions, dynamic: readonly HeaderPair[]): DynamicOptions | undefined {
  const auth = authOf(options.auth)
  const environment = environmentFunction(options.projectEnvironment)
  const hasHeaders = dynamic.length > 0 || auth !== undefined
  if (!hasHeaders && environment === undefined) return undefined
  const headers = async (): Promise<HeaderPair[]> => {
    // A client's header that is null is not sent; it does not remove one that others set.
    const own = (await resolved(dynamic)).filter(([, value]) => value !== null)
    return auth === undefined ? own : [...own, ...pairsOf(await auth(), 'auth')]
  }
  return { headers: hasHeaders ? headers : undefined, environment }
}

/** What gives the environment for each call, where it is a function or a promise. */
function environmentFunction(environment: unknown): (() => unknown) | undefined {
  if (typeof environment === 'function') return environment as () => unknown
  return isThenable(environment) ? () => environment : undefined
}

/** What is shown of a client: where its calls go. A URL with a user in it has been refused by now. */
export function factsOf({ projectId, projectEnvironment, baseUrl, environment, env }: NativeOptions): Record<string, unknown> {
  return {
    projectId: projectId ?? env.PIPEDREAM_PROJECT_ID,
    projectEnvironment: projectEnvironment ?? env.PIPEDREAM_PROJECT_ENVIRONMENT,
    baseUrl: baseUrl ?? environment ?? env.PIPEDREAM_BASE_URL ?? PipedreamEnvironment.Prod,
  }
}
