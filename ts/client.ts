// The client: options in, resources out.

// First, because outside of Node it throws the error that says what is wrong.
import { native } from './load.js'
import { type Start, sender } from './body.js'
import { OPTIONS_OF_CALL } from './call-options.js'
import { Callbacks } from './callbacks.js'
import { Caller } from './caller.js'
import type { PipedreamClientOpts } from './client-options.js'
import type { TokenCause } from './events.js'
import { defect, errorOf } from './failure.js'
import { ignoreRejection } from './ignore.js'
import { send } from './fetch.js'
import type { Fetch } from './fetch-types.js'
import { INSPECT } from './inspect.js'
import { toJson } from './json.js'
import { loggerOf } from './logging.js'
import { mailbox } from './mailbox.js'
import { Mcp } from './mcp.js'
import type { NativeClient } from './native.js'
import { CALL_ADVICE } from './option-advice.js'
import type { BaseRequestOptions } from './options.js'
import type { PlatformAsyncDisposable } from './platform-types.js'
import { define, pick, property } from './properties.js'
import { dynamicOptions, factsOf, givenOptions, headersOf, nativeOptions } from './read-options.js'
import { redactedPath } from './redacted-url.js'
import { CALLER, openCallersWith, type Resource } from './resource.js'
import { type Resources, resources } from './resources/resources.js'
import type { PipedreamPromise } from './results.js'
import { type PassedSecret, separateSecrets } from './secrets.js'
import { captureStack } from './stack.js'
import { knownOptions, warnOfUnknown } from './unknown-options.js'
import { checkOptions } from './value-types.js'

/** Figures about the tokens of this client's credentials since the process started. */
export interface TokenStats {
  /** How many token requests were sent. */
  requests: number
  /** How often each cause led to a request. A request that is repeated after a failure counts once. */
  causes: Record<TokenCause, number>
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
  /**
   * The parameters of the query.
   *
   * @default none
   * @example { limit: 10 }
   */
  query?: Record<string, unknown> | undefined
  /**
   * The body: a JSON value, text, bytes, a form or a stream.
   *
   * @default none
   * @example { app_slug: 'slack' }
   */
  body?: unknown
}

/**
 * The key of a client's internal parts. It is a symbol, because private fields cannot be read when the client is reached through a `Proxy`
 * or `Object.create`.
 *
 * @internal
 */
export const PARTS: unique symbol = Symbol('parts')

/** @internal */
export interface Parts {
  readonly native: NativeClient
  readonly caller: Caller
  /** The resources that were used so far, by name. */
  readonly resources: Map<string, Resource>
  readonly mcp: Mcp
  /** What may be shown of the client. */
  readonly facts: Record<string, unknown>
}

/** The resources of a client, and its end, for `await using`. */
export interface PipedreamClient extends Resources, PlatformAsyncDisposable {}

