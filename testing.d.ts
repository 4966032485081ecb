/**
 * `pipedream-native/testing`: the Connect API in your test's process. Real HTTP on 127.0.0.1, a state of its own for
 * each emulator, and faults when you ask for them. What the API would refuse is refused; a request that nobody
 * prepared is answered 500 with the name of the nearest operation.
 *
 * **What is there at the start**, in `development` and in `production` alike, each with a copy of its own:
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
 * | workflows | every id under `${url}/workflows/` echoes method, path, query, headers and body |
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
  /** The scopes it may ask for, with spaces between. `*` unless given. */
  scope?: string
}

/** An account to begin with; what is left out is as in the accounts that are there at the start. Names are those of the wire. */
export interface EmulatorAccount {
  /** The next free `apn_…` unless given. */
  id?: string
  name?: string
  /** `user-1` unless given. */
  external_id?: string
  /** The slug or id of an app of the catalogue, or an app of your own. `slack` unless given. */
  app?: string | Record<string, unknown>
  healthy?: boolean
  dead?: boolean
  /** Shown to those who ask for credentials, and put into calls of the proxy. */
  credentials?: Record<string, unknown>
  [field: string]: unknown
}

export interface EmulatorOptions {
  /** Who may ask for tokens. */
  clients?: readonly [EmulatorClient, ...EmulatorClient[]]
  /** Ids of the projects. The first is that of `clientOptions`. */
  projects?: readonly [string, ...string[]]
  /** In place of the accounts that are there otherwise, in each project and environment. */
  accounts?: readonly EmulatorAccount[]
  /** The environment of `clientOptions`, and of the methods below that name none. `development` unless given. */
  projectEnvironment?: ProjectEnvironment
  /** How long tokens live, in seconds. 3600 unless given. */
  tokenLifetimeSeconds?: number
  /** Token requests a second before the token endpoint answers 429 with an empty body. No limit unless given. */
  tokenRequestsPerSecond?: number
  /** Whether the documented rate limits hold. Off unless given; those that callers make with `rateLimits.create` always hold. */
  rateLimits?: boolean
  /** How long each answer is held back, in milliseconds. 0 unless given. */
  latencyMs?: number
  /** A free one unless given. */
  port?: number
}

/** Which requests, and what goes wrong with them. Without `operation`, `path` and `method` it is the next request of any kind. */
export interface Fault {
  /** The name of an operation, such as `accounts.list`, `oauthTokens.create` or `workflows.invoke`. */
  operation?: string
  /** The path as it is sent, without the query. */
  path?: string | RegExp
  method?: string
  /** How many requests it is for: 1 unless given; `Infinity` for all. */
  times?: number
  /** How many such requests pass before the first it is for. 0 unless given. */
  skip?: number
  /** An answer in place of the real one: the request has no effect. */
  status?: number
  /** A text, bytes, or a value to be sent as JSON; in place of the real answer. 200 when there is no `status`. */
  body?: unknown
  /** A page of HTML in place of the real answer. 200 when there is no `status`. */
  html?: boolean | string
  /** Headers that go over those of the answer. */
  headers?: Record<string, string | number>
  /** Holds the answer back, in milliseconds. */
  delayMs?: number
  /** The connection is reset: `before` the body is read, `after` it was (also `true`), or when the request was `handled` and had its effect. */
  reset?: boolean | 'before' | 'after' | 'handled'
  /** The answer never comes (`headers`), or stops in the middle of its body (`body`). */
  stall?: 'headers' | 'body'
  /** The connection ends in the middle of the body. */
  truncate?: boolean
  /** The body comes byte by byte, one each so many milliseconds. */
  dripMs?: number
}

export interface PlannedFault {
  readonly options: Fault
  /** How many requests met it so far. */
  readonly used: number
  /** Takes it back. */
  remove(): void
}

/** A request that came. Printed and as JSON it shows no secret; its members do. */
export interface LoggedRequest {
  readonly method: string
  readonly path: string
  /** Path and query as they were sent. */
  readonly url: string
  /** The operation it meant; undefined when there is none. */
  readonly operation: string | undefined
  /** Undefined while there is no answer, and for good when a fault held it back. */
  readonly status: number | undefined
  /** When it came by the emulator's clock, in milliseconds since 1970. */
  readonly at: number
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly authorization: string | undefined
  /** The value where it was JSON, else the text; undefined where there was none. */
  readonly body: unknown
  readonly rawBody: Buffer
}

/** The time the emulator goes by: tokens, Connect tokens, windows of rate limits, `Date` headers. */
export interface EmulatorClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves the time by so many seconds; below zero moves it back. */
  advance(seconds: number): void
  /** Back to the machine's time. */
  reset(): void
}

/** Where something is: the first project and the emulator's environment unless given. */
export interface Place {
  projectId?: string
  environment?: ProjectEnvironment
}

