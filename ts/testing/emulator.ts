'use strict'

// The Connect API in your process, for tests: real HTTP on a port of its own, a state of its own, and whatever goes
// wrong when you say so.

const { globalOf } = require('../platform.js')
const { own, picked } = require('../own.js')
const { Clock } = require('./clock.js')
const { Faults } = require('./faults.js')
const { Limits } = require('./limits.js')
const { Log } = require('./log.js')
const { TokenOffice } = require('./oauth.js')
const { StashedFile } = require('./resources/files.js')
const { emit } = require('./resources/triggers.js')
const seed = require('./seed.js')
const { listen } = require('./server.js')
const { ENVIRONMENTS, State } = require('./state.js')

const INSPECT = Symbol.for('nodejs.util.inspect.custom')
const DISPOSE = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')
const SIGNALS = ['SIGINT', 'SIGTERM']
const OPTIONS = [
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

class Emulator {
  #core
  #options
  #server
  #url
  #secrets
  #stop = () => this.close({ unusedFaults: 'ignore' })

  constructor(options) {
    this.#options = options
    this.#core = coreOf(options)
    this.#secrets = new Map(options.clients.map(({ clientId, clientSecret }) => [clientId, clientSecret]))
  }

  async start() {
    this.#server = await listen(this.#core, this.#options.port)
    this.#url = `http://127.0.0.1:${this.#server.address().port}`
    return this
  }

  get url() {
    return this.#url
  }

  /** What a client is made with to talk to this emulator: the first client, the first project. */
  get clientOptions() {
    const {
      clients: [{ clientId }],
      projects: [projectId],
      projectEnvironment,
    } = this.#options
    return {
      baseUrl: this.url,
      clientId,
      clientSecret: this.#secrets.get(clientId),
      projectId,
      projectEnvironment,
      workflowDomain: new URL(this.url).host,
    }
  }

  get clock() {
    return this.#core.clock
  }

  get requests() {
    return this.#core.log.list()
  }

  /** The requests of one operation. */
  requestsOf(operation) {
    return this.requests.filter((request) => request.operation === operation)
  }

  get requestCount() {
    return this.#core.log.total
  }

  get tokenRequests() {
    return this.#core.tokens.requests
  }

  get issuedTokens() {
    return this.#core.tokens.issued()
  }

  fail(fault) {
    return this.#core.faults.add(fault)
  }

  revokeTokens(clientId) {
    this.#core.tokens.revoke(clientId)
  }

  rotateSecret(clientId = this.#options.clients[0].clientId, secret) {
    const next = this.#core.tokens.rotate(clientId, secret)
    this.#secrets.set(clientId, next)
    return next
  }

  setTokenLifetime(seconds) {
    if (!Number.isInteger(seconds) || seconds < 1)
      throw new TypeError(`a token's life must be a whole number of seconds above 0, got ${String(seconds)}`)
    this.#core.tokens.lifetimeSeconds = seconds
  }

  setTokenRateLimit(requestsPerSecond) {
    this.#core.tokens.limit(requestsPerSecond)
  }

  addAccount(account = {}, where) {
    const { state } = this.#core
    const world = this.#world(where)
    const made = seed.account(state, { ...account, id: own(account, 'id') ?? state.nextId('apn', world.accounts) })
    world.accounts.set(made.id, made)
    world.user(state, made.external_id)
    return globalOf('structuredClone')(made)
  }

  stashFile(key, content, options) {
    const file = new StashedFile(key, content, own(options, 'contentType', 'application/octet-stream'))
    this.#world(options).files.set(key, file)
    return file
  }

  emitEvent(triggerId, payload, options) {
    return emit(this.#core, this.#world(options), triggerId, payload, own(options, 'summary'))
  }

  upstream(handler) {
    if (typeof handler !== 'function') throw new TypeError('upstream() needs a function')
    // The last one registered is asked first.
    this.#core.upstreams.unshift(handler)
  }

  action(key, handler) {
    this.#core.state.component(key, 'action')
    this.#core.actions.set(key, handler)
  }

  workflow(id, options) {
    const { auth = 'none', token, handler } = picked(options, ['auth', 'token', 'handler'])
    if (!['none', 'oauth', 'static_bearer_token'].includes(auth))
      throw new TypeError(`auth must be none, oauth or static_bearer_token, got ${String(auth)}`)
    this.#core.workflows.set(id, { auth, token, handler })
    return `${this.url}/workflows/${encodeURIComponent(id)}`
  }

  /** As it was when it started, on the same port. Requests on their way end by the new state. */
  reset() {
    this.#core = Object.assign(this.#core, coreOf(this.#options))
    this.#secrets = new Map(this.#options.clients.map(({ clientId, clientSecret }) => [clientId, clientSecret]))
  }

  /** From now on the process ends it, and with it itself, when it is told to stop. */
  closeAtSignals() {
    for (const signal of SIGNALS) process.once(signal, this.#stop)
  }

  async close(options) {
    const unusedFaults = own(options, 'unusedFaults', 'throw')
    for (const signal of SIGNALS) process.off(signal, this.#stop)
    if (this.#server.listening) {
      const closed = new Promise((resolve) => this.#server.close(resolve))
      this.#server.closeAllConnections()
      await closed
    }
    const { faults, problems } = this.#core
    const unused = faults.unused()
    faults.clear()
    if (problems.length > 0) throw problems.splice(0)[0]
    if (unused.length > 0 && unusedFaults !== 'ignore') {
      throw new Error(
        `no request met ${unused.length === 1 ? 'the fault' : 'the faults'} ${unused.map(({ options }) => JSON.stringify(options)).join(', ')}`,
      )
    }
  }

  [DISPOSE]() {
    return this.close()
  }

  [INSPECT]() {
    return `Emulator { url: '${this.url}', requests: ${this.requestCount}, tokenRequests: ${this.tokenRequests} }`
  }

  toJSON() {
    return { url: this.url, requests: this.requestCount, tokenRequests: this.tokenRequests }
  }

  #world(where) {
    const projectId = own(where, 'projectId', this.#options.projects[0])
    const environment = own(where, 'environment', this.#options.projectEnvironment)
    if (!this.#core.state.projects.has(projectId)) throw new Error(`there is no project ${projectId}`)
    if (!ENVIRONMENTS.includes(environment))
      throw new TypeError(`environment must be ${ENVIRONMENTS.join(' or ')}, got ${String(environment)}`)
    return this.#core.state.world(projectId, environment)
  }
}

/** All that an emulator is made of, fresh. */
function coreOf({ clients, projects, accounts, tokenLifetimeSeconds, tokenRequestsPerSecond, rateLimits, latencyMs }) {
  const clock = new Clock()
  return {
    clock,
    latencyMs,
    state: new State(clock, { projects, accounts }),
    tokens: new TokenOffice({ clock, clients, lifetimeSeconds: tokenLifetimeSeconds, requestsPerSecond: tokenRequestsPerSecond }),
    limits: new Limits(clock, rateLimits),
    faults: new Faults(),
    log: new Log(),
    upstreams: [],
    actions: new Map(),
    workflows: new Map(),
    problems: [],
  }
}

function checked(options) {
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name))
      throw new TypeError(`startEmulator() knows no option ${JSON.stringify(name)}: there is ${OPTIONS.join(', ')}`)
  }
  const given = Object.entries(picked(options, OPTIONS)).filter(([, value]) => value !== undefined)
  return {
    clients: [{ clientId: 'client-1', clientSecret: 'secret-1' }],
    projects: ['proj_1'],
    accounts: undefined,
    tokenLifetimeSeconds: 3600,
    tokenRequestsPerSecond: undefined,
    rateLimits: false,
    latencyMs: 0,
    port: 0,
    projectEnvironment: 'development',
    ...Object.fromEntries(given),
  }
}

/** Starts a Connect API on 127.0.0.1. */
async function startEmulator(options = {}) {
  return new Emulator(checked(options)).start()
}

/** For scripts: starts one, prints how to reach it, and closes it when the process is told to stop. */
async function serveEmulator(options = {}) {
  const { print: _, ...others } = options
  const print = own(options, 'print', console.log)
  const api = await startEmulator(others)
  const { baseUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  const variables = {
    BASE_URL: baseUrl,
    CLIENT_ID: clientId,
    CLIENT_SECRET: clientSecret,
    PROJECT_ID: projectId,
    PROJECT_ENVIRONMENT: projectEnvironment,
  }
  for (const [name, value] of Object.entries(variables)) print(`PIPEDREAM_${name}=${value}`)
  api.closeAtSignals()
  return api
}

module.exports = { Emulator, serveEmulator, startEmulator }
