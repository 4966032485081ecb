'use strict'

// What is there before anybody made anything. Documented in testing.d.ts, since tests count on it.

const { StashedFile } = require('./resources/files.js')

const BORN = '2026-01-02T03:04:05.678Z'
const BORN_SECONDS = 1767323045
const CONNECT_TOKEN = 'ctok_0123456789abcdef0123456789abcdef'
const ACCOUNTS = 25
const APPS = 150

const NAMED = [
  ['slack', 'Slack', 'oauth', 'Communication', 'app_OkrhR1', 'Slack is where teams talk.'],
  ['github', 'GitHub', 'oauth', 'Developer Tools', 'app_mvzh2z', 'GitHub keeps code and what is said about it.'],
  ['google_sheets', 'Google Sheets', 'oauth', 'Productivity', 'app_mWnheL', 'Tables that several people fill at once.'],
  ['openai', 'OpenAI', 'keys', 'Artificial Intelligence', 'app_mJnhAE', 'Models that read and write text.'],
  ['notion', 'Notion', 'oauth', 'Productivity', 'app_XLehgE', 'Pages and tables for a team.'],
  ['http', 'HTTP', 'none', 'Developer Tools', 'app_xrehwE', 'Any address that answers.'],
]

const categories = () =>
  ['Communication', 'Developer Tools', 'Productivity', 'Artificial Intelligence', 'Other'].map((name, at) => ({
    id: `appcat_${at + 1}`,
    name,
    description: name === 'Communication' ? 'Talking to people.' : `Apps for: ${name}.`,
  }))

function apps() {
  const more = Array.from({ length: APPS - NAMED.length }, (_, at) => {
    const number = String(at + NAMED.length + 1).padStart(3, '0')
    return [`app_${number}`, `App ${number}`, ['oauth', 'keys', 'none'][at % 3], 'Other', `app_seed${number}`, `The app number ${number}.`]
  })
  return [...NAMED, ...more].map(([name_slug, name, auth_type, category, id, description], at) => ({
    id,
    name_slug,
    name,
    auth_type,
    description,
    img_src: `https://assets.pipedream.net/s.v0/${id}/logo/orig`,
    custom_fields_json: auth_type === 'keys' ? '[{"name":"api_key","label":"API key","optional":false}]' : '[]',
    categories: [category],
    featured_weight: 1000 - at,
    scope_profiles: auth_type === 'oauth' ? [{ name: 'read_only', scopes: [`${name_slug}:read`] }] : [],
  }))
}

const CHANNEL = { name: 'channel', type: 'string', label: 'Channel', remoteOptions: true }

/** Of every app among the first thirty, one action and one trigger. */
function components(apps) {
  return apps.slice(0, 30).flatMap(({ name_slug: app, name }) => {
    const prop = { name: app, type: 'app', app }
    const isSlack = app === 'slack'
    return [
      {
        key: isSlack ? 'slack-send-message' : `${app}-create-item`,
        name: isSlack ? 'Send a message' : `Create an item in ${name}`,
        version: '1.0.0',
        description: isSlack ? 'Posts a message to a channel.' : `Creates an item in ${name}.`,
        configurable_props: [prop, { ...CHANNEL, description: 'The channel to post to.' }, { name: 'text', type: 'string', label: 'Text' }],
        component_type: 'action',
        annotations: { destructiveHint: false, openWorldHint: true, readOnlyHint: false },
      },
      {
        key: isSlack ? 'slack-new-message' : `${app}-new-item`,
        name: isSlack ? 'New message' : `New item in ${name}`,
        version: '1.0.0',
        description: isSlack ? 'Emits an event for each new message in a channel.' : `Emits an event for each new item in ${name}.`,
        configurable_props: [prop, { ...CHANNEL, description: 'The channel to listen to.' }],
        component_type: 'trigger',
      },
    ]
  })
}

const project = (id) => ({
  id,
  name: 'Acme',
  app_name: 'Acme Assistant',
  support_email: 'help@example.com',
  connect_require_key_auth_test: false,
})

/** An account as the API keeps it; `given` goes over what is usual. */
function account(state, given = {}) {
  const { app: named = 'slack', ...more } = given
  const app = typeof named === 'string' ? state.app(named) : named
  const isOauth = app.auth_type === 'oauth'
  const whose = more.external_id ?? 'user-1'
  return {
    id: more.id,
    name: `Acme on ${app.name}`,
    external_id: whose,
    healthy: true,
    dead: false,
    app,
    created_at: BORN,
    updated_at: BORN,
    ...(isOauth && {
      authorized_scopes: ['channels:read', 'chat:write'],
      expires_at: '2026-01-02T15:04:05.000Z',
      last_refreshed_at: '2026-01-02T03:04:05.000Z',
      next_refresh_at: '2026-01-02T14:49:05.000Z',
    }),
    credentials: isOauth
      ? {
          oauth_client_id: 'oauth-client',
          oauth_access_token: `${app.name_slug}-access-of-${more.id}`,
          oauth_refresh_token: `${app.name_slug}-refresh-of-${more.id}`,
          oauth_uid: whose,
        }
      : { api_key: `${app.name_slug}-key-of-${more.id}` },
    ...more,
  }
}

