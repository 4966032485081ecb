// The options of a client.

import type { LogConfig, Logger, LogLevel } from './logging.js'
import type { GivenHeaders } from './options.js'
import type { PlatformFetch, PlatformUrl } from './platform-types.js'
import type { ProjectEnvironment } from './resources/enums.js'
import type { FileTokenStore, TokenStore } from './stores/types.js'

/** Where the API lives. */
export const PipedreamEnvironment: {
  readonly Prod: 'https://api.pipedream.com'
  readonly Dev: 'https://api.pipedream.com'
} = Object.freeze({ Prod: 'https://api.pipedream.com', Dev: 'https://api.pipedream.com' })
/** Where the API lives. */
export type PipedreamEnvironment = (typeof PipedreamEnvironment)[keyof typeof PipedreamEnvironment]

/** A value, or a function that gives it. */
export type Supplier<T> = T | (() => T)
/** A value, a promise of it, or a function that gives either. */
export type AsyncSupplier<T> = Supplier<T | Promise<T>>
/** A credential: a value, a promise of it, or a function that is called each time a token is requested. */
export type Credential<T = string> = T | Promise<T> | (() => T | Promise<T>)

/** A `KeyObject` of `node:crypto`. */
export interface KeyObjectLike {
  readonly type: 'private' | 'public' | 'secret'
  readonly asymmetricKeyType?: string | undefined
  export(options: { type: 'pkcs8'; format: 'pem' }): unknown
  export(options: { format: 'jwk' }): unknown
}

/** A private key as JWK (RFC 7517): EC on the curve P-256, or RSA. */
export interface JsonWebKeyLike {
  kty?: string | undefined
  kid?: string | undefined
  crv?: string | undefined
  d?: string | undefined
  x?: string | undefined
  y?: string | undefined
  n?: string | undefined
  e?: string | undefined
  p?: string | undefined
  q?: string | undefined
  dp?: string | undefined
  dq?: string | undefined
  qi?: string | undefined
  alg?: string | undefined
  use?: string | undefined
  key_ops?: string[] | undefined
  ext?: boolean | undefined
}

/**
 * A private key, EC on the curve P-256 or RSA of 2048 to 4096 bits: PEM (PKCS#8, PKCS#1 or SEC1) or JWK as text or as the bytes of a file,
 * a JWK as an object, or a `KeyObject`.
 */
export type PrivateKey = string | Uint8Array | JsonWebKeyLike | KeyObjectLike

/** An object that gives tokens; the official SDK has the same type. */
export interface TokenProvider {
  getToken(): string | Promise<string>
}

/**
 * The options of a client. An option that is left out is read from its `PIPEDREAM_…` environment variable; a blank variable counts as
 * unset.
 */
