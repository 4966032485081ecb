// Writes the first inputs of each target into a folder: `node fuzz/seeds.mjs FOLDER`. They are made from the recorded answers of
// the API (`__test__/fixtures/wire-vectors.json`) and from the syntax that a target parses. `npm run fuzz -- --keep` selects among
// them.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const into = process.argv[2]
const { records } = JSON.parse(readFileSync(new URL('../__test__/fixtures/wire-vectors.json', import.meta.url), 'utf8'))
const json = JSON.stringify

function write(target, inputs) {
  const folder = join(into, target)
  mkdirSync(folder, { recursive: true })
  for (const [index, input] of inputs.entries()) writeFileSync(join(folder, `seed-${String(index).padStart(2, '0')}`), input)
}

const nameOf = ({ resource, method }) => `${resource}.${method}`
const answered = records.filter(({ response }) => response?.body && response.body.$base64 === undefined)

write(
  'decode',
  answered.map((record) => `${nameOf(record)}\n${json(record.response.body)}`),
)
write('json', [
  ...answered.slice(0, 8).map(({ response }) => json(response.body, null, 1)),
  '"\\ud83d\\ude00\\n\\u00e9"',
  '[-0.0e-1,1E+5,[{}],""]',
  '"\\ud800"',
  ' {"a":{"a":1},"\\u0061":[]} ',
])

write('answer', [
  ...records.map(
    (record) =>
      `${nameOf(record)}\n${record.response?.status ?? 200}\ncontent-type: application/json\n\n${json(record.response?.body ?? null)}`,
  ),
  'proxy.get\n200\ncontent-type: text/html; charset=utf-8\n\n<p>é',
  'proxy.get\n200\ncontent-type: image/svg+xml\nset-cookie: a="b\\\n\n<svg/>',
  'proxy.post\n200\ncontent-type: text/plain\n\n \ufeff{"a":1}',
  'accounts.list\n429\nretry-after: 7\nx-ratelimit-reset: 1700000000\n\n{"error":"slow down"}',
  'accounts.retrieve\n200\n\n\ufeff[1]',
])

/** The arguments of a call as JavaScript passes them to Rust: ids, then the request. */
function jsonArguments(args) {
  const ids = args.filter((one) => typeof one === 'string')
  return json([ids, args.find((one) => typeof one === 'object') ?? null])
}
const options = json({
  headers: [
    ['x-a', 'é'],
    ['x-b', null],
  ],
  queryParams: { app: ['x', { y: null }] },
  timeoutInSeconds: 1.5,
  maxRetries: 0,
  projectEnvironment: 'development',
  rateLimitToken: 't',
})
write('request', [
  ...records
    .filter(({ resource }) => resource !== 'workflows')
    .map((record, index) => `${nameOf(record)}\n${jsonArguments(record.args)}${index % 4 ? '' : `\n${options}`}`),
  `request\n${json({ method: 'POST', path: '/v1/x/é?y=1', query: { a: [1, [2]], b: { c: null } }, body: [1], headers: [['content-type', 'a/b']], contentType: 'x/y' })}\n${options}`,
  `workflow\n${json({ urlOrEndpoint: 'eo1abc', method: 'put', body: { a: 1 }, headers: [['x-a', 1]], authType: 'oauth' })}`,
  `workflow\n${json({ urlOrEndpoint: 'https://eo1.m.pipedream.net/a?b=c#d', forExternalUser: true, externalUserId: 'é' })}\n${options}`,
  `workflow\n${json({ urlOrEndpoint: 'http://me:it@m.pipedream.net.evil.com' })}`,
  `accounts.retrieve\n${json([['..'], {}])}`,
])

