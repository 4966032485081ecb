// Runs an action: the handler of the test, or without one a fixed result.

import type { Core } from './core.js'
import type { ActionHandler, ActionResult } from './handler-types.js'
import { readOptions } from './read-options.js'
import type { Tenant } from './tenant.js'

const RESULT_FIELDS = ['exports', 'ret', 'os', 'stashId'] as const

/** What an action is run with. */
export interface ActionInput {
  key: string
  externalUserId: string
  configuredProps: Record<string, unknown>
}

/** The result of a run, without the fields that its handler left out but for their defaults. */
export interface ActionOutcome {
  exports: Record<string, unknown>
  ret: unknown
  os: unknown[]
  stashId: string | undefined
}

/** What an action does for which there is no handler. */
const usual: ActionHandler = ({ key }) => ({ exports: { $summary: `Ran ${key}` }, ret: { ok: true, ts: '1767323045.678900' } })

/** Runs an action and counts its credit. */
export async function runAction(core: Core, tenant: Tenant, input: ActionInput): Promise<ActionOutcome> {
  tenant.credits.action += 1
  const { environment, projectId } = tenant
  const handler = core.actionHandlers.get(input.key)
  const result: ActionResult = await (handler ?? usual)({ ...input, environment, projectId })
  const { exports = {}, os = [], ret = null, stashId } = readOptions('the result of an action', result, RESULT_FIELDS, 'field')
  return { exports, os, ret, stashId }
}
