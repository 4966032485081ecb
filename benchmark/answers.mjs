// What the server says, to everyone the same: an account, a page of 100 (some 90 kB), a token for an hour.

const account = (n) => ({
  id: `apn_${n}`,
  name: `Person ${n}`,
  external_id: `user-${n}`,
  healthy: true,
  dead: false,
  app: {
    id: 'app_OkrhR1',
    name_slug: 'slack',
    name: 'Slack',
    auth_type: 'oauth',
    img_src: 'https://assets.example.test/slack.svg',
    description: `Team chat where the work is talked through. ${'Channels, threads, files and a search over all of them. '.repeat(4)}`,
    custom_fields_json: '[]',
    categories: ['Communication'],
    featured_weight: 100000 + n,
  },
  created_at: '2025-03-04T05:06:07.000Z',
  updated_at: '2025-10-11T12:13:14.000Z',
  expires_at: '2025-12-01T00:00:00.000Z',
  last_refreshed_at: '2025-11-01T00:00:00.000Z',
  next_refresh_at: '2025-11-02T00:00:00.000Z',
  authorized_scopes: ['chat:write', 'channels:read', 'users:read', 'files:write'],
})

export const ACCOUNT = JSON.stringify(account(1))
export const PAGE = JSON.stringify({
  data: Array.from({ length: 100 }, (_, n) => account(n + 1)),
  page_info: { total_count: 250, count: 100, start_cursor: 'c_1', end_cursor: 'c_100' },
})
export const TOKEN = JSON.stringify({ access_token: 'benchmark', token_type: 'Bearer', expires_in: 3600, created_at: 1700000000 })
