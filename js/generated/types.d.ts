// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { BaseRequestOptions, BinaryResponse, GivenHeaders, PagePromise, PipedreamPromise } from '../runtime.js'

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

/** Where components come from: the public registry, your workspace, or both. */
export declare const ActionsListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Where components come from: the public registry, your workspace, or both. */
export type ActionsListRequestRegistry = (typeof ActionsListRequestRegistry)[keyof typeof ActionsListRequestRegistry]

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
}

/** How people connect to an app: with keys they paste, with OAuth, or not at all. */
export declare const AppAuthType: {
  readonly Keys: 'keys'
  readonly Oauth: 'oauth'
  readonly None: 'none'
}
/** How people connect to an app: with keys they paste, with OAuth, or not at all. */
export type AppAuthType = (typeof AppAuthType)[keyof typeof AppAuthType]

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

/** How much a set of scopes allows. */
export declare const AppScopeProfilesItemName: {
  readonly ReadOnly: 'read_only'
  readonly ReadWrite: 'read_write'
  readonly Admin: 'admin'
}
/** How much a set of scopes allows. */
export type AppScopeProfilesItemName = (typeof AppScopeProfilesItemName)[keyof typeof AppScopeProfilesItemName]

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

/** Upwards or downwards. */
export declare const AppsListRequestSortDirection: {
  readonly Asc: 'asc'
  readonly Desc: 'desc'
}
/** Upwards or downwards. */
export type AppsListRequestSortDirection = (typeof AppsListRequestSortDirection)[keyof typeof AppsListRequestSortDirection]

/** What apps are sorted by; featured_weight puts the popular ones together. */
export declare const AppsListRequestSortKey: {
  readonly Name: 'name'
  readonly NameSlug: 'name_slug'
  readonly FeaturedWeight: 'featured_weight'
}
/** What apps are sorted by; featured_weight puts the popular ones together. */
export type AppsListRequestSortKey = (typeof AppsListRequestSortKey)[keyof typeof AppsListRequestSortKey]

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

/** Whether an action works with a file stash, and whether it needs one. */
export declare const ComponentStash: {
  readonly Optional: 'optional'
  readonly Required: 'required'
}
/** Whether an action works with a file stash, and whether it needs one. */
export type ComponentStash = (typeof ComponentStash)[keyof typeof ComponentStash]

/** Whether a component is an action or a trigger. */
export declare const ComponentType: {
  readonly Trigger: 'trigger'
  readonly Action: 'action'
}
/** Whether a component is an action or a trigger. */
export type ComponentType = (typeof ComponentType)[keyof typeof ComponentType]

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

/** Where components come from: the public registry, your workspace, or both. */
export declare const ComponentsListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Where components come from: the public registry, your workspace, or both. */
export type ComponentsListRequestRegistry = (typeof ComponentsListRequestRegistry)[keyof typeof ComponentsListRequestRegistry]

/** What `components.retrieve` takes. */
export interface ComponentsRetrieveRequest {
  /** The version of the component; the latest unless given. */
  version?: string | undefined
}

/** One of the inputs of a component. `type` tells which kind; a kind this package does not know has the fields common to all. */
export type ConfigurableProp = ConfigurablePropAlert | ConfigurablePropApp | ConfigurablePropBoolean | ConfigurablePropDataStore | ConfigurablePropDir | ConfigurablePropTimer | ConfigurablePropApphook | ConfigurablePropIntegerArray | ConfigurablePropHttp | ConfigurablePropHttpRequest | ConfigurablePropDb | ConfigurablePropSql | ConfigurablePropAirtableBaseId | ConfigurablePropAirtableTableId | ConfigurablePropAirtableViewId | ConfigurablePropAirtableFieldId | ConfigurablePropDiscordChannel | ConfigurablePropDiscordChannelArray | ConfigurablePropInteger | ConfigurablePropString | ConfigurablePropStringArray | ConfigurablePropObject | ConfigurablePropAny

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

/** How a message is to be shown. */
export declare const ConfigurablePropAlertType: {
  readonly Info: 'info'
  readonly Neutral: 'neutral'
  readonly Warning: 'warning'
  readonly Error: 'error'
}
/** How a message is to be shown. */
export type ConfigurablePropAlertType = (typeof ConfigurablePropAlertType)[keyof typeof ConfigurablePropAlertType]

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

