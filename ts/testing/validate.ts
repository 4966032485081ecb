// Would the API accept this call? The checks of every operation, in the order in which the API makes them: token, scope,
// environment, project, rate limit, arguments.

import type { OutgoingHttpHeaders } from 'node:http'
import type { Call } from './call.js'
import { connectTokenIn, verifyConnectToken, verifyTenant, verifyUser } from './connect-bearer.js'
import type { Core } from './core.js'
import { isEnvironment } from './environment.js'
import { badRequest, notFound } from './responses.js'

const MAX_USER_ID_LENGTH = 250

/**
 * Throws what the API would respond to a call that it refuses. Sets the token (or Connect token) and the tenant of the call. Returns the headers that
 * say what remains of its rate limit, if it has one.
 */
export function validate(core: Core, call: Call): OutgoingHttpHeaders | undefined {
  const { operation, ids, headers } = call
  if (!operation.bearer) return undefined
  const connectToken = connectTokenIn(headers.authorization)
  if (connectToken !== undefined) call.connectToken = verifyConnectToken(core, connectToken, call)
  else {
    call.token = core.tokens.verify(headers.authorization)
    if (operation.scope !== '') core.tokens.verifyScope(call.token, operation.scope)
    if (operation.isInProject && ids.project_id === undefined)
      throw badRequest('the path has no id of a project; it may be left out with a Connect token only')
  }

  const environment = headers['x-pd-environment'] ?? call.connectToken?.environment
  if (environment === undefined && operation.isInProject) throw badRequest('the header x-pd-environment is missing')
  if (environment !== undefined && !isEnvironment(environment))
    throw badRequest(`x-pd-environment must be development or production, got ${JSON.stringify(environment)}`)
  if (ids.project_id !== undefined && !core.state.projects.has(ids.project_id)) throw notFound('project', ids.project_id)
  if (call.connectToken !== undefined) verifyTenant(call.connectToken, ids.project_id, environment)
  if (operation.isInProject && environment !== undefined) call.tenant = core.state.tenant(call.id('project_id'), environment)

  const limits = core.limits.check(call)
  validateArguments(call)
  if (call.connectToken !== undefined) verifyUser(call.connectToken, call)
  return limits
}

/** Required arguments must be there, and an external user id has a maximum length. */
function validateArguments({ operation, ids, query, body, fields }: Call): void {
  for (const name of operation.required.query) {
    if (query[name] === undefined || query[name] === '') throw badRequest(`${name} is required`, { missing: name })
  }
  if (operation.takesBody) {
    const isObject = body !== null && typeof body === 'object' && !Array.isArray(body)
    if (body !== undefined && !isObject) throw badRequest('the body must be a JSON object')
    for (const name of operation.required.body) {
      if (fields[name] === undefined || fields[name] === null) throw badRequest(`${name} is required`, { missing: name })
    }
  }
  const user = ids.external_user_id ?? query.external_user_id ?? fields.external_user_id
  if (user !== undefined && (typeof user !== 'string' || user === '' || user.length > MAX_USER_ID_LENGTH))
    throw badRequest(`external_user_id must be a string of 1 to ${MAX_USER_ID_LENGTH} characters`)
}
