// Which handler responds to which operation. An operation without a handler is answered with its example, so that an operation
// that is added to openapi.yaml works at once.

import type { Call } from '../call.js'
import type { Core } from '../core.js'
import { emulatorError } from '../responses.js'
import { connectLinkHandlers } from '../connect-link/handler.js'
import { accountHandlers } from './accounts.js'
import { appHandlers } from './apps.js'
import { componentHandlers } from './components.js'
import { deployedTriggerHandlers } from './deployed-triggers.js'
import { fileHandlers } from './files.js'
import type { Handlers } from './handler.js'
import { mcpHandlers } from '../mcp/handler.js'
import { projectHandlers } from './projects.js'
import { proxyHandlers } from './proxy.js'
import { rateLimitHandlers } from './rate-limits.js'
import { settingHandlers } from './settings.js'
import { tokenHandlers } from './tokens.js'
import { userHandlers } from './users.js'
import { workflowHandlers } from './workflows.js'

export const handlers: Handlers = {
  ...accountHandlers,
  ...appHandlers,
  ...componentHandlers,
  ...connectLinkHandlers,
  ...deployedTriggerHandlers,
  ...fileHandlers,
  ...mcpHandlers,
  ...projectHandlers,
  ...proxyHandlers,
  ...rateLimitHandlers,
  ...settingHandlers,
  ...tokenHandlers,
  ...userHandlers,
  ...workflowHandlers,
}

/** The value that is sent as JSON, undefined for 204, or a response. May be a promise of one. */
export function handle(core: Core, call: Call): unknown {
  const { name, kind, example } = call.operation
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
  if (handler !== undefined) return handler(core, call)
  if (kind === 'void') return undefined
  if (example?.response === undefined) throw emulatorError(`${name} has neither a handler nor an example`)
  return example.response
}