export interface PipedreamClientOpts {
  /**
   * The id of the OAuth client.
   *
   * @default process.env.PIPEDREAM_CLIENT_ID
   * @example 'client-id'
   */
  clientId?: Credential | undefined
  /**
   * The secret of the OAuth client. While a secret is rotated: `[current, next]`.
   *
   * @default process.env.PIPEDREAM_CLIENT_SECRET
   * @example async () => (await vault.read('pipedream')).secret
   */
  clientSecret?: Credential<string | readonly string[]> | undefined
  /**
   * The private key of the OAuth client, in place of `clientSecret`: its public key is registered with the client, and each token request
   * is signed (RFC 7523). EC on the curve P-256, or RSA of 2048 to 4096 bits; PEM (PKCS#8, PKCS#1 or SEC1), JWK or a `KeyObject`. While a
   * key is replaced: `[current, next]`.
   *
   * @default process.env.PIPEDREAM_PRIVATE_KEY
   * @example readFileSync('pipedream-key.pem', 'utf8')
   */
  privateKey?: Credential<PrivateKey | readonly PrivateKey[]> | undefined
  /**
   * The id of the private key, sent as `kid`. It goes over the `kid` of a JWK. For several keys: one id for all, or one for each.
   *
   * @default process.env.PIPEDREAM_KEY_ID, else the `kid` of the JWK
   * @example 'key-1'
   */
  keyId?: string | readonly string[] | undefined
  /**
   * An access token of your own, in place of `clientId` and `clientSecret` or `privateKey`. As an option it goes over them. The variable
   * counts only if none of them is an option, and goes over their variables.
   *
   * @default process.env.PIPEDREAM_ACCESS_TOKEN
   * @example async () => (await fetch('http://tokens.internal/pipedream')).text()
   */
  token?: Credential | undefined
  /**
   * An object that gives access tokens, in place of `clientId` and `clientSecret` or `privateKey`.
   *
   * @default none
   * @example { getToken: async () => tokens.current() }
   */
  tokenProvider?: TokenProvider | undefined
  /**
   * `false`: calls are sent without authorization. A function: it is called for each call; its headers replace that of the token.
   *
   * @default the header `Authorization: Bearer …` with the access token
   * @example async () => ({ headers: { authorization: `Bearer ${await tokens.current()}` } })
   */
  auth?: AuthOption | undefined
  /**
   * The id of the project.
   *
   * @default process.env.PIPEDREAM_PROJECT_ID
   * @example 'proj_1'
   */
  projectId?: string | undefined
  /**
   * The environment of the project, `development` or `production`. A function is called for each call.
   *
   * @default process.env.PIPEDREAM_PROJECT_ENVIRONMENT, else 'production'
   * @example 'development'
   */
  projectEnvironment?: AsyncSupplier<ProjectEnvironment | undefined> | undefined
  /**
   * The URL of the API. `baseUrl` takes precedence.
   *
   * @default PipedreamEnvironment.Prod
   * @example PipedreamEnvironment.Prod
   */
  environment?: Supplier<PipedreamEnvironment | string> | undefined
  /**
   * The URL of the API: https, or http on this machine; `allowInsecureHttp` allows http on others.
   *
   * @default process.env.PIPEDREAM_BASE_URL, else 'https://api.pipedream.com'
   * @example 'http://localhost:3000'
   */
  baseUrl?: Supplier<string> | undefined
  /**
   * Workflows are called on this domain and its subdomains only.
   *
   * @default process.env.PIPEDREAM_WORKFLOW_DOMAIN, else 'm.pipedream.net'
   * @example 'workflows.example.com'
   */
  workflowDomain?: string | undefined
  /**
   * The URL of the MCP server, for `client.mcp`: https, or http on this machine; `allowInsecureHttp` allows http on others. If `baseUrl`
   * has http, there is no default.
   *
   * @default process.env.PIPEDREAM_MCP_URL, else 'https://remote.mcp.pipedream.net'
   * @example 'https://mcp.example.com/v3'
   */
  mcpUrl?: Supplier<string> | undefined
  /**
   * Headers for every request.
   *
   * @default none
   * @example { 'x-team': 'billing' }
   */
  headers?: GivenHeaders | undefined
  /**
   * The time limit of one attempt, in seconds.
   *
   * @default 60
   * @example 10
   */
  timeoutInSeconds?: number | undefined
  /**
   * The time limit of a whole call, in seconds: functions that give headers, the token, the wait for a connection, all attempts, the
   * pauses between them, and the body. For a `BinaryResponse` it ends with the head of the response; the body then has
   * `timeoutInSeconds` for each chunk, so that a download is not cut while it makes progress. Each page of a list is a call of its own.
   *
   * No pause is started that would end after the deadline: then the failure is given at once.
   *
   * There is no default, because how long an answer is of use depends on who waits for it.
   *
   * @default none: each attempt has `timeoutInSeconds`
   * @example 20
   */
  deadlineInSeconds?: number | undefined
  /**
   * How often a call is repeated at most, from 0 to 100.
   *
   * @default 2
   * @example 0
   */
  maxRetries?: number | undefined
  /**
   * The size in bytes that a response may have, from 1 to 536870888, the longest text that V8 can hold. A larger one fails its call with
   * the code `ERR_BODY_TOO_LARGE`. Of a compressed response the decoded bytes count. It does not count for a `BinaryResponse`, which is
   * streamed.
   *
   * @default 536870888
   * @example 10_000_000
   */
  maxResponseBytes?: number | undefined
  /**
   * The scopes to request for the token.
   *
   * @default all that the OAuth client has
   * @example ['connect:accounts:read']
   */
  scope?: string | readonly string[] | undefined
  /**
   * A function that replaces the HTTP of this package, for mocks and tracing agents. It gets the token in the headers. Proxies are its own
   * affair: the option `proxy` and the proxy variables do not apply to it.
   *
   * @default the HTTP client of this package
   * @example async (url, init) => fetch(url, init)
   */
  fetch?: PlatformFetch | undefined
  /**
   * Writes what happens to each call. With `'debug'` one readable line to the console for each call that has ended: method, path, status,
   * milliseconds, attempts, bytes and request id; with `'info'`, `'warn'` or `'error'` only for each that has failed. A logger such as
   * `console` gets a message and an object before and after each call; with a `LogConfig` set `silent: false`.
   *
   * @default none
   * @example 'debug'
   */
  logging?: LogLevel | LogConfig | Logger | undefined
  /**
   * Where processes share a token: a store of `pipedream-native/stores`, a Keyv, or an object with the same methods.
   *
   * @default none
   * @example fileTokenStore()
   */
  tokenStore?: TokenStore | FileTokenStore | undefined
  /**
   * More certificates to trust, as PEM: of authorities, or of the server itself. [docs/tls.md](tls.md) says what else is trusted.
   *
   * @default none
   * @example readFileSync('company-ca.pem')
   */
  caCertificates?: string | Uint8Array | readonly (string | Uint8Array)[] | undefined
  /**
   * The certificate that the client shows to the API if it asks for one (mTLS), as PEM: the client's first, then those between it and its
   * authority. Calls, token requests and the proxy send it to the origin of `baseUrl` only, not to workflows, nor to where a redirect
   * leads. It needs `clientKey`.
   *
   * @default none
   * @example readFileSync('client.pem')
   */
  clientCertificate?: string | Uint8Array | undefined
  /**
   * The private key of `clientCertificate`, as PEM that is not encrypted: RSA of 2048 to 4096 bits, P-256, P-384 or Ed25519.
   *
   * @default none
   * @example readFileSync('client-key.pem')
   */
  clientKey?: string | Uint8Array | undefined
  /**
   * Allows a `baseUrl` or an `mcpUrl` with http on another machine, such as an emulator in another container. Secrets and tokens are then sent
   * unencrypted, which a warning says once. As a variable: `1`, `true`, `0` or `false`.
   *
   * @default process.env.PIPEDREAM_ALLOW_INSECURE_HTTP, else false
   * @example true
   */
  allowInsecureHttp?: boolean | undefined
  /**
   * The URL of the proxy for every host but this machine, or `false` for no proxy. Both replace what the environment says, `NO_PROXY`
   * included. The scheme is `http`, `https` (TLS to the proxy), `socks5` (this machine resolves names) or `socks5h` (the proxy does). User
   * and password are percent-encoded in the URL, and are not shown in errors. It does not apply to the option `fetch`. An invalid URL is
   * an `ERR_INVALID_ARGUMENT`.
   *
   * @default the proxy of `https_proxy`, `HTTPS_PROXY`, `all_proxy` or `ALL_PROXY`, unless `no_proxy` or `NO_PROXY` lists the host
   * @example 'http://user:password@proxy.example:3128'
   */
  proxy?: string | PlatformUrl | false | undefined
  /**
   * The token of a custom rate limit, from `client.rateLimits.create(…)`. It is sent with every call.
   *
   * @default none
   * @example rateLimit.token
   */
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
