// Runs each recipe of docs/guides/webhooks.md with its framework: what is genuine is handled once, everything else is refused, and the
// usual mistake with body parsers leads to an error that names the fix.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { transformSync } from 'esbuild'
import { signWebhook } from 'pipedream-native/webhooks'
import { freePort } from '../../scripts/free-port.mjs'
import { folderFor } from '../support/folders.mjs'
import { install, root } from '../support/installed.mjs'
import { program } from '../support/programs.mjs'
import { startRedis, withoutRedis } from '../support/redis.mjs'

const guide = readFileSync(join(root, 'docs/guides/webhooks.md'), 'utf8')
const recipes = new Map(
  [...guide.matchAll(/^```(?:javascript|typescript)\n\/\/ (\S+)\n([\s\S]*?)^```/gm)].map(([, name, code]) => [name, code]),
)
/** `express@5.3.0` and so on, as the guide's table names them. A second version of a package is installed as `express-4`. */
const versions = [...guide.matchAll(/`(@?[a-z][\w/-]*)@(\d+)([\d.]+)`/g)].map(([, name, major, rest]) => ({
  name,
  major,
  version: major + rest,
}))
const signingKey = 'signing-key-hush'
const CODE = 'body must be the request.s body as it came'

const place = folderFor({ after }, 'webhooks')
const dependencies = {}
for (const { name, major, version } of versions) {
  if (dependencies[name] === undefined) dependencies[name] = version
  else dependencies[`${name}-${major}`] = `npm:${name}@${version}`
}
/** Why the frameworks are not there, or false. */
const skip = install(place, { dependencies }) ?? false
// The entry point loads no native code, so its files are enough. Turbopack follows no link out of the folder.
const own = join(place, 'node_modules/pipedream-native')
cpSync(join(root, 'dist'), join(own, 'dist'), { recursive: true })
cpSync(join(root, 'package.json'), join(own, 'package.json'))
for (const name of ['webhook.mjs', 'handle.mjs']) write(name, recipes.get(name))

function write(name, code) {
  mkdirSync(dirname(join(place, name)), { recursive: true })
  writeFileSync(join(place, name), code)
}

const compiled = (code) =>
  transformSync(code, { loader: 'ts', format: 'esm', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } }).code

/** The code with a part replaced, which must be there. */
function changed(code, ...edits) {
  return edits.reduce((text, [old, replacement]) => {
    assert.ok(text.includes(old), `the recipe has no ${old}`)
    return text.replace(old, replacement)
  }, code)
}

/** A way to send a delivery: each gives the status, and the program that says what it has handled. */
const http =
  (server, path) =>
  async ({ body, headers }) =>
    (await fetch(`${server.url}${path}`, { method: 'POST', body, headers })).status

/** What a receiver has to do, whatever its framework. */
async function receives(send, server) {
  let count = 0
  /** Sends a delivery that is handled, and waits for that. So whatever was handled before has been printed. */
  const handled = async (text, given = {}) => {
    const webhook = signWebhook({ payload: { text, count: ++count, ...given }, signingKey })
    assert.equal(await send(webhook), 200, server.stderr)
    await server.until('stdout', new RegExp(`a trigger emitted \\{"text":"${text}","count":${count}`))
    return webhook
  }
  const first = await handled('Grüße')
  await handled('large', { padding: 'x'.repeat(300_000) })

  const { body, headers, signature } = signWebhook({ payload: { text: 'never' }, signingKey })
  const at = (seconds) => signWebhook({ payload: { text: 'never' }, signingKey, timestamp: new Date(Date.now() + seconds * 1000) })
  const refused = {
    altered: { body: body.replace('never', 'Never'), headers },
    'written again': { body: JSON.stringify(JSON.parse(body), null, 1), headers },
    old: at(-600),
    'of the future': at(600),
    'of another key': signWebhook({ payload: { text: 'never' }, signingKey: 'another' }),
    unsigned: { body, headers: { 'content-type': 'application/json' } },
    'with a signature that is cut off': { body, headers: { ...headers, 'x-pd-signature': signature.slice(0, -1) } },
  }
  for (const [name, webhook] of Object.entries(refused)) assert.equal(await send(webhook), 400, name)

  const shouted = first.signature.replace(/v1=.*/, (digest) => `v1=${digest.slice(3).toUpperCase()},v2=x`)
  for (const copy of [first.signature, shouted]) {
    assert.equal(await send({ body: first.body, headers: { ...first.headers, 'x-pd-signature': copy } }), 200)
  }
  const failed = { event: 'CONNECTION_ERROR', connect_token: 'ctok_1', environment: 'development', connect_session_id: 1, error: 'denied' }
  assert.equal(await send(signWebhook({ payload: failed, signingKey })), 200)
  await server.until('stdout', /a connection failed: denied/)
  await handled('last')
  assert.equal(server.stdout.match(/Grüße/g).length, 1, 'a copy was handled again')
  assert.doesNotMatch(server.stdout, /never/i)
  assert.match(server.stderr, /not signed with this key/)
  assert.match(server.stderr, /signed 60\d s away from now/)
  assert.doesNotMatch(server.stdout + server.stderr, /hush/)
}

