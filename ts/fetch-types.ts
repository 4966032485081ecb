// The type of `client.fetch`.

import type { BaseRequestOptions, GivenHeaders } from './options.js'
import type { PlatformRequest, PlatformRequestInit, PlatformResponse, PlatformUrl } from './platform-types.js'

/** What `client.fetch()` takes as its second argument: that of the global `fetch`, and any stream as a body. */
export interface FetchInit extends Omit<PlatformRequestInit, 'body' | 'headers' | 'duplex'> {
  /** Text, bytes, a Blob, a form, URLSearchParams, or a stream: of the web, of Node, or an async iterable. */
  body?: PlatformRequestInit['body'] | AsyncIterable<Uint8Array | string> | null | undefined
  /** The headers: an object, `Headers`, or a list of `[name, value]` pairs. */
  headers?: PlatformRequestInit['headers'] | GivenHeaders | undefined
  /** Only `'half'`. It is not needed. */
  duplex?: 'half' | undefined
}

/** The type of `client.fetch`. It can be given wherever a `typeof fetch` is expected. */
export type Fetch = (
  input: string | PlatformUrl | PlatformRequest,
  init?: FetchInit,
  requestOptions?: BaseRequestOptions,
) => Promise<PlatformResponse>
