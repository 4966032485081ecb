// The public types of what a call returns: promises, pages and bodies.

import type { ListProgress } from './progress-types.js'
import type { PlatformBlob, PlatformHeaders, PlatformStream } from './platform-types.js'

/** Status and headers of a response. */
export interface RawResponse {
  /**
   * As the server sent them, as with `fetch`: after a compressed response `content-encoding` and `content-length` are there and describe
   * the compressed body, although the value or stream that you get is decoded.
   */
  readonly headers: PlatformHeaders
  readonly redirected: boolean
  readonly status: number
  readonly statusText: string
  readonly type: ResponseType
  readonly url: string
}

type ResponseType = 'basic' | 'cors' | 'default' | 'error' | 'opaque' | 'opaqueredirect'

/** A value, and the status and headers of its response. */
export interface WithRawResponse<T> {
  readonly data: T
  readonly rawResponse: RawResponse
}

/** A promise of the result of a call. The call starts at once, not when it is awaited. */
export interface PipedreamPromise<T> extends Promise<T> {
  /** The result, and the status and headers of the response. */
  withRawResponse(): Promise<WithRawResponse<T>>
}

/** The options of `toArray()`. */
export interface ToArrayOptions {
  /** The largest number of items. */
  limit?: number | undefined
  /**
   * Called for each page that has come, before its items are taken. A promise that it returns is awaited. What it throws, or rejects with,
   * rejects the promise of `toArray()`. It takes precedence over the option of the call.
   */
  onProgress?: ((progress: ListProgress) => unknown) | undefined
}

/** A promise of the first page of a list. Iterating it gives the items of all pages; it can be iterated more than once. */
export interface PagePromise<Item, Response = unknown> extends PipedreamPromise<Page<Item, Response>>, AsyncIterable<Item> {
  /** All items, or the first `limit`. Pages that are not needed are not fetched. */
  toArray(options?: ToArrayOptions): Promise<Item[]>
}

/**
 * One page of a list. Iterating it gives its items and those of the following pages; the page itself does not change. If the server
 * gives a cursor a second time, the list would have no end: the iteration fails with the code `ERR_CURSOR_REPEATED`.
 */
export interface Page<Item, Response = unknown> extends AsyncIterable<Item> {
  /** The items of this page. */
  data: Item[]
  /** The whole response, with `pageInfo`. */
  response: Response
  /** Status and headers of the response. */
  readonly rawResponse: RawResponse
  /** Whether there is a next page. */
  hasNextPage(): boolean
  /** Replaces the items of this page by those of the next, and returns this page. After the last page it fails with `ERR_NO_NEXT_PAGE`. */
  getNextPage(): Promise<this>
  /** The items of a response of this list; none if it has no list of them. The page of the official SDK has this method too. */
  getItems(response: Response): Item[]
  /**
   * Requests what follows `response`, which is this page's by default. The page does not change. After the last response it fails with
   * `ERR_NO_NEXT_PAGE`. The page of the official SDK has this method too.
   */
  loadNextPage(response?: Response): PipedreamPromise<Response>
  /** The same as iterating the page. The page of the official SDK has this method too, and there it changes the page. */
  iterMessages(): AsyncGenerator<Item, void, undefined>
}

/**
 * A body of bytes that can be read once; a second time is an error with the code `ERR_BODY_USED`. It keeps its connection (over HTTP/2 its
 * stream) until it is read or cancelled, so do one of them.
 */
export interface BinaryResponse {
  /** Whether somebody has begun to read the body. */
  readonly bodyUsed: boolean
  /** The body as a stream, the same one each time. No more is received than you read. Cancelling it ends the request. */
  stream(): PlatformStream
  /** Reads the whole body. */
  arrayBuffer(): Promise<ArrayBuffer>
  /** Reads the whole body; its type is that of the response. */
  blob(): Promise<PlatformBlob>
  /** Reads the whole body. For text: `Buffer.from(await body.bytes()).toString()`. */
  bytes(): Promise<Uint8Array>
}
