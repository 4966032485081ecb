// Written by: npm run generate (from openapi.yaml). Do not edit.

// The enums of the API: each is a value and a type.

/** Where components come from: the public registry, your workspace, or both. */
export const ActionsListRequestRegistry = {
  Public: 'public',
  Private: 'private',
  All: 'all',
} as const
Object.freeze(ActionsListRequestRegistry)
/** Where components come from: the public registry, your workspace, or both. */
export type ActionsListRequestRegistry = (typeof ActionsListRequestRegistry)[keyof typeof ActionsListRequestRegistry]

/** How people connect to an app: with keys they paste, with OAuth, or not at all. */
export const AppAuthType = {
  Keys: 'keys',
  Oauth: 'oauth',
  None: 'none',
} as const
Object.freeze(AppAuthType)
/** How people connect to an app: with keys they paste, with OAuth, or not at all. */
export type AppAuthType = (typeof AppAuthType)[keyof typeof AppAuthType]

/** How much a set of scopes allows. */
export const AppScopeProfilesItemName = {
  ReadOnly: 'read_only',
  ReadWrite: 'read_write',
  Admin: 'admin',
} as const
Object.freeze(AppScopeProfilesItemName)
/** How much a set of scopes allows. */
export type AppScopeProfilesItemName = (typeof AppScopeProfilesItemName)[keyof typeof AppScopeProfilesItemName]

/** Upwards or downwards. */
export const AppsListRequestSortDirection = {
  Asc: 'asc',
  Desc: 'desc',
} as const
Object.freeze(AppsListRequestSortDirection)
/** Upwards or downwards. */
export type AppsListRequestSortDirection = (typeof AppsListRequestSortDirection)[keyof typeof AppsListRequestSortDirection]

/** What apps are sorted by; featured_weight puts the popular ones together. */
export const AppsListRequestSortKey = {
  Name: 'name',
  NameSlug: 'name_slug',
  FeaturedWeight: 'featured_weight',
} as const
Object.freeze(AppsListRequestSortKey)
/** What apps are sorted by; featured_weight puts the popular ones together. */
export type AppsListRequestSortKey = (typeof AppsListRequestSortKey)[keyof typeof AppsListRequestSortKey]

/** Whether an action works with a file stash, and whether it needs one. */
export const ComponentStash = {
  Optional: 'optional',
  Required: 'required',
} as const
Object.freeze(ComponentStash)
/** Whether an action works with a file stash, and whether it needs one. */
export type ComponentStash = (typeof ComponentStash)[keyof typeof ComponentStash]

/** Whether a component is an action or a trigger. */
export const ComponentType = {
  Trigger: 'trigger',
  Action: 'action',
} as const
Object.freeze(ComponentType)
/** Whether a component is an action or a trigger. */
export type ComponentType = (typeof ComponentType)[keyof typeof ComponentType]

/** Where components come from: the public registry, your workspace, or both. */
export const ComponentsListRequestRegistry = {
  Public: 'public',
  Private: 'private',
  All: 'all',
} as const
Object.freeze(ComponentsListRequestRegistry)
/** Where components come from: the public registry, your workspace, or both. */
export type ComponentsListRequestRegistry = (typeof ComponentsListRequestRegistry)[keyof typeof ComponentsListRequestRegistry]

/** How a message is to be shown. */
export const ConfigurablePropAlertType = {
  Info: 'info',
  Neutral: 'neutral',
  Warning: 'warning',
  Error: 'error',
} as const
Object.freeze(ConfigurablePropAlertType)
/** How a message is to be shown. */
export type ConfigurablePropAlertType = (typeof ConfigurablePropAlertType)[keyof typeof ConfigurablePropAlertType]

/** The kinds of inputs. */
export const ConfigurablePropBaseType = {
  AirtableBaseId: '$.airtable.baseId',
  AirtableFieldId: '$.airtable.fieldId',
  AirtableTableId: '$.airtable.tableId',
  AirtableViewId: '$.airtable.viewId',
  DiscordChannel: '$.discord.channel',
  DiscordChannelArray: '$.discord.channel[]',
  InterfaceApphook: '$.interface.apphook',
  InterfaceHttp: '$.interface.http',
  InterfaceTimer: '$.interface.timer',
  ServiceDb: '$.service.db',
  Alert: 'alert',
  Any: 'any',
  App: 'app',
  Boolean: 'boolean',
  DataStore: 'data_store',
  Dir: 'dir',
  HttpRequest: 'http_request',
  Integer: 'integer',
  IntegerArray: 'integer[]',
  Object: 'object',
  Sql: 'sql',
  String: 'string',
  StringArray: 'string[]',
} as const
Object.freeze(ConfigurablePropBaseType)
/** The kinds of inputs. */
export type ConfigurablePropBaseType = (typeof ConfigurablePropBaseType)[keyof typeof ConfigurablePropBaseType]

/** Whether files are read, written, or both. */
export const ConfigurablePropDirAccessMode = {
  Read: 'read',
  Write: 'write',
  ReadWrite: 'read-write',
} as const
Object.freeze(ConfigurablePropDirAccessMode)
/** Whether files are read, written, or both. */
export type ConfigurablePropDirAccessMode = (typeof ConfigurablePropDirAccessMode)[keyof typeof ConfigurablePropDirAccessMode]