/** Sends a genuine delivery to a receiver that has a mistake. Nothing is handled, and the message names the fix. */
async function says(send, server, status, message) {
  assert.equal(await send(signWebhook({ payload: { text: 'lost' }, signingKey })), status, server.stderr)
  await server.until('stderr', message)
  assert.doesNotMatch(server.stdout, /lost/)
}

let copies = 0
/** Starts a recipe, as it is or changed. */
async function started(t, name, edits = [], env = {}) {
  const file = `${++copies}-${name}`.replace(/\.ts$/, '.mjs')
  const code = changed(recipes.get(name), ...edits)
  writeFileSync(join(place, file), name.endsWith('.ts') ? compiled(code) : code)
  const all = { PORT: String(await freePort()), PIPEDREAM_SIGNING_KEY: signingKey, ...env }
  return program([file], { cwd: place, env: all, after: (end) => t.after(end) }).listening()
}

const EXPRESS_4 = ["from 'express'", "from 'express-4'"]
const PARSED_FIRST = ['app.post(', 'app.use(express.json())\napp.post(']
const servers = {
  'Express 5': { file: 'express.mjs', edits: [], mistakes: [[[PARSED_FIRST], 'got an object.*Express: `express\\.raw\\(']] },
  'Express 4': { file: 'express.mjs', edits: [EXPRESS_4], mistakes: [[[PARSED_FIRST], 'got an object.*Express: `express\\.raw\\(']] },
  'Express with the bytes that its parser keeps': {
    file: 'express-verify.mjs',
    edits: [],
    mistakes: [
      [[['req.rawBody,', 'req.body,']], 'got an object.*Express: `express\\.raw\\('],
      [[[', verify: keepBytes', '']], 'got undefined: nothing has read the body.*Express: `express\\.raw\\('],
    ],
  },
  Fastify: {
    file: 'fastify.mjs',
    edits: [],
    mistakes: [
      [[['plugin.removeAllContentTypeParsers()', '']], 'got an object.*Fastify: `addContentTypeParser\\('],
      [
        [["{ parseAs: 'buffer' }, (_request, body, done) => done(null, body)", '(_request, payload, done) => done(null, payload)']],
        'read it to its end',
      ],
    ],
  },
  Hono: {
    file: 'hono.mjs',
    edits: [],
    mistakes: [[[['arrayBuffer()', 'json()']], 'got an object.*Hono and all .* `await request\\.text\\(\\)`']],
  },
  NestJS: {
    file: 'nest.ts',
    edits: [],
    mistakes: [
      [
        [[', { rawBody: true }', '']],
        'got undefined: nothing has read the body.*NestJS: `NestFactory\\.create\\(AppModule, \\{ rawBody: true \\}\\)`',
      ],
      [[['request.rawBody', 'request.body']], 'got an object.*NestJS: .* and `request\\.rawBody`'],
    ],
  },
}

