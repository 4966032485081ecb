// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { date, listOf } = require('../dates.js')

/** What only Object.prototype has is no date of an answer. */
const { hasOwn } = Object

exports.listOf = listOf

/** The dates of Account. */
exports.Account = (value) => {
  if (value !== null && typeof value === 'object') {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
    if (hasOwn(value, 'expiresAt')) value.expiresAt = date(value.expiresAt)
    if (hasOwn(value, 'lastRefreshedAt')) value.lastRefreshedAt = date(value.lastRefreshedAt)
    if (hasOwn(value, 'nextRefreshAt')) value.nextRefreshAt = date(value.nextRefreshAt)
  }
  return value
}

/** The dates of AppOverride. */
exports.AppOverride = (value) => {
  if (value !== null && typeof value === 'object') {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of CreateTokenResponse. */
exports.CreateTokenResponse = (value) => {
  if (value !== null && typeof value === 'object') {
    if (hasOwn(value, 'expiresAt')) value.expiresAt = date(value.expiresAt)
  }
  return value
}

/** The dates of ExternalUser. */
exports.ExternalUser = (value) => {
  if (value !== null && typeof value === 'object') {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of OauthApp. */
exports.OauthApp = (value) => {
  if (value !== null && typeof value === 'object') {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}
