// What is there at the start. `index.ts` documents it, because tests rely on it.

import type { ProjectEnvironment } from './environment.js'
import type { Account, AccountFields, App, AppCategory, Component, ConfigurableProp, Project } from './records.js'
import { seedTriggers, usersOf } from './seed-triggers.js'
import type { Catalogue, State } from './state.js'
import { StoredFile } from './stashed-file.js'
import type { Tenant } from './tenant.js'
import type { TriggerFields } from './trigger-fields.js'

export const CREATED_AT: string = '2026-01-02T03:04:05.678Z'
const CREATED_AT_SECONDS = 1767323045
const CONNECT_TOKEN = 'ctok_0123456789abcdef0123456789abcdef'
const CONNECT_TOKEN_LIFETIME_MS = 14_400_000
const ACCOUNTS = 25
const APPS = 150
const APPS_WITH_COMPONENTS = 30

type AppRow = readonly [slug: string, name: string, authType: string, category: string, id: string, description: string]

const NAMED_APPS: readonly AppRow[] = [
  ['slack', 'Slack', 'oauth', 'Communication', 'app_OkrhR1', 'Slack is where teams talk.'],
  ['github', 'GitHub', 'oauth', 'Developer Tools', 'app_mvzh2z', 'GitHub keeps code and what is said about it.'],
  ['google_sheets', 'Google Sheets', 'oauth', 'Productivity', 'app_mWnheL', 'Tables that several people fill at once.'],
  ['openai', 'OpenAI', 'keys', 'Artificial Intelligence', 'app_mJnhAE', 'Models that read and write text.'],
  ['notion', 'Notion', 'oauth', 'Productivity', 'app_XLehgE', 'Pages and tables for a team.'],
  ['http', 'HTTP', 'none', 'Developer Tools', 'app_xrehwE', 'Any address that answers.'],
]

const cycle = (values: readonly string[], at: number) => values[at % values.length] ?? ''

/** The apps, categories and components, which all projects share. */
export function newCatalogue(): Catalogue {
  const apps = newApps()
  return { apps, categories: newCategories(), components: newComponents(apps) }
}

function newCategories(): AppCategory[] {
  return ['Communication', 'Developer Tools', 'Productivity', 'Artificial Intelligence', 'Other'].map((name, at) => ({
    id: `appcat_${at + 1}`,
    name,
    description: name === 'Communication' ? 'Talking to people.' : `Apps for: ${name}.`,
  }))
}

function newApps(): App[] {
  const numbered = Array.from({ length: APPS - NAMED_APPS.length }, (_, at): AppRow => {
    const number = String(at + NAMED_APPS.length + 1).padStart(3, '0')
    const authType = cycle(['oauth', 'keys', 'none'], at)
    return [`app_${number}`, `App ${number}`, authType, 'Other', `app_seed${number}`, `The app number ${number}.`]
  })
  return [...NAMED_APPS, ...numbered].map(([slug, name, authType, category, id, description], at) => ({
    id,
    name_slug: slug,
    name,
    auth_type: authType,
    description,
    img_src: `https://assets.pipedream.net/s.v0/${id}/logo/orig`,
    custom_fields_json: authType === 'keys' ? '[{"name":"api_key","label":"API key","optional":false}]' : '[]',
    categories: [category],
    featured_weight: 1000 - at,
    scope_profiles: authType === 'oauth' ? [{ name: 'read_only', scopes: [`${slug}:read`] }] : [],
  }))
}

/** An action and a trigger for each of the first apps. */
function newComponents(apps: readonly App[]): Component[] {
  const channel = (description: string): ConfigurableProp => ({
    name: 'channel',
    type: 'string',
    label: 'Channel',
    remoteOptions: true,
    description,
  })
  return apps.slice(0, APPS_WITH_COMPONENTS).flatMap(({ name_slug: app, name }): Component[] => {
    const prop: ConfigurableProp = { name: app, type: 'app', app }
    const isSlack = app === 'slack'
    return [
      {
        key: isSlack ? 'slack-send-message' : `${app}-create-item`,
        name: isSlack ? 'Send a message' : `Create an item in ${name}`,
        version: '1.0.0',
        description: isSlack ? 'Posts a message to a channel.' : `Creates an item in ${name}.`,
        configurable_props: [prop, channel('The channel to post to.'), { name: 'text', type: 'string', label: 'Text' }],
        component_type: 'action',
        annotations: { destructiveHint: false, openWorldHint: true, readOnlyHint: false },
      },
      {
        key: isSlack ? 'slack-new-message' : `${app}-new-item`,
        name: isSlack ? 'New message' : `New item in ${name}`,
        version: '1.0.0',
        description: isSlack ? 'Emits an event for each new message in a channel.' : `Emits an event for each new item in ${name}.`,
        configurable_props: [prop, channel('The channel to listen to.')],
        component_type: 'trigger',
      },
    ]
  })
}

