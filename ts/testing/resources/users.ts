// The users of a project, and the credits that were used.

import { paginate } from '../pages.js'
import { badRequest, notFound } from '../responses.js'
import type { Handlers } from './handler.js'
import { matches, text } from './query.js'

export const userHandlers: Handlers = {
  'users.list': (_core, { tenant, query }) =>
    paginate(
      [...tenant.users.values()].filter(({ external_id: id }) => matches(text(query, 'q'), id)),
      query,
    ),

  'users.deleteExternalUser': (_core, { tenant, id }) => {
    const user = id('external_user_id')
    if (!tenant.users.delete(user)) throw notFound('user', user)
    for (const account of [...tenant.accounts.values()]) if (account.external_id === user) tenant.accounts.delete(account.id)
    for (const [key, trigger] of [...tenant.triggers]) if (trigger.externalUserId === user) tenant.triggers.delete(key)
  },

  'usage.list': (core, { query }) => {
    const [start, end] = [Number(query.start_ts), Number(query.end_ts)]
    if (!Number.isFinite(start) || !Number.isFinite(end)) throw badRequest('start_ts and end_ts must be seconds since 1970')
    if (end < start) throw badRequest('end_ts must not be before start_ts')
    const sum = (name: 'action' | 'proxy' | 'emit') => core.state.tenants().reduce((total, { credits }) => total + credits[name], 0)
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
