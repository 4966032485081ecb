// Access tokens, and Connect tokens, with which a user's browser can connect one account.

import { randomBytes } from 'node:crypto'
import { connectLinkOf } from '../connect-link/link.js'
import { badRequest, notFound } from '../responses.js'
import { SCOPES, splitScopes } from '../token-endpoint.js'
import type { Handlers } from './handler.js'
import { text } from './query.js'

/** The default, and the most that the API allows. */
const MAX_SECONDS = 14_400

export const tokenHandlers: Handlers = {
  'oauthTokens.create': (core, { body, origin }) => core.tokens.issue(body, origin),

  'tokens.create': (core, { tenant, fields, origin }) => {
    const seconds = fields.expires_in ?? MAX_SECONDS
    if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= MAX_SECONDS))
      throw badRequest(`expires_in must be a number of seconds above 0 and at most ${MAX_SECONDS}, got ${JSON.stringify(seconds)}`)
    checkOrigins(fields.allowed_origins)
    checkScope(fields.scope)
    const token = `ctok_${randomBytes(16).toString('hex')}`
    const expiresAt = core.clock.now() + seconds * 1000
    const externalUserId = String(fields.external_user_id)
    tenant.user(externalUserId)
    const { projectId, environment } = tenant
    core.state.connectTokens.set(token, { token, projectId, environment, externalUserId, expiresAt, isUsed: false, options: fields })
    return {
      token,
      expires_at: new Date(expiresAt).toISOString(),
      connect_link_url: connectLinkOf(origin, token),
    }
  },

  'tokens.validate': (core, { id, query }) => {
    const token = core.state.connectToken(id('ctok'))
    if (token === undefined) throw notFound('token', id('ctok'))
    const { record, problem } = token
    if (problem !== undefined) return { success: false, error: `the token ${problem}` }
    const project = core.state.projects.get(record.projectId)
    const app = text(query, 'app_id')
    return {
      success: true,
      ...(app !== undefined && { app: core.state.app(app) }),
      ...(query.oauth_app_id !== undefined && { oauth_app_id: query.oauth_app_id }),
      ...(query.app_override_id !== undefined && { app_override_id: query.app_override_id }),
      project_app_name: project?.app_name,
      project_environment: record.environment,
      project_id: record.projectId,
      project_support_email: project?.support_email,
      success_redirect_uri: record.options.success_redirect_uri,
      error_redirect_uri: record.options.error_redirect_uri,
    }
  },
}

function checkOrigins(origins: unknown): void {
  if (origins === undefined || origins === null) return
  if (!Array.isArray(origins) || origins.some((one) => typeof one !== 'string'))
    throw badRequest('allowed_origins must be an array of strings')
}

/** The API does not give `*` to a Connect token: the most is `connect:*`. */
function checkScope(scope: unknown): void {
  if (scope === undefined || scope === null) return
  if (typeof scope !== 'string') throw badRequest('scope must be a string')
  for (const one of splitScopes(scope))
    if (one === '*' || !SCOPES.has(one)) throw badRequest(`scope: a Connect token cannot have ${JSON.stringify(one)}`)
}