write('config', [
  json({
    projectId: 'p',
    clientId: 'i',
    clientSecret: ['s', 't'],
    scope: ['a', 'b c'],
    tokenStore: { file: null },
    caCertificates: 'x',
    rateLimitToken: 'r',
  }),
  json({
    projectId: 'p',
    clientId: { callback: 1 },
    clientSecret: { callback: 2 },
    fetch: 3,
    tokenStore: 4,
    environment: 'https://x.example/a/',
  }),
  json({
    token: 't',
    baseUrl: 'http://[::1]:80//',
    workflowDomain: '[::1]:8080',
    headers: [
      ['X-A', 'é'],
      ['host', 'h'],
    ],
  }),
  json({ token: 't', baseUrl: 'https://me:it@x.example/?q#f', timeoutInSeconds: 0.5, maxRetries: 10 }),
  json({
    env: {
      PIPEDREAM_BASE_URL: 'http://a.localhost:1/b/',
      PIPEDREAM_CLIENT_ID: 'i',
      PIPEDREAM_CLIENT_SECRET: 's',
      PIPEDREAM_PROJECT_ID: 'p',
      PIPEDREAM_PROJECT_ENVIRONMENT: 'development',
      PIPEDREAM_MCP_URL: 'https://m.example/v3/',
      PIPEDREAM_WORKFLOW_DOMAIN: 'W.example',
    },
  }),
])

const secret = 'hush/"HUSH"é'
const token = 'tok-HUSH/HUSH'
const head = `<${secret}> ${token}`
const jwt = ['e30', Buffer.from('{"iat":1,"exp":3601}').toString('base64url'), 'c2ln'].join('.')
write('token', [
  `200\n${head}\n${json({ access_token: token, token_type: 'Bearer', expires_in: 3600 })}`,
  `200\n${head}\n\ufeff${json({ access_token: jwt, token_type: 'bearer' })}`,
  `200\n${head}\n${json({ access_token: token, token_type: 'mac', expires_in: '3600' })}`,
  `200\n${head}\n${json({ access_token: token, expires_in: 1e-300 })}`,
  `401\n${head}\n${json({ error: 'invalid_client', error_description: `no ${secret}`, [secret]: [secret, { a: encodeURIComponent(secret) }] })}`,
  `400\n${head}\n${json({ error: secret, access_token: token, error_description: token })}`,
  `503\n\n<p>${secret} ${encodeURIComponent(secret)} ${json(secret)}</p>`,
  `+200\n${head}\n`,
  '302\n\n',
])

write('times', [
  '120\n\n1700000000\n2031-02-03T04:05:17.678Z',
  'Sun, 06 Nov 1994 08:49:37 GMT\n784111800\n784111770\n2024-02-29T23:59:59.9999+05:30',
  'Sunday, 06-Nov-94 08:49:37 GMT\n\n784111770\n0000-01-01T00:00:00-23:59',
  'Sun Nov  6 08:49:37 1994\n 784111777 \n784111770\n2031-02-30T00:00:00Z',
  '1e3\n18446744073709551615\n1\n2031-02-03',
  '0.5\n\n1\n9999-12-31T23:59:60Z',
  '-1\n100\n10\n2025-01-01T00:00:00.5Z',
])

write('seal', [
  Buffer.concat([Buffer.alloc(32, 7), Buffer.from(token)]),
  Buffer.alloc(32, 255),
  Buffer.from('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
  Buffer.from('AAA='),
])

write('no_proxy', [
  '*.example.com,other.example:8443 *.x.example:80\nhttps://api.example.com/a',
  'example.com:443\nhttps://b.example.com',
  '*,::1,10.0.0.0/8,.a:1,:443,*:443,*.\nhttps://10.0.0.1',
  '10.0.0.1:8443,*.B\nhttps://10.0.0.1:8443',
  '[::1]:8443\nhttp://[::1]:8443',
])

write('origin_cache', [
  [
    'https://api.pipedream.com/v1/connect',
    'https://api.pipedream.com/w?x',
    'https://api.pipedream.com//evil/',
    'https://api.pipedream.com/\\evil/',
  ].join('\n'),
  ['http://127.1:80/v1/a?b=c#d', 'http://127.1:80/x/../y//z', 'https:///h1.example/a', 'https:///h2.example/a'].join('\n'),
  ['https://über.example/aü', 'https://me:it@h.example/a', 'ftp://h.example/a', '/a', 'https://h.example:99999/a'].join('\n'),
])
