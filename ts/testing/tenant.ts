// What the API keeps for one environment of one project. Environments share nothing but the catalogue of apps and components.

import type { Clock } from './clock.js'
import type { Ids } from './ids.js'
import type { ProjectEnvironment } from './environment.js'
import type { Account, AppOverride, DeployedTrigger, OAuthApp, User, Webhook } from './records.js'
import { notFound } from './responses.js'
import type { StoredFile } from './stashed-file.js'

export class Tenant {
  readonly projectId: string
  readonly environment: ProjectEnvironment
  readonly accounts: Map<string, Account> = new Map()
  /** By external id. */
  readonly users: Map<string, User> = new Map()
  readonly overrides: Map<string, AppOverride> = new Map()
  readonly oauthApps: Map<string, OAuthApp> = new Map()
  readonly triggers: Map<string, DeployedTrigger> = new Map()
  readonly files: Map<string, StoredFile> = new Map()
  webhook: Webhook | undefined = undefined
  readonly credits: { action: number; proxy: number; emit: number } = { action: 0, proxy: 0, emit: 0 }
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(projectId: string, environment: ProjectEnvironment, clock: Clock, ids: Ids) {
    this.projectId = projectId
    this.environment = environment
    this.#clock = clock
    this.#ids = ids
  }

  /** The user of an external id. The first mention of an external id makes the user, as in the API. */
  user(externalId: string): User {
    let user = this.users.get(externalId)
    if (user === undefined) {
      const now = this.#clock.iso()
      user = { id: this.#ids.next('exu'), external_id: externalId, created_at: now, updated_at: now }
      this.users.set(externalId, user)
    }
    return user
  }

  /** Throws 404 if there is no such account. */
  account(id: string): Account {
    const account = this.accounts.get(id)
    if (account === undefined) throw notFound('account', id)
    return account
  }
}
