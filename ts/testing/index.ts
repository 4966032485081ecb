/**
 * `pipedream-native/testing`: the Connect API in the process of your test. It speaks real HTTP on 127.0.0.1. Each emulator has a state of
 * its own, and faults when you ask for them. It refuses what the API would refuse. It answers 500 to a request that it does not know, and
 * names the nearest operation; the client retries a 500, so set `maxRetries: 0` if such an answer takes too long.
 *
 * **What is there at the start.** `development` and `production` each have a copy:
 *
 * | what | which |
 * | --- | --- |
 * | client | `client-1` with the secret `secret-1`, for all scopes |
 * | project | `proj_1`, named Acme |
 * | accounts | `apn_1` (slack), `apn_2` (github), `apn_3` (openai) of `user-1`; `apn_4` … `apn_25` of `user-2` … `user-6` |
 * | users | `exu_1` is `user-1`, then one for each other person that has an account |
 * | apps | 150: slack, github, google_sheets, openai, notion, http, then `app_007` … `app_150`; five categories, `appcat_1` … |
 * | components | an action and a trigger for each of the first 30 apps, such as `slack-send-message` and `slack-new-message` |
 * | deployed trigger | `dc_1` of `user-1`, with one event, the workflow `p_1` and the webhook `wh_1` |
 * | Connect token | `ctok_0123456789abcdef0123456789abcdef` for `user-1`, in `development` of the first project |
 * | settings | app override `ao_1`, OAuth app `oa_1`, the environment's webhook `wh_1` |
 * | file | `example.txt` |
 * | services behind the proxy | whatever listens on this machine, and an echo at `https://slack.com` |
 * | workflows | every URL `${url}/workflows/<id>` echoes method, path, query, headers and body; an endpoint id without the URL does not work |
 *
 * @example
 * const api = await startEmulator()
 * const client = new PipedreamClient(api.clientOptions)
 * api.fail({ operation: 'accounts.retrieve', status: 503 })
 * await client.accounts.retrieve('apn_1')
 * await api.close()
 */

import type { Readable } from 'node:stream'

export type ProjectEnvironment = 'development' | 'production'

export interface EmulatorClient {
  clientId: string
  clientSecret: string
  /** The scopes it may ask for, separated by spaces. Default: `*`, all. */
  scope?: string
}

/** An account. A field that is left out is as in the accounts that are there at the start. Names are in snake_case, as the API sends them. */
export interface EmulatorAccount {
  /** Default: the next free `apn_…`. */
  id?: string
  name?: string
  /** Default: `user-1`. */
  external_id?: string
  /** The slug or id of one of the apps, or an app of your own. Default: `slack`. */
  app?: string | Record<string, unknown>
  healthy?: boolean
  dead?: boolean
  /** Returned with `includeCredentials`, and added to calls through the proxy. */
  credentials?: Record<string, unknown>
  [field: string]: unknown
}

export interface EmulatorOptions {
  /** The OAuth clients, which may ask for tokens. */
  clients?: readonly [EmulatorClient, ...EmulatorClient[]]
  /** The ids of the projects. The first one is in `clientOptions`. */
  projects?: readonly [string, ...string[]]
  /** The accounts of each project and environment, in place of those in the table above. */
  accounts?: readonly EmulatorAccount[]
  /** The environment in `clientOptions`, and for methods that are given none. Default: `development`. */
  projectEnvironment?: ProjectEnvironment
  /** How long tokens live, in seconds. Default: 3600. */
  tokenLifetimeSeconds?: number
  /** How many token requests a second are allowed; more are answered 429 with an empty body. Default: no limit. */
  tokenRequestsPerSecond?: number
  /** Whether the documented rate limits apply. Those that callers make with `rateLimits.create` always apply. Default: false. */
  rateLimits?: boolean
  /** The delay of each answer, in milliseconds. Default: 0. */
  latencyMs?: number
  /** Default: a free port. */
  port?: number
}

