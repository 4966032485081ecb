// Reads the options of a client. Rust checks their values (src/config.rs).

import { types } from 'node:util'
import type { DynamicOptions } from './call-options.js'
import type { Callbacks } from './callbacks.js'
import { PipedreamEnvironment, type PipedreamClientOpts } from './client-options.js'
import { invalid } from './errors.js'
import { type HeaderPair, isDynamic, pairsOf, resolved } from './headers.js'
import { CLIENT_ADVICE } from './option-advice.js'
import { keyTexts } from './private-key.js'
import { pick, property } from './properties.js'
import { knownOptions, warnOfUnknown } from './unknown-options.js'
import { checkOptions, isThenable } from './value-types.js'
import { VARIABLES } from './variables.js'

/** The options that are read. */
const NAMES = [
  'allowInsecureHttp',
  'auth',
  'baseUrl',
  'caCertificates',
  'clientCertificate',
  'clientId',
  'clientKey',
  'clientSecret',
  'deadlineInSeconds',
  'environment',
  'fetch',
  'headers',
  'keyId',
  'logging',
  'maxResponseBytes',
  'maxRetries',
  'mcpUrl',
  'privateKey',
  'projectEnvironment',
  'projectId',
  'proxy',
  'rateLimitToken',
  'scope',
  'timeoutInSeconds',
  'token',
  'tokenProvider',
  'tokenStore',
  'workflowDomain',
] as const satisfies readonly (keyof PipedreamClientOpts)[]

const KNOWN = knownOptions('PipedreamClient', NAMES, CLIENT_ADVICE)

/** Options as they were given: their types are not checked yet. A name that NAMES lacks would not compile. */
export type GivenOptions = { [Name in keyof PipedreamClientOpts]-?: unknown }

/** Reads the options from an object, also those that are getters of its class. Warns of own properties that are no options. */
export function givenOptions(given: unknown): GivenOptions {
  checkOptions(given, "the client's options")
  warnOfUnknown(given, KNOWN)
  return pick(given, NAMES)
}

/** Options as they are passed to Rust: plain data, with an id for each function or object that Rust calls. */
export type NativeOptions = ReturnType<typeof nativeOptions>

/** `callbacks` is called only if an option has a function or an object that Rust calls. */
export function nativeOptions(
  options: GivenOptions,
  callbacks: () => Callbacks,
): Omit<GivenOptions, 'auth' | 'headers' | 'logging' | 'tokenProvider'> & {
  env: Record<string, string | undefined>
  nodeFlags: string[] | undefined
} {
  const { projectId, workflowDomain, timeoutInSeconds, deadlineInSeconds, maxRetries, maxResponseBytes } = options
  const { allowInsecureHttp, clientKey, keyId, scope, rateLimitToken } = options
  const crossing = {
    clientId: credential(options.clientId, 'clientId', callbacks),
    clientSecret: credential(options.clientSecret, 'clientSecret', callbacks),
    privateKey: privateKeyOf(options.privateKey, callbacks),
    keyId,
    token: tokenOf(options, callbacks),
    baseUrl: callIfFunction(options.baseUrl, 'baseUrl'),
    environment: callIfFunction(options.environment, 'environment'),
    mcpUrl: callIfFunction(options.mcpUrl, 'mcpUrl'),
    projectEnvironment: environmentFunction(options.projectEnvironment) === undefined ? options.projectEnvironment : undefined,
    fetch: options.fetch === undefined || options.fetch === null ? undefined : callbacks().fetch(options.fetch),
    tokenStore: options.tokenStore === undefined || options.tokenStore === null ? undefined : callbacks().store(options.tokenStore),
    proxy: proxyOf(options.proxy),
    env: environmentVariables(),
    projectId,
    workflowDomain,
    timeoutInSeconds,
    deadlineInSeconds,
    maxRetries,
    maxResponseBytes,
    scope,
    allowInsecureHttp,
    caCertificates: Array.isArray(options.caCertificates) ? options.caCertificates.map(pemText) : pemText(options.caCertificates),
    clientCertificate: pemText(options.clientCertificate),
    clientKey,
    nodeFlags: nodeFlags(),
    rateLimitToken,
  }
  for (const [name, value] of Object.entries(crossing)) checkWritable(value, name)
  return crossing
}

