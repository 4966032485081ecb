// What calls take and give: options, promises, pages, bodies.

import type { ProjectEnvironment } from './generated/types.js'

/** A header's value, or a function that gives one when a request is made. Null and undefined remove the header. */
export type HeaderValue = string | null | undefined | Promise<string | null | undefined> | (() => string | null | undefined | Promise<string | null | undefined>)

/** Headers by name: an object, `Headers`, a Map, or a list of `[name, value]` pairs. */
export type GivenHeaders = Record<string, HeaderValue> | Iterable<readonly [string, HeaderValue]>

/** What one call asks for on top of the client's options. */
export interface BaseRequestOptions {
  /** The limit of one attempt in seconds, from its first byte out to its last byte in. */
  timeoutInSeconds?: number | undefined
  /** How often the call is repeated at most. */
  maxRetries?: number | undefined
  /** How many bytes an answer may have that is read whole, not streamed; else the client's. */
  maxResponseBytes?: number | undefined
  /** Ends the call at once, down to its socket. */
  abortSignal?: AbortSignal | undefined
  /** The environment of the project for this call. */
  projectEnvironment?: ProjectEnvironment | undefined
  /** Parameters that replace those of the method in the query, or follow them. */
  queryParams?: Record<string, unknown> | undefined
  /** Headers over those of the client. */
  headers?: GivenHeaders | undefined
  /** The token of a custom rate limit, from `client.rateLimits.create(…)`. */
  rateLimitToken?: string | undefined
}

/** Status and headers of an answer. */
export interface RawResponse {
  readonly headers: Headers
  readonly redirected: boolean
  readonly status: number
  readonly statusText: string
  readonly type: ResponseType
  readonly url: string
}

type ResponseType = 'basic' | 'cors' | 'default' | 'error' | 'opaque' | 'opaqueredirect'

/** A value together with the answer it came in. */
export interface WithRawResponse<T> {
  readonly data: T
  readonly rawResponse: RawResponse
}

/** A promise of a call's value. The call has started already. */
export interface PipedreamPromise<T> extends Promise<T> {
  /** The value together with status and headers. */
  withRawResponse(): Promise<WithRawResponse<T>>
}

/** A promise of a list's first page; iterating it gives the items of all pages, each time anew. */
export interface PagePromise<Item, Response = unknown> extends PipedreamPromise<Page<Item, Response>>, AsyncIterable<Item> {
  /** All items, or the first `limit`. No page is fetched that is not needed. */
  toArray(options?: { limit?: number | undefined }): Promise<Item[]>
}

/**
 * One page of a list. Iterating it gives its items and those of the pages behind it, and leaves it what it is. A list whose cursors come
 * again ends with the code `ERR_CURSOR_REPEATED`.
 */
export interface Page<Item, Response = unknown> extends AsyncIterable<Item> {
  /** The items of this page. */
  data: Item[]
  /** The whole answer, with `pageInfo`. */
  response: Response
  /** Status and headers of the answer. */
  readonly rawResponse: RawResponse
  /** Whether there is a page behind this one. */
  hasNextPage(): boolean
  /** Turns this page into the next, and gives it. Past the last page it is an error. */
  getNextPage(): Promise<this>
}

/** A body of bytes that can be read once. What is not read stays in the socket. */
export interface BinaryResponse {
  /** Whether the body is being read, or has been. */
  readonly bodyUsed: boolean
  /** The body as it comes, the same stream each time. Reading sets the pace; cancelling closes the connection. */
  stream(): NonNullable<Response['body']>
  /** All of it. */
  arrayBuffer(): Promise<ArrayBuffer>
  /** All of it. */
  blob(): Promise<Blob>
  /** All of it. */
  bytes(): Promise<Uint8Array>
}
