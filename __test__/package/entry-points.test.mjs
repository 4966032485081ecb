// The entry points without native code: what browsers, edge runtimes and React Native load. `npm run check:bundlers` tries them with the
// bundlers and frameworks of docs/bundlers.md; here esbuild bundles them, and they run in a context without anything of Node.

import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(import.meta.url)
const { exports: entries } = require('../../package.json')
const CONDITIONS = ['browser', 'edge-light', 'workerd', 'worker', 'react-native']
const DOORS = ['', '/browser', '/server', '/stores', '/testing', '/webhooks', '/otel']

/** The global objects of each place, beside those that all of them have. */
const PLACES = {
  browser: { document: {}, navigator: { product: 'Gecko' } },
  'edge runtime': { process: { env: {} } },
  'web worker': { navigator: { product: 'Gecko' } },
  'React Native': { navigator: { product: 'ReactNative' } },
}

/** Bundles `code` as a browser's bundler does, and asserts that esbuild has nothing to say. */
async function bundled(code, conditions = []) {
  const { outputFiles, warnings } = await build({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'result',
    logLevel: 'silent',
    ...(conditions.length > 0 && { platform: 'neutral', conditions }),
  })
  assert.deepEqual(warnings, [])
  return outputFiles[0].text
}

/** Runs a bundle in a realm of its own, with nothing of Node, and returns its exports. */
function ranIn(place, text) {
  const context = createContext({ TextEncoder, TextDecoder, ...PLACES[place] })
  return runInContext(`${text}\nresult`, context)
}

/** What `work` throws, which must be an error of the package in one sentence. */
function thrown(work, code) {
  try {
    work()
  } catch (error) {
    assert.equal(error.name, 'PipedreamError')
    assert.equal(error.code, code)
    assert.match(error.message, /\.$/)
    assert.doesNotMatch(error.message, /\. [A-Z]|\n/)
    return error.message
  }
  return assert.fail('it threw nothing')
}

