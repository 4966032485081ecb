// Options that are functions, promises or objects of the caller: Rust gets an id, and calls back.

import { invalid } from './errors.js'
import { pairsOf } from './headers.js'
import { toJson } from './json.js'
import { type Callback, register, unregister } from './mailbox.js'
import { globalOf } from './platform.js'
import { pick, property } from './properties.js'
import { storeOption } from './stores/adapter.js'
import { chunksOf, isStream, toBytes } from './streams.js'
import { bytesIn, isThenable } from './value-types.js'

/** Unregisters what a client registered, when the client and the last of its calls are gone. */
const owners = new FinalizationRegistry<readonly number[]>((ids) => ids.forEach(unregister))

/** The callbacks of one client. */
export class Callbacks {
  readonly #ids: number[] = []

  /** Unregisters them all when `caller` is gone, which a client and each of its calls hold. */
  ownedBy(caller: object): void {
    owners.register(caller, this.#ids)
  }

  /** A credential as it crosses: the value itself, or where to ask for it. */
  credential(value: unknown, name: string): unknown {
    if (typeof value === 'function') return { callback: this.#register(async () => credentialText(await value(), name)) }
    if (isThenable(value)) {
      // It is awaited when it is needed; until then its rejection is ignored.
      const settled = Promise.resolve(value)
      settled.catch(() => {})
      return { callback: this.#register(async () => credentialText(await settled, name)) }
    }
    return value
  }

  /** The official client's token provider. */
  provider(provider: unknown): unknown {
    if (provider === null || typeof provider !== 'object' || typeof property(provider, 'getToken') !== 'function') {
      throw invalid('tokenProvider must be an object with a method getToken()')
    }
    const getToken = (): unknown => (provider as { getToken(): unknown }).getToken()
    return { callback: this.#register(async () => credentialText(await getToken(), 'tokenProvider')) }
  }

  /** A function in the place of `fetch`. */
  fetch(fetch: unknown): number {
    if (typeof fetch !== 'function') throw invalid(`fetch must be a function, got ${typeof fetch}`)
    return this.#register(async (_kind, text, bytes, signal) => {
      const { method, url, headers } = JSON.parse(text ?? '')
      const response: unknown = await fetch(url, { __proto__: null, method, headers, body: bytes ?? undefined, redirect: 'manual', signal })
      // Redirects are followed in Rust (src/redirect.rs): `fetch` would keep the caller's headers across origins.
      if (property(response, 'type') === 'opaqueredirect')
        throw new TypeError('it hid a redirect: with `redirect: "manual"` it must give the answer itself, as the `fetch` of Node does')
      return fetched(response, url)
    })
  }

  /** A token store as it crosses. */
  store(store: unknown): unknown {
    return storeOption(store, (answer) => this.#register(answer))
  }

  #register(callback: Callback): number {
    const id = register(callback)
    this.#ids.push(id)
    return id
  }
}

const RESPONSE = ['status', 'statusText', 'url', 'redirected', 'ok', 'headers', 'body'] as const

/** The response of a custom `fetch` as it crosses, whichever package made it. */
async function fetched(response: unknown, requestUrl: string): Promise<object> {
  const { status, statusText, url, redirected, ok, headers, body } = pick(response, RESPONSE)
  if (!Number.isInteger(status)) {
    const what = response === null || typeof response !== 'object' ? String(response) : 'an object without a status'
    throw new TypeError(`fetch must give a Response, got ${what}`)
  }
  const pairs = pairsOf(headers, 'headers of the Response').filter(([, value]) => value !== null)
  const received = new (globalOf('Headers'))(pairs as [string, string][])
  const head = { status, statusText, url: url || requestUrl, redirected: redirected === true, headers: [...received.entries()] }
  const isFile = ok && !TEXT.test(received.get('content-type') ?? '')
  // What may be long is counted as it comes, in Rust: `maxResponseBytes` ends it before it is held.
  const mayBeLong = received.has('content-encoding') || !(Number(received.get('content-length') ?? NaN) <= WHOLE)
  if ((isFile || mayBeLong) && body !== null && typeof body === 'object' && bytesIn(body, 'body') === undefined && isStream(body)) {
    const id = streamed(body)
    return { text: toJson({ ...head, body: id }), body: id }
  }
  const whole = response as { arrayBuffer(): Promise<unknown>; text(): Promise<unknown> }
  const isBinary = typeof property(response, 'arrayBuffer') === 'function'
  return { text: toJson(head), bytes: toBytes(isBinary ? await whole.arrayBuffer() : await whole.text()) }
}

/** A response of so many bytes is read at once. */
const WHOLE = 1 << 20

/** A type that is no file: its body is read whole, here or in Rust. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json)|^$/i

/** Makes a body reachable from Rust, which asks for its chunks and says when it needs no more. */
function streamed(body: object): number {
  const chunks = chunksOf(body)
  const next: Callback = async () => {
    const { done, value } = await chunks.next()
    return done ? undefined : toBytes(value)
  }
  next.release = () => chunks.return?.()
  return register(next)
}

/** A credential as JSON text. One of another type is an error that names the type only. Only secrets may be several. */
function credentialText(value: unknown, name: string): string {
  const isText = (one: unknown): boolean => typeof one === 'string'
  if (isText(value)) return JSON.stringify(value)
  if (name === 'clientSecret' && Array.isArray(value) && value.length > 0 && value.every(isText)) return toJson(value)
  throw new TypeError(`${name} must give a string, got ${value === null ? 'null' : typeof value}`)
}
