// The deployed triggers that are there at the start.

import type { DeployedTrigger, TriggerWebhook } from './records.js'
import { noFailures } from './resources/delivery-state.js'
import type { State } from './state.js'
import type { Tenant } from './tenant.js'
import type { TriggerFields, WebhookFields } from './trigger-fields.js'

const CREATED_AT_SECONDS = 1767323045
const USER = 'user-1'
const COMPONENT = 'slack-new-message'

/** The trigger that the examples of the reference are about. */
const USUAL: TriggerFields = {
  id: 'dc_1',
  name: 'New messages',
  configuredProps: { slack: { authProvisionId: 'apn_1' }, channel: 'C024BE91L' },
  workflows: ['p_1'],
  webhooks: [
    {
      url: 'https://example.com/hook',
      id: 'wh_1',
      signingKey: 'a1b2c3d4e5f60718',
      active: true,
      deliveryBackend: 'valkey',
      deliveryState: { ...noFailures(CREATED_AT_SECONDS) },
    },
  ],
}

/** The users of the triggers. */
export const usersOf = (triggers: readonly TriggerFields[] = []): string[] => triggers.map(({ externalUserId }) => externalUserId ?? USER)

/** Deploys the triggers in a tenant. `given` replace the usual one. */
export function seedTriggers(state: State, tenant: Tenant, given: readonly TriggerFields[] = [USUAL]): void {
  for (const fields of given) {
    const trigger = newTrigger(state, tenant, fields)
    if (given[0] === USUAL)
      trigger.events = [{ e: { text: 'Hello', user: 'U024BE7LH' }, k: 'emit', ts: 1767323045678, id: '1767323045678-0', sum: 'Hello' }]
    tenant.triggers.set(trigger.data.id, trigger)
  }
}

function newTrigger(state: State, tenant: Tenant, given: TriggerFields): DeployedTrigger {
  const component = state.component(given.component ?? COMPONENT, 'trigger')
  const externalUserId = given.externalUserId ?? USER
  const name = given.name ?? component.name
  const webhooks = new Map<string, TriggerWebhook>()
  for (const fields of given.webhooks) {
    const webhook = newWebhook(state, fields, webhooks)
    webhooks.set(webhook.id, webhook)
  }
  return {
    externalUserId,
    workflows: [...(given.workflows ?? [])],
    webhooks,
    events: [],
    data: {
      id: given.id ?? state.ids.next('dc', tenant.triggers),
      owner_id: tenant.user(externalUserId).id,
      component_id: given === USUAL ? 'sc_1' : state.ids.next('sc'),
      component_key: component.key,
      configurable_props: component.configurable_props,
      configured_props: given.configuredProps ?? {},
      active: given.active ?? true,
      created_at: CREATED_AT_SECONDS,
      updated_at: CREATED_AT_SECONDS,
      name,
      name_slug: slugOf(name),
      emit_on_deploy: true,
      type: 'DeployedComponent',
    },
  }
}

function newWebhook(state: State, given: WebhookFields, taken: ReadonlyMap<string, TriggerWebhook>): TriggerWebhook {
  return {
    id: given.id ?? state.ids.next('wh', taken),
    url: given.url,
    signing_key_set: true,
    active: given.active,
    delivery_backend: given.deliveryBackend,
    delivery_state: { ...noFailures(state.clock.seconds()), ...given.deliveryState },
    created_at: CREATED_AT_SECONDS,
    updated_at: CREATED_AT_SECONDS,
    signing_key: given.signingKey ?? state.signingKey(),
  }
}

/** The slug of a trigger's name. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