/** The kinds of inputs. */
export declare const ConfigurablePropBaseType: {
  readonly AirtableBaseId: '$.airtable.baseId'
  readonly AirtableFieldId: '$.airtable.fieldId'
  readonly AirtableTableId: '$.airtable.tableId'
  readonly AirtableViewId: '$.airtable.viewId'
  readonly DiscordChannel: '$.discord.channel'
  readonly DiscordChannelArray: '$.discord.channel[]'
  readonly InterfaceApphook: '$.interface.apphook'
  readonly InterfaceHttp: '$.interface.http'
  readonly InterfaceTimer: '$.interface.timer'
  readonly ServiceDb: '$.service.db'
  readonly Alert: 'alert'
  readonly Any: 'any'
  readonly App: 'app'
  readonly Boolean: 'boolean'
  readonly DataStore: 'data_store'
  readonly Dir: 'dir'
  readonly HttpRequest: 'http_request'
  readonly Integer: 'integer'
  readonly IntegerArray: 'integer[]'
  readonly Object: 'object'
  readonly Sql: 'sql'
  readonly String: 'string'
  readonly StringArray: 'string[]'
}
/** The kinds of inputs. */
export type ConfigurablePropBaseType = (typeof ConfigurablePropBaseType)[keyof typeof ConfigurablePropBaseType]

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

/** Whether files are read, written, or both. */
export declare const ConfigurablePropDirAccessMode: {
  readonly Read: 'read'
  readonly Write: 'write'
  readonly ReadWrite: 'read-write'
}
/** Whether files are read, written, or both. */
export type ConfigurablePropDirAccessMode = (typeof ConfigurablePropDirAccessMode)[keyof typeof ConfigurablePropDirAccessMode]

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

/** What a text stands for: `file-ref` is the path or URL of a file. */
export declare const ConfigurablePropStringFormat: {
  readonly FileRef: 'file-ref'
}
/** What a text stands for: `file-ref` is the path or URL of a file. */
export type ConfigurablePropStringFormat = (typeof ConfigurablePropStringFormat)[keyof typeof ConfigurablePropStringFormat]

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
export type ConfiguredPropValue = ConfiguredPropValueApp | ConfiguredPropValueBoolean | ConfiguredPropValueInteger | ConfiguredPropValueSql | ConfiguredPropValueString | ConfiguredPropValueStringArray | ConfiguredPropValueObject | ConfiguredPropValueAny

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
  /** The secret of the OAuth client. */
  clientSecret: string
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

/** Whether a failing deactivation stops the removal of a trigger. `DeployedTriggersDeleteRequest` is what `deployedTriggers.delete` takes. */
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

/** The kinds of deployed triggers, as a filter. */
export declare const EmitterType: {
  readonly Email: 'email'
  readonly Http: 'http'
  readonly Source: 'source'
  readonly Timer: 'timer'
}
/** The kinds of deployed triggers, as a filter. */
export type EmitterType = (typeof EmitterType)[keyof typeof EmitterType]

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

