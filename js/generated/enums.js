// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

/** Actions list request registry. */
exports.ActionsListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})

/** App auth type. */
exports.AppAuthType = Object.freeze({
  Keys: 'keys',
  Oauth: 'oauth',
  None: 'none',
})

/** App scope profiles item name. */
exports.AppScopeProfilesItemName = Object.freeze({
  ReadOnly: 'read_only',
  ReadWrite: 'read_write',
  Admin: 'admin',
})

/** Apps list request sort direction. */
exports.AppsListRequestSortDirection = Object.freeze({
  Asc: 'asc',
  Desc: 'desc',
})

/** Apps list request sort key. */
exports.AppsListRequestSortKey = Object.freeze({
  Name: 'name',
  NameSlug: 'name_slug',
  FeaturedWeight: 'featured_weight',
})

/** Component stash. */
exports.ComponentStash = Object.freeze({
  Optional: 'optional',
  Required: 'required',
})

/** Component type. */
exports.ComponentType = Object.freeze({
  Trigger: 'trigger',
  Action: 'action',
})

/** Components list request registry. */
exports.ComponentsListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})

/** Configurable prop alert type. */
exports.ConfigurablePropAlertType = Object.freeze({
  Info: 'info',
  Neutral: 'neutral',
  Warning: 'warning',
  Error: 'error',
})

/** Configurable prop base type. */
exports.ConfigurablePropBaseType = Object.freeze({
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

/** Configurable prop dir access mode. */
exports.ConfigurablePropDirAccessMode = Object.freeze({
  Read: 'read',
  Write: 'write',
  ReadWrite: 'read-write',
})

/** Configurable prop string format. */
exports.ConfigurablePropStringFormat = Object.freeze({
  FileRef: 'file-ref',
})

/** Emitter type. */
exports.EmitterType = Object.freeze({
  Email: 'email',
  Http: 'http',
  Source: 'source',
  Timer: 'timer',
})

/** Httpauth type. */
exports.HTTPAuthType = Object.freeze({
  None: 'none',
  StaticBearer: 'static_bearer_token',
  OAuth: 'oauth',
})

/** Http request auth type. */
exports.HttpRequestAuthType = Object.freeze({
  Basic: 'basic',
  Bearer: 'bearer',
  None: 'none',
})

/** Http request body mode. */
exports.HttpRequestBodyMode = Object.freeze({
  Fields: 'fields',
  Raw: 'raw',
})

/** Http request body type. */
exports.HttpRequestBodyType = Object.freeze({
  Fields: 'fields',
  Raw: 'raw',
})

/** Project environment. */
exports.ProjectEnvironment = Object.freeze({
  Development: 'development',
  Production: 'production',
})

/** Triggers list request registry. */
exports.TriggersListRequestRegistry = Object.freeze({
  Public: 'public',
  Private: 'private',
  All: 'all',
})
