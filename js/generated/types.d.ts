// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { BaseRequestOptions, BinaryResponse, PagePromise, PipedreamPromise } from '../runtime.js'

/** An account that a person connected. */
export interface Account {
  /** Its id. */
  id: AccountId
  /** A name for people. */
  name?: string | undefined
  /** The id your own system gave its owner. */
  externalId?: string | undefined
  /** Whether the last check of the credentials succeeded. */
  healthy?: boolean | undefined
  /** Whether the credentials stopped working for good. */
  dead?: boolean | undefined
  /** Only items of this app: its name slug or id. */
  app?: App | undefined
  /** When it was created. */
  createdAt?: Date | undefined
  /** When it was last changed. */
  updatedAt?: Date | undefined
  /** The scopes the person granted. */
  authorizedScopes?: string[] | undefined
  /** The secrets themselves; only where they were asked for with includeCredentials. */
  credentials?: AccountCredentials | undefined
  /** When the credentials run out. */
  expiresAt?: Date | undefined
  /** What went wrong last, if anything. */
  error?: string | undefined
  /** When its token was last refreshed. */
  lastRefreshedAt?: Date | undefined
  /** When its token will be refreshed next. */
  nextRefreshAt?: Date | undefined
}

/** Account credentials. */
export interface AccountCredentials {
  oauthClientId?: string | undefined
  oauthAccessToken?: string | undefined
  oauthRefreshToken?: string | undefined
  oauthUid?: string | undefined
  oauthSignerUri?: string | undefined
}

/** Account id. */
export type AccountId = string

/** The request of accounts list by external user. */
export interface AccountsListByExternalUserRequest {
  /** Whether the answer holds the credentials. */
  includeCredentials?: boolean | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
}

/** The request of accounts list. */
export interface AccountsListRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
  /** Whether the answer holds the credentials. */
  includeCredentials?: boolean | undefined
}

/** The request of accounts retrieve. */
export interface AccountsRetrieveRequest {
  /** Whether the answer holds the credentials. */
  includeCredentials?: boolean | undefined
}

/** The request of actions list. */
export interface ActionsListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
  /** Which components: public ones, private ones or all. */
  registry?: ActionsListRequestRegistry | undefined
}

/** Actions list request registry. */
export declare const ActionsListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Actions list request registry. */
export type ActionsListRequestRegistry = (typeof ActionsListRequestRegistry)[keyof typeof ActionsListRequestRegistry]

/** The request of actions retrieve. */
export interface ActionsRetrieveRequest {
  /** The version of the component; none means the latest. */
  version?: string | undefined
}

/** An app that people can connect to. */
export interface App {
  /** Its id. */
  id?: string | undefined
  /** The name used in URLs and as the value of app filters. */
  nameSlug: string
  /** A name for people. */
  name: string
  /** How people connect to it. */
  authType?: AppAuthType | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** The address of its logo. */
  imgSrc: string
  customFieldsJson?: string | undefined
  categories: string[]
  featuredWeight: number
  scopeProfiles: AppScopeProfilesItem[]
}

/** App auth type. */
export declare const AppAuthType: {
  readonly Keys: 'keys'
  readonly Oauth: 'oauth'
  readonly None: 'none'
}
/** App auth type. */
export type AppAuthType = (typeof AppAuthType)[keyof typeof AppAuthType]

/** App category. */
export interface AppCategory {
  /** Its id. */
  id?: string | undefined
  /** A name for people. */
  name?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
}

/** App override. */
export interface AppOverride {
  /** Its id. */
  id: string
  /** A name for people. */
  name: string
  /** Only items of this app: its name slug or id. */
  app: App
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  cfmap: Record<string, unknown>
  ownerId: string
  /** When it was created. */
  createdAt?: Date | undefined
  /** When it was last changed. */
  updatedAt?: Date | undefined
}

/** The request of app overrides list. */
export interface AppOverridesListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
}

/** App scope profiles item. */
export interface AppScopeProfilesItem {
  /** A name for people. */
  name: AppScopeProfilesItemName
  scopes: string[]
}

/** App scope profiles item name. */
export declare const AppScopeProfilesItemName: {
  readonly ReadOnly: 'read_only'
  readonly ReadWrite: 'read_write'
  readonly Admin: 'admin'
}
/** App scope profiles item name. */
export type AppScopeProfilesItemName = (typeof AppScopeProfilesItemName)[keyof typeof AppScopeProfilesItemName]

/** The request of apps list. */
export interface AppsListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** What to sort by. */
  sortKey?: AppsListRequestSortKey | undefined
  /** Which way to sort. */
  sortDirection?: AppsListRequestSortDirection | undefined
  categoryIds?: string | string[] | undefined
  hasComponents?: boolean | undefined
  hasActions?: boolean | undefined
  hasTriggers?: boolean | undefined
}

/** Apps list request sort direction. */
export declare const AppsListRequestSortDirection: {
  readonly Asc: 'asc'
  readonly Desc: 'desc'
}
/** Apps list request sort direction. */
export type AppsListRequestSortDirection = (typeof AppsListRequestSortDirection)[keyof typeof AppsListRequestSortDirection]

/** Apps list request sort key. */
export declare const AppsListRequestSortKey: {
  readonly Name: 'name'
  readonly NameSlug: 'name_slug'
  readonly FeaturedWeight: 'featured_weight'
}
/** Apps list request sort key. */
export type AppsListRequestSortKey = (typeof AppsListRequestSortKey)[keyof typeof AppsListRequestSortKey]

/** The request of backend client. */
export interface BackendClientOpts {
  /** The OAuth client's id. */
  clientId?: string | undefined
  /** The OAuth client's secret. */
  clientSecret?: string | undefined
  apiUrl?: string | undefined
  /** Scopes, separated by spaces. */
  scope?: string | undefined
}

/** The request of client. */
export interface ClientOpts {
  /** The OAuth client's id. */
  clientId?: string | undefined
  /** The OAuth client's secret. */
  clientSecret?: string | undefined
  apiUrl?: string | undefined
}

/** Component. */
export interface Component {
  /** Its key. */
  key: string
  /** A name for people. */
  name: string
  /** The version of the component; none means the latest. */
  version: string
  configurableProps: ConfigurableProp[]
  /** What it is for, in words. */
  description?: string | undefined
  componentType?: string | undefined
  stash?: ComponentStash | undefined
  annotations?: ToolAnnotations | undefined
}

/** Component stash. */
export declare const ComponentStash: {
  readonly Optional: 'optional'
  readonly Required: 'required'
}
/** Component stash. */
export type ComponentStash = (typeof ComponentStash)[keyof typeof ComponentStash]

/** Component type. */
export declare const ComponentType: {
  readonly Trigger: 'trigger'
  readonly Action: 'action'
}
/** Component type. */
export type ComponentType = (typeof ComponentType)[keyof typeof ComponentType]

