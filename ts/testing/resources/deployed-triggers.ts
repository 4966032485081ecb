// Deployed triggers: their settings, events, workflows and webhooks.

import type { Call } from '../call.js'
import type { Core } from '../core.js'
import { paginate } from '../pages.js'
import type { DeployedTrigger, TriggerWebhook } from '../records.js'
import { badRequest, notFound, parseUrl } from '../responses.js'
import { slugOf } from '../seed-triggers.js'
import { configuredComponent } from './configured.js'
import { resetDeliveries } from './delivery-state.js'
import type { Handlers } from './handler.js'
import { count, flag, oneOf } from './query.js'
import { newTriggerWebhook } from './webhook.js'

const DEFAULT_EVENTS = 10

/** The trigger of a call. Throws 404 if it belongs to another user. */
function triggerOf({ tenant, id, query }: Call): DeployedTrigger {
  const trigger = tenant.triggers.get(id('trigger_id'))
  if (trigger === undefined || trigger.externalUserId !== query.external_user_id) throw notFound('trigger', id('trigger_id'))
  return trigger
}

function distinctStrings(value: unknown, name: string): string[] {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) throw badRequest(`${name} must be an array of strings`)
  return [...new Set(value as string[])]
}

function checkedWebhook(core: Core, url: string, taken?: ReadonlyMap<string, TriggerWebhook>): TriggerWebhook {
  if (parseUrl(url) === undefined) throw badRequest(`${url} is not a URL`)
  return newTriggerWebhook(core, url, taken)
}

/** The webhooks of a trigger as lists show them: without their keys. */
const shownWebhooks = ({ webhooks }: DeployedTrigger) => ({
  webhook_urls: [...webhooks.values()].map(({ url }) => url),
  webhooks: [...webhooks.values()].map(({ created_at: _, updated_at: __, signing_key: ___, ...shown }) => shown),
})

function webhookOf(call: Call): TriggerWebhook {
  const webhook = triggerOf(call).webhooks.get(call.id('webhook_id'))
  if (webhook === undefined) throw notFound('webhook', call.id('webhook_id'))
  return webhook
}

function deploy(core: Core, call: Call): unknown {
  const { fields, tenant } = call
  const component = configuredComponent(core, call, 'trigger')
  const webhook = fields.webhook_url ? checkedWebhook(core, String(fields.webhook_url)) : undefined
  const now = core.clock.seconds()
  const id = core.state.ids.next('dc', tenant.triggers)
  const externalUserId = String(fields.external_user_id)
  const trigger: DeployedTrigger = {
    externalUserId,
    workflows: fields.workflow_id ? [String(fields.workflow_id)] : [],
    webhooks: new Map(webhook && [[webhook.id, webhook]]),
    events: [],
    data: {
      id,
      owner_id: tenant.user(externalUserId).id,
      component_id: core.state.ids.next('sc'),
      component_key: component.key,
      configurable_props: component.configurable_props,
      configured_props: fields.configured_props ?? {},
      active: true,
      created_at: now,
      updated_at: now,
      name: component.name,
      name_slug: slugOf(component.name),
      emit_on_deploy: fields.emit_on_deploy ?? true,
      type: 'DeployedComponent',
    },
  }
  tenant.triggers.set(id, trigger)
  // As in the API, the answer to the deployment has the key; later ones do not.
  return { data: { ...trigger.data, ...(webhook !== undefined && { webhook_signing_key: webhook.signing_key }) } }
}

export const deployedTriggerHandlers: Handlers = {
  'triggers.deploy': deploy,

  'deployedTriggers.list': (_core, { tenant, query }) => {
    // Only sources can be deployed in the emulator.
    const type = oneOf(query, 'emitter_type', ['email', 'http', 'source', 'timer'])
    const found = [...tenant.triggers.values()].filter(
      ({ externalUserId }) => externalUserId === query.external_user_id && (type === undefined || type === 'source'),
    )
    return paginate(
      found.map(({ data }) => data),
      query,
    )
  },

  'deployedTriggers.retrieve': (_core, call) => ({ data: triggerOf(call).data }),

  'deployedTriggers.update': (core, call) => {
    const { data } = triggerOf(call)
    const { active, configured_props: props, name, emit_on_deploy: emits } = call.fields
    if (active !== undefined && active !== null) data.active = active === true
    if (props !== undefined && props !== null) data.configured_props = props
    if (emits !== undefined && emits !== null) data.emit_on_deploy = emits === true
    if (typeof name === 'string') Object.assign(data, { name, name_slug: slugOf(name) })
    data.updated_at = core.clock.seconds()
    return { data }
  },

  'deployedTriggers.delete': (_core, call) => {
    flag(call.query, 'ignore_hook_errors')
    triggerOf(call)
    call.tenant.triggers.delete(call.id('trigger_id'))
  },

  'deployedTriggers.listEvents': (_core, call) => ({ data: triggerOf(call).events.slice(0, count(call.query, 'n') ?? DEFAULT_EVENTS) }),

  'deployedTriggers.listWorkflows': (_core, call) => ({ workflow_ids: triggerOf(call).workflows }),

  'deployedTriggers.updateWorkflows': (_core, call) => {
    const trigger = triggerOf(call)
    trigger.workflows = distinctStrings(call.fields.workflow_ids, 'workflow_ids')
    return { workflow_ids: trigger.workflows }
  },

  'deployedTriggers.listWebhooks': (_core, call) => shownWebhooks(triggerOf(call)),

  'deployedTriggers.updateWebhooks': (core, call) => {
    const trigger = triggerOf(call)
    // A webhook whose URL stays keeps its id and its key.
    const known = new Map([...trigger.webhooks.values()].map((webhook) => [webhook.url, webhook]))
    const next = distinctStrings(call.fields.webhook_urls, 'webhook_urls').map(
      (url) => known.get(url) ?? checkedWebhook(core, url, trigger.webhooks),
    )
    trigger.webhooks = new Map(next.map((webhook) => [webhook.id, webhook]))
    return shownWebhooks(trigger)
  },

  'deployedTriggers.retrieveWebhook': (_core, call) => ({ data: webhookOf(call) }),

  'deployedTriggers.regenerateWebhookSigningKey': (core, call) => {
    const webhook = webhookOf(call)
    webhook.signing_key = core.state.signingKey()
    webhook.updated_at = core.clock.seconds()
    return { data: webhook }
  },

  'deployedTriggers.resetWebhookDeliveryState': (core, call) => {
    const webhook = webhookOf(call)
    resetDeliveries(webhook, core.clock.seconds())
    return { data: webhook }
  },
}