/** Puts into an empty world what the examples of the reference are about. */
function fill(state, world, accounts = usualAccounts()) {
  for (const given of accounts) {
    const made = account(state, { ...given, id: given.id ?? state.nextId('apn', world.accounts) })
    world.accounts.set(made.id, made)
  }
  const people = new Set(['user-1', ...[...world.accounts.values()].map(({ external_id: id }) => id)])
  let count = 0
  for (const id of people) world.users.set(id, { id: `exu_${++count}`, external_id: id, created_at: BORN, updated_at: BORN })

  const slack = state.app('slack')
  world.overrides.set('ao_1', {
    id: 'ao_1',
    name: 'Slack for Acme',
    app: slack,
    cfmap: { workspace: 'acme' },
    oauth_app_id: 'oa_1',
    owner_id: world.projectId,
    created_at: BORN,
    updated_at: BORN,
  })
  world.oauthApps.set('oa_1', {
    ...slack,
    id: 'oa_1',
    name: 'Slack of Acme',
    description: 'The Slack app of Acme.',
    client_id: '1234567890.0987654321',
    scopes: ['chat:write'],
    additional_scopes: ['channels:read'],
    redirect_uri: 'https://api.pipedream.com/connect/oauth/oa_1/callback',
    owner_id: world.projectId,
    created_at: BORN,
    updated_at: BORN,
  })
  world.webhook = {
    id: 'wh_1',
    url: 'https://example.com/connected',
    signing_key_set: true,
    created_at: BORN_SECONDS,
    updated_at: BORN_SECONDS,
    signing_key: 'f3b1c2d4e5a69788',
  }
  world.triggers.set('dc_1', trigger(state, world))
  world.files.set('example.txt', new StashedFile('example.txt', 'What was stashed.\n', 'text/plain'))
  for (const prefix of ['ao', 'dc', 'oa', 'sc', 'wh']) state.reserve(prefix, 1)
  state.reserve('exu', count)
  // The seed's own Connect token belongs to the first project's development side, and is good for four hours.
  if (!state.connectTokens.has(CONNECT_TOKEN)) {
    state.connectTokens.set(CONNECT_TOKEN, {
      token: CONNECT_TOKEN,
      projectId: world.projectId,
      environment: world.environment,
      externalUserId: 'user-1',
      endsAt: state.clock.now() + 14_400_000,
      isUsed: false,
      options: { success_redirect_uri: 'https://example.com/ok', error_redirect_uri: 'https://example.com/failed' },
    })
  }
}

function trigger(state, world) {
  const webhook = {
    id: 'wh_1',
    url: 'https://example.com/hook',
    signing_key_set: true,
    created_at: BORN_SECONDS,
    updated_at: BORN_SECONDS,
    signing_key: 'a1b2c3d4e5f60718',
  }
  return {
    externalUserId: 'user-1',
    workflows: ['p_1'],
    webhooks: new Map([['wh_1', webhook]]),
    events: [{ e: { text: 'Hello', user: 'U024BE7LH' }, k: 'emit', ts: 1767323045678, id: '1767323045678-0', sum: 'Hello' }],
    data: {
      id: 'dc_1',
      owner_id: world.users.get('user-1').id,
      component_id: 'sc_1',
      component_key: 'slack-new-message',
      configurable_props: state.component('slack-new-message').configurable_props,
      configured_props: { slack: { authProvisionId: 'apn_1' }, channel: 'C024BE91L' },
      active: true,
      created_at: BORN_SECONDS,
      updated_at: BORN_SECONDS,
      name: 'New messages',
      name_slug: 'new-messages',
      emit_on_deploy: true,
      type: 'DeployedComponent',
    },
  }
}

/** `apn_1` … `apn_25`: the first three belong to `user-1`, the rest to five others in turn. */
const usualAccounts = () =>
  Array.from({ length: ACCOUNTS }, (_, at) => ({
    id: `apn_${at + 1}`,
    external_id: at < 3 ? 'user-1' : `user-${2 + (at % 5)}`,
    app: ['slack', 'github', 'openai', 'notion', 'google_sheets'][at % 5],
  }))

module.exports = { CONNECT_TOKEN, account, apps, categories, components, fill, project }
