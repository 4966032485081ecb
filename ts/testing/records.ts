// What the API keeps, under the names that it sends.

import type { ProjectEnvironment } from './environment.js'

export interface App {
  id: string
  name_slug: string
  name: string
  auth_type: string
  description: string
  img_src: string
  /** The JSON text of a list. */
  custom_fields_json: string
  categories: string[]
  featured_weight: number
  scope_profiles: { name: string; scopes: string[] }[]
}

export interface AppCategory {
  id: string
  name: string
  description: string
}

export interface Account {
  id: string
  name: string
  external_id: string
  healthy: boolean
  dead: boolean
  app: App
  created_at: string
  updated_at: string
  authorized_scopes?: string[]
  expires_at?: string
  last_refreshed_at?: string
  next_refresh_at?: string
  error?: string
  oauth_app_id?: string
  credentials: Record<string, unknown>
}

/** The fields of an account to be made. The app may be a slug or an id. */
export interface AccountFields extends Partial<Omit<Account, 'app'>> {
  app?: string | App
}

export interface ConfigurableProp {
  name: string
  type: string
  label?: string
  description?: string
  /** The slug of the app, for a prop of type `app`. */
  app?: string
  remoteOptions?: boolean
}

export type ComponentType = 'action' | 'trigger'

export interface Component {
  key: string
  name: string
  version: string
  description: string
  /** The first one is the app. */
  configurable_props: ConfigurableProp[]
  component_type: ComponentType
  annotations?: Record<string, boolean>
}

export interface Project {
  id: string
  name?: unknown
  app_name?: unknown
  support_email?: unknown
  connect_require_key_auth_test?: unknown
  /** A data URL. */
  logo?: string
}

export interface User {
  id: string
  external_id: string
  created_at: string
  updated_at: string
}

export interface AppOverride {
  id: string
  name: unknown
  app: App
  cfmap: unknown
  oauth_app_id?: string
  owner_id: string
  created_at: string
  updated_at: string
}

export interface OAuthApp extends App {
  client_id?: unknown
  client_secret?: unknown
  scopes: unknown
  additional_scopes: unknown
  redirect_uri: string
  owner_id: string
  created_at: string
  updated_at: string
}

/** Times are in seconds since 1970. */
export interface Webhook {
  id: string
  url: string
  signing_key_set: boolean
  created_at: number
  updated_at: number
  signing_key: string
}

/** How deliveries to a webhook go. `since` is in seconds since 1970. */
export interface DeliveryState {
  state: string
  since?: number
  last_error?: string
  consecutive_failures: number
  sheds: number
}

/** A webhook of a deployed trigger. */
export interface TriggerWebhook extends Webhook {
  /** Whether events are sent to it. */
  active: boolean
  delivery_backend: string
  delivery_state: DeliveryState
}

export interface ConnectToken {
  token: string
  projectId: string
  environment: ProjectEnvironment
  externalUserId: string
  /** Milliseconds since 1970. */
  expiresAt: number
  isUsed: boolean
  /** The body of the request that made it. */
  options: Record<string, unknown>
}

/** An event that a deployed trigger emitted, under the names that the API sends. */
export interface EmittedEvent {
  /** What was emitted. */
  e: Record<string, unknown>
  k: string
  /** When, in milliseconds since 1970. */
  ts: number
  id: string
  /** The summary. */
  sum?: string
}

/**
 * An event that was sent to a webhook. It has failed if the status is not from 200 to 299, or if there was no answer. After one failure the
 * state of the webhook is `penalty`, after three in a row `life_support`. After five it is `deactivated`: the webhook gets no more events
 * until `deployedTriggers.resetWebhookDeliveryState` is called. The API does not say its numbers; these are the emulator's own.
 */
export interface Delivery {
  url: string
  /** The header `x-pd-signature` that was sent. */
  signature: string
  /** The status that the webhook answered. A webhook that is not on this machine is not called: undefined. */
  status: number | undefined
}

export interface DeployedTrigger {
  externalUserId: string
  /** The ids of the workflows that it invokes. */
  workflows: string[]
  webhooks: Map<string, TriggerWebhook>
  /** The newest first. */
  events: EmittedEvent[]
  /** What the API sends of it. */
  data: {
    id: string
    owner_id: string
    component_id: string
    component_key: string
    configurable_props: ConfigurableProp[]
    configured_props: unknown
    active: boolean
    created_at: number
    updated_at: number
    name: string
    name_slug: string
    emit_on_deploy: unknown
    type: string
  }
}
