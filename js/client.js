'use strict'

// The client: options in, resources out. What the options mean is checked in Rust (src/config.rs).

const native = require('./native.js')
const { Caller, jsonOf } = require('./call.js')
const { errorOf, invalid } = require('./errors.js')
const { isDynamic, pairsOf, resolved } = require('./headers.js')
const { loggerOf } = require('./logging.js')
const { mailbox } = require('./mailbox.js')
const { Suppliers } = require('./suppliers.js')

const INSPECT = Symbol.for('nodejs.util.inspect.custom')
const VARIABLES = ['CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID', 'PROJECT_ENVIRONMENT', 'BASE_URL', 'WORKFLOW_DOMAIN'].map((name) => `PIPEDREAM_${name}`)

/** Where the API lives. */
const PipedreamEnvironment = Object.freeze({ Prod: 'https://api.pipedream.com', Dev: 'https://api.pipedream.com' })

class PipedreamClient {
  #native
  #caller
  #resources = new Map()

  constructor(options = {}) {
    if (options === null || typeof options !== 'object') throw invalid(`the client's options must be an object, got ${options === null ? 'null' : typeof options}`)
    const suppliers = new Suppliers()
    const headers = pairsOf(options.headers, 'headers')
    const dynamic = headers.filter(isDynamic)
    const auth = authOf(options.auth)
    this.#native = new native.NativeClient(mailbox, jsonOf({ ...plain(options, suppliers, auth), headers: headers.filter((pair) => !isDynamic(pair)) }))
    const problem = this.#native.problem()
    if (problem) throw errorOf(problem)
    const ask = dynamic.length > 0 || auth ? async () => [...(await resolved(dynamic)), ...(auth ? pairsOf(await auth(), 'auth') : [])] : undefined
    this.#caller = new Caller(this.#native, ask, loggerOf(options.logging))
    suppliers.ownedBy(this)
  }

  /** A promise of the current token; read at once where there is a live one. */
  get rawAccessToken() {
    const live = this.#native.liveToken()
    return live === null ? this.accessToken() : Promise.resolve(live)
  }

  /** The current token; with `forceRefresh` a new one. */
  accessToken({ forceRefresh = false } = {}) {
    return this.#caller.plain((id) => this.#native.token(id, forceRefresh === true))
  }

  /** Forgets the token: the next call gets another. */
  invalidateToken() {
    this.#native.invalidateToken()
  }

  /** Gets a token ahead of the first call. A failure is silent until then. */
  async prefetch() {
    await this.#caller.plain((id) => this.#native.prefetch(id))
  }

  /** Figures of the tokens so far. */
  tokenStats() {
    return JSON.parse(this.#native.tokenStats() ?? '{}')
  }

  /** Calls an endpoint that has no method yet. */
  request(method, path, { query, body, headers, ...options } = {}) {
    const { sender } = require('./body.js')
    const start = (id, text, options, bytes, upload) => this.#native.request(id, text, options, bytes, upload)
    const label = ['request', String(method).toUpperCase(), String(path).split('?')[0]]
    return this.#caller.open(label, options, () => sender({ method, path, query, body, headers }, (request) => request, start))
  }

  /** Custom rate limits. */
  get rateLimits() {
    return {
      /** Makes a limit; gives `{ token }`, to be sent as `rateLimitToken`. */
      create: ({ windowSizeSeconds, requestsPerWindow } = {}, options) => {
        for (const [name, value] of Object.entries({ windowSizeSeconds, requestsPerWindow })) {
          if (!Number.isInteger(value) || value <= 0) throw invalid(`${name} must be a whole number above 0, got ${String(value)}`)
        }
        const body = { window_size_seconds: windowSizeSeconds, requests_per_window: requestsPerWindow }
        return this.request('POST', '/v1/connect/rate_limits', { ...options, body })
      },
    }
  }

  /** Starts no call any more. Calls that are on their way end as they would. */
  close() {
    this.#native.close()
  }

  async [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() {
    this.close()
  }

  [INSPECT]() {
    return 'PipedreamClient { credentials: [redacted] }'
  }

  toJSON() {
    return { credentials: '[redacted]' }
  }

  /** The resource `name`, made when it is first asked for. */
  #resource(name) {
    let resource = this.#resources.get(name)
    if (resource === undefined) {
      resource = new (classOf(name))(this.#caller)
      this.#resources.set(name, resource)
    }
    return resource
  }

  static {
    const names = ['accounts', 'actions', 'appCategories', 'appOverrides', 'apps', 'components', 'deployedTriggers', 'fileStash', 'oauthApps',
      'oauthTokens', 'projectEnvironment', 'projects', 'proxy', 'tokens', 'triggers', 'usage', 'users', 'workflows']
    for (const name of names) {
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        get() {
          return this.#resource(name)
        },
      })
    }
  }
}

function classOf(name) {
  if (name === 'proxy') return require('./proxy.js').ProxyClient
  if (name === 'workflows') return require('./workflows.js').WorkflowsClient
  return require('./generated/resources.js')[name]
}

/** The options as they cross: plain data, with numbers for what Rust has to ask for. */
function plain(options, suppliers, auth) {
  const { projectId, workflowDomain, timeoutInSeconds, maxRetries, scope, caCertificates, rateLimitToken } = options
  for (const [name, value] of Object.entries({ timeoutInSeconds, maxRetries })) {
    if (typeof value === 'number' && !Number.isFinite(value)) throw invalid(`${name} must be a finite number, got ${value}`)
  }
  return {
    clientId: suppliers.credential(options.clientId, 'clientId'),
    clientSecret: suppliers.credential(options.clientSecret, 'clientSecret'),
    token: tokenOf(options, suppliers, auth),
    baseUrl: supplied(options.baseUrl, 'baseUrl'),
    environment: supplied(options.environment, 'environment'),
    projectEnvironment: supplied(options.projectEnvironment, 'projectEnvironment'),
    fetch: options.fetch === undefined || options.fetch === null ? undefined : suppliers.fetch(options.fetch),
    env: Object.fromEntries(VARIABLES.filter((name) => process.env[name] !== undefined).map((name) => [name, process.env[name]])),
    projectId, workflowDomain, timeoutInSeconds, maxRetries, scope, caCertificates, rateLimitToken,
  }
}

function tokenOf({ token, tokenProvider }, suppliers, auth) {
  if (token !== undefined && token !== null) return suppliers.credential(token, 'token')
  if (tokenProvider !== undefined && tokenProvider !== null) return suppliers.provider(tokenProvider)
  // The caller's own Authorization goes over the token, so that this one is never sent.
  return auth ? 'unused' : undefined
}

/** An option that may be a function of no arguments. */
function supplied(value, name) {
  const given = typeof value === 'function' ? value() : value
  if (given !== null && typeof given === 'object' && typeof given.then === 'function') throw invalid(`${name} must be a value, or a function that gives one at once, got a promise`)
  return given
}

/** The option `auth`: no authorization at all, or the headers a function gives. */
function authOf(auth) {
  if (auth === undefined || auth === null) return undefined
  if (auth === false) return async () => ({ authorization: null })
  const ask = typeof auth === 'function' ? auth : typeof auth.getAuthRequest === 'function' ? () => auth.getAuthRequest() : undefined
  if (ask === undefined) throw invalid('auth must be false, a function, or an object with a method getAuthRequest()')
  return async () => (await ask({}))?.headers ?? {}
}

module.exports = { PipedreamClient, PipedreamEnvironment }
