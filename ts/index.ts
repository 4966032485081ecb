// The entry points `pipedream-native` and `pipedream-native/server`.

export { isBinaryResponse } from './binary-response.js'
export { PipedreamClient, type RequestOptions, type TokenStats } from './client.js'
export * from './client-options.js'
export type {
  PipedreamEvents,
  RateLimitLearnedEvent,
  RequestEndEvent,
  RequestErrorEvent,
  RequestStartEvent,
  RetryBudgetExhaustedEvent,
  TokenCause,
  TokenClockSkewEvent,
  TokenFetchedEvent,
  TokenInvalidatedEvent,
  TokenRefreshFailedEvent,
  TokenStoreIgnoredEvent,
} from './events.js'
export type { Fetch, FetchInit } from './fetch-types.js'
export { createBackendClient, createFrontendClient } from './old-names.js'
export type { LogConfig, Logger, LogLevel } from './logging.js'
export type { Mcp, McpConnector, McpServer, McpServerRequest, McpToolMode } from './mcp.js'
export * as Pipedream from './namespace.js'
export * from './namespace.js'
export type { BaseRequestOptions, GivenHeaders, HeaderValue } from './options.js'
export type {
  BasicAbortSignal,
  BasicBlob,
  BasicFetch,
  BasicHeaders,
  BasicRequest,
  BasicRequestInit,
  BasicResponse,
  BasicStream,
  BasicUrl,
} from './platform-types.js'
export type { BinaryResponse, Page, PagePromise, PipedreamPromise, RawResponse, ToArrayOptions, WithRawResponse } from './results.js'
export type { FileTokenStore, TokenStore } from './stores/types.js'
export type { DownloadProgress, ListProgress, Progress, UploadProgress } from './progress-types.js'
export type { PhaseTimes, PipedreamTracing, RequestCause, TracedCall, TracedRequest, TracedToken } from './tracing-events.js'
