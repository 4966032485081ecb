// The faults that a test has planned. Each waits for its requests and counts them.

import { kindOf, readOptions } from './read-options.js'
import { operationNames } from './router.js'

/** Which requests fail, and how. Without `operation`, `path` and `method` it is the next request, whatever it is. */
export interface Fault {
  /**
   * The name of an operation, such as `accounts.list`, `oauthTokens.create` or `workflows.invoke`.
   *
   * @default every operation
   * @example api.fail({ operation: 'oauthTokens.create', status: 500 })
   */
  operation?: string
  /**
   * The path that is sent, without the query.
   *
   * @default every path
   * @example api.fail({ path: /\/accounts\/apn_\d+$/, status: 404 })
   */
  path?: string | RegExp
  /**
   * The method of the request, in upper or lower case. A preflight, which a browser sends before a call, meets only a fault with `OPTIONS`.
   *
   * @default every method
   * @example api.fail({ method: 'POST', status: 500 })
   */
  method?: string
  /**
   * How many requests fail; `Infinity` for all.
   *
   * @default 1
   * @example api.fail({ operation: 'accounts.list', status: 503, times: 2 })
   */
  times?: number
  /**
   * How many such requests succeed before the first one fails.
   *
   * @default 0
   * @example api.fail({ operation: 'accounts.list', status: 503, skip: 1 })
   */
  skip?: number
  /**
   * The status of a response that replaces the real one, from 200 to 599. The request has no effect.
   *
   * @default the status of the real response, or 200 with `body` or `html`
   * @example api.fail({ operation: 'accounts.retrieve', status: 429, headers: { 'retry-after': 1 } })
   */
  status?: number
  /**
   * The body of a response that replaces the real one: a text, bytes, or a value that is sent as JSON. The status is 200 unless given.
   *
   * @default none
   * @example api.fail({ operation: 'accounts.retrieve', status: 400, body: { error: 'no such account' } })
   */
  body?: unknown
  /**
   * A page of HTML that replaces the real response. The status is 200 unless given.
   *
   * @default false
   * @example api.fail({ operation: 'accounts.list', status: 502, html: true })
   */
  html?: boolean | string
  /**
   * Headers for the response. They replace its own.
   *
   * @default none
   * @example api.fail({ operation: 'accounts.list', headers: { 'x-request-id': 'req_test' } })
   */
  headers?: Record<string, string | number>
  /**
   * The delay of the response, in milliseconds.
   *
   * @default 0
   * @example api.fail({ operation: 'accounts.list', delayMs: 2000 })
   */
  delayMs?: number
  /**
   * The connection is reset `before` the body of the request is read, `after` it was read (or `true`), or when the request was
   * `handled` and had its effect.
   *
   * @default false
   * @example api.fail({ operation: 'accounts.create', reset: 'handled' })
   */
  reset?: boolean | 'before' | 'after' | 'handled'
  /**
   * The response never comes (`headers`), or it stops in the middle of its body (`body`). The connection stays open.
   *
   * @default none
   * @example api.fail({ operation: 'accounts.list', stall: 'body' })
   */
  stall?: 'headers' | 'body'
  /**
   * The connection ends in the middle of the body.
   *
   * @default false
   * @example api.fail({ operation: 'accounts.list', truncate: true })
   */
  truncate?: boolean
  /**
   * The body comes byte by byte, with so many milliseconds between.
   *
   * @default none
   * @example api.fail({ operation: 'accounts.list', dripMs: 20 })
   */
  dripMs?: number
}

/** A fault that was planned with `fail()`. */
export interface PlannedFault {
  /** What `fail()` was given. */
  readonly options: Fault
  /** How many requests it has made fail so far. */
  readonly used: number
  /** Removes the fault. */
  remove(): void
}

const NAMES: readonly (keyof Fault)[] = [
  'operation',
  'path',
  'method',
  'status',
  'headers',
  'body',
  'html',
  'times',
  'skip',
  'delayMs',
  'reset',
  'stall',
  'truncate',
  'dripMs',
]
const RESETS: readonly unknown[] = [true, 'before', 'after', 'handled']
const STALLS: readonly unknown[] = ['headers', 'body']

/**
 * Whether a fault replaces the response, and does not only disturb it.
 *
 * @internal
 */
