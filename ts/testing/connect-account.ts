// Connects accounts: one that a test adds, and one for which a person has a Connect token.

import { type AddedAccount, addedAccount, type EmulatorAccount, readAccount } from './account-fields.js'
import type { Account, AccountFields, ConnectToken } from './records.js'
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

/** Connects an account with a Connect token, which is used up, or connects `existing` anew. `given` is what is special about it. */
export function connectByToken(state: State, tenant: Tenant, token: ConnectToken, given: AccountFields, existing?: Account): Account {
  const now = state.clock.iso()
  const account = newAccount(state, {
    ...existing,
    id: existing?.id ?? state.ids.next('apn', tenant.accounts),
    external_id: token.externalUserId,
    created_at: existing?.created_at ?? now,
    updated_at: now,
    ...given,
  })
  token.isUsed = true
  tenant.user(account.external_id)
  tenant.accounts.set(account.id, account)
  return account
}