export const newProject = (id: string): Project => ({
  id,
  name: 'Acme',
  app_name: 'Acme Assistant',
  support_email: 'help@example.com',
  connect_require_key_auth_test: false,
})

/** An account of `given`; what it leaves out is as in the accounts of the start. */
export function newAccount(state: State, given: AccountFields & { id: string }): Account {
  const { app: appOrName = 'slack', ...fields } = given
  const app = typeof appOrName === 'string' ? state.app(appOrName) : appOrName
  const isOauth = app.auth_type === 'oauth'
  const externalId = fields.external_id ?? 'user-1'
  return {
    name: `Acme on ${app.name}`,
    external_id: externalId,
    healthy: true,
    dead: false,
    app,
    created_at: CREATED_AT,
    updated_at: CREATED_AT,
    ...(isOauth && {
      authorized_scopes: ['channels:read', 'chat:write'],
      expires_at: '2026-01-02T15:04:05.000Z',
      last_refreshed_at: '2026-01-02T03:04:05.000Z',
      next_refresh_at: '2026-01-02T14:49:05.000Z',
    }),
    credentials: isOauth
      ? {
          oauth_client_id: 'oauth-client',
          oauth_access_token: `${app.name_slug}-access-of-${fields.id}`,
          oauth_refresh_token: `${app.name_slug}-refresh-of-${fields.id}`,
          oauth_uid: externalId,
        }
      : { api_key: `${app.name_slug}-key-of-${fields.id}` },
    ...fields,
  }
}

/** Fills an empty tenant with what the examples of the reference are about. `accounts` and `triggers` replace the usual ones. */
export function seedTenant(state: State, tenant: Tenant, accounts?: readonly AccountFields[], triggers?: readonly TriggerFields[]): void {
  for (const given of accounts ?? usualAccounts()) {
    const account = newAccount(state, { ...given, id: given.id ?? state.ids.next('apn', tenant.accounts) })
    tenant.accounts.set(account.id, account)
  }
  const externalIds = new Set(['user-1', ...[...tenant.accounts.values()].map(({ external_id: id }) => id), ...usersOf(triggers)])
  let count = 0
  for (const id of externalIds)
    tenant.users.set(id, { id: `exu_${++count}`, external_id: id, created_at: CREATED_AT, updated_at: CREATED_AT })
  seedSettings(state, tenant)
  seedTriggers(state, tenant, triggers)
  tenant.files.set('example.txt', new StoredFile('example.txt', 'What was stashed.\n', 'text/plain'))
  for (const prefix of ['ao', 'dc', 'oa', 'sc', 'wh']) state.ids.reserve(prefix, 1)
  state.ids.reserve('exu', count)
}

/** The Connect token of the start, which belongs to one tenant. */
export function seedConnectToken(state: State, projectId: string, environment: ProjectEnvironment): void {
  state.connectTokens.set(CONNECT_TOKEN, {
    token: CONNECT_TOKEN,
    projectId,
    environment,
    externalUserId: 'user-1',
    expiresAt: state.clock.now() + CONNECT_TOKEN_LIFETIME_MS,
    isUsed: false,
    options: { success_redirect_uri: 'https://example.com/ok', error_redirect_uri: 'https://example.com/failed' },
  })
}

function seedSettings(state: State, tenant: Tenant): void {
  const slack = state.app('slack')
  const times = { created_at: CREATED_AT, updated_at: CREATED_AT }
  tenant.overrides.set('ao_1', {
    id: 'ao_1',
    name: 'Slack for Acme',
    app: slack,
    cfmap: { workspace: 'acme' },
    oauth_app_id: 'oa_1',
    owner_id: tenant.projectId,
    ...times,
  })
  tenant.oauthApps.set('oa_1', {
    ...slack,
    id: 'oa_1',
    name: 'Slack of Acme',
    description: 'The Slack app of Acme.',
    client_id: '1234567890.0987654321',
    scopes: ['chat:write'],
    additional_scopes: ['channels:read'],
    redirect_uri: 'https://api.pipedream.com/connect/oauth/oa_1/callback',
    owner_id: tenant.projectId,
    ...times,
  })
  tenant.webhook = newWebhook('https://example.com/connected', 'f3b1c2d4e5a69788')
}

const newWebhook = (url: string, signingKey: string) => ({
  id: 'wh_1',
  url,
  signing_key_set: true,
  created_at: CREATED_AT_SECONDS,
  updated_at: CREATED_AT_SECONDS,
  signing_key: signingKey,
})

/** `apn_1` to `apn_25`: the first three belong to `user-1`, the others to `user-2` … `user-6` in turn. */
const usualAccounts = (): AccountFields[] =>
  Array.from({ length: ACCOUNTS }, (_, at) => ({
    id: `apn_${at + 1}`,
    external_id: at < 3 ? 'user-1' : `user-${2 + (at % 5)}`,
    app: cycle(['slack', 'github', 'openai', 'notion', 'google_sheets'], at),
  }))
