// Written by: npm run generate (from openapi.yaml). Do not edit.

import type * as api from './types.js'

/** The types of `client.accounts`. */
export declare namespace accounts {
  type AccountsListByExternalUserRequest = api.AccountsListByExternalUserRequest
  type AccountsListRequest = api.AccountsListRequest
  type AccountsRetrieveRequest = api.AccountsRetrieveRequest
  type CreateAccountOpts = api.CreateAccountOpts
  type AccountsClient = api.AccountsClient
}

/** The types of `client.actions`. */
export declare namespace actions {
  type ActionsListRequest = api.ActionsListRequest
  type ActionsRetrieveRequest = api.ActionsRetrieveRequest
  type ConfigurePropOpts = api.ConfigurePropOpts
  type ReloadPropsOpts = api.ReloadPropsOpts
  type RunActionOpts = api.RunActionOpts
  const ActionsListRequestRegistry: typeof api.ActionsListRequestRegistry
  type ActionsListRequestRegistry = api.ActionsListRequestRegistry
  type ActionsClient = api.ActionsClient
}

/** The types of `client.appCategories`. */
export declare namespace appCategories {
  type AppCategoriesClient = api.AppCategoriesClient
}

/** The types of `client.appOverrides`. */
export declare namespace appOverrides {
  type AppOverridesListRequest = api.AppOverridesListRequest
  type CreateAppOverrideOpts = api.CreateAppOverrideOpts
  type UpdateAppOverrideOpts = api.UpdateAppOverrideOpts
  type AppOverridesClient = api.AppOverridesClient
}

/** The types of `client.apps`. */
export declare namespace apps {
  type AppsListRequest = api.AppsListRequest
  const AppsListRequestSortDirection: typeof api.AppsListRequestSortDirection
  type AppsListRequestSortDirection = api.AppsListRequestSortDirection
  const AppsListRequestSortKey: typeof api.AppsListRequestSortKey
  type AppsListRequestSortKey = api.AppsListRequestSortKey
  type AppsClient = api.AppsClient
}

/** The types of `client.components`. */
export declare namespace components {
  type ComponentsListRequest = api.ComponentsListRequest
  type ComponentsRetrieveRequest = api.ComponentsRetrieveRequest
  type ConfigurePropOpts = api.ConfigurePropOpts
  type ReloadPropsOpts = api.ReloadPropsOpts
  const ComponentsListRequestRegistry: typeof api.ComponentsListRequestRegistry
  type ComponentsListRequestRegistry = api.ComponentsListRequestRegistry
  type ComponentsClient = api.ComponentsClient
}

/** The types of `client.deployedTriggers`. */
export declare namespace deployedTriggers {
  type DeployedTriggersDeleteRequest = api.DeployedTriggersDeleteRequest
  type DeployedTriggersListEventsRequest = api.DeployedTriggersListEventsRequest
  type DeployedTriggersListRequest = api.DeployedTriggersListRequest
  type DeployedTriggersListWebhooksRequest = api.DeployedTriggersListWebhooksRequest
  type DeployedTriggersListWorkflowsRequest = api.DeployedTriggersListWorkflowsRequest
  type DeployedTriggersRegenerateWebhookSigningKeyRequest = api.DeployedTriggersRegenerateWebhookSigningKeyRequest
  type DeployedTriggersRetrieveRequest = api.DeployedTriggersRetrieveRequest
  type DeployedTriggersRetrieveWebhookRequest = api.DeployedTriggersRetrieveWebhookRequest
  type UpdateTriggerOpts = api.UpdateTriggerOpts
  type UpdateTriggerWebhooksOpts = api.UpdateTriggerWebhooksOpts
  type UpdateTriggerWorkflowsOpts = api.UpdateTriggerWorkflowsOpts
  type DeployedTriggersClient = api.DeployedTriggersClient
}

/** The types of `client.fileStash`. */
export declare namespace fileStash {
  type FileStashDownloadFileRequest = api.FileStashDownloadFileRequest
  type FileStashClient = api.FileStashClient
}

/** The types of `client.oauthApps`. */
export declare namespace oauthApps {
  type CreateOauthAppOpts = api.CreateOauthAppOpts
  type OauthAppsListRequest = api.OauthAppsListRequest
  type UpdateOauthAppOpts = api.UpdateOauthAppOpts
  type OauthAppsClient = api.OauthAppsClient
}

/** The types of `client.oauthTokens`. */
export declare namespace oauthTokens {
  type CreateOAuthTokenOpts = api.CreateOAuthTokenOpts
  type OauthTokensClient = api.OauthTokensClient
}

/** The types of `client.projectEnvironment`. */
export declare namespace projectEnvironment {
  type SetWebhookOpts = api.SetWebhookOpts
  type ProjectEnvironmentClient = api.ProjectEnvironmentClient
}

/** The types of `client.projects`. */
export declare namespace projects {
  type CreateProjectOpts = api.CreateProjectOpts
  type ProjectsListRequest = api.ProjectsListRequest
  type UpdateProjectLogoOpts = api.UpdateProjectLogoOpts
  type UpdateProjectOpts = api.UpdateProjectOpts
  type ProjectsClient = api.ProjectsClient
}

/** The types of `client.proxy`. */
export declare namespace proxy {
  type ProxyDeleteRequest = api.ProxyDeleteRequest
  type ProxyGetRequest = api.ProxyGetRequest
  type ProxyPatchRequest = api.ProxyPatchRequest
  type ProxyPostRequest = api.ProxyPostRequest
  type ProxyPutRequest = api.ProxyPutRequest
  type ProxyClient = api.ProxyClient
}

/** The types of `client.tokens`. */
export declare namespace tokens {
  type CreateTokenOpts = api.CreateTokenOpts
  type TokensValidateRequest = api.TokensValidateRequest
  type TokensClient = api.TokensClient
}

/** The types of `client.triggers`. */
export declare namespace triggers {
  type ConfigurePropOpts = api.ConfigurePropOpts
  type DeployTriggerOpts = api.DeployTriggerOpts
  type ReloadPropsOpts = api.ReloadPropsOpts
  type TriggersListRequest = api.TriggersListRequest
  type TriggersRetrieveRequest = api.TriggersRetrieveRequest
  const TriggersListRequestRegistry: typeof api.TriggersListRequestRegistry
  type TriggersListRequestRegistry = api.TriggersListRequestRegistry
  type TriggersClient = api.TriggersClient
}

/** The types of `client.usage`. */
export declare namespace usage {
  type UsageListRequest = api.UsageListRequest
  type UsageClient = api.UsageClient
}

/** The types of `client.users`. */
export declare namespace users {
  type UsersListRequest = api.UsersListRequest
  type UsersClient = api.UsersClient
}

/** The types of `client.workflows`. */
export declare namespace workflows {
  type InvokeWorkflowForExternalUserOpts = api.InvokeWorkflowForExternalUserOpts
  type InvokeWorkflowOpts = api.InvokeWorkflowOpts
  type WorkflowsClient = api.WorkflowsClient
}
