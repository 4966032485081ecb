'use strict'

// Deployed triggers: what they listen to, what they said, and who is told.

const { createHmac } = require('node:crypto')
const { badRequest, notFound, urlOf } = require('../answers.js')
const { paged } = require('../pages.js')
const { configured } = require('./components.js')
const { count, flag, oneOf } = require('./query.js')

const USUAL_EVENTS = 10
const KEPT_EVENTS = 100

/** The trigger of a call; somebody else's is not there. */
function triggerOf({ world, ids, query }) {
  const trigger = world.triggers.get(ids.trigger_id)
  if (trigger === undefined || trigger.externalUserId !== query.external_user_id) throw notFound('trigger', ids.trigger_id)
  return trigger
}

const slug = (name) =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

function texts(value, name) {
  if (!Array.isArray(value) || value.some((text) => typeof text !== 'string')) throw badRequest(`${name} must be an array of strings`)
  return [...new Set(value)]
}

function webhook(core, url) {
  if (urlOf(url) === undefined) throw badRequest(`${url} is no URL`)
  const now = core.clock.seconds()
  return { id: core.state.nextId('wh'), url, signing_key_set: true, created_at: now, updated_at: now, signing_key: core.state.signingKey() }
}

/** A webhook as lists show it: without its key. */
const listed = ({ id, url, signing_key_set }) => ({ id, url, signing_key_set })
const webhooksOf = ({ webhooks }) => ({
  webhook_urls: [...webhooks.values()].map(({ url }) => url),
  webhooks: [...webhooks.values()].map(listed),
})

function webhookOf(call) {
  const found = triggerOf(call).webhooks.get(call.ids.webhook_id)
  if (found === undefined) throw notFound('webhook', call.ids.webhook_id)
  return found
}

const handlers = {
  'triggers.deploy': (core, call) => {
    const { body, world } = call
    const component = configured(core, 'trigger', body, world)
    const now = core.clock.seconds()
    const id = core.state.nextId('dc', world.triggers)
    const trigger = {
      externalUserId: body.external_user_id,
      workflows: body.workflow_id ? [body.workflow_id] : [],
      webhooks: new Map(),
      events: [],
      data: {
        id,
        owner_id: world.user(core.state, body.external_user_id).id,
        component_id: core.state.nextId('sc'),
        component_key: component.key,
        configurable_props: component.configurable_props,
        configured_props: body.configured_props ?? {},
        active: true,
        created_at: now,
        updated_at: now,
        name: component.name,
        name_slug: slug(component.name),
        emit_on_deploy: body.emit_on_deploy ?? true,
        type: 'DeployedComponent',
      },
    }
    if (body.webhook_url) {
      const made = webhook(core, body.webhook_url)
      trigger.webhooks.set(made.id, made)
    }
    world.triggers.set(id, trigger)
    return { data: trigger.data }
  },

  'deployedTriggers.list': (core, { world, query }) => {
    // Only sources can be deployed here, so any other type has none.
    const type = oneOf(query, 'emitter_type', ['email', 'http', 'source', 'timer'])
    const found = [...world.triggers.values()].filter(
      ({ externalUserId }) => externalUserId === query.external_user_id && (type === undefined || type === 'source'),
    )
    return paged(
      found.map(({ data }) => data),
      query,
    )
  },

  'deployedTriggers.retrieve': (core, call) => ({ data: triggerOf(call).data }),

  'deployedTriggers.update': (core, call) => {
    const { data } = triggerOf(call)
    const { active, configured_props: props, name, emit_on_deploy: emits } = call.body ?? {}
    if (active !== undefined && active !== null) data.active = active === true
    if (props !== undefined && props !== null) data.configured_props = props
    if (emits !== undefined && emits !== null) data.emit_on_deploy = emits === true
    if (typeof name === 'string') Object.assign(data, { name, name_slug: slug(name) })
    data.updated_at = core.clock.seconds()
    return { data }
  },

  'deployedTriggers.delete': (core, call) => {
    flag(call.query, 'ignore_hook_errors')
    triggerOf(call)
    call.world.triggers.delete(call.ids.trigger_id)
  },

  'deployedTriggers.listEvents': (core, call) => ({ data: triggerOf(call).events.slice(0, count(call.query, 'n') ?? USUAL_EVENTS) }),

  'deployedTriggers.listWorkflows': (core, call) => ({ workflow_ids: triggerOf(call).workflows }),

  'deployedTriggers.updateWorkflows': (core, call) => {
    const trigger = triggerOf(call)
    trigger.workflows = texts(call.body.workflow_ids, 'workflow_ids')
    return { workflow_ids: trigger.workflows }
  },

  'deployedTriggers.listWebhooks': (core, call) => webhooksOf(triggerOf(call)),

  'deployedTriggers.updateWebhooks': (core, call) => {
    const trigger = triggerOf(call)
    // A webhook that stays keeps its id and its key.
    const known = new Map([...trigger.webhooks.values()].map((hook) => [hook.url, hook]))
    const next = texts(call.body.webhook_urls, 'webhook_urls').map((url) => known.get(url) ?? webhook(core, url))
    trigger.webhooks = new Map(next.map((hook) => [hook.id, hook]))
    return webhooksOf(trigger)
  },

  'deployedTriggers.retrieveWebhook': (core, call) => ({ data: webhookOf(call) }),

  'deployedTriggers.regenerateWebhookSigningKey': (core, call) => {
    const hook = webhookOf(call)
    hook.signing_key = core.state.signingKey()
    hook.updated_at = core.clock.seconds()
    return { data: hook }
  },
}

/**
 * Lets a trigger emit `payload`: kept among its events, newest first, and delivered, signed, to its webhooks on this
 * machine. Gives the event and what became of each delivery.
 */
async function emit(core, world, id, payload, summary) {
  const trigger = world.triggers.get(id)
  if (trigger === undefined)
    throw new Error(
      `there is no trigger ${id} in ${world.projectId}, ${world.environment}: there are ${[...world.triggers.keys()].join(', ') || 'none'}`,
    )
  const now = core.clock.now()
  const event = { e: payload, k: 'emit', ts: now, id: `${now}-${trigger.events.length}`, ...(summary !== undefined && { sum: summary }) }
  trigger.events = [event, ...trigger.events].slice(0, KEPT_EVENTS)
  world.credits.emit += 1
  const text = JSON.stringify(payload)
  const deliveries = await Promise.all([...trigger.webhooks.values()].map((hook) => delivered(core, hook, text)))
  return { event, deliveries }
}

/** Sends `text` to a webhook. An address beyond this machine is left alone: a test must not call the world. */
async function delivered(core, { url, signing_key: key }, text) {
  const at = core.clock.seconds()
  const signature = `t=${at},v1=${createHmac('sha256', key).update(`${at}.${text}`).digest('hex')}`
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)) return { url, signature, status: undefined }
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pd-signature': signature },
    body: text,
  })
  return { url, signature, status }
}

module.exports = { delivered, emit, handlers }
