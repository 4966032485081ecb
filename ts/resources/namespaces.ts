// Written by: npm run generate (from openapi.yaml). Do not edit.

// A namespace for each resource: its class, the types of its requests, and their enums.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { AccountsClient as AccountsClientClass } from './accounts.js'
import { ActionsClient as ActionsClientClass } from './actions.js'
import { AppCategoriesClient as AppCategoriesClientClass } from './appCategories.js'
import { AppOverridesClient as AppOverridesClientClass } from './appOverrides.js'
import { AppsClient as AppsClientClass } from './apps.js'
import { ComponentsClient as ComponentsClientClass } from './components.js'
import { DeployedTriggersClient as DeployedTriggersClientClass } from './deployedTriggers.js'
import { FileStashClient as FileStashClientClass } from './fileStash.js'
import { OauthAppsClient as OauthAppsClientClass } from './oauthApps.js'
import { OauthTokensClient as OauthTokensClientClass } from './oauthTokens.js'
import { ProjectEnvironmentClient as ProjectEnvironmentClientClass } from './projectEnvironment.js'
import { ProjectsClient as ProjectsClientClass } from './projects.js'
import { ProxyClient as ProxyClientClass } from './proxy.js'
import { RateLimitsClient as RateLimitsClientClass } from './rateLimits.js'
import { TokensClient as TokensClientClass } from './tokens.js'
import { TriggersClient as TriggersClientClass } from './triggers.js'
import { UsageClient as UsageClientClass } from './usage.js'
import { UsersClient as UsersClientClass } from './users.js'
import { WorkflowsClient as WorkflowsClientClass } from './workflows.js'
import * as enums from './enums.js'
import type * as types from './types.js'

