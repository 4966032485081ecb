// The client and its options.

import type { Resources } from './generated/client.js'
import type * as api from './generated/types.js'
import type { BaseRequestOptions, GivenHeaders, PipedreamPromise } from './runtime.js'
import type { FileTokenStore, TokenStore } from './stores.js'

/** Where the API lives. */
export declare const PipedreamEnvironment: {
  readonly Prod: 'https://api.pipedream.com'
  readonly Dev: 'https://api.pipedream.com'
}
/** Where the API lives. */
export type PipedreamEnvironment = (typeof PipedreamEnvironment)[keyof typeof PipedreamEnvironment]

/** A value, or a function that gives it. */
export type Supplier<T> = T | (() => T)
/** A value, a promise of it, or a function that gives either. */
export type AsyncSupplier<T> = Supplier<T | Promise<T>>
/** A credential: a value, a promise of it, or a function that is called each time a token is requested. */
export type Credential<T = string> = T | Promise<T> | (() => T | Promise<T>)

/** An object that gives tokens; the official SDK has the same type. */
export interface TokenProvider {
  getToken(): string | Promise<string>
}

/**
 * The options of a client. An option that is left out is read from its `PIPEDREAM_…` environment variable; a blank variable counts as
 * unset.
 */
export interface PipedreamClientOpts {
  /** The id of the OAuth client. Default: `PIPEDREAM_CLIENT_ID`. */
  clientId?: Credential | undefined
  /** The secret of the OAuth client. Default: `PIPEDREAM_CLIENT_SECRET`. While a secret is rotated: `[current, next]`. */
  clientSecret?: Credential<string | readonly string[]> | undefined
  /** An access token of your own, in place of `clientId` and `clientSecret`. */
  token?: Credential | undefined
  /** An object that gives access tokens, in place of `clientId` and `clientSecret`. */
  tokenProvider?: TokenProvider | undefined
  /** `false`: calls are sent without authorization. A function: it is called for each call; its headers replace that of the token. */
  auth?: AuthOption | undefined
  /** The id of the project (`proj_…`). Default: `PIPEDREAM_PROJECT_ID`. */
  projectId?: string | undefined
  /** The environment of the project. Default: `PIPEDREAM_PROJECT_ENVIRONMENT`, else `production`. */
  projectEnvironment?: AsyncSupplier<api.ProjectEnvironment | undefined> | undefined
  /** The URL of the API. `baseUrl` takes precedence. */
  environment?: Supplier<PipedreamEnvironment | string> | undefined
  /** The URL of the API: https, or http on this machine. Default: `PIPEDREAM_BASE_URL`, else `https://api.pipedream.com`. */
  baseUrl?: Supplier<string> | undefined
  /** Workflows are called on this domain and its subdomains only. Default: `PIPEDREAM_WORKFLOW_DOMAIN`, else `m.pipedream.net`. */
  workflowDomain?: string | undefined
  /** Headers for every request. */
  headers?: GivenHeaders | undefined
  /** The time limit of one attempt, in seconds. Default: 60. */
  timeoutInSeconds?: number | undefined
  /** How often a call is repeated at most, from 0 to 100. Default: 2. */
  maxRetries?: number | undefined
  /**
   * The size in bytes that an answer may have, from 1 to 536870888. A larger one fails its call with the code `ERR_BODY_TOO_LARGE`.
   * It does not count for a `BinaryResponse`, which is streamed. Default: 536870888, the longest text that V8 can hold.
   */
  maxResponseBytes?: number | undefined
  /** The scopes to request for the token. Default: all that the OAuth client has. */
  scope?: string | readonly string[] | undefined
  /** A function that replaces the HTTP of this package, for mocks and tracing agents. It gets the token in the headers. */
  fetch?: typeof fetch | undefined
  /** Writes a line before and after each call. A logger such as `console` gets all lines; with a `LogConfig` set `silent: false`. */
  logging?: LogConfig | Logger | undefined
  /** Where processes share a token: a store of `pipedream-native/stores`, a Keyv, or an object with the same methods. */
  tokenStore?: TokenStore | FileTokenStore | undefined
  /** More certificate authorities to trust, as PEM. */
  caCertificates?: string | readonly string[] | undefined
  /** The token of a custom rate limit, from `client.rateLimits.create(…)`. It is sent with every call. */
  rateLimitToken?: string | undefined
}