test('each condition leads to a file without native code, for import and for require, with the types of the other one', () => {
  for (const door of DOORS.filter((door) => door !== '/browser')) {
    for (const kind of ['import', 'require']) {
      const targets = entries[`.${door}`][kind]
      for (const condition of CONDITIONS) {
        assert.match(targets[condition], /\/index\.browser\.m?js$/, `${door} ${kind} ${condition}`)
        const code = readFileSync(join(root, targets[condition]), 'utf8')
        assert.doesNotMatch(code, /node:|\.node["']|\brequire\(|\bBuffer\.|[^.]\bprocess\./, targets[condition])
        assert.ok(code.length < 60_000, `${targets[condition]}: ${code.length}`)
      }
      // The first key that fits is taken, so the types come first and what fits everywhere comes last.
      assert.deepEqual([Object.keys(targets)[0], Object.keys(targets).at(-1)], ['types', 'default'])
    }
  }
})

test('an entry point without native code exports every name of the other one', () => {
  for (const door of DOORS.filter((door) => door !== '/browser')) {
    const { default: file, browser } = entries[`.${door}`].require
    const names = Object.keys(require(join(root, browser)))
    const missing = Object.keys(require(join(root, file))).filter((name) => !names.includes(name))
    assert.deepEqual(missing, [], door)
  }
})

describe('outside of Node', () => {
  for (const [place, advice] of Object.entries({
    browser:
      /^new PipedreamClient\(\) of pipedream-native needs Node and does not run in a browser: .* use @pipedream\/sdk in browser code\.$/,
    'edge runtime': /does not run in an edge runtime or a web worker: .*export const runtime = "nodejs".* @pipedream\/sdk here\.$/,
    'web worker': /does not run in an edge runtime or a web worker/,
    'React Native': /does not run in React Native: call it on your server, and use @pipedream\/sdk in the app\.$/,
  })) {
    test(`enums and error classes work, and a client says what to do: ${place}`, async () => {
      for (const door of ['', '/server', '/browser']) {
        const { AppAuthType, NotFoundError, Pipedream, PipedreamClient, PipedreamError, PipedreamEnvironment } = ranIn(
          place,
          await bundled(`export * from 'pipedream-native${door}'`),
        )
        assert.equal(AppAuthType.Oauth, 'oauth')
        assert.equal(Pipedream.AppAuthType, AppAuthType)
        assert.equal(typeof PipedreamEnvironment.Prod, 'string')
        const error = new NotFoundError({ error: 'gone ü€😀' })
        assert.ok(error instanceof PipedreamError && error instanceof NotFoundError && !(error instanceof Pipedream.BadRequestError))
        assert.equal(error.message, 'NotFoundError\nStatus code: 404\nBody: {\n  "error": "gone ü€😀"\n}')
        assert.equal(JSON.parse(JSON.stringify(error)).statusCode, 404)
        assert.match(
          thrown(() => new PipedreamClient({ clientId: 'c', clientSecret: 's' }), 'ERR_PIPEDREAM_NATIVE_LOAD'),
          advice,
        )
        class Derived extends PipedreamClient {}
        thrown(() => new Derived(), 'ERR_PIPEDREAM_NATIVE_LOAD')
      }
    })
  }

  for (const condition of CONDITIONS) {
    test(`a bundler that sets the condition ${condition} builds each entry point, and what needs Node says so`, async () => {
      const all = DOORS.map((door, index) => `export * as door${index} from 'pipedream-native${door}'`).join('\n')
      const doors = ranIn('edge runtime', await bundled(all, [condition]))
      const [main, browser, server, stores, testing] = DOORS.map((_, index) => doors[`door${index}`])
      for (const { PipedreamClient } of [main, browser, server]) thrown(() => new PipedreamClient(), 'ERR_PIPEDREAM_NATIVE_LOAD')
      assert.match(
        thrown(() => stores.fileTokenStore(), 'ERR_PIPEDREAM_NATIVE_LOAD'),
        /^fileTokenStore\(\)/,
      )
      assert.match(
        thrown(() => stores.redisTokenStore({}), 'ERR_PIPEDREAM_NATIVE_LOAD'),
        /^redisTokenStore\(\)/,
      )
      // There is nothing to instrument, so code that registers instrumentations on both sides runs unchanged.
      const { PipedreamInstrumentation } = doors[`door${DOORS.indexOf('/otel')}`]
      const instrumentation = new PipedreamInstrumentation({ propagation: false })
      for (const method of ['enable', 'disable', 'setTracerProvider', 'setMeterProvider'])
        assert.equal(instrumentation[method]({}), undefined)
      assert.deepEqual(
        [instrumentation.instrumentationName, { ...instrumentation.getConfig() }],
        ['pipedream-native', { enabled: true, propagation: false }],
      )
      for (const name of ['startEmulator', 'serveEmulator']) {
        await assert.rejects(
          testing[name](),
          (error) => error.code === 'ERR_PIPEDREAM_NATIVE_LOAD' && error.message.startsWith(`${name}()`),
        )
      }
    })
  }

  test('a long error is cut for the log', async () => {
    const { PipedreamError } = ranIn('edge runtime', await bundled(`export * from 'pipedream-native'`))
    const error = new PipedreamError({ message: 'x'.repeat(50_000), body: 'ü'.repeat(50_000) })
    assert.ok(error.message.length < 11_000)
    assert.ok(error[Symbol.for('nodejs.util.inspect.custom')](0, {}).length < 7000)
  })
})

test('in Node the entry point without native code says how to get the other one', () => {
  const { PipedreamClient } = require('pipedream-native/browser')
  assert.match(
    thrown(() => new PipedreamClient(), 'ERR_PIPEDREAM_NATIVE_LOAD'),
    /do not import pipedream-native\/browser.*testEnvironment: "node".*@pipedream\/sdk\.$/,
  )
})

test('functions of older versions of the official SDK throw a sentence that names the replacement, in every entry point', () => {
  for (const door of ['', '/server', '/browser']) {
    const { createBackendClient, createFrontendClient } = require(`pipedream-native${door}`)
    assert.match(
      thrown(() => createBackendClient({ projectId: 'p' }), 'ERR_REMOVED_FUNCTION'),
      /new PipedreamClient\(\{ clientId, clientSecret, projectId, projectEnvironment \}\)/,
    )
    assert.match(
      thrown(() => createFrontendClient(), 'ERR_REMOVED_FUNCTION'),
      /import it from @pipedream\/sdk\/browser\.$/,
    )
  }
  const { ConnectError } = require('pipedream-native/browser')
  assert.equal(new Error('other') instanceof ConnectError, false)
  thrown(() => new ConnectError(), 'ERR_REMOVED_FUNCTION')
})

describe('verifyWebhook() outside of Node', () => {
  const bodies = ['', '{}', '\uFEFF{}', '{"text":"ü€😀"}', '{"text":"\ud800"}', 'not JSON', `{"a":"${'x'.repeat(100_000)}"}`]
  const keys = ['k', 'ü€😀', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(1000)]
  const sign = (key, time, body) => createHmac('sha256', key).update(`${time}.`).update(body).digest('hex')
  const now = new Date('2026-01-01')
  const time = now.getTime() / 1000

  /** The event, or what was thrown. */
  const outcome = (verifyWebhook, delivery) => {
    try {
      return JSON.stringify(verifyWebhook(delivery))
    } catch ({ name, code, message }) {
      return JSON.stringify({ name, code, message })
    }
  }

  test('it gives and refuses what it does in Node', async () => {
    const node = require('pipedream-native/webhooks').verifyWebhook
    const { verifyWebhook, RealmDate } = ranIn(
      'edge runtime',
      `${await bundled(`export * from 'pipedream-native/webhooks'`)}\nresult = { ...result, RealmDate: Date }`,
    )
    let count = 0
    for (const body of bodies) {
      for (const signingKey of keys) {
        const digest = sign(signingKey, time, body)
        const changed = digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
        const signatures = [
          `t=${time},v1=${digest}`,
          `t=${time},v1=${changed},v1=${digest.toUpperCase()}`,
          `t=${time},v1=${changed}`,
          `t=${time - 301},v1=${sign(signingKey, time - 301, body)}`,
          'nothing',
        ]
        for (const signature of signatures) {
          for (const given of [body, new TextEncoder().encode(body), Buffer.from(`-${body}`).subarray(1)]) {
            const delivery = { body: given, signature, signingKey: ['another', signingKey] }
            const expected = outcome(node, { ...delivery, now })
            assert.equal(outcome(verifyWebhook, { ...delivery, now: new RealmDate(+now) }), expected)
            count += expected.includes('ERR_') ? 0 : 1
          }
        }
      }
    }
    assert.ok(count >= 60, `${count} were genuine`)
  })

  test('signWebhook() and webhookId() give what they do in Node', async () => {
    const node = require('pipedream-native/webhooks')
    const edge = ranIn(
      'edge runtime',
      `${await bundled(`export * from 'pipedream-native/webhooks'`)}\nresult = { ...result, RealmDate: Date }`,
    )
    for (const payload of [...bodies, new TextEncoder().encode('{"a":"ü"}'), { a: ['ü'] }]) {
      for (const signingKey of keys) {
        const signed = node.signWebhook({ payload, signingKey, timestamp: now })
        const there = edge.signWebhook({ payload, signingKey, timestamp: new edge.RealmDate(+now) })
        assert.equal(JSON.stringify(there), JSON.stringify(signed))
        assert.equal(edge.webhookId(signed), node.webhookId(signed))
      }
    }
  })

  test('the file has the licence of the code that is in it', () => {
    for (const name of ['index.browser.js', 'index.browser.mjs']) {
      const code = readFileSync(join(root, 'dist', 'webhooks', name), 'utf8')
      assert.match(code, /@noble\/hashes:\n\nThe MIT License \(MIT\)[\s\S]*Paul Miller[\s\S]*WITHOUT WARRANTY/)
    }
  })
})

test('in the build for webpack every require is there, and leads to the package of its platform', () => {
  const code = readFileSync(join(root, 'dist', 'index.webpack.js'), 'utf8')
  const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name).filter((name) => !name.startsWith('node:'))
  const names = readdirSync(join(root, 'npm')).sort()
  assert.deepEqual(required.sort(), ['./load-failure.js', ...names.map((name) => `./platforms/${name}`)].sort())
  for (const name of names) {
    const folder = `/app/node_modules/pipedream-native/dist/platforms/${name}`
    const { module, main } = JSON.parse(readFileSync(join(root, 'dist', 'platforms', name, 'package.json'), 'utf8'))
    const entry = `/app/node_modules/pipedream-native-${name}/bundled.mjs`
    assert.equal(join(folder, module), entry)
    // Installed under another name, as `@pipedream/sdk`, it is one folder deeper.
    assert.equal(join(folder.replace('pipedream-native', '@pipedream/sdk'), main), entry)
    assert.ok(existsSync(join(root, 'npm', name, 'bundled.mjs')))
    assert.throws(() => require(join(root, 'dist', 'platforms', name, 'index.js')), { code: 'MODULE_NOT_FOUND' })
  }
})