/** Refuses what JSON leaves out or writes as null. The option would count as left out: a scope would become all scopes. */
function checkWritable(value: unknown, name: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
  if (typeof value === 'function' || typeof value === 'symbol')
    throw invalid(`${name} must be a value that JSON can hold, got a ${typeof value}`)
}

/** The text of a PEM file that was read without an encoding. Any other value is returned as it is, and Rust says what is wrong with it. */
const pemText = (value: unknown): unknown => (types.isUint8Array(value) ? new TextDecoder().decode(value) : value)

/** The flags of Node about TLS. Rust reads those of NODE_OPTIONS itself; it cannot see the flags of the command line or of a worker. */
function nodeFlags(): string[] | undefined {
  const flags = process.execArgv.filter((flag) => /^--(?:no[-_])?(?:use|tls)[-_]/.test(flag))
  return flags.length === 0 ? undefined : flags
}

/** The variables that are set. A blank one counts as unset: Docker Compose passes those for variables without a value. */
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

function privateKeyOf(value: unknown, callbacks: () => Callbacks): unknown {
  if (value === undefined || value === null) return undefined
  return typeof value === 'function' || isThenable(value) ? callbacks().credential(value, 'privateKey') : keyTexts(value)
}

function tokenOf({ token, tokenProvider, auth }: GivenOptions, callbacks: () => Callbacks): unknown {
  if (token !== undefined && token !== null) return credential(token, 'token', callbacks)
  if (tokenProvider !== undefined && tokenProvider !== null) return callbacks().provider(tokenProvider)
  // `auth` replaces the token with the caller's Authorization, or with none. So this value is never sent.
  return auth === undefined || auth === null ? undefined : 'unused'
}

/** A URL becomes its text. Rust checks the rest; an object would stand for a credential there. */
function proxyOf(value: unknown): unknown {
  if (value instanceof URL) return value.href
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return value
  const got = Array.isArray(value) ? 'an array' : typeof value === 'function' ? 'a function' : 'an object'
  throw invalid(`proxy must be the URL of a proxy such as "http://proxy.example:3128", or false for none, got ${got}`)
}

/** The value of an option, or what it returns if it is a function. Throws if that is a promise. */
function callIfFunction(value: unknown, name: string): unknown {
  const given: unknown = typeof value === 'function' ? value() : value
  if (isThenable(given)) throw invalid(`${name} must be a value, or a function that gives one at once, got a promise`)
  return given
}

/** The client's headers. `dynamic` are those whose values are functions or promises. */
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

/** The options that are functions and are called for each call; undefined if there are none. */
export function dynamicOptions(options: GivenOptions, dynamic: readonly HeaderPair[]): DynamicOptions | undefined {
  const auth = authOf(options.auth)
  const environment = environmentFunction(options.projectEnvironment)
  const hasHeaders = dynamic.length > 0 || auth !== undefined
  if (!hasHeaders && environment === undefined) return undefined
  const headers = async (): Promise<HeaderPair[]> => {
    // A null in the client's headers only means that this header is not sent. It does not remove a header of `auth` or of the call.
    const own = (await resolved(dynamic)).filter(([, value]) => value !== null)
    return auth === undefined ? own : [...own, ...(await resolved(pairsOf(await auth(), 'auth'), 'auth'))]
  }
  return { headers: hasHeaders ? headers : undefined, environment }
}

/** The function that gives each call its environment, if the option is a function or a promise. */
function environmentFunction(environment: unknown): (() => unknown) | undefined {
  if (typeof environment === 'function') return environment as () => unknown
  return isThenable(environment) ? () => environment : undefined
}

/** What inspecting a client shows. A URL with a user name or a password has been refused before, so no secret is shown. */
export function factsOf({ projectId, projectEnvironment, baseUrl, environment, env }: NativeOptions): Record<string, unknown> {
  return {
    projectId: projectId ?? env.PIPEDREAM_PROJECT_ID,
    projectEnvironment: projectEnvironment ?? env.PIPEDREAM_PROJECT_ENVIRONMENT,
    baseUrl: baseUrl ?? environment ?? env.PIPEDREAM_BASE_URL ?? PipedreamEnvironment.Prod,
  }
}
