// Written by: npm run build (from src/node). Do not edit.

/** The mailbox of an environment. */
export declare class Mailbox {
  /** A mailbox without a wake-up. Messages wait in it. */
  constructor()
  /** `wake` is called when there are messages to `drain`: at once if some wait already. */
  attach(wake: Wake): void
  /**
   * The messages since the last call, oldest first. If they are too large for one turn of the event loop, the last message
   * is `more`, and the rest is to be drained in another turn. If it throws, no message is lost: call it again.
   */
  drain(): Array<Message>
  /**
   * Answers the callback `id`. Returns whether it was still open. If `ok` is false, `text` is the message of the error and
   * `thrown` the id of what was thrown.
   */
  answer(
    id: number,
    ok: boolean,
    text?: string | undefined | null,
    bytes?: Uint8Array | undefined | null,
    thrown?: number | undefined | null,
  ): boolean
  /** Drops everything that is open. Runs by itself when the environment ends. */
  close(): void
}

/** A client's checked options, and from its first call on everything else that calls need. */
export declare class NativeClient {
  /**
   * Checks the options, given as JSON text. In it `{"hidden":0}` stands for the first of the `hidden` credentials.
   * `problem()` returns the error, if there is one.
   */
  constructor(mailbox: Mailbox, options: string, hidden: Array<string | Uint8Array>)
  /** The first error in the options. */
  problem(): Failure | null
  /**
   * How a client without options reaches `url`, as JSON text: `{proxy, because, authorities, added}`, or `{problem}`, a sentence.
   * `node_flags` are Node's flags about TLS. No request is sent. For `pipedream-native doctor`.
   */
  static way(url: string, nodeFlags: Array<string>): string
  /**
   * Starts call `id` of an operation. `args` is the JSON text of `[ids, request]`; `body` are the
   * bytes of a multipart body; `upload` is the id of a stream to send.
   */
  call(
    id: number,
    operation: number,
    args: string,
    options?: string | undefined | null,
    body?: Uint8Array | undefined | null,
    upload?: number | undefined | null,
  ): void
  /** Starts call `id` of any endpoint. `args` is the JSON text of `{method, path, query, body}`. */
  request(
    id: number,
    args: string,
    options?: string | undefined | null,
    body?: Uint8Array | undefined | null,
    upload?: number | undefined | null,
  ): void
  /**
   * Starts call `id` of `client.fetch()`. `args` is the JSON text of `{method, url, redirect, mode, contentType, headers,
   * mcp}`.
   */
  fetch(
    id: number,
    args: string,
    options?: string | undefined | null,
    body?: Uint8Array | undefined | null,
    upload?: number | undefined | null,
  ): void
  /**
   * What a client of the MCP server needs for a session. `session` is the JSON text of `{externalUserId, app, accountId, toolMode,
   * appDiscovery}`; `options` are those of its calls.
   */
  mcpServer(session: string, options?: string | undefined | null): McpServer
  /** Starts call `id` of a workflow. `args` is the JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`. */
  invoke(id: number, args: string, options?: string | undefined | null): void
  /**
   * Call `id`, which is started next, is observed: it tells the time of its phases. `withRequests`: it also asks before each request
   * that it sends, with a callback of the kind `request`, and tells when that has ended.
   */
  observe(id: number, withRequests: boolean): void
  /** Drops a call, and with it its connection. No message follows. Returns what is known of it. */
  cancel(id: number): CallFacts | null
  /** Reads the next piece of a stream: one `chunk` message. */
  read(id: number, stream: number): void
  /** Closes a stream. */
  closeStream(stream: number): void
  /** The current token, if it can be sent. Takes no lock and fetches nothing. */
  liveToken(): string | null
  /** Gets a token: one `done` message with it. `force`: a new one. */
  token(id: number, force: boolean): void
  /** Drops the current token. The next call gets a new one. */
  invalidateToken(): void
  /** Fetches a token ahead of the first call: one `done` message without a value, or a `failed` one. */
  prefetch(id: number): void
  /** The statistics of the tokens as JSON text. */
  tokenStats(): string | null
  /** Prevents further calls. Calls that run are not affected. */
  close(): void
}

