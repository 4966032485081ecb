// Registers options that are functions, promises or objects of the caller. Rust gets an id for each, and calls back.

import { invalid } from './errors.js'
import { pairsOf } from './headers.js'
import { toJson } from './json.js'
import { type Callback, inScopeOf, register, unregister } from './mailbox.js'
import { globalOf } from './platform.js'
import { keyTexts } from './private-key.js'
import { pick, property } from './properties.js'
import { storeOption } from './stores/adapter.js'
import { chunksOf, isStream, toBytes } from './streams.js'
import { fetchInTrace } from './tracing.js'
import { bytesIn, isThenable } from './value-types.js'

/** Unregisters the callbacks of a client when the client and its last call are garbage-collected. */
const owners = new FinalizationRegistry<readonly number[]>((ids) => ids.forEach(unregister))

/** The callbacks of one client. */
export class Callbacks {
  readonly #ids: number[] = []

  /** Unregisters them all when `caller`, which a client and each of its calls hold, is garbage-collected. */
  ownedBy(caller: object): void {
    owners.register(caller, this.#ids)
  }

  /** A credential as Rust gets it: the value itself, or `{ callback: id }` for a function or a promise. */
  credential(value: unknown, name: string): unknown {
    if (typeof value === 'function') return { callback: this.#register(async () => credentialText(await value(), name)) }
    if (isThenable(value)) {
      // It is awaited when a token is needed. Until then its rejection must not be reported as unhandled.
      const settled = Promise.resolve(value)
      settled.catch(() => {})
      return { callback: this.#register(async () => credentialText(await settled, name)) }
    }
    return value
  }

  /** The option `tokenProvider` of the official SDK, as Rust gets it. */
  provider(provider: unknown): unknown {
    if (provider === null || typeof provider !== 'object' || typeof property(provider, 'getToken') !== 'function') {
      throw invalid('tokenProvider must be an object with a method getToken()')
    }
    const getToken = (): unknown => (provider as { getToken(): unknown }).getToken()
    return { callback: this.#register(async () => credentialText(await getToken(), 'tokenProvider')) }
  }

  /** The id of the callback that runs a custom `fetch`. */
  fetch(fetch: unknown): number {
    if (typeof fetch !== 'function') throw invalid(`fetch must be a function, got ${typeof fetch}`)
    return this.#register(async (_kind, text, bytes, signal) => {
      const { method, url, headers, call } = JSON.parse(text ?? '')
      const init = { __proto__: null, method, headers, body: bytes ?? undefined, redirect: 'manual', signal }
      const response: unknown = await inScopeOf(call, () => fetchInTrace(call, () => fetch(url, init)))
      // Redirects are followed in Rust (src/redirect.rs): `fetch` would keep the caller's headers across origins.
      if (property(response, 'type') === 'opaqueredirect')
        throw new TypeError('it hid a redirect: with `redirect: "manual"` it must give the answer itself, as the `fetch` of Node does')
      return replyOf(response, url)
    })
  }

  /** A token store as Rust gets it. */
  store(store: unknown): unknown {
    return storeOption(store, (handler) => this.#register(handler))
  }

  #register(callback: Callback): number {
    const id = register(callback)
    this.#ids.push(id)
    return id
  }
}

const RESPONSE = ['status', 'statusText', 'url', 'redirected', 'ok', 'headers', 'body'] as const

/** The response of a custom `fetch` as Rust gets it. Any implementation of `Response` will do. */
async function replyOf(response: unknown, requestUrl: string): Promise<object> {
  const { status, statusText, url, redirected, ok, headers, body } = pick(response, RESPONSE)
  if (!Number.isInteger(status)) {
    const what = response === null || typeof response !== 'object' ? String(response) : 'an object without a status'
    throw new TypeError(`fetch must give a Response, got ${what}`)
  }
  const pairs = pairsOf(headers, 'headers of the Response').filter(([, value]) => value !== null)
  const received = new (globalOf('Headers'))(pairs as [string, string][])
  const head = { status, statusText, url: url || requestUrl, redirected: redirected === true, headers: [...received.entries()] }
  const isFile = ok && !TEXT_TYPE.test(received.get('content-type') ?? '')
  // A body that may be large is passed in chunks, so that Rust can stop at `maxResponseBytes` before all of it is in memory.
  const mayBeLarge = received.has('content-encoding') || !(Number(received.get('content-length') ?? NaN) <= SMALL_BODY)
  if ((isFile || mayBeLarge) && body !== null && typeof body === 'object' && bytesIn(body, 'body') === undefined && isStream(body)) {
    const id = registerStream(body)
    return { text: toJson({ ...head, body: id }), body: id }
  }
  const whole = response as { arrayBuffer(): Promise<unknown>; text(): Promise<unknown> }
  const isBinary = typeof property(response, 'arrayBuffer') === 'function'
  return { text: toJson(head), bytes: toBytes(isBinary ? await whole.arrayBuffer() : await whole.text()) }
}

/** In bytes. A body that is not longer, by its content-length, is read whole here. */
const SMALL_BODY = 1 << 20

/** Content types that are not downloads: the body is read whole, here or in Rust. */
const TEXT_TYPE = /^(?:text\/|application\/(?:[\w.-]+\+)?json)|^$/i

/** Registers a body whose chunks Rust requests one at a time, until it releases the body. Returns its id. */
function registerStream(body: object): number {
  const chunks = chunksOf(body)
  const next: Callback = async () => {
    const { done, value } = await chunks.next()
    return done ? undefined : toBytes(value)
  }
  next.release = () => chunks.return?.()
  return register(next)
}

/**
 * A credential as JSON text. Only `clientSecret` and `privateKey` may be lists. The error for another type names the type, not the value.
 */
function credentialText(value: unknown, name: string): string {
  if (name === 'privateKey') return toJson(keyTexts(value))
  const isText = (one: unknown): boolean => typeof one === 'string'
  if (isText(value)) return JSON.stringify(value)
  if (name === 'clientSecret' && Array.isArray(value) && value.length > 0 && value.every(isText)) return toJson(value)
  throw new TypeError(`${name} must give a string, got ${value === null ? 'null' : typeof value}`)
}
