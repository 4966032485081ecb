// What the doctor asks the API itself: a token, and the project.

import type { PipedreamClient, PipedreamError } from '../../index.js'
import { hintOf, lineOf } from '../report.js'
import { type Check, fail, ok, warn } from './check.js'

/** Fetches a token with the credentials. */
export async function tokenCheck(client: PipedreamClient): Promise<Check> {
  const start = performance.now()
  try {
    await client.accessToken()
    const { expiresInSeconds: seconds } = client.accessTokenStats()
    const ms = Math.round(performance.now() - start)
    if (typeof seconds !== 'number') return ok('token', 'PIPEDREAM_ACCESS_TOKEN is used as it is')
    return ok('token', `granted, valid for ${Math.round(seconds)} s (${ms} ms)`, { data: { ms, expiresInSeconds: Math.round(seconds) } })
  } catch (error) {
    return failed('token', error)
  }
}

/** Reads what is set up in the project: that shows whether the token is for it. */
export async function projectCheck(client: PipedreamClient): Promise<Check> {
  const start = performance.now()
  try {
    await client.projects.retrieveInfo()
    return ok('api', `the project can be read (${Math.round(performance.now() - start)} ms)`)
  } catch (error) {
    const { statusCode } = error as Partial<PipedreamError>
    if (statusCode === 403)
      return warn(
        'api',
        'the token may not read the project (status 403)',
        'other calls may work; for this one the OAuth client needs the scope connect:projects:read',
      )
    if (statusCode === 404)
      return fail(
        'api',
        'the project does not exist, or is not one of this OAuth client (status 404)',
        'check PIPEDREAM_PROJECT_ID, and in which workspace the OAuth client was made',
      )
    return failed('api', error)
  }
}

function failed(name: string, error: unknown): Check {
  const fix = hintOf(error as Partial<PipedreamError>) ?? 'read the message; docs/errors.md has its code'
  const { code, statusCode } = error as Partial<PipedreamError>
  const line = lineOf(error).replace(/\. Hint: [\s\S]*$/, '')
  return fail(name, line, fix.includes('pipedream-native doctor') ? 'see the lines above' : fix, { data: { code, statusCode } })
}
