// Connect Link: the page at `connect_link_url`. A person agrees or cancels, the account is connected, and the browser goes to the
// `success_redirect_uri` or `error_redirect_uri` of the Connect token (https://pipedream.com/docs/connect/managed-auth/connect-link).

import type { Call } from '../call.js'
import { connectByToken } from '../connect-account.js'
import type { Core } from '../core.js'
import type { App, ConnectToken } from '../records.js'
import type { Handlers } from '../resources/handler.js'
import { text } from '../resources/query.js'
import { parseUrl, RawResponse } from '../responses.js'
import { connectLinkOf } from './link.js'
import { type Asked, appPage, appsPage, endPage, type KeyField, PAGE_HEADERS } from './pages.js'
import { postOutcome } from './webhook.js'

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST']

export const connectLinkHandlers: Handlers = { 'connect.link': (core, call) => respond(core, call) }

function respond(core: Core, call: Call): RawResponse | Promise<RawResponse> {
  const { method, query } = call
  if (!METHODS.includes(method)) return new RawResponse(405, { ...PAGE_HEADERS, allow: METHODS.join(', ') }, undefined)
  const found = core.state.connectToken(text(query, 'token') ?? '')
  if (found === undefined) return endPage(404, 'This link does not work', 'It has no Connect token, or one that nobody made.')
  const { record, problem } = found
  // Who comes back to a link that was used or has expired can do nothing there.
  if (problem !== undefined) return failed(record, 400, 'This link does not work any more', `Its Connect token ${problem}.`)
  const slug = text(query, 'app') ?? text(query, 'app_id')
  if (slug === undefined || slug === '')
    return appsPage(
      core.state.apps,
      askedBy(core, record),
      (app) => `${connectLinkOf('', record.token)}&app=${encodeURIComponent(app.name_slug)}`,
    )
  const app = core.state.apps.find(({ id, name_slug: name }) => name === slug || id === slug)
  if (app === undefined) return failed(record, 404, 'There is no such app', `No app has the name ${slug}.`)
  if (method === 'POST') return decide(core, call, record, app)
  return appPage(app, keyFieldsOf(app), askedBy(core, record))
}

/** What a person has decided at the page of an app. */
async function decide(core: Core, call: Call, record: ConnectToken, app: App): Promise<RawResponse> {
  const form = new URLSearchParams(call.record.rawBody.toString())
  const tenant = core.state.tenant(record.projectId, record.environment)
  const decision = form.get('decision')
  const fields = keyFieldsOf(app)
  if (decision === 'cancel') {
    await postOutcome(core, record, { error: 'The person cancelled' })
    return failed(record, 200, `${app.name} was not connected`, 'You cancelled.')
  }
  if (decision !== 'connect') return appPage(app, fields, askedBy(core, record), 'Choose Connect or Cancel.')
  const missing = fields.filter(({ name, isOptional }) => !isOptional && !form.get(`field.${name}`)).map(({ label }) => label)
  if (missing.length > 0) return appPage(app, fields, askedBy(core, record), `${missing.join(' and ')} is missing.`)
  const oauthApp = text(call.query, 'oauthAppId') ?? text(call.query, 'oauth_app_id')
  const keys = fields.map(({ name }) => [name, form.get(`field.${name}`)] as const).filter(([, value]) => value)
  const { credentials: _, ...account } = connectByToken(core.state, tenant, record, {
    app,
    ...(fields.length > 0 && { credentials: Object.fromEntries(keys) }),
    ...(oauthApp !== undefined && { oauth_app_id: oauthApp }),
  })
  await postOutcome(core, record, { account })
  const url = urlIn(record, 'success_redirect_uri')
  return url === undefined ? endPage(200, `${app.name} is connected`, `The account is ${account.id}.`) : redirect(url)
}

const askedBy = ({ state }: Core, { projectId, externalUserId, environment }: ConnectToken): Asked => {
  const project = state.projects.get(projectId)
  return { asker: String(project?.app_name ?? project?.name ?? projectId), externalUserId, environment }
}

/** The keys that an app asks for. An app of another kind has none. */
function keyFieldsOf({ auth_type: kind, custom_fields_json: json }: App): KeyField[] {
  if (kind !== 'keys') return []
  const fields = JSON.parse(json) as { name?: unknown; label?: unknown; optional?: unknown }[]
  return fields.map(({ name, label, optional }) => ({ name: String(name), label: String(label ?? name), isOptional: optional === true }))
}

/** The end of a connection that did not work: the URL that the Connect token has for it, or else a page. */
function failed(record: ConnectToken, status: number, title: string, reason: string): RawResponse {
  const url = urlIn(record, 'error_redirect_uri')
  return url === undefined ? endPage(status, title, reason) : redirect(url)
}

/** Schemes that would run or open something on the machine of the person. */
const REFUSED_SCHEMES = new Set(['javascript:', 'vbscript:', 'data:', 'blob:', 'file:'])

/** A URL that the Connect token was made with, as text that may stand in a header. A mobile app may have a scheme of its own. */
function urlIn({ options }: ConnectToken, name: string): string | undefined {
  const value = options[name]
  const url = typeof value === 'string' ? parseUrl(value) : undefined
  return url === undefined || REFUSED_SCHEMES.has(url.protocol) ? undefined : url.href
}

/** After a form, 303 makes the browser load the URL with GET (RFC 9110, section 15.4.4). */
const redirect = (location: string): RawResponse => new RawResponse(303, { ...PAGE_HEADERS, location }, undefined)
