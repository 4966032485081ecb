'use strict'

// How a project is set up: its own versions of apps, its OAuth apps, and the webhook of each environment.

const { badRequest, notFound, urlOf } = require('../answers.js')
const { paged } = require('../pages.js')
const { matches } = require('./query.js')

function found(map, what, id) {
  const record = map.get(id)
  if (record === undefined) throw notFound(what, id)
  return record
}

const isOfApp = (name, slug, id) => name === undefined || name === slug || name === id
const present = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

const overrides = {
  'appOverrides.list': (core, { world, query }) =>
    paged(
      [...world.overrides.values()].filter(({ app }) => isOfApp(query.app, app.name_slug, app.id)),
      query,
    ),

  'appOverrides.create': (core, { world, body }) => {
    const now = core.clock.iso()
    const id = core.state.nextId('ao', world.overrides)
    const override = {
      id,
      name: body.name,
      app: core.state.app(body.app),
      cfmap: body.cfmap ?? {},
      ...present({ oauth_app_id: usedApp(world, body.oauth_app_id) }),
      owner_id: world.projectId,
      created_at: now,
      updated_at: now,
    }
    world.overrides.set(id, override)
    return override
  },

  'appOverrides.retrieve': (core, { world, ids }) => found(world.overrides, 'app override', ids.id),

  'appOverrides.update': (core, { world, ids, body }) => {
    const { name, oauth_app_id: app, cfmap } = body ?? {}
    const override = found(world.overrides, 'app override', ids.id)
    return Object.assign(override, present({ name, oauth_app_id: usedApp(world, app), cfmap }), { updated_at: core.clock.iso() })
  },

  'appOverrides.delete': (core, { world, ids }) => void world.overrides.delete(found(world.overrides, 'app override', ids.id).id),
}

/** The id of an OAuth app that must be there. */
const usedApp = (world, id) => (id === undefined || id === null ? undefined : found(world.oauthApps, 'OAuth app', id).id)

/** An OAuth app as it is shown: its secret never is. */
const shown = ({ client_secret: secret, ...app }) => app

const oauthApps = {
  'oauthApps.list': (core, { world, query }) => {
    const apps = [...world.oauthApps.values()].filter(
      ({ name_slug: slug, id, name }) => isOfApp(query.app, slug, id) && matches(query.q, name, slug),
    )
    return paged(apps.map(shown), query)
  },

  'oauthApps.create': (core, { world, body }) => {
    const now = core.clock.iso()
    const id = core.state.nextId('oa', world.oauthApps)
    const { app, ...given } = body
    const record = {
      ...core.state.app(app),
      scopes: [],
      additional_scopes: [],
      ...present(given),
      id,
      redirect_uri: `https://api.pipedream.com/connect/oauth/${id}/callback`,
      owner_id: world.projectId,
      created_at: now,
      updated_at: now,
    }
    world.oauthApps.set(id, record)
    return shown(record)
  },

  'oauthApps.retrieve': (core, { world, ids }) => shown(found(world.oauthApps, 'OAuth app', ids.id)),

  'oauthApps.update': (core, { world, ids, body }) => {
    const { name, description, client_id, client_secret, scopes, additional_scopes } = body ?? {}
    const record = found(world.oauthApps, 'OAuth app', ids.id)
    return shown(
      Object.assign(record, present({ name, description, client_id, client_secret, scopes, additional_scopes }), {
        updated_at: core.clock.iso(),
      }),
    )
  },

  'oauthApps.delete': (core, { world, ids }) => void world.oauthApps.delete(found(world.oauthApps, 'OAuth app', ids.id).id),
}

function webhookOf(world) {
  if (world.webhook === undefined) throw notFound('webhook of', world.environment)
  return world.webhook
}

/** A webhook as it is shown again: its key is told once only, when it is made. */
const withoutKey = ({ signing_key: key, ...webhook }) => webhook

const webhooks = {
  'projectEnvironment.retrieveWebhook': (core, { world }) => ({ data: withoutKey(webhookOf(world)) }),

  'projectEnvironment.updateWebhook': (core, { world, body }) => {
    if (typeof body.url !== 'string' || urlOf(body.url) === undefined) throw badRequest('url must be a URL')
    const now = core.clock.seconds()
    if (world.webhook !== undefined) {
      Object.assign(world.webhook, { url: body.url, updated_at: now })
      return { data: withoutKey(world.webhook) }
    }
    world.webhook = {
      id: core.state.nextId('wh'),
      url: body.url,
      signing_key_set: true,
      created_at: now,
      updated_at: now,
      signing_key: core.state.signingKey(),
    }
    return { data: { ...world.webhook } }
  },

  'projectEnvironment.deleteWebhook': (core, { world }) => {
    webhookOf(world)
    world.webhook = undefined
  },

  'projectEnvironment.regenerateWebhookSigningKey': (core, { world }) => {
    const webhook = webhookOf(world)
    Object.assign(webhook, { signing_key: core.state.signingKey(), updated_at: core.clock.seconds() })
    return { data: { ...webhook } }
  },
}

module.exports = { ...overrides, ...oauthApps, ...webhooks }
