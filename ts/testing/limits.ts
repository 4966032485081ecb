'use strict'

// How many requests are still allowed? Fixed windows on the emulator's clock; the documented table of limits.

const { randomBytes } = require('node:crypto')
const { Refusal, badRequest } = require('./answers.js')

/** At most `requests` in each span of `seconds`, counted from the first one. */
class Window {
  #clock
  #start = -Infinity
  #taken = 0

  constructor(clock, requests, seconds) {
    this.#clock = clock
    this.requests = requests
    this.seconds = seconds
  }

  take() {
    const now = this.#clock.now()
    if (now - this.#start >= this.seconds * 1000 || now < this.#start) {
      this.#start = now
      this.#taken = 0
    }
    const allowed = this.#taken < this.requests
    if (allowed) this.#taken += 1
    return { allowed, limit: this.requests, remaining: this.requests - this.#taken, endsAt: this.#start + this.seconds * 1000, now }
  }
}

const isTool = (resource) => resource === 'components' || resource === 'actions' || resource === 'triggers'

/** The documented limits: which requests count, per whom, how many. */
const DOCUMENTED = [
  { name: 'tokens', counts: ({ name }) => name === 'tokens.create', per: ({ body }) => body?.external_user_id, requests: 100, seconds: 60 },
  { name: 'accounts', counts: ({ resource, method }) => resource === 'accounts' && method !== 'POST', requests: 2000, seconds: 300 },
  { name: 'list', counts: ({ resource, method }) => isTool(resource) && method === 'GET', requests: 3000, seconds: 300 },
  { name: 'run', counts: ({ resource, method }) => isTool(resource) && method === 'POST', requests: 2000, seconds: 300 },
  { name: 'proxy', counts: ({ resource }) => resource === 'proxy', requests: 1000, seconds: 300 },
]

class Limits {
  #clock
  #isDocumented
  #windows = new Map()
  #custom = new Map()

  /** `isDocumented`: whether the limits of the documentation hold; those a caller makes always do. */
  constructor(clock, isDocumented) {
    this.#clock = clock
    this.#isDocumented = isDocumented
  }

  /** A limit of a caller's own; gives the token that is sent with the requests it is for. */
  create(seconds, requests) {
    for (const [name, value] of [
      ['window_size_seconds', seconds],
      ['requests_per_window', requests],
    ]) {
      if (!Number.isInteger(value) || value < 1) throw badRequest(`${name} must be a positive integer`)
    }
    const token = `rl_${randomBytes(16).toString('hex')}`
    this.#custom.set(token, new Window(this.#clock, requests, seconds))
    return token
  }

  /** Counts a call. Gives the headers that tell the caller where it stands, or refuses. */
  check(operation, call) {
    const token = call.headers['x-pd-rate-limit']
    if (token !== undefined) {
      const window = this.#custom.get(token)
      if (window === undefined) throw badRequest('x-pd-rate-limit holds no known rate limit token')
      return told(window.take())
    }
    if (!this.#isDocumented) return undefined
    const rule = DOCUMENTED.find(({ counts }) => counts(operation))
    if (rule === undefined) return undefined
    const key = `${rule.name} ${call.ids.project_id} ${rule.per?.(call) ?? ''}`
    if (!this.#windows.has(key)) this.#windows.set(key, new Window(this.#clock, rule.requests, rule.seconds))
    return told(this.#windows.get(key).take())
  }
}

function told({ allowed, limit, remaining, endsAt, now }) {
  const headers = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': Math.ceil(endsAt / 1000) }
  if (allowed) return headers
  throw new Refusal(429, 'Too many requests', { headers: { ...headers, 'retry-after': Math.max(1, Math.ceil((endsAt - now) / 1000)) } })
}

module.exports = { Limits, Window }