/** The name of the same type in the official SDK. */
export type BaseClientOptions = PipedreamClientOpts

/** `false`, or a function that gives the headers that authorize a call. */
export type AuthOption = false | AuthFunction | { getAuthRequest: AuthFunction }
/** Gives the headers that authorize a call. */
export type AuthFunction = (facts?: object) => AuthRequest | Promise<AuthRequest>
/** Headers that authorize a call. */
export interface AuthRequest {
  headers: Record<string, string> | Iterable<readonly [string, string]>
}

/** How important a line is, from the least to the most. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** An object that writes log lines, such as `console`. */
export interface Logger {
  debug(message: string, ...facts: unknown[]): void
  info(message: string, ...facts: unknown[]): void
  warn(message: string, ...facts: unknown[]): void
  error(message: string, ...facts: unknown[]): void
}

/** How calls are logged. A line never has a header, a query or a body. */
export interface LogConfig {
  /** The lowest level that is written. Calls are at `debug`, failures at `error`. Default: `info`. */
  level?: LogLevel | undefined
  /** Default: `console`. */
  logger?: Logger | undefined
  /** If true, nothing is written. Default: true. */
  silent?: boolean | undefined
}

/** Figures about the tokens of this client's credentials since the process started. */
export interface TokenStats {
  /** How many token requests were sent. */
  requests: number
  /**
   * Why they were sent: there was no token (`cold`), nor one in the store (`storeMiss`); it was renewed in the background (`refresh`);
   * it was too old to use (`hard`); the API refused it (`401`); `forceRefresh` was given (`forced`).
   */
  causes: Record<'cold' | 'storeMiss' | 'refresh' | 'hard' | '401' | 'forced', number>
  /** How many requests gave no token. */
  failures: number
  /** How many tokens were found in the store. */
  storeHits: number
  /** How often the store failed. The event `pipedream:token:storeIgnored` says why. */
  storeFaults: number
  /** The number of the current token, from 1; 0 before the first. */
  generation: number
  /** How old the current token is. */
  ageSeconds: number | null
  /** How long the current token is still valid. */
  expiresInSeconds: number | null
  /** A hash of the current token, 16 hexadecimal digits: tokens can be compared by it in logs. */
  fingerprint: string | null
  /** The message of the last token request that failed. */
  lastError: string | null
}

/** The options of `client.request(…)`. */
export interface RequestOptions extends BaseRequestOptions {
  query?: Record<string, unknown> | undefined
  /** A JSON value, text, bytes, a form or a stream. */
  body?: unknown
}

/** A custom rate limit. */
export interface RateLimitRequest {
  windowSizeSeconds: number
  requestsPerWindow: number
}

/** The resources of a client are written from openapi.yaml. */
export interface PipedreamClient extends Resources {}
/** A client of the Connect API. A client costs little: all clients of a process share tokens and connections. */
export declare class PipedreamClient {
  constructor(options?: PipedreamClientOpts)

  /** Makes custom rate limits. Give the token of one as the option `rateLimitToken`. */
  get rateLimits(): { create(request: RateLimitRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<{ token: string }> }

  /** The current access token. It is fetched only if there is none that is valid. */
  get rawAccessToken(): Promise<string>
  /** The current access token, or a new one with `forceRefresh`. */
  accessToken(options?: { forceRefresh?: boolean | undefined }): Promise<string>
  /** Drops the access token. The next call fetches another. */
  invalidateToken(): void
  /** Fetches a token and opens a connection before the first call. It never rejects: the first call reports what failed. */
  prefetch(): Promise<void>
  /** Figures about the access tokens so far. */
  tokenStats(): TokenStats
  /** Calls an endpoint that has no method yet. The result is the JSON with its own keys, a text, or a `BinaryResponse`. */
  request<T = unknown>(method: string, path: string, options?: RequestOptions): PipedreamPromise<T>
  /** Lets no new call start: it fails with `ERR_CLIENT_CLOSED`. Calls under way finish. */
  close(): void
  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}
