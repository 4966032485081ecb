// Accounts as a test writes them. Names are in camelCase, as the client has them; the API keeps them in snake_case.

import { globalOf } from '../platform.js'
import { ARRAY, BOOLEAN, type Kind, NUMBER, OBJECT, readFields, rename, STRING, toCamelCase, toSnakeCase } from './fields.js'
import type { Account, AccountFields, App } from './records.js'

/** An app of your own, for an account. It is not in the catalogue of apps. */
export interface EmulatorApp {
  nameSlug: string
  /** Default: `app_` and the slug. */
  id?: string
  /** Default: the slug. */
  name?: string
  /** Default: `keys`. */
  authType?: 'oauth' | 'keys' | 'none'
  description?: string
  imgSrc?: string
  /** The JSON text of a list. */
  customFieldsJson?: string
  categories?: string[]
  featuredWeight?: number
  scopeProfiles?: { name: string; scopes: string[] }[]
}

/** An account. A field that is left out is as in the accounts that are there at the start. Times are ISO 8601. */
export interface EmulatorAccount {
  /** Default: the next free `apn_…`. */
  id?: string
  /** Default: `Acme on` and the name of the app. */
  name?: string
  /** Your id of the user. Default: `user-1`. */
  externalId?: string
  /** The slug or id of one of the apps, or an app of your own. Default: `slack`. */
  app?: string | EmulatorApp
  /** Default: true. */
  healthy?: boolean
  /** Default: false. */
  dead?: boolean
  createdAt?: string
  updatedAt?: string
  authorizedScopes?: string[]
  expiresAt?: string
  /** What the last check of the credentials said, if it failed. */
  error?: string
  lastRefreshedAt?: string
  nextRefreshAt?: string
  /** The OAuth app it was connected through, `oa_…`. */
  oauthAppId?: string
  /**
   * Returned with `includeCredentials`. `oauthAccessToken`, or else `api_key`, is added to calls through the proxy. Default: those
   * that the kind of app has, made from its slug and the id of the account.
   */
  credentials?: EmulatorCredentials
}

/** The credentials of an account. Key-based apps have fields of their own, which are kept under the names they are given. */
export interface EmulatorCredentials {
  oauthClientId?: string
  oauthAccessToken?: string
  oauthRefreshToken?: string
  oauthUid?: string
  oauthSignerUri?: string
  [field: string]: unknown
}

/** An account that was added, with everything that was left out. */
export interface AddedAccount extends EmulatorAccount {
  id: string
  name: string
  externalId: string
  app: EmulatorApp
  credentials: EmulatorCredentials
}

const APP: Kind = { name: 'a slug, an id or an object', accepts: (value) => STRING.accepts(value) || OBJECT.accepts(value) }

const ACCOUNT_FIELDS: Readonly<Record<keyof EmulatorAccount, Kind>> = {
  id: STRING,
  name: STRING,
  externalId: STRING,
  app: APP,
  healthy: BOOLEAN,
  dead: BOOLEAN,
  createdAt: STRING,
  updatedAt: STRING,
  authorizedScopes: ARRAY,
  expiresAt: STRING,
  error: STRING,
  lastRefreshedAt: STRING,
  nextRefreshAt: STRING,
  oauthAppId: STRING,
  credentials: OBJECT,
}
const APP_FIELDS: Readonly<Record<keyof EmulatorApp, Kind>> = {
  nameSlug: STRING,
  id: STRING,
  name: STRING,
  authType: STRING,
  description: STRING,
  imgSrc: STRING,
  customFieldsJson: STRING,
  categories: ARRAY,
  featuredWeight: NUMBER,
  scopeProfiles: ARRAY,
}

const CREDENTIAL_FIELDS = ['oauthClientId', 'oauthAccessToken', 'oauthRefreshToken', 'oauthUid', 'oauthSignerUri']

/**
 * The fields of an account as the API names them. Throws TypeError for an unknown name, and for a value of the wrong kind.
 *
 * @internal
 */
export function readAccount(where: string, account: EmulatorAccount): AccountFields {
  const { app, credentials, ...fields } = readFields(where, account, ACCOUNT_FIELDS)
  return {
    ...(rename(fields, toSnakeCase) as AccountFields),
    ...(app !== undefined && { app: typeof app === 'string' ? app : readApp(`the app of ${where}`, app) }),
    ...(credentials !== undefined && { credentials: readCredentials(where, credentials) }),
  }
}

function readApp(where: string, app: EmulatorApp): App {
  const given = readFields(where, app, APP_FIELDS)
  const slug = given.nameSlug
  if (slug === undefined) throw new TypeError(`${where} needs a nameSlug`)
  const defaults = {
    id: `app_${slug}`,
    name: slug,
    auth_type: 'keys',
    description: '',
    img_src: `https://assets.pipedream.net/s.v0/app_${slug}/logo/orig`,
    custom_fields_json: '[]',
    categories: [],
    featured_weight: 0,
    scope_profiles: [],
  }
  return { ...defaults, name_slug: slug, ...rename(given, toSnakeCase) }
}

function readCredentials(where: string, credentials: EmulatorCredentials): Record<string, unknown> {
  for (const name of CREDENTIAL_FIELDS) {
    const wireName = toSnakeCase(name)
    if (Object.hasOwn(credentials, wireName)) throw new TypeError(`the credentials of ${where} have no field "${wireName}"; it is ${name}`)
  }
  return rename(credentials, (name) => (CREDENTIAL_FIELDS.includes(name) ? toSnakeCase(name) : name))
}

/**
 * A copy of an account of the API, as a test reads it.
 *
 * @internal
 */
export function addedAccount({ app, credentials, ...account }: Account): AddedAccount {
  const copy = {
    ...rename(account, toCamelCase),
    app: rename(app, toCamelCase),
    credentials: rename(credentials, (name) => (CREDENTIAL_FIELDS.includes(toCamelCase(name)) ? toCamelCase(name) : name)),
  }
  return globalOf('structuredClone')(copy) as unknown as AddedAccount
}
