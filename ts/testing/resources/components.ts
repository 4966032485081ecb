'use strict'

// Components: actions that are run, triggers that are deployed, and both under one name.

const { badRequest } = require('../answers.js')
const { paged } = require('../pages.js')
const { matches, oneOf } = require('./query.js')

const TYPES = ['trigger', 'action']
const REGISTRIES = ['public', 'private', 'all']
const OPTIONS = [
  { label: '#general', value: 'C024BE91L' },
  { label: '#random', value: 'C061EG9SL' },
]

const list =
  (type) =>
  (core, { query }) => {
    const wanted = type ?? oneOf(query, 'component_type', TYPES)
    // The seed's components are all public.
    if (oneOf(query, 'registry', REGISTRIES) === 'private') return paged([], query)
    const found = core.state.components
      .filter(({ component_type: own }) => wanted === undefined || own === wanted)
      .filter(({ configurable_props: [prop] }) => query.app === undefined || prop.app === query.app)
      .filter(({ name, key, description }) => matches(query.q, name, key, description))
    return paged(found, query, ({ key }) => key)
  }

const retrieve =
  (type) =>
  (core, { ids, query }) => ({ data: core.state.component(ids.component_id, type, query.version) })

const configureProp =
  (type) =>
  (core, { body, world }) => {
    const prop = configured(core, type, body, world).configurable_props.find(({ name }) => name === body.prop_name)
    if (prop === undefined) throw badRequest(`${body.id} has no prop ${body.prop_name}`)
    const found = OPTIONS.filter(({ label }) => matches(body.query, label))
    return { options: prop.remoteOptions ? found : [], errors: [], observations: [], context: { cursor: 'dGVhbTpD' } }
  }

const reloadProps =
  (type) =>
  (core, { body, world }) => {
    const component = configured(core, type, body, world)
    return { dynamicProps: { id: core.state.nextId('dyp'), configurableProps: component.configurable_props }, errors: [], observations: [] }
  }

/** The component that a body names. The accounts it names must be there, and be of the person it is for. */
function configured(core, type, body, world) {
  const component = core.state.component(body.id, type, body.version)
  const given = body.configured_props ?? {}
  if (typeof given !== 'object' || Array.isArray(given)) throw badRequest('configured_props must be an object')
  for (const { name, type } of component.configurable_props) {
    const id = given[name]?.authProvisionId
    if (type !== 'app' || id === undefined) continue
    if (world.accounts.get(id)?.external_id !== body.external_user_id) throw badRequest(`account ${id} is none of ${body.external_user_id}`)
  }
  return component
}

/** Runs an action: what a test said it does, else what any of them does here. */
async function run(core, { body, world }) {
  const component = configured(core, 'action', body, world)
  world.credits.action += 1
  const props = body.configured_props ?? {}
  const handler = core.actions.get(component.key)
  const made = handler
    ? await handler({
        key: component.key,
        externalUserId: body.external_user_id,
        configuredProps: props,
        environment: world.environment,
        projectId: world.projectId,
      })
    : { exports: { $summary: `Ran ${component.key}` }, ret: { ok: true, ts: '1767323045.678900' } }
  const isStashed = body.stash_id !== undefined && body.stash_id !== null && body.stash_id !== false
  const stash = typeof body.stash_id === 'string' && body.stash_id !== 'NEW' ? body.stash_id : core.state.nextId('st')
  return { exports: {}, os: [], ret: null, ...(isStashed && { stash_id: stash }), ...made }
}

const of = (resource, type) => ({
  [`${resource}.list`]: list(type),
  [`${resource}.retrieve`]: retrieve(type),
  [`${resource}.configureProp`]: configureProp(type),
  [`${resource}.reloadProps`]: reloadProps(type),
})

module.exports = {
  configured,
  handlers: { ...of('components'), ...of('actions', 'action'), ...of('triggers', 'trigger'), 'actions.run': run },
}
