// The right answer to each kind of call: what the server sends, and how the caller knows that it is their own.

import { bytesOf } from './plan.mjs'

const BYTES = { 'content-type': 'application/octet-stream' }
const JSON_TYPE = { 'content-type': 'application/json' }
const CREATED = '2026-03-04T05:06:07.000Z'

const bodies = {
  retrieve: ({ id }) => ({
    id,
    name: `account of ${id}`,
    external_id: id,
    healthy: true,
    dead: false,
    created_at: CREATED,
    updated_at: CREATED,
  }),
  list: ({ id, size }) => ({
    page_info: { total_count: size, count: size, start_cursor: id, end_cursor: id },
    data: Array.from({ length: size }, (_, index) => ({
      id: `${id}.${index}`,
      name: 'an account',
      external_id: id,
      healthy: true,
      created_at: CREATED,
      updated_at: CREATED,
    })),
  }),
  proxyJson: ({ id, size }) => ({ id, snake_case: { stays: id }, filler: 'x'.repeat(size) }),
}

/** The head and the body of the right answer to a plan; of an upload also what came with it. */
export function rightAnswer(plan, given) {
  const { kind, id, traits } = plan
  if (kind === 'delete') return { status: 204, headers: { 'x-soak-id': id }, body: Buffer.alloc(0) }
  const bytes = traits.answer === 'stream' || kind === 'proxyText'
  const body = bytes ? bytesOf(plan) : Buffer.from(JSON.stringify(bodies[kind]?.(plan) ?? { id, ...given }))
  const type = kind === 'proxyText' ? { 'content-type': 'text/plain' } : bytes ? BYTES : JSON_TYPE
  return { status: 200, headers: { ...type, 'content-length': body.length, 'x-soak-id': id }, body }
}

/** What is wrong with a value; nothing where it is the call's own. */
const checks = {
  retrieve: (value, { id }) => value.id === id && value.externalId === id && value.createdAt instanceof Date,
  list: (page, { id, size }) =>
    page.data.length === size &&
    page.data.every((account, index) => account.id === `${id}.${index}` && account.externalId === id) &&
    page.response.pageInfo.endCursor === id,
  delete: (value) => value === undefined,
  proxyJson: (value, { id, size }) => value.id === id && value.snake_case.stays === id && value.filler.length === size,
  proxyText: (value, plan) => value === bytesOf(plan).toString(),
  proxyBytes: (bytes, plan) => bytesOf(plan).equals(bytes),
  download: (bytes, plan) => bytesOf(plan).equals(bytes),
  downloadCancelled: (bytes, plan) => bytesOf(plan).subarray(0, bytes.length).equals(bytes),
  downloadLeft: (bytes) => bytes.length === 0,
  uploadPost: received,
  uploadPut: received,
  uploadStream: received,
  workflow: (value, { id }) => value.id === id && value.body?.id === id,
  token: (value) => typeof value === 'string' && /^(?:soak-token-|own-)/.test(value),
}

function received(value, { id, size }) {
  return value.id === id && value.length === size && value.intact === true
}

export const isRight = (value, plan) => checks[plan.kind](value, plan)
