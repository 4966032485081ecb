// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { ProxyClient } = require('../proxy.js')
const { WorkflowsClient } = require('../workflows.js')
const { Resource } = require('../resource.js')
const revive = require('./revive.js')

/** The accounts that people connected: list them, look at them, disconnect them. */
class AccountsClient extends Resource {
  /** Lists the accounts people connected. */
  list(request, options) {
    return this._page('accounts.list', revive.Account, [], request, options)
  }

  /** Connects an account with credentials you hold. */
  create(request, options) {
    return this._json('accounts.create', revive.Account, [], request, options)
  }

  /** Gets one account. */
  retrieve(accountId, request, options) {
    return this._json('accounts.retrieve', revive.Account, [accountId], request, options)
  }

  /** Disconnects one account. */
  delete(accountId, options) {
    return this._void('accounts.delete', [accountId], undefined, options)
  }

  /** Disconnects every account of an app. */
  deleteByApp(appId, options) {
    return this._void('accounts.deleteByApp', [appId], undefined, options)
  }

  /** Lists the accounts of one person. */
  listByExternalUser(externalUserId, request, options) {
    return this._json('accounts.listByExternalUser', revive.listOf(revive.Account), [externalUserId], request, options)
  }
}

/** Actions do something in an app. Find one, learn its inputs, run it for a person. */
class ActionsClient extends Resource {
  /** Lists the actions that can be used. */
  list(request, options) {
    return this._page('actions.list', null, [], request, options)
  }

  /** Gets one action with its inputs. */
  retrieve(componentId, request, options) {
    return this._json('actions.retrieve', null, [componentId], request, options)
  }

  /** Gets the options of one input of an action. */
  configureProp(request, options) {
    return this._json('actions.configureProp', null, [], request, options)
  }

  /** Gets the inputs of an action anew. */
  reloadProps(request, options) {
    return this._json('actions.reloadProps', null, [], request, options)
  }

  /** Runs an action for a person. */
  run(request, options) {
    return this._json('actions.run', null, [], request, options)
  }
}

/** The groups that apps are sorted into. */
class AppCategoriesClient extends Resource {
  /** Lists the groups of apps. */
  list(options) {
    return this._json('appCategories.list', null, [], undefined, options)
  }

  /** Gets one group of apps. */
  retrieve(id, options) {
    return this._json('appCategories.retrieve', null, [id], undefined, options)
  }
}

/** How apps appear in your project: with OAuth apps of your own, or with fields already filled in. */
class AppOverridesClient extends Resource {
  /** Lists how apps appear in your project. */
  list(request, options) {
    return this._page('appOverrides.list', revive.AppOverride, [], request, options)
  }

  /** Sets how an app appears in your project. */
  create(request, options) {
    return this._json('appOverrides.create', revive.AppOverride, [], request, options)
  }

  /** Gets one app override. */
  retrieve(id, options) {
    return this._json('appOverrides.retrieve', revive.AppOverride, [id], undefined, options)
  }

  /** Changes an app override. */
  update(id, request, options) {
    return this._json('appOverrides.update', revive.AppOverride, [id], request, options)
  }

  /** Removes an app override. */
  delete(id, options) {
    return this._void('appOverrides.delete', [id], undefined, options)
  }
}

/** The apps that people can connect to. */
class AppsClient extends Resource {
  /** Lists the apps people can connect to. */
  list(request, options) {
    return this._page('apps.list', null, [], request, options)
  }

  /** Gets one app. */
  retrieve(appId, options) {
    return this._json('apps.retrieve', null, [appId], undefined, options)
  }
}

/** Actions and triggers together, for code that treats both alike. */
class ComponentsClient extends Resource {
  /** Lists the components that can be used. */
  list(request, options) {
    return this._page('components.list', null, [], request, options)
  }

  /** Gets one component with its inputs. */
  retrieve(componentId, request, options) {
    return this._json('components.retrieve', null, [componentId], request, options)
  }

