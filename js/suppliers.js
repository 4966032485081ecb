'use strict'

// Options that are functions, promises or objects of the caller's: Rust gets a number, and asks.

const { invalid } = require('./errors.js')
const { pairsOf } = require('./headers.js')
const { jsonOf } = require('./json.js')
const { bytesIn, isThenable } = require('./kinds.js')
const { register, unregister } = require('./mailbox.js')
const { globalOf } = require('./platform.js')
const { storeOf } = require('./stores/answers.js')
const { own, picked } = require('./own.js')
const { isStream, pieceOf, piecesOf } = require('./pieces.js')

/** What a client registered goes when the client and the last of its calls have gone. */
const owners = new FinalizationRegistry((targets) => targets.forEach(unregister))

/** Collects the objects of one client. */
class Suppliers {
  #targets = []

  /** Lets go of everything when `caller` is gone, which a client and each of its calls hold. */
  ownedBy(caller) {
    owners.register(caller, this.#targets)
  }

  /** A credential as it crosses: the value itself, or where to ask for it. */
  credential(value, name) {
    if (typeof value === 'function') return { ask: this.#register(async () => textOf(await value(), name)) }
    if (isThenable(value)) {
      // It is awaited when it is needed; until then its rejection is nobody's.
      const settled = Promise.resolve(value)
      settled.catch(() => {})
      return { ask: this.#register(async () => textOf(await settled, name)) }
    }
    return value
  }

  /** The official client's token provider. */
  provider(provider) {
    if (provider === null || typeof provider !== 'object' || typeof own(provider, 'getToken') !== 'function') {
      throw invalid('tokenProvider must be an object with a method getToken()')
    }
    return { ask: this.#register(async () => textOf(await provider.getToken(), 'tokenProvider')) }
  }

  /** A function in the place of `fetch`. */
  fetch(fetch) {
    if (typeof fetch !== 'function') throw invalid(`fetch must be a function, got ${typeof fetch}`)
    return this.#register(async (_kind, text, bytes, signal) => {
      const { method, url, headers } = JSON.parse(text)
      const response = await fetch(url, { __proto__: null, method, headers, body: bytes ?? undefined, redirect: 'manual', signal })
      // Redirects are followed in Rust (src/redirect.rs): `fetch` would keep the caller's headers across origins.
      if (own(response, 'type') === 'opaqueredirect')
        throw new TypeError('it hid a redirect: with `redirect: "manual"` it must give the answer itself, as the `fetch` of Node does')
      return answerOf(response, url)
    })
  }

  /** A token store as it crosses. */
  store(store) {
    return storeOf(store, (answer) => this.#register(answer))
  }

  #register(answer) {
    const target = register(answer)
    this.#targets.push(target)
    return target
  }
}

/** The answer of a custom `fetch` as it crosses, whichever package made it. */
async function answerOf(response, asked) {
  const { status, statusText, url, redirected, ok, headers, body } = picked(response, [
    'status',
    'statusText',
    'url',
    'redirected',
    'ok',
    'headers',
    'body',
  ])
  if (!Number.isInteger(status))
    throw new TypeError(
      `fetch must give a Response, got ${response === null || typeof response !== 'object' ? String(response) : 'an object without a status'}`,
    )
  const told = new (globalOf('Headers'))(pairsOf(headers, 'headers of the Response').filter(([, value]) => value !== null))
  const head = { status, statusText, url: url || asked, redirected: redirected === true, headers: [...told.entries()] }
  const isFile = ok && !TEXT.test(told.get('content-type') ?? '')
  // What may be long is counted as it comes, in Rust: `maxResponseBytes` ends it before it is held.
  const mayBeLong = told.has('content-encoding') || !(Number(told.get('content-length') ?? NaN) <= WHOLE)
  if ((isFile || mayBeLong) && body !== null && typeof body === 'object' && bytesIn(body) === undefined && isStream(body)) {
    const target = streamed(body)
    return { text: jsonOf({ ...head, body: target }), body: target }
  }
  const isWhole = typeof own(response, 'arrayBuffer') === 'function'
  return { text: jsonOf(head), bytes: pieceOf(isWhole ? await response.arrayBuffer() : await response.text()) }
}

/** An answer of so many bytes is read at once. */
const WHOLE = 1 << 20

/** What is no file: it is read whole, here or in Rust. */
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?json)|^$/i

/** Makes a body reachable from Rust, which asks for its pieces and says when it needs no more. */
function streamed(body) {
  const pieces = piecesOf(body)
  const answer = async () => {
    const { done, value } = await pieces.next()
    return done ? undefined : pieceOf(value)
  }
  answer.release = () => pieces.return?.()
  return register(answer)
}

/** A credential as JSON text; what it was instead is named by its type only. Only secrets may be several. */
function textOf(value, name) {
  const isText = (one) => typeof one === 'string'
  if (isText(value)) return JSON.stringify(value)
  if (name === 'clientSecret' && Array.isArray(value) && value.length > 0 && value.every(isText)) return jsonOf(value)
  throw new TypeError(`${name} must give a string, got ${value === null ? 'null' : typeof value}`)
}

module.exports = { Suppliers }
