// JSON-RPC 2.0 as the Model Context Protocol uses it.

import { HttpError } from '../responses.js'

/** The versions of the protocol that the server speaks, the newest first. */
export const VERSIONS: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05']

export const INVALID_REQUEST = -32600
export const INVALID_PARAMS = -32602
export const METHOD_NOT_FOUND = -32601
export const INTERNAL_ERROR = -32603
const PARSE_ERROR = -32700

type Fields = Record<string, unknown>

/** A request or a notification. */
export interface Message {
  method: string
  params: Fields
  /** Undefined for a notification. */
  id: string | number | undefined
}

/** The answer to a request, or a notification of the server's. */
export type Outgoing = Fields

/** Fails one request. */
export class RpcError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** A response that refuses the whole HTTP request. */
export const refusal = (status: number, message: string, code: number = INVALID_REQUEST, headers = {}): HttpError =>
  new HttpError(status, message, { jsonrpc: '2.0', error: { code, message }, id: null }, headers)

export const resultOf = (id: Message['id'], result: unknown): Outgoing => ({ jsonrpc: '2.0', id, result })

export const errorOf = (id: Message['id'], { code, message }: RpcError): Outgoing => ({ jsonrpc: '2.0', id, error: { code, message } })

/** The messages in a body: one, or a list of them. Responses of the client, which ask for nothing, are left out. */
export function messagesIn(body: Buffer): { messages: Message[]; isBatch: boolean } {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    // biome-ignore lint/style/useErrorCause: the error becomes a response, which shows no cause.
    throw refusal(400, 'Parse error: the body is not JSON', PARSE_ERROR)
  }
  const isBatch = Array.isArray(value)
  const list: unknown[] = isBatch ? (value as unknown[]) : [value]
  if (list.length === 0) throw refusal(400, 'Invalid Request: the batch is empty')
  return { messages: list.flatMap((one) => messageOf(one) ?? []), isBatch }
}

function messageOf(value: unknown): Message | undefined {
  const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
  const { jsonrpc, method, params = {}, id, result, error } = { __proto__: null, ...(isObject ? value : {}) } as Fields
  if (jsonrpc !== '2.0') throw refusal(400, 'Invalid Request: a message must be an object with jsonrpc "2.0"')
  if (method === undefined && (result !== undefined || error !== undefined)) return undefined
  if (typeof method !== 'string') throw refusal(400, 'Invalid Request: method must be a string')
  if (params === null || typeof params !== 'object' || Array.isArray(params))
    throw refusal(400, 'Invalid Request: params must be an object')
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number')
    throw refusal(400, 'Invalid Request: id must be a string or a number')
  return { method, params: { __proto__: null, ...params }, id }
}

/** One message as a server-sent event. */
export const eventOf = (message: Outgoing): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`
