// A webhook of a project environment or of a deployed trigger.

import type { Core } from '../core.js'
import type { TriggerWebhook, Webhook } from '../records.js'
import { noFailures } from './delivery-state.js'

/** The webhooks whose ids are taken. */
type Taken = ReadonlyMap<string, unknown>

/** A new webhook with a signing key of its own. The caller has checked the URL. */
export function newWebhook(core: Core, url: string, taken?: Taken): Webhook {
  const now = core.clock.seconds()
  return {
    id: core.state.ids.next('wh', taken),
    url,
    signing_key_set: true,
    created_at: now,
    updated_at: now,
    signing_key: core.state.signingKey(),
  }
}

/** The same for a deployed trigger. */
export function newTriggerWebhook(core: Core, url: string, taken?: Taken): TriggerWebhook {
  const webhook = newWebhook(core, url, taken)
  return { ...webhook, active: true, delivery_backend: 'valkey', delivery_state: noFailures(webhook.created_at) }
}
