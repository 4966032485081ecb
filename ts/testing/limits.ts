// The rate limits: the documented ones, and those that a client made with `rateLimits.create`.

import { randomBytes } from 'node:crypto'
import type { OutgoingHttpHeaders } from 'node:http'
import type { Call } from './call.js'
import type { Clock } from './clock.js'
import { FixedWindow, type WindowState } from './fixed-window.js'
import { badRequest, HttpError } from './responses.js'
import type { Operation } from './router.js'

interface Rule {
  name: string
  applies(operation: Operation): boolean
  /** What has a limit of its own besides the project. */
  per?(call: Call): unknown
  requests: number
  seconds: number
}

const isComponent = ({ resource }: Operation) => resource === 'components' || resource === 'actions' || resource === 'triggers'

/** The limits of the API's documentation. */
const DOCUMENTED: readonly Rule[] = [
  {
    name: 'tokens',
    applies: ({ name }) => name === 'tokens.create',
    per: ({ fields }) => fields.external_user_id,
    requests: 100,
    seconds: 60,
  },
  { name: 'accounts', applies: ({ resource, method }) => resource === 'accounts' && method !== 'POST', requests: 2000, seconds: 300 },
  { name: 'list', applies: (operation) => isComponent(operation) && operation.method === 'GET', requests: 3000, seconds: 300 },
  { name: 'run', applies: (operation) => isComponent(operation) && operation.method === 'POST', requests: 2000, seconds: 300 },
  { name: 'proxy', applies: ({ resource }) => resource === 'proxy', requests: 1000, seconds: 300 },
]

export class Limits {
  readonly #clock: Clock
  readonly #isDocumented: boolean
  readonly #windows = new Map<string, FixedWindow>()
  readonly #custom = new Map<string, FixedWindow>()

  /** `isDocumented`: whether the documented limits apply. Those that a client made always apply. */
  constructor(clock: Clock, isDocumented: boolean) {
    this.#clock = clock
    this.#isDocumented = isDocumented
  }

  /** Makes a limit and returns its token, which clients send with the requests that it is for. */
  create(seconds: unknown, requests: unknown): string {
    const window = new FixedWindow(
      this.#clock,
      positiveInteger('requests_per_window', requests),
      positiveInteger('window_size_seconds', seconds),
    )
    const token = `rl_${randomBytes(16).toString('hex')}`
    this.#custom.set(token, window)
    return token
  }

  /** Counts a call. Returns the headers that tell the client what remains; throws 429 if nothing does. */
  check(call: Call): OutgoingHttpHeaders | undefined {
    const token = call.headers['x-pd-rate-limit']
    if (token !== undefined) {
      const window = this.#custom.get(String(token))
      if (window === undefined) throw badRequest('x-pd-rate-limit is not a known rate limit token')
      return rateLimitHeaders(window.acquire())
    }
    if (!this.#isDocumented) return undefined
    const rule = DOCUMENTED.find(({ applies }) => applies(call.operation))
    if (rule === undefined) return undefined
    const key = `${rule.name} ${call.ids.project_id} ${rule.per?.(call) ?? ''}`
    let window = this.#windows.get(key)
    if (window === undefined) {
      window = new FixedWindow(this.#clock, rule.requests, rule.seconds)
      this.#windows.set(key, window)
    }
    return rateLimitHeaders(window.acquire())
  }
}

function positiveInteger(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value
  throw badRequest(`${name} must be a positive integer`)
}

function rateLimitHeaders({ allowed, limit, remaining, endsAt, now }: WindowState): OutgoingHttpHeaders {
  const headers = { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': Math.ceil(endsAt / 1000) }
  if (allowed) return headers
  const retryAfter = Math.max(1, Math.ceil((endsAt - now) / 1000))
  throw new HttpError(429, 'Too many requests', undefined, { ...headers, 'retry-after': String(retryAfter) })
}
