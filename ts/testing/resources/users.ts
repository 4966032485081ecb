'use strict'

// The people of a project, and what all of them used.

const { badRequest, notFound } = require('../answers.js')
const { paged } = require('../pages.js')
const { matches } = require('./query.js')

module.exports = {
  'users.list': (core, { world, query }) =>
    paged(
      [...world.users.values()].filter(({ external_id: id }) => matches(query.q, id)),
      query,
    ),

  'users.deleteExternalUser': (core, { world, ids }) => {
    const id = ids.external_user_id
    if (!world.users.delete(id)) throw notFound('user', id)
    for (const account of [...world.accounts.values()]) if (account.external_id === id) world.accounts.delete(account.id)
    for (const [key, trigger] of [...world.triggers]) if (trigger.externalUserId === id) world.triggers.delete(key)
  },

  'usage.list': (core, { query }) => {
    const [start, end] = [Number(query.start_ts), Number(query.end_ts)]
    if (!Number.isFinite(start) || !Number.isFinite(end)) throw badRequest('start_ts and end_ts must be seconds since 1970')
    if (end < start) throw badRequest('end_ts must not be before start_ts')
    const sum = (name) => core.state.worlds().reduce((total, { credits }) => total + credits[name], 0)
    const [action, proxy, emit] = [sum('action'), sum('proxy'), sum('emit')]
    return {
      data: [
        {
          action_run_credits_used: action,
          proxy_credits_used: proxy,
          source_emit_credits_used: emit,
          credits_used: action + proxy + emit,
          usage_start_ts: start,
          usage_end_ts: end,
        },
      ],
    }
  },
}
