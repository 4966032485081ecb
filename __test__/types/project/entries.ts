// The other entry points of the package.

import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { PipedreamTracing } from 'pipedream-native'
import { PipedreamInstrumentation, type PipedreamInstrumentationConfig } from 'pipedream-native/otel'
import { PipedreamClient } from 'pipedream-native/server'
import { fileTokenStore, redisTokenStore, type TokenStore } from 'pipedream-native/stores'
import { startEmulator } from 'pipedream-native/testing'
import { verifyWebhook } from 'pipedream-native/webhooks'

export async function emulated(): Promise<string> {
  const api = await startEmulator({ projects: ['proj_1'] })
  const client = new PipedreamClient({ ...api.clientOptions, tokenStore: fileTokenStore() })
  api.fail({ operation: 'accounts.retrieve', status: 429, times: 1 })
  const account = await client.accounts.retrieve('apn_1')
  await api.close()
  return `${account.id} after ${api.tokenRequests} token requests`
}

/** It is what registerInstrumentations() takes. */
export const instrumentations: Instrumentation[] = [
  new PipedreamInstrumentation(),
  new PipedreamInstrumentation({ requestHook: (span, { method, serverAddress }) => void span.setAttribute(serverAddress, method) }),
]

export const config: PipedreamInstrumentationConfig = {
  // @ts-expect-error the headers of the global propagator are sent or not
  propagation: 'baggage',
}

export function traced({ call, headers, phases }: PipedreamTracing['pipedream-native:request']): number {
  headers['x-operation'] = call.operation
  // @ts-expect-error there is no such phase
  phases?.sleep
  return phases?.wait ?? 0
}

export async function progress(client: PipedreamClient): Promise<number> {
  const accounts = await client.accounts.list().toArray({ onProgress: ({ items, pages, total }) => console.log(items / (total ?? pages)) })
  // @ts-expect-error a list has no bytes
  await client.accounts.list().toArray({ onProgress: ({ bytes }) => console.log(bytes) })
  await client.accounts.list(
    {},
    { onProgress: async (progress) => console.log(progress.kind === 'list' ? progress.items : progress.bytes) },
  )
  return accounts.length
}

export const readable = new PipedreamClient({ logging: 'debug' })

export function shared(redis: Parameters<typeof redisTokenStore>[0]): PipedreamClient {
  return new PipedreamClient({ tokenStore: redisTokenStore(redis, { prefix: 'app:' }) })
}

export function received(body: string, headers: Headers): string {
  const event: { event: string } = verifyWebhook({ body, headers, signingKey: 'key' })
  // @ts-expect-error a delivery without a key cannot be checked
  verifyWebhook({ body, headers })
  // @ts-expect-error the time is a Date: a number could be seconds or milliseconds
  verifyWebhook({ body, headers, signingKey: 'key', now: 1_700_000_000 })
  return event.event
}

/** A store whose methods return values, and one whose methods return promises. */
export const stores: TokenStore[] = [
  { get: () => null, set: () => {}, delete: () => {}, lock: () => null },
  { get: () => undefined, set: () => {}, delete: () => {}, lock: () => () => {} },
  { get: async () => 'sealed', set: async () => {}, delete: async () => {}, lock: async () => async () => {} },
]

export const wrongStores: TokenStore[] = [
  // @ts-expect-error a store keeps strings
  { get: () => 7, set: () => {}, delete: () => {} },
  // @ts-expect-error a lock is released by a function
  { get: () => null, set: () => {}, delete: () => {}, lock: () => true },
]
