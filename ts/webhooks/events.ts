// The events that the API posts, as it writes them: names are in snake_case, and dates are text. __test__/types/project/webhooks.ts has
// what TypeScript makes of them.

import { property } from '../properties.js'

/**
 * A name that these types do not know. It is a string, which `const name: string | undefined = event.event` reads. It is an enum, of which
 * there is no value, because with `string` TypeScript could not tell the known events from the others by their names.
 */
declare enum OtherEventName {
  Other = '',
}
export type { OtherEventName }

/** The app of an account in a connection webhook. */
export interface ConnectedApp {
  id?: string | null
  name_slug: string
  name: string
  auth_type?: 'oauth' | 'keys' | 'none' | (string & {}) | null
  description?: string | null
  img_src?: string
  /** The JSON text of a list, or the list. */
  custom_fields_json?: string | unknown[] | null
  categories?: string[] | string
  featured_weight?: number
  connect?: { proxy_enabled?: boolean; allowed_domains?: string[]; base_proxy_target_url?: string | null } | null
}

/** The account in a connection webhook. It never has credentials: `client.accounts.retrieve(id, { includeCredentials: true })` has them. */
export interface ConnectedAccount {
  /** `apn_…` */
  id: string
  name?: string | null
  /** Your id of the user. */
  external_id: string
  healthy?: boolean | null
  dead?: boolean | null
  app: ConnectedApp
  /** ISO 8601. */
  created_at?: string
  /** ISO 8601. */
  updated_at?: string
}

interface ConnectionFields {
  /** The Connect token, `ctok_…`, that the user connected with. Whoever has it while it lives acts as the user: do not log it. */
  connect_token: string
  /** `development` or `production`. */
  environment: 'development' | 'production' | (string & {})
  /** A number of up to 39 digits, of which JavaScript keeps 16: do not use it as a key. */
  connect_session_id: number | string
}

/** A user has connected an account. */
export interface ConnectionSuccessEvent extends ConnectionFields {
  event: 'CONNECTION_SUCCESS'
  account: ConnectedAccount
}

/** A user could not connect an account. */
export interface ConnectionErrorEvent extends ConnectionFields {
  event: 'CONNECTION_ERROR'
  /** The reason, in a sentence for the user. */
  error: string
}

/** What is posted to the `webhookUri` of a Connect token. */
export type ConnectionEvent = ConnectionSuccessEvent | ConnectionErrorEvent

/**
 * The event of a deployed trigger, whose fields its component decides, or an event that is newer than these types. If a trigger emits a field
 * `event` that is no text, name its type: `verifyWebhook<…>()`.
 */
export interface OtherEvent {
  event?: OtherEventName | undefined
  [field: string]: unknown
}

/**
 * What the API posts to a webhook. `event.event` tells which it is: `'CONNECTION_SUCCESS'`, `'CONNECTION_ERROR'`, or anything else for an
 * `OtherEvent`. If you know what a trigger emits, name it: `verifyWebhook<NewMessage>({ … })`.
 */
export type WebhookEvent = ConnectionEvent | OtherEvent

/**
 * Whether a value is the body of a connection webhook, parsed. It checks the fields, not who sent them: the API documents signatures for
 * the deliveries of triggers only, see docs/guides/webhooks.md.
 *
 * @param value Any value, such as what `JSON.parse` gave.
 * @returns True if `event` is one of the two names, and the fields that come with it are there.
 * @example
 * ```js
 * const event = await request.json()
 * if (isConnectionEvent(event) && event.event === 'CONNECTION_SUCCESS') console.log(event.account.id)
 * ```
 */
export function isConnectionEvent(value: unknown): value is ConnectionEvent {
  if (value === null || typeof value !== 'object') return false
  const event = property(value, 'event')
  if (typeof property(value, 'connect_token') !== 'string') return false
  if (event === 'CONNECTION_ERROR') return typeof property(value, 'error') === 'string'
  const account = property(value, 'account')
  return (
    event === 'CONNECTION_SUCCESS' &&
    typeof property(account, 'id') === 'string' &&
    typeof property(account, 'external_id') === 'string' &&
    typeof property(property(account, 'app'), 'name_slug') === 'string'
  )
}
