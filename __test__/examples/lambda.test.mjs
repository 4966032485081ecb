// examples/lambda as a zip and as the files of its container image, run by AWS's runtime against a server of the Runtime API: cold, warm,
// frozen and thawed. There is no Docker here: the files are laid out as the lines of the Dockerfile say, and Node 22 is npm's.

import assert from 'node:assert/strict'
import { execFileSync, execSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { packInto } from '../../scripts/packed.mjs'
import { folderFor } from '../support/folders.mjs'
import { root, testUnless } from '../support/installed.mjs'
import { httpEvent, installRuntime, startEnvironment, startRelay } from '../support/lambda.mjs'
import { variablesOf } from '../support/variables.mjs'

const example = join(root, 'examples/lambda')
const accounts = (user = 'user-1') => httpEvent('GET', '/accounts', { user })
const connect = (user = 'user-1') => httpEvent('POST', '/connect', { user })
const hasZip = ['zip', 'unzip'].every((name) => {
  try {
    execFileSync(name, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

const place = folderFor({ after }, 'lambda')
let skipped = process.platform === 'linux' ? false : 'the addon of this machine is not for Lambda'
const testInstalled = testUnless(() => skipped)
let runtime
/** The folders that Lambda has as LAMBDA_TASK_ROOT. */
const roots = {}

before(() => {
  if (skipped) return
  const folder = (name) => {
    mkdirSync(join(place, name))
    return join(place, name)
  }
  runtime = installRuntime(folder('runtime'))
  skipped = runtime.skipped ?? false
  if (skipped) return
  const packages = packInto(place)
  const manifest = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'))
  const [main, native] = packages.map((file) => `file:${file}`)
  const platform = readFileSync(join(root, 'package.json'), 'utf8').match(new RegExp(`"(pipedream-native-linux-${process.arch}-gnu)"`))[1]
  manifest.dependencies = { ...manifest.dependencies, 'pipedream-native': main, [platform]: native }

  roots.image = layImage(folder('context'), folder('image'), manifest)
  if (!hasZip) return
  // What the image has installed, and the bundler, which the repository has in the same version.
  const project = folder('project')
  cpSync(example, project, { recursive: true, filter: (file) => !file.includes('node_modules') })
  cpSync(join(roots.image, 'node_modules'), join(project, 'node_modules'), { recursive: true })
  const esbuild = join(root, 'node_modules/esbuild')
  assert.equal(JSON.parse(readFileSync(join(esbuild, 'package.json'), 'utf8')).version, manifest.devDependencies.esbuild)
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true })
  symlinkSync(join(esbuild, 'bin/esbuild'), join(project, 'node_modules/.bin/esbuild'))
  execSync('npm run --silent zip', { cwd: project, stdio: 'pipe' })
  roots.zip = folder('zip')
  execFileSync('unzip', ['-q', join(project, 'function.zip'), '-d', roots.zip])
})

/** Does what the lines of the Dockerfile say, with a folder in place of the image's root. Returns its LAMBDA_TASK_ROOT. */
function layImage(context, image, manifest) {
  cpSync(example, context, { recursive: true, filter: (file) => !file.includes('node_modules') })
  writeFileSync(join(context, 'package.json'), JSON.stringify(manifest))
  const task = join(image, 'var/task')
  mkdirSync(task, { recursive: true })
  const [first, ...lines] = readFileSync(join(context, 'Dockerfile'), 'utf8').trim().split('\n')
  assert.equal(first, 'FROM public.ecr.aws/lambda/nodejs:22')
  for (const line of lines) {
    const [, instruction, rest] = /^([A-Z]+) (.*)$/.exec(line)
    const text = rest.replaceAll(/\$\{LAMBDA_TASK_ROOT\}/g, task)
    if (instruction === 'COPY') {
      const names = text.split(' ')
      const to = names.pop()
      for (const name of names) cpSync(join(context, name), join(to, name))
    } else if (instruction === 'RUN') execSync(text, { cwd: task, stdio: 'pipe' })
    else assert.deepEqual([instruction, JSON.parse(rest)], ['CMD', ['handler.handler']])
  }
  return task
}

/** The variables that the function's configuration has. */
const configuration = ({ clientOptions }, baseUrl = clientOptions.baseUrl) => variablesOf({ ...clientOptions, baseUrl })

async function emulator(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close())
  return api
}

/** What a handler answered to HTTP. */
function answered({ status, body }) {
  assert.equal(status, 'response', JSON.stringify(body))
  return { status: body.statusCode, body: JSON.parse(body.body) }
}

for (const kind of ['zip', 'image']) {
  const start = (t, env, handler = 'handler.handler') => startEnvironment(t, { runtime, taskRoot: roots[kind], handler, env })
  const missing = () => skipped || (roots[kind] === undefined && 'zip or unzip is not installed')
  const testBuilt = testUnless(missing)

  describe(kind, () => {
    testBuilt('has the addon, and in the zip nothing but that and the two bundles', () => {
      const files = readdirSync(roots[kind], { recursive: true })
      assert.ok(files.some((name) => name.endsWith('.node')))
      if (kind === 'image') return assert.ok(!existsSync(join(roots.image, 'node_modules/esbuild')))
      assert.deepEqual(files.map((name) => name.replace(/^pipedream-native\..*\.node$/, 'addon')).sort(), [
        'addon',
        'handler.mjs',
        'stream.mjs',
      ])
    })

    testBuilt('a cold start fetches the token, and warm invocations send one request each, on one connection', async (t) => {
      const api = await emulator(t)
      const relay = await startRelay(t, api.url, 60_000)
      const environment = await start(t, configuration(api, relay.url))
      await environment.started()
      assert.equal(api.tokenRequests, 1, environment.process.stdout)
      assert.equal(api.requestCount, 1)

      const first = answered(await environment.invoke(accounts()))
      assert.equal(first.status, 200, JSON.stringify(first.body))
      assert.deepEqual(
        first.body.map(({ id, app }) => [id, app]),
        [
          ['apn_1', 'slack'],
          ['apn_2', 'github'],
          ['apn_3', 'openai'],
        ],
      )
      for (let count = 0; count < 5; count++) assert.equal(answered(await environment.invoke(accounts())).status, 200)
      const made = answered(await environment.invoke(connect()))
      assert.match(made.body.connectLinkUrl, /^https?:\/\/\S+[?&]token=ctok_/)
      assert.equal(answered(await environment.invoke(httpEvent('GET', '/accounts'))).status, 400)
      assert.equal(answered(await environment.invoke(httpEvent('GET', '/nothing', { user: 'user-1' }))).status, 404)
      assert.equal(api.tokenRequests, 1)
      assert.equal(api.requestCount, 1 + 6 + 1)
      assert.equal(relay.connections, 1)
      assert.ok(!environment.process.stdout.includes(api.clientOptions.clientSecret))
    })

    testBuilt(
      'an invocation after the thaw answers, on a new connection if the old one was closed meanwhile: no POST is lost',
      async (t) => {
        const api = await emulator(t)
        const relay = await startRelay(t, api.url, 400)
        const environment = await start(t, configuration(api, relay.url))
        await environment.started()
        const rounds = 2
        for (let round = 1; round <= rounds; round++) {
          assert.equal(answered(await environment.invoke(connect())).status, 200)
          const closed = relay.closed
          await environment.freeze(1)
          assert.ok(relay.closed > closed, 'the relay has closed what was idle')
          const thawed = answered(await environment.invoke(connect()))
          assert.equal(thawed.status, 200, `round ${round}: ${JSON.stringify(thawed.body)}`)
          assert.equal(api.requestsOf('tokens.create').length, 2 * round, 'each was sent once')
        }
        assert.equal(api.tokenRequests, 1)
        assert.ok(relay.connections > rounds)
      },
    )

    testBuilt('an invocation after the thaw answers with a new token, if the old one has expired meanwhile', async (t) => {
      const api = await emulator(t)
      const environment = await start(t, configuration(api))
      await environment.started()
      assert.equal(answered(await environment.invoke(connect())).status, 200)
      await environment.freeze(0.5)
      api.clock.advanceSeconds(3601)
      assert.equal(answered(await environment.invoke(connect())).status, 200, environment.process.stdout)
      assert.equal(answered(await environment.invoke(accounts())).status, 200)
      assert.equal(api.tokenRequests, 2, 'the new one is kept')
      // The API refused the old token before it did anything: the clock of this machine does not know that an hour has passed.
      assert.deepEqual(
        api.requestsOf('tokens.create').map(({ status }) => status),
        [200, 401, 200],
      )
    })
  })
}

/** What is the same for both is tested with the image, which is always there. */
describe('limits and failures', () => {
  const start = (t, env, handler = 'handler.handler') => startEnvironment(t, { runtime, taskRoot: roots.image, handler, env })

  testInstalled('a token that expires while the process is frozen is not sent', async (t) => {
    const api = await emulator(t)
    api.setTokenLifetimeSeconds(2)
    const environment = await start(t, configuration(api))
    await environment.started()
    await environment.freeze(2.5)
    assert.equal(answered(await environment.invoke(connect())).status, 200)
    assert.equal(api.requests.filter(({ status }) => status === 401).length, 0)
  })

  testInstalled('a call ends before Lambda would end the function, and says so', async (t) => {
    const api = await emulator(t)
    const environment = await start(t, configuration(api))
    await environment.started()
    for (const [event, operation] of [
      [accounts(), 'accounts.list'],
      [connect(), 'tokens.create'],
    ]) {
      const fault = api.fail({ operation, stall: 'headers', times: Infinity })
      const { status, body } = answered(await environment.invoke(event, { timeoutMs: 1500 }))
      assert.equal(status, 504)
      assert.match(body.error, /deadline/i)
      fault.remove()
      assert.equal(answered(await environment.invoke(event)).status, 200, 'the environment goes on')
    }
  })

  testInstalled('without time left the answer is 504, not a crash', async (t) => {
    const api = await emulator(t, { latencyMs: 200 })
    const environment = await start(t, configuration(api))
    assert.equal(answered(await environment.invoke(accounts(), { timeoutMs: 100 })).status, 504)
  })

  testInstalled('a failure of the API is 502, and a rate limit 429', async (t) => {
    const api = await emulator(t)
    const environment = await start(t, configuration(api))
    api.fail({ operation: 'accounts.list', status: 403 })
    assert.equal(answered(await environment.invoke(accounts())).status, 502)
    api.fail({ operation: 'accounts.list', status: 429, headers: { 'retry-after': 90 } })
    assert.equal(answered(await environment.invoke(accounts())).status, 429)
  })

  testInstalled('a token endpoint that fails at the start ends nothing: the first invocation asks again', async (t) => {
    const api = await emulator(t)
    const fault = api.fail({ operation: 'oauthTokens.create', status: 500, times: Infinity })
    const environment = await start(t, configuration(api))
    await environment.started()
    fault.remove()
    assert.equal(answered(await environment.invoke(accounts())).status, 200)
  })

  testInstalled('a variable that is missing is an init error that names it', async (t) => {
    const api = await emulator(t)
    const environment = await start(t, { ...configuration(api), PIPEDREAM_CLIENT_ID: '' })
    const { body, headers } = await environment.initError
    assert.match(body.errorMessage, /PIPEDREAM_CLIENT_ID/)
    assert.equal(headers['lambda-runtime-function-error-type'], body.errorType)
    assert.equal(api.requestCount, 0)
  })

  testInstalled('the worker threads of one environment share a token, if it takes several invocations at a time', async (t) => {
    const api = await emulator(t, { latencyMs: 50 })
    const several = { AWS_LAMBDA_MAX_CONCURRENCY: '8', AWS_LAMBDA_NODEJS_WORKER_COUNT: '3' }
    const environment = await start(t, { ...configuration(api), ...several })
    await environment.started(3)
    assert.equal(api.tokenRequests, 1)
    const answers = await Promise.all(Array.from({ length: 12 }, () => environment.invoke(accounts())))
    assert.ok(answers.every((one) => answered(one).status === 200))
    assert.equal(api.tokenRequests, 1)
  })

  testInstalled('a streamed response has each page when it is there', async (t) => {
    const api = await emulator(t)
    for (let number = 0; number < 150; number++) api.addAccount({ externalId: 'user-9' })
    const environment = await start(t, configuration(api), 'stream.handler')
    const { status, headers, text, chunks } = await environment.invoke(httpEvent('GET', '/', { user: 'user-9' }))
    assert.equal(status, 'response')
    assert.equal(headers['content-type'], 'application/vnd.awslambda.http-integration-response')
    const [prelude, lines] = text.split('\0'.repeat(8))
    assert.deepEqual(JSON.parse(prelude), { statusCode: 200, headers: { 'content-type': 'application/x-ndjson' } })
    assert.equal(
      new Set(
        lines
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).id),
      ).size,
      150,
    )
    assert.ok(chunks.length > 1)
    assert.equal(api.requestsOf('accounts.list').length, 2)
  })
})
