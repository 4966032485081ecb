// The component that a request configures, runs or deploys.

import type { Call } from '../call.js'
import type { Core } from '../core.js'
import type { Component, ComponentType } from '../records.js'
import { badRequest } from '../responses.js'

/** Throws 404 if there is no such component, and 400 if it is configured with an account that its user does not have. */
export function configuredComponent(core: Core, { fields, tenant }: Call, type: ComponentType | undefined): Component {
  const component = core.state.component(String(fields.id), type, fields.version)
  const props = fields.configured_props ?? {}
  if (typeof props !== 'object' || Array.isArray(props)) throw badRequest('configured_props must be an object')
  for (const { name, type: kind } of component.configurable_props) {
    const id = (props as Record<string, { authProvisionId?: unknown } | null | undefined>)[name]?.authProvisionId
    if (kind !== 'app' || id === undefined) continue
    if (tenant.accounts.get(String(id))?.external_id !== fields.external_user_id)
      throw badRequest(`${String(fields.external_user_id)} has no account ${String(id)}`)
  }
  return component
}
