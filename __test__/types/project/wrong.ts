// Mistakes the compiler is to find. A directive that finds nothing is itself an error.

import { Pipedream, PipedreamClient } from 'pipedream-native'
import type { ConfiguredProps, HTTPAuthType, PropValue } from 'pipedream-native'

const client = new PipedreamClient({ projectId: 'proj_1' })

export async function mistakes() {
  // @ts-expect-error a misspelt client option
  new PipedreamClient({ projectID: 'proj_1' })
  // @ts-expect-error an environment that does not exist
  new PipedreamClient({ projectEnvironment: 'staging' })
  // @ts-expect-error a misspelt method
  client.accounts.retreive('apn_1')
  // @ts-expect-error an id of the wrong type
  client.accounts.retrieve(1)
  // @ts-expect-error an id that is missing
  client.accounts.delete()
  // @ts-expect-error a misspelt request field
  client.accounts.list({ externalUserID: 'user-1' })
  // @ts-expect-error a wire name where the JavaScript name belongs
  client.accounts.list({ external_user_id: 'user-1' })
  // @ts-expect-error a misspelt call option
  client.accounts.list({}, { timeoutInSecond: 1 })
  // @ts-expect-error an object, which fetch would send as [object Object]
  client.fetch('/v1/x', { method: 'POST', body: { a: 1 } })
  // @ts-expect-error a misspelt option of a fetch
  client.fetch('/v1/x', {}, { timeoutInSecond: 1 })
  // @ts-expect-error a mode of tools that does not exist
  client.mcp.server({ externalUserId: 'user-1', app: 'slack', toolMode: 'all' })
  // @ts-expect-error a session without a user
  client.mcp.server({ app: 'slack' })
  // @ts-expect-error milliseconds as text
  client.accounts.list({}, { timeoutInSeconds: '1' })
  // @ts-expect-error an enum value that does not exist
  client.actions.list({ registry: 'mine' })
  // @ts-expect-error an enum member that does not exist
  client.actions.list({ registry: Pipedream.ActionsListRequestRegistry.Mine })
  // @ts-expect-error a request that is needed
  client.actions.run()
  // @ts-expect-error a needed field that is missing
  client.actions.run({ id: 'slack-send-message' })
  // @ts-expect-error a proxy request without its account
  client.proxy.get({ url: 'https://slack.com', externalUserId: 'user-1' })
  // @ts-expect-error a way to authorize that does not exist
  client.workflows.invoke({ urlOrEndpoint: 'eo1abc' }, 'basic')
  // @ts-expect-error a field that accounts do not have
  ;(await client.accounts.retrieve('apn_1')).created_at
  // @ts-expect-error a void answer has no fields
  ;(await client.accounts.delete('apn_1')).id
}

// @ts-expect-error text where a number belongs
export const typed: ConfiguredProps<[{ name: 'count'; type: 'integer' }]> = { count: 'one' }
// @ts-expect-error a list where text belongs
export const value: PropValue<'string'> = ['a']
// @ts-expect-error a member that is none
export const auth: HTTPAuthType = 'digest'
