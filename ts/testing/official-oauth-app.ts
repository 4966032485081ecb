// Pipedream's own OAuth clients, one for each app that uses OAuth. `oauth_app_id` of the app names it. It belongs to no project: it can be
// retrieved, but is not listed and cannot be changed.

import type { App } from './records.js'
import { CREATED_AT } from './seed.js'

/** The id of the client; null for an app that does not use OAuth. */
const idOf = ({ auth_type: type, name_slug: slug }: App): string | null => (type === 'oauth' ? `oa_${slug}` : null)

/** An app as the calls of `apps` show it. */
export const shownApp = (app: App): App & { oauth_app_id: string | null } => ({ ...app, oauth_app_id: idOf(app) })

/** The client of this id; undefined if there is none. */
export function officialOauthApp(apps: readonly App[], id: string): object | undefined {
  const app = apps.find((one) => idOf(one) === id)
  return app && { ...app, ...factsOf(app), id }
}

const factsOf = ({ name_slug: slug, scope_profiles: profiles }: App) => ({
  client_id: `pipedream-${slug}`,
  scopes: profiles.flatMap(({ scopes }) => scopes),
  additional_scopes: [],
  redirect_uri: `https://api.pipedream.com/connect/oauth/oa_${slug}/callback`,
  owner_id: null,
  created_at: CREATED_AT,
  updated_at: CREATED_AT,
})