for (const [name, { file, edits, mistakes }] of Object.entries(servers)) {
  describe(name, () => {
    test('handles what is genuine once, and refuses the rest', { skip }, async (t) => {
      const server = await started(t, file, edits)
      await receives(http(server, '/webhook'), server)
    })

    test('names the fix if a body parser comes first', { skip }, async (t) => {
      for (const [change, message] of mistakes) {
        const server = await started(t, file, [...edits, ...change])
        await says(http(server, '/webhook'), server, 500, new RegExp(`${CODE}.*${message}`))
      }
    })

    test('says that the key is missing', { skip }, async (t) => {
      const server = await started(t, file, edits, { PIPEDREAM_SIGNING_KEY: '' })
      await says(http(server, '/webhook'), server, 500, /signingKey must be a non-empty string or a list of them, got ""/)
    })
  })
}

describe('Next.js', () => {
  let server
  let end
  // A hook that is made in a hook runs at the end of that one.
  after(() => end?.())
  before(async () => {
    if (skip) return
    const app = recipes.get('app/api/webhook/route.js')
    const pages = recipes.get('pages/api/webhook.js')
    write('app/api/webhook/route.js', app)
    write('app/api/parsed/route.js', changed(app, ['request.text()', 'request.json()']))
    // The two routers cannot have the same path.
    write('pages/api/pages.js', pages)
    write('pages/api/read.js', changed(pages, ['export const config = { api: { bodyParser: false } }', '']))
    write(
      'pages/api/parsed-there.js',
      changed(pages, ['export const config = { api: { bodyParser: false } }', ''], ['Buffer.concat(parts)', 'req.body']),
    )
    const next = join(place, 'node_modules/next/dist/bin/next')
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build'], { cwd: place, env, encoding: 'utf8' })
    assert.equal(status, 0, stdout + stderr)
    const PORT = String(await freePort())
    const running = program([next, 'start', '-p', PORT, '-H', '127.0.0.1'], {
      cwd: place,
      env: { ...env, PORT, PIPEDREAM_SIGNING_KEY: signingKey },
      after: (stop) => {
        end = stop
      },
    })
    server = await running.listening()
  })

  for (const [name, path] of Object.entries({ 'App Router': '/api/webhook', 'Pages Router': '/api/pages' })) {
    test(`${name}: handles what is genuine once, and refuses the rest`, { skip }, async () => {
      const from = { stdout: server.stdout.length, stderr: server.stderr.length }
      const since = {
        until: server.until,
        get stdout() {
          return server.stdout.slice(from.stdout)
        },
        get stderr() {
          return server.stderr.slice(from.stderr)
        },
      }
      await receives(http(server, path), since)
    })
  }

  for (const [name, [path, status, message]] of Object.entries({
    'App Router, request.json()': ['/api/parsed', 500, `${CODE}.*got an object.*Next\\.js: \`await request\\.text\\(\\)\``],
    'Pages Router, no config': [
      '/api/read',
      400,
      'The body is empty: a body parser has read it before, as Next\\.js does in pages/api without `bodyParser: false`',
    ],
    'Pages Router, no config and req.body': [
      '/api/parsed-there',
      500,
      `${CODE}.*got an object.*pages/api \`export const config = \\{ api: \\{ bodyParser: false \\} \\}\``,
    ],
  })) {
    test(`${name}: the error names the fix`, { skip }, async () => {
      await says(http(server, path), server, status, new RegExp(message))
    })
  }
})

