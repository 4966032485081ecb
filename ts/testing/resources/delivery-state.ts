// How deliveries to the webhooks of triggers go. Failures in a row switch a webhook off. The API does not say after how many, so these numbers
// are the emulator's own; `Delivery` documents them.

import type { DeliveryState, TriggerWebhook } from '../records.js'

/** From how many failures in a row on a webhook is in each state, the last one first. */
const STATES = [
  [5, 'deactivated'],
  [3, 'life_support'],
  [1, 'penalty'],
] as const

/** That of a webhook that has not failed. `since` is in seconds since 1970. */
export const noFailures = (since: number): DeliveryState => ({ state: 'happy', since, consecutive_failures: 0, sheds: 0 })

/** Takes note of a delivery: `error` is how it failed, undefined if it succeeded. `now` is in seconds since 1970. */
export function recordDelivery(webhook: TriggerWebhook, error: string | undefined, now: number): void {
  // It was switched off by another delivery while this one was under way.
  if (!webhook.active) return
  const before = webhook.delivery_state
  if (error === undefined) {
    if (before.state !== 'happy') webhook.delivery_state = noFailures(now)
    return
  }
  const failures = before.consecutive_failures + 1
  const state = STATES.find(([from]) => failures >= from)?.[1] ?? before.state
  const since = state === before.state ? (before.since ?? now) : now
  webhook.delivery_state = { ...before, state, since, last_error: error, consecutive_failures: failures }
  webhook.active = state !== 'deactivated'
}

/** Takes note of an event that is not sent, because the webhook is switched off. */
export function recordShed({ delivery_state: state }: TriggerWebhook): void {
  state.sheds += 1
}

/** Switches a webhook on again. */
export function resetDeliveries(webhook: TriggerWebhook, now: number): void {
  webhook.active = true
  webhook.delivery_state = noFailures(now)
  webhook.updated_at = now
}
