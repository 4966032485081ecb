// Written by: npm run generate (from openapi.yaml). Do not edit.

// Makes dates of the fields that the schemas call dates, in place.

import { date, listOf, type Reviver } from '../dates.js'

/** A field that only Object.prototype has is no field of a response. */
const { hasOwn } = Object

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object'

export { listOf }

/** The dates of Account. */
export const Account: Reviver = (value) => {
  if (isObject(value)) {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
    if (hasOwn(value, 'expiresAt')) value.expiresAt = date(value.expiresAt)
    if (hasOwn(value, 'lastRefreshedAt')) value.lastRefreshedAt = date(value.lastRefreshedAt)
    if (hasOwn(value, 'nextRefreshAt')) value.nextRefreshAt = date(value.nextRefreshAt)
  }
  return value
}

/** The dates of AppOverride. */
export const AppOverride: Reviver = (value) => {
  if (isObject(value)) {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of CreateTokenResponse. */
export const CreateTokenResponse: Reviver = (value) => {
  if (isObject(value)) {
    if (hasOwn(value, 'expiresAt')) value.expiresAt = date(value.expiresAt)
  }
  return value
}

/** The dates of ExternalUser. */
export const ExternalUser: Reviver = (value) => {
  if (isObject(value)) {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}

/** The dates of OauthApp. */
export const OauthApp: Reviver = (value) => {
  if (isObject(value)) {
    if (hasOwn(value, 'createdAt')) value.createdAt = date(value.createdAt)
    if (hasOwn(value, 'updatedAt')) value.updatedAt = date(value.updatedAt)
  }
  return value
}