describe('AWS Lambda', () => {
  const context = { requestContext: { stage: 'prod' } }
  /** The events as AWS documents them, for a request. */
  const events = {
    'API Gateway, payload format 1.0': ({ headers, body }) => ({
      ...context,
      resource: '/webhook',
      path: '/webhook',
      httpMethod: 'POST',
      // This one passes names on as they were sent.
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]),
      ),
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      ...body,
    }),
    'API Gateway, payload format 2.0': (request) => ({
      version: '2.0',
      routeKey: 'POST /webhook',
      rawPath: '/webhook',
      ...context,
      headers: request.headers,
      ...request.body,
    }),
    'a function URL': (request) => ({
      version: '2.0',
      routeKey: '$default',
      rawPath: '/',
      ...context,
      headers: request.headers,
      ...request.body,
    }),
    'a load balancer': (request) => ({ ...context, httpMethod: 'POST', path: '/webhook', headers: request.headers, ...request.body }),
    'a load balancer with several values of a header': ({ headers, body }) => ({
      ...context,
      httpMethod: 'POST',
      path: '/webhook',
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      ...body,
    }),
  }

  /** A process that keeps the function, as Lambda does, and invokes it with what it is posted. */
  async function deployed(t, edits = []) {
    const name = `${++copies}-lambda.mjs`
    write(name, changed(recipes.get('lambda.mjs'), ...edits))
    write(
      `runtime-${name}`,
      `import { createServer } from 'node:http'
       import { text } from 'node:stream/consumers'
       import { handler } from './${name}'
       createServer(async (request, response) => {
         const { statusCode } = await handler(JSON.parse(await text(request)), { awsRequestId: '1' })
         response.writeHead(statusCode).end()
       }).listen(process.env.PORT, '127.0.0.1')`,
    )
    const env = { PORT: String(await freePort()), PIPEDREAM_SIGNING_KEY: signingKey }
    return program([`runtime-${name}`], { cwd: place, env, after: (end) => t.after(end) }).listening()
  }

  const invoke =
    (server, eventFor, isBase64Encoded) =>
    async ({ body, headers }) => {
      const event = eventFor({ headers, body: { body: isBase64Encoded ? Buffer.from(body).toString('base64') : body, isBase64Encoded } })
      return (await fetch(server.url, { method: 'POST', body: JSON.stringify(event) })).status
    }

  for (const [name, eventFor] of Object.entries(events)) {
    for (const isBase64Encoded of [false, true]) {
      test(`${name}${isBase64Encoded ? ', in base64' : ''}: handles what is genuine once, and refuses the rest`, { skip }, async (t) => {
        const server = await deployed(t)
        await receives(invoke(server, eventFor, isBase64Encoded), server)
      })
    }
  }

  test('the error says that base64 was not decoded, or that the body was parsed', { skip }, async (t) => {
    const decoding = "Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')"
    const send = (server) => invoke(server, events['a function URL'], true)
    const encoded = await deployed(t, [[decoding, 'event.body']])
    await says(send(encoded), encoded, 400, /The body is base64: decode it first, as for AWS Lambda/)
    const parsed = await deployed(t, [[decoding, "JSON.parse(Buffer.from(event.body, 'base64'))"]])
    await says(send(parsed), parsed, 500, /got an object.*AWS Lambda: `event\.body`, decoded from base64 if `event\.isBase64Encoded`/)
  })
})

test('the list in Redis knows the deliveries of all processes', { skip: withoutRedis }, async (t) => {
  const redis = await startRedis(t)
  const folder = folderFor(t, 'is-new')
  mkdirSync(join(folder, 'node_modules'))
  for (const name of ['redis', '@redis']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
  const asked = "\nfor (const id of ['a', 'b']) console.log(id, await isNew(id))\nconsole.log('end')\n"
  writeFileSync(join(folder, 'is-new.mjs'), recipes.get('is-new.mjs') + asked)
  const processes = [1, 2].map(() => program(['is-new.mjs'], { cwd: folder, env: { REDIS_URL: redis.url }, after: (end) => t.after(end) }))
  for (const one of processes) await one.until('stdout', /end/)
  const lines = processes.flatMap(({ stdout }) => stdout.trim().split('\n')).sort()
  assert.deepEqual(lines, ['a false', 'a true', 'b false', 'b true', 'end', 'end'])
})
