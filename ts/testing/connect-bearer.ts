// A Connect token as a bearer: the calls that a browser makes for one user. What such a token may do is what the API's OpenAPI document
// says (`security` of each operation in https://pipedream.com/docs/pipedream_openapi_swagger.json), and what its documentation says of
// scopes and origins (https://pipedream.com/docs/connect/api-reference/authentication#connect-tokens).

import type { Call } from './call.js'
import type { Core } from './core.js'
import type { ConnectToken } from './records.js'
import { flag } from './resources/query.js'
import { HttpError, notFound, parseUrl } from './responses.js'
import { type Route, route, routeWithoutProject } from './router.js'
import type { State } from './state.js'
import { splitScopes, unauthorized } from './token-endpoint.js'

/** The resources all of whose operations take a Connect token. */
const RESOURCES = new Set([
  'accounts',
  'actions',
  'appCategories',
  'apps',
  'components',
  'deployedTriggers',
  'fileStash',
  'proxy',
  'triggers',
])
/** The operations of other resources that take one. All that are left need an access token of an OAuth client. */
const OPERATIONS = new Set(['projects.retrieveInfo', 'tokens.validate', 'users.deleteExternalUser'])
/** The scope of a Connect token that was made without one. It is also the widest that it can have. */
const DEFAULT_SCOPE = 'connect:*'

/** The token of an `authorization` header that has the form of a Connect token. */
export function connectTokenIn(authorization: string | undefined): string | undefined {
  return /^Bearer +(ctok_\S*)$/i.exec(authorization ?? '')?.[1]
}

/**
 * The operation of a request. With a Connect token the path may leave out the project, because the token names it. The route then has
 * the project of the token.
 */
export function routeFor(state: State, method: string, path: string, authorization: string | undefined): Route | undefined {
  const text = connectTokenIn(authorization)
  if (text === undefined) return route(method, path) ?? routeWithoutProject(method, path)
  // First without a project, so that `/v1/connect/projects/info` is `projects.retrieveInfo` and not the project `info`.
  const found = routeWithoutProject(method, path)
  if (found === undefined) return route(method, path)
  const projectId = state.connectToken(text)?.record.projectId
  if (projectId !== undefined) found.ids.project_id = projectId
  return found
}

/** Whether pages of an origin may use a token. The API requires that a token for browsers names their origins. */
export function allowsOrigin({ options }: ConnectToken, origin: string): boolean {
  const allowed = options.allowed_origins
  return Array.isArray(allowed) && allowed.some((one) => typeof one === 'string' && parseUrl(one)?.origin === origin)
}

/** The Connect token with this text. Throws 401 if it is not valid, 403 if it is not for the operation or for the origin of the request. */
export function verifyConnectToken({ state, tokens }: Core, text: string, { operation, headers }: Call): ConnectToken {
  const found = state.connectToken(text)
  if (found === undefined) throw unauthorized('unknown Connect token', 'invalid_token')
  const { record, problem } = found
  if (problem !== undefined) throw unauthorized(`the Connect token ${problem}`, 'invalid_token')
  const { origin } = headers
  if (origin !== undefined && !allowsOrigin(record, origin))
    throw forbidden(`the origin ${origin} is not in the allowed_origins of the Connect token`)
  if (!RESOURCES.has(operation.resource) && !OPERATIONS.has(operation.name))
    throw forbidden(`${operation.name} takes an access token of an OAuth client, and no Connect token`)
  tokens.verifyScope({ scopes: scopesOf(record) }, operation.scope)
  return record
}

/** Throws if a call names another project or environment than that of its Connect token. */
export function verifyTenant(token: ConnectToken, projectId: string | undefined, environment: string | undefined): void {
  if (projectId !== undefined && projectId !== token.projectId) throw notFound('project', projectId)
  if (environment !== token.environment)
    throw forbidden(`the Connect token is for ${token.environment}, and x-pd-environment is ${environment}`)
}

/** Throws if a call is about another user than that of its Connect token, or asks for credentials. */
export function verifyUser(token: ConnectToken, call: Call): void {
  const { ids, query, fields, operation } = call
  for (const user of [ids.external_user_id, query.external_user_id, fields.external_user_id]) {
    if (user !== undefined && user !== token.externalUserId) throw forbidden(`the Connect token is not for the user ${String(user)}`)
  }
  if (flag(query, 'include_credentials') === true) throw forbidden('include_credentials takes an access token of an OAuth client')
  if (ids.account_id !== undefined && call.tenant.account(ids.account_id).external_id !== token.externalUserId)
    throw notFound('account', ids.account_id)
  if (operation.name === 'tokens.validate' && ids.ctok !== token.token) throw notFound('token', String(ids.ctok))
}

function scopesOf({ options }: ConnectToken): readonly string[] {
  const scopes = splitScopes(typeof options.scope === 'string' ? options.scope : '')
  return scopes.length > 0 ? scopes : [DEFAULT_SCOPE]
}

const forbidden = (reason: string): HttpError => new HttpError(403, reason, { error: 'forbidden', code: 'forbidden', details: { reason } })
