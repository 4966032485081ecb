// Streamed bodies: uploads that fail, downloads that nobody reads.

import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import vm from 'node:vm'
import { text } from './setups.mjs'

export const title = 'Uploads and downloads'

const lost = { code: 'ECONNRESET' }
const late = { class: 'PipedreamTimeoutError', code: 'ETIMEDOUT' }
const BYTES = { 'content-type': 'application/octet-stream' }

const upload = (body) => (client) => client.request('POST', '/v1/upload', { body: body() })
/** Waits for a number of token requests, which no member of a result shows. */
const asked = async (setup, count) => {
  while (setup.tokens.length < count) await new Promise(setImmediate)
}
const pieces =
  (...given) =>
  () =>
    Readable.from(given)
const download = (client, options) => client.fileStash.downloadFile({ s3Key: 'k' }, options)
const all = async (client, options) => Buffer.from(await (await download(client, options)).bytes()).toString()

/** Sends half of a body and stalls. */
const half = () => text('200 OK', { ...BYTES, 'content-length': 1000 }, 'half')
const closed = (setup) => Promise.all(setup.connections.map((socket) => socket.closed || once(socket, 'close')))

async function* breaking() {
  yield 'half'
  throw new Error('the disk is gone')
}
async function* stalling() {
  yield 'half'
  await new Promise(() => {})
}

/** Runs the garbage collector. */
function collector() {
  setFlagsFromString('--expose-gc')
  return vm.runInNewContext('gc')
}

export const rows = [
  {
    id: 'upload-throws',
    fault: 'the uploaded stream throws: its error is the `cause`',
    call: upload(breaking),
    sees: { code: 'ERR_INVALID_ARGUMENT' },
    message: /the disk is gone/,
    requests: 0,
    retried: false,
  },
  {
    id: 'upload-wrong-piece',
    fault: 'the uploaded stream gives a number',
    call: upload(pieces(7)),
    sees: { code: 'ERR_INVALID_ARGUMENT' },
    requests: 0,
    retried: false,
  },
  {
    id: 'upload-stalls',
    fault: 'the uploaded stream stalls',
    call: upload(stalling),
    options: () => ({ timeoutInSeconds: 1 }),
    sees: late,
    requests: 0,
    connections: 1,
    retried: false,
  },
  {
    id: 'upload-read',
    fault: 'the uploaded stream was read before',
    sees: { code: 'ERR_INVALID_ARGUMENT' },
    requests: 0,
    connections: 0,
    retried: false,
    call: async (client) => {
      const stream = Readable.from(['a'])
      for await (const _ of stream);
      return client.request('POST', '/v1/upload', { body: stream })
    },
  },
  {
    id: 'upload-503',
    fault: '503 for an uploaded stream, which cannot be sent twice',
    http: () => ({ status: 503, headers: { 'retry-after': '0' } }),
    call: upload(pieces('a')),
    sees: { statusCode: 503 },
    requests: 1,
    retried: false,
  },
  {
    id: 'upload-503-bytes',
    fault: '503 for uploaded bytes, which can be sent again',
    http: () => ({ status: 503, headers: { 'retry-after': '0' } }),
    call: upload(() => new Uint8Array(10)),
    sees: { statusCode: 503 },
    requests: 2,
    retried: true,
  },
  {
    id: 'upload-401',
    fault: '401 for an uploaded stream: the call is not repeated, and a new token is requested at once',
    grants: true,
    http: () => ({ status: 401, body: {} }),
    call: (client, setup) => upload(pieces('a'))(client).finally(() => asked(setup, 2)),
    sees: { statusCode: 401 },
    requests: 1,
    tokens: 2,
    retried: 'token',
  },
  {
    id: 'upload-reset',
    fault: 'the connection is reset while a stream is sent',
    connection: (socket) => socket.once('data', () => socket.resetAndDestroy()),
    call: upload(stalling),
    sees: lost,
    connections: 1,
    retried: false,
  },
  {
    id: 'upload-answered-early',
    fault: 'the server answers 413 while a stream is sent, and closes',
    connection: (socket) => socket.once('data', () => socket.end(text('413 Content Too Large', { connection: 'close' }, '{}'))),
    call: upload(stalling),
    sees: { statusCode: 413 },
    connections: 1,
    retried: false,
  },

  {
    id: 'download-cut',
    fault: 'the connection ends before the end of a download',
    raw: (socket) => void socket.end(half()),
    call: all,
    sees: lost,
    requests: 1,
    retried: false,
  },
  {
    id: 'download-stalls',
    fault: 'a download stalls: each piece has the time limit',
    raw: half,
    call: (client) => all(client, { timeoutInSeconds: 1 }),
    sees: late,
    requests: 1,
    retried: false,
  },
  {
    id: 'download-404',
    fault: '404 for a download',
    http: () => ({ status: 404, body: {} }),
    call: all,
    sees: { class: 'NotFoundError', statusCode: 404 },
    requests: 1,
    retried: false,
  },
  {
    id: 'download-empty',
    fault: 'an empty download',
    raw: () => text('200 OK', BYTES),
    call: all,
    sees: { value: '' },
    requests: 1,
    retried: false,
  },
  {
    id: 'download-503',
    fault: '503 for a download, once',
    http: (_request, _response, count) =>
      count === 1 ? { status: 503, headers: { 'retry-after': '0' } } : { headers: BYTES, body: 'file' },
    call: all,
    sees: { value: 'file' },
    requests: 2,
    retried: true,
  },
  {
    id: 'download-cancelled',
    fault: 'the reader cancels a download: the connection closes',
    raw: half,
    requests: 1,
    retried: false,
    sees: { value: 'half' },
    call: async (client, setup) => {
      const reader = (await download(client)).stream().getReader()
      const { value } = await reader.read()
      await reader.cancel()
      await closed(setup)
      return Buffer.from(value).toString()
    },
  },
  {
    id: 'download-aborted',
    fault: 'the signal aborts while a download is read: the connection closes',
    raw: half,
    requests: 1,
    retried: false,
    sees: { class: 'PipedreamAbortError', code: 'ABORT_ERR' },
    call: async (client, setup) => {
      const controller = new AbortController()
      const reader = (await download(client, { abortSignal: controller.signal })).stream().getReader()
      await reader.read()
      const rest = reader.read()
      rest.catch(() => {})
      controller.abort()
      await closed(setup)
      return rest
    },
  },
  {
    id: 'download-left',
    fault: 'nobody reads a download: the connection closes when the garbage collector finds it',
    raw: half,
    requests: 1,
    retried: false,
    sees: { value: 'closed' },
    call: async (client, setup) => {
      const collect = collector()
      await download(client)
      const end = closed(setup).then(() => 'closed')
      for (;;) {
        // Objects of the current turn of the event loop are still reachable from the stack.
        const is = await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 10))])
        if (is) return is
        collect()
      }
    },
  },
  {
    id: 'download-twice',
    fault: 'a download is read twice',
    raw: () => text('200 OK', BYTES, 'file'),
    requests: 1,
    retried: false,
    sees: { code: 'ERR_BODY_USED' },
    call: async (client) => {
      const body = await download(client)
      await body.bytes()
      return body.bytes()
    },
  },
]
