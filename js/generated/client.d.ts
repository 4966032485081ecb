// Written by: npm run generate (from openapi.yaml). Do not edit.

import type * as api from './types.js'

/** The resources of a client. */
export interface Resources {
  /** The accounts that people connected: list them, look at them, disconnect them. */
  get accounts(): api.AccountsClient
  /** Actions do something in an app. Find one, learn its inputs, run it for a person. */
  get actions(): api.ActionsClient
  /** The groups that apps are sorted into. */
  get appCategories(): api.AppCategoriesClient
  /** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
  get appOverrides(): api.AppOverridesClient
  /** The apps that people can connect to. */
  get apps(): api.AppsClient
  /** Actions and triggers together, for code that treats both alike. */
  get components(): api.ComponentsClient
  /** Triggers that run for a person: their events, and who receives them. */
  get deployedTriggers(): api.DeployedTriggersClient
  /** Files that runs of actions leave behind. */
  get fileStash(): api.FileStashClient
  /** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
  get oauthApps(): api.OauthAppsClient
  /** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
  get oauthTokens(): api.OauthTokensClient
  /** The webhook of an environment, which hears of each connection. */
  get projectEnvironment(): api.ProjectEnvironmentClient
  /** The projects of the workspace. */
  get projects(): api.ProjectsClient
  /** Requests to a connected app with the credentials of a person, which never leave Pipedream. */
  get proxy(): api.ProxyClient
  /** Connect tokens, with which a person connects an account in the browser. */
  get tokens(): api.TokensClient
  /** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
  get triggers(): api.TriggersClient
  /** What was used, in credits. */
  get usage(): api.UsageClient
  /** The people who connected something. */
  get users(): api.UsersClient
  /** Workflows with an HTTP trigger. */
  get workflows(): api.WorkflowsClient
}
