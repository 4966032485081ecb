// Code that compiles in each project: without the types of the DOM, without those of Node, and with any TypeScript from 4.9 on. Its own
// declarations are written too, so each inferred type must have a name that another package can import.

import { AccountsClient, HTTPAuthType, NotFoundError, Pipedream, PipedreamClient, PipedreamError, workflows } from 'pipedream-native'
import type { Account, BaseRequestOptions, BinaryResponse, Page, PagePromise, PipedreamClientOpts, RawResponse } from 'pipedream-native'
import { PipedreamClient as FromServer } from 'pipedream-native/server'
import { fileTokenStore, type TokenStore } from 'pipedream-native/stores'
import { startEmulator } from 'pipedream-native/testing'
import { signWebhook, verifyWebhook } from 'pipedream-native/webhooks'

const options: PipedreamClientOpts = {
  clientId: 'id',
  clientSecret: async () => 'secret',
  projectId: 'proj_1',
  projectEnvironment: Pipedream.ProjectEnvironment.Development,
}
export const client = new PipedreamClient(options)
export const other: PipedreamClient = new FromServer({ ...options, tokenStore: fileTokenStore() })

// Nothing of what a call gives is `any`, also where the platform has no type for it.
type IsAny<T> = 0 extends 1 & T ? true : false
export const known: [
  IsAny<RawResponse['headers']>,
  IsAny<Awaited<ReturnType<PipedreamClient['fetch']>>>,
  IsAny<BaseRequestOptions['abortSignal']>,
  IsAny<ReturnType<BinaryResponse['stream']>>,
  IsAny<Awaited<ReturnType<BinaryResponse['blob']>>>,
] = [false, false, false, false, false]

export async function accounts(externalUserId: string): Promise<Account[]> {
  const found: Account[] = []
  for await (const account of client.accounts.list({ externalUserId })) found.push(account)
  const page = await client.accounts.list({ limit: 10 })
  if (page.hasNextPage()) await page.getNextPage()
  return [...found, ...page.data]
}

export const first = async () => (await client.accounts.list()).data[0]
export const list = () => client.accounts.list()
export const raw = async () => (await client.accounts.retrieve('apn_1').withRawResponse()).rawResponse
export const fetched = (path: string) => client.fetch(path, { method: 'POST', body: '{}', headers: { 'x-a': () => 'b' } })
export const file = async () => (await client.fileStash.downloadFile({ s3Key: 'k' })).stream()
export const emulated = () => startEmulator({ projects: ['proj_1'] })
export const verified = (body: string) => verifyWebhook({ body, headers: { 'x-pd-signature': 'x' }, signingKey: 'key' })
export const signed = (payload: { text: string }) => signWebhook({ payload, signingKey: 'key' })
export function told(body: string): string | undefined {
  const event = verified(body)
  if (event.event === 'CONNECTION_SUCCESS') return event.account.id
  return event.event === 'CONNECTION_ERROR' ? event.error : event.event
}

export async function header(name: string): Promise<string | null> {
  const { data, rawResponse } = await client.accounts.retrieve('apn_1').withRawResponse()
  const text: string = await (await client.fetch(`/v1/${data.id}`)).text()
  return rawResponse.headers.get(name) ?? text
}

export async function bytes(): Promise<number> {
  const body: BinaryResponse = await client.fileStash.downloadFile({ s3Key: 'k' })
  let size = 0
  for await (const chunk of pieces(body)) size += chunk.byteLength
  return size
}

async function* pieces(body: BinaryResponse): AsyncGenerator<Uint8Array> {
  yield await body.bytes()
}

export const streamed = (body: BinaryResponse) => client.fetch('/v1/x', { method: 'POST', body: pieces(body) })

export class Accounts extends AccountsClient {}
export const byHand = new workflows.WorkflowsClient({ projectId: 'proj_1', token: 'token' })
export const invoked: Promise<unknown> = byHand.invoke({ urlOrEndpoint: 'eo1' }, HTTPAuthType.OAuth, { maxRetries: 0 })
export const isWorkflows = (value: unknown): value is Pipedream.workflows.WorkflowsClient => value instanceof workflows.WorkflowsClient
export type Options = [AccountsClient.RequestOptions, Pipedream.accounts.AccountsClient.Options, workflows.WorkflowsClient.RequestOptions]

export function why(error: unknown): string | undefined {
  if (error instanceof NotFoundError) return error.requestId
  return error instanceof PipedreamError ? error.code : undefined
}

export function ids(page: Page<Account>): Promise<string[]> {
  return collected(page.iterMessages())
}
async function collected(items: AsyncIterable<Account>): Promise<string[]> {
  const found: string[] = []
  for await (const { id } of items) found.push(id)
  return found
}
export const all = (promise: PagePromise<Account>): Promise<Account[]> => promise.toArray({ limit: 3 })

export const store: TokenStore = { get: () => null, set: () => {}, delete: () => {} }
