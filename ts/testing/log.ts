// The log of requests. It keeps them whole; what is printed of them has no secrets.

import type { IncomingHttpHeaders } from 'node:http'
import { type InspectOptions, inspect } from 'node:util'
import type { PlatformBuffer } from '../platform-types.js'
import { CONNECT_TOKEN } from '../connect-token.js'

const MAX_RECORDS = 10_000
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-pd-rate-limit', 'x-pd-proxy-authorization'])
const SECRET_FIELDS = new Set(['client_secret', 'client_assertion', 'cfmap_json', 'connect_token', 'cfmap'])

/** A request that the emulator received. Its members have the secrets as they were sent; when it is printed or written as JSON, they are hidden. */
export interface LoggedRequest {
  readonly method: string
  readonly path: string
  /** The path and query that were sent. */
  readonly url: string
  /** The operation; undefined if no operation has this path and method. */
  readonly operation: string | undefined
  /** The status of the response; undefined if there is none yet, or if a fault withheld it. */
  readonly status: number | undefined
  /** When the request came, by the clock of the emulator, in milliseconds since 1970. */
  readonly at: number
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly authorization: string | undefined
  /** The value if it was JSON, else the text; undefined if there was none. */
  readonly body: unknown
  /** The bytes as they came; empty until all of them have come. */
  readonly rawBody: PlatformBuffer
}

/** @internal */
export class RequestRecord implements LoggedRequest {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly at: number
  operation: string | undefined = undefined
  status: number | undefined = undefined
  readonly #headers: IncomingHttpHeaders
  readonly #contentType: string
  #bytes: Buffer | undefined

  constructor(method: string, url: string, path: string, headers: IncomingHttpHeaders, at: number) {
    this.method = method
    this.url = url
    this.path = path
    this.at = at
    this.#headers = headers
    this.#contentType = headers['content-type'] ?? ''
  }

  get headers(): IncomingHttpHeaders {
    return this.#headers
  }

  get authorization(): string | undefined {
    return this.#headers.authorization
  }

  get rawBody(): Buffer {
    return this.#bytes ?? Buffer.alloc(0)
  }

  set rawBody(bytes: Buffer | undefined) {
    this.#bytes = bytes
  }

  get body(): unknown {
    if (this.#bytes === undefined || this.#bytes.length === 0) return undefined
    const text = this.#bytes.toString()
    if (!this.#contentType.includes('json')) return text
    try {
      return JSON.parse(text)
    } catch {
      return text
    }
  }

  toJSON(): Record<string, unknown> {
    const { at, operation, method, url, path, status } = this
    return {
      at,
      operation,
      method,
      path: withoutTokens(path),
      url: withoutTokens(url),
      status,
      headers: redact(this.#headers, SECRET_HEADERS),
      body: this.#isForm ? this.#formFields() : redact(this.body, SECRET_FIELDS),
    }
  }

  get #isForm(): boolean {
    // The form of Connect Link is read whatever type it says it has.
    return this.#contentType.includes('application/x-www-form-urlencoded') || (this.operation === 'connect.link' && this.method === 'POST')
  }

  /** A form may have the keys of an account, under names that only its app knows: the names alone are shown. */
  #formFields(): Record<string, string> {
    const names = new URLSearchParams(this.#bytes?.toString()).keys()
    return Object.fromEntries([...names].map((name) => [name, '[redacted]']))
  }

  /** @internal */
  [inspect.custom](_depth: number, options: InspectOptions): string {
    return `LoggedRequest ${inspect(this.toJSON(), options)}`
  }
}

/** The last requests, the oldest first. */
/** @internal */
export class RequestLog {
  #records: RequestRecord[] = []
  total = 0

  add(record: RequestRecord): void {
    this.total += 1
    this.#records.push(record)
    // Dropped in batches, so that a busy server does not move 10,000 entries for each request.
    if (this.#records.length >= 2 * MAX_RECORDS) this.#records = this.#records.slice(-MAX_RECORDS)
  }

  list(): RequestRecord[] {
    return this.#records.slice(-MAX_RECORDS)
  }
}

/** A path or URL may have a Connect token in it, as the address of Connect Link has. */
const withoutTokens = (text: string): string => text.replaceAll(CONNECT_TOKEN, 'ctok_[redacted]')

function redact(value: unknown, names: ReadonlySet<string>): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, names.has(name) ? '[redacted]' : inner]))
}
