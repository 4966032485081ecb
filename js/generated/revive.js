// Written by: npm run generate (from openapi.yaml). Do not edit.
'use strict'

const { date, listOf } = require('../dates.js')

exports.listOf = listOf

/** The dates of Account. */
exports.Account = (value) => {
  if (value !== null && typeof value === 'object') {
    if (value.createdAt !== undefined) value.createdAt = date(value.createdAt)
    if (value.updatedAt !== undefined) value.updatedAt = date(value.updatedAt)
    if (value.expiresAt !== undefined) value.expiresAt = date(value.expiresAt)
    if (value.lastRefreshedAt !== undefined) value.lastRefreshedAt = date(value.lastRefreshedAt)
    if (value.nextRefreshAt !== undefined) value.nextRefreshAt = date(value.nextRefreshAt)
  }
  return value
}

/** The dates of AppOverride. */
exports.AppOverride = (value) => {
  if (value !== null && typeof value === 'object') {
    if (value.createdAt !== undefined) value.createdAt = date(value.createdAt)
    if (value.updatedAt !== undefined) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of CreateTokenResponse. */
exports.CreateTokenResponse = (value) => {
  if (value !== null && typeof value === 'object') {
    if (value.expiresAt !== undefined) value.expiresAt = date(value.expiresAt)
  }
  return value
}

/** The dates of ExternalUser. */
exports.ExternalUser = (value) => {
  if (value !== null && typeof value === 'object') {
    if (value.createdAt !== undefined) value.createdAt = date(value.createdAt)
    if (value.updatedAt !== undefined) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of OauthApp. */
exports.OauthApp = (value) => {
  if (value !== null && typeof value === 'object') {
    if (value.createdAt !== undefined) value.createdAt = date(value.createdAt)
    if (value.updatedAt !== undefined) value.updatedAt = date(value.updatedAt)
  }
  return value
}
