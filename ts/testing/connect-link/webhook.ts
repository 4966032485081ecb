// The outcome of Connect Link, as it is posted to the `webhook_uri` of the token
// (https://pipedream.com/docs/connect/managed-auth/webhooks).

import { globalOf } from '../../platform.js'
import type { Core } from '../core.js'
import type { ConnectToken } from '../records.js'
import { isOnThisMachine } from '../resources/events.js'

/** How long a webhook may take to answer. The person at the page waits for it. */
const TIMEOUT_MS = 10_000

/** What happened: an account without its credentials, or an error. */
export type ConnectOutcome = { account: Record<string, unknown> } | { error: string }

/**
 * Posts an outcome, if the webhook is on this machine: a test must not call anything else. It is not signed, because the API's documentation
 * does not say that it is. A webhook that cannot be reached is a warning, because the account is connected all the same.
 */
export async function postOutcome(core: Core, token: ConnectToken, outcome: ConnectOutcome): Promise<void> {
  const { webhook_uri: url } = token.options
  if (typeof url !== 'string' || !isOnThisMachine(url)) return
  const body = JSON.stringify({
    event: 'error' in outcome ? 'CONNECTION_ERROR' : 'CONNECTION_SUCCESS',
    connect_token: token.token,
    environment: token.environment,
    connect_session_id: Number(core.state.ids.next('session').slice('session_'.length)),
    ...outcome,
  })
  const signal = globalOf('AbortSignal').timeout(TIMEOUT_MS)
  try {
    const response = await globalOf('fetch')(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal })
    await response.body?.cancel()
  } catch (error) {
    const cause = (error as { cause?: { code?: unknown } }).cause?.code ?? (error as Error).name
    // Without its query, which may have a secret.
    const { origin, pathname } = new URL(url)
    process.emitWarning(`emulator: the webhook ${origin}${pathname} of a connection could not be reached: ${String(cause)}`)
  }
}