export const replacesResponse = ({ status, body, html }: Fault): boolean =>
  status !== undefined || body !== undefined || (html !== undefined && html !== false)

interface RequestToMatch {
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
}

class ActiveFault implements PlannedFault {
  readonly options: Fault
  used = 0
  readonly #remove: (fault: ActiveFault) => void
  #left: number
  #skip: number

  constructor(options: Fault, remove: (fault: ActiveFault) => void) {
    this.options = options
    this.#remove = remove
    this.#left = options.times ?? 1
    this.#skip = options.skip ?? 0
  }

  /** Whether the request fails. Counts it if its operation, path and method match. */
  matches(request: RequestToMatch): boolean {
    const { operation, path, method } = this.options
    if (operation !== undefined && operation !== request.operation) return false
    if (method !== undefined && method.toUpperCase() !== request.method) return false
    if (path !== undefined && !(typeof path === 'string' ? path === request.path : path.test(request.path))) return false
    if (this.#left <= 0) return false
    if (this.#skip > 0) {
      this.#skip -= 1
      return false
    }
    this.#left -= 1
    this.used += 1
    return true
  }

  get isUsedUp(): boolean {
    return this.#left <= 0
  }

  remove(): void {
    this.#remove(this)
  }
}

/** @internal */
export class Faults {
  #active: ActiveFault[] = []
  #all: ActiveFault[] = []

  /** Throws TypeError for a fault that could never occur. */
  add(options: Fault): PlannedFault {
    const given = readOptions('fail()', options, NAMES)
    check(given)
    const fault = new ActiveFault(given, (one) => this.#remove(one))
    this.#active.push(fault)
    this.#all.push(fault)
    return fault
  }

  /**
   * The fault that a request meets: the first one, in the order in which they were planned. A preflight, which a browser sends before a
   * call, meets only a fault that names its method.
   */
  take(request: RequestToMatch, isPreflight: boolean): Fault | undefined {
    if (this.#active.length === 0) return undefined
    const fault = this.#active.find((one) => (!isPreflight || one.options.method !== undefined) && one.matches(request))
    if (fault?.isUsedUp) this.#active = this.#active.filter((one) => one !== fault)
    return fault?.options
  }

  #remove(fault: ActiveFault): void {
    this.#active = this.#active.filter((one) => one !== fault)
    this.#all = this.#all.filter((one) => one !== fault)
  }

  clear(): void {
    this.#active = []
    this.#all = []
  }

  /** Those that no request has met. */
  unused(): PlannedFault[] {
    return this.#all.filter(({ used }) => used === 0)
  }
}

function check({ operation, path, method, headers, html, truncate, status, times, skip, delayMs, reset, stall, dripMs }: Fault): void {
  if (operation !== undefined && !operationNames.has(operation))
    throw new TypeError(`fail(): there is no operation ${JSON.stringify(operation)}`)
  if (path !== undefined && typeof path !== 'string' && !(path instanceof RegExp)) throw new TypeError('path must be a string or a RegExp')
  if (method !== undefined && typeof method !== 'string') throw new TypeError(`method must be a string, got ${kindOf(method)}`)
  if (headers !== undefined && (headers === null || typeof headers !== 'object' || Array.isArray(headers)))
    throw new TypeError(`headers must be an object, got ${kindOf(headers)}`)
  if (html !== undefined && typeof html !== 'boolean' && typeof html !== 'string')
    throw new TypeError(`html must be a boolean or a string, got ${kindOf(html)}`)
  if (truncate !== undefined && typeof truncate !== 'boolean') throw new TypeError(`truncate must be a boolean, got ${kindOf(truncate)}`)
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599))
    throw new TypeError(`status must be a whole number from 200 to 599, got ${String(status)}`)
  for (const [name, value] of Object.entries({ times, skip, delayMs, dripMs })) {
    if (value !== undefined && !(typeof value === 'number' && value >= 0))
      throw new TypeError(`${name} must be a number of at least 0, got ${String(value)}`)
  }
  if (reset !== undefined && reset !== false && !RESETS.includes(reset))
    throw new TypeError(`reset must be a boolean, "before", "after" or "handled", got ${String(reset)}`)
  if (stall !== undefined && !STALLS.includes(stall)) throw new TypeError(`stall must be "headers" or "body", got ${String(stall)}`)
}
