// The outcome of Connect Link, as it is posted to webhooks: to that of the project's environment, and to the `webhook_uri` of the token
// (https://pipedream.com/docs/connect/managed-auth/webhooks).

import { globalOf } from '../../platform.js'
import { HEADER, headerFor } from '../../webhooks/format.js'
import type { Core } from '../core.js'
import type { ConnectToken } from '../records.js'
import { isOnThisMachine } from '../resources/events.js'
import type { Tenant } from '../tenant.js'

/** How long a webhook may take to answer. The person at the page waits for it. */
const TIMEOUT_MS = 10_000

/** What happened: an account without its credentials, or an error. */
export type ConnectOutcome = { account: Record<string, unknown> } | { error: string }

/**
 * Posts an outcome to those webhooks that are on this machine: a test must not call anything else. Both are signed with the key of the
 * environment's webhook, if there is one. A webhook that cannot be reached is a warning, because the account is connected all the same.
 */
export async function postOutcome(core: Core, tenant: Tenant, token: ConnectToken, outcome: ConnectOutcome): Promise<void> {
  const own = token.options.webhook_uri
  const urls = [tenant.webhook?.url, own].filter((url): url is string => typeof url === 'string' && isOnThisMachine(url))
  if (urls.length === 0) return
  const text = JSON.stringify({
    event: 'error' in outcome ? 'CONNECTION_ERROR' : 'CONNECTION_SUCCESS',
    connect_token: token.token,
    environment: token.environment,
    connect_session_id: Number(core.state.ids.next('session').slice('session_'.length)),
    ...outcome,
  })
  const key = tenant.webhook?.signing_key
  const signed = key === undefined ? {} : { [HEADER]: headerFor(key, core.clock.seconds(), Buffer.from(text)) }
  const headers = { 'content-type': 'application/json', ...signed }
  await Promise.all(
    [...new Set(urls)].map(async (url) => {
      try {
        const response = await globalOf('fetch')(url, {
          method: 'POST',
          headers,
          body: text,
          signal: globalOf('AbortSignal').timeout(TIMEOUT_MS),
        })
        await response.body?.cancel()
      } catch (error) {
        const cause = (error as { cause?: { code?: unknown } }).cause?.code ?? (error as Error).name
        process.emitWarning(`emulator: the webhook ${url} of a connection could not be reached: ${String(cause)}`)
      }
    }),
  )
}
