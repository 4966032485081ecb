// Reads whose session a request is for, from its headers or from its query.

import type { Call } from '../call.js'
import type { Core } from '../core.js'
import { isEnvironment } from '../environment.js'
import { badRequest, notFound } from '../responses.js'
import { type Scope, TOOL_MODES, type ToolMode } from './scope.js'

const MAX_USER_ID_LENGTH = 250

/** Reads the scope of a request. Throws what is missing or wrong, as the server refuses it. */
export function scopeOf(core: Core, call: Call): Scope {
  const projectId = required(call, 'x-pd-project-id', 'projectId')
  if (!core.state.projects.has(projectId)) throw notFound('project', projectId)
  const environment = required(call, 'x-pd-environment', 'environment')
  if (!isEnvironment(environment))
    throw badRequest(`x-pd-environment must be development or production, got ${JSON.stringify(environment)}`)
  const externalUserId = required(call, 'x-pd-external-user-id', 'externalUserId')
  if (externalUserId.length > MAX_USER_ID_LENGTH)
    throw badRequest(`x-pd-external-user-id must be a string of 1 to ${MAX_USER_ID_LENGTH} characters`)
  const hasDiscovery = isTrue(read(call, 'x-pd-app-discovery', 'appDiscovery'))
  const app = hasDiscovery ? read(call, 'x-pd-app-slug', 'app') : required(call, 'x-pd-app-slug', 'app')
  const tenant = core.state.tenant(projectId, environment)
  const slug = app === undefined ? undefined : core.state.app(app).name_slug
  const accountId = read(call, 'x-pd-account-id', 'accountId')
  const account = accountId === undefined ? undefined : tenant.account(accountId)
  const isOwn = account === undefined || (account.external_id === externalUserId && (slug === undefined || account.app.name_slug === slug))
  if (!isOwn) throw notFound('account', String(accountId))
  return { tenant, externalUserId, app: slug, account, toolMode: toolModeOf(call), hasDiscovery, origin: call.origin }
}

/** A header, or else the query parameter of the same meaning. */
function read({ headers, query }: Call, header: string, parameter: string): string | undefined {
  const value = headers[header] ?? query[parameter]
  const text = Array.isArray(value) ? value[0] : value
  return text === undefined || text === '' ? undefined : text
}

function required(call: Call, header: string, parameter: string): string {
  const value = read(call, header, parameter)
  if (value === undefined)
    throw badRequest(`${header} is required, as a header or as the query parameter ${parameter}`, { missing: header })
  return value
}

function isTrue(value: string | undefined): boolean {
  if (value === undefined || value === 'false') return false
  if (value === 'true') return true
  throw badRequest(`x-pd-app-discovery must be true or false, got ${JSON.stringify(value)}`)
}

/** At `/v3` there is only `tools-only`. */
function toolModeOf(call: Call): ToolMode {
  const given = read(call, 'x-pd-tool-mode', 'toolMode') ?? 'sub-agent'
  const mode = TOOL_MODES.find((one) => one === given)
  if (mode === undefined) throw badRequest(`x-pd-tool-mode must be one of ${TOOL_MODES.join(', ')}, got ${JSON.stringify(given)}`)
  return call.path.endsWith('/v3') ? 'tools-only' : mode
}