/** Which requests fail, and how. Without `operation`, `path` and `method` it is the next request, whatever it is. */
export interface Fault {
  /** The name of an operation, such as `accounts.list`, `oauthTokens.create` or `workflows.invoke`. */
  operation?: string
  /** The path that is sent, without the query. */
  path?: string | RegExp
  method?: string
  /** How many requests fail; `Infinity` for all. Default: 1. */
  times?: number
  /** How many such requests succeed before the first one fails. Default: 0. */
  skip?: number
  /** The status of an answer that replaces the real one. The request has no effect. */
  status?: number
  /** The body of an answer that replaces the real one: a text, bytes, or a value that is sent as JSON. The status is 200 unless given. */
  body?: unknown
  /** A page of HTML that replaces the real answer. The status is 200 unless given. */
  html?: boolean | string
  /** Headers for the answer. They replace its own. */
  headers?: Record<string, string | number>
  /** The delay of the answer, in milliseconds. */
  delayMs?: number
  /** The connection is reset `before` the body of the request is read, `after` it was read (or `true`), or when the request was `handled` and had its effect. */
  reset?: boolean | 'before' | 'after' | 'handled'
  /** The answer never comes (`headers`), or it stops in the middle of its body (`body`). The connection stays open. */
  stall?: 'headers' | 'body'
  /** The connection ends in the middle of the body. */
  truncate?: boolean
  /** The body comes byte by byte, with so many milliseconds between. */
  dripMs?: number
}

export interface PlannedFault {
  readonly options: Fault
  /** How many requests it has made fail so far. */
  readonly used: number
  /** Removes the fault. */
  remove(): void
}

/** A request that the emulator received. Its members have the secrets as they were sent; when it is printed or written as JSON, they are hidden. */
export interface LoggedRequest {
  readonly method: string
  readonly path: string
  /** The path and query that were sent. */
  readonly url: string
  /** The operation; undefined if no operation has this path and method. */
  readonly operation: string | undefined
  /** The status of the answer; undefined if there is none yet, or a fault kept it back. */
  readonly status: number | undefined
  /** When it came, by the clock of the emulator, in milliseconds since 1970. */
  readonly at: number
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly authorization: string | undefined
  /** The value if it was JSON, else the text; undefined if there was none. */
  readonly body: unknown
  readonly rawBody: Buffer
}

/** The clock of the emulator. Tokens, Connect tokens, rate limits and `Date` headers use it. */
export interface EmulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves the clock forward by so many seconds; a negative number moves it back. */
  advance(seconds: number): void
  /** Sets the clock to the time of the machine. */
  reset(): void
}

/** A project and an environment. Default: the first project, and the environment of the emulator. */
export interface Place {
  projectId?: string
  environment?: ProjectEnvironment
}

/** A call that the proxy passes on to an app. */
export interface UpstreamRequest {
  method: string
  url: string
  /** The headers for the app, without the prefix `x-pd-proxy-`, and `authorization` with the credentials of the account. */
  headers: Record<string, string>
  body: Buffer
  json(): unknown
  accountId: string
  externalUserId: string
}

/** An answer. A text or bytes are sent as they are, any other body as JSON. Default of `status`: 200. */
export interface EmulatedAnswer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** Returns an answer, which may be a text or bytes alone, or undefined: then the next handler is asked. */
export type Upstream = (request: UpstreamRequest) => UpstreamAnswer | Promise<UpstreamAnswer>
export type UpstreamAnswer = (EmulatedAnswer & { body?: unknown | Readable }) | string | Uint8Array | undefined

export interface ActionRun {
  key: string
  externalUserId: string
  configuredProps: Record<string, unknown>
  projectId: string
  environment: ProjectEnvironment
}

/** What an action did. Names are in snake_case, as the API sends them. */
export interface ActionResult {
  exports?: Record<string, unknown>
  ret?: unknown
  os?: unknown[]
  stash_id?: string
}

export interface WorkflowRequest {
  method: string
  /** The path after the id of the workflow. */
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string | string[] | undefined>
  body: unknown
  rawBody: Buffer
  externalUserId: string | undefined
}

export interface WorkflowOptions {
  /** What a caller must send: an access token of this emulator (`oauth`), or `token` (`static_bearer_token`). Default: `none`. */
  auth?: 'none' | 'oauth' | 'static_bearer_token'
  token?: string
  /** Returns the answer. If it returns undefined, the answer is an echo of the request. */
  handler?: (request: WorkflowRequest) => EmulatedAnswer | undefined | Promise<EmulatedAnswer | undefined>
}