/** What a text stands for: `file-ref` is the path or URL of a file. */
export const ConfigurablePropStringFormat = {
  FileRef: 'file-ref',
} as const
Object.freeze(ConfigurablePropStringFormat)
/** What a text stands for: `file-ref` is the path or URL of a file. */
export type ConfigurablePropStringFormat = (typeof ConfigurablePropStringFormat)[keyof typeof ConfigurablePropStringFormat]

/** The kinds of deployed triggers, as a filter. */
export const EmitterType = {
  Email: 'email',
  Http: 'http',
  Source: 'source',
  Timer: 'timer',
} as const
Object.freeze(EmitterType)
/** The kinds of deployed triggers, as a filter. */
export type EmitterType = (typeof EmitterType)[keyof typeof EmitterType]

/** How a call to a workflow is authorized: not at all, with a bearer token of yours, or with the token of this client. */
export const HTTPAuthType = {
  None: 'none',
  StaticBearer: 'static_bearer_token',
  OAuth: 'oauth',
} as const
Object.freeze(HTTPAuthType)
/** How a call to a workflow is authorized: not at all, with a bearer token of yours, or with the token of this client. */
export type HTTPAuthType = (typeof HTTPAuthType)[keyof typeof HTTPAuthType]
export declare namespace HTTPAuthType {
  type None = 'none'
  type StaticBearer = 'static_bearer_token'
  type OAuth = 'oauth'
}

/** With a name and password, with a bearer token, or not at all. */
export const HttpRequestAuthType = {
  Basic: 'basic',
  Bearer: 'bearer',
  None: 'none',
} as const
Object.freeze(HttpRequestAuthType)
/** With a name and password, with a bearer token, or not at all. */
export type HttpRequestAuthType = (typeof HttpRequestAuthType)[keyof typeof HttpRequestAuthType]

/** Whether the body is given as fields or as raw text. */
export const HttpRequestBodyMode = {
  Fields: 'fields',
  Raw: 'raw',
} as const
Object.freeze(HttpRequestBodyMode)
/** Whether the body is given as fields or as raw text. */
export type HttpRequestBodyMode = (typeof HttpRequestBodyMode)[keyof typeof HttpRequestBodyMode]

/** Whether the body is made of fields or of raw text. */
export const HttpRequestBodyType = {
  Fields: 'fields',
  Raw: 'raw',
} as const
Object.freeze(HttpRequestBodyType)
/** Whether the body is made of fields or of raw text. */
export type HttpRequestBodyType = (typeof HttpRequestBodyType)[keyof typeof HttpRequestBodyType]

/** The environments of a project, which share neither users nor accounts. */
export const ProjectEnvironment = {
  Development: 'development',
  Production: 'production',
} as const
Object.freeze(ProjectEnvironment)
/** The environments of a project, which share neither users nor accounts. */
export type ProjectEnvironment = (typeof ProjectEnvironment)[keyof typeof ProjectEnvironment]

/** Which of Pipedream’s systems posts the events to a webhook. More may be added. */
export const TriggerWebhookDeliveryBackend = {
  Jvm: 'jvm',
  Valkey: 'valkey',
} as const
Object.freeze(TriggerWebhookDeliveryBackend)
/** Which of Pipedream’s systems posts the events to a webhook. More may be added. */
export type TriggerWebhookDeliveryBackend = (typeof TriggerWebhookDeliveryBackend)[keyof typeof TriggerWebhookDeliveryBackend]

/** Where components come from: the public registry, your workspace, or both. */
export const TriggersListRequestRegistry = {
  Public: 'public',
  Private: 'private',
  All: 'all',
} as const
Object.freeze(TriggersListRequestRegistry)
/** Where components come from: the public registry, your workspace, or both. */
export type TriggersListRequestRegistry = (typeof TriggersListRequestRegistry)[keyof typeof TriggersListRequestRegistry]

/**
 * How deliveries to a webhook go, from good to bad: all succeed, some have failed, they are tried rarely, and it is switched off. More may
 * be added.
 */
export const WebhookDeliveryStateState = {
  Happy: 'happy',
  Penalty: 'penalty',
  LifeSupport: 'life_support',
  Deactivated: 'deactivated',
} as const
Object.freeze(WebhookDeliveryStateState)
/**
 * How deliveries to a webhook go, from good to bad: all succeed, some have failed, they are tried rarely, and it is switched off. More may
 * be added.
 */
export type WebhookDeliveryStateState = (typeof WebhookDeliveryStateState)[keyof typeof WebhookDeliveryStateState]

/** Which of Pipedream’s systems posts the events to a webhook. More may be added. */
export const WebhookWithSigningKeyDeliveryBackend = {
  Jvm: 'jvm',
  Valkey: 'valkey',
} as const
Object.freeze(WebhookWithSigningKeyDeliveryBackend)
/** Which of Pipedream’s systems posts the events to a webhook. More may be added. */
export type WebhookWithSigningKeyDeliveryBackend = (typeof WebhookWithSigningKeyDeliveryBackend)[keyof typeof WebhookWithSigningKeyDeliveryBackend]
