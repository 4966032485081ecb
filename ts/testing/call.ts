// One call of an operation, as its handler sees it.

import type { IncomingHttpHeaders } from 'node:http'
import type { RequestRecord } from './log.js'
import type { ConnectToken } from './records.js'
import type { Operation } from './router.js'
import type { Tenant } from './tenant.js'
import type { AccessToken } from './token-endpoint.js'

/** The query by wire name: a text, or all the texts of a name that came more than once. It has no prototype. */
export type Query = Record<string, string | string[] | undefined>

/** An object of a request's JSON. */
export type JsonObject = Record<string, unknown>

export class Call {
  readonly operation: Operation
  /** The path parameters by wire name. It has no prototype. */
  readonly ids: Readonly<Record<string, string>>
  readonly query: Query
  readonly record: RequestRecord
  /** The JSON value of the body; undefined if there was none, or if the operation takes no body. */
  readonly body: unknown
  /** Undefined until `validate()` has found it, and for operations that need no token. */
  token: AccessToken | undefined = undefined
  /** In the place of `token`, if the bearer is a Connect token: the call is for its user only. */
  connectToken: ConnectToken | undefined = undefined
  #tenant: Tenant | undefined

  constructor(operation: Operation, ids: Readonly<Record<string, string>>, query: Query, record: RequestRecord, body: unknown) {
    this.operation = operation
    this.ids = ids
    this.query = query
    this.record = record
    this.body = body
  }

  get method(): string {
    return this.record.method
  }

  get path(): string {
    return this.record.path
  }

  get headers(): IncomingHttpHeaders {
    return this.record.headers
  }

  /** The origin that the client has sent the request to. */
  get origin(): string {
    return `http://${this.record.headers.host ?? ''}`
  }

  /** The fields of the body. If it is not an object, there are none. */
  get fields(): JsonObject {
    const isObject = this.body !== null && typeof this.body === 'object' && !Array.isArray(this.body)
    return isObject ? (this.body as JsonObject) : { __proto__: null }
  }

  /** A path parameter of the operation. (A property, so that handlers can destructure it.) */
  readonly id = (name: string): string => {
    const id = this.ids[name]
    if (id === undefined) throw new Error(`${this.operation.name} has no path parameter ${name}`)
    return id
  }

  /** The project and environment that the call is for. Only for operations inside a project. */
  get tenant(): Tenant {
    if (this.#tenant === undefined) throw new Error(`${this.operation.name} is not inside a project`)
    return this.#tenant
  }

  set tenant(tenant: Tenant) {
    this.#tenant = tenant
  }
}
