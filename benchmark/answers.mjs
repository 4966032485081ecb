// What the server says, to everyone the same: an account, a page of 100 (some 90 kB), a token for an hour.

/** Numbers that look random and are the same in every process: without them a page would compress to a thirtieth. */
let state = 1
const random = (below) => {
  state = (state * 48271) % 2147483647
  return state % below
}
const letters = (length) => Array.from({ length }, () => random(36).toString(36)).join('')
const pick = (list) => list[random(list.length)]
const day = (year) => new Date(Date.UTC(year, random(12), 1 + random(28), random(24), random(60), random(60), random(1000))).toISOString()

const WORDS =
  'channel thread file search team message invoice customer order report calendar event task project board issue review contact campaign mail sheet row table document folder share webhook field note deal ticket agent survey form answer payment refund plan'.split(
    ' ',
  )
const sentence = (words) => `${Array.from({ length: words }, () => pick(WORDS)).join(' ')}.`

const APPS = Array.from({ length: 24 }, (_, n) => ({
  id: `app_${letters(6)}`,
  name_slug: `${pick(WORDS)}_${pick(WORDS)}`,
  name: `${pick(WORDS)} ${n}`,
  auth_type: 'oauth',
  img_src: `https://assets.example.test/s.v0/app_${letters(6)}/logo/orig`,
  description: sentence(32),
  custom_fields_json: '[]',
  categories: ['Communication'],
  featured_weight: random(1_000_000),
}))

const account = (n) => ({
  id: `apn_${n}`,
  name: `${pick(WORDS)}.${letters(5)}@example.test`,
  external_id: `user-${letters(20)}`,
  healthy: true,
  dead: false,
  app: pick(APPS),
  created_at: day(2024),
  updated_at: day(2025),
  expires_at: day(2026),
  last_refreshed_at: day(2025),
  next_refresh_at: day(2026),
  authorized_scopes: Array.from({ length: 4 }, () => `${pick(WORDS)}s:${pick(['read', 'write'])}`),
})

export const ACCOUNT = JSON.stringify(account(1))
export const PAGE = JSON.stringify({
  data: Array.from({ length: 100 }, (_, n) => account(n + 1)),
  page_info: { total_count: 250, count: 100, start_cursor: 'c_1', end_cursor: 'c_100' },
})
export const TOKEN = JSON.stringify({ access_token: 'benchmark', token_type: 'Bearer', expires_in: 3600, created_at: 1700000000 })
