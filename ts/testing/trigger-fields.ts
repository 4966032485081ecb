// Deployed triggers and their webhooks as a test writes them. Names are in camelCase, as the client has them.

import { ARRAY, BOOLEAN, type Kind, NUMBER, OBJECT, readFields, rename, STRING, toSnakeCase } from './fields.js'
import type { DeliveryState } from './records.js'

/** How deliveries to a webhook go. */
export interface EmulatorDeliveryState {
  /** Default: `happy`, and `deactivated` for a webhook that is not active. */
  state?: 'happy' | 'penalty' | 'life_support' | 'deactivated' | (string & {})
  /** When it began, in seconds since 1970. Default: the start of the emulator. */
  since?: number
  lastError?: string
  /** Default: 0. */
  consecutiveFailures?: number
  /** How many events were dropped. Default: 0. */
  sheds?: number
}

/** A webhook of a deployed trigger. */
export interface EmulatorWebhook {
  /** Where events are sent to, if it is on this machine. */
  url: string
  /** Default: the next free `wh_…`. */
  id?: string
  /** Default: a random one. */
  signingKey?: string
  /** Default: true, and false if its state is `deactivated`. */
  active?: boolean
  /** Default: `valkey`. */
  deliveryBackend?: 'jvm' | 'valkey' | (string & {})
  /** Default: that of a webhook that never failed. */
  deliveryState?: EmulatorDeliveryState
}

/** A deployed trigger. A field that is left out is as in `dc_1`, which is there at the start. */
export interface EmulatorTrigger {
  /** Default: the next free `dc_…`. */
  id?: string
  /** Your id of the user. Default: `user-1`. */
  externalUserId?: string
  /** The key of its component. Default: `slack-new-message`. */
  component?: string
  name?: string
  /** Default: true. */
  active?: boolean
  configuredProps?: Record<string, unknown>
  /** The ids of the workflows that it invokes. Default: none. */
  workflows?: readonly string[]
  /** Default: none. */
  webhooks?: readonly EmulatorWebhook[]
}

/**
 * A webhook, read. What was left out is undefined.
 *
 * @internal
 */
export interface WebhookFields {
  url: string
  id: string | undefined
  signingKey: string | undefined
  active: boolean
  deliveryBackend: string
  deliveryState: Partial<DeliveryState> & { state: string }
}

/**
 * A trigger, read. What was left out is undefined.
 *
 * @internal
 */
export interface TriggerFields extends Omit<EmulatorTrigger, 'webhooks'> {
  webhooks: readonly WebhookFields[]
}

const TRIGGER_FIELDS: Readonly<Record<keyof EmulatorTrigger, Kind>> = {
  id: STRING,
  externalUserId: STRING,
  component: STRING,
  name: STRING,
  active: BOOLEAN,
  configuredProps: OBJECT,
  workflows: ARRAY,
  webhooks: ARRAY,
}
const URL_TEXT: Kind = { name: 'a URL', accepts: (value) => STRING.accepts(value) && URL.canParse(value as string) }
const WEBHOOK_FIELDS: Readonly<Record<keyof EmulatorWebhook, Kind>> = {
  url: URL_TEXT,
  id: STRING,
  signingKey: STRING,
  active: BOOLEAN,
  deliveryBackend: STRING,
  deliveryState: OBJECT,
}
const STATE_FIELDS: Readonly<Record<keyof EmulatorDeliveryState, Kind>> = {
  state: STRING,
  since: NUMBER,
  lastError: STRING,
  consecutiveFailures: NUMBER,
  sheds: NUMBER,
}

/**
 * A trigger that a test gives. Throws TypeError for an unknown name, and for a value of the wrong kind.
 *
 * @internal
 */
export function readTrigger(where: string, trigger: EmulatorTrigger): TriggerFields {
  const { webhooks = [], ...fields } = readFields(where, trigger, TRIGGER_FIELDS)
  return { ...fields, webhooks: webhooks.map((webhook) => readWebhook(`a webhook of ${where}`, webhook)) }
}

function readWebhook(where: string, webhook: EmulatorWebhook): WebhookFields {
  const { url, id, signingKey, active, deliveryBackend, deliveryState } = readFields(where, webhook, WEBHOOK_FIELDS)
  if (url === undefined) throw new TypeError(`${where} needs a url`)
  const given = deliveryState && readFields(`the deliveryState of ${where}`, deliveryState, STATE_FIELDS)
  const state = given?.state ?? (active === false ? 'deactivated' : 'happy')
  return {
    url,
    id,
    signingKey,
    active: active ?? state !== 'deactivated',
    deliveryBackend: deliveryBackend ?? 'valkey',
    deliveryState: { ...rename(given ?? {}, toSnakeCase), state },
  }
}
