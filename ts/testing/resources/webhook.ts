// A webhook of a project environment or of a deployed trigger.

import type { Core } from '../core.js'
import type { Webhook } from '../records.js'

/** A new webhook with a signing key of its own. The caller has checked the URL. */
export function newWebhook(core: Core, url: string): Webhook {
  const now = core.clock.seconds()
  return {
    id: core.state.ids.next('wh'),
    url,
    signing_key_set: true,
    created_at: now,
    updated_at: now,
    signing_key: core.state.signingKey(),
  }
}
