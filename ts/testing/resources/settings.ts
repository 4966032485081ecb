// The settings of a project: app overrides, OAuth apps, and the webhook of each environment.

import { officialOauthApp } from '../official-oauth-app.js'
import { paginate } from '../pages.js'
import type { AppOverride, OAuthApp, Webhook } from '../records.js'
import { badRequest, notFound, parseUrl } from '../responses.js'
import type { Tenant } from '../tenant.js'
import type { Handlers } from './handler.js'
import { matches, text } from './query.js'
import { newWebhook } from './webhook.js'

function find<T>(records: ReadonlyMap<string, T>, kind: string, id: string): T {
  const record = records.get(id)
  if (record === undefined) throw notFound(kind, id)
  return record
}

const isOfApp = (wanted: string | undefined, slug: string, id: string) => wanted === undefined || wanted === slug || wanted === id

/** Without the values that are null or undefined. */
const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

/** `oauth_app_id`, if a body names an OAuth app. Throws 404 if there is no such app. */
const oauthAppId = (tenant: Tenant, id: unknown) =>
  id === undefined || id === null ? {} : { oauth_app_id: find(tenant.oauthApps, 'OAuth app', String(id)).id }

const overrideHandlers: Handlers = {
  'appOverrides.list': (_core, { tenant, query }) =>
    paginate(
      [...tenant.overrides.values()].filter(({ app }) => isOfApp(text(query, 'app'), app.name_slug, app.id)),
      query,
    ),

  'appOverrides.create': (core, { tenant, fields }) => {
    const now = core.clock.iso()
    const override: AppOverride = {
      id: core.state.ids.next('ao', tenant.overrides),
      name: fields.name,
      app: core.state.app(String(fields.app)),
      cfmap: fields.cfmap ?? {},
      ...oauthAppId(tenant, fields.oauth_app_id),
      owner_id: tenant.projectId,
      created_at: now,
      updated_at: now,
    }
    tenant.overrides.set(override.id, override)
    return override
  },

  'appOverrides.retrieve': (_core, { tenant, id }) => find(tenant.overrides, 'app override', id('id')),

  'appOverrides.update': (core, { tenant, id, fields }) => {
    const { name, oauth_app_id: app, cfmap } = fields
    const override = find(tenant.overrides, 'app override', id('id'))
    return Object.assign(override, present({ name, cfmap }), oauthAppId(tenant, app), { updated_at: core.clock.iso() })
  },

  'appOverrides.delete': (_core, { tenant, id }) => {
    tenant.overrides.delete(find(tenant.overrides, 'app override', id('id')).id)
  },
}

/** An OAuth app as the API shows it: without its secret. */
const shown = ({ client_secret: _, ...app }: OAuthApp) => app

const oauthAppHandlers: Handlers = {
  'oauthApps.list': (_core, { tenant, query }) => {
    const apps = [...tenant.oauthApps.values()].filter(
      ({ name_slug: slug, id, name }) => isOfApp(text(query, 'app'), slug, id) && matches(text(query, 'q'), name, slug),
    )
    return paginate(apps.map(shown), query)
  },

  'oauthApps.create': (core, { tenant, fields }) => {
    const now = core.clock.iso()
    const id = core.state.ids.next('oa', tenant.oauthApps)
    const { app, ...given } = fields
    const record: OAuthApp = {
      ...core.state.app(String(app)),
      scopes: [],
      additional_scopes: [],
      ...present(given),
      id,
      redirect_uri: `https://api.pipedream.com/connect/oauth/${id}/callback`,
      owner_id: tenant.projectId,
      created_at: now,
      updated_at: now,
    }
    tenant.oauthApps.set(id, record)
    return shown(record)
  },

  'oauthApps.retrieve': (core, { tenant, id }) =>
    officialOauthApp(core.state.apps, id('id')) ?? shown(find(tenant.oauthApps, 'OAuth app', id('id'))),

  'oauthApps.update': (core, { tenant, id, fields }) => {
    const { name, description, client_id, client_secret, scopes, additional_scopes } = fields
    const record = find(tenant.oauthApps, 'OAuth app', id('id'))
    const changes = present({ name, description, client_id, client_secret, scopes, additional_scopes })
    return shown(Object.assign(record, changes, { updated_at: core.clock.iso() }))
  },

  'oauthApps.delete': (_core, { tenant, id }) => {
    tenant.oauthApps.delete(find(tenant.oauthApps, 'OAuth app', id('id')).id)
  },
}

function webhookOf(tenant: Tenant): Webhook {
  if (tenant.webhook === undefined) throw notFound('webhook of', tenant.environment)
  return tenant.webhook
}

/** The API shows the signing key of a webhook only when it is new. */
const withoutKey = ({ signing_key: _, ...webhook }: Webhook) => webhook

const webhookHandlers: Handlers = {
  'projectEnvironment.retrieveWebhook': (_core, { tenant }) => ({ data: withoutKey(webhookOf(tenant)) }),

  'projectEnvironment.updateWebhook': (core, { tenant, fields: { url } }) => {
    if (typeof url !== 'string' || parseUrl(url) === undefined) throw badRequest('url must be a URL')
    if (tenant.webhook !== undefined) {
      Object.assign(tenant.webhook, { url, updated_at: core.clock.seconds() })
      return { data: withoutKey(tenant.webhook) }
    }
    tenant.webhook = newWebhook(core, url)
    return { data: { ...tenant.webhook } }
  },

  'projectEnvironment.deleteWebhook': (_core, { tenant }) => {
    webhookOf(tenant)
    tenant.webhook = undefined
  },

  'projectEnvironment.regenerateWebhookSigningKey': (core, { tenant }) => {
    const webhook = webhookOf(tenant)
    Object.assign(webhook, { signing_key: core.state.signingKey(), updated_at: core.clock.seconds() })
    return { data: { ...webhook } }
  },
}

export const settingHandlers: Handlers = { ...overrideHandlers, ...oauthAppHandlers, ...webhookHandlers }
