'use strict'

// What the API knows: the catalogue that all share, the projects, and in each project two worlds that never meet,
// `development` and `production`.

const { randomBytes } = require('node:crypto')
const { notFound } = require('./answers.js')
const seed = require('./seed.js')

const ENVIRONMENTS = ['development', 'production']

class State {
  #worlds = new Map()
  #counts = new Map()

  constructor(clock, { projects, accounts }) {
    this.clock = clock
    this.apps = seed.apps()
    this.categories = seed.categories()
    this.components = seed.components(this.apps)
    this.projects = new Map(projects.map((id) => [id, seed.project(id)]))
    /** Connect tokens are checked without naming a project, so they live beside the worlds. */
    this.connectTokens = new Map()
    for (const id of projects) for (const environment of ENVIRONMENTS) seed.fill(this, this.world(id, environment), accounts)
  }

  /** What is in one environment of one project. */
  world(projectId, environment) {
    const key = `${environment} ${projectId}`
    let world = this.#worlds.get(key)
    if (world === undefined) {
      world = new World(projectId, environment)
      this.#worlds.set(key, world)
    }
    return world
  }

  worlds() {
    return [...this.#worlds.values()]
  }

  dropProject(id) {
    this.projects.delete(id)
    for (const environment of ENVIRONMENTS) this.#worlds.delete(`${environment} ${id}`)
  }

  /** An id that nobody has yet: `apn_26`, and so on. `taken` is what has ids already. */
  nextId(prefix, taken) {
    let count = this.#counts.get(prefix) ?? 0
    do count += 1
    while (taken?.has(`${prefix}_${count}`))
    this.#counts.set(prefix, count)
    return `${prefix}_${count}`
  }

  /** The ids up to `count` are taken: those of the seed. */
  reserve(prefix, count) {
    this.#counts.set(prefix, Math.max(count, this.#counts.get(prefix) ?? 0))
  }

  /** The app of a slug or an id. */
  app(name) {
    const app = this.apps.find(({ id, name_slug: slug }) => slug === name || id === name)
    if (app === undefined) throw notFound('app', name)
    return app
  }

  /** The component of a key; of one type, where it matters. */
  component(key, type, version) {
    const component = this.components.find((known) => known.key === key && (type === undefined || known.component_type === type))
    if (component === undefined) throw notFound(type ?? 'component', key)
    if (version !== undefined && version !== null && version !== component.version) throw notFound(`version ${version} of component`, key)
    return component
  }

  /** A Connect token and what is wrong with it; undefined when there is none. */
  connectToken(text) {
    const record = this.connectTokens.get(text)
    if (record === undefined) return undefined
    const problem = record.isUsed ? 'was already used' : this.clock.now() >= record.endsAt ? 'has expired' : undefined
    return { record, problem }
  }

  signingKey() {
    return randomBytes(32).toString('hex')
  }
}

class World {
  accounts = new Map()
  users = new Map()
  overrides = new Map()
  oauthApps = new Map()
  triggers = new Map()
  files = new Map()
  webhook = undefined
  credits = { action: 0, proxy: 0, emit: 0 }

  constructor(projectId, environment) {
    this.projectId = projectId
    this.environment = environment
  }

  /** The user of an external id, made when there was none: that is how the API comes to know people. */
  user(state, externalId) {
    let user = this.users.get(externalId)
    if (user === undefined) {
      const now = state.clock.iso()
      user = { id: state.nextId('exu'), external_id: externalId, created_at: now, updated_at: now }
      this.users.set(externalId, user)
    }
    return user
  }

  account(id) {
    const account = this.accounts.get(id)
    if (account === undefined) throw notFound('account', id)
    return account
  }
}

module.exports = { ENVIRONMENTS, State }
