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
/** A credential: itself, a promise of it, or a function that is asked whenever a token is needed. */
export type Credential<T = string> = T | Promise<T> | (() => T | Promise<T>)

/** Something that gives tokens, as the official SDK has it. */
export interface TokenProvider {
  getToken(): string | Promise<string>
}

/** What a client is made with. What is left out is read from the `PIPEDREAM_…` variables of the environment. */
export interface PipedreamClientOpts {
  /** The id of the OAuth client; else `PIPEDREAM_CLIENT_ID`. */
  clientId?: Credential | undefined
  /** Its secret; else `PIPEDREAM_CLIENT_SECRET`. Several while one is being replaced: `[current, next]`. */
  clientSecret?: Credential<string | readonly string[]> | undefined
  /** A token of your own in the place of id and secret. */
  token?: Credential | undefined
  /** Something that gives tokens in the place of id and secret. */
  tokenProvider?: TokenProvider | undefined
  /** `false`: no authorization. Else headers that are asked for at each call and go over the token's. */
  auth?: AuthOption | undefined
  /** The project (`proj_…`); else `PIPEDREAM_PROJECT_ID`. */
  projectId?: string | undefined
  /** Which of the project's environments; else `PIPEDREAM_PROJECT_ENVIRONMENT`, else production. */
  projectEnvironment?: AsyncSupplier<api.ProjectEnvironment | undefined> | undefined
  /** Where the API lives. `baseUrl` goes over it. */
  environment?: Supplier<PipedreamEnvironment | string> | undefined
  /** Where the API lives; else `PIPEDREAM_BASE_URL`. https, or http on this machine. */
  baseUrl?: Supplier<string> | undefined
  /** The only domain where a workflow may receive the token; else `PIPEDREAM_WORKFLOW_DOMAIN`, else `m.pipedream.net`. */
  workflowDomain?: string | undefined
  /** Headers of every request. */
  headers?: GivenHeaders | undefined
  /** The limit of one attempt in seconds; 60 unless given. */
  timeoutInSeconds?: number | undefined
  /** How often a call is repeated at most; 2 unless given. */
  maxRetries?: number | undefined
  /**
   * How many bytes an answer may have that is read whole, not streamed: from 1 to 536870888, the longest text that V8 can hold,
   * and that unless given. A larger one is an error with the code `ERR_BODY_TOO_LARGE`.
   */
  maxResponseBytes?: number | undefined
  /** The scopes of the token; all that the OAuth client has unless given. */
  scope?: string | readonly string[] | undefined
  /** A function in the place of the client's own HTTP: for mocks and tracing agents. */
  fetch?: typeof fetch | undefined
  /** A line before and after each call. Silent unless `silent` is false. */
  logging?: LogConfig | undefined
  /** Where tokens are shared beyond the process: of `pipedream-native/stores`, a Keyv, or anything of that shape. */
  tokenStore?: TokenStore | FileTokenStore | undefined
  /** Certificate authorities to trust besides the usual ones, PEM. */
  caCertificates?: string | readonly string[] | undefined
  /** The token of a custom rate limit, sent with every call. */
  rateLimitToken?: string | undefined
}

/** The same, under the name that the official SDK has for it. */
export type BaseClientOptions = PipedreamClientOpts

/** `false`, or where the headers come from that authorize a call. */
export type AuthOption = false | AuthFunction | { getAuthRequest: AuthFunction }
/** Gives the headers that authorize a call. */
export type AuthFunction = (facts?: object) => AuthRequest | Promise<AuthRequest>
/** Headers that authorize a call. */
export interface AuthRequest {
  headers: Record<string, string> | Iterable<readonly [string, string]>
}

/** From which lines on the logger hears of. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Something that writes lines; `console` is one. */
export interface Logger {
  debug(message: string, ...facts: unknown[]): void
  info(message: string, ...facts: unknown[]): void
  warn(message: string, ...facts: unknown[]): void
  error(message: string, ...facts: unknown[]): void
}

/** How calls are logged. Lines never hold a header, a query or a body. */
export interface LogConfig {
  /** `info` unless given; calls are told at `debug`, failures at `error`. */
  level?: LogLevel | undefined
  /** `console` unless given. */
  logger?: Logger | undefined
  /** Nothing is written while it is true, as it is unless given. */
  silent?: boolean | undefined
}

/** Figures of a key's tokens since the process started; times in seconds. */
export interface TokenStats {
  /** Token requests sent. */
  requests: number
  /** What they were for. */
  causes: Record<string, number>
  /** Requests that gave no token. */
  failures: number
  /** Tokens that another process had left in the store. */
  storeHits: number
  /** Times the store did not do what it was asked. */
  storeFaults: number
  /** Which token is current; 0: none yet. */
  generation: number
  ageSeconds: number | null
  expiresInSeconds: number | null
  /** Eight bytes in hexadecimal that tell tokens apart. */
  fingerprint: string | null
  /** What the last failure said. */
  lastError: string | null
}

/** What `client.request(…)` takes. */
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
/** A client of the Connect API. Clients are cheap: all of a process share tokens and connections. */
export declare class PipedreamClient {
  constructor(options?: PipedreamClientOpts)

  /** Custom rate limits: the token of one is sent as `rateLimitToken`. */
  get rateLimits(): { create(request: RateLimitRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<{ token: string }> }

  /** The current token; a live one costs no more than a resolved promise. */
  get rawAccessToken(): Promise<string>
  /** The current token; with `forceRefresh` a new one. */
  accessToken(options?: { forceRefresh?: boolean | undefined }): Promise<string>
  /** Forgets the token: the next call gets another. */
  invalidateToken(): void
  /** Gets a token, and a connection, ahead of the first call. A failure is silent until then. */
  prefetch(): Promise<void>
  /** Figures of the tokens so far. */
  tokenStats(): TokenStats
  /** Calls an endpoint that has no method yet. The value is JSON as it came, text, or a `BinaryResponse`. */
  request<T = unknown>(method: string, path: string, options?: RequestOptions): PipedreamPromise<T>
  /** Starts no call any more; those on their way end as they would. */
  close(): void
  /** For `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}
