// Written by: npm run generate (from openapi.yaml). Do not edit.

// A namespace for each resource: the types of its requests, and their enums.

import * as enums from './enums.js'
import type * as types from './types.js'

/** The types of `client.accounts`. */
export const accounts: object = Object.freeze({})
/** The types of `client.accounts`. */
export declare namespace accounts {
  type AccountsListByExternalUserRequest = types.AccountsListByExternalUserRequest
  type AccountsListRequest = types.AccountsListRequest
  type AccountsRetrieveRequest = types.AccountsRetrieveRequest
  type CreateAccountOpts = types.CreateAccountOpts
  type AccountsClient = import('./accounts.js').AccountsClient
}

/** The types of `client.actions`. */
export const actions: {
  readonly ActionsListRequestRegistry: typeof enums.ActionsListRequestRegistry
} = Object.freeze({
  ActionsListRequestRegistry: enums.ActionsListRequestRegistry,
})
/** The types of `client.actions`. */
export declare namespace actions {
  type ActionsListRequest = types.ActionsListRequest
  type ActionsRetrieveRequest = types.ActionsRetrieveRequest
  type ConfigurePropOpts = types.ConfigurePropOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type RunActionOpts = types.RunActionOpts
  type ActionsListRequestRegistry = enums.ActionsListRequestRegistry
  type ActionsClient = import('./actions.js').ActionsClient
}

/** The types of `client.appCategories`. */
export const appCategories: object = Object.freeze({})
/** The types of `client.appCategories`. */
export declare namespace appCategories {
  type AppCategoriesClient = import('./appCategories.js').AppCategoriesClient
}

/** The types of `client.appOverrides`. */
export const appOverrides: object = Object.freeze({})
/** The types of `client.appOverrides`. */
export declare namespace appOverrides {
  type AppOverridesListRequest = types.AppOverridesListRequest
  type CreateAppOverrideOpts = types.CreateAppOverrideOpts
  type UpdateAppOverrideOpts = types.UpdateAppOverrideOpts
  type AppOverridesClient = import('./appOverrides.js').AppOverridesClient
}

/** The types of `client.apps`. */
export const apps: {
  readonly AppsListRequestSortDirection: typeof enums.AppsListRequestSortDirection
  readonly AppsListRequestSortKey: typeof enums.AppsListRequestSortKey
} = Object.freeze({
  AppsListRequestSortDirection: enums.AppsListRequestSortDirection,
  AppsListRequestSortKey: enums.AppsListRequestSortKey,
})
/** The types of `client.apps`. */
export declare namespace apps {
  type AppsListRequest = types.AppsListRequest
  type AppsListRequestSortDirection = enums.AppsListRequestSortDirection
  type AppsListRequestSortKey = enums.AppsListRequestSortKey
  type AppsClient = import('./apps.js').AppsClient
}

/** The types of `client.components`. */
export const components: {
  readonly ComponentsListRequestRegistry: typeof enums.ComponentsListRequestRegistry
} = Object.freeze({
  ComponentsListRequestRegistry: enums.ComponentsListRequestRegistry,
})
/** The types of `client.components`. */
export declare namespace components {
  type ComponentsListRequest = types.ComponentsListRequest
  type ComponentsRetrieveRequest = types.ComponentsRetrieveRequest
  type ConfigurePropOpts = types.ConfigurePropOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type ComponentsListRequestRegistry = enums.ComponentsListRequestRegistry
  type ComponentsClient = import('./components.js').ComponentsClient
}

/** The types of `client.deployedTriggers`. */
export const deployedTriggers: object = Object.freeze({})
/** The types of `client.deployedTriggers`. */
export declare namespace deployedTriggers {
  type DeployedTriggersDeleteRequest = types.DeployedTriggersDeleteRequest
  type DeployedTriggersListEventsRequest = types.DeployedTriggersListEventsRequest
  type DeployedTriggersListRequest = types.DeployedTriggersListRequest
  type DeployedTriggersListWebhooksRequest = types.DeployedTriggersListWebhooksRequest
  type DeployedTriggersListWorkflowsRequest = types.DeployedTriggersListWorkflowsRequest
  type DeployedTriggersRegenerateWebhookSigningKeyRequest = types.DeployedTriggersRegenerateWebhookSigningKeyRequest
  type DeployedTriggersResetWebhookDeliveryStateRequest = types.DeployedTriggersResetWebhookDeliveryStateRequest
  type DeployedTriggersRetrieveRequest = types.DeployedTriggersRetrieveRequest
  type DeployedTriggersRetrieveWebhookRequest = types.DeployedTriggersRetrieveWebhookRequest
  type UpdateTriggerOpts = types.UpdateTriggerOpts
  type UpdateTriggerWebhooksOpts = types.UpdateTriggerWebhooksOpts
  type UpdateTriggerWorkflowsOpts = types.UpdateTriggerWorkflowsOpts
  type DeployedTriggersClient = import('./deployedTriggers.js').DeployedTriggersClient
}

