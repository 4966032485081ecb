// Written by: npm run generate (from openapi.yaml). Do not edit.

// What the API takes and returns. The enums are in enums.ts.

import type { GivenHeaders } from '../options.js'
import type {
  ActionsListRequestRegistry,
  AppAuthType,
  AppScopeProfilesItemName,
  AppsListRequestSortDirection,
  AppsListRequestSortKey,
  ComponentStash,
  ComponentType,
  ComponentsListRequestRegistry,
  ConfigurablePropAlertType,
  ConfigurablePropBaseType,
  ConfigurablePropDirAccessMode,
  ConfigurablePropStringFormat,
  EmitterType,
  HttpRequestAuthType,
  HttpRequestBodyMode,
  HttpRequestBodyType,
  TriggerWebhookDeliveryBackend,
  TriggersListRequestRegistry,
  WebhookDeliveryStateState,
  WebhookWithSigningKeyDeliveryBackend,
} from './enums.js'

/** An account: the connection of one of your users to one app. */
export interface Account {
  /** Its id, `apn_…`. */
  id: AccountId
  /** Its name. */
  name?: string
  /** The person’s id in your own system. */
  externalId?: string
  /** Whether the last check of its credentials went well. */
  healthy?: boolean
  /** Whether its credentials stopped working for good. */
  dead?: boolean
  /** The app it belongs to. */
  app?: App
  /** When it was created. */
  createdAt?: Date
  /** When it was last changed. */
  updatedAt?: Date
  /** The OAuth scopes the person granted. */
  authorizedScopes?: string[]
  /** The secrets; only with `includeCredentials`, and only for accounts of your own OAuth apps or keys. */
  credentials?: AccountCredentials
  /** When its credentials run out. */
  expiresAt?: Date
  /** What the last check of its credentials said, if it failed. */
  error?: string
  /** When its token was refreshed last. */
  lastRefreshedAt?: Date
  /** When its token is to be refreshed next. */
  nextRefreshAt?: Date
}

/** The secrets of an account, for use without the proxy. Key-based apps have fields of their own beside these. */
export interface AccountCredentials {
  /** The id of the OAuth client it was connected through. */
  oauthClientId?: string
  /** The access token of the other service. */
  oauthAccessToken?: string
  /** The refresh token of the other service. */
  oauthRefreshToken?: string
  /** The person’s id at the other service. */
  oauthUid?: string
  /** Where requests are signed, for OAuth 1. */
  oauthSignerUri?: string
  /** Fields that only some have. */
  [key: string]: any
}

/** The id of an account, `apn_…`. */
export type AccountId = string

/** What `accounts.listByExternalUser` takes. */
export interface AccountsListByExternalUserRequest {
  /** Whether the secrets come along; only for accounts of your own OAuth apps or keys. */
  includeCredentials?: boolean | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
}

/** What `accounts.list` takes. */
export interface AccountsListRequest {
  /** Only those of this person, by the id in your own system. */
  externalUserId?: string | undefined
  /** Only those connected through this OAuth app (`oa_…`). */
  oauthAppId?: string | undefined
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
  /** Whether the secrets come along; only for accounts of your own OAuth apps or keys. */
  includeCredentials?: boolean | undefined
}

/** What `accounts.retrieve` takes. */
export interface AccountsRetrieveRequest {
  /** Whether the secrets come along; only for accounts of your own OAuth apps or keys. */
  includeCredentials?: boolean | undefined
}

/** What `actions.list` takes. */
export interface ActionsListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
  /** Where they come from: `public`, `private` (your workspace) or `all`. */
  registry?: ActionsListRequestRegistry | undefined
}

/** What `actions.retrieve` takes. */
export interface ActionsRetrieveRequest {
  /** The version of the component; the latest unless given. */
  version?: string | undefined
}

/** An app that people can connect to. */
export interface App {
  /** Its id. */
  id?: string
  /** Its name in URLs and filters, such as `google_sheets`. */
  nameSlug: string
  /** Its name. */
  name: string
  /** How people connect to it. */
  authType?: AppAuthType
  /** What it is for. */
  description?: string
  /** The address of its logo. */
  imgSrc: string
  /** The fields people fill in to connect, as the JSON text of a list. */
  customFieldsJson?: string
  /** The names of the groups it is in. */
  categories: string[]
  /** How popular it is; the larger the more. */
  featuredWeight: number
  /** Its sets of OAuth scopes. */
  scopeProfiles: AppScopeProfilesItem[]
  /**
   * The id of Pipedream’s own OAuth client for the app, `oa_…`. `oauthApps.retrieve` gets it, with its scopes. The calls of `apps` have it,
   * for an app with such a client.
   */
  oauthAppId?: string
}

/** A group of apps, such as those for communication. */
export interface AppCategory {
  /** Its id. */
  id?: string
  /** Its name. */
  name?: string
  /** What it is for. */
  description?: string
}

/** How one app appears in your project, instead of as Pipedream has it. */
export interface AppOverride {
  /** Its id. */
  id: string
  /** Its name. */
  name: string
  /** The app it changes. */
  app: App
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string
  /** The values of the app’s custom fields, by their names. */
  cfmap: Record<string, unknown>
  /** Who owns it. */
  ownerId: string
  /** When it was created. */
  createdAt?: Date
  /** When it was last changed. */
  updatedAt?: Date
}

/** What `appOverrides.list` takes. */
export interface AppOverridesListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
}

/** A named set of OAuth scopes of an app. */
export interface AppScopeProfilesItem {
  /** How much it allows. */
  name: AppScopeProfilesItemName
  /** The OAuth scopes. */
  scopes: string[]
}

/** What `apps.list` takes. */
export interface AppsListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** What to sort by. */
  sortKey?: AppsListRequestSortKey | undefined
  /** Which way to sort. */
  sortDirection?: AppsListRequestSortDirection | undefined
  /** Only those of these groups. */
  categoryIds?: string | string[] | undefined
  /** Only those with components, or only those without. */
  hasComponents?: boolean | undefined
  /** Only those with actions, or only those without. */
  hasActions?: boolean | undefined
  /** Only those with triggers, or only those without. */
  hasTriggers?: boolean | undefined
}

