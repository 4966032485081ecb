// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { Resource } = require('../resource.js')
const revive = require('./revive.js')

/** The accounts that people connected: list them, look at them, disconnect them. */
class AccountsClient extends Resource {
  /** Lists the accounts people connected. */
  list(request, options) {
    return this._page(0, revive.Account, [], request, options)
  }

  /** Connects an account with credentials you hold. */
  create(request, options) {
    return this._json(1, revive.Account, [], request, options)
  }

  /** Gets one account. */
  retrieve(accountId, request, options) {
    return this._json(2, revive.Account, [accountId], request, options)
  }

  /** Disconnects one account. */
  delete(accountId, options) {
    return this._void(3, [accountId], undefined, options)
  }

  /** Disconnects every account of an app. */
  deleteByApp(appId, options) {
    return this._void(4, [appId], undefined, options)
  }

  /** Lists the accounts of one person. */
  listByExternalUser(externalUserId, request, options) {
    return this._json(5, revive.listOf(revive.Account), [externalUserId], request, options)
  }
}

/** Actions do something in an app. Find one, learn its inputs, run it for a person. */
class ActionsClient extends Resource {
  /** Lists the actions that can be used. */
  list(request, options) {
    return this._page(6, null, [], request, options)
  }

  /** Gets one action with its inputs. */
  retrieve(componentId, request, options) {
    return this._json(7, null, [componentId], request, options)
  }

  /** Gets the options of one input of an action. */
  configureProp(request, options) {
    return this._json(8, null, [], request, options)
  }

  /** Gets the inputs of an action anew. */
  reloadProps(request, options) {
    return this._json(9, null, [], request, options)
  }

  /** Runs an action for a person. */
  run(request, options) {
    return this._json(10, null, [], request, options)
  }
}

/** The groups that apps are sorted into. */
class AppCategoriesClient extends Resource {
  /** Lists the groups of apps. */
  list(options) {
    return this._json(11, null, [], undefined, options)
  }

  /** Gets one group of apps. */
  retrieve(id, options) {
    return this._json(12, null, [id], undefined, options)
  }
}

/** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
class AppOverridesClient extends Resource {
  /** Lists how apps appear in your project. */
  list(request, options) {
    return this._page(13, revive.AppOverride, [], request, options)
  }

  /** Sets how an app appears in your project. */
  create(request, options) {
    return this._json(14, revive.AppOverride, [], request, options)
  }

  /** Gets one app override. */
  retrieve(id, options) {
    return this._json(15, revive.AppOverride, [id], undefined, options)
  }

  /** Changes an app override. */
  update(id, request, options) {
    return this._json(16, revive.AppOverride, [id], request, options)
  }

  /** Removes an app override. */
  delete(id, options) {
    return this._void(17, [id], undefined, options)
  }
}

/** The apps that people can connect to. */
class AppsClient extends Resource {
  /** Lists the apps people can connect to. */
  list(request, options) {
    return this._page(18, null, [], request, options)
  }

  /** Gets one app. */
  retrieve(appId, options) {
    return this._json(19, null, [appId], undefined, options)
  }
}

/** Actions and triggers together, for code that treats both alike. */
class ComponentsClient extends Resource {
  /** Lists the components that can be used. */
  list(request, options) {
    return this._page(20, null, [], request, options)
  }

  /** Gets one component with its inputs. */
  retrieve(componentId, request, options) {
    return this._json(21, null, [componentId], request, options)
  }

  /** Gets the options of one input of a component. */
  configureProp(request, options) {
    return this._json(22, null, [], request, options)
  }

  /** Gets the inputs of a component anew. */
  reloadProps(request, options) {
    return this._json(23, null, [], request, options)
  }
}

/** Triggers that run for a person: their events, and who receives them. */
class DeployedTriggersClient extends Resource {
  /** Lists the deployed triggers of a person. */
  list(request, options) {
    return this._page(24, null, [], request, options)
  }

  /** Gets one deployed trigger. */
  retrieve(triggerId, request, options) {
    return this._json(25, null, [triggerId], request, options)
  }

  /** Changes a deployed trigger. */
  update(triggerId, request, options) {
    return this._json(26, null, [triggerId], request, options)
  }

  /** Removes a deployed trigger. */
  delete(triggerId, request, options) {
    return this._void(27, [triggerId], request, options)
  }

  /** Lists the last events of a deployed trigger. */
  listEvents(triggerId, request, options) {
    return this._json(28, null, [triggerId], request, options)
  }

  /** Lists which workflows receive the events of a deployed trigger. */
  listWorkflows(triggerId, request, options) {
    return this._json(29, null, [triggerId], request, options)
  }

  /** Sets which workflows receive the events of a deployed trigger. */
  updateWorkflows(triggerId, request, options) {
    return this._json(30, null, [triggerId], request, options)
  }

  /** Lists where the events of a deployed trigger are posted. */
  listWebhooks(triggerId, request, options) {
    return this._json(31, null, [triggerId], request, options)
  }

