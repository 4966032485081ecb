// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { Resource } = require('../resource.js')
const revive = require('./revive.js')

/** The accounts people connected. */
class AccountsClient extends Resource {
  /** Lists the accounts people connected. */
  list(request, options) {
    return this._page(0, revive.Account, [], request, options)
  }

  /** Connects an account from credentials you hold. */
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

  /** Disconnects all accounts of an app. */
  deleteByApp(appId, options) {
    return this._void(4, [appId], undefined, options)
  }

  /** Lists one person's accounts. */
  listByExternalUser(externalUserId, request, options) {
    return this._json(5, revive.listOf(revive.Account), [externalUserId], request, options)
  }
}

/** Actions: what can be done with an app. */
class ActionsClient extends Resource {
  /** Lists the actions that can be used. */
  list(request, options) {
    return this._page(6, null, [], request, options)
  }

  /** Gets one action with its props. */
  retrieve(componentId, request, options) {
    return this._json(7, null, [componentId], request, options)
  }

  /** Gets the options of one of a action's props. */
  configureProp(request, options) {
    return this._json(8, null, [], request, options)
  }

  /** Gets a action's props anew. */
  reloadProps(request, options) {
    return this._json(9, null, [], request, options)
  }

  /** Runs an action for a person. */
  run(request, options) {
    return this._json(10, null, [], request, options)
  }
}

/** How apps are sorted. */
class AppCategoriesClient extends Resource {
  /** Lists the categories of apps. */
  list(options) {
    return this._json(11, null, [], undefined, options)
  }

  /** Gets one category of apps. */
  retrieve(id, options) {
    return this._json(12, null, [id], undefined, options)
  }
}

/** How apps appear in your project. */
class AppOverridesClient extends Resource {
  /** Lists your overrides of apps. */
  list(request, options) {
    return this._page(13, revive.AppOverride, [], request, options)
  }

  /** Overrides how an app appears. */
  create(request, options) {
    return this._json(14, revive.AppOverride, [], request, options)
  }

  /** Gets one override. */
  retrieve(id, options) {
    return this._json(15, revive.AppOverride, [id], undefined, options)
  }

  /** Changes an override. */
  update(id, request, options) {
    return this._json(16, revive.AppOverride, [id], request, options)
  }

  /** Removes an override. */
  delete(id, options) {
    return this._void(17, [id], undefined, options)
  }
}

/** The apps people can connect to. */
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

/** Actions and triggers together. */
class ComponentsClient extends Resource {
  /** Lists the components that can be used. */
  list(request, options) {
    return this._page(20, null, [], request, options)
  }

  /** Gets one component with its props. */
  retrieve(componentId, request, options) {
    return this._json(21, null, [componentId], request, options)
  }

  /** Gets the options of one of a component's props. */
  configureProp(request, options) {
    return this._json(22, null, [], request, options)
  }

  /** Gets a component's props anew. */
  reloadProps(request, options) {
    return this._json(23, null, [], request, options)
  }
}

/** Triggers that run for a person. */
class DeployedTriggersClient extends Resource {
  /** Lists a person's deployed triggers. */
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

  /** Lists what a deployed trigger emitted last. */
  listEvents(triggerId, request, options) {
    return this._json(28, null, [triggerId], request, options)
  }

  /** Lists the workflows that receive its events. */
  listWorkflows(triggerId, request, options) {
    return this._json(29, null, [triggerId], request, options)
  }

  /** Sets the workflows that receive its events. */
  updateWorkflows(triggerId, request, options) {
    return this._json(30, null, [triggerId], request, options)
  }

  /** Lists the webhooks that receive its events. */
  listWebhooks(triggerId, request, options) {
    return this._json(31, null, [triggerId], request, options)
  }

  /** Sets the webhooks that receive its events. */
  updateWebhooks(triggerId, request, options) {
    return this._json(32, null, [triggerId], request, options)
  }

  /** Gets one webhook of a deployed trigger. */
  retrieveWebhook(triggerId, webhookId, request, options) {
    return this._json(33, null, [triggerId, webhookId], request, options)
  }

  /** Gives a webhook a new signing key. */
  regenerateWebhookSigningKey(triggerId, webhookId, request, options) {
    return this._json(34, null, [triggerId, webhookId], request, options)
  }
}

/** Files that runs leave behind. */
class FileStashClient extends Resource {
  /** Downloads a file that a run left behind. */
  downloadFile(request, options) {
    return this._binary(35, [], request, options)
  }
}

/** Your own OAuth apps. */
class OauthAppsClient extends Resource {
  /** Lists your OAuth apps. */
  list(request, options) {
    return this._page(36, revive.OauthApp, [], request, options)
  }

  /** Registers an OAuth app of your own. */
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

/** Access tokens. */
class OauthTokensClient extends Resource {
  /** Exchanges client credentials for an access token. */
  create(request, options) {
    return this._json(41, null, [], request, options)
  }
}

/** The webhook of a project's environment. */
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

  /** Gives the environment's webhook a new signing key. */
  regenerateWebhookSigningKey(options) {
    return this._json(45, null, [], undefined, options)
  }
}

/** The projects of a workspace. */
class ProjectsClient extends Resource {
  /** Lists the workspace's projects. */
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

  /** Sets a project's logo. */
  updateLogo(projectId, request, options) {
    return this._void(51, [projectId], request, options)
  }

  /** Gets what is set up in this project. */
  retrieveInfo(options) {
    return this._json(52, null, [], undefined, options)
  }
}

/** Connect tokens. */
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

/** Triggers: what can be listened to. */
class TriggersClient extends Resource {
  /** Lists the triggers that can be used. */
  list(request, options) {
    return this._page(60, null, [], request, options)
  }

  /** Gets one trigger with its props. */
  retrieve(componentId, request, options) {
    return this._json(61, null, [componentId], request, options)
  }

  /** Gets the options of one of a trigger's props. */
  configureProp(request, options) {
    return this._json(62, null, [], request, options)
  }

  /** Gets a trigger's props anew. */
  reloadProps(request, options) {
    return this._json(63, null, [], request, options)
  }

  /** Deploys a trigger for a person. */
  deploy(request, options) {
    return this._json(64, null, [], request, options)
  }
}

/** What was used. */
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