/** What Rust calls back in JavaScript. */
export type CallbackKind =
  | 'clientId'
  | 'clientSecret'
  | 'privateKey'
  | 'token'
  | 'store.get'
  | 'store.set'
  | 'store.delete'
  | 'store.lock'
  | 'store.unlock'
  | 'fetch'
  | 'body'
  | 'request'
  | 'turn'

/** What is known of a call that failed or was aborted. */
export interface CallFacts {
  /** How many requests were sent. */
  attempts: number
  /** How long it took in Rust, in milliseconds. */
  elapsedMs: number
  /** What it was doing. */
  phase?: string
  /** Why its last failure was not retried. */
  notRetriedBecause?: string
  /** If the call is observed: more facts as JSON text. */
  observed?: string
}

/** The events that Rust sends: their channels without `pipedream:`. `ts/events.ts` has the fields of each. */
export type EventName =
  | 'token:fetched'
  | 'token:refreshFailed'
  | 'token:invalidated'
  | 'token:storeIgnored'
  | 'token:clockSkew'
  | 'rateLimit:learned'
  | 'retryBudget:exhausted'

/** Why something failed. */
export interface Failure {
  /** Its kind. */
  code: FailureCode
  /** The message, without secrets. */
  message: string
  /** The server's status, if it answered. */
  status?: number
  /** The server's body as text. */
  body?: string
  /** The server's head as JSON text. */
  head?: string
  /** Seconds to wait before a retry makes sense. */
  retryAfter?: number
  /** The code of the system or of OAuth: `ECONNREFUSED`, `invalid_client`. */
  cause?: string
  /** The id of what a callback threw. */
  thrown?: number
  /** The limit that a timeout exceeded: the name of its option. */
  limitedBy?: string
  /** The failure of the attempt before, if the deadline has passed. */
  last?: Array<Failure>
  /** What is known of the call. */
  facts?: CallFacts
}

/** The kinds of failure. Each becomes an error class in JavaScript. */
export type FailureCode =
  | 'invalid'
  | 'status'
  | 'unreadable'
  | 'timeout'
  | 'heldBack'
  | 'connection'
  | 'token'
  | 'aborted'
  | 'closed'
  | 'internal'

/** What a client of the MCP server needs, or why the session cannot be. */
export interface McpServer {
  /** Why the session cannot be. Then nothing else is set. */
  problem?: Failure
  /** The URL of the server. */
  url: string
  /** The same with the session in its query. */
  urlWithSession: string
  /** The headers, except our Authorization: names and values in turn. */
  headers: Array<string>
  /** Whether the client's token is to be added. */
  authenticate: boolean
}

/** A message to JavaScript. */
export type Message =
  | {
      type: 'done' /** The call. */
      id: number /** The value as JSON text. */
      json?: string /** The value if it is plain text. As JSON it could be six times as long. */
      text?: string /** Status, URL and headers as JSON text, to be parsed when the caller asks for them. */
      head?: string /** The id of the stream to read the body from. */
      stream?: number /** How many requests were sent, if it is not one. */
      attempts?: number /** If the call is observed: more facts as JSON text. */
      observed?: string
    }
  | { type: 'failed' /** The call. */; id: number /** Why. */; failure: Failure }
  | { type: 'chunk' /** The read that it answers. */; id: number /** The bytes. */; data?: Buffer }
  | {
      type: 'callback' /** The callback. */
      id: number /** What is called. */
      kind: CallbackKind /** The id of the object to call. */
      object: number /** The argument as text. Its form depends on the kind. */
      text?: string /** The argument as bytes. */
      bytes?: Buffer
    }
  | { type: 'callbackCancelled' /** The callback. */; id: number }
  | { type: 'released' /** The id of the object. */; object: number }
  | { type: 'event' /** Which event it is. */; name: EventName /** Its payload as JSON text. */; text: string }
  | {
      type: 'trace' /** Which of them. */
      kind: TraceKind /** The call that sent the request, or started the fetch of the token. */
      call?: number /** The facts as JSON text. */
      text: string
    }
  | { type: 'more' }

/** The hash of the operation tables. JavaScript with other tables refuses to load the addon. */
export declare function tables(): string

/** What a message for `ts/tracing.ts` tells. */
export type TraceKind = 'requestEnd' | 'tokenStart' | 'tokenEnd'

/** The version of this addon. JavaScript of another version refuses to load it. */
export declare function version(): string