/** How a call to a workflow is authorized: not at all, with a bearer token of yours, or with the token of this client. */
export declare const HTTPAuthType: {
  readonly None: 'none'
  readonly StaticBearer: 'static_bearer_token'
  readonly OAuth: 'oauth'
}
/** How a call to a workflow is authorized: not at all, with a bearer token of yours, or with the token of this client. */
export type HTTPAuthType = (typeof HTTPAuthType)[keyof typeof HTTPAuthType]
export declare namespace HTTPAuthType {
  type None = 'none'
  type StaticBearer = 'static_bearer_token'
  type OAuth = 'oauth'
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

/** With a name and password, with a bearer token, or not at all. */
export declare const HttpRequestAuthType: {
  readonly Basic: 'basic'
  readonly Bearer: 'bearer'
  readonly None: 'none'
}
/** With a name and password, with a bearer token, or not at all. */
export type HttpRequestAuthType = (typeof HttpRequestAuthType)[keyof typeof HttpRequestAuthType]

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

/** Whether the body is given as fields or as raw text. */
export declare const HttpRequestBodyMode: {
  readonly Fields: 'fields'
  readonly Raw: 'raw'
}
/** Whether the body is given as fields or as raw text. */
export type HttpRequestBodyMode = (typeof HttpRequestBodyMode)[keyof typeof HttpRequestBodyMode]

/** Whether the body is made of fields or of raw text. */
export declare const HttpRequestBodyType: {
  readonly Fields: 'fields'
  readonly Raw: 'raw'
}
/** Whether the body is made of fields or of raw text. */
export type HttpRequestBodyType = (typeof HttpRequestBodyType)[keyof typeof HttpRequestBodyType]

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

/** The environments of a project, which share neither users nor accounts. */
export declare const ProjectEnvironment: {
  readonly Development: 'development'
  readonly Production: 'production'
}
/** The environments of a project, which share neither users nor accounts. */
export type ProjectEnvironment = (typeof ProjectEnvironment)[keyof typeof ProjectEnvironment]

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

/** Where the outcomes of connections are to be posted. */
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

/** Where components come from: the public registry, your workspace, or both. */
export declare const TriggersListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Where components come from: the public registry, your workspace, or both. */
export type TriggersListRequestRegistry = (typeof TriggersListRequestRegistry)[keyof typeof TriggersListRequestRegistry]

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
  /** When it was created, in seconds since 1970. */
  createdAt: number
  /** When it was last changed, in seconds since 1970. */
  updatedAt: number
}