/** The class and the types of `client.accounts`. */
export const accounts: {
  readonly AccountsClient: typeof AccountsClientClass
} = Object.freeze({
  AccountsClient: AccountsClientClass,
})
/** The class and the types of `client.accounts`. */
export declare namespace accounts {
  type AccountsListByExternalUserRequest = types.AccountsListByExternalUserRequest
  type AccountsListRequest = types.AccountsListRequest
  type AccountsRetrieveRequest = types.AccountsRetrieveRequest
  type CreateAccountOpts = types.CreateAccountOpts
  type AccountsClient = AccountsClientClass
  namespace AccountsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.actions`. */
export const actions: {
  readonly ActionsClient: typeof ActionsClientClass
  readonly ActionsListRequestRegistry: typeof enums.ActionsListRequestRegistry
} = Object.freeze({
  ActionsClient: ActionsClientClass,
  ActionsListRequestRegistry: enums.ActionsListRequestRegistry,
})
/** The class and the types of `client.actions`. */
export declare namespace actions {
  type ActionsListRequest = types.ActionsListRequest
  type ActionsRetrieveRequest = types.ActionsRetrieveRequest
  type ConfigurePropOpts = types.ConfigurePropOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type RunActionOpts = types.RunActionOpts
  type ActionsListRequestRegistry = enums.ActionsListRequestRegistry
  type ActionsClient = ActionsClientClass
  namespace ActionsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.appCategories`. */
export const appCategories: {
  readonly AppCategoriesClient: typeof AppCategoriesClientClass
} = Object.freeze({
  AppCategoriesClient: AppCategoriesClientClass,
})
/** The class and the types of `client.appCategories`. */
export declare namespace appCategories {
  type AppCategoriesClient = AppCategoriesClientClass
  namespace AppCategoriesClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.appOverrides`. */
export const appOverrides: {
  readonly AppOverridesClient: typeof AppOverridesClientClass
} = Object.freeze({
  AppOverridesClient: AppOverridesClientClass,
})
/** The class and the types of `client.appOverrides`. */
export declare namespace appOverrides {
  type AppOverridesListRequest = types.AppOverridesListRequest
  type CreateAppOverrideOpts = types.CreateAppOverrideOpts
  type UpdateAppOverrideOpts = types.UpdateAppOverrideOpts
  type AppOverridesClient = AppOverridesClientClass
  namespace AppOverridesClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.apps`. */
export const apps: {
  readonly AppsClient: typeof AppsClientClass
  readonly AppsListRequestSortDirection: typeof enums.AppsListRequestSortDirection
  readonly AppsListRequestSortKey: typeof enums.AppsListRequestSortKey
} = Object.freeze({
  AppsClient: AppsClientClass,
  AppsListRequestSortDirection: enums.AppsListRequestSortDirection,
  AppsListRequestSortKey: enums.AppsListRequestSortKey,
})
/** The class and the types of `client.apps`. */
export declare namespace apps {
  type AppsListRequest = types.AppsListRequest
  type AppsListRequestSortDirection = enums.AppsListRequestSortDirection
  type AppsListRequestSortKey = enums.AppsListRequestSortKey
  type AppsClient = AppsClientClass
  namespace AppsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.components`. */
export const components: {
  readonly ComponentsClient: typeof ComponentsClientClass
  readonly ComponentsListRequestRegistry: typeof enums.ComponentsListRequestRegistry
} = Object.freeze({
  ComponentsClient: ComponentsClientClass,
  ComponentsListRequestRegistry: enums.ComponentsListRequestRegistry,
})
/** The class and the types of `client.components`. */
export declare namespace components {
  type ComponentsListRequest = types.ComponentsListRequest
  type ComponentsRetrieveRequest = types.ComponentsRetrieveRequest
  type ConfigurePropOpts = types.ConfigurePropOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type ComponentsListRequestRegistry = enums.ComponentsListRequestRegistry
  type ComponentsClient = ComponentsClientClass
  namespace ComponentsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.deployedTriggers`. */
export const deployedTriggers: {
  readonly DeployedTriggersClient: typeof DeployedTriggersClientClass
} = Object.freeze({
  DeployedTriggersClient: DeployedTriggersClientClass,
})
/** The class and the types of `client.deployedTriggers`. */
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
  type DeployedTriggersClient = DeployedTriggersClientClass
  namespace DeployedTriggersClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.fileStash`. */
export const fileStash: {
  readonly FileStashClient: typeof FileStashClientClass
} = Object.freeze({
  FileStashClient: FileStashClientClass,
})
/** The class and the types of `client.fileStash`. */
export declare namespace fileStash {
  type FileStashDownloadFileRequest = types.FileStashDownloadFileRequest
  type FileStashClient = FileStashClientClass
  namespace FileStashClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.oauthApps`. */
export const oauthApps: {
  readonly OauthAppsClient: typeof OauthAppsClientClass
} = Object.freeze({
  OauthAppsClient: OauthAppsClientClass,
})
/** The class and the types of `client.oauthApps`. */
export declare namespace oauthApps {
  type CreateOauthAppOpts = types.CreateOauthAppOpts
  type OauthAppsListRequest = types.OauthAppsListRequest
  type UpdateOauthAppOpts = types.UpdateOauthAppOpts
  type OauthAppsClient = OauthAppsClientClass
  namespace OauthAppsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.oauthTokens`. */
export const oauthTokens: {
  readonly OauthTokensClient: typeof OauthTokensClientClass
} = Object.freeze({
  OauthTokensClient: OauthTokensClientClass,
})
/** The class and the types of `client.oauthTokens`. */
export declare namespace oauthTokens {
  type CreateOAuthTokenOpts = types.CreateOAuthTokenOpts
  type OauthTokensClient = OauthTokensClientClass
  namespace OauthTokensClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.projectEnvironment`. */
export const projectEnvironment: {
  readonly ProjectEnvironmentClient: typeof ProjectEnvironmentClientClass
} = Object.freeze({
  ProjectEnvironmentClient: ProjectEnvironmentClientClass,
})
/** The class and the types of `client.projectEnvironment`. */
export declare namespace projectEnvironment {
  type SetWebhookOpts = types.SetWebhookOpts
  type ProjectEnvironmentClient = ProjectEnvironmentClientClass
  namespace ProjectEnvironmentClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.projects`. */
export const projects: {
  readonly ProjectsClient: typeof ProjectsClientClass
} = Object.freeze({
  ProjectsClient: ProjectsClientClass,
})
/** The class and the types of `client.projects`. */
export declare namespace projects {
  type CreateProjectOpts = types.CreateProjectOpts
  type ProjectsListRequest = types.ProjectsListRequest
  type UpdateProjectLogoOpts = types.UpdateProjectLogoOpts
  type UpdateProjectOpts = types.UpdateProjectOpts
  type ProjectsClient = ProjectsClientClass
  namespace ProjectsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.proxy`. */
export const proxy: {
  readonly ProxyClient: typeof ProxyClientClass
} = Object.freeze({
  ProxyClient: ProxyClientClass,
})
/** The class and the types of `client.proxy`. */
export declare namespace proxy {
  type ProxyDeleteRequest = types.ProxyDeleteRequest
  type ProxyGetRequest = types.ProxyGetRequest
  type ProxyPatchRequest = types.ProxyPatchRequest
  type ProxyPostRequest = types.ProxyPostRequest
  type ProxyPutRequest = types.ProxyPutRequest
  type ProxyClient = ProxyClientClass
  namespace ProxyClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.rateLimits`. */
export const rateLimits: {
  readonly RateLimitsClient: typeof RateLimitsClientClass
} = Object.freeze({
  RateLimitsClient: RateLimitsClientClass,
})
/** The class and the types of `client.rateLimits`. */
export declare namespace rateLimits {
  type RateLimitRequest = types.RateLimitRequest
  type RateLimitsClient = RateLimitsClientClass
  namespace RateLimitsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.tokens`. */
export const tokens: {
  readonly TokensClient: typeof TokensClientClass
} = Object.freeze({
  TokensClient: TokensClientClass,
})
/** The class and the types of `client.tokens`. */
export declare namespace tokens {
  type CreateTokenOpts = types.CreateTokenOpts
  type TokensValidateRequest = types.TokensValidateRequest
  type TokensClient = TokensClientClass
  namespace TokensClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.triggers`. */
export const triggers: {
  readonly TriggersClient: typeof TriggersClientClass
  readonly TriggersListRequestRegistry: typeof enums.TriggersListRequestRegistry
} = Object.freeze({
  TriggersClient: TriggersClientClass,
  TriggersListRequestRegistry: enums.TriggersListRequestRegistry,
})
/** The class and the types of `client.triggers`. */
export declare namespace triggers {
  type ConfigurePropOpts = types.ConfigurePropOpts
  type DeployTriggerOpts = types.DeployTriggerOpts
  type ReloadPropsOpts = types.ReloadPropsOpts
  type TriggersListRequest = types.TriggersListRequest
  type TriggersRetrieveRequest = types.TriggersRetrieveRequest
  type TriggersListRequestRegistry = enums.TriggersListRequestRegistry
  type TriggersClient = TriggersClientClass
  namespace TriggersClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.usage`. */
export const usage: {
  readonly UsageClient: typeof UsageClientClass
} = Object.freeze({
  UsageClient: UsageClientClass,
})
/** The class and the types of `client.usage`. */
export declare namespace usage {
  type UsageListRequest = types.UsageListRequest
  type UsageClient = UsageClientClass
  namespace UsageClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.users`. */
export const users: {
  readonly UsersClient: typeof UsersClientClass
} = Object.freeze({
  UsersClient: UsersClientClass,
})
/** The class and the types of `client.users`. */
export declare namespace users {
  type UsersListRequest = types.UsersListRequest
  type UsersClient = UsersClientClass
  namespace UsersClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}

/** The class and the types of `client.workflows`. */
export const workflows: {
  readonly WorkflowsClient: typeof WorkflowsClientClass
} = Object.freeze({
  WorkflowsClient: WorkflowsClientClass,
})
/** The class and the types of `client.workflows`. */
export declare namespace workflows {
  type InvokeWorkflowForExternalUserOpts = types.InvokeWorkflowForExternalUserOpts
  type InvokeWorkflowOpts = types.InvokeWorkflowOpts
  type WorkflowsClient = WorkflowsClientClass
  namespace WorkflowsClient {
    type Options = PipedreamClientOpts
    type RequestOptions = BaseRequestOptions
  }
}
