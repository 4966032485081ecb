// With the types of the DOM or of Node: ours are the same as the global ones.

import { type BaseRequestOptions, type BinaryResponse, PipedreamClient, type RawResponse } from 'pipedream-native'

declare const client: PipedreamClient
declare const body: BinaryResponse
declare const rawResponse: RawResponse
declare const globalFetch: typeof fetch

export const sameAsGlobal: typeof fetch = client.fetch
export const assigned: { fetch: typeof fetch } = client
export const replaced = new PipedreamClient({ fetch: globalFetch })
export const own = new PipedreamClient({ fetch: async (input, init) => globalFetch(input, init) })
export const headers: Headers = rawResponse.headers
export const stream: NonNullable<Response['body']> = body.stream()
export const blob: Promise<Blob> = body.blob()
export const signal: BaseRequestOptions = { abortSignal: new AbortController().signal }

export async function fetched(request: Request, form: FormData): Promise<Response> {
  await client.fetch(new URL('https://a.example'), { method: 'POST', body: form, headers: new Headers({ a: 'b' }) })
  await client.fetch(request, { signal: new AbortController().signal, redirect: 'manual' })
  await client.fetch('/v1/x', { method: 'POST', body: new URLSearchParams({ a: 'b' }) })
  const response: Response = await client.fetch('/v1/x', { body: new Blob(['a']), duplex: 'half', method: 'POST' })
  return response
}