  /** Gets the options of one input of a component. */
  configureProp(request, options) {
    return this._json('components.configureProp', null, [], request, options)
  }

  /** Gets the inputs of a component anew. */
  reloadProps(request, options) {
    return this._json('components.reloadProps', null, [], request, options)
  }
}

/** Triggers that run for a person: their events, and who receives them. */
class DeployedTriggersClient extends Resource {
  /** Lists the deployed triggers of a person. */
  list(request, options) {
    return this._page('deployedTriggers.list', null, [], request, options)
  }

  /** Gets one deployed trigger. */
  retrieve(triggerId, request, options) {
    return this._json('deployedTriggers.retrieve', null, [triggerId], request, options)
  }

  /** Changes a deployed trigger. */
  update(triggerId, request, options) {
    return this._json('deployedTriggers.update', null, [triggerId], request, options)
  }

  /** Removes a deployed trigger. */
  delete(triggerId, request, options) {
    return this._void('deployedTriggers.delete', [triggerId], request, options)
  }

  /** Lists the last events of a deployed trigger. */
  listEvents(triggerId, request, options) {
    return this._json('deployedTriggers.listEvents', null, [triggerId], request, options)
  }

  /** Lists which workflows receive the events of a deployed trigger. */
  listWorkflows(triggerId, request, options) {
    return this._json('deployedTriggers.listWorkflows', null, [triggerId], request, options)
  }

  /** Sets which workflows receive the events of a deployed trigger. */
  updateWorkflows(triggerId, request, options) {
    return this._json('deployedTriggers.updateWorkflows', null, [triggerId], request, options)
  }

  /** Lists where the events of a deployed trigger are posted. */
  listWebhooks(triggerId, request, options) {
    return this._json('deployedTriggers.listWebhooks', null, [triggerId], request, options)
  }

  /** Sets where the events of a deployed trigger are posted. */
  updateWebhooks(triggerId, request, options) {
    return this._json('deployedTriggers.updateWebhooks', null, [triggerId], request, options)
  }

  /** Gets one webhook of a deployed trigger. */
  retrieveWebhook(triggerId, webhookId, request, options) {
    return this._json('deployedTriggers.retrieveWebhook', null, [triggerId, webhookId], request, options)
  }

  /** Gives a webhook of a deployed trigger a new signing key. */
  regenerateWebhookSigningKey(triggerId, webhookId, request, options) {
    return this._json('deployedTriggers.regenerateWebhookSigningKey', null, [triggerId, webhookId], request, options)
  }
}

/** Files that runs of actions leave behind. */
class FileStashClient extends Resource {
  /** Downloads a file that a run left behind. */
  downloadFile(request, options) {
    return this._binary('fileStash.downloadFile', [], request, options)
  }
}

/** OAuth clients of yours at other services, which people connect through instead of through Pipedream’s. */
class OauthAppsClient extends Resource {
  /** Lists your OAuth apps. */
  list(request, options) {
    return this._page('oauthApps.list', revive.OauthApp, [], request, options)
  }

  /** Registers an OAuth app of yours. */
  create(request, options) {
    return this._json('oauthApps.create', revive.OauthApp, [], request, options)
  }

  /** Gets one OAuth app. */
  retrieve(id, options) {
    return this._json('oauthApps.retrieve', revive.OauthApp, [id], undefined, options)
  }

  /** Changes an OAuth app. */
  update(id, request, options) {
    return this._json('oauthApps.update', revive.OauthApp, [id], request, options)
  }

  /** Removes an OAuth app. */
  delete(id, options) {
    return this._void('oauthApps.delete', [id], undefined, options)
  }
}

/** Access tokens of this API. The client makes its own; this is for tokens to be handed on. */
class OauthTokensClient extends Resource {
  /** Exchanges client credentials for an access token. */
  create(request, options) {
    return this._json('oauthTokens.create', null, [], request, options)
  }
}

