// The accounts that people connected.

import type { Query } from '../call.js'
import { connectByToken } from '../connect-account.js'
import { paginate } from '../pages.js'
import type { Account } from '../records.js'
import { badRequest, notFound } from '../responses.js'
import type { Handlers } from './handler.js'
import { flag, text } from './query.js'

/** An account as the API shows it: with credentials only if they were asked for. */
function shown({ credentials, ...account }: Account, query?: Query): Partial<Account> {
  return query !== undefined && flag(query, 'include_credentials') ? { ...account, credentials } : account
}

const isOfApp = (app: string | undefined) => (account: Account) =>
  app === undefined || account.app.name_slug === app || account.app.id === app

export const accountHandlers: Handlers = {
  'accounts.list': (_core, { tenant, query, connectToken }) => {
    const user = connectToken?.externalUserId ?? text(query, 'external_user_id')
    const oauthApp = text(query, 'oauth_app_id')
    const found = [...tenant.accounts.values()]
      .filter(isOfApp(text(query, 'app')))
      .filter(({ external_id: id }) => user === undefined || id === user)
      .filter(({ oauth_app_id: id }) => oauthApp === undefined || id === oauthApp)
    const page = paginate(found, query)
    return { ...page, data: page.data.map((account) => shown(account, query)) }
  },

  'accounts.retrieve': (_core, { tenant, id, query }) => shown(tenant.account(id('account_id')), query),

  'accounts.listByExternalUser': (_core, { tenant, id, query }) =>
    [...tenant.accounts.values()]
      .filter(({ external_id: user }) => user === id('external_user_id'))
      .filter(isOfApp(text(query, 'app')))
      .map((account) => shown(account, query)),

  'accounts.create': (core, { tenant, query, fields, connectToken }) => {
    const token = core.state.connectToken(String(fields.connect_token))
    if (token === undefined) throw badRequest('connect_token is unknown')
    if (token.problem !== undefined) throw badRequest(`connect_token ${token.problem}`)
    const { record } = token
    if (record.projectId !== tenant.projectId || record.environment !== tenant.environment)
      throw badRequest('connect_token is of another project or environment')
    const user = query.external_user_id ?? connectToken?.externalUserId ?? record.externalUserId
    if (user !== record.externalUserId) throw badRequest('connect_token was made for another user')
    const app = core.state.app(String(fields.app_slug))
    const existing = fields.account_id === undefined ? undefined : tenant.account(String(fields.account_id))
    if (existing !== undefined && existing.external_id !== record.externalUserId) throw notFound('account', existing.id)
    const oauthApp = text(query, 'oauth_app_id')
    const given = {
      app,
      credentials: parseCredentials(fields.cfmap_json),
      ...(typeof fields.name === 'string' && { name: fields.name }),
      ...(oauthApp !== undefined && { oauth_app_id: oauthApp }),
    }
    return shown(connectByToken(core.state, tenant, record, given, existing))
  },

  'accounts.delete': (_core, { tenant, id }) => {
    tenant.accounts.delete(tenant.account(id('account_id')).id)
  },

  'accounts.deleteByApp': (core, { tenant, id, connectToken }) => {
    const app = core.state.app(id('app_id'))
    const isOfUser = ({ external_id: user }: Account) => connectToken === undefined || user === connectToken.externalUserId
    for (const account of [...tenant.accounts.values()].filter(isOfUser)) if (account.app.id === app.id) tenant.accounts.delete(account.id)
  },
}

function parseCredentials(json: unknown): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(json))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {}
  throw badRequest('cfmap_json must be the JSON text of an object')
}
