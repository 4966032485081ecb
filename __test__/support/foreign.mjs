// Objects of other realms and packages: of a vm context, of a JSDOM window, and streams without async iterators.

import { Stream } from 'node:stream'
import { createContext, runInContext } from 'node:vm'
import { PipedreamClient } from 'pipedream-native'
import { serve } from './server.mjs'

export const to = { url: 'https://api.example.com/v1/things', externalUserId: 'user-1', accountId: 'apn_1' }
const realm = createContext({})
/** The result of a script that runs in its own realm. */
export const foreign = (code) => runInContext(code, realm)

/** A client, and the server that it calls. */
export async function set(t, answer, options) {
  const api = await serve(t, answer)
  return { api, client: new PipedreamClient({ ...api.options, workflowDomain: '127.0.0.1', maxRetries: 0, ...options }) }
}

/** A FormData like that of a JSDOM window, with nothing public except its methods and its name. */
export class WindowForm {
  #entries = []
  append(name, value) {
    this.#entries.push([name, value])
  }
  getAll() {}
  entries() {
    return this.#entries.values()
  }
  get [Symbol.toStringTag]() {
    return 'FormData'
  }
}
/** A file whose bytes only a FileReader of its window can read. */
export class WindowFile {
  get size() {
    return 1
  }
  get [Symbol.toStringTag]() {
    return 'File'
  }
}

/** A stream that emits `pieces` and then the event of `ending`. */
export function oldStream(pieces, ending = (stream) => stream.emit('end')) {
  const stream = Object.assign(new Stream(), { readable: true, pause() {}, resume() {} })
  setImmediate(() => {
    for (const piece of pieces) stream.emit('data', piece)
    ending(stream)
  })
  return stream
}