export interface StashedFile {
  readonly key: string
  /** In bytes. */
  readonly size: number
  /** How many bytes were written to sockets so far, in all downloads. It is at most a few hundred kB ahead of the reader. */
  readonly sent: number
  readonly downloads: number
  /** How many downloads were ended by their reader. */
  readonly aborted: number
  /** Settles when the first download ends, complete or not. */
  readonly closed: Promise<{ sent: number; aborted: boolean }>
}

export interface EmittedEvent {
  e: Record<string, unknown>
  k: string
  /** Milliseconds since 1970. */
  ts: number
  id: string
  sum?: string
}

export interface Delivery {
  url: string
  /** The header `x-pd-signature` that was sent. */
  signature: string
  /** The status that the webhook answered. A webhook that is not on this machine is not called: undefined. */
  status: number | undefined
}

export interface Emulator {
  readonly url: string
  /** For `new PipedreamClient(…)`. */
  readonly clientOptions: {
    baseUrl: string
    clientId: string
    clientSecret: string
    projectId: string
    projectEnvironment: ProjectEnvironment
    workflowDomain: string
  }
  readonly clock: EmulatorClock
  /** The last 10,000 requests, the oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** How many requests came in all. */
  readonly requestCount: number
  /** How many requests came to the token endpoint, including those that were refused. */
  readonly tokenRequests: number
  /** Every token that was issued, the oldest first. */
  readonly issuedTokens: readonly string[]
  /** Those of `requests` that are for one operation. */
  requestsOf(operation: string): LoggedRequest[]

  /** Plans a fault. `close()` throws if no request met it. */
  fail(fault: Fault): PlannedFault

  /** Revokes all tokens, or those of one client. */
  revokeTokens(clientId?: string): void
  /** Changes the secret of a client (default: the first) and returns the new one. The old one is refused at once; tokens stay valid. */
  rotateSecret(clientId?: string, secret?: string): string
  /** Sets how long tokens live that are issued from now on, in seconds. */
  setTokenLifetime(seconds: number): void
  /** Sets how many token requests a second are allowed; undefined for no limit. */
  setTokenRateLimit(requestsPerSecond: number | undefined): void

  /** Connects an account and returns it, credentials included. */
  addAccount(account?: EmulatorAccount, where?: Place): EmulatorAccount & { id: string }
  /** Makes a file for `fileStash.downloadFile()`. With `{ size }` byte `n` is `(n % 65536) % 251`, made while it is read. */
  stashFile(key: string, content: string | Uint8Array | { size: number }, options?: Place & { contentType?: string }): StashedFile
  /** Emits an event of a deployed trigger. It is kept, and sent with a signature to the webhooks that are on this machine. */
  emitEvent(
    triggerId: string,
    payload: Record<string, unknown>,
    options?: Place & { summary?: string },
  ): Promise<{ event: EmittedEvent; deliveries: Delivery[] }>
  /** Registers a handler that answers for the apps behind the proxy. The last one registered is asked first. */
  upstream(handler: Upstream): void
  /** Registers what an action does when it is run. */
  action(key: string, handler: (run: ActionRun) => ActionResult | Promise<ActionResult>): void
  /** Makes a workflow and returns its URL. */
  workflow(id: string, options?: WorkflowOptions): string

  /** Makes the emulator as it was when it started, on the same port. */
  reset(): void
  /** Stops the emulator and ends every connection. Throws if a handler of yours threw, or if a planned fault met no request (`unusedFaults: 'ignore'` allows that). */
  close(options?: { unusedFaults?: 'throw' | 'ignore' }): Promise<void>
  /** Calls `close()`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts an emulator on 127.0.0.1. */
export function startEmulator(options?: EmulatorOptions): Promise<Emulator>

/** For scripts: starts an emulator, prints the environment variables for its clients, and closes it at SIGINT or SIGTERM. */
export function serveEmulator(options?: EmulatorOptions & { print?: (line: string) => void }): Promise<Emulator>