/** The types of `client.fileStash`. */
export const fileStash: object = Object.freeze({})
/** The types of `client.fileStash`. */
export declare namespace fileStash {
  type FileStashDownloadFileRequest = types.FileStashDownloadFileRequest
  type FileStashClient = import('./fileStash.js').FileStashClient
}

/** The types of `client.oauthApps`. */
export const oauthApps: object = Object.freeze({})
/** The types of `client.oauthApps`. */
export declare namespace oauthApps {
  type CreateOauthAppOpts = types.CreateOauthAppOpts
  type OauthAppsListRequest = types.OauthAppsListRequest
  type UpdateOauthAppOpts = types.UpdateOauthAppOpts
  type OauthAppsClient = import('./oauthApps.js').OauthAppsClient
}

/** The types of `client.oauthTokens`. */
export const oauthTokens: object = Object.freeze({})
/** The types of `client.oauthTokens`. */
export declare namespace oauthTokens {
  type CreateOAuthTokenOpts = types.CreateOAuthTokenOpts
  type OauthTokensClient = import('./oauthTokens.js').OauthTokensClient
}

/** The types of `client.projectEnvironment`. */
export const projectEnvironment: object = Object.freeze({})
/** The types of `client.projectEnvironment`. */
export declare namespace projectEnvironment {
  type SetWebhookOpts = types.SetWebhookOpts
  type ProjectEnvironmentClient = import('./projectEnvironment.js').ProjectEnvironmentClient
}

/** The types of `client.projects`. */
export const projects: object = Object.freeze({})
/** The types of `client.projects`. */
export declare namespace projects {
  type CreateProjectOpts = types.CreateProjectOpts
  type ProjectsListRequest = types.ProjectsListRequest
  type UpdateProjectLogoOpts = types.UpdateProjectLogoOpts
  type UpdateProjectOpts = types.UpdateProjectOpts
  type ProjectsClient = import('./projects.js').ProjectsClient
}

/** The types of `client.proxy`. */
export const proxy: object = Object.freeze({})
/** The types of `client.proxy`. */
export declare namespace proxy {
  type ProxyDeleteRequest = types.ProxyDeleteRequest
  type ProxyGetRequest = types.ProxyGetRequest
  type ProxyPatchRequest = types.ProxyPatchRequest
  type ProxyPostRequest = types.ProxyPostRequest
  type ProxyPutRequest = types.ProxyPutRequest
  type ProxyClient = import('./proxy.js').ProxyClient
}

/** The types of `client.rateLimits`. */
export const rateLimits: object = Object.freeze({})
/** The types of `client.rateLimits`. */
export declare namespace rateLimits {
  type RateLimitRequest = types.RateLimitRequest
  type RateLimitsClient = import('./rateLimits.js').RateLimitsClient
}

/** The types of `client.tokens`. */
export const tokens: object = Object.freeze({})
/** The types of `client.tokens`. */
export declare namespace tokens {
  type CreateTokenOpts = types.CreateTokenOpts
  type TokensValidateRequest = types.TokensValidateRequest
  type TokensClient = import('./tokens.js').TokensClient
}

/** The types of `client.triggers`. */
export const triggers: {
  readonly TriggersListRequestRegistry: typeof enums.TriggersListRequestRegistry
} = Object.freeze({
  TriggersListRequestRegistry: enums.TriggersListRequestRegistry,
})
/** The types of `client.triggers`. */
export declare namespace triggers {
  type ConfigurePropOpts = types.ConfigurePropOpts
  type DeployTriggerOpts = types.DeployTriggerOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type TriggersListRequest = types.TriggersListRequest
  type TriggersRetrieveRequest = types.TriggersRetrieveRequest
  type TriggersListRequestRegistry = enums.TriggersListRequestRegistry
  type TriggersClient = import('./triggers.js').TriggersClient
}

/** The types of `client.usage`. */
export const usage: object = Object.freeze({})
/** The types of `client.usage`. */
export declare namespace usage {
  type UsageListRequest = types.UsageListRequest
  type UsageClient = import('./usage.js').UsageClient
}

/** The types of `client.users`. */
export const users: object = Object.freeze({})
/** The types of `client.users`. */
export declare namespace users {
  type UsersListRequest = types.UsersListRequest
  type UsersClient = import('./users.js').UsersClient
}

/** The types of `client.workflows`. */
export const workflows: object = Object.freeze({})
/** The types of `client.workflows`. */
export declare namespace workflows {
  type InvokeWorkflowForExternalUserOpts = types.InvokeWorkflowForExternalUserOpts
  type InvokeWorkflowOpts = types.InvokeWorkflowOpts
  type WorkflowsClient = import('./workflows.js').WorkflowsClient
}
