// The classes of the resources: exported as values, so that code can ask with `instanceof`, extend them, spy on their methods, and construct
// one by hand.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mock, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as everything from 'pipedream-native'
import { AccountsClient, Pipedream, PipedreamClient, PipedreamError, WorkflowsClient, workflows } from 'pipedream-native'
import { failureOf, serve } from '../support/server.mjs'
import { readSource } from '../../tools/generate/source.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const api = await readSource(`${root}/openapi.yaml`)
const resources = api.tags.map(({ name }) => name)
const classNameOf = (name) => `${name[0].toUpperCase()}${name.slice(1)}Client`
const answer = ({ path, headers }) => ({ body: { id: 'apn_1', path, authorization: headers.authorization ?? null } })

test('the class of each resource is at the root, in its namespace, and in that of Pipedream', () => {
  const client = new PipedreamClient({ token: 'token', projectId: 'proj_1' })
  assert.ok(resources.length > 18)
  for (const name of resources) {
    const given = everything[classNameOf(name)]
    assert.equal(typeof given, 'function', name)
    assert.equal(given.name, classNameOf(name))
    assert.equal(everything[name][classNameOf(name)], given)
    assert.equal(Pipedream[classNameOf(name)], given)
    assert.equal(Pipedream[name][classNameOf(name)], given)
    assert.ok(client[name] instanceof given)
    assert.ok(!(client[name] instanceof everything[classNameOf(resources.find((other) => other !== name))]))
  }
})

test('a resource that is constructed by hand makes calls', async (t) => {
  const server = await serve(t, answer)
  const account = await new AccountsClient(server.options).retrieve('apn_1')
  assert.equal(account.path, '/v1/connect/proj_1/accounts/apn_1')
  assert.match(account.authorization, /^Bearer /)
})

test('a class that extends one of them is constructed by hand too', async (t) => {
  const server = await serve(t, answer)
  class Mine extends AccountsClient {
    first() {
      return this.retrieve('apn_1')
    }
  }
  assert.equal((await new Mine(server.options).first()).id, 'apn_1')
})

test('a spy on the prototype sees the calls of each client', async (t) => {
  const spy = mock.method(AccountsClient.prototype, 'retrieve', async () => ({ id: 'spied' }))
  t.after(() => spy.mock.restore())
  const client = new PipedreamClient({ token: 'token', projectId: 'proj_1' })
  assert.deepEqual(await client.accounts.retrieve('apn_1'), { id: 'spied' })
  assert.equal(spy.mock.callCount(), 1)
})

test('options that are wrong are the same errors as those of a client', () => {
  for (const options of [null, 'text', { timeoutInSeconds: 'long', token: 't' }, { clientSecret: 'secret' }])
    for (const Class of [AccountsClient, WorkflowsClient]) {
      const error = errorOf(() => new Class(options))
      assert.ok(error instanceof PipedreamError, `${Class.name} of ${JSON.stringify(options)}`)
      assert.equal(error.message, errorOf(() => new PipedreamClient(options)).message)
    }
})

test('a WorkflowsClient without credentials calls a public workflow', async (t) => {
  const server = await serve(t, answer)
  const { baseUrl } = server.options
  const workflowDomain = '127.0.0.1'
  const byHand = new workflows.WorkflowsClient({ projectId: 'proj_1', baseUrl, workflowDomain })
  assert.equal((await byHand.invoke({ urlOrEndpoint: `${baseUrl}/w` })).authorization, null)
  const withToken = new Pipedream.workflows.WorkflowsClient({ projectId: 'proj_1', baseUrl, workflowDomain, token: 'mine' })
  assert.equal((await withToken.invoke({ urlOrEndpoint: `${baseUrl}/w` }, 'oauth')).authorization, 'Bearer mine')
  assert.equal((await failureOf(withToken.invoke({ urlOrEndpoint: 'https://evil.example.com' }))).code, 'ERR_INVALID_ARGUMENT')
})

test('other resources need credentials', () => {
  const code = "try { new (require('pipedream-native').AccountsClient)({ projectId: 'p' }) } catch (error) { console.log(error.message) }"
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PIPEDREAM_')))
  assert.match(execFileSync(process.execPath, ['-e', code], { cwd: root, env, encoding: 'utf8' }), /^clientId is missing/)
})

function errorOf(act) {
  try {
    act()
  } catch (error) {
    return error
  }
}
