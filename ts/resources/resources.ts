// Written by: npm run generate (from openapi.yaml). Do not edit.

// The resources of a client, by name.

import type { ResourceParts } from '../resource.js'
import { AccountsClient } from './accounts.js'
import { ActionsClient } from './actions.js'
import { AppCategoriesClient } from './appCategories.js'
import { AppOverridesClient } from './appOverrides.js'
import { AppsClient } from './apps.js'
import { ComponentsClient } from './components.js'
import { DeployedTriggersClient } from './deployedTriggers.js'
import { FileStashClient } from './fileStash.js'
import { OauthAppsClient } from './oauthApps.js'
import { OauthTokensClient } from './oauthTokens.js'
import { ProjectEnvironmentClient } from './projectEnvironment.js'
import { ProjectsClient } from './projects.js'
import { ProxyClient } from './proxy.js'
import { RateLimitsClient } from './rateLimits.js'
import { TokensClient } from './tokens.js'
import { TriggersClient } from './triggers.js'
import { UsageClient } from './usage.js'
import { UsersClient } from './users.js'
import { WorkflowsClient } from './workflows.js'

/** The resources of a client. */
export interface Resources {
  /** The accounts that people connected: list them, look at them, disconnect them. */
  get accounts(): AccountsClient
  /** Actions do something in an app. Find one, learn its inputs, run it for a person. */
  get actions(): ActionsClient
  /** The groups that apps are sorted into. */
  get appCategories(): AppCategoriesClient
  /** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
  get appOverrides(): AppOverridesClient
  /** The apps that people can connect to. */
  get apps(): AppsClient
  /** Actions and triggers together, for code that treats both alike. */
  get components(): ComponentsClient
  /** Triggers that run for a person: their events, and who receives them. */
  get deployedTriggers(): DeployedTriggersClient
  /** Files that runs of actions leave behind. */
  get fileStash(): FileStashClient
  /** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
  get oauthApps(): OauthAppsClient
  /** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
  get oauthTokens(): OauthTokensClient
  /** The webhook of an environment, which gets the events of deployed triggers without a webhook of their own. */
  get projectEnvironment(): ProjectEnvironmentClient
  /** The projects of the workspace. */
  get projects(): ProjectsClient
  /** Requests to a connected app with the credentials of a person, which never leave Pipedream. */
  get proxy(): ProxyClient
  /** Rate limits of your own. Calls that are sent with the token of one count against it. */
  get rateLimits(): RateLimitsClient
  /** Connect tokens, with which a person connects an account in the browser. */
  get tokens(): TokensClient
  /** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
  get triggers(): TriggersClient
  /** What was used, in credits. */
  get usage(): UsageClient
  /** The people who connected something. */
  get users(): UsersClient
  /** Workflows with an HTTP trigger. */
  get workflows(): WorkflowsClient
}

/**
 * The class of each resource.
 *
 * @internal
 */
export const resources: { readonly [Name in keyof Resources]: new (parts: ResourceParts) => Resources[Name] } = {
  accounts: AccountsClient,
  actions: ActionsClient,
  appCategories: AppCategoriesClient,
  appOverrides: AppOverridesClient,
  apps: AppsClient,
  components: ComponentsClient,
  deployedTriggers: DeployedTriggersClient,
  fileStash: FileStashClient,
  oauthApps: OauthAppsClient,
  oauthTokens: OauthTokensClient,
  projectEnvironment: ProjectEnvironmentClient,
  projects: ProjectsClient,
  proxy: ProxyClient,
  rateLimits: RateLimitsClient,
  tokens: TokensClient,
  triggers: TriggersClient,
  usage: UsageClient,
  users: UsersClient,
  workflows: WorkflowsClient,
}
