// One call of each kind, from its plan to what came of it.

import { Readable } from 'node:stream'
import { bytesOf } from './plan.mjs'

const target = ({ id }) => ({ url: `https://app.example/${id}`, externalUserId: id, accountId: 'apn_1' })
const asBytes = { headers: { Accept: 'application/octet-stream' } }

const starts = {
  retrieve: (client, { id }, options) => client.accounts.retrieve(id, undefined, options),
  list: (client, { id }, options) => client.accounts.list({ externalUserId: id }, options),
  delete: (client, { id }, options) => client.accounts.delete(id, options),
  proxyJson: (client, plan, options) => client.proxy.get(target(plan), options),
  proxyText: (client, plan, options) => client.proxy.get(target(plan), options),
  proxyBytes: (client, plan, options) => client.proxy.get({ ...target(plan), ...asBytes }, options),
  download: (client, { id }, options) => client.fileStash.downloadFile({ s3Key: id }, options),
  downloadCancelled: (client, { id }, options) => client.fileStash.downloadFile({ s3Key: id }, options),
  downloadLeft: (client, { id }, options) => client.fileStash.downloadFile({ s3Key: id }, options),
  uploadPost: (client, plan, options) => client.proxy.post({ ...target(plan), body: bytesOf(plan) }, options),
  uploadPut: (client, plan, options) => client.proxy.put({ ...target(plan), body: new Uint8Array(bytesOf(plan)).buffer }, options),
  uploadStream: (client, plan, options) => client.proxy.post({ ...target(plan), body: streamOf(plan) }, options),
  workflow: (client, { id }, options, baseUrl) =>
    client.workflows.invoke({ urlOrEndpoint: `${baseUrl}/workflow/${id}`, body: { id } }, undefined, options),
}

/** A stream of each make: web, Node's, a generator. */
function streamOf(plan) {
  const bytes = bytesOf(plan)
  if (plan.n % 3 === 0) return new Blob([bytes]).stream()
  const step = Math.ceil(bytes.length / 3)
  const pieces = [0, 1, 2].map((index) => bytes.subarray(index * step, (index + 1) * step))
  if (plan.n % 3 === 1) return Readable.from(pieces.filter(({ length }) => length > 0))
  return (async function* () {
    for (const piece of pieces) {
      if (piece.length === 0) continue
      await new Promise(setImmediate)
      yield piece
    }
  })()
}

function optionsOf({ id, fault, options, raw }, signal) {
  if (!options && !raw && signal === undefined && !fault?.late) return undefined
  return { headers: { 'x-soak-id': id }, abortSignal: signal, timeoutInSeconds: fault?.late ? 0.4 : 60 }
}

/** Makes the call; gives `{ value }` or `{ error }`, and what the signal was aborted with and when. */
export async function outcomeOf(client, plan, baseUrl) {
  if (plan.kind === 'token') return caught(() => (plan.force ? client.accessToken({ forceRefresh: true }) : client.rawAccessToken))
  const { abort } = plan
  const controller = abort === undefined ? undefined : new AbortController()
  const state = { isAborted: false, isLate: false }
  const reason = { id: plan.id }
  const end = () => {
    if (state.isSettled) return
    state.isAborted = true
    controller.abort(reason)
  }
  if (abort?.before) end()
  const call = caught(async () => {
    const promise = starts[plan.kind](client, plan, optionsOf(plan, controller?.signal), baseUrl)
    const given = plan.raw ? await promise.withRawResponse() : { data: await promise }
    if (given.rawResponse !== undefined && given.rawResponse.headers.get('x-soak-id') !== plan.id) state.isForeign = true
    if (state.isAborted) state.isLate = true
    return plan.traits.answer === 'stream' ? read(given.data, plan, state) : given.data
  })
  const timer = abort?.after === undefined ? undefined : setTimeout(end, abort.after(plan.when))
  const outcome = await call
  state.isSettled = true
  clearTimeout(timer)
  return { ...outcome, ...state, reason }
}

/** A body, as far as the kind of call reads it. */
async function read(body, { kind, abort, size }, state) {
  // Forgotten with its connection, which the collector lets go of.
  if (kind === 'downloadLeft' && abort === undefined) return Buffer.alloc(0)
  const reader = body.stream().getReader()
  const pieces = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (state.isAborted) state.isLate = true
    if (done) break
    pieces.push(Buffer.from(value))
    length += value.length
    if (kind === 'downloadCancelled' && abort === undefined && length > size >> 2) {
      await reader.cancel()
      break
    }
  }
  return kind === 'downloadLeft' ? Buffer.alloc(0) : Buffer.concat(pieces)
}

async function caught(act) {
  try {
    return { value: await act() }
  } catch (error) {
    return { error }
  }
}