/** The webhook of an environment, which hears of each connection. */
class ProjectEnvironmentClient extends Resource {
  /** Gets the webhook of the environment. */
  retrieveWebhook(options) {
    return this._json('projectEnvironment.retrieveWebhook', null, [], undefined, options)
  }

  /** Sets the webhook of the environment. */
  updateWebhook(request, options) {
    return this._json('projectEnvironment.updateWebhook', null, [], request, options)
  }

  /** Removes the webhook of the environment. */
  deleteWebhook(options) {
    return this._void('projectEnvironment.deleteWebhook', [], undefined, options)
  }

  /** Gives the webhook of the environment a new signing key. */
  regenerateWebhookSigningKey(options) {
    return this._json('projectEnvironment.regenerateWebhookSigningKey', null, [], undefined, options)
  }
}

/** The projects of the workspace. */
class ProjectsClient extends Resource {
  /** Lists the projects of the workspace. */
  list(request, options) {
    return this._page('projects.list', null, [], request, options)
  }

  /** Creates a project. */
  create(request, options) {
    return this._json('projects.create', null, [], request, options)
  }

  /** Gets one project. */
  retrieve(projectId, options) {
    return this._json('projects.retrieve', null, [projectId], undefined, options)
  }

  /** Deletes a project. */
  delete(projectId, options) {
    return this._void('projects.delete', [projectId], undefined, options)
  }

  /** Changes a project. */
  update(projectId, request, options) {
    return this._json('projects.update', null, [projectId], request, options)
  }

  /** Sets the logo of a project. */
  updateLogo(projectId, request, options) {
    return this._void('projects.updateLogo', [projectId], request, options)
  }

  /** Gets what is set up in this project. */
  retrieveInfo(options) {
    return this._json('projects.retrieveInfo', null, [], undefined, options)
  }
}

/** Connect tokens, with which a person connects an account in the browser. */
class TokensClient extends Resource {
  /** Creates a Connect token for a person. */
  create(request, options) {
    return this._json('tokens.create', revive.CreateTokenResponse, [], request, options)
  }

  /** Checks a Connect token. */
  validate(ctok, request, options) {
    return this._json('tokens.validate', null, [ctok], request, options)
  }
}

/** Triggers listen to something in an app. Find one, learn its inputs, deploy it for a person. */
class TriggersClient extends Resource {
  /** Lists the triggers that can be used. */
  list(request, options) {
    return this._page('triggers.list', null, [], request, options)
  }

  /** Gets one trigger with its inputs. */
  retrieve(componentId, request, options) {
    return this._json('triggers.retrieve', null, [componentId], request, options)
  }

  /** Gets the options of one input of a trigger. */
  configureProp(request, options) {
    return this._json('triggers.configureProp', null, [], request, options)
  }

  /** Gets the inputs of a trigger anew. */
  reloadProps(request, options) {
    return this._json('triggers.reloadProps', null, [], request, options)
  }

  /** Deploys a trigger for a person. */
  deploy(request, options) {
    return this._json('triggers.deploy', null, [], request, options)
  }
}

/** What was used, in credits. */
class UsageClient extends Resource {
  /** Gets what was used. */
  list(request, options) {
    return this._json('usage.list', null, [], request, options)
  }
}

/** The people who connected something. */
class UsersClient extends Resource {
  /** Deletes a person. */
  deleteExternalUser(externalUserId, options) {
    return this._void('users.deleteExternalUser', [externalUserId], undefined, options)
  }

  /** Lists the people who connected something. */
  list(request, options) {
    return this._page('users.list', revive.ExternalUser, [], request, options)
  }
}

/** The resources of a client, by name. */
module.exports = {
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
  tokens: TokensClient,
  triggers: TriggersClient,
  usage: UsageClient,
  users: UsersClient,
  workflows: WorkflowsClient,
}
