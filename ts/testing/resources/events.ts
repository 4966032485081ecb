// Events of deployed triggers, and their delivery to webhooks.

import { HEADER, headerFor } from '../../webhooks/format.js'
import type { Core } from '../core.js'
import type { Delivery, EmittedEvent, TriggerWebhook, Webhook } from '../records.js'
import { parseUrl } from '../responses.js'
import type { Tenant } from '../tenant.js'
import { recordDelivery, recordShed } from './delivery-state.js'

const MAX_EVENTS = 100
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a URL is on this machine. */
export function isOnThisMachine(url: string): boolean {
  const parsed = parseUrl(url)
  return parsed !== undefined && LOOPBACK.has(parsed.hostname)
}

/** Keeps an event of a trigger, the newest first, and sends it to the trigger's webhooks, or else to that of the environment. */
export async function emit(
  core: Core,
  tenant: Tenant,
  triggerId: string,
  payload: Record<string, unknown>,
  summary: string | undefined,
): Promise<{ event: EmittedEvent; deliveries: Delivery[] }> {
  const trigger = tenant.triggers.get(triggerId)
  if (trigger === undefined) {
    const known = [...tenant.triggers.keys()].join(', ') || 'none'
    throw new Error(`there is no trigger ${triggerId} in ${tenant.projectId}, ${tenant.environment}; the triggers are: ${known}`)
  }
  const now = core.clock.now()
  const id = `${now}-${trigger.events.length}`
  const event: EmittedEvent = { e: payload, k: 'emit', ts: now, id, ...(summary !== undefined && { sum: summary }) }
  trigger.events = [event, ...trigger.events].slice(0, MAX_EVENTS)
  tenant.credits.emit += 1
  const text = JSON.stringify(payload)
  const webhooks = [...trigger.webhooks.values()]
  for (const webhook of webhooks) if (!webhook.active) recordShed(webhook)
  const active = webhooks.filter((webhook) => webhook.active)
  const others = webhooks.length === 0 && tenant.webhook !== undefined ? [tenant.webhook] : []
  return { event, deliveries: await Promise.all([...active, ...others].map((webhook) => deliver(core, webhook, text))) }
}

/** Sends `text` to a webhook, if it is on this machine: a test must not call anything else. */
async function deliver(core: Core, webhook: TriggerWebhook | Webhook, text: string): Promise<Delivery> {
  const { url, signing_key: key } = webhook
  const signature = headerFor(key, core.clock.seconds(), Buffer.from(text))
  if (!isOnThisMachine(url)) return { url, signature, status: undefined }
  const headers = { 'content-type': 'application/json', [HEADER]: signature }
  // The API shows no state of the environment's webhook.
  const record = (error?: string): void => {
    if ('delivery_state' in webhook) recordDelivery(webhook, error, core.clock.seconds())
  }
  try {
    const response = await fetch(url, { method: 'POST', headers, body: text })
    record(response.ok ? undefined : `the webhook answered ${response.status}`)
    return { url, signature, status: response.status }
  } catch (error) {
    record(`the webhook could not be reached: ${reasonOf(error)}`)
    throw error
  }
}

/** `fetch` says only that it failed; its cause says why. */
const reasonOf = (error: unknown): string => String((error as { cause?: { code?: unknown } }).cause?.code ?? error)
