// The public types. Those of the API are written from openapi.yaml, the others by hand.

export * from './js/generated/types.js'
export * from './js/generated/namespaces.js'
export * from './js/errors.js'
export * from './js/client.js'
export type {
  BaseRequestOptions,
  BinaryResponse,
  GivenHeaders,
  HeaderValue,
  Page,
  PagePromise,
  PipedreamPromise,
  RawResponse,
  WithRawResponse,
} from './js/runtime.js'
export type { FileTokenStore, TokenStore } from './js/stores.js'
export * as Pipedream from './js/namespace.js'
