// Written by: npm run build (from src/node). Do not edit.

/** The mailbox as JavaScript holds it, one per environment. */
export declare class Mailbox {
  /** `wake` is called when there is something to `drain`. */
  constructor(wake: Wake)
  /**
   * What has gathered, oldest first. If that is more than enough, the last message says so, and the rest is to be
   * drained in another turn of the event loop. Where it throws, nothing is lost: it is to be called again.
   */
  drain(): Array<Message>
  /**
   * Answers the question `ask`; says whether it was still open. Where it is not `ok`, `text` says why, and `thrown` is the
   * number of what was thrown.
   */
  answer(
    ask: number,
    ok: boolean,
    text?: string | undefined | null,
    bytes?: Uint8Array | undefined | null,
    thrown?: number | undefined | null,
  ): boolean
  /** Drops what is open. Called by itself when the environment ends. */
  close(): void
}

/** A client's native half: the checked options, and at the first call everything else. */
export declare class NativeClient {
  /**
   * Checks the options, given as JSON text, in which `{"hidden":0}` stands for the first of the `hidden` credentials.
   * Whether they are right is what `problem()` tells.
   */
  constructor(mailbox: Mailbox, options: string, hidden: Array<string>)
  /** What is wrong with the options, if anything is. */
  problem(): Failure | null
  /**
   * Starts call `id` of an operation. `args` is the JSON text of `[ids, request]`; `body` the bytes of a
   * hand-made body; `upload` the number of a stream to send.
   */
  call(
    id: number,
    operation: number,
    args: string,
    options?: string | undefined | null,
    body?: Uint8Array | undefined | null,
    upload?: number | undefined | null,
  ): void
  /** Starts call `id` of an endpoint that is not described. `args` is the JSON text of `{method, path, query, body}`. */
  request(
    id: number,
    args: string,
    options?: string | undefined | null,
    body?: Uint8Array | undefined | null,
    upload?: number | undefined | null,
  ): void
  /** Starts call `id` of a workflow. `args` is the JSON text of `{urlOrEndpoint, externalUserId, method, body, headers, authType}`. */
  invoke(id: number, args: string, options?: string | undefined | null): void
  /** Drops a call, and with it its connection. It sends no message any more. */
  cancel(id: number): void
  /** Asks for the next piece of a stream: one `chunk` message. */
  read(id: number, stream: number): void
  /** Lets go of a stream. */
  closeStream(stream: number): void
  /** The current token, if it can be used; takes no lock and asks nobody. */
  liveToken(): string | null
  /** Gets a token: one `done` message with it. `force` asks for a new one. */
  token(id: number, force: boolean): void
  /** Forgets the token; the next call gets a new one. */
  invalidateToken(): void
  /** Fetches a token ahead of the first call: one `done` message without a value, or a `failed` one. */
  prefetch(id: number): void
  /** What is known of the tokens so far, as JSON text. */
  tokenStats(): string | null
  /** No call starts any more. Calls that are on their way end as they would. */
  close(): void
}

/** What Rust may ask of JavaScript. */
export type AskKind =
  | 'clientId'
  | 'clientSecret'
  | 'token'
  | 'store.get'
  | 'store.set'
  | 'store.delete'
  | 'store.lock'
  | 'store.unlock'
  | 'fetch'
  | 'body'
  | 'turn'

/** Why something failed. */
export interface Failure {
  /** Its kind. */
  code: FailureCode
  /** In words, without a secret. */
  message: string
  /** The server's status, where it answered. */
  status?: number
  /** The server's body as text. */
  body?: string
  /** The server's head as JSON text. */
  head?: string
  /** Seconds to wait before another try makes sense. */
  retryAfter?: number
  /** The system's or OAuth's name for it: `ECONNREFUSED`, `invalid_client`. */
  cause?: string
  /** The number of what was thrown, where it was JavaScript that failed. */
  thrown?: number
}

/** The kinds of failure; each has its class in `ts/failure.ts`. */
export type FailureCode = 'invalid' | 'status' | 'unreadable' | 'timeout' | 'connection' | 'token' | 'aborted' | 'closed' | 'internal'

/** One thing JavaScript is told, or asked. */
export type Message =
  | {
      type: 'done' /** The call. */
      id: number /** The value as JSON text. */
      json?: string /** The value where it is a text, as it is: JSON would be up to six times as long. */
      text?: string /** Status, URL and headers, to be parsed when asked for. */
      head?: string /** The stream to read the body from. */
      stream?: number
    }
  | { type: 'failed' /** The call. */; id: number /** Why. */; failure: Failure }
  | { type: 'chunk' /** The read that asked for it. */; id: number /** The bytes. */; data?: Buffer }
  | {
      type: 'ask' /** The question. */
      id: number /** What is wanted. */
      kind: AskKind /** Which of the environment's objects is to answer. */
      target: number /** The question's text, its form by kind. */
      text?: string /** The question's bytes. */
      bytes?: Buffer
    }
  | { type: 'unasked' /** The question. */; id: number }
  | { type: 'released' /** Which of them. */; target: number }
  | { type: 'event' /** Its name, `token:fetched`. */; name: string /** What is known of it, as JSON text. */; text: string }
  | { type: 'more' }

/** The hash of the tables this was built with: JavaScript with other tables refuses it. */
export declare function tables(): string

/** The version this was built as: JavaScript of another version refuses it. */
export declare function version(): string