/** The request of components list. */
export interface ComponentsListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
  /** Which components: public ones, private ones or all. */
  registry?: ComponentsListRequestRegistry | undefined
  componentType?: ComponentType | undefined
}

/** Components list request registry. */
export declare const ComponentsListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Components list request registry. */
export type ComponentsListRequestRegistry = (typeof ComponentsListRequestRegistry)[keyof typeof ComponentsListRequestRegistry]

/** The request of components retrieve. */
export interface ComponentsRetrieveRequest {
  /** The version of the component; none means the latest. */
  version?: string | undefined
}

/** One of several kinds: configurable prop. */
export type ConfigurableProp = ConfigurablePropAlert | ConfigurablePropApp | ConfigurablePropBoolean | ConfigurablePropDataStore | ConfigurablePropDir | ConfigurablePropTimer | ConfigurablePropApphook | ConfigurablePropIntegerArray | ConfigurablePropHttp | ConfigurablePropHttpRequest | ConfigurablePropDb | ConfigurablePropSql | ConfigurablePropAirtableBaseId | ConfigurablePropAirtableTableId | ConfigurablePropAirtableViewId | ConfigurablePropAirtableFieldId | ConfigurablePropDiscordChannel | ConfigurablePropDiscordChannelArray | ConfigurablePropInteger | ConfigurablePropString | ConfigurablePropStringArray | ConfigurablePropObject | ConfigurablePropAny