/** Options of older server clients. This package reads `PipedreamClientOpts`; the type is here so that code which names it compiles. */
export interface BackendClientOpts {
  /** The id of the OAuth client. */
  clientId?: string
  /** The secret of the OAuth client. */
  clientSecret?: string
  /** Where the API lives. */
  apiUrl?: string
  /** The scopes, separated by spaces; none means all of them. */
  scope?: string
}

/** Options of older clients. This package reads `PipedreamClientOpts`; the type is here so that code which names it compiles. */
export interface ClientOpts {
  /** The id of the OAuth client. */
  clientId?: string
  /** The secret of the OAuth client. */
  clientSecret?: string
  /** Where the API lives. */
  apiUrl?: string
}

/** An action or a trigger: its key, its version, and the props that configure it. */
export interface Component {
  /** Its key, such as `slack-send-message`. */
  key: string
  /** Its name. */
  name: string
  /** Its version. */
  version: string
  /** Its inputs. */
  configurableProps: ConfigurableProp[]
  /** What it is for. */
  description?: string
  /** Whether it is an action or a trigger. */
  componentType?: string
  /** Whether it works with a file stash. */
  stash?: ComponentStash
  /** Hints for models. */
  annotations?: ToolAnnotations
}

/** What `components.list` takes. */
export interface ComponentsListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
  /** Where they come from: `public`, `private` (your workspace) or `all`. */
  registry?: ComponentsListRequestRegistry | undefined
  /** Only actions, or only triggers. */
  componentType?: ComponentType | undefined
}

/** What `components.retrieve` takes. */
export interface ComponentsRetrieveRequest {
  /** The version of the component; the latest unless given. */
  version?: string | undefined
}

/** One of the inputs of a component. `type` tells which kind; a kind this package does not know has the fields common to all. */
export type ConfigurableProp =
  | ConfigurablePropAlert
  | ConfigurablePropApp
  | ConfigurablePropBoolean
  | ConfigurablePropDataStore
  | ConfigurablePropDir
  | ConfigurablePropTimer
  | ConfigurablePropApphook
  | ConfigurablePropIntegerArray
  | ConfigurablePropHttp
  | ConfigurablePropHttpRequest
  | ConfigurablePropDb
  | ConfigurablePropSql
  | ConfigurablePropAirtableBaseId
  | ConfigurablePropAirtableTableId
  | ConfigurablePropAirtableViewId
  | ConfigurablePropAirtableFieldId
  | ConfigurablePropDiscordChannel
  | ConfigurablePropDiscordChannelArray
  | ConfigurablePropInteger
  | ConfigurablePropString
  | ConfigurablePropStringArray
  | ConfigurablePropObject
  | ConfigurablePropAny

