// Whose session is it?

import type { Account } from '../records.js'
import type { Tenant } from '../tenant.js'

export const TOOL_MODES = ['sub-agent', 'tools-only', 'full-config'] as const

export type ToolMode = (typeof TOOL_MODES)[number]

/** What a request is for. */
export interface Scope {
  readonly tenant: Tenant
  readonly externalUserId: string
  /** The slug of the app; undefined with app discovery alone. */
  readonly app: string | undefined
  /** The account that the tools must use, if the caller named one. */
  readonly account: Account | undefined
  readonly toolMode: ToolMode
  readonly hasDiscovery: boolean
  /** The origin of the emulator, as the caller reaches it. */
  readonly origin: string
}

/** The text by which a session knows its requests: no other user, app or account can use it. */
export const identityOf = ({ tenant, externalUserId, app, account, hasDiscovery }: Scope): string =>
  JSON.stringify([tenant.projectId, tenant.environment, externalUserId, app, account?.id, hasDiscovery])
