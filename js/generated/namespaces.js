// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { ActionsListRequestRegistry, AppsListRequestSortDirection, AppsListRequestSortKey, ComponentsListRequestRegistry, TriggersListRequestRegistry } = require('./enums.js')

exports.accounts = Object.freeze({})
exports.actions = Object.freeze({ ActionsListRequestRegistry })
exports.appCategories = Object.freeze({})
exports.appOverrides = Object.freeze({})
exports.apps = Object.freeze({ AppsListRequestSortDirection, AppsListRequestSortKey })
exports.components = Object.freeze({ ComponentsListRequestRegistry })
exports.deployedTriggers = Object.freeze({})
exports.fileStash = Object.freeze({})
exports.oauthApps = Object.freeze({})
exports.oauthTokens = Object.freeze({})
exports.projectEnvironment = Object.freeze({})
exports.projects = Object.freeze({})
exports.proxy = Object.freeze({})
exports.tokens = Object.freeze({})
exports.triggers = Object.freeze({ TriggersListRequestRegistry })
exports.usage = Object.freeze({})
exports.users = Object.freeze({})
exports.workflows = Object.freeze({})