/** An input that takes the id of an Airtable base. */
export interface ConfigurablePropAirtableBaseId {
  /** Which kind it is. */
  type: '$.airtable.baseId'
  /** The name of the input that holds the account. */
  appProp: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the id of a field of an Airtable table. */
export interface ConfigurablePropAirtableFieldId {
  /** Which kind it is. */
  type: '$.airtable.fieldId'
  /** The name of the input that holds the table. */
  tableIdProp: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the id of a table of an Airtable base. */
export interface ConfigurablePropAirtableTableId {
  /** Which kind it is. */
  type: '$.airtable.tableId'
  /** The name of the input that holds the base. */
  baseIdProp: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the id of a view of an Airtable table. */
export interface ConfigurablePropAirtableViewId {
  /** Which kind it is. */
  type: '$.airtable.viewId'
  /** The name of the input that holds the table. */
  tableIdProp: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** No input but a message, shown between the inputs. */
export interface ConfigurablePropAlert {
  /** Which kind it is. */
  type: 'alert'
  /** How it is to be shown. */
  alertType?: ConfigurablePropAlertType
  /** The message, in Markdown. */
  content: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes any value. */
export interface ConfigurablePropAny {
  /** Which kind it is. */
  type: 'any'
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueAny
  /** The values to choose from. */
  options?: ConfigurablePropAnyOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropAnyOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes an account of an app. */
export interface ConfigurablePropApp {
  /** Which kind it is. */
  type: 'app'
  /** The app, by its name slug. */
  app: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input filled in by Pipedream: events that the app itself delivers. */
export interface ConfigurablePropApphook {
  /** Which kind it is. */
  type: '$.interface.apphook'
  /** The name of the input that holds the account. */
  appProp: string
  /** The names of the events. */
  eventNames?: string[]
  /** Whether the events come from the app’s own webhooks. */
  remote?: boolean
  /** What cannot be changed. */
  static?: unknown[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** What inputs of every kind have. */
export interface ConfigurablePropBase {
  /** Its name. */
  name: string
  /** Which kind it is. */
  type: ConfigurablePropBaseType
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes true or false. */
export interface ConfigurablePropBoolean {
  /** Which kind it is. */
  type: 'boolean'
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueBoolean
  /** The values to choose from. */
  options?: ConfigurablePropBooleanOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropBooleanOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes a data store of the workspace. */
export interface ConfigurablePropDataStore {
  /** Which kind it is. */
  type: 'data_store'
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input filled in by Pipedream: storage between the runs of a trigger. */
export interface ConfigurablePropDb {
  /** Which kind it is. */
  type: '$.service.db'
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input filled in by Pipedream: a directory whose files are kept in the file stash. */
export interface ConfigurablePropDir {
  /** Which kind it is. */
  type: 'dir'
  /** What the component does with the files. */
  accessMode?: ConfigurablePropDirAccessMode
  /** Whether files are copied before and after each run. */
  sync?: boolean
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the id of a Discord channel. */
export interface ConfigurablePropDiscordChannel {
  /** Which kind it is. */
  type: '$.discord.channel'
  /** The name of the input that holds the account. */
  appProp: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the ids of Discord channels. */
export interface ConfigurablePropDiscordChannelArray {
  /** Which kind it is. */
  type: '$.discord.channel[]'
  /** The name of the input that holds the account. */
  appProp?: string
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input filled in by Pipedream: an address that receives HTTP requests. */
export interface ConfigurablePropHttp {
  /** Which kind it is. */
  type: '$.interface.http'
  /** Whether the component answers by itself. */
  customResponse?: boolean
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes the description of an HTTP request. */
export interface ConfigurablePropHttpRequest {
  /** Which kind it is. */
  type: 'http_request'
  /** What it holds when it is given nothing. */
  default?: HttpRequestConfig
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes a whole number. */
export interface ConfigurablePropInteger {
  /** Which kind it is. */
  type: 'integer'
  /** The smallest number it takes. */
  min?: number
  /** The largest number it takes. */
  max?: number
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueInteger
  /** The values to choose from. */
  options?: ConfigurablePropIntegerOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes whole numbers. */
export interface ConfigurablePropIntegerArray {
  /** Which kind it is. */
  type: 'integer[]'
  /** The smallest number it takes. */
  min?: number
  /** The largest number it takes. */
  max?: number
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueInteger[]
  /** The values to choose from. */
  options?: ConfigurablePropIntegerArrayOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropIntegerArrayOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropIntegerOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes an object. */
export interface ConfigurablePropObject {
  /** Which kind it is. */
  type: 'object'
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueObject
  /** The values to choose from. */
  options?: ConfigurablePropObjectOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropObjectOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes an SQL query. */
export interface ConfigurablePropSql {
  /** Which kind it is. */
  type: 'sql'
  /** The account it runs with. */
  auth?: ConfigurablePropSqlAuth
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueSql
  /** The values to choose from. */
  options?: ConfigurablePropSqlOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** Which account an SQL query runs with. */
export interface ConfigurablePropSqlAuth {
  /** The app of the account, by its name slug. */
  app?: string
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropSqlOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes text. */
export interface ConfigurablePropString {
  /** Which kind it is. */
  type: 'string'
  /** Whether a form hides what is typed. */
  secret?: boolean
  /** What the text stands for. */
  format?: ConfigurablePropStringFormat
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueString
  /** The values to choose from. */
  options?: ConfigurablePropStringOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** An input that takes texts. */
export interface ConfigurablePropStringArray {
  /** Which kind it is. */
  type: 'string[]'
  /** Whether a form hides what is typed. */
  secret?: boolean
  /** What the text stands for. */
  format?: ConfigurablePropStringFormat
  /** What it holds when it is given nothing. */
  default?: ConfiguredPropValueString[]
  /** The values to choose from. */
  options?: ConfigurablePropStringArrayOptionsItem[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropStringArrayOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** A value to choose: with a label, nested, or bare. */
export type ConfigurablePropStringOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** An input that takes when a trigger runs: each so many seconds, or by a cron expression. */
export interface ConfigurablePropTimer {
  /** Which kind it is. */
  type: '$.interface.timer'
  /** What cannot be changed. */
  static?: ConfigurablePropTimerStatic
  /** What it holds when it is given nothing. */
  default?: ConfigurablePropTimerDefault
  /** The values to choose from. */
  options?: (ConfigurablePropTimerOption | undefined)[]
  /** Its name. */
  name: string
  /** The text to show. */
  label?: string
  /** What it is for. */
  description?: string
  /** Whether it may be given nothing. */
  optional?: boolean
  /** Whether it is shown but cannot be changed. */
  disabled?: boolean
  /** Whether a form shows it without letting it be changed. */
  readOnly?: boolean
  /** Whether a form leaves it out. */
  hidden?: boolean
  /** Whether its options are to be asked of `configureProp`. */
  remoteOptions?: boolean
  /** Whether its options can be searched. */
  useQuery?: boolean
  /** Whether other inputs depend on it: ask `reloadProps` when it changes. */
  reloadProps?: boolean
  /** Whether it is given as label and value instead of the bare value. */
  withLabel?: boolean
}

/** When a trigger runs unless it is told otherwise. */
export type ConfigurablePropTimerDefault = TimerInterval | TimerCron

/** A schedule to choose. */
export type ConfigurablePropTimerOption = TimerInterval | TimerCron

/** The schedule that cannot be changed. */
export type ConfigurablePropTimerStatic = TimerInterval | TimerCron

/** The inputs of a component, in the order a form would show them. */
export type ConfigurableProps = readonly ConfigurableProp[]

/** The values to choose from; absent where the input has none. */
export type ConfigurePropOptions = ConfigurePropOptionsItem[] | undefined

/** A value to choose: with a label, or nested. */
export type ConfigurePropOptionsItem = PropOption | PropOptionNested

/** Whose input, of which component, is asked for its options, and what is configured so far. */
export interface ConfigurePropOpts {
  /** The component, by its key. */
  id: string
  /** The version of the component; the latest unless given. */
  version?: string | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** The name of the input. */
  propName: string
  /** Whether the answer waits for slow work, instead of giving what is known so far. */
  blocking?: boolean | undefined
  /** What its inputs are given, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that `reloadProps` gave, where inputs depend on others. */
  dynamicPropsId?: string | undefined
  /** Which page of options, from 0. */
  page?: number | undefined
  /** The `context` that the page of options before this one came with. */
  prevContext?: Record<string, unknown> | undefined
  /** Words to search the options for. */
  query?: string | undefined
}

/** The options of an input. */
export interface ConfigurePropResponse {
  /** The values to choose from. */
  options?: ConfigurePropOptions
  /** The values to choose from, where they are plain texts. */
  stringOptions?: string[]
  /** What was logged while the component ran. */
  observations?: Observation[]
  /** To be given back as `prevContext` for the next page of options. */
  context?: Record<string, unknown>
  /** What went wrong inside the component. */
  errors?: string[]
}

/** What an input was given. */
export type ConfiguredPropValue =
  | ConfiguredPropValueApp
  | ConfiguredPropValueBoolean
  | ConfiguredPropValueInteger
  | ConfiguredPropValueSql
  | ConfiguredPropValueString
  | ConfiguredPropValueStringArray
  | ConfiguredPropValueObject
  | ConfiguredPropValueAny

/** What an input of the kind `any` takes. */
export type ConfiguredPropValueAny = unknown

/** What an input of the kind `app` takes: an account. */
export interface ConfiguredPropValueApp {
  /** The account (`apn_…`). */
  authProvisionId: AccountId
}

/** What an input of the kind `boolean` takes. */
export type ConfiguredPropValueBoolean = boolean

/** What an input of the kind `integer` takes. */
export type ConfiguredPropValueInteger = number

/** What an input of the kind `object` takes. */
export type ConfiguredPropValueObject = Record<string, unknown>

/** What an input of the kind `sql` takes: a query and its parameters. */
export interface ConfiguredPropValueSql {
  /** The value. */
  value: string
  /** The query. */
  query: string
  /** The values of the query’s placeholders. */
  params: string[]
  /** Whether `params` are sent apart from the query. */
  usePreparedStatements: boolean
}

/** What an input of the kind `string` takes. */
export type ConfiguredPropValueString = string

/** What an input of the kind `string[]` takes. */
export type ConfiguredPropValueStringArray = string[]

/** What the inputs of a component are given, by their names. With the list of inputs as `T` each has its own type. */
export type ConfiguredProps<T extends ConfigurableProps = any> = 0 extends 1 & T ? Record<string, ConfiguredPropValue> : { [K in T[number] as K extends { name: infer N extends string } ? N : never]?: K extends { type: infer P extends string } ? PropValue<P> : never }

/** A Connect token, `ctok_…`. */
export type ConnectToken = string

/** What was used in a span of time, in credits. */
export interface ConnectUsage {
  /** Credits in all. */
  creditsUsed: number
  /** Credits for running actions. */
  actionRunCreditsUsed?: number
  /** Credits for calls through the proxy. */
  proxyCreditsUsed?: number
  /** Credits for events of deployed triggers. */
  sourceEmitCreditsUsed?: number
  /** The start of the span, in seconds since 1970. */
  usageStartTs: number
  /** The end of the span, in seconds since 1970. */
  usageEndTs: number
}

/** What was used, span by span. */
export interface ConnectUsageResponse {
  /** The items. */
  data: ConnectUsage[]
}

/** An account to be connected with credentials you hold. */
export interface CreateAccountOpts {
  /** The app, by its name slug. */
  appSlug: string
  /** The values of the app’s custom fields, as the JSON text of an object. */
  cfmapJson: string
  /** A Connect token (`ctok_…`) of the person. */
  connectToken: string
  /** A name for the account. */
  name?: string | undefined
  /** An account (`apn_…`) to connect anew, instead of a new one. */
  accountId?: string | undefined
  /** The app override to apply. */
  appOverrideId?: string | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId?: string | undefined
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string | undefined
}

/** How an app is to appear in your project. */
export interface CreateAppOverrideOpts {
  /** The app, by its name slug or id. */
  app: string
  /** Its name. */
  name: string
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string | undefined
  /** The values of the app’s custom fields, by their names. */
  cfmap?: Record<string, unknown> | undefined
}

/** Client credentials, and the scopes asked for. */
export interface CreateOAuthTokenOpts {
  /** The id of the OAuth client. */
  clientId: string
  /** The secret of the OAuth client. Without it a `client_assertion` is required. */
  clientSecret?: string | undefined
  /** A JWT that the client’s private key has signed (RFC 7523), instead of the secret. It can be used once. */
  clientAssertion?: string | undefined
  /** The type of the assertion; `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` if it is left out. */
  clientAssertionType?: string | undefined
  /** The scopes, separated by spaces; none means all of them. */
  scope?: string | undefined
}

/** An access token. */
export interface CreateOAuthTokenResponse {
  /** The token, to be sent as `Authorization: Bearer …`. */
  accessToken: string
  /** Always `Bearer`. */
  tokenType: string
  /** How long the token lives, in seconds. */
  expiresIn: number
}

/** An OAuth client of yours at another service. */
export interface CreateOauthAppOpts {
  /** The app, by its name slug or id. */
  app: string
  /** The id of the OAuth client. */
  clientId: string
  /** The secret of the OAuth client. */
  clientSecret: string
  /** Its name. */
  name?: string | undefined
  /** What it is for. */
  description?: string | undefined
  /** The OAuth scopes. */
  scopes?: string[] | undefined
  /** OAuth scopes beside those the app asks for anyway. */
  additionalScopes?: string[] | undefined
}

/** The project to be created. */
export interface CreateProjectOpts {
  /** Its name. */
  name: string
  /** The name people see when they connect; else `name`. */
  appName?: string | undefined
  /** Where people are told to write. */
  supportEmail?: string | undefined
  /** Whether keys that people paste are tried before they are kept. */
  connectRequireKeyAuthTest?: boolean | undefined
}

/** A rate limit that was made. */
export interface CreateRateLimitResponse {
  /** Its token. */
  token: string
}

/** For whom a Connect token is, and what it allows. */
export interface CreateTokenOpts {
  /** The origins whose pages may use the token, such as `https://app.example.com`. */
  allowedOrigins?: string[] | undefined
  /** Where the person is sent when connecting fails. */
  errorRedirectUri?: string | undefined
  /** How long the token is to live, in seconds. */
  expiresIn?: number | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** The scopes, separated by spaces; none means all of them. */
  scope?: string | undefined
  /** Where the person is sent when connecting worked. */
  successRedirectUri?: string | undefined
  /** Where the outcome of connecting is posted. */
  webhookUri?: string | undefined
  /** Whether scopes may be asked for one after another as they are needed. */
  allowProgressiveScopes?: boolean | undefined
  /** The app, by its name slug or id. */
  appId?: string | undefined
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string | undefined
}

/** A Connect token and the link that uses it. */
export interface CreateTokenResponse {
  /** The page on which the person connects. For one app, append `&app=<name slug>`. */
  connectLinkUrl: string
  /** When the token runs out. */
  expiresAt: Date
  /** The token, good for one connection. */
  token: ConnectToken
}

/**
 * Whether a failing deactivation stops the removal of a trigger. `DeployedTriggersDeleteRequest` is what `deployedTriggers.delete` takes.
 */
export interface DeleteTriggerOpts {
  /** Whether it is removed even where telling the app fails. */
  ignoreHookErrors?: boolean
}

/** The trigger to be deployed, for whom, with which inputs, and who receives its events. */
export interface DeployTriggerOpts {
  /** The trigger, by its key. */
  id: string
  /** The version of the component; the latest unless given. */
  version?: string | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** What its inputs are given, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that `reloadProps` gave, where inputs depend on others. */
  dynamicPropsId?: string | undefined
  /** The workflow (`p_…`) that receives its events. */
  workflowId?: string | undefined
  /** Where its events are posted. */
  webhookUrl?: string | undefined
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean | undefined
}

/** The trigger as it was deployed. */
export interface DeployTriggerResponse {
  /** The result. */
  data: Emitter
}

/** A deployed trigger that runs code of its own. */
export interface DeployedComponent {
  /** Its id, `dc_…`. */
  id: string
  /** Who owns it. */
  ownerId: string
  /** The id of its code. */
  componentId: string
  /** The key of its component. */
  componentKey?: string
  /** Its inputs. */
  configurableProps: ConfigurableProp[]
  /** What its inputs are given, by their names. */
  configuredProps: ConfiguredProps
  /** Whether it is running. */
  active: boolean
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
  /** Its name. */
  name: string
  /** Its name in URLs and filters, such as `google_sheets`. */
  nameSlug: string
  /** What was logged while it was deployed. */
  callbackObservations?: unknown
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean
  /** Which kind it is. */
  type: 'DeployedComponent'
  /** The key its deliveries are signed with. */
  webhookSigningKey?: string
}

/** What `deployedTriggers.delete` takes. */
export interface DeployedTriggersDeleteRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** Whether it is removed even where telling the app fails. */
  ignoreHookErrors?: boolean | undefined
}

/** What `deployedTriggers.listEvents` takes. */
export interface DeployedTriggersListEventsRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** At most so many events. */
  n?: number | undefined
}

/** What `deployedTriggers.list` takes. */
export interface DeployedTriggersListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** Only those of this kind. */
  emitterType?: EmitterType | undefined
}

/** What `deployedTriggers.listWebhooks` takes. */
export interface DeployedTriggersListWebhooksRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `deployedTriggers.listWorkflows` takes. */
export interface DeployedTriggersListWorkflowsRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `deployedTriggers.regenerateWebhookSigningKey` takes. */
export interface DeployedTriggersRegenerateWebhookSigningKeyRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `deployedTriggers.resetWebhookDeliveryState` takes. */
export interface DeployedTriggersResetWebhookDeliveryStateRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `deployedTriggers.retrieve` takes. */
export interface DeployedTriggersRetrieveRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `deployedTriggers.retrieveWebhook` takes. */
export interface DeployedTriggersRetrieveWebhookRequest {
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** The inputs that follow from what other inputs were given. */
export interface DynamicProps {
  /** To be given as `dynamicPropsId`. */
  id?: string
  /** The inputs. */
  configurableProps?: ConfigurableProp[]
}

/** An event that a deployed trigger emitted. */
export interface EmittedEvent {
  /** The event itself, as the trigger made it. */
  e: Record<string, unknown>
  /** What sort of event it is; those of triggers are `emit`. */
  k: string
  /** When, in milliseconds since 1970. */
  ts: number
  /** Its id. */
  id: string
  /** A line that sums it up. */
  sum?: string
}

/** A deployed trigger; `type` tells which kind. */
export type Emitter = DeployedComponent | HttpInterface | TimerInterface

/** What the API answers when it refuses a call. */
export interface ErrorResponse {
  /** What went wrong. */
  error: string
  /** A short name of what went wrong. */
  code?: string
  /** More about what went wrong. */
  details?: Record<string, unknown>
}

/** One of your users who connected something. */
export interface ExternalUser {
  /** Its id. */
  id: string
  /** The person’s id in your own system. */
  externalId: string
  /** When it was created. */
  createdAt?: Date
  /** When it was last changed. */
  updatedAt?: Date
}

/** What `fileStash.downloadFile` takes. */
export interface FileStashDownloadFileRequest {
  /** The key of the file, as a run names it. */
  s3Key: string
}

/** A page of accounts. */
export interface GetAccountsResponse {
  /** The items. */
  data: Account[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A group of apps. */
export type GetAppCategoryResponse = AppCategory

/** An app. */
export interface GetAppResponse {
  /** The result. */
  data: App
}

/** A page of apps. */
export interface GetAppsResponse {
  /** The items. */
  data: App[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A component. */
export interface GetComponentResponse {
  /** The result. */
  data: Component
}

/** A page of components. */
export interface GetComponentsResponse {
  /** The items. */
  data: Component[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** The last events of a deployed trigger. */
export interface GetTriggerEventsResponse {
  /** The items. */
  data: EmittedEvent[]
}

/** A deployed trigger. */
export interface GetTriggerResponse {
  /** The result. */
  data: Emitter
}

/** Where the events of a deployed trigger are posted. */
export interface GetTriggerWebhooksResponse {
  /** Where its events are posted. */
  webhookUrls: string[]
  /** The same, with ids. */
  webhooks?: TriggerWebhook[]
}

/** The workflows that receive the events of a deployed trigger. */
export interface GetTriggerWorkflowsResponse {
  /** The workflows (`p_…`) that receive its events. */
  workflowIds: string[]
}

/** A page of deployed triggers. */
export interface GetTriggersResponse {
  /** The items. */
  data: Emitter[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A page of your users. */
export interface GetUsersResponse {
  /** The items. */
  data: ExternalUser[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** The webhook of the environment. */
export interface GetWebhookResponse {
  /** The result. */
  data?: Webhook
}

/** A webhook with the key its deliveries are signed with. */
export interface GetWebhookWithSigningKeyResponse {
  /** The result. */
  data: WebhookWithSigningKey
}

/** A deployed trigger that receives HTTP requests. */
export interface HttpInterface {
  /** Its id. */
  id: string
  /** Its key, the first part of its address. */
  key: string
  /** The address that receives requests. */
  endpointUrl: string
  /** Whether it answers by itself. */
  customResponse: boolean
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
  /** Which kind it is. */
  type: 'HttpInterface'
}

/** How a described HTTP request is authorized. */
export interface HttpRequestAuth {
  /** Which kind it is. */
  type?: HttpRequestAuthType
  /** The name, for `basic`. */
  username?: string
  /** The password, for `basic`. */
  password?: string
  /** The token, for `bearer`. */
  token?: string
}

/** The body of a described HTTP request. */
export interface HttpRequestBody {
  /** Which kind it is. */
  type?: HttpRequestBodyType
  /** The content type. */
  contentType?: string
  /** The fields, for `mode` fields. */
  fields?: HttpRequestField[]
  /** Whether `fields` or `raw` counts. */
  mode?: HttpRequestBodyMode
  /** The text, for `mode` raw. */
  raw?: string
}

/** A described HTTP request. */
export interface HttpRequestConfig {
  /** How it is authorized. */
  auth?: HttpRequestAuth
  /** The body. */
  body?: HttpRequestBody
  /** The headers. */
  headers?: HttpRequestField[]
  /** The query. */
  params?: HttpRequestField[]
  /** The part of the form that is open. */
  tab?: string
  /** The verb. */
  method?: string
  /** The address. */
  url?: string
}

/** A name and a value in a header, a query or a body. */
export interface HttpRequestField {
  /** Its name. */
  name: string
  /** The value. */
  value: string
}

/** The workflow to call, for whom, and the request it receives. */
export interface InvokeWorkflowForExternalUserOpts {
  /** The address of the workflow, or its endpoint id (`en…`). */
  urlOrEndpoint: string
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** The body: any JSON value. None is sent for null and undefined. */
  body?: unknown | undefined
  /** The verb; POST unless given. */
  method?: string | undefined
  /** Headers for the workflow. */
  headers?: GivenHeaders | undefined
}

/** The workflow to call and the request it receives. */
export interface InvokeWorkflowOpts {
  /** The address of the workflow, or its endpoint id (`en…`). */
  urlOrEndpoint: string
  /** The body: any JSON value. None is sent for null and undefined. */
  body?: unknown | undefined
  /** The verb; POST unless given. */
  method?: string | undefined
  /** Headers for the workflow. */
  headers?: GivenHeaders | undefined
}

/** A page of accounts. */
export interface ListAccountsResponse {
  /** The items. */
  data: Account[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** The groups of apps. */
export type ListAppCategoriesResponse = AppCategory[]

/** A page of app overrides. */
export interface ListAppOverridesResponse {
  /** The items. */
  data: AppOverride[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A page of apps. */
export interface ListAppsResponse {
  /** The items. */
  data: App[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A page of OAuth apps. */
export interface ListOauthAppsResponse {
  /** The items. */
  data: OauthApp[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** A page of projects. */
export interface ListProjectsResponse {
  /** The items. */
  data: Project[]
  /** Where the page stands in its list. */
  pageInfo: PageInfo
}

/** An OAuth client of yours at another service, which people connect through instead of through Pipedream’s. */
export interface OauthApp {
  /** Its id, `oa_…`. */
  id?: string
  /** The id of the OAuth client. */
  clientId: string
  /** The OAuth scopes. */
  scopes?: string[]
  /** OAuth scopes beside those the app asks for anyway. */
  additionalScopes?: string[]
  /** The address to register at the other service. */
  redirectUri?: string
  /** Who owns it. */
  ownerId: string
  /** When it was created. */
  createdAt?: Date
  /** When it was last changed. */
  updatedAt?: Date
  /** Its name in URLs and filters, such as `google_sheets`. */
  nameSlug: string
  /** Its name. */
  name: string
  /** How people connect to it. */
  authType?: AppAuthType
  /** What it is for. */
  description?: string
  /** The address of its logo. */
  imgSrc: string
  /** The fields people fill in to connect, as the JSON text of a list. */
  customFieldsJson?: string
  /** The names of the groups it is in. */
  categories: string[]
  /** How popular it is; the larger the more. */
  featuredWeight: number
  /** Its sets of OAuth scopes. */
  scopeProfiles: AppScopeProfilesItem[]
  /**
   * The id of Pipedream’s own OAuth client for the app, `oa_…`. `oauthApps.retrieve` gets it, with its scopes. The calls of `apps` have it,
   * for an app with such a client.
   */
  oauthAppId?: string
}

/** What `oauthApps.list` takes. */
export interface OauthAppsListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** Something that was logged, or went wrong, while a component ran. */
export interface Observation {
  /** The error, if it is one. */
  err?: ObservationError
  /** What sort of entry it is, such as `console.log` or `error`. */
  k: string
  /** What was logged. */
  msg?: string
  /** When, in milliseconds since 1970. */
  ts: number
}

/** An error inside a component. */
export interface ObservationError {
  /** The class of the error. */
  name?: string
  /** What went wrong. */
  message?: string
  /** Where it went wrong. */
  stack?: string
}

/** Where a page stands in its list. */
export interface PageInfo {
  /** How many items are on this page. */
  count?: number
  /** How many items the list has. */
  totalCount?: number
  /** The cursor of the first item. */
  startCursor?: string
  /** The cursor of the last item; none on the last page. */
  endCursor?: string
}

/** A project: a set of users, accounts and deployed triggers. */
export interface Project {
  /** Its id, `proj_…`. */
  id: string
  /** Its name. */
  name: string
  /** The name people see when they connect; else `name`. */
  appName?: string
  /** Where people are told to write. */
  supportEmail?: string
  /** Whether keys that people paste are tried before they are kept. */
  connectRequireKeyAuthTest?: boolean
}

/** What is set up in a project. */
export interface ProjectInfoResponse {
  /** The apps it uses with OAuth apps of its own. */
  apps: ProjectInfoResponseApp[]
}

/** An app that a project uses. */
export interface ProjectInfoResponseApp {
  /** Its id. */
  id?: string
  /** Its name in URLs and filters, such as `google_sheets`. */
  nameSlug?: string
}

/** What `projects.list` takes. */
export interface ProjectsListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** A value to choose, with the text to show for it. */
export interface PropOption {
  /** The text to show. */
  label: string
  /** The value. */
  value?: PropOptionValue
}

/** A value to choose, wrapped once more, as some components give it. */
export interface PropOptionNested {
  /** The option itself. */
  lv: PropOption
}

/** A bare value to choose. */
export type PropOptionValue = string | number | boolean

/** The value of each kind of input. */
export type PropTypeMap = {
  alert: never;
  any: ConfiguredPropValueAny;
  app: ConfiguredPropValueApp;
  boolean: ConfiguredPropValueBoolean;
  integer: ConfiguredPropValueInteger;
  object: ConfiguredPropValueObject;
  string: ConfiguredPropValueString;
  'string[]': ConfiguredPropValueStringArray;
  sql: ConfiguredPropValueSql;
}

/** The value of an input of the kind `T`. */
export type PropValue<T extends string> = T extends keyof PropTypeMap ? PropTypeMap[T] : unknown

/** What `proxy.delete` takes. */
export interface ProxyDeleteRequest {
  /** The address at the app; a path is enough where the app has one host. */
  url: string
  /** Merged into the query of `url`; a list repeats its name. */
  params?: Record<string, unknown> | undefined
  /** Headers for the app; a value may be a function that gives one, or a promise of it. */
  headers?: GivenHeaders | undefined
  /** Whose account it is, by the id in your own system. */
  externalUserId: string
  /** The account (`apn_…`) whose credentials are filled in. */
  accountId: string
}

/** What `proxy.get` takes. */
export interface ProxyGetRequest {
  /** The address at the app; a path is enough where the app has one host. */
  url: string
  /** Merged into the query of `url`; a list repeats its name. */
  params?: Record<string, unknown> | undefined
  /** Headers for the app; a value may be a function that gives one, or a promise of it. */
  headers?: GivenHeaders | undefined
  /** Whose account it is, by the id in your own system. */
  externalUserId: string
  /** The account (`apn_…`) whose credentials are filled in. */
  accountId: string
}

/** What `proxy.patch` takes. */
export interface ProxyPatchRequest {
  /** The address at the app; a path is enough where the app has one host. */
  url: string
  /** The body: any JSON value, text, bytes, a form or a stream. */
  body: unknown
  /** Merged into the query of `url`; a list repeats its name. */
  params?: Record<string, unknown> | undefined
  /** Headers for the app; a value may be a function that gives one, or a promise of it. */
  headers?: GivenHeaders | undefined
  /** Whose account it is, by the id in your own system. */
  externalUserId: string
  /** The account (`apn_…`) whose credentials are filled in. */
  accountId: string
}

/** What `proxy.post` takes. */
export interface ProxyPostRequest {
  /** The address at the app; a path is enough where the app has one host. */
  url: string
  /** The body: any JSON value, text, bytes, a form or a stream. */
  body: unknown
  /** Merged into the query of `url`; a list repeats its name. */
  params?: Record<string, unknown> | undefined
  /** Headers for the app; a value may be a function that gives one, or a promise of it. */
  headers?: GivenHeaders | undefined
  /** Whose account it is, by the id in your own system. */
  externalUserId: string
  /** The account (`apn_…`) whose credentials are filled in. */
  accountId: string
}

/** What `proxy.put` takes. */
export interface ProxyPutRequest {
  /** The address at the app; a path is enough where the app has one host. */
  url: string
  /** The body: any JSON value, text, bytes, a form or a stream. */
  body: unknown
  /** Merged into the query of `url`; a list repeats its name. */
  params?: Record<string, unknown> | undefined
  /** Headers for the app; a value may be a function that gives one, or a promise of it. */
  headers?: GivenHeaders | undefined
  /** Whose account it is, by the id in your own system. */
  externalUserId: string
  /** The account (`apn_…`) whose credentials are filled in. */
  accountId: string
}

/** What the app answered: parsed where it is JSON. */
export type ProxyResponse = unknown

/** What the app answered, where it is neither JSON nor text. */
export type ProxyResponseBinary = string

/** How many calls a rate limit lets through. */
export interface RateLimitRequest {
  /** The length of the window in seconds, a whole number from 1 on. */
  windowSizeSeconds: number
  /** How many calls a window may have, a whole number from 1 on. */
  requestsPerWindow: number
}

/** Which component is asked for its inputs anew, and what is configured so far. */
export interface ReloadPropsOpts {
  /** The component, by its key. */
  id: string
  /** The version of the component; the latest unless given. */
  version?: string | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** Whether the answer waits for slow work, instead of giving what is known so far. */
  blocking?: boolean | undefined
  /** What its inputs are given, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that `reloadProps` gave, where inputs depend on others. */
  dynamicPropsId?: string | undefined
}

/** The inputs of a component, anew. */
export interface ReloadPropsResponse {
  /** What was logged while the component ran. */
  observations?: Observation[]
  /** What went wrong inside the component. */
  errors?: string[]
  /** The inputs, and the id to give with them. */
  dynamicProps?: DynamicProps
}

/** The action to run, for whom, and with which inputs. */
export interface RunActionOpts {
  /** The action, by its key. */
  id: string
  /** The version of the component; the latest unless given. */
  version?: string | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
  /** What its inputs are given, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that `reloadProps` gave, where inputs depend on others. */
  dynamicPropsId?: string | undefined
  /** The file stash. */
  stashId?: RunActionOptsStashId | undefined
}

/** The file stash of a run: an id, `NEW` or true for a new one, false for none. */
export type RunActionOptsStashId = StashId | undefined | 'NEW' | boolean

/** What came of a run. */
export interface RunActionResponse {
  /** What the action exported, by name; `$summary` is a sentence for people. */
  exports?: Record<string, unknown>
  /** What was logged while the action ran, in order. */
  os?: Observation[]
  /** What the action returned. */
  ret?: unknown
  /** The file stash. */
  stashId?: StashId
}

/** Where the events of deployed triggers without a webhook of their own are to be posted. */
export interface SetWebhookOpts {
  /** Where to post; https. */
  url: string
}

/** The webhook as it was set; with its signing key if that is new. */
export interface SetWebhookResponse {
  /** The result. */
  data: WebhookWithOptionalSigningKey
}

/** Options of the browser dialog, as the API describes them. The dialog itself is not part of this package. */
export interface StartConnectOpts {
  /** The id of the frame that holds the dialog. */
  iframe?: string
}

/** The id of a file stash. */
export type StashId = string | undefined

/** A schedule by a cron expression. */
export interface TimerCron {
  /** The cron expression. */
  cron: string
}

/** A deployed trigger that runs on a schedule. */
export interface TimerInterface {
  /** Its id. */
  id: string
  /** How many seconds lie between two runs. */
  intervalSeconds?: number
  /** The cron expression. */
  cron?: string
  /** The time zone of the cron expression. */
  timezone: string
  /** When its schedule was last changed, in seconds since 1970. */
  scheduleChangedAt: number
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
  /** Which kind it is. */
  type: 'TimerInterface'
}

/** A schedule by seconds. */
export interface TimerInterval {
  /** How many seconds lie between two runs. */
  intervalSeconds: number
}

/** What `tokens.validate` takes. */
export interface TokensValidateRequest {
  /** The app, by its name slug or id. */
  appId?: string | undefined
  /** An account (`apn_…`) that is to be connected anew. */
  accountId?: string | undefined
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string | undefined
  /** The app override to apply. */
  appOverrideId?: string | undefined
}

/** What the API answers when calls come too often. */
export interface TooManyRequestsErrorBody {
  /** What went wrong. */
  error?: string
}

/** Hints for models that are offered a component as a tool. They are promises of its author, not checks. */
export interface ToolAnnotations {
  /** Whether it may destroy something. */
  destructiveHint?: boolean
  /** Whether doing it twice is the same as doing it once. */
  idempotentHint?: boolean
  /** Whether it reaches things outside its own service. */
  openWorldHint?: boolean
  /** Whether it changes nothing. */
  readOnlyHint?: boolean
  /** A name for people. */
  title?: string
}

/** An address to which the events of a deployed trigger are posted. */
export interface TriggerWebhook {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key its deliveries are signed with. */
  signingKey?: string
  /** Whether its deliveries are signed. */
  signingKeySet: boolean
  /** Whether events are posted to it. False after it was switched off. */
  active?: boolean
  /** Which of Pipedream’s systems posts the events. */
  deliveryBackend?: TriggerWebhookDeliveryBackend
  /** How deliveries go. */
  deliveryState?: WebhookDeliveryState
}

/** What `triggers.list` takes. */
export interface TriggersListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only those of this app, by its name slug or id. */
  app?: string | undefined
  /** Where they come from: `public`, `private` (your workspace) or `all`. */
  registry?: TriggersListRequestRegistry | undefined
}

/** What `triggers.retrieve` takes. */
export interface TriggersRetrieveRequest {
  /** The version of the component; the latest unless given. */
  version?: string | undefined
}

/** What is to change in an app override; the rest stays. */
export interface UpdateAppOverrideOpts {
  /** Its name. */
  name?: string | undefined
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string | undefined
  /** The values of the app’s custom fields, by their names. */
  cfmap?: Record<string, unknown> | undefined
}

/** What is to change in an OAuth app; the rest stays. */
export interface UpdateOauthAppOpts {
  /** Its name. */
  name?: string | undefined
  /** What it is for. */
  description?: string | undefined
  /** The id of the OAuth client. */
  clientId?: string | undefined
  /** The secret of the OAuth client. */
  clientSecret?: string | undefined
  /** The OAuth scopes. */
  scopes?: string[] | undefined
  /** OAuth scopes beside those the app asks for anyway. */
  additionalScopes?: string[] | undefined
}

/** The logo. */
export interface UpdateProjectLogoOpts {
  /** A PNG or JPEG picture as a data URI. */
  logo: string
}

/** What is to change in a project; the rest stays. */
export interface UpdateProjectOpts {
  /** Its name. */
  name?: string | undefined
  /** The name people see when they connect; else `name`. */
  appName?: string | undefined
  /** Where people are told to write. */
  supportEmail?: string | undefined
  /** Whether keys that people paste are tried before they are kept. */
  connectRequireKeyAuthTest?: boolean | undefined
}

/** Whose trigger it is and what is to change in it; the rest stays. */
export interface UpdateTriggerOpts {
  /** Whether it is to run. */
  active?: boolean | undefined
  /** What its inputs are given, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** Its new name. */
  name?: string | undefined
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean | undefined
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** Whose trigger it is and who receives its events from now on. */
export interface UpdateTriggerWebhooksOpts {
  /** Where its events are posted. */
  webhookUrls: string[]
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** Whose trigger it is and which workflows receive its events from now on. */
export interface UpdateTriggerWorkflowsOpts {
  /** The workflows (`p_…`) that receive its events. */
  workflowIds: string[]
  /** The person’s id in your own system, at most 250 characters. */
  externalUserId: string
}

/** What `usage.list` takes. */
export interface UsageListRequest {
  /** From here on, in seconds since 1970. */
  startTs: number
  /** Up to here, in seconds since 1970. */
  endTs: number
}

/** What `users.list` takes. */
export interface UsersListRequest {
  /** Start behind this cursor: `pageInfo.endCursor` of a page. */
  after?: string | undefined
  /** End before this cursor: `pageInfo.startCursor` of a page. */
  before?: string | undefined
  /** At most so many items on a page. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** Whether a Connect token can be used, and what the dialog needs to know. */
export interface ValidateTokenResponse {
  /** The app that is to be connected. */
  app?: App
  /** The app override to apply. */
  appOverrideId?: string
  /** The fields that the app override already fills in. */
  appOverrideFieldNames?: string[]
  /** Why the token cannot be used. */
  error?: string
  /** Where the person is sent when connecting fails. */
  errorRedirectUri?: string
  /** The OAuth app (`oa_…`) to connect through, instead of Pipedream’s. */
  oauthAppId?: string
  /** Whether it is Workday’s own OAuth app. */
  oauthAppWorkdayOfficial?: boolean
  /** Where connecting starts, if the OAuth app has an address of its own. */
  oauthAppConnectBaseUrl?: string
  /** The name people see when they connect. */
  projectAppName?: string
  /** The environment the token is for. */
  projectEnvironment?: string
  /** The project the token is for. */
  projectId?: string
  /** Where people are told to write. */
  projectSupportEmail?: string
  /** Whether the token can be used. */
  success: boolean
  /** Where the person is sent when connecting worked. */
  successRedirectUri?: string
}

/** An address to which Pipedream posts. */
export interface Webhook {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** Whether its deliveries are signed. */
  signingKeySet: boolean
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
}

/**
 * How deliveries to a webhook go. Failures slow them down, and in the end switch the webhook off:
 * `deployedTriggers.resetWebhookDeliveryState` switches it on again.
 */
export interface WebhookDeliveryState {
  /** How deliveries go. */
  state: WebhookDeliveryStateState
  /** When this state began, in seconds since 1970. */
  since?: number
  /** How the last delivery failed. */
  lastError?: string
  /** How many deliveries have failed since the last one that succeeded. */
  consecutiveFailures: number
  /** How many events were dropped instead of being posted. */
  sheds: number
}

/** A webhook; with its signing key where that is new. */
export interface WebhookWithOptionalSigningKey {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key its deliveries are signed with, where it is new. */
  signingKey?: string
  /** Whether its deliveries are signed. */
  signingKeySet: boolean
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
}

/** A webhook with the key its deliveries are signed with. */
export interface WebhookWithSigningKey {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key its deliveries are signed with. */
  signingKey: string
  /** Whether its deliveries are signed. */
  signingKeySet: boolean
  /** Whether events are posted to it. False after it was switched off. */
  active?: boolean
  /** Which of Pipedream’s systems posts the events. */
  deliveryBackend?: WebhookWithSigningKeyDeliveryBackend
  /** How deliveries go. */
  deliveryState?: WebhookDeliveryState
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
}
