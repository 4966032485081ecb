// The types of `pipedream-native/testing`.

import { PipedreamClient } from 'pipedream-native'
import { type AddedAccount, type Emulator, type Fault, type StashedFile, serveEmulator, startEmulator } from 'pipedream-native/testing'

export async function used(): Promise<string[]> {
  const api: Emulator = await startEmulator({ projects: ['proj_1'], accounts: [{ externalId: 'me', app: 'github' }], rateLimits: true })
  const client = new PipedreamClient(api.clientOptions)
  api.clock.advanceSeconds(60)
  api.setTokenLifetimeSeconds(60)
  api.setTokenRateLimit(undefined)
  const fault: Fault = { operation: 'accounts.list', status: 503, times: 2 }
  const { used } = api.fail(fault)
  const account: AddedAccount = api.addAccount({ app: { nameSlug: 'crm' }, credentials: { oauthAccessToken: 'mine', region: 'eu' } })
  const file: StashedFile = api.stashFile('a', { size: 7 }, { contentType: 'text/plain' })
  api.onAction('slack-send-message', async ({ configuredProps }) => ({ ret: configuredProps.text, stashId: 'st_1' }))
  api.onProxyRequest(({ method, headers }) => (method === 'GET' ? { status: 201, body: headers.authorization } : undefined))
  const url: string = api.onWorkflow('eo1', { auth: 'oauth', handler: ({ body }) => ({ body }) })
  const { event, deliveries } = await api.emitEvent('dc_1', { text: 'Hello' }, { summary: 'Hello', environment: 'production' })
  const statuses: (number | undefined)[] = [...api.requests.map(({ status }) => status), ...deliveries.map(({ status }) => status)]
  await api.close({ unusedFaults: 'ignore' })
  client.close()
  return [account.app.nameSlug, account.id, file.key, url, event.id, String(used), String(statuses)]
}

export async function mistakes(): Promise<void> {
  await using api = await serveEmulator({ print: () => {} })
  // @ts-expect-error an option that does not exist
  await startEmulator({ project: 'proj_1' })
  // @ts-expect-error a wire name where the JavaScript name belongs
  api.addAccount({ external_id: 'me' })
  // @ts-expect-error a list of clients that is empty
  await startEmulator({ clients: [] })
  // @ts-expect-error a fault that does not exist
  api.fail({ statsu: 500 })
  // @ts-expect-error a wire name where the JavaScript name belongs
  api.onAction('slack-send-message', () => ({ stash_id: 'st_1' }))
  // @ts-expect-error a way to authorize that does not exist
  api.onWorkflow('eo1', { auth: 'basic' })
  // @ts-expect-error the log is not to be changed
  api.requests.push()
}
