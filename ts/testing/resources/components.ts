// Components: actions, which are run, and triggers, which are deployed.

import { paginateBy } from '../pages.js'
import type { ComponentType } from '../records.js'
import { badRequest } from '../responses.js'
import { runAction } from '../run-action.js'
import { configuredComponent } from './configured.js'
import type { Handler, Handlers } from './handler.js'
import { matches, oneOf, text } from './query.js'

const TYPES = ['trigger', 'action'] as const
const REGISTRIES = ['public', 'private', 'all'] as const
const CHANNELS = [
  { label: '#general', value: 'C024BE91L' },
  { label: '#random', value: 'C061EG9SL' },
]

const list =
  (type: ComponentType | undefined): Handler =>
  (core, { query }) => {
    const wanted = type ?? oneOf(query, 'component_type', TYPES)
    const app = text(query, 'app')
    // All components of the emulator are public.
    const isPrivate = oneOf(query, 'registry', REGISTRIES) === 'private'
    const found = core.state.components
      .filter(({ component_type: own }) => !isPrivate && (wanted === undefined || own === wanted))
      .filter(({ configurable_props: [prop] }) => app === undefined || prop?.app === app)
      .filter(({ name, key, description }) => matches(text(query, 'q'), name, key, description))
    return paginateBy(found, query, ({ key }) => key)
  }

const retrieve =
  (type: ComponentType | undefined): Handler =>
  (core, { id, query }) => ({ data: core.state.component(id('component_id'), type, text(query, 'version')) })

const configureProp =
  (type: ComponentType | undefined): Handler =>
  (core, call) => {
    const { id, prop_name: name, query } = call.fields
    const prop = configuredComponent(core, call, type).configurable_props.find((one) => one.name === name)
    if (prop === undefined) throw badRequest(`${String(id)} has no prop ${String(name)}`)
    const found = CHANNELS.filter(({ label }) => matches(typeof query === 'string' ? query : undefined, label))
    return { options: prop.remoteOptions ? found : [], errors: [], observations: [], context: { cursor: 'dGVhbTpD' } }
  }

const reloadProps =
  (type: ComponentType | undefined): Handler =>
  (core, call) => {
    const { configurable_props: props } = configuredComponent(core, call, type)
    return { dynamicProps: { id: core.state.ids.next('dyp'), configurableProps: props }, errors: [], observations: [] }
  }

/** Runs an action. */
const run: Handler = async (core, call) => {
  const { fields, tenant } = call
  const { key } = configuredComponent(core, call, 'action')
  const { exports, os, ret, stashId } = await runAction(core, tenant, {
    key,
    externalUserId: String(fields.external_user_id),
    configuredProps: (fields.configured_props ?? {}) as Record<string, unknown>,
  })
  const stash = fields.stash_id
  const isStashed = stash !== undefined && stash !== null && stash !== false
  const requested = typeof stash === 'string' && stash !== 'NEW' ? stash : undefined
  const sentId = stashId ?? (isStashed ? (requested ?? core.state.ids.next('st')) : undefined)
  return { exports, os, ret, ...(sentId !== undefined && { stash_id: sentId }) }
}

const handlersOf = (resource: string, type?: ComponentType): Handlers => ({
  [`${resource}.list`]: list(type),
  [`${resource}.retrieve`]: retrieve(type),
  [`${resource}.configureProp`]: configureProp(type),
  [`${resource}.reloadProps`]: reloadProps(type),
})

export const componentHandlers: Handlers = {
  ...handlersOf('components'),
  ...handlersOf('actions', 'action'),
  ...handlersOf('triggers', 'trigger'),
  'actions.run': run,
}
