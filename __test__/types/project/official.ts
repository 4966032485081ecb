// Code as people write it for the official SDK: it must compile with nothing but the import changed.

import {
  HTTPAuthType,
  NotFoundError,
  Pipedream,
  PipedreamClient,
  PipedreamError,
  ProjectEnvironment,
  TooManyRequestsError,
} from 'pipedream-native'
import type { Account, BaseRequestOptions, ConfiguredProps, CreateTokenOpts, Emitter, PipedreamClientOpts } from 'pipedream-native'

const options: PipedreamClientOpts = {
  projectId: 'proj_1',
  projectEnvironment: ProjectEnvironment.Development,
  clientId: 'id',
  clientSecret: 'secret',
}
export const client = new PipedreamClient(options)

export async function connect(externalUserId: string): Promise<string> {
  const wanted: CreateTokenOpts = { externalUserId, allowedOrigins: ['https://app.example.com'], expiresIn: 3600 }
  const { token, connectLinkUrl, expiresAt } = await client.tokens.create(wanted)
  const left: number = expiresAt.getTime() - Date.now()
  return `${token} ${connectLinkUrl} ${left}`
}

export async function accountsOf(externalUserId: string): Promise<Account[]> {
  const found: Account[] = []
  const page = await client.accounts.list({ externalUserId, app: 'slack', includeCredentials: true })
  for await (const account of page) found.push(account)
  if (page.hasNextPage()) await page.getNextPage()
  const cursor: string | undefined = page.response.pageInfo.endCursor
  return cursor === undefined ? found : page.data
}

export async function withRaw(options: BaseRequestOptions) {
  const { data, rawResponse } = await client.accounts.retrieve('apn_1', {}, options).withRawResponse()
  const limit: string | null = rawResponse.headers.get('x-ratelimit-limit')
  const created: Date | undefined = data.createdAt
  return { limit, created, status: rawResponse.status }
}

export async function failing(): Promise<unknown> {
  try {
    return await client.apps.retrieve('nothing')
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof TooManyRequestsError) return error.body
    if (error instanceof PipedreamError) return [error.statusCode, error.body, error.rawResponse?.status, error.cause]
    throw error
  }
}

export async function tools(request: Pipedream.ActionsListRequest = { registry: Pipedream.ActionsListRequestRegistry.Public }) {
  const { data: actions } = await client.actions.list(request)
  const configuredProps: ConfiguredProps = { slack: { authProvisionId: 'apn_1' }, channel: 'C1', tags: ['a'], nested: { deep: true } }
  const { ret, exports, os } = await client.actions.run({ id: actions[0]!.key, externalUserId: 'user-1', configuredProps, stashId: 'NEW' })
  return { ret, exports, first: os?.[0]?.k }
}

export function describe(prop: Pipedream.ConfigurableProp): string {
  switch (prop.type) {
    case 'app':
      return prop.app
    case 'integer':
      return String(prop.min ?? prop.default ?? 0)
    case '$.interface.timer':
      return typeof prop.default === 'object' && 'cron' in prop.default ? String(prop.default.cron) : 'each hour'
    default:
      return prop.name
  }
}

export function endpointOf(emitter: Emitter): string {
  return emitter.type === 'HttpInterface' ? emitter.endpointUrl : emitter.id
}

export async function workflow() {
  const plain: unknown = await client.workflows.invoke({ urlOrEndpoint: 'eo1abc', body: { a: 1 } }, HTTPAuthType.OAuth)
  const bearer: HTTPAuthType.StaticBearer = HTTPAuthType.StaticBearer
  const mine = await client.workflows.invokeForExternalUser({
    urlOrEndpoint: 'https://eo1abc.m.pipedream.net/',
    externalUserId: 'user-1',
    method: 'GET',
  })
  return [plain, bearer, mine]
}

export async function file(): Promise<number> {
  const answer = await client.fileStash.downloadFile({ s3Key: 'key' })
  const bytes: ArrayBuffer = await answer.arrayBuffer()
  return answer.bodyUsed ? bytes.byteLength : 0
}

const inputs = [
  { name: 'channel', type: 'string' },
  { name: 'count', type: 'integer' },
  { name: 'slack', type: 'app', app: 'slack' },
] as const
export const filled: ConfiguredProps<typeof inputs> = { channel: 'C1', count: 2, slack: { authProvisionId: 'apn_1' } }
export const kinds: Pipedream.ConfigurableProps = inputs

export const accountsRequest: Pipedream.accounts.AccountsListRequest = { limit: 1 }
export const registry: Pipedream.actions.ActionsListRequestRegistry = Pipedream.actions.ActionsListRequestRegistry.Public
export async function body(): Promise<Response['body']> {
  const { stream } = await client.fileStash.downloadFile({ s3Key: 'k' })
  return stream()
}

// biome-ignore-start lint/complexity/useLiteralKeys: the official page has these methods as private members, which code reaches with brackets
export async function hidden(): Promise<Account[]> {
  const page = await client.accounts.list()
  const { data: next, rawResponse } = await page['loadNextPage'](page.response).withRawResponse()
  const all: Account[] = rawResponse.status === 200 ? page['getItems'](next) : []
  for await (const account of page['iterMessages']()) all.push(account)
  return all
}
// biome-ignore-end lint/complexity/useLiteralKeys: as above

/** The classes of the resources, as values and as types. */
export class Workflows extends Pipedream.workflows.WorkflowsClient {
  constructor(options: Pipedream.workflows.WorkflowsClient.Options) {
    super({ workflowDomain: 'm.example.com', ...options })
  }
  call(requestOptions?: Pipedream.workflows.WorkflowsClient.RequestOptions): Promise<unknown> {
    return this.invoke({ urlOrEndpoint: 'eo1abc' }, Pipedream.HTTPAuthType.None, requestOptions)
  }
}
export const isWorkflows = (value: unknown): value is Pipedream.workflows.WorkflowsClient =>
  value instanceof Pipedream.workflows.WorkflowsClient
