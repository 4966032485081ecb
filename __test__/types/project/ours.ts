// What this package has and the official SDK does not.

import { isBinaryResponse, PipedreamAbortError, PipedreamClient, PipedreamError, PipedreamTimeoutError } from 'pipedream-native'
import type { Account, BinaryResponse, Fetch, FetchInit, McpServer } from 'pipedream-native'

export const client = new PipedreamClient({
  clientId: async () => 'id',
  clientSecret: ['new', 'old'],
  projectId: 'proj_1',
  timeoutInSeconds: 5,
  maxRetries: 1,
  scope: 'connect:accounts:read',
})

// A logger alone is enough, and the causes of token requests have names.
export const logged: number = new PipedreamClient({ logging: console }).accessTokenStats().causes.refresh

export async function lists(): Promise<Account[]> {
  const names: string[] = []
  for await (const account of client.accounts.list({ limit: 100 })) names.push(account.id)
  const { data, rawResponse } = await client.accounts.list().withRawResponse()
  const status: number = rawResponse.status
  return status === 200 ? data.data : []
}

export async function token(): Promise<string> {
  await client.prefetch()
  client.invalidateAccessToken()
  const fresh: string = await client.accessToken({ forceRefresh: true })
  const current: string = await client.rawAccessToken
  client.close()
  return fresh + current
}

export async function more(signal: AbortSignal) {
  const answer: unknown = await client.request('GET', '/v1/connect/proj_1/new', {
    query: { a: [1, 2] },
    headers: { 'x-a': 'b' },
    abortSignal: signal,
  })
  const { token } = await client.rateLimits.create({ windowSizeSeconds: 10, requestsPerWindow: 100 })
  await client.accounts.delete('apn_1', { rateLimitToken: token, timeoutInSeconds: 1, queryParams: { trace: true } })
  await client.proxy.post({
    url: 'https://slack.com/api/x',
    externalUserId: 'user-1',
    accountId: 'apn_1',
    body: Buffer.from('bytes'),
    params: { a: 1 },
    headers: { 'x-a': () => 'b' },
  })
  return answer
}

/** A `fetch` for another library, and with more than the global one takes. */
export async function fetched(): Promise<number> {
  const likeGlobal: typeof fetch = client.fetch
  const typed: Fetch = client.fetch
  const init: FetchInit = { method: 'POST', body: pieces(), headers: { 'x-a': null }, redirect: 'manual', duplex: 'half' }
  const response: Response = await client.fetch(new URL('https://a.example'), init, { timeoutInSeconds: 30, maxRetries: 3 })
  const { status } = await typed(new Request('https://a.example'))
  return (await likeGlobal('/v1/x', { method: 'GET', body: null })).status + status + response.headers.getSetCookie().length
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1)
}

export function why(error: unknown): string | number | undefined {
  if (error instanceof PipedreamTimeoutError || error instanceof PipedreamAbortError) return error.code
  return error instanceof PipedreamError ? (error.retryAfter ?? error.requestId) : undefined
}

/** What the caller knows of an answer of another service. Without that it is unknown. */
export async function answers(target: Parameters<PipedreamClient['proxy']['get']>[0]): Promise<string | number> {
  const known = await client.proxy.get<{ ok: boolean; channels: { id: string }[] }>(target)
  const ids: string[] = known.channels.map(({ id }) => id)
  const file = await client.proxy.post<BinaryResponse>({ ...target, body: 'text' })
  const answer = await client.proxy.put({ ...target, body: [1] })
  // @ts-expect-error nobody has said what it is
  void answer.ok
  const invoked = await client.workflows.invoke<{ count: number }>({ urlOrEndpoint: 'eo1abc' })
  if (isBinaryResponse(answer)) return (await answer.bytes()).byteLength
  return typeof answer === 'string' ? answer : ids.length + (await file.bytes()).byteLength + invoked.count
}

/** Headers as they come from elsewhere. */
export function passedOn(client: PipedreamClient, headers: Headers, target: Parameters<PipedreamClient['proxy']['get']>[0]): void {
  void client.accounts.list({}, { headers })
  void client.accounts.list({}, { headers: new Map([['x-a', async () => '1']]) })
  void client.proxy.get({ ...target, headers: [['x-a', '1']] })
}

/** A session with the MCP server, for clients that take a `fetch`, headers, or a URL and a token. */
export async function mcp(): Promise<string> {
  const server: McpServer = client.mcp.server({ externalUserId: 'user-1', app: 'slack', toolMode: 'tools-only' }, { maxRetries: 1 })
  client.mcp.server({ externalUserId: 'user-1', appDiscovery: true, accountId: 'apn_1' })
  const likeGlobal: typeof fetch = server.fetch
  const likeSdk: (url: string | URL, init?: RequestInit) => Promise<Response> = server.fetch
  const headers: Record<string, string> = await server.headers()
  const { url, token } = await server.connector()
  return [likeGlobal.name, likeSdk.name, new URL(server.url).href, headers.Authorization, url, token].join()
}
