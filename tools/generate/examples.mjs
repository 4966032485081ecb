// An example of each type, made from its schema: what the emulator answers where it keeps no state, and what the
// reference shows. Ids and names are those the emulator is born with.

import { bare, refOf } from './model.mjs'

const SAMPLES = {
  id: 'apn_1', account_id: 'apn_1', app_id: 'slack', app_slug: 'slack', name_slug: 'slack', app: 'slack', external_user_id: 'user-1',
  external_id: 'user-1', component_id: 'slack-send-message', trigger_id: 'dc_1', webhook_id: 'wh_1', project_id: 'proj_1', oauth_app_id: 'oa_1',
  app_override_id: 'ao_1', connect_token: 'ctok_0123456789abcdef0123456789abcdef', token: 'ctok_0123456789abcdef0123456789abcdef',
  ctok: 'ctok_0123456789abcdef0123456789abcdef', cfmap_json: '{"api_key":"k"}', client_id: 'client-1', client_secret: 'secret-1', name: 'Slack',
  prop_name: 'channel', version: '1.0.0', url: 'https://example.com/hook', webhook_url: 'https://example.com/hook', s3_key: 'example.txt',
  logo: 'data:image/png;base64,iVBORw0KGgo=', description: 'An example.', limit: 2, q: 'slack', start_ts: 1767225600, end_ts: 1767312000,
  expires_in: 3600, token_type: 'Bearer', access_token: 'example-access-token', n: 1, owner_id: 'user-1', user_id: 'user-1', workflow_id: 'p_1',
  support_email: 'help@example.com', webhook_uri: 'https://example.com/connected', success_redirect_uri: 'https://example.com/ok',
  error_redirect_uri: 'https://example.com/failed', scope: 'connect:accounts:read', key: 'slack-send-message', label: 'A label', img_src: 'https://example.com/slack.svg',
  signing_key: 'whsec_example', workflow_ids: ['p_1'], webhook_urls: ['https://example.com/hook'], allowed_origins: ['https://example.com'],
}

/** An example of a schema as wire JSON; `wire` is the name of the field it stands in. */
export function exampleOf(model, schema, wire = '', depth = 0) {
  const name = refOf(schema)
  const plain = name ? model.byName.get(name).schema : bare(schema)
  if (name && refOf(plain)) return exampleOf(model, plain, wire, depth)
  if (wire in SAMPLES && fits(plain, SAMPLES[wire])) return SAMPLES[wire]
  if (plain.const !== undefined) return plain.const
  if (plain.enum) return plain.enum[0]
  if (plain.oneOf) return exampleOf(model, plain.oneOf[0], wire, depth)
  if (plain.format === 'date-time') return '2026-01-02T03:04:05.000Z'
  if (plain.type === 'array') return depth > 4 ? [] : [exampleOf(model, plain.items, wire, depth + 1)]
  if (plain.type === 'number') return 1
  if (plain.type === 'boolean') return true
  if (plain.type === 'null') return null
  if (plain.properties) return objectOf(model, plain, depth)
  if (plain.type === 'object') return {}
  if (plain.type === 'string') return wire ? `example ${wire.replaceAll('_', ' ')}` : 'example'
  return 'anything'
}

function objectOf(model, schema, depth) {
  const required = new Set(schema.required ?? [])
  const chosen = Object.entries(schema.properties).filter(([wire]) => required.has(wire) || depth < 2)
  return Object.fromEntries(chosen.map(([wire, property]) => [wire, exampleOf(model, property, wire, depth + 1)]))
}

const fits = (schema, sample) => (Array.isArray(sample) ? schema.type === 'array' : schema.type === typeof sample && !schema.enum)
