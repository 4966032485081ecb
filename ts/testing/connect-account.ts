// Connects an account that a test adds.

import { type AddedAccount, addedAccount, type EmulatorAccount, readAccount } from './account-fields.js'
import { newAccount } from './seed.js'
import type { State } from './state.js'
import type { Tenant } from './tenant.js'

/** Adds an account to a tenant, and its user if there is none. Throws as `addAccount()` does. */
export function connectAccount(state: State, tenant: Tenant, account: EmulatorAccount): AddedAccount {
  const fields = readAccount('addAccount()', account)
  const added = newAccount(state, { ...fields, id: fields.id ?? state.ids.next('apn', tenant.accounts) })
  tenant.accounts.set(added.id, added)
  tenant.user(added.external_id)
  return addedAccount(added)
}
