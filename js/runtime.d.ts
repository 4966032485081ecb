// The options of a call, and what a call returns: promises, pages, bodies.

import type { ProjectEnvironment } from './generated/types.js'

/** The value of a header, or a function that is called for each call and gives it. Null and undefined remove the header. */
export type HeaderValue =
  | string
  | null
  | undefined
  | Promise<string | null | undefined>
  | (() => string | null | undefined | Promise<string | null | undefined>)

/** Headers by name: an object, `Headers`, a Map, or a list of `[name, value]` pairs. */
export type GivenHeaders = Record<string, HeaderValue> | Iterable<readonly [string, HeaderValue]>

/** The options of one call. They take precedence over those of the client. */
export interface BaseRequestOptions {
  /** The time limit of one attempt, in seconds, until the last byte of the answer. For a streamed body it is the limit of each piece. */
  timeoutInSeconds?: number | undefined
  /** How often the call is repeated at most, from 0 to 100. */
  maxRetries?: number | undefined
  /** The size in bytes that an answer may have if it is not streamed. A larger one is an error with the code `ERR_BODY_TOO_LARGE`. */
  maxResponseBytes?: number | undefined
  /** Ends the call at once, also in the pause before a retry, and closes its connection. */
  abortSignal?: AbortSignal | undefined
  /** The environment of the project for this call. */
  projectEnvironment?: ProjectEnvironment | undefined
  /** Parameters for the query. One that the method sends too is replaced. */
  queryParams?: Record<string, unknown> | undefined
  /** Headers for this call. One that the client sends too is replaced. */
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

/** A value, and the status and headers of its answer. */
export interface WithRawResponse<T> {
  readonly data: T
  readonly rawResponse: RawResponse
}

/** A promise of the result of a call. The call starts at once, not when it is awaited. */
export interface PipedreamPromise<T> extends Promise<T> {
  /** The result, and the status and headers of the answer. */
  withRawResponse(): Promise<WithRawResponse<T>>
}

/** A promise of the first page of a list. Iterating it gives the items of all pages; it can be iterated more than once. */
export interface PagePromise<Item, Response = unknown> extends PipedreamPromise<Page<Item, Response>>, AsyncIterable<Item> {
  /** All items, or the first `limit`. Pages that are not needed are not fetched. */
  toArray(options?: { limit?: number | undefined }): Promise<Item[]>
}

/**
 * One page of a list. Iterating it gives its items and those of the following pages; the page itself does not change. If the server
 * gives a cursor a second time, the list would have no end: the iteration fails with the code `ERR_CURSOR_REPEATED`.
 */
export interface Page<Item, Response = unknown> extends AsyncIterable<Item> {
  /** The items of this page. */
  data: Item[]
  /** The whole answer, with `pageInfo`. */
  response: Response
  /** Status and headers of the answer. */
  readonly rawResponse: RawResponse
  /** Whether there is a next page. */
  hasNextPage(): boolean
  /** Replaces the items of this page by those of the next, and returns this page. After the last page it fails with `ERR_NO_NEXT_PAGE`. */
  getNextPage(): Promise<this>
}

/**
 * A body of bytes that can be read once; a second time is an error with the code `ERR_BODY_USED`. It keeps its connection until it is
 * read or cancelled, so do one of them.
 */
export interface BinaryResponse {
  /** Whether somebody has begun to read the body. */
  readonly bodyUsed: boolean
  /** The body as a stream, the same one each time. No more is received than you read. Cancelling it closes the connection. */
  stream(): NonNullable<Response['body']>
  /** Reads the whole body. */
  arrayBuffer(): Promise<ArrayBuffer>
  /** Reads the whole body; its type is that of the answer. */
  blob(): Promise<Blob>
  /** Reads the whole body. For text: `Buffer.from(await body.bytes()).toString()`. */
  bytes(): Promise<Uint8Array>
}
