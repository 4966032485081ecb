// The platform's types that the public types name. Each is the global one where the user's project has it, from the DOM library or from
// @types/node of any version, and else a small interface of our own. So the declarations compile in a project that has neither.

// An interface that is declared here and in the DOM library or @types/node is one interface, to which this adds nothing. Without them it lets
// the types below name it. @types/react does the same. `infer` from the global class would give types of the package undici-types, which
// the declarations of our users' packages could not name.
declare global {
  interface AbortSignal {}
  interface Blob {}
  interface Headers {}
  interface Request {}
  interface RequestInit {}
  interface Response {}
  interface URL {}
}

type Global = typeof globalThis

/** `AbortSignal` of the platform. */
export type PlatformAbortSignal = Global extends { AbortSignal: unknown } ? AbortSignal : BasicAbortSignal
/** `Blob` of the platform. */
export type PlatformBlob = Global extends { Blob: unknown } ? Blob : BasicBlob
/** `Headers` of the platform. */
export type PlatformHeaders = Global extends { Headers: unknown } ? Headers : BasicHeaders
/** `Request` of the platform. */
export type PlatformRequest = Global extends { Request: unknown } ? Request : BasicRequest
/** `Response` of the platform. */
export type PlatformResponse = Global extends { Response: unknown } ? Response : BasicResponse
/** `URL` of the platform. */
export type PlatformUrl = Global extends { URL: unknown } ? URL : BasicUrl
/** The second argument of the global `fetch`. */
export type PlatformRequestInit = Global extends { fetch: unknown } ? RequestInit : BasicRequestInit
/** The type of the global `fetch`. */
export type PlatformFetch = Global extends { fetch: infer T } ? T : BasicFetch
/** `Buffer` of Node. Its type parameter differs from one version of @types/node to another, so it is not declared above. */
export type PlatformBuffer = Global extends { Buffer: { isBuffer(value: unknown): value is infer T } } ? T : Uint8Array
/** The body of a `Response` of the platform. */
export type PlatformStream = NonNullable<PlatformResponse['body']>

/**
 * The method for `await using`. TypeScript knows its symbol from 5.2 on with the library `esnext.disposable`, or with @types/node.
 * Without the symbol nobody can write `await using`, and the type is empty.
 */
export type PlatformAsyncDisposable = SymbolConstructor extends { readonly asyncDispose: infer S }
  ? { [K in S & symbol]: () => Promise<void> }
  : object

/** What there is of `Headers` where the project has no type for it. */
export interface BasicHeaders extends Iterable<[string, string]> {
  get(name: string): string | null
  has(name: string): boolean
  forEach(callback: (value: string, name: string) => void): void
  entries(): IterableIterator<[string, string]>
  keys(): IterableIterator<string>
  values(): IterableIterator<string>
  getSetCookie(): string[]
}

/** What there is of a `ReadableStream` where the project has no type for it. */
export interface BasicStream extends AsyncIterable<Uint8Array> {
  readonly locked: boolean
  cancel(reason?: unknown): Promise<void>
  getReader(): {
    read(): Promise<{ done: false; value: Uint8Array } | { done: true; value?: undefined }>
    cancel(reason?: unknown): Promise<void>
    releaseLock(): void
  }
}

/** What there is of `Response` where the project has no type for it. */
export interface BasicResponse {
  readonly body: BasicStream | null
  readonly bodyUsed: boolean
  readonly headers: BasicHeaders
  readonly ok: boolean
  readonly redirected: boolean
  readonly status: number
  readonly statusText: string
  readonly url: string
  arrayBuffer(): Promise<ArrayBuffer>
  blob(): Promise<BasicBlob>
  clone(): BasicResponse
  json(): Promise<unknown>
  text(): Promise<string>
}

/** What there is of `Request` where the project has no type for it. */
export interface BasicRequest {
  readonly headers: BasicHeaders
  readonly method: string
  readonly url: string
}

/** What there is of `URL` where the project has no type for it. */
export interface BasicUrl {
  readonly href: string
  readonly protocol: string
  toString(): string
}

/** What there is of `Blob` where the project has no type for it. */
export interface BasicBlob {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<string>
}

/** What there is of `AbortSignal` where the project has no type for it. */
export interface BasicAbortSignal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean | undefined }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** What there is of `RequestInit` where the project has no type for it. */
export interface BasicRequestInit {
  method?: string | undefined
  headers?: Record<string, string> | Iterable<readonly [string, string]> | undefined
  body?: string | ArrayBuffer | ArrayBufferView | BasicBlob | BasicStream | null | undefined
  redirect?: 'follow' | 'error' | 'manual' | undefined
  signal?: BasicAbortSignal | null | undefined
  duplex?: 'half' | undefined
}

/** The type of `fetch` where the project has no type for it. */
export type BasicFetch = (input: string | BasicUrl | BasicRequest, init?: BasicRequestInit) => Promise<BasicResponse>
