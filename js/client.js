'use strict'

// The client: options in, resources out. What the options mean is checked in Rust (src/config.rs).

const native = require('./native.js')
const { sender } = require('./body.js')
const { Caller } = require('./call.js')
const { defect, errorOf, invalid } = require('./errors.js')
const resources = require('./generated/resources.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { apart } = require('./hidden.js')
const { jsonOf, shown } = require('./json.js')
const logging = require('./logging.js')
const { mailbox } = require('./mailbox.js')
const { Suppliers } = require('./suppliers.js')
const { checkOptions, isThenable } = require('./kinds.js')
const { own, picked } = require('./own.js')

const INSPECT = Symbol.for('nodejs.util.inspect.custom')
const VARIABLES = ['CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'PROJECT_ENVIRONMENT', 'BASE_URL', 'WORKFLOW_DOMAIN'].map(
  (name) => `PIPEDREAM_${name}`,
)

/** Where the API lives. */
const PipedreamEnvironment = Object.freeze({ Prod: 'https://api.pipedream.com', Dev: 'https://api.pipedream.com' })

/**
 * What a client is made of: its native half, its calls, its resources, and what may be shown of it. Under a symbol and not in
 * private fields, which a client that is reached through a `Proxy` or `Object.create` would not have.
 */
const PARTS = Symbol('parts')

class PipedreamClient {
  constructor(given = {}) {
    const options = optionsIn(given)
    let suppliers
    const { fixed, dynamic } = headersOf(options.headers)
    const asked = askedOf(dynamic, authOf(options.auth), options.projectEnvironment)
    const crossing = plain(options, () => (suppliers ??= new Suppliers()))
    const { shown, hidden } = apart(crossing)
    const core = opened(jsonOf({ ...shown, headers: fixed }), hidden)
    const caller = new Caller(core, asked, loggerOf(options), options.timeoutInSeconds)
    suppliers?.ownedBy(caller)
    Object.defineProperty(this, PARTS, { __proto__: null, value: { native: core, caller, resources: new Map(), facts: factsOf(crossing) } })
  }

  /** A promise of the current token; read at once where there is a live one. */
  get rawAccessToken() {
    let live
    try {
      live = this[PARTS].native.liveToken()
    } catch (error) {
      return Promise.reject(defect(error))
    }
    return live === null ? this.accessToken() : Promise.resolve(live)
  }

  /** The current token; with `forceRefresh` a new one. */
  async accessToken(options) {
    if (options !== undefined && options !== null) checkOptions(options, 'the options of accessToken()')
    return this[PARTS].caller.plain((id) => this[PARTS].native.token(id, own(options, 'forceRefresh') === true))
  }

  /** Forgets the token: the next call gets another. */
  invalidateToken() {
    entered(() => this[PARTS].native.invalidateToken())
  }

  /** Gets a token ahead of the first call. A failure is silent until then. */
  async prefetch() {
    await this[PARTS].caller.plain((id) => this[PARTS].native.prefetch(id))
  }

  /** Figures of the tokens so far. */
  tokenStats() {
    return JSON.parse(entered(() => this[PARTS].native.tokenStats()) ?? '{}')
  }

  /** Calls an endpoint that has no method yet. */
  request(method, path, given) {
    let options
    try {
      // Its headers are the request's own; those of options would be the API's.
      options = picked(given, ['timeoutInSeconds', 'maxRetries', 'abortSignal', 'projectEnvironment', 'queryParams', 'rateLimitToken'])
    } catch {
      // The call itself says so, below, as it does of everything else that is wrong.
      options = undefined
    }
    return open(this, method, path, options, () => {
      if (given !== undefined && given !== null) checkOptions(given, 'what goes with a request')
      return picked(given, ['query', 'body', 'headers'])
    })
  }

  /** Custom rate limits. */
  get rateLimits() {
    return {
      /** Makes a limit; gives `{ token }`, to be sent as `rateLimitToken`. */
      create: (request, options) => open(this, 'POST', '/v1/connect/rate_limits', options, () => ({ body: rateLimitOf(request) })),
    }
  }

  /** Starts no call any more. Calls that are on their way end as they would. */
  close() {
    entered(() => this[PARTS].native.close())
  }

  async [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() {
    this.close()
  }

  [INSPECT](_depth, options, inspect) {
    return `PipedreamClient ${inspect(this.toJSON(), options)}`
  }

  toJSON() {
    return { ...this[PARTS].facts, credentials: '[redacted]' }
  }

  static {
    for (const name of Object.keys(resources)) {
      Object.defineProperty(this.prototype, name, {
        __proto__: null,
        configurable: true,
        get() {
          return resourceOf(this[PARTS], name)
        },
      })
    }
  }
}

/** The native half of a client, whose options have been checked there. */
function opened(options, hidden) {
  const core = entered(() => new native.NativeClient(mailbox(), options, hidden))
  const problem = entered(() => core.problem())
  if (problem) throw errorOf(problem)
  return core
}

/** Enters the native half; should it have a defect, the error is one of ours. */
function entered(act) {
  try {
    return act()
  } catch (error) {
    throw defect(error)
  }
}

/** What reports the client's calls, where somebody wants that. */
const loggerOf = (options) => (options.logging === undefined || options.logging === null ? undefined : logging.loggerOf(options.logging))

/** Starts a call of an endpoint that is not described. */
function open(client, method, path, options, given) {
  const { native, caller } = client[PARTS]
  const start = (id, text, options, bytes, upload) => native.request(id, text, options, bytes, upload)
  const label = ['request', textOf(method).toUpperCase(), textOf(path).split('?')[0]]
  return caller.open(label, options, (call) => sender(call, { method, path, ...given() }, (request) => request, start))
}

/** A method or a path for logs. What is none is refused where the call is made. */
const textOf = (given) => (typeof given === 'string' ? given : typeof given)

/** The resource `name`, made when it is first asked for. */
function resourceOf({ resources: made, caller }, name) {
  let resource = made.get(name)
  if (resource === undefined) {
    resource = new resources[name](caller)
    made.set(name, resource)
  }
  return resource
}

/** The client's headers, apart by whether they are there or have to be asked for. */
function headersOf(given) {
  if (given === undefined || given === null) return { fixed: [], dynamic: [] }
  const pairs = pairsOf(given, 'headers')
  return { fixed: pairs.filter((pair) => !isDynamic(pair)), dynamic: pairs.filter(isDynamic) }
}

/** All that is read of the options. */
const OPTIONS = [
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
]

/** The options that an object has, or its class. */
function optionsIn(given) {
  checkOptions(given, "the client's options")
  return picked(given, OPTIONS)
}

/** The options as they cross: plain data, with numbers for what Rust has to ask for. `suppliers()` are made where there is such. */
function plain(options, suppliers) {
  const { projectId, workflowDomain, timeoutInSeconds, maxRetries, maxResponseBytes, scope, caCertificates, rateLimitToken } = options
  for (const [name, value] of Object.entries({ timeoutInSeconds, maxRetries, maxResponseBytes })) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
  }
  return {
    clientId: credentialOf(options.clientId, 'clientId', suppliers),
    clientSecret: credentialOf(options.clientSecret, 'clientSecret', suppliers),
    token: tokenOf(options, suppliers),
    baseUrl: supplied(options.baseUrl, 'baseUrl'),
    environment: supplied(options.environment, 'environment'),
    projectEnvironment: asksLater(options.projectEnvironment) === undefined ? options.projectEnvironment : undefined,
    fetch: options.fetch === undefined || options.fetch === null ? undefined : suppliers().fetch(options.fetch),
    tokenStore: options.tokenStore === undefined || options.tokenStore === null ? undefined : suppliers().store(options.tokenStore),
    env: environment(),
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

/** The variables that say something. Compose files leave blank ones where nothing is set: those are unset. */
function environment() {
  const variables = { __proto__: null }
  for (const name of VARIABLES) {
    const value = own(process.env, name)
    if (value !== undefined && value.trim() !== '') variables[name] = value
  }
  return variables
}

const credentialOf = (value, name, suppliers) =>
  value === undefined || value === null || typeof value === 'string' ? value : suppliers().credential(value, name)

function tokenOf({ token, tokenProvider, auth }, suppliers) {
  if (token !== undefined && token !== null) return credentialOf(token, 'token', suppliers)
  if (tokenProvider !== undefined && tokenProvider !== null) return suppliers().provider(tokenProvider)
  // The caller's own Authorization, or none at all, goes over the token: this one is never sent.
  return auth === undefined || auth === null ? undefined : 'unused'
}

/** An option that may be a function of no arguments. */
function supplied(value, name) {
  const given = typeof value === 'function' ? value() : value
  if (isThenable(given)) throw invalid(`${name} must be a value, or a function that gives one at once, got a promise`)
  return given
}

/** The option `auth`: no authorization at all, or the headers a function gives. */
function authOf(auth) {
  if (auth === undefined || auth === null) return undefined
  if (auth === false) return async () => ({ authorization: null })
  const ask =
    typeof auth === 'function' ? auth : typeof own(auth, 'getAuthRequest') === 'function' ? () => auth.getAuthRequest() : undefined
  if (ask === undefined) throw invalid('auth must be false, a function, or an object with a method getAuthRequest()')
  return async () => own(await ask({}), 'headers') ?? {}
}

/** What a client has to be asked for at each call; nothing where there is no such thing. */
function askedOf(dynamic, auth, projectEnvironment) {
  const environment = asksLater(projectEnvironment)
  const hasHeaders = dynamic.length > 0 || auth !== undefined
  if (!hasHeaders && environment === undefined) return undefined
  const headers = async () => {
    // A client's header that is nothing is not sent; it does not take away what others set.
    const own = (await resolved(dynamic)).filter(([, value]) => value !== null)
    return auth === undefined ? own : [...own, ...pairsOf(await auth(), 'auth')]
  }
  return { headers: hasHeaders ? headers : undefined, environment }
}

/** What gives the environment at each call, where it is not there at once. */
function asksLater(environment) {
  if (typeof environment === 'function') return environment
  return isThenable(environment) ? () => environment : undefined
}

/** A custom rate limit as it is sent. */
function rateLimitOf(request) {
  const { windowSizeSeconds, requestsPerWindow } = picked(request, ['windowSizeSeconds', 'requestsPerWindow'])
  for (const [name, value] of Object.entries({ windowSizeSeconds, requestsPerWindow })) {
    if (!Number.isInteger(value) || value <= 0) throw invalid(`${name} must be a whole number above 0, got ${shown(value)}`)
  }
  return { window_size_seconds: windowSizeSeconds, requests_per_window: requestsPerWindow }
}

/** What is shown of a client: where its calls go. An address with a user in it has been refused by now. */
function factsOf({ projectId, projectEnvironment, baseUrl, environment, env }) {
  return {
    projectId: projectId ?? env.PIPEDREAM_PROJECT_ID,
    projectEnvironment: projectEnvironment ?? env.PIPEDREAM_PROJECT_ENVIRONMENT,
    baseUrl: baseUrl ?? environment ?? env.PIPEDREAM_BASE_URL ?? PipedreamEnvironment.Prod,
  }
}

module.exports = { PipedreamClient, PipedreamEnvironment }
