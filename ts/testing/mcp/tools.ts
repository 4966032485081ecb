// The tools of the MCP server: the actions of an app, named by their keys.

import { randomBytes } from 'node:crypto'
import { connectLinkOf } from '../connect-link/link.js'
import type { Core } from '../core.js'
import type { Account, Component, ConfigurableProp } from '../records.js'
import { runAction } from '../run-action.js'
import { INVALID_PARAMS, RpcError } from './messages.js'
import type { Scope } from './scope.js'

const CONNECT_TOKEN_MS = 14_400_000
/** The JSON Schema of each type of prop. A type that is not here takes any value. */
const SCHEMAS: Readonly<Record<string, object>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  object: { type: 'object' },
  'string[]': { type: 'array', items: { type: 'string' } },
  'integer[]': { type: 'array', items: { type: 'integer' } },
}
const INSTRUCTION = { type: 'string', description: 'What to do, in plain language' }

/** The tools of a session, as `tools/list` gives them. With app discovery and no app, those of every app. */
export const toolsOf = (core: Core, scope: Scope): object[] =>
  actionsOf(core, scope).map((action) => ({
    name: action.key,
    title: action.name,
    description: action.description,
    inputSchema: schemaOf(action, scope),
    ...(action.annotations && { annotations: action.annotations }),
  }))

const actionsOf = (core: Core, { app }: Scope): Component[] =>
  core.state.components.filter((one) => one.component_type === 'action' && (app === undefined || appOf(one) === app))

const appOf = ({ configurable_props: [prop] }: Component): string | undefined => prop?.app

interface ObjectSchema {
  type: 'object'
  properties: Record<string, object>
  required: string[]
}

/** In the mode `sub-agent` a tool takes an instruction, in the other modes the props of its component. */
function schemaOf(action: Component, { toolMode }: Scope): ObjectSchema {
  if (toolMode === 'sub-agent') return { type: 'object', properties: { instruction: INSTRUCTION }, required: ['instruction'] }
  const props = action.configurable_props.filter(({ type }) => type !== 'app')
  const properties = Object.fromEntries(props.map((prop) => [prop.name, propSchema(prop)]))
  return { type: 'object', properties, required: props.filter((prop) => !isOptional(prop)).map(({ name }) => name) }
}

const isOptional = (prop: ConfigurableProp): boolean => (prop as { optional?: unknown }).optional === true

const propSchema = ({ type, label, description }: ConfigurableProp): object => ({
  ...SCHEMAS[type],
  ...(label !== undefined && { title: label }),
  ...(description !== undefined && { description }),
})

/** Runs a tool. Without an account of the user at the app, the result is a Connect link for the user. */
export async function callTool(core: Core, scope: Scope, params: Record<string, unknown>): Promise<object> {
  const { name, arguments: given = {} } = params
  const action = actionsOf(core, scope).find(({ key }) => key === name)
  if (action === undefined) throw new RpcError(INVALID_PARAMS, `Unknown tool: ${String(name)}`)
  if (given === null || typeof given !== 'object' || Array.isArray(given)) throw new RpcError(INVALID_PARAMS, 'arguments must be an object')
  const missing = schemaOf(action, scope).required.filter((field) => !Object.hasOwn(given, field))
  if (missing.length > 0) return { ...textResult(`${action.key} needs the argument ${missing.join(' and ')}`), isError: true }
  const account = scope.account?.app.name_slug === appOf(action) ? scope.account : accountOf(scope, appOf(action))
  if (account === undefined) return textResult(connectText(core, scope, String(appOf(action))))
  const app = action.configurable_props.find(({ type }) => type === 'app')?.name
  const result = await runAction(core, scope.tenant, {
    key: action.key,
    externalUserId: scope.externalUserId,
    configuredProps: { ...(app !== undefined && { [app]: { authProvisionId: account.id } }), ...given },
  })
  return textResult(JSON.stringify({ exports: result.exports, ret: result.ret, os: result.os }))
}

const accountOf = ({ tenant, externalUserId }: Scope, app: string | undefined): Account | undefined =>
  [...tenant.accounts.values()].find((one) => one.external_id === externalUserId && one.app.name_slug === app && !one.dead)

const textResult = (text: string): object => ({ content: [{ type: 'text', text }] })

/** What a tool says to a user without an account: a link that works once. */
function connectText(core: Core, { tenant, externalUserId, origin }: Scope, app: string): string {
  const token = `ctok_${randomBytes(16).toString('hex')}`
  const { projectId, environment } = tenant
  const expiresAt = core.clock.now() + CONNECT_TOKEN_MS
  tenant.user(externalUserId)
  core.state.connectTokens.set(token, { token, projectId, environment, externalUserId, expiresAt, isUsed: false, options: {} })
  const link = `${connectLinkOf(origin, token)}&app=${encodeURIComponent(app)}`
  return `To use this tool, connect an account of ${app} at ${link}`
}
