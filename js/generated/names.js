// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

/** Where components come from: the public registry, your workspace, or both. */
const ActionsListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})

/** How people connect to an app: with keys they paste, with OAuth, or not at all. */
const AppAuthType = Object.freeze({
  Keys: 'keys',
  Oauth: 'oauth',
  None: 'none',
})

/** How much a set of scopes allows. */
const AppScopeProfilesItemName = Object.freeze({
  ReadOnly: 'read_only',
  ReadWrite: 'read_write',
  Admin: 'admin',
})

/** Upwards or downwards. */
const AppsListRequestSortDirection = Object.freeze({
  Asc: 'asc',
  Desc: 'desc',
})

/** What apps are sorted by; featured_weight puts the popular ones together. */
const AppsListRequestSortKey = Object.freeze({
  Name: 'name',
  NameSlug: 'name_slug',
  FeaturedWeight: 'featured_weight',
})

/** Whether an action works with a file stash, and whether it needs one. */
const ComponentStash = Object.freeze({
  Optional: 'optional',
  Required: 'required',
})

/** Whether a component is an action or a trigger. */
const ComponentType = Object.freeze({
  Trigger: 'trigger',
  Action: 'action',
})

/** Where components come from: the public registry, your workspace, or both. */
const ComponentsListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})

/** How a message is to be shown. */
const ConfigurablePropAlertType = Object.freeze({
  Info: 'info',
  Neutral: 'neutral',
  Warning: 'warning',
  Error: 'error',
})

/** The kinds of inputs. */
const ConfigurablePropBaseType = Object.freeze({
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
})

/** Whether files are read, written, or both. */
const ConfigurablePropDirAccessMode = Object.freeze({
  Read: 'read',
  Write: 'write',
  ReadWrite: 'read-write',
})

/** What a text stands for: `file-ref` is the path or URL of a file. */
const ConfigurablePropStringFormat = Object.freeze({
  FileRef: 'file-ref',
})

/** The kinds of deployed triggers, as a filter. */
const EmitterType = Object.freeze({
  Email: 'email',
  Http: 'http',
  Source: 'source',
  Timer: 'timer',
})

/** How a call to a workflow is authorized: not at all, with a bearer token of yours, or with the token of this client. */
const HTTPAuthType = Object.freeze({
  None: 'none',
  StaticBearer: 'static_bearer_token',
  OAuth: 'oauth',
})

/** With a name and password, with a bearer token, or not at all. */
const HttpRequestAuthType = Object.freeze({
  Basic: 'basic',
  Bearer: 'bearer',
  None: 'none',
})

/** Whether the body is given as fields or as raw text. */
const HttpRequestBodyMode = Object.freeze({
  Fields: 'fields',
  Raw: 'raw',
})

/** Whether the body is made of fields or of raw text. */
const HttpRequestBodyType = Object.freeze({
  Fields: 'fields',
  Raw: 'raw',
})

/** The environments of a project, which share neither users nor accounts. */
const ProjectEnvironment = Object.freeze({
  Development: 'development',
  Production: 'production',
})

/** Where components come from: the public registry, your workspace, or both. */
const TriggersListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})

exports.enums = {
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
  HTTPAuthType,
  HttpRequestAuthType,
  HttpRequestBodyMode,
  HttpRequestBodyType,
  ProjectEnvironment,
  TriggersListRequestRegistry,
}

exports.namespaces = {
  accounts: Object.freeze({}),
  actions: Object.freeze({ ActionsListRequestRegistry }),
  appCategories: Object.freeze({}),
  appOverrides: Object.freeze({}),
  apps: Object.freeze({ AppsListRequestSortDirection, AppsListRequestSortKey }),
  components: Object.freeze({ ComponentsListRequestRegistry }),
  deployedTriggers: Object.freeze({}),
  fileStash: Object.freeze({}),
  oauthApps: Object.freeze({}),
  oauthTokens: Object.freeze({}),
  projectEnvironment: Object.freeze({}),
  projects: Object.freeze({}),
  proxy: Object.freeze({}),
  tokens: Object.freeze({}),
  triggers: Object.freeze({ TriggersListRequestRegistry }),
  usage: Object.freeze({}),
  users: Object.freeze({}),
  workflows: Object.freeze({}),
}