/** A client of the Connect API. A client costs little: all clients of a process share tokens and connections. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: a getter for each resource is defined below
export class PipedreamClient {
  /** @internal */
  declare readonly [PARTS]: Parts

  /**
   * Sends a request as the global `fetch` does, and gives a standard `Response`: also for a status such as 404. Retries, time limits and
   * events are those of every call. It can be passed on without the client: `const { fetch } = client`.
   *
   * `input` is a URL, a `Request`, or a path below the base URL. The token, the client's headers and `x-pd-*` headers are sent to the origin
   * of the base URL only. `init` is that of `fetch`. `requestOptions` are those of every call. `timeoutInSeconds` is the limit for
   * the head of the response, then for each chunk of the body. `maxResponseBytes` applies to the body, and has no default here.
   *
   * The promise rejects with a `PipedreamError` if there is no response: an argument is wrong (`ERR_INVALID_ARGUMENT`), the connection
   * failed, the time limit has passed, or the signal has aborted.
   */
  declare readonly fetch: Fetch

  constructor(options: PipedreamClientOpts = {}) {
    const given = givenOptions(options)
    let callbacks: Callbacks | undefined
    const { fixed, dynamic } = headersOf(given.headers)
    const dynamics = dynamicOptions(given, dynamic)
    const crossing = nativeOptions(given, () => (callbacks ??= new Callbacks()))
    const { options: shown, secrets } = separateSecrets(crossing)
    const core = opened(toJson({ ...shown, headers: fixed }), secrets)
    const logger = given.logging === undefined || given.logging === null ? undefined : loggerOf(given.logging)
    const caller = new Caller(core, dynamics, logger, given)
    callbacks?.ownedBy(caller)
    const fetch: Fetch = (input, init, requestOptions) => send(caller, input, init, requestOptions)
    define(this, 'fetch', { value: fetch, configurable: true, enumerable: false, writable: true })
    define(this, PARTS, {
      value: { native: core, caller, resources: new Map(), mcp: new Mcp(caller), facts: factsOf(crossing) } satisfies Parts,
    })
  }

  /** Sessions with the remote MCP server, through which AI agents use the tools of connected apps. */
  get mcp(): Mcp {
    return this[PARTS].mcp
  }

  /** The current access token. It is fetched only if there is none that is valid. */
  get rawAccessToken(): Promise<string> {
    let live: string | null
    try {
      live = this[PARTS].native.liveToken()
    } catch (error) {
      return Promise.reject(defect(error))
    }
    return live === null ? this.accessToken() : Promise.resolve(live)
  }

  /** The current access token, or a new one with `forceRefresh`. */
  async accessToken(options?: { forceRefresh?: boolean | undefined }): Promise<string> {
    if (options !== undefined && options !== null) {
      checkOptions(options, 'the options of accessToken()')
      warnOfUnknown(options, KNOWN_OF_TOKEN)
    }
    const { native, caller } = this[PARTS]
    return caller.accessToken((id) => native.token(id, property(options, 'forceRefresh') === true))
  }

  /** Drops the access token. The next call fetches another. */
  invalidateAccessToken(): void {
    entered(() => this[PARTS].native.invalidateToken())
  }

  /**
   * Fetches an access token and opens a connection before the first call. The promise rejects with the error that a call would have. If
   * you do not await it, a failure is not reported as an unhandled rejection: the first call then fails with it.
   */
  prefetch(): Promise<void> {
    const { native, caller } = this[PARTS]
    const fetched = caller.accessToken((id) => native.prefetch(id)).then(() => {})
    ignoreRejection(fetched)
    return fetched
  }

  /** Figures about the access tokens so far. */
  accessTokenStats(): TokenStats {
    return JSON.parse(entered(() => this[PARTS].native.tokenStats()) ?? '{}')
  }

  /** Calls an endpoint that has no method yet. The result is the JSON with its own keys, a text, or a `BinaryResponse`. */
  request<T = unknown>(method: string, path: string, options?: RequestOptions): PipedreamPromise<T> {
    const { native, caller } = this[PARTS]
    let ofCall: BaseRequestOptions | undefined
    try {
      // Its headers are the request's own; those of the call's options would be the API's.
      ofCall = pick(options, OF_CALL)
    } catch {
      // The call itself fails with that, as with everything else that is wrong.
    }
    const start: Start = (id, text, options, bytes, upload) => native.request(id, text, options, bytes, upload)
    const label = ['request', textOf(method).toUpperCase(), redactedPath(textOf(path).split(/[?#]/)[0] ?? '')] as const
    return caller.open(label, ofCall, (call) => {
      if (options !== undefined && options !== null) {
        checkOptions(options, 'what goes with a request')
        warnOfUnknown(options, KNOWN_OF_REQUEST)
      }
      return sender(call, { method, path, ...pick(options, OF_REQUEST) }, (request) => request, start)
    })
  }

  /** Lets no new call start: it fails with `ERR_CLIENT_CLOSED`. Calls under way finish. */
  close(): void {
    entered(() => this[PARTS].native.close())
  }

  /** @internal */
  [INSPECT](_depth: number, options: unknown, inspect: (value: unknown, options: unknown) => string): string {
    return `PipedreamClient ${inspect(this.toJSON(), options)}`
  }

  /** What may be shown of the client: where its calls go, and no credentials. */
  toJSON(): Record<string, unknown> {
    return { ...this[PARTS].facts, credentials: '[redacted]' }
  }
}

for (const name of Object.keys(resources) as (keyof Resources)[]) {
  define(PipedreamClient.prototype, name, {
    configurable: true,
    get(this: PipedreamClient) {
      return resourceOf(this[PARTS], name)
    },
  })
}

/** The options that say how to authorize. */
const CREDENTIALS = ['clientId', 'clientSecret', 'privateKey', 'token', 'tokenProvider', 'auth'] as const

// As in the official SDK, a `WorkflowsClient` that is constructed by hand needs no credentials: public workflows take calls without.
openCallersWith((options, resource) => {
  try {
    return new PipedreamClient(options)[PARTS].caller
  } catch (error) {
    const isGiven = (name: string): boolean => (property(options, name) ?? undefined) !== undefined
    const isObject = options === undefined || (typeof options === 'object' && options !== null)
    if (!(resource instanceof resources.workflows && isObject) || CREDENTIALS.some(isGiven)) throw error
    return new PipedreamClient({ ...options, auth: false })[PARTS].caller
  }
})

// Node 18 has the symbol under another name until 18.18.
define(PipedreamClient.prototype, Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose'), {
  configurable: true,
  writable: true,
  async value(this: PipedreamClient) {
    this.close()
  },
})

const OF_CALL = [...OPTIONS_OF_CALL, 'abortSignal', 'onProgress'] as const
const OF_REQUEST = ['query', 'body', 'headers'] as const
const KNOWN_OF_REQUEST = knownOptions<keyof RequestOptions>('client.request()', [...OF_CALL, ...OF_REQUEST], CALL_ADVICE)
const KNOWN_OF_TOKEN = knownOptions('accessToken()', ['forceRefresh'])

/** The native half of a client, whose options have been checked there. */
function opened(options: string, secrets: PassedSecret[]): NativeClient {
  const core = entered(() => new native.NativeClient(mailbox(), options, secrets))
  const problem = entered(() => core.problem())
  if (problem) {
    const error = errorOf(problem)
    // It is often the first error that somebody sees: its stack begins at their line.
    captureStack(error, PipedreamClient)
    throw error
  }
  return core
}

/** Calls Rust. An error that Rust throws because of a defect becomes a `PipedreamError`. */
function entered<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw defect(error)
  }
}

/** A method or a path for logs. A wrong one is refused where the call is made. */
const textOf = (given: unknown): string => (typeof given === 'string' ? given : typeof given)

/** Returns the resource `name`, and creates it at the first use. */
function resourceOf({ resources: made, caller }: Parts, name: keyof Resources): Resource {
  let resource = made.get(name)
  if (resource === undefined) {
    resource = new resources[name]({ [CALLER]: caller })
    made.set(name, resource)
  }
  return resource
}
