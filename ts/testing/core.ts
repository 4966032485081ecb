// The parts of an emulator. `reset()` creates all of them again.

import { Clock } from './clock.js'
import { ENVIRONMENTS } from './environment.js'
import { Faults } from './faults.js'
import type { ActionHandler, ProxyHandler, WorkflowOptions } from './handler-types.js'
import { Limits } from './limits.js'
import { RequestLog } from './log.js'
import { Sessions } from './mcp/sessions.js'
import type { ResolvedOptions, TenantOptions } from './options.js'
import type { ProxyAnswer } from './proxy-answers.js'
import { newCatalogue, newProject, seedConnectToken, seedTenant } from './seed.js'
import { State } from './state.js'
import type { Tenant } from './tenant.js'
import { TokenEndpoint } from './token-endpoint.js'

export interface Core {
  clock: Clock
  latencyMs: number
  state: State
  tokens: TokenEndpoint
  limits: Limits
  faults: Faults
  log: RequestLog
  mcp: Sessions
  /** In the order in which they are called. */
  proxyHandlers: ProxyHandler[]
  /** Asked after the handlers. */
  proxyAnswers: readonly ProxyAnswer[]
  /** By component key. */
  actionHandlers: Map<string, ActionHandler>
  /** By workflow id. */
  workflows: Map<string, WorkflowOptions>
  /** Errors that are not the API's: those of the test's handlers, and of the emulator itself. `close()` throws the first one. */
  problems: unknown[]
  /** The tenant that a test names. Default: the first project, in the environment of the emulator. */
  tenantOf(named: TenantOptions): Tenant
}

/** @param before The tokens of the emulator before `reset()`. */
export function newCore(options: ResolvedOptions, before?: TokenEndpoint): Core {
  const { clients, projects, accounts, triggers, tokenLifetimeSeconds, tokenRequestsPerSecond, rateLimits, latencyMs } = options
  const { projectEnvironment } = options
  const clock = new Clock()
  const state = new State(clock, newCatalogue(), projects.map(newProject))
  for (const id of projects) for (const environment of ENVIRONMENTS) seedTenant(state, state.tenant(id, environment), accounts, triggers)
  seedConnectToken(state, projects[0], 'development')
  return {
    clock,
    latencyMs,
    state,
    tokens: new TokenEndpoint({ clock, clients, lifetimeSeconds: tokenLifetimeSeconds, requestsPerSecond: tokenRequestsPerSecond, before }),
    limits: new Limits(clock, rateLimits),
    faults: new Faults(),
    log: new RequestLog(),
    mcp: new Sessions(),
    proxyHandlers: [],
    proxyAnswers: options.proxy,
    actionHandlers: new Map(),
    workflows: new Map(),
    problems: [],
    tenantOf: ({ projectId = projects[0], environment = projectEnvironment }) => state.existingTenant(projectId, environment),
  }
}