/** The accounts that people connected: list them, look at them, disconnect them. */
export interface AccountsClient {
  /**
   * Lists the accounts people connected. Page by page, newest first; those of one person, of one app, or connected through one OAuth app where these are given.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param request What `accounts.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const account of client.accounts.list({ externalUserId: 'user-1', app: 'slack', limit: 20 })) {
   *   console.log(account)
   * }
   * ```
   */
  list(request?: AccountsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Account, ListAccountsResponse>

  /**
   * Connects an account with credentials you hold. For apps with keys. A Connect token says whose account it is; the values of the app’s custom fields travel as JSON text.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param request An account to be connected with credentials you hold.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const account = await client.accounts.create({
   *   externalUserId: 'user-1',
   *   appSlug: 'openai',
   *   cfmapJson: '{"api_key":"sk-example"}',
   *   connectToken: 'ctok_0123456789abcdef0123456789abcdef',
   *   name: 'Acme on OpenAI',
   * })
   * console.log(account)
   * ```
   */
  create(request: CreateAccountOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Account>

  /**
   * Gets one account. With `includeCredentials` its secrets come along, where the account was connected through your own OAuth app or with keys.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param accountId The account, `apn_…`.
   * @param request What `accounts.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const account = await client.accounts.retrieve('apn_1', { includeCredentials: false })
   * console.log(account)
   * ```
   */
  retrieve(accountId: string, request?: AccountsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<Account>

  /**
   * Disconnects one account. Its credentials are removed, and deployed triggers that use it stop.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param accountId The account, `apn_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.accounts.delete('apn_1')
   * ```
   */
  delete(accountId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Disconnects every account of an app. Of all people, in this environment of the project.
   *
   * Needs the scope `connect:accounts:write`.
   *
   * @param appId The app, by its name slug or id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.accounts.deleteByApp('slack')
   * ```
   */
  deleteByApp(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists the accounts of one person. All at once, without pages.
   *
   * Needs the scope `connect:accounts:read`.
   *
   * @param externalUserId The person’s id in your own system, at most 250 characters.
   * @param request What `accounts.listByExternalUser` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.accounts.listByExternalUser('user-1', { app: 'slack' })
   * console.log(answer)
   * ```
   */
  listByExternalUser(externalUserId: string, request?: AccountsListByExternalUserRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<Account[]>
}

/** Actions do something in an app. Find one, learn its inputs, run it for a person. */
export interface ActionsClient {
  /**
   * Lists the actions that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by words.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `actions.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.actions.list({ app: 'slack', q: 'message', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: ActionsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one action with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `actions.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.actions.retrieve('slack-send-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(componentId: string, request?: ActionsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one input of an action. Runs the code of the input with what is configured so far and gives the values to choose from. Where there are more, call again with the next `page` and the `context` of this answer as `prevContext`.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Whose input, of which component, is asked for its options, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.actions.configureProp({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets the inputs of an action anew. For components whose inputs depend on each other: call it when an input with `reloadProps` changed, and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.actions.reloadProps({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>

  /**
   * Runs an action for a person. Answers when the run is over, with what the action returned (`ret`), exported and logged. An error inside the action is part of the answer, not an error of the call.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request The action to run, for whom, and with which inputs.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.actions.run({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: {
   *     slack: { authProvisionId: 'apn_1' },
   *     channel: 'C024BE91L',
   *     text: 'Hello',
   *   },
   * })
   * console.log(answer)
   * ```
   */
  run(request: RunActionOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<RunActionResponse>
}

/** The groups that apps are sorted into. */
export interface AppCategoriesClient {
  /**
   * Lists the groups of apps. All at once, without pages.
   *
   * Needs the scope `connect:*`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appCategories = await client.appCategories.list()
   * console.log(appCategories)
   * ```
   */
  list(requestOptions?: BaseRequestOptions): PipedreamPromise<ListAppCategoriesResponse>

  /**
   * Gets one group of apps. By its id.
   *
   * Needs the scope `connect:*`.
   *
   * @param id The group.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appCategory = await client.appCategories.retrieve('appcat_1')
   * console.log(appCategory)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppCategoryResponse>
}

/** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
export interface AppOverridesClient {
  /**
   * Lists how apps appear in your project. Page by page; those of one app where it is given.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `appOverrides.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const appOverride of client.appOverrides.list({ app: 'slack' })) {
   *   console.log(appOverride)
   * }
   * ```
   */
  list(request?: AppOverridesListRequest, requestOptions?: BaseRequestOptions): PagePromise<AppOverride, ListAppOverridesResponse>

  /**
   * Sets how an app appears in your project. With an OAuth app of your own, or with custom fields that are already filled in, so that people are not asked for them.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request How an app is to appear in your project.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.create({ app: 'slack', name: 'Slack for Acme', oauthAppId: 'oa_1' })
   * console.log(appOverride)
   * ```
   */
  create(request: CreateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Gets one app override. By its id.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param id The app override.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.retrieve('ao_1')
   * console.log(appOverride)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Changes an app override. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The app override.
   * @param request What is to change in an app override; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const appOverride = await client.appOverrides.update('ao_1', { name: 'Slack for Acme' })
   * console.log(appOverride)
   * ```
   */
  update(id: string, request?: UpdateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Removes an app override. The app appears as Pipedream has it again.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The app override.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.appOverrides.delete('ao_1')
   * ```
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>
}

/** The apps that people can connect to. */
export interface AppsClient {
  /**
   * Lists the apps people can connect to. Page by page; found by words, sorted, in some groups, or narrowed to those with actions or triggers.
   *
   * Needs the scope `connect:*`.
   *
   * @param request What `apps.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const app of client.apps.list({
   *   q: 'slack',
   *   sortKey: 'featured_weight',
   *   sortDirection: 'desc',
   *   hasActions: true,
   *   limit: 20,
   * })) {
   *   console.log(app)
   * }
   * ```
   */
  list(request?: AppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<App, ListAppsResponse>

  /**
   * Gets one app. By its name slug or id.
   *
   * Needs the scope `connect:*`.
   *
   * @param appId The app, by its name slug or id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.apps.retrieve('slack')
   * console.log(data)
   * ```
   */
  retrieve(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppResponse>
}

/** Actions and triggers together, for code that treats both alike. */
export interface ComponentsClient {
  /**
   * Lists the components that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by words.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `components.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.components.list({ componentType: 'action', app: 'slack', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: ComponentsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one component with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `components.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.components.retrieve('slack-send-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(componentId: string, request?: ComponentsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one input of a component. Runs the code of the input with what is configured so far and gives the values to choose from. Where there are more, call again with the next `page` and the `context` of this answer as `prevContext`.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Whose input, of which component, is asked for its options, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.components.configureProp({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets the inputs of a component anew. For components whose inputs depend on each other: call it when an input with `reloadProps` changed, and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.components.reloadProps({
   *   id: 'slack-send-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>
}

/** Triggers that run for a person: their events, and who receives them. */
export interface DeployedTriggersClient {
  /**
   * Lists the deployed triggers of a person. Page by page; of one kind where it is given.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param request What `deployedTriggers.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const emitter of client.deployedTriggers.list({ externalUserId: 'user-1', limit: 20 })) {
   *   console.log(emitter)
   * }
   * ```
   */
  list(request: DeployedTriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Emitter, GetTriggersResponse>

  /**
   * Gets one deployed trigger. With its inputs and what they were given.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.retrieve('dc_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  retrieve(triggerId: string, request: DeployedTriggersRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerResponse>

  /**
   * Changes a deployed trigger. Its name, its inputs, or whether it runs. What is not given stays as it is.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and what is to change in it; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.update('dc_1', { externalUserId: 'user-1', active: false, name: 'New messages' })
   * console.log(data)
   * ```
   */
  update(triggerId: string, request: UpdateTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerResponse>

  /**
   * Removes a deployed trigger. It emits nothing any more. Where the app has to be told and that fails, the trigger stays, unless `ignoreHookErrors` is set.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.delete` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.deployedTriggers.delete('dc_1', { externalUserId: 'user-1', ignoreHookErrors: true })
   * ```
   */
  delete(triggerId: string, request: DeployedTriggersDeleteRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists the last events of a deployed trigger. Newest first.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listEvents` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.listEvents('dc_1', { externalUserId: 'user-1', n: 10 })
   * console.log(data)
   * ```
   */
  listEvents(triggerId: string, request: DeployedTriggersListEventsRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerEventsResponse>

  /**
   * Lists which workflows receive the events of a deployed trigger. By their ids.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listWorkflows` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWorkflows = await client.deployedTriggers.listWorkflows('dc_1', { externalUserId: 'user-1' })
   * console.log(triggerWorkflows)
   * ```
   */
  listWorkflows(triggerId: string, request: DeployedTriggersListWorkflowsRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWorkflowsResponse>

  /**
   * Sets which workflows receive the events of a deployed trigger. The list takes the place of the one before; an empty list ends deliveries.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and which workflows receive its events from now on.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWorkflows = await client.deployedTriggers.updateWorkflows('dc_1', { externalUserId: 'user-1', workflowIds: ['p_1'] })
   * console.log(triggerWorkflows)
   * ```
   */
  updateWorkflows(triggerId: string, request: UpdateTriggerWorkflowsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWorkflowsResponse>

  /**
   * Lists where the events of a deployed trigger are posted. With the id of each webhook.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request What `deployedTriggers.listWebhooks` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWebhooks = await client.deployedTriggers.listWebhooks('dc_1', { externalUserId: 'user-1' })
   * console.log(triggerWebhooks)
   * ```
   */
  listWebhooks(triggerId: string, request: DeployedTriggersListWebhooksRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWebhooksResponse>

  /**
   * Sets where the events of a deployed trigger are posted. The list takes the place of the one before; an empty list ends deliveries.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param request Whose trigger it is and who receives its events from now on.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const triggerWebhooks = await client.deployedTriggers.updateWebhooks('dc_1', {
   *   externalUserId: 'user-1',
   *   webhookUrls: ['https://example.com/hook'],
   * })
   * console.log(triggerWebhooks)
   * ```
   */
  updateWebhooks(triggerId: string, request: UpdateTriggerWebhooksOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWebhooksResponse>

  /**
   * Gets one webhook of a deployed trigger. With the key its deliveries are signed with: see the header `x-pd-signature`.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param webhookId The webhook.
   * @param request What `deployedTriggers.retrieveWebhook` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.retrieveWebhook('dc_1', 'wh_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  retrieveWebhook(triggerId: string, webhookId: string, request: DeployedTriggersRetrieveWebhookRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>

  /**
   * Gives a webhook of a deployed trigger a new signing key. The key before is not used any more, so deploy the new one at once.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   *
   * @param triggerId The deployed trigger, `dc_…`.
   * @param webhookId The webhook.
   * @param request What `deployedTriggers.regenerateWebhookSigningKey` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.deployedTriggers.regenerateWebhookSigningKey('dc_1', 'wh_1', { externalUserId: 'user-1' })
   * console.log(data)
   * ```
   */
  regenerateWebhookSigningKey(triggerId: string, webhookId: string, request: DeployedTriggersRegenerateWebhookSigningKeyRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>
}

/** Files that runs of actions leave behind. */
export interface FileStashClient {
  /**
   * Downloads a file that a run left behind. As a stream with back-pressure: large files need little memory. Read it once, with `stream()`, `arrayBuffer()`, `bytes()` or `blob()`.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `fileStash.downloadFile` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const file = await client.fileStash.downloadFile({ s3Key: 'example.txt' })
   * for await (const chunk of file.stream()) {
   *   process.stdout.write(chunk)
   * }
   * ```
   */
  downloadFile(request: FileStashDownloadFileRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<BinaryResponse>
}

/** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
export interface OauthAppsClient {
  /**
   * Lists your OAuth apps. Page by page; of one app, or found by words.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `oauthApps.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const oauthApp of client.oauthApps.list({ app: 'slack' })) {
   *   console.log(oauthApp)
   * }
   * ```
   */
  list(request?: OauthAppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<OauthApp, ListOauthAppsResponse>

  /**
   * Registers an OAuth app of yours. The id and secret of an OAuth client that you hold at another service, for people to connect through.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request An OAuth client of yours at another service.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.create({
   *   app: 'slack',
   *   clientId: '1234567890.0987654321',
   *   clientSecret: 'slack-secret',
   *   name: 'Acme’s Slack',
   * })
   * console.log(oauthApp)
   * ```
   */
  create(request: CreateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Gets one OAuth app. Its secret is never shown.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.retrieve('oa_1')
   * console.log(oauthApp)
   * ```
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Changes an OAuth app. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param request What is to change in an OAuth app; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const oauthApp = await client.oauthApps.update('oa_1', { name: 'Acme’s Slack' })
   * console.log(oauthApp)
   * ```
   */
  update(id: string, request?: UpdateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Removes an OAuth app. Accounts that were connected through it can be refreshed no more.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param id The OAuth app, `oa_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.oauthApps.delete('oa_1')
   * ```
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>
}

/** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
export interface OauthTokensClient {
  /**
   * Exchanges client credentials for an access token. Clients do this by themselves. By hand it makes a token with fewer scopes, to be handed to another process.
   *
   * @param request Client credentials, and the scopes asked for.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const token = await client.oauthTokens.create({
   *   clientId: 'client-1',
   *   clientSecret: 'secret-1',
   *   scope: 'connect:accounts:read',
   * })
   * console.log(token)
   * ```
   */
  create(request: CreateOAuthTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateOAuthTokenResponse>
}

/** The webhook of an environment, which hears of each connection. */
export interface ProjectEnvironmentClient {
  /**
   * Gets the webhook of the environment. Where the outcomes of connections are posted.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.retrieveWebhook()
   * console.log(data)
   * ```
   */
  retrieveWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookResponse>

  /**
   * Sets the webhook of the environment. It takes the place of the one before; the first time the signing key comes along.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request Where the outcomes of connections are to be posted.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.updateWebhook({ url: 'https://example.com/connected' })
   * console.log(data)
   * ```
   */
  updateWebhook(request: SetWebhookOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<SetWebhookResponse>

  /**
   * Removes the webhook of the environment. Nothing is posted any more.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projectEnvironment.deleteWebhook()
   * ```
   */
  deleteWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Gives the webhook of the environment a new signing key. The key before is not used any more, so deploy the new one at once.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.projectEnvironment.regenerateWebhookSigningKey()
   * console.log(data)
   * ```
   */
  regenerateWebhookSigningKey(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>
}

/** The projects of the workspace. */
export interface ProjectsClient {
  /**
   * Lists the projects of the workspace. Page by page; found by words.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `projects.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const project of client.projects.list({ q: 'Acme' })) {
   *   console.log(project)
   * }
   * ```
   */
  list(request?: ProjectsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Project, ListProjectsResponse>

  /**
   * Creates a project. In the workspace that the OAuth client belongs to.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request The project to be created.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.create({ name: 'Acme', supportEmail: 'help@example.com' })
   * console.log(project)
   * ```
   */
  create(request: CreateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Gets one project. Any of the workspace, not only the one this client is for.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param projectId The project, `proj_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.retrieve('proj_1')
   * console.log(project)
   * ```
   */
  retrieve(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Deletes a project. With its users, accounts and deployed triggers. It cannot be undone.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projects.delete('proj_1')
   * ```
   */
  delete(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Changes a project. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param request What is to change in a project; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.update('proj_1', { appName: 'Acme Assistant' })
   * console.log(project)
   * ```
   */
  update(projectId: string, request?: UpdateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Sets the logo of a project. People see it when they connect.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param request The logo.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projects.updateLogo('proj_1', { logo: 'data:image/png;base64,iVBORw0KGgo=' })
   * ```
   */
  updateLogo(projectId: string, request: UpdateProjectLogoOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Gets what is set up in this project. The apps that it uses with OAuth apps of its own.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const projectInfo = await client.projects.retrieveInfo()
   * console.log(projectInfo)
   * ```
   */
  retrieveInfo(requestOptions?: BaseRequestOptions): PipedreamPromise<ProjectInfoResponse>
}

/** Requests to a connected app with the credentials of a person, which never leave Pipedream. */
export interface ProxyClient {
  /**
   * Sends a GET to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is parsed, text stays text, anything else is a `BinaryResponse`. Headers reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @param request What `proxy.get` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.get({
   *   url: 'https://slack.com/api/conversations.list',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   params: { limit: '20' },
   * })
   * console.log(answer)
   * ```
   */
  get(request: ProxyGetRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ProxyResponse | BinaryResponse | undefined>

  /**
   * Sends a POST to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @param request What `proxy.post` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.post({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  post(request: ProxyPostRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ProxyResponse | BinaryResponse | undefined>

  /**
   * Sends a PUT to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @param request What `proxy.put` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.put({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  put(request: ProxyPutRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ProxyResponse | BinaryResponse | undefined>

  /**
   * Sends a DELETE to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is parsed, text stays text, anything else is a `BinaryResponse`. Headers reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @param request What `proxy.delete` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.delete({
   *   url: 'https://slack.com/api/files/F024BE91L',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   * })
   * console.log(answer)
   * ```
   */
  delete(request: ProxyDeleteRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ProxyResponse | BinaryResponse | undefined>

  /**
   * Sends a PATCH to a connected app. Pipedream fills in the person’s credentials. Status, headers and body are the app’s own: JSON is parsed, text stays text, anything else is a `BinaryResponse`. The body may be any JSON value, text, bytes, a form or a stream. Headers reach the app; those of the connection itself, such as `host` or `cookie`, are refused.
   *
   * Needs the scope `connect:proxy`.
   *
   * @param request What `proxy.patch` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.proxy.patch({
   *   url: 'https://slack.com/api/chat.postMessage',
   *   externalUserId: 'user-1',
   *   accountId: 'apn_1',
   *   body: { channel: 'C024BE91L', text: 'Hello' },
   * })
   * console.log(answer)
   * ```
   */
  patch(request: ProxyPatchRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ProxyResponse | BinaryResponse | undefined>
}

/** Connect tokens, with which a person connects an account in the browser. */
export interface TokensClient {
  /**
   * Creates a Connect token for a person. For a page in the browser or for a link: it lives for hours at most, and is used up by one connection.
   *
   * Needs the scope `connect:tokens:create`.
   *
   * @param request For whom a Connect token is, and what it allows.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const token = await client.tokens.create({
   *   externalUserId: 'user-1',
   *   allowedOrigins: ['https://example.com'],
   *   successRedirectUri: 'https://example.com/ok',
   *   expiresIn: 3600,
   * })
   * console.log(token)
   * ```
   */
  create(request: CreateTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateTokenResponse>

  /**
   * Checks a Connect token. Says whether it can be used, for which app, and what the dialog needs to know.
   *
   * Needs the scope `connect:tokens:create`.
   *
   * @param ctok The Connect token, `ctok_…`.
   * @param request What `tokens.validate` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.tokens.validate('ctok_0123456789abcdef0123456789abcdef', { appId: 'slack' })
   * console.log(answer)
   * ```
   */
  validate(ctok: string, request?: TokensValidateRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ValidateTokenResponse>
}

/** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
export interface TriggersClient {
  /**
   * Lists the triggers that can be used. Page by page: those of the public registry, of your workspace, or both; of one app, or found by words.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request What `triggers.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const component of client.triggers.list({ app: 'slack', limit: 20 })) {
   *   console.log(component)
   * }
   * ```
   */
  list(request?: TriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one trigger with its inputs. By its key, such as `slack-send-message`; the latest version unless one is named.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param componentId The component, by its key.
   * @param request What `triggers.retrieve` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.triggers.retrieve('slack-new-message', { version: '1.0.0' })
   * console.log(data)
   * ```
   */
  retrieve(componentId: string, request?: TriggersRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one input of a trigger. Runs the code of the input with what is configured so far and gives the values to choose from. Where there are more, call again with the next `page` and the `context` of this answer as `prevContext`.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request Whose input, of which component, is asked for its options, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.triggers.configureProp({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   propName: 'channel',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets the inputs of a trigger anew. For components whose inputs depend on each other: call it when an input with `reloadProps` changed, and give `dynamicPropsId` along with everything that follows.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request Which component is asked for its inputs anew, and what is configured so far.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.triggers.reloadProps({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' } },
   * })
   * console.log(answer)
   * ```
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>

  /**
   * Deploys a trigger for a person. From then on its events go to `webhookUrl` or to the workflow. Each call deploys one more trigger.
   *
   * Needs the scope `connect:triggers:*`.
   *
   * @param request The trigger to be deployed, for whom, with which inputs, and who receives its events.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.triggers.deploy({
   *   id: 'slack-new-message',
   *   externalUserId: 'user-1',
   *   configuredProps: { slack: { authProvisionId: 'apn_1' }, channel: 'C024BE91L' },
   *   webhookUrl: 'https://example.com/hook',
   * })
   * console.log(data)
   * ```
   */
  deploy(request: DeployTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<DeployTriggerResponse>
}

/** What was used, in credits. */
export interface UsageClient {
  /**
   * Gets what was used. In credits, between two moments in seconds since 1970.
   *
   * Needs the scope `connect:usage:read`.
   *
   * @param request What `usage.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const { data } = await client.usage.list({ startTs: 1767225600, endTs: 1767312000 })
   * console.log(data)
   * ```
   */
  list(request: UsageListRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ConnectUsageResponse>
}

/** The people who connected something. */
export interface UsersClient {
  /**
   * Deletes a person. With all their accounts and deployed triggers.
   *
   * Needs the scope `connect:users:write`.
   *
   * @param externalUserId The person’s id in your own system, at most 250 characters.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.users.deleteExternalUser('user-1')
   * ```
   */
  deleteExternalUser(externalUserId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists the people who connected something. Page by page; found by words.
   *
   * Needs the scope `connect:users:read`.
   *
   * @param request What `users.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const externalUser of client.users.list({ q: 'user', limit: 20 })) {
   *   console.log(externalUser)
   * }
   * ```
   */
  list(request?: UsersListRequest, requestOptions?: BaseRequestOptions): PagePromise<ExternalUser, GetUsersResponse>
}

/** Workflows with an HTTP trigger. */
export interface WorkflowsClient {
  /**
   * Calls a workflow with an HTTP trigger. By its address or its endpoint id; gives the body it answers with. The token of this client goes only to the workflow domain, and only over https.
   *
   * Needs the scope `connect:workflow:invoke`.
   *
   * @param request The workflow to call and the request it receives.
   * @param authType How the call is authorized; none unless given.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.workflows.invoke({ urlOrEndpoint: 'eo1abc2def', body: { hello: 'world' } })
   * console.log(answer)
   * ```
   */
  invoke(request: InvokeWorkflowOpts, authType?: HTTPAuthType, requestOptions?: BaseRequestOptions): PipedreamPromise<unknown>

  /**
   * Calls a workflow for a person. Like `invoke` with the token of this client: the workflow uses the accounts of that person.
   *
   * Needs the scope `connect:workflow:invoke`.
   *
   * @param request The workflow to call, for whom, and the request it receives.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const answer = await client.workflows.invokeForExternalUser({
   *   urlOrEndpoint: 'eo1abc2def',
   *   externalUserId: 'user-1',
   *   body: { hello: 'world' },
   * })
   * console.log(answer)
   * ```
   */
  invokeForExternalUser(request: InvokeWorkflowForExternalUserOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<unknown>
}
