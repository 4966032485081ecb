'use strict'

// Tokens: those of this project's servers, and those that let a person's browser connect an account once.

const { randomBytes } = require('node:crypto')
const { badRequest, notFound } = require('../answers.js')

const USUAL_SECONDS = 14_400

module.exports = {
  'oauthTokens.create': (core, { body }) => core.tokens.grant(body ?? null),

  'tokens.create': (core, { world, body }) => {
    const seconds = body.expires_in ?? USUAL_SECONDS
    if (typeof seconds !== 'number' || !(seconds > 0)) throw badRequest('expires_in must be a number of seconds above 0')
    if (body.allowed_origins !== undefined && !Array.isArray(body.allowed_origins)) throw badRequest('allowed_origins must be an array')
    const token = `ctok_${randomBytes(16).toString('hex')}`
    const endsAt = core.clock.now() + seconds * 1000
    world.user(core.state, body.external_user_id)
    core.state.connectTokens.set(token, {
      token,
      projectId: world.projectId,
      environment: world.environment,
      externalUserId: body.external_user_id,
      endsAt,
      isUsed: false,
      options: body,
    })
    return {
      token,
      expires_at: new Date(endsAt).toISOString(),
      connect_link_url: `https://pipedream.com/_static/connect.html?token=${token}&connectLink=true`,
    }
  },

  'tokens.validate': (core, { ids, query }) => {
    const token = core.state.connectToken(ids.ctok)
    if (token === undefined) throw notFound('token', ids.ctok)
    const { record, problem } = token
    if (problem) return { success: false, error: `the token ${problem}` }
    const project = core.state.projects.get(record.projectId)
    return {
      success: true,
      ...(query.app_id !== undefined && { app: core.state.app(query.app_id) }),
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

  'rateLimits.create': (core, { body }) => ({ token: core.limits.create(body.window_size_seconds, body.requests_per_window) }),
}