  /** Sets where the events of a deployed trigger are posted. */
  updateWebhooks(triggerId, request, options) {
    return this._json(32, null, [triggerId], request, options)
  }

  /** Gets one webhook of a deployed trigger. */
  retrieveWebhook(triggerId, webhookId, request, options) {
    return this._json(33, null, [triggerId, webhookId], request, options)
  }

  /** Gives a webhook of a deployed trigger a new signing key. */
  regenerateWebhookSigningKey(triggerId, webhookId, request, options) {
    return this._json(34, null, [triggerId, webhookId], request, options)
  }
}

/** Files that runs of actions leave behind. */
class FileStashClient extends Resource {
  /** Downloads a file that a run left behind. */
  downloadFile(request, options) {
    return this._binary(35, [], request, options)
  }
}

/** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
class OauthAppsClient extends Resource {
  /** Lists your OAuth apps. */
  list(request, options) {
    return this._page(36, revive.OauthApp, [], request, options)
  }

  /** Registers an OAuth app of yours. */
  create(request, options) {
    return this._json(37, revive.OauthApp, [], request, options)
  }

  /** Gets one OAuth app. */
  retrieve(id, options) {
    return this._json(38, revive.OauthApp, [id], undefined, options)
  }

  /** Changes an OAuth app. */
  update(id, request, options) {
    return this._json(39, revive.OauthApp, [id], request, options)
  }

  /** Removes an OAuth app. */
  delete(id, options) {
    return this._void(40, [id], undefined, options)
  }
}

/** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
class OauthTokensClient extends Resource {
  /** Exchanges client credentials for an access token. */
  create(request, options) {
    return this._json(41, null, [], request, options)
  }
}

/** The webhook of an environment, which hears of each connection. */
class ProjectEnvironmentClient extends Resource {
  /** Gets the webhook of the environment. */
  retrieveWebhook(options) {
    return this._json(42, null, [], undefined, options)
  }

  /** Sets the webhook of the environment. */
  updateWebhook(request, options) {
    return this._json(43, null, [], request, options)
  }

  /** Removes the webhook of the environment. */
  deleteWebhook(options) {
    return this._void(44, [], undefined, options)
  }

  /** Gives the webhook of the environment a new signing key. */
  regenerateWebhookSigningKey(options) {
    return this._json(45, null, [], undefined, options)
  }
}

/** The projects of the workspace. */
class ProjectsClient extends Resource {
  /** Lists the projects of the workspace. */
  list(request, options) {
    return this._page(46, null, [], request, options)
  }

  /** Creates a project. */
  create(request, options) {
    return this._json(47, null, [], request, options)
  }

  /** Gets one project. */
  retrieve(projectId, options) {
    return this._json(48, null, [projectId], undefined, options)
  }

  /** Deletes a project. */
  delete(projectId, options) {
    return this._void(49, [projectId], undefined, options)
  }

  /** Changes a project. */
  update(projectId, request, options) {
    return this._json(50, null, [projectId], request, options)
  }

  /** Sets the logo of a project. */
  updateLogo(projectId, request, options) {
    return this._void(51, [projectId], request, options)
  }

  /** Gets what is set up in this project. */
  retrieveInfo(options) {
    return this._json(52, null, [], undefined, options)
  }
}

/** Connect tokens, with which a person connects an account in the browser. */
class TokensClient extends Resource {
  /** Creates a Connect token for a person. */
  create(request, options) {
    return this._json(58, revive.CreateTokenResponse, [], request, options)
  }

  /** Checks a Connect token. */
  validate(ctok, request, options) {
    return this._json(59, null, [ctok], request, options)
  }
}

/** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
class TriggersClient extends Resource {
  /** Lists the triggers that can be used. */
  list(request, options) {
    return this._page(60, null, [], request, options)
  }

  /** Gets one trigger with its inputs. */
  retrieve(componentId, request, options) {
    return this._json(61, null, [componentId], request, options)
  }

  /** Gets the options of one input of a trigger. */
  configureProp(request, options) {
    return this._json(62, null, [], request, options)
  }

  /** Gets the inputs of a trigger anew. */
  reloadProps(request, options) {
    return this._json(63, null, [], request, options)
  }

  /** Deploys a trigger for a person. */
  deploy(request, options) {
    return this._json(64, null, [], request, options)
  }
}

/** What was used, in credits. */
class UsageClient extends Resource {
  /** Gets what was used. */
  list(request, options) {
    return this._json(65, null, [], request, options)
  }
}

/** The people who connected something. */
class UsersClient extends Resource {
  /** Deletes a person. */
  deleteExternalUser(externalUserId, options) {
    return this._void(66, [externalUserId], undefined, options)
  }

  /** Lists the people who connected something. */
  list(request, options) {
    return this._page(67, revive.ExternalUser, [], request, options)
  }
}

/** The numbers of the hand-written proxy's operations. */
const proxy = {
  get: 53,
  post: 54,
  put: 55,
  delete: 56,
  patch: 57,
}

module.exports = {
  proxy,
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
  tokens: TokensClient,
  triggers: TriggersClient,
  usage: UsageClient,
  users: UsersClient,
}
