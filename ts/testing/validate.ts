'use strict'

// May this call be made? The checks of every operation, in the order in which the API makes them: who are you, may
// you, where, does it exist, how often, and is it what was described.

const { badRequest, notFound } = require('./answers.js')
const { ENVIRONMENTS } = require('./state.js')

const MOST_USER_LETTERS = 250

/** Refuses what the API would refuse; fills in the call's token, world and limits. */
function check(core, call) {
  const { operation, ids, headers } = call
  if (!operation.bearer) return
  call.token = core.tokens.check(headers.authorization)
  core.tokens.checkScope(call.token, operation.scope)

  const environment = headers['x-pd-environment']
  if (environment === undefined && operation.inProject) throw badRequest('the header x-pd-environment is missing')
  if (environment !== undefined && !ENVIRONMENTS.includes(environment))
    throw badRequest(`x-pd-environment must be development or production, got ${JSON.stringify(environment)}`)
  if (ids.project_id !== undefined && !core.state.projects.has(ids.project_id)) throw notFound('project', ids.project_id)
  if (operation.inProject) call.world = core.state.world(ids.project_id, environment)
  call.environment = environment ?? 'production'

  call.limits = core.limits.check(operation, call)
  described(call)
}

/** Whether all that the operation needs is there, and ids of people are short enough. */
function described({ operation, ids, query, body }) {
  for (const name of operation.required?.query ?? []) {
    if (query[name] === undefined || query[name] === '') throw badRequest(`${name} is required`, { missing: name })
  }
  if (operation.takesBody) {
    const isObject = body !== null && typeof body === 'object' && !Array.isArray(body)
    if (body !== undefined && !isObject) throw badRequest('the body must be a JSON object')
    for (const name of operation.required?.body ?? []) {
      if (body?.[name] === undefined || body[name] === null) throw badRequest(`${name} is required`, { missing: name })
    }
  }
  const user = ids.external_user_id ?? query.external_user_id ?? body?.external_user_id
  if (user !== undefined && (typeof user !== 'string' || user === '' || user.length > MOST_USER_LETTERS)) {
    throw badRequest(`external_user_id must be a string of 1 to ${MOST_USER_LETTERS} characters`)
  }
}

module.exports = { check }
