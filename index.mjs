// The public door for ES modules: the same objects as index.js has, by name.

import door from './index.js'

export const {
  PipedreamClient,
  PipedreamEnvironment,
  PipedreamError,
  BadRequestError,
  NotFoundError,
  TooManyRequestsError,
  PipedreamTimeoutError,
  PipedreamAbortError,
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
  Pipedream,
} = door