/** Configurable prop airtable base id. */
export interface ConfigurablePropAirtableBaseId {
  /** What kind it is. */
  type: '$.airtable.baseId'
  appProp: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop airtable field id. */
export interface ConfigurablePropAirtableFieldId {
  /** What kind it is. */
  type: '$.airtable.fieldId'
  tableIdProp: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop airtable table id. */
export interface ConfigurablePropAirtableTableId {
  /** What kind it is. */
  type: '$.airtable.tableId'
  baseIdProp: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop airtable view id. */
export interface ConfigurablePropAirtableViewId {
  /** What kind it is. */
  type: '$.airtable.viewId'
  tableIdProp: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop alert. */
export interface ConfigurablePropAlert {
  /** What kind it is. */
  type: 'alert'
  alertType?: ConfigurablePropAlertType | undefined
  content: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop alert type. */
export declare const ConfigurablePropAlertType: {
  readonly Info: 'info'
  readonly Neutral: 'neutral'
  readonly Warning: 'warning'
  readonly Error: 'error'
}
/** Configurable prop alert type. */
export type ConfigurablePropAlertType = (typeof ConfigurablePropAlertType)[keyof typeof ConfigurablePropAlertType]

/** Configurable prop any. */
export interface ConfigurablePropAny {
  /** What kind it is. */
  type: 'any'
  /** The value it has when none is given. */
  default?: ConfiguredPropValueAny | undefined
  /** The values to choose from. */
  options?: ConfigurablePropAnyOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop any options item. */
export type ConfigurablePropAnyOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop app. */
export interface ConfigurablePropApp {
  /** What kind it is. */
  type: 'app'
  /** Only items of this app: its name slug or id. */
  app: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop apphook. */
export interface ConfigurablePropApphook {
  /** What kind it is. */
  type: '$.interface.apphook'
  appProp: string
  eventNames?: string[] | undefined
  remote?: boolean | undefined
  static?: unknown[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop base. */
export interface ConfigurablePropBase {
  /** A name for people. */
  name: string
  /** What kind it is. */
  type: ConfigurablePropBaseType
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop base type. */
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
/** Configurable prop base type. */
export type ConfigurablePropBaseType = (typeof ConfigurablePropBaseType)[keyof typeof ConfigurablePropBaseType]

/** Configurable prop boolean. */
export interface ConfigurablePropBoolean {
  /** What kind it is. */
  type: 'boolean'
  /** The value it has when none is given. */
  default?: ConfiguredPropValueBoolean | undefined
  /** The values to choose from. */
  options?: ConfigurablePropBooleanOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop boolean options item. */
export type ConfigurablePropBooleanOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop data store. */
export interface ConfigurablePropDataStore {
  /** What kind it is. */
  type: 'data_store'
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop db. */
export interface ConfigurablePropDb {
  /** What kind it is. */
  type: '$.service.db'
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop dir. */
export interface ConfigurablePropDir {
  /** What kind it is. */
  type: 'dir'
  accessMode?: ConfigurablePropDirAccessMode | undefined
  sync?: boolean | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop dir access mode. */
export declare const ConfigurablePropDirAccessMode: {
  readonly Read: 'read'
  readonly Write: 'write'
  readonly ReadWrite: 'read-write'
}
/** Configurable prop dir access mode. */
export type ConfigurablePropDirAccessMode = (typeof ConfigurablePropDirAccessMode)[keyof typeof ConfigurablePropDirAccessMode]

/** Configurable prop discord channel. */
export interface ConfigurablePropDiscordChannel {
  /** What kind it is. */
  type: '$.discord.channel'
  appProp: string
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop discord channel array. */
export interface ConfigurablePropDiscordChannelArray {
  /** What kind it is. */
  type: '$.discord.channel[]'
  appProp?: string | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop http. */
export interface ConfigurablePropHttp {
  /** What kind it is. */
  type: '$.interface.http'
  customResponse?: boolean | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** The request of configurable prop http. */
export interface ConfigurablePropHttpRequest {
  /** What kind it is. */
  type: 'http_request'
  /** The value it has when none is given. */
  default?: HttpRequestConfig | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop integer. */
export interface ConfigurablePropInteger {
  /** What kind it is. */
  type: 'integer'
  min?: number | undefined
  max?: number | undefined
  /** The value it has when none is given. */
  default?: ConfiguredPropValueInteger | undefined
  /** The values to choose from. */
  options?: ConfigurablePropIntegerOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop integer array. */
export interface ConfigurablePropIntegerArray {
  /** What kind it is. */
  type: 'integer[]'
  min?: number | undefined
  max?: number | undefined
  /** The value it has when none is given. */
  default?: ConfiguredPropValueInteger[] | undefined
  /** The values to choose from. */
  options?: ConfigurablePropIntegerArrayOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop integer array options item. */
export type ConfigurablePropIntegerArrayOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** One of several kinds: configurable prop integer options item. */
export type ConfigurablePropIntegerOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop object. */
export interface ConfigurablePropObject {
  /** What kind it is. */
  type: 'object'
  /** The value it has when none is given. */
  default?: ConfiguredPropValueObject | undefined
  /** The values to choose from. */
  options?: ConfigurablePropObjectOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop object options item. */
export type ConfigurablePropObjectOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop sql. */
export interface ConfigurablePropSql {
  /** What kind it is. */
  type: 'sql'
  auth?: ConfigurablePropSqlAuth | undefined
  /** The value it has when none is given. */
  default?: ConfiguredPropValueSql | undefined
  /** The values to choose from. */
  options?: ConfigurablePropSqlOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop sql auth. */
export interface ConfigurablePropSqlAuth {
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
}

/** One of several kinds: configurable prop sql options item. */
export type ConfigurablePropSqlOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop string. */
export interface ConfigurablePropString {
  /** What kind it is. */
  type: 'string'
  secret?: boolean | undefined
  format?: ConfigurablePropStringFormat | undefined
  /** The value it has when none is given. */
  default?: ConfiguredPropValueString | undefined
  /** The values to choose from. */
  options?: ConfigurablePropStringOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** Configurable prop string array. */
export interface ConfigurablePropStringArray {
  /** What kind it is. */
  type: 'string[]'
  secret?: boolean | undefined
  format?: ConfigurablePropStringFormat | undefined
  /** The value it has when none is given. */
  default?: ConfiguredPropValueString[] | undefined
  /** The values to choose from. */
  options?: ConfigurablePropStringArrayOptionsItem[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop string array options item. */
export type ConfigurablePropStringArrayOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop string format. */
export declare const ConfigurablePropStringFormat: {
  readonly FileRef: 'file-ref'
}
/** Configurable prop string format. */
export type ConfigurablePropStringFormat = (typeof ConfigurablePropStringFormat)[keyof typeof ConfigurablePropStringFormat]

/** One of several kinds: configurable prop string options item. */
export type ConfigurablePropStringOptionsItem = PropOption | PropOptionNested | PropOptionValue | undefined

/** Configurable prop timer. */
export interface ConfigurablePropTimer {
  /** What kind it is. */
  type: '$.interface.timer'
  static?: ConfigurablePropTimerStatic | undefined
  /** The value it has when none is given. */
  default?: ConfigurablePropTimerDefault | undefined
  /** The values to choose from. */
  options?: (ConfigurablePropTimerOption | undefined)[] | undefined
  /** A name for people. */
  name: string
  /** The text to show. */
  label?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** Whether it may be left out. */
  optional?: boolean | undefined
  disabled?: boolean | undefined
  readOnly?: boolean | undefined
  /** Whether it is not to be shown. */
  hidden?: boolean | undefined
  remoteOptions?: boolean | undefined
  useQuery?: boolean | undefined
  reloadProps?: boolean | undefined
  withLabel?: boolean | undefined
}

/** One of several kinds: configurable prop timer default. */
export type ConfigurablePropTimerDefault = TimerInterval | TimerCron

/** One of several kinds: configurable prop timer option. */
export type ConfigurablePropTimerOption = TimerInterval | TimerCron

/** One of several kinds: configurable prop timer static. */
export type ConfigurablePropTimerStatic = TimerInterval | TimerCron

/** Configurable props. */
export type ConfigurableProps = ConfigurableProp[]

/** Configure prop options. */
export type ConfigurePropOptions = ConfigurePropOptionsItem[] | undefined

/** One of several kinds: configure prop options item. */
export type ConfigurePropOptionsItem = PropOption | PropOptionNested

/** The request of configure prop. */
export interface ConfigurePropOpts {
  /** Its id. */
  id: string
  /** The version of the component; none means the latest. */
  version?: string | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** The prop whose options are wanted. */
  propName: string
  /** Whether the answer waits until the work is done. */
  blocking?: boolean | undefined
  /** The values of the component's props, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that reloadProps gave for dynamic props. */
  dynamicPropsId?: string | undefined
  /** The page of options, from 0. */
  page?: number | undefined
  /** The context the previous page of options came with. */
  prevContext?: Record<string, unknown> | undefined
  /** Words to search the options for. */
  query?: string | undefined
}

/** The answer: configure prop. */
export interface ConfigurePropResponse {
  /** The values to choose from. */
  options?: ConfigurePropOptions | undefined
  stringOptions?: string[] | undefined
  observations?: Observation[] | undefined
  context?: Record<string, unknown> | undefined
  errors?: string[] | undefined
}

/** One of several kinds: configured prop value. */
export type ConfiguredPropValue = ConfiguredPropValueApp | ConfiguredPropValueBoolean | ConfiguredPropValueInteger | ConfiguredPropValueSql | ConfiguredPropValueString | ConfiguredPropValueStringArray | ConfiguredPropValueObject | ConfiguredPropValueAny

/** Configured prop value any. */
export type ConfiguredPropValueAny = unknown

/** Configured prop value app. */
export interface ConfiguredPropValueApp {
  authProvisionId: AccountId
}

/** Configured prop value boolean. */
export type ConfiguredPropValueBoolean = boolean

/** Configured prop value integer. */
export type ConfiguredPropValueInteger = number

/** Configured prop value object. */
export type ConfiguredPropValueObject = Record<string, unknown>

/** Configured prop value sql. */
export interface ConfiguredPropValueSql {
  /** The value. */
  value: string
  /** Words to search the options for. */
  query: string
  params: string[]
  usePreparedStatements: boolean
}

/** Configured prop value string. */
export type ConfiguredPropValueString = string

/** Configured prop value string array. */
export type ConfiguredPropValueStringArray = string[]

/** The values of props, by their names; with the list of props as T, each has its type. */
export type ConfiguredProps<T extends ConfigurableProps = any> = any extends T ? Record<string, ConfiguredPropValue> : { [K in T[number] as K extends { name: infer N extends string } ? N : never]?: K extends { type: infer P extends string } ? PropValue<P> : never }

/** Connect token. */
export type ConnectToken = string

/** Connect usage. */
export interface ConnectUsage {
  creditsUsed: number
  actionRunCreditsUsed?: number | undefined
  proxyCreditsUsed?: number | undefined
  sourceEmitCreditsUsed?: number | undefined
  usageStartTs: number
  usageEndTs: number
}

/** The answer: connect usage. */
export interface ConnectUsageResponse {
  /** The items. */
  data: ConnectUsage[]
}

/** The request of create account. */
export interface CreateAccountOpts {
  /** The name slug of the app to connect. */
  appSlug: string
  /** The custom fields of a key-based account, as JSON text. */
  cfmapJson: string
  /** A Connect token (ctok_…) of the person. */
  connectToken: string
  /** A name for people. */
  name?: string | undefined
  /** An account (apn_…). */
  accountId?: string | undefined
  /** The app override to apply. */
  appOverrideId?: string | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
}

/** The request of create app override. */
export interface CreateAppOverrideOpts {
  /** Only items of this app: its name slug or id. */
  app: string
  /** A name for people. */
  name: string
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  cfmap?: Record<string, unknown> | undefined
}

/** The request of create oauth token. */
export interface CreateOAuthTokenOpts {
  /** The OAuth client's id. */
  clientId: string
  /** The OAuth client's secret. */
  clientSecret: string
  /** Scopes, separated by spaces. */
  scope?: string | undefined
}

/** The answer: create oauth token. */
export interface CreateOAuthTokenResponse {
  /** The token to send as a bearer. */
  accessToken: string
  /** Its type, "Bearer". */
  tokenType: string
  /** How many seconds it lives. */
  expiresIn: number
}

/** The request of create oauth app. */
export interface CreateOauthAppOpts {
  /** Only items of this app: its name slug or id. */
  app: string
  /** The OAuth client's id. */
  clientId: string
  /** The OAuth client's secret. */
  clientSecret: string
  /** A name for people. */
  name?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  scopes?: string[] | undefined
  additionalScopes?: string[] | undefined
}

/** The request of create project. */
export interface CreateProjectOpts {
  /** A name for people. */
  name: string
  /** The name people see when they connect. */
  appName?: string | undefined
  /** Where people are told to write. */
  supportEmail?: string | undefined
  /** Whether keys are tested before they are kept. */
  connectRequireKeyAuthTest?: boolean | undefined
}

/** The request of create token. */
export interface CreateTokenOpts {
  /** The origins on which the token may be used. */
  allowedOrigins?: string[] | undefined
  /** Where the person goes after a failure. */
  errorRedirectUri?: string | undefined
  /** How many seconds it lives. */
  expiresIn?: number | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** Scopes, separated by spaces. */
  scope?: string | undefined
  /** Where the person goes after success. */
  successRedirectUri?: string | undefined
  /** Where the outcome of the connection is posted. */
  webhookUri?: string | undefined
  allowProgressiveScopes?: boolean | undefined
  appId?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
}

/** The answer: create token. */
export interface CreateTokenResponse {
  connectLinkUrl: string
  /** When the credentials run out. */
  expiresAt: Date
  token: ConnectToken
}

/** The request of delete trigger. */
export interface DeleteTriggerOpts {
  ignoreHookErrors?: boolean | undefined
}

/** The request of deploy trigger. */
export interface DeployTriggerOpts {
  /** Its id. */
  id: string
  /** The version of the component; none means the latest. */
  version?: string | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** The values of the component's props, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that reloadProps gave for dynamic props. */
  dynamicPropsId?: string | undefined
  /** The workflow (p_…) that receives the events. */
  workflowId?: string | undefined
  /** Where deliveries are posted. */
  webhookUrl?: string | undefined
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean | undefined
}

/** The answer: deploy trigger. */
export interface DeployTriggerResponse {
  /** The items. */
  data: Emitter
}

/** Deployed component. */
export interface DeployedComponent {
  /** Its id. */
  id: string
  ownerId: string
  componentId: string
  componentKey?: string | undefined
  configurableProps: ConfigurableProp[]
  /** The values of the component's props, by their names. */
  configuredProps: ConfiguredProps
  /** Whether it is running. */
  active: boolean
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
  /** A name for people. */
  name: string
  /** The name used in URLs and as the value of app filters. */
  nameSlug: string
  callbackObservations?: unknown | undefined
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean | undefined
  /** What kind it is. */
  type: 'DeployedComponent'
  webhookSigningKey?: string | undefined
}

/** The request of deployed triggers delete. */
export interface DeployedTriggersDeleteRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  ignoreHookErrors?: boolean | undefined
}

/** The request of deployed triggers list events. */
export interface DeployedTriggersListEventsRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  n?: number | undefined
}

/** The request of deployed triggers list. */
export interface DeployedTriggersListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  emitterType?: EmitterType | undefined
}

/** The request of deployed triggers list webhooks. */
export interface DeployedTriggersListWebhooksRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of deployed triggers list workflows. */
export interface DeployedTriggersListWorkflowsRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of deployed triggers regenerate webhook signing key. */
export interface DeployedTriggersRegenerateWebhookSigningKeyRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of deployed triggers retrieve. */
export interface DeployedTriggersRetrieveRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of deployed triggers retrieve webhook. */
export interface DeployedTriggersRetrieveWebhookRequest {
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** Dynamic props. */
export interface DynamicProps {
  /** Its id. */
  id?: string | undefined
  configurableProps?: ConfigurableProp[] | undefined
}

/** Emitted event. */
export interface EmittedEvent {
  e: Record<string, unknown>
  k: string
  /** When, in milliseconds since 1970. */
  ts: number
  /** Its id. */
  id: string
  sum?: string | undefined
}

/** One of several kinds: emitter. */
export type Emitter = DeployedComponent | HttpInterface | TimerInterface

/** Emitter type. */
export declare const EmitterType: {
  readonly Email: 'email'
  readonly Http: 'http'
  readonly Source: 'source'
  readonly Timer: 'timer'
}
/** Emitter type. */
export type EmitterType = (typeof EmitterType)[keyof typeof EmitterType]

/** The answer: error. */
export interface ErrorResponse {
  /** What went wrong last, if anything. */
  error: string
  code?: string | undefined
  details?: Record<string, unknown> | undefined
}

/** External user. */
export interface ExternalUser {
  /** Its id. */
  id: string
  /** The id your own system gave its owner. */
  externalId: string
  /** When it was created. */
  createdAt?: Date | undefined
  /** When it was last changed. */
  updatedAt?: Date | undefined
}

/** The request of file stash download file. */
export interface FileStashDownloadFileRequest {
  /** The key of the stashed file. */
  s3Key: string
}

/** The answer: get accounts. */
export interface GetAccountsResponse {
  /** The items. */
  data: Account[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** Get app category response. */
export type GetAppCategoryResponse = AppCategory

/** The answer: get app. */
export interface GetAppResponse {
  /** The items. */
  data: App
}

/** The answer: get apps. */
export interface GetAppsResponse {
  /** The items. */
  data: App[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: get component. */
export interface GetComponentResponse {
  /** The items. */
  data: Component
}

/** The answer: get components. */
export interface GetComponentsResponse {
  /** The items. */
  data: Component[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: get trigger events. */
export interface GetTriggerEventsResponse {
  /** The items. */
  data: EmittedEvent[]
}

/** The answer: get trigger. */
export interface GetTriggerResponse {
  /** The items. */
  data: Emitter
}

/** The answer: get trigger webhooks. */
export interface GetTriggerWebhooksResponse {
  webhookUrls: string[]
  webhooks?: TriggerWebhook[] | undefined
}

/** The answer: get trigger workflows. */
export interface GetTriggerWorkflowsResponse {
  /** The workflows that receive the events. */
  workflowIds: string[]
}

/** The answer: get triggers. */
export interface GetTriggersResponse {
  /** The items. */
  data: Emitter[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: get users. */
export interface GetUsersResponse {
  /** The items. */
  data: ExternalUser[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: get webhook. */
export interface GetWebhookResponse {
  /** The items. */
  data?: Webhook | undefined
}

/** The answer: get webhook with signing key. */
export interface GetWebhookWithSigningKeyResponse {
  /** The items. */
  data: WebhookWithSigningKey
}

/** Httpauth type. */
export declare enum HTTPAuthType {
  None = 'none',
  StaticBearer = 'static_bearer_token',
  OAuth = 'oauth',
}

/** Http interface. */
export interface HttpInterface {
  /** Its id. */
  id: string
  /** Its key. */
  key: string
  endpointUrl: string
  customResponse: boolean
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
  /** What kind it is. */
  type: 'HttpInterface'
}

/** Http request auth. */
export interface HttpRequestAuth {
  /** What kind it is. */
  type?: HttpRequestAuthType | undefined
  username?: string | undefined
  password?: string | undefined
  token?: string | undefined
}

/** Http request auth type. */
export declare const HttpRequestAuthType: {
  readonly Basic: 'basic'
  readonly Bearer: 'bearer'
  readonly None: 'none'
}
/** Http request auth type. */
export type HttpRequestAuthType = (typeof HttpRequestAuthType)[keyof typeof HttpRequestAuthType]

/** Http request body. */
export interface HttpRequestBody {
  /** What kind it is. */
  type?: HttpRequestBodyType | undefined
  contentType?: string | undefined
  fields?: HttpRequestField[] | undefined
  mode?: HttpRequestBodyMode | undefined
  raw?: string | undefined
}

/** Http request body mode. */
export declare const HttpRequestBodyMode: {
  readonly Fields: 'fields'
  readonly Raw: 'raw'
}
/** Http request body mode. */
export type HttpRequestBodyMode = (typeof HttpRequestBodyMode)[keyof typeof HttpRequestBodyMode]

/** Http request body type. */
export declare const HttpRequestBodyType: {
  readonly Fields: 'fields'
  readonly Raw: 'raw'
}
/** Http request body type. */
export type HttpRequestBodyType = (typeof HttpRequestBodyType)[keyof typeof HttpRequestBodyType]

/** Http request config. */
export interface HttpRequestConfig {
  auth?: HttpRequestAuth | undefined
  body?: HttpRequestBody | undefined
  headers?: HttpRequestField[] | undefined
  params?: HttpRequestField[] | undefined
  tab?: string | undefined
  method?: string | undefined
  /** Its address. */
  url?: string | undefined
}

/** Http request field. */
export interface HttpRequestField {
  /** A name for people. */
  name: string
  /** The value. */
  value: string
}

/** The request of invoke workflow for external user. */
export interface InvokeWorkflowForExternalUserOpts {
  urlOrEndpoint: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  body?: unknown | undefined
  method?: string | undefined
  headers?: Record<string, string> | undefined
}

/** The request of invoke workflow. */
export interface InvokeWorkflowOpts {
  urlOrEndpoint: string
  body?: unknown | undefined
  method?: string | undefined
  headers?: Record<string, string> | undefined
}

/** The answer: list accounts. */
export interface ListAccountsResponse {
  /** The items. */
  data: Account[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** List app categories response. */
export type ListAppCategoriesResponse = AppCategory[]

/** The answer: list app overrides. */
export interface ListAppOverridesResponse {
  /** The items. */
  data: AppOverride[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: list apps. */
export interface ListAppsResponse {
  /** The items. */
  data: App[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: list oauth apps. */
export interface ListOauthAppsResponse {
  /** The items. */
  data: OauthApp[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** The answer: list projects. */
export interface ListProjectsResponse {
  /** The items. */
  data: Project[]
  /** Where the page stands among the others. */
  pageInfo: PageInfo
}

/** Oauth app. */
export interface OauthApp {
  /** Its id. */
  id?: string | undefined
  /** The OAuth client's id. */
  clientId: string
  scopes?: string[] | undefined
  additionalScopes?: string[] | undefined
  redirectUri?: string | undefined
  ownerId: string
  /** When it was created. */
  createdAt?: Date | undefined
  /** When it was last changed. */
  updatedAt?: Date | undefined
  /** The name used in URLs and as the value of app filters. */
  nameSlug: string
  /** A name for people. */
  name: string
  /** How people connect to it. */
  authType?: AppAuthType | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** The address of its logo. */
  imgSrc: string
  customFieldsJson?: string | undefined
  categories: string[]
  featuredWeight: number
  scopeProfiles: AppScopeProfilesItem[]
}

/** The request of oauth apps list. */
export interface OauthAppsListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** Observation. */
export interface Observation {
  err?: ObservationError | undefined
  k: string
  msg?: string | undefined
  /** When, in milliseconds since 1970. */
  ts: number
}

/** Observation error. */
export interface ObservationError {
  /** A name for people. */
  name?: string | undefined
  message?: string | undefined
  stack?: string | undefined
}

/** Where a page stands among the others. */
export interface PageInfo {
  /** How many items are on this page. */
  count?: number | undefined
  /** How many items there are in all. */
  totalCount?: number | undefined
  /** The cursor of the first item. */
  startCursor?: string | undefined
  /** The cursor of the last item; none on the last page. */
  endCursor?: string | undefined
}

/** Project. */
export interface Project {
  /** Its id. */
  id: string
  /** A name for people. */
  name: string
  /** The name people see when they connect. */
  appName?: string | undefined
  /** Where people are told to write. */
  supportEmail?: string | undefined
  /** Whether keys are tested before they are kept. */
  connectRequireKeyAuthTest?: boolean | undefined
}

/** Project environment. */
export declare const ProjectEnvironment: {
  readonly Development: 'development'
  readonly Production: 'production'
}
/** Project environment. */
export type ProjectEnvironment = (typeof ProjectEnvironment)[keyof typeof ProjectEnvironment]

/** The answer: project info. */
export interface ProjectInfoResponse {
  apps: ProjectInfoResponseApp[]
}

/** Project info response app. */
export interface ProjectInfoResponseApp {
  /** Its id. */
  id?: string | undefined
  /** The name used in URLs and as the value of app filters. */
  nameSlug?: string | undefined
}

/** The request of projects list. */
export interface ProjectsListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** Prop option. */
export interface PropOption {
  /** The text to show. */
  label: string
  /** The value. */
  value?: PropOptionValue | undefined
}

/** Prop option nested. */
export interface PropOptionNested {
  lv: PropOption
}

/** One of several kinds: prop option value. */
export type PropOptionValue = string | number | boolean

/** Which value belongs to which type of prop. */
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

/** The value of a prop of type T. */
export type PropValue<T extends string> = T extends keyof PropTypeMap ? PropTypeMap[T] : unknown

/** The request of proxy delete. */
export interface ProxyDeleteRequest {
  /** Its address. */
  url: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** An account (apn_…). */
  accountId: string
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined> | undefined
}

/** The request of proxy get. */
export interface ProxyGetRequest {
  /** Its address. */
  url: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** An account (apn_…). */
  accountId: string
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined> | undefined
}

/** The request of proxy patch. */
export interface ProxyPatchRequest {
  /** Its address. */
  url: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** An account (apn_…). */
  accountId: string
  body: unknown
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined> | undefined
}

/** The request of proxy post. */
export interface ProxyPostRequest {
  /** Its address. */
  url: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** An account (apn_…). */
  accountId: string
  body: unknown
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined> | undefined
}

/** The request of proxy put. */
export interface ProxyPutRequest {
  /** Its address. */
  url: string
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** An account (apn_…). */
  accountId: string
  body: unknown
  params?: Record<string, unknown> | undefined
  headers?: Record<string, string | (() => string | null | undefined | Promise<string | null | undefined>) | null | undefined> | undefined
}

/** Proxy response. */
export type ProxyResponse = unknown

/** Proxy response binary. */
export type ProxyResponseBinary = string

/** The request of reload props. */
export interface ReloadPropsOpts {
  /** Its id. */
  id: string
  /** The version of the component; none means the latest. */
  version?: string | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** Whether the answer waits until the work is done. */
  blocking?: boolean | undefined
  /** The values of the component's props, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that reloadProps gave for dynamic props. */
  dynamicPropsId?: string | undefined
}

/** The answer: reload props. */
export interface ReloadPropsResponse {
  observations?: Observation[] | undefined
  errors?: string[] | undefined
  dynamicProps?: DynamicProps | undefined
}

/** The request of run action. */
export interface RunActionOpts {
  /** Its id. */
  id: string
  /** The version of the component; none means the latest. */
  version?: string | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
  /** The values of the component's props, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** The id that reloadProps gave for dynamic props. */
  dynamicPropsId?: string | undefined
  /** The file stash to use; "NEW" or true makes one. */
  stashId?: RunActionOptsStashId | undefined
}

/** One of several kinds: run action opts stash id. */
export type RunActionOptsStashId = StashId | undefined | 'NEW' | boolean

/** The answer: run action. */
export interface RunActionResponse {
  /** What the action exported, by name. */
  exports?: Record<string, unknown> | undefined
  /** What happened while it ran, in order. */
  os?: Observation[] | undefined
  /** What the action returned. */
  ret?: unknown | undefined
  /** The file stash to use; "NEW" or true makes one. */
  stashId?: StashId | undefined
}

/** The request of set webhook. */
export interface SetWebhookOpts {
  /** Its address. */
  url: string
}

/** The answer: set webhook. */
export interface SetWebhookResponse {
  /** The items. */
  data: WebhookWithOptionalSigningKey
}

/** The request of start connect. */
export interface StartConnectOpts {
  iframe?: string | undefined
}

/** Stash id. */
export type StashId = string | undefined

/** Timer cron. */
export interface TimerCron {
  cron: string
}

/** Timer interface. */
export interface TimerInterface {
  /** Its id. */
  id: string
  intervalSeconds?: number | undefined
  cron?: string | undefined
  timezone: string
  scheduleChangedAt: number
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
  /** What kind it is. */
  type: 'TimerInterface'
}

/** Timer interval. */
export interface TimerInterval {
  intervalSeconds: number
}

/** The request of tokens validate. */
export interface TokensValidateRequest {
  appId?: string | undefined
  /** An account (apn_…). */
  accountId?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  /** The app override to apply. */
  appOverrideId?: string | undefined
}

/** Too many requests error body. */
export interface TooManyRequestsErrorBody {
  /** What went wrong last, if anything. */
  error?: string | undefined
}

/** Tool annotations. */
export interface ToolAnnotations {
  destructiveHint?: boolean | undefined
  idempotentHint?: boolean | undefined
  openWorldHint?: boolean | undefined
  readOnlyHint?: boolean | undefined
  title?: string | undefined
}

/** Trigger webhook. */
export interface TriggerWebhook {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key under which deliveries are signed. */
  signingKey?: string | undefined
  signingKeySet: boolean
}

/** The request of triggers list. */
export interface TriggersListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
  /** Only items of this app: its name slug or id. */
  app?: string | undefined
  /** Which components: public ones, private ones or all. */
  registry?: TriggersListRequestRegistry | undefined
}

/** Triggers list request registry. */
export declare const TriggersListRequestRegistry: {
  readonly Public: 'public'
  readonly Private: 'private'
  readonly All: 'all'
}
/** Triggers list request registry. */
export type TriggersListRequestRegistry = (typeof TriggersListRequestRegistry)[keyof typeof TriggersListRequestRegistry]

/** The request of triggers retrieve. */
export interface TriggersRetrieveRequest {
  /** The version of the component; none means the latest. */
  version?: string | undefined
}

/** The request of update app override. */
export interface UpdateAppOverrideOpts {
  /** A name for people. */
  name?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  cfmap?: Record<string, unknown> | undefined
}

/** The request of update oauth app. */
export interface UpdateOauthAppOpts {
  /** A name for people. */
  name?: string | undefined
  /** What it is for, in words. */
  description?: string | undefined
  /** The OAuth client's id. */
  clientId?: string | undefined
  /** The OAuth client's secret. */
  clientSecret?: string | undefined
  scopes?: string[] | undefined
  additionalScopes?: string[] | undefined
}

/** The request of update project logo. */
export interface UpdateProjectLogoOpts {
  /** The image as a data URI. */
  logo: string
}

/** The request of update project. */
export interface UpdateProjectOpts {
  /** A name for people. */
  name?: string | undefined
  /** The name people see when they connect. */
  appName?: string | undefined
  /** Where people are told to write. */
  supportEmail?: string | undefined
  /** Whether keys are tested before they are kept. */
  connectRequireKeyAuthTest?: boolean | undefined
}

/** The request of update trigger. */
export interface UpdateTriggerOpts {
  /** Whether it is running. */
  active?: boolean | undefined
  /** The values of the component's props, by their names. */
  configuredProps?: ConfiguredProps | undefined
  /** A name for people. */
  name?: string | undefined
  /** Whether events from before the deployment are emitted. */
  emitOnDeploy?: boolean | undefined
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of update trigger webhooks. */
export interface UpdateTriggerWebhooksOpts {
  webhookUrls: string[]
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of update trigger workflows. */
export interface UpdateTriggerWorkflowsOpts {
  /** The workflows that receive the events. */
  workflowIds: string[]
  /** The id of the person in your own system, at most 250 characters. */
  externalUserId: string
}

/** The request of usage list. */
export interface UsageListRequest {
  /** The first second, counted from 1970. */
  startTs: number
  /** The last second, counted from 1970. */
  endTs: number
}

/** The request of users list. */
export interface UsersListRequest {
  /** The cursor behind which the page starts. */
  after?: string | undefined
  /** The cursor before which the page ends. */
  before?: string | undefined
  /** How many items a page holds at most. */
  limit?: number | undefined
  /** Words to search for. */
  q?: string | undefined
}

/** The answer: validate token. */
export interface ValidateTokenResponse {
  /** Only items of this app: its name slug or id. */
  app?: App | undefined
  /** The app override to apply. */
  appOverrideId?: string | undefined
  appOverrideFieldNames?: string[] | undefined
  /** What went wrong last, if anything. */
  error?: string | undefined
  /** Where the person goes after a failure. */
  errorRedirectUri?: string | undefined
  /** The OAuth app (oa_…) to use instead of Pipedream's own. */
  oauthAppId?: string | undefined
  oauthAppWorkdayOfficial?: boolean | undefined
  oauthAppConnectBaseUrl?: string | undefined
  projectAppName?: string | undefined
  projectEnvironment?: string | undefined
  projectId?: string | undefined
  projectSupportEmail?: string | undefined
  success: boolean
  /** Where the person goes after success. */
  successRedirectUri?: string | undefined
}

/** Webhook. */
export interface Webhook {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  signingKeySet: boolean
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
}

/** Webhook with optional signing key. */
export interface WebhookWithOptionalSigningKey {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key under which deliveries are signed. */
  signingKey?: string | undefined
  signingKeySet: boolean
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
}

/** Webhook with signing key. */
export interface WebhookWithSigningKey {
  /** Its id. */
  id: string
  /** Its address. */
  url: string
  /** The key under which deliveries are signed. */
  signingKey: string
  signingKeySet: boolean
  /** When it was created. */
  createdAt: number
  /** When it was last changed. */
  updatedAt: number
}

/** The accounts people connected. */
export interface AccountsClient {
  /**
   * Lists the accounts people connected. Page by page, newest first; narrowed to a person, an app or an OAuth app where those are given.
   *
   * Needs the scope `connect:accounts:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: AccountsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Account, ListAccountsResponse>

  /**
   * Connects an account from credentials you hold. For key-based apps: the custom fields travel as JSON text. A Connect token says whose account it is.
   *
   * Needs the scope `connect:accounts:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateAccountOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Account>

  /**
   * Gets one account. With includeCredentials the secrets themselves come along, which only accounts of your own OAuth app allow.
   *
   * Needs the scope `connect:accounts:read`.
   * @param accountId An account (apn_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(accountId: string, request?: AccountsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<Account>

  /**
   * Disconnects one account. Its credentials are deleted and deployed triggers that use it stop.
   *
   * Needs the scope `connect:accounts:write`.
   * @param accountId An account (apn_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  delete(accountId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Disconnects all accounts of an app. Every person's account of that app in this environment is deleted.
   *
   * Needs the scope `connect:accounts:write`.
   * @param appId An app, by its id or name slug.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  deleteByApp(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists one person's accounts. All at once, without pages.
   *
   * Needs the scope `connect:accounts:read`.
   * @param externalUserId The id of the person in your own system, at most 250 characters.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  listByExternalUser(externalUserId: string, request?: AccountsListByExternalUserRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<Account[]>
}

/** Actions: what can be done with an app. */
export interface ActionsClient {
  /**
   * Lists the actions that can be used. From the public registry, your own, or both; searched by words or narrowed to an app.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: ActionsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one action with its props. The latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   * @param componentId A component, by its key.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(componentId: string, request?: ActionsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one of a action's props. Runs the prop's own code with what is configured so far and gives the values to choose from. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets a action's props anew. For components whose props depend on other props: gives the props that follow from what is configured so far. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>

  /**
   * Runs an action for a person. The configured props are its input; what it returns, exports and logs comes back. It may have effects elsewhere, so it is never repeated after it may have run.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  run(request: RunActionOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<RunActionResponse>
}

/** How apps are sorted. */
export interface AppCategoriesClient {
  /**
   * Lists the categories of apps. All at once.
   *
   * Needs the scope `connect:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(requestOptions?: BaseRequestOptions): PipedreamPromise<ListAppCategoriesResponse>

  /**
   * Gets one category of apps. By its id.
   *
   * Needs the scope `connect:*`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppCategoryResponse>
}

/** How apps appear in your project. */
export interface AppOverridesClient {
  /**
   * Lists your overrides of apps. Page by page.
   *
   * Needs the scope `connect:projects:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: AppOverridesListRequest, requestOptions?: BaseRequestOptions): PagePromise<AppOverride, ListAppOverridesResponse>

  /**
   * Overrides how an app appears. Another name, logo or OAuth app for one app in this project.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Gets one override. By its id.
   *
   * Needs the scope `connect:projects:read`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Changes an override. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  update(id: string, request?: UpdateAppOverrideOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<AppOverride>

  /**
   * Removes an override. The app appears as it is again.
   *
   * Needs the scope `connect:projects:write`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>
}

/** The apps people can connect to. */
export interface AppsClient {
  /**
   * Lists the apps people can connect to. Page by page; searched by words, sorted, and narrowed by what they offer.
   *
   * Needs the scope `connect:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: AppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<App, ListAppsResponse>

  /**
   * Gets one app. By its id or its name slug.
   *
   * Needs the scope `connect:*`.
   * @param appId An app, by its id or name slug.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(appId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<GetAppResponse>
}

/** Actions and triggers together. */
export interface ComponentsClient {
  /**
   * Lists the components that can be used. From the public registry, your own, or both; searched by words or narrowed to an app.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: ComponentsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one component with its props. The latest version unless one is named.
   *
   * Needs the scope `connect:actions:*`.
   * @param componentId A component, by its key.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(componentId: string, request?: ComponentsRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one of a component's props. Runs the prop's own code with what is configured so far and gives the values to choose from. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets a component's props anew. For components whose props depend on other props: gives the props that follow from what is configured so far. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>
}

/** Triggers that run for a person. */
export interface DeployedTriggersClient {
  /**
   * Lists a person's deployed triggers. Page by page.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request: DeployedTriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Emitter, GetTriggersResponse>

  /**
   * Gets one deployed trigger. By its id (dc_…).
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(triggerId: string, request: DeployedTriggersRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerResponse>

  /**
   * Changes a deployed trigger. Its name, its props, or whether it runs.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  update(triggerId: string, request: UpdateTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerResponse>

  /**
   * Removes a deployed trigger. It emits nothing any more.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  delete(triggerId: string, request: DeployedTriggersDeleteRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists what a deployed trigger emitted last. Newest first, at most as many as n says.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  listEvents(triggerId: string, request: DeployedTriggersListEventsRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerEventsResponse>

  /**
   * Lists the workflows that receive its events. Their ids.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  listWorkflows(triggerId: string, request: DeployedTriggersListWorkflowsRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWorkflowsResponse>

  /**
   * Sets the workflows that receive its events. The list given replaces the one before.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  updateWorkflows(triggerId: string, request: UpdateTriggerWorkflowsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWorkflowsResponse>

  /**
   * Lists the webhooks that receive its events. Their addresses.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  listWebhooks(triggerId: string, request: DeployedTriggersListWebhooksRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWebhooksResponse>

  /**
   * Sets the webhooks that receive its events. The list given replaces the one before.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   * @param triggerId A deployed trigger (dc_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  updateWebhooks(triggerId: string, request: UpdateTriggerWebhooksOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<GetTriggerWebhooksResponse>

  /**
   * Gets one webhook of a deployed trigger. With the key its deliveries are signed with.
   *
   * Needs the scope `connect:deployed_triggers:read`.
   * @param triggerId A deployed trigger (dc_…).
   * @param webhookId A webhook.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieveWebhook(triggerId: string, webhookId: string, request: DeployedTriggersRetrieveWebhookRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>

  /**
   * Gives a webhook a new signing key. The key before stops being used at once, so this is not repeated by itself.
   *
   * Needs the scope `connect:deployed_triggers:write`.
   * @param triggerId A deployed trigger (dc_…).
   * @param webhookId A webhook.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  regenerateWebhookSigningKey(triggerId: string, webhookId: string, request: DeployedTriggersRegenerateWebhookSigningKeyRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>
}

/** Files that runs leave behind. */
export interface FileStashClient {
  /**
   * Downloads a file that a run left behind. As a stream; its key is in the run's answer.
   *
   * Needs the scope `connect:actions:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  downloadFile(request: FileStashDownloadFileRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<BinaryResponse>
}

/** Your own OAuth apps. */
export interface OauthAppsClient {
  /**
   * Lists your OAuth apps. Page by page.
   *
   * Needs the scope `connect:projects:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: OauthAppsListRequest, requestOptions?: BaseRequestOptions): PagePromise<OauthApp, ListOauthAppsResponse>

  /**
   * Registers an OAuth app of your own. Its client id and secret, for one of the apps people connect to.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Gets one OAuth app. By its id (oa_…); the secret is not shown.
   *
   * Needs the scope `connect:projects:read`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Changes an OAuth app. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  update(id: string, request?: UpdateOauthAppOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<OauthApp>

  /**
   * Removes an OAuth app. Refused while accounts use it.
   *
   * Needs the scope `connect:projects:write`.
   * @param id Its id.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  delete(id: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>
}

/** Access tokens. */
export interface OauthTokensClient {
  /**
   * Exchanges client credentials for an access token. Clients do this by themselves; by hand it is good for handing a token with fewer scopes to somebody else.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateOAuthTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateOAuthTokenResponse>
}

/** The webhook of a project's environment. */
export interface ProjectEnvironmentClient {
  /**
   * Gets the webhook of the environment. Where the outcomes of connections are posted.
   *
   * Needs the scope `connect:projects:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieveWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookResponse>

  /**
   * Sets the webhook of the environment. Replaces the one before.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  updateWebhook(request: SetWebhookOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<SetWebhookResponse>

  /**
   * Removes the webhook of the environment. Nothing is posted any more.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  deleteWebhook(requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Gives the environment's webhook a new signing key. The key before stops being used at once, so this is not repeated by itself.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  regenerateWebhookSigningKey(requestOptions?: BaseRequestOptions): PipedreamPromise<GetWebhookWithSigningKeyResponse>
}

/** The projects of a workspace. */
export interface ProjectsClient {
  /**
   * Lists the workspace's projects. Page by page.
   *
   * Needs the scope `connect:projects:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: ProjectsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Project, ListProjectsResponse>

  /**
   * Creates a project. In the workspace the OAuth client belongs to.
   *
   * Needs the scope `connect:projects:write`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Gets one project. By its id (proj_…).
   *
   * Needs the scope `connect:projects:read`.
   * @param projectId A project (proj_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Deletes a project. With everything that is in it.
   *
   * Needs the scope `connect:projects:write`.
   * @param projectId A project (proj_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  delete(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Changes a project. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   * @param projectId A project (proj_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  update(projectId: string, request?: UpdateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project>

  /**
   * Sets a project's logo. A PNG or JPEG image as a data URI.
   *
   * Needs the scope `connect:projects:write`.
   * @param projectId A project (proj_…).
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  updateLogo(projectId: string, request: UpdateProjectLogoOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Gets what is set up in this project. Which apps it uses with OAuth apps of its own.
   *
   * Needs the scope `connect:projects:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieveInfo(requestOptions?: BaseRequestOptions): PipedreamPromise<ProjectInfoResponse>
}

/** Connect tokens. */
export interface TokensClient {
  /**
   * Creates a Connect token for a person. For Connect Link or the browser: short-lived and good for one connection.
   *
   * Needs the scope `connect:tokens:create`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  create(request: CreateTokenOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<CreateTokenResponse>

  /**
   * Checks a Connect token. Says whether it can be used, and for what.
   *
   * Needs the scope `connect:tokens:create`.
   * @param ctok A Connect token.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  validate(ctok: string, request?: TokensValidateRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ValidateTokenResponse>
}

/** Triggers: what can be listened to. */
export interface TriggersClient {
  /**
   * Lists the triggers that can be used. From the public registry, your own, or both; searched by words or narrowed to an app.
   *
   * Needs the scope `connect:triggers:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: TriggersListRequest, requestOptions?: BaseRequestOptions): PagePromise<Component, GetComponentsResponse>

  /**
   * Gets one trigger with its props. The latest version unless one is named.
   *
   * Needs the scope `connect:triggers:*`.
   * @param componentId A component, by its key.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  retrieve(componentId: string, request?: TriggersRetrieveRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<GetComponentResponse>

  /**
   * Gets the options of one of a trigger's props. Runs the prop's own code with what is configured so far and gives the values to choose from. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:triggers:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  configureProp(request: ConfigurePropOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ConfigurePropResponse>

  /**
   * Gets a trigger's props anew. For components whose props depend on other props: gives the props that follow from what is configured so far. It changes nothing, so it may be repeated.
   *
   * Needs the scope `connect:triggers:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  reloadProps(request: ReloadPropsOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<ReloadPropsResponse>

  /**
   * Deploys a trigger for a person. From then on its events go to the webhook or workflow given. It is never repeated after it may have taken effect.
   *
   * Needs the scope `connect:triggers:*`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  deploy(request: DeployTriggerOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<DeployTriggerResponse>
}

/** What was used. */
export interface UsageClient {
  /**
   * Gets what was used. Between two moments, both in seconds since 1970.
   *
   * Needs the scope `connect:usage:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request: UsageListRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<ConnectUsageResponse>
}

/** The people who connected something. */
export interface UsersClient {
  /**
   * Deletes a person. With all accounts and deployed triggers.
   *
   * Needs the scope `connect:users:write`.
   * @param externalUserId The id of the person in your own system, at most 250 characters.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  deleteExternalUser(externalUserId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void>

  /**
   * Lists the people who connected something. Page by page.
   *
   * Needs the scope `connect:users:read`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} `BadRequestError` (400), `NotFoundError` (404), `TooManyRequestsError` (429), `PipedreamTimeoutError`, `PipedreamAbortError`.
   */
  list(request?: UsersListRequest, requestOptions?: BaseRequestOptions): PagePromise<ExternalUser, GetUsersResponse>
}