/** A call that the proxy passes on. */
export interface UpstreamRequest {
  method: string
  url: string
  /** Those that were given, without their prefix, and the account's `authorization`. */
  headers: Record<string, string>
  body: Buffer
  json(): unknown
  accountId: string
  externalUserId: string
}

/** A value is sent as JSON, text and bytes as they are. `status` is 200 unless given. */
export interface EmulatedAnswer {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

/** Gives an answer (a text or bytes alone are one, too), or undefined to leave the call to the next. */
export type Upstream = (request: UpstreamRequest) => UpstreamAnswer | Promise<UpstreamAnswer>
export type UpstreamAnswer = (EmulatedAnswer & { body?: unknown | Readable }) | string | Uint8Array | undefined

export interface ActionRun {
  key: string
  externalUserId: string
  configuredProps: Record<string, unknown>
  projectId: string
  environment: ProjectEnvironment
}

/** What an action did; names are those of the wire. */
export interface ActionResult {
  exports?: Record<string, unknown>
  ret?: unknown
  os?: unknown[]
  stash_id?: string
}

export interface WorkflowRequest {
  method: string
  /** What follows the workflow's id. */
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string | string[] | undefined>
  body: unknown
  rawBody: Buffer
  externalUserId: string | undefined
}

export interface WorkflowOptions {
  /** What a caller needs: a token of this emulator (`oauth`), or `token`. `none` unless given. */
  auth?: 'none' | 'oauth' | 'static_bearer_token'
  token?: string
  /** What it answers; undefined is answered with an echo. */
  handler?: (request: WorkflowRequest) => EmulatedAnswer | undefined | Promise<EmulatedAnswer | undefined>
}

export interface StashedFile {
  readonly key: string
  /** In bytes. */
  readonly size: number
  /** Bytes handed to sockets so far, in all downloads: with a reader that waits it stays a few hundred kB ahead. */
  readonly sent: number
  readonly downloads: number
  /** Downloads whose reader went away before the end. */
  readonly aborted: number
  /** Settles when the first download has ended, whole or not. */
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
  /** What was sent as `x-pd-signature`. */
  signature: string
  /** What the webhook answered; undefined for one beyond this machine, which is not called. */
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
  /** The last 10,000 requests, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** Requests in all. */
  readonly requestCount: number
  /** Requests to the token endpoint in all, those that were refused too. */
  readonly tokenRequests: number
  /** Every token given away, oldest first. */
  readonly issuedTokens: readonly string[]
  /** The kept requests of one operation. */
  requestsOf(operation: string): LoggedRequest[]

  /** Lets something go wrong. `close()` throws when no request met it. */
  fail(fault: Fault): PlannedFault

  /** Revokes all tokens there are, or those of one client. */
  revokeTokens(clientId?: string): void
  /** Gives a client (the first unless given) another secret, which is returned; the old one stops at once. Tokens live on. */
  rotateSecret(clientId?: string, secret?: string): string
  /** How long tokens live that are issued from now on, in seconds. */
  setTokenLifetime(seconds: number): void
  /** Token requests a second before 429; undefined for no limit. */
  setTokenRateLimit(requestsPerSecond: number | undefined): void

  /** Connects an account; gives it as it is kept, credentials included. */
  addAccount(account?: EmulatorAccount, where?: Place): EmulatorAccount & { id: string }
  /** Makes a file that can be downloaded. Of `{ size }` bytes, byte `n` is `(n % 65536) % 251`; they are made while they are read. */
  stashFile(key: string, content: string | Uint8Array | { size: number }, options?: Place & { contentType?: string }): StashedFile
  /** Lets a deployed trigger emit an event: kept, and delivered, signed, to its webhooks on this machine. */
  emitEvent(triggerId: string, payload: Record<string, unknown>, options?: Place & { summary?: string }): Promise<{ event: EmittedEvent; deliveries: Delivery[] }>
  /** Stands in for the services behind the proxy. The last one registered is asked first. */
  upstream(handler: Upstream): void
  /** Says what an action does when it is run. */
  action(key: string, handler: (run: ActionRun) => ActionResult | Promise<ActionResult>): void
  /** Sets a workflow up; gives its URL. */
  workflow(id: string, options?: WorkflowOptions): string

  /** As it was when it started, on the same port. */
  reset(): void
  /** Ends every connection. Throws when a planned fault met no request, unless told to ignore that, and when a handler of yours threw. */
  close(options?: { unusedFaults?: 'throw' | 'ignore' }): Promise<void>
  /** `close()`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Starts a Connect API on 127.0.0.1. */
export function startEmulator(options?: EmulatorOptions): Promise<Emulator>

/** For scripts: starts one, prints the environment variables that lead to it, and closes it at SIGINT or SIGTERM. */
export function serveEmulator(options?: EmulatorOptions & { print?: (line: string) => void }): Promise<Emulator>
