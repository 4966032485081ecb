'use strict'

// The accounts that people connected.

const { badRequest } = require('../answers.js')
const { paged } = require('../pages.js')
const { flag } = require('./query.js')
const { account: made } = require('../seed.js')

/** An account as it is shown: credentials only to those who ask for them. */
function shown({ credentials, ...account }, query) {
  return flag(query, 'include_credentials') ? { ...account, credentials } : account
}

const isOfApp = (app) => (account) => app === undefined || account.app.name_slug === app || account.app.id === app

module.exports = {
  'accounts.list': (core, { world, query }) => {
    const { external_user_id: user, oauth_app_id: oauthApp, app } = query
    const found = [...world.accounts.values()]
      .filter(isOfApp(app))
      .filter(
        (account) => (user === undefined || account.external_id === user) && (oauthApp === undefined || account.oauth_app_id === oauthApp),
      )
    const page = paged(found, query)
    return { ...page, data: page.data.map((account) => shown(account, query)) }
  },

  'accounts.retrieve': (core, { world, ids, query }) => shown(world.account(ids.account_id), query),

  'accounts.listByExternalUser': (core, { world, ids, query }) =>
    [...world.accounts.values()]
      .filter(({ external_id: user }) => user === ids.external_user_id)
      .filter(isOfApp(query.app))
      .map((account) => shown(account, query)),

  'accounts.create': (core, call) => {
    const { world, query, body } = call
    const token = core.state.connectToken(body.connect_token)
    if (token === undefined || token.problem) throw badRequest(`connect_token ${token === undefined ? 'is unknown' : token.problem}`)
    const { record } = token
    if (record.projectId !== world.projectId || record.environment !== world.environment)
      throw badRequest('connect_token is of another project or environment')
    const user = query.external_user_id ?? record.externalUserId
    if (user !== record.externalUserId) throw badRequest('connect_token was made for another user')
    const app = core.state.app(body.app_slug)
    const existing = body.account_id === undefined ? undefined : world.account(body.account_id)
    const id = existing?.id ?? core.state.nextId('apn', world.accounts)
    const now = core.clock.iso()
    const account = made(core.state, {
      ...existing,
      id,
      app,
      external_id: user,
      created_at: existing?.created_at ?? now,
      updated_at: now,
      credentials: fields(body.cfmap_json),
      ...(body.name !== undefined && { name: body.name }),
      ...(query.oauth_app_id !== undefined && { oauth_app_id: query.oauth_app_id }),
    })
    record.isUsed = true
    world.user(core.state, user)
    world.accounts.set(id, account)
    return shown(account, {})
  },

  'accounts.delete': (core, { world, ids }) => {
    world.accounts.delete(world.account(ids.account_id).id)
  },

  'accounts.deleteByApp': (core, { world, ids }) => {
    const app = core.state.app(ids.app_id)
    for (const account of [...world.accounts.values()]) if (account.app.id === app.id) world.accounts.delete(account.id)
  },
}

function fields(text) {
  try {
    const value = JSON.parse(text)
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value
  } catch {}
  throw badRequest('cfmap_json must be the JSON text of an object')
}
