// Which openapi.yaml the generator rejects, and with which message.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { problemsOf } from '../../tools/generate/check.mjs'
import { completed } from '../../tools/generate/defaults.mjs'
import { modelOf } from '../../tools/generate/model.mjs'
import { enums } from '../../tools/generate/writers/enums.mjs'
import { operations } from '../../tools/generate/writers/operations.mjs'
import { reference } from '../../tools/generate/writers/reference.mjs'
import { resources } from '../../tools/generate/writers/resources.mjs'
import { revive } from '../../tools/generate/writers/revive.mjs'
import { rustTables } from '../../tools/generate/writers/rust-tables.mjs'
import { types } from '../../tools/generate/writers/types.mjs'
import { account, generate, MEMOS, text, withMemos } from '../support/generator.mjs'

describe('openapi.yaml is rejected, and the message names the operation and the member, when', () => {
  const get = (api) => api.paths[MEMOS].get
  const post = (api) => api.paths[MEMOS].post
  const schemas = (api) => api.components.schemas
  const wrong = {
    'an operation with a body has no x-request': [(api) => delete post(api)['x-request'], /^accounts\.addMemo: x-request is missing/],
    'an operation with query fields has no x-request': [
      (api) => delete get(api)['x-request'],
      /^accounts\.listMemos: x-request is missing.*written_after/,
    ],
    'x-scope is missing': [(api) => delete post(api)['x-scope'], /^accounts\.addMemo: x-scope is missing/],
    'a member is misspelt': [
      (api) => (post(api)['x-reqest'] = {}),
      /^accounts\.addMemo: x-reqest is not a member of an operation; did you mean x-request\?$/,
    ],
    'a member is unknown': [
      (api) => (post(api)['x-colour'] = 'red'),
      /^accounts\.addMemo: x-colour is not a member of an operation; its members are /,
    ],
    'a member of OpenAPI is misspelt': [
      (api) => (post(api).sumary = 'x'),
      /^accounts\.addMemo: sumary is not a member of an operation; did you mean summary\?$/,
    ],
    'a member of x-request is misspelt': [
      (api) => (post(api)['x-request'].optionl = true),
      /^accounts\.addMemo: x-request: optionl is not a member of a request; did you mean optional\?$/,
    ],
    'x-repeat differs from the default without a reason': [
      (api) => (post(api)['x-repeat'] = true),
      /^accounts\.addMemo: x-repeat-because is missing/,
    ],
    'x-repeat is not a boolean': [
      (api) => (post(api)['x-repeat'] = 'yes'),
      /^accounts\.addMemo: x-repeat must be true or false, got "yes"$/,
    ],
    'a type is unknown': [
      (api) => (schemas(api).Memo.properties.id.type = 'uuid'),
      /^Memo\.id: type must be one of string, .*, got "uuid"$/,
    ],
    'a list of types is given': [
      (api) => (schemas(api).Memo.properties.id.type = ['string', 'null']),
      /^Memo\.id: type must be one of string, .*, got \["string","null"\]$/,
    ],
    'a keyword of a schema is not supported': [(api) => (schemas(api).Memo.allOf = []), /^Memo: allOf is not a member of a schema/],
    'a list has no items': [
      (api) => (schemas(api).Memo.properties.id = { type: 'array', description: 'x' }),
      /^Memo\.id: items is missing/,
    ],
    'a reference is to nothing': [
      (api) => (schemas(api).Memo.properties.id = { $ref: '#/components/schemas/Nowhere', description: 'x' }),
      /^Memo\.id: .*Nowhere does not exist/,
    ],
    'a required field does not exist': [
      (api) => schemas(api).Memo.required.push('author'),
      /^Memo: author is required, but not in properties/,
    ],
    'a field has no description': [(api) => delete schemas(api).Memo.properties.id.description, /^Memo\.id: description is missing/],
    'an object is not a named type': [
      (api) =>
        (schemas(api).Memo.properties.id = { type: 'object', description: 'x', properties: { a: { type: 'string', description: 'x' } } }),
      /^Memo\.id: an object with properties needs a name of its own/,
    ],
    'a type hides one of JavaScript': [(api) => (schemas(api).Date = schemas(api).Memo), /^Date: another type has this name/],
    'a type has the name of one that the package exports': [
      (api) => (schemas(api).Page = schemas(api).Memo),
      /^Page: another type has this name/,
    ],
    'a type has the name of the type of an option': [
      (api) => (schemas(api).TokenProvider = schemas(api).Memo),
      /^TokenProvider: another type has this name/,
    ],
    'a type has the name of the class of a resource': [
      (api) => (schemas(api).AccountsClient = schemas(api).Memo),
      /^AccountsClient: another type has this name/,
    ],
    'parameters is not a list': [(api) => (get(api).parameters = {}), /^accounts\.listMemos: parameters must be a list, got \{\}$/],
    'properties is not an object': [(api) => (schemas(api).Memo.properties = []), /^Memo: properties must be an object, got \[\]$/],
    'two operations have one name': [(api) => (get(api).operationId = 'accounts.list'), /^accounts\.list: operationId is used twice/],
    'two fields have one name in JavaScript': [
      (api) => (schemas(api).Memo.properties.writtenAt = { type: 'string', description: 'x' }),
      /^Memo: two fields are named writtenAt/,
    ],
    'a query field has no description': [
      (api) => delete get(api).parameters[2].description,
      /^accounts\.listMemos: written_after: description is missing/,
    ],
    'a query field is in the type as well': [
      (api) =>
        (schemas(api).AccountsListMemosRequest = {
          description: 'x',
          type: 'object',
          properties: { written_after: { type: 'string', description: 'x' } },
        }),
      /^accounts\.listMemos: written_after is both in parameters and in AccountsListMemosRequest/,
    ],
    'a field of a type has x-in': [
      (api) => (schemas(api).Memo.properties.id['x-in'] = 'query'),
      /^Memo\.id: x-in is not a member of a schema: query fields are in parameters only/,
    ],
    'a path parameter is not in parameters': [
      (api) => get(api).parameters.splice(1, 1),
      /^accounts\.listMemos: account_id is in the path, but not in parameters/,
    ],
    'a parameter is not in the path': [
      (api) => get(api).parameters.push({ ...account, name: 'note_id' }),
      /^accounts\.listMemos: note_id is a path parameter, but the path does not have it/,
    ],
    'a parameter is in a header': [
      (api) => (get(api).parameters[2].in = 'header'),
      /^accounts\.listMemos: written_after: in must be one of path, query, got "header"$/,
    ],
    'the body and x-request have different types': [
      (api) => (post(api)['x-request'].type = 'Memo'),
      /^accounts\.addMemo: requestBody must be a \$ref to Memo/,
    ],
    'the type of a request has fields, but there is no body': [
      (api) => delete post(api).requestBody,
      /^accounts\.addMemo: requestBody is missing: AddMemoOpts has words/,
    ],
    'the operation has no name': [
      (api) => delete post(api).operationId,
      /^POST \/v1\/connect\/\{project_id\}\/accounts\/\{account_id\}\/memos: operationId is missing/,
    ],
    'the resource is unknown': [
      (api) => (post(api).operationId = 'memos.add'),
      /^memos\.add: operationId names the resource memos, which is not in tags/,
    ],
    'a resource has no operation': [(api) => api.tags.push({ name: 'memos', description: 'x' }), /^tags: memos has no operation/],
    'a method would hide a member of the resource': [
      (api) => (post(api).operationId = 'accounts.constructor'),
      /^accounts\.constructor: operationId: every resource has a member constructor already/,
    ],
    'a resource would hide a member of the client': [
      (api) => (api.tags.find(({ name }) => name === 'users').name = 'close'),
      /^tags: every client has a member close already/,
    ],
    'a method is not supported': [
      (api) => (api.paths[MEMOS].options = post(api)),
      /memos: options is not a member of a path; its members are get, post, put, patch, delete$/,
    ],
    'a resource has the name of another file of ts/resources': [
      (api) => (api.tags.find(({ name }) => name === 'users').name = 'meta'),
      /^tags: ts\/resources\/meta\.ts is another file; rename the resource$/,
    ],
    'there is no response for success': [
      (api) => (post(api).responses = { default: post(api).responses[200] }),
      /^accounts\.addMemo: responses must have exactly one status/,
    ],
    'the content type of the response is not supported': [
      (api) => (post(api).responses[200].content = { 'text/plain': {} }),
      /^accounts\.addMemo: responses: text\/plain is not supported/,
    ],
    'the schema of a response is not a named type': [
      (api) => (post(api).responses[200].content['application/json'].schema = { type: 'string' }),
      /^accounts\.addMemo: responses: the schema must be a \$ref/,
    ],
    'OpenAPI does not allow it': [(api) => (api.servers = 'https://api.pipedream.com'), /^servers: must be array$/],
    'x-relayed is on a resource without hand-written code': [
      (api) => (post(api)['x-relayed'] = true),
      /^accounts\.addMemo: x-relayed is for proxy, rateLimits, workflows/,
    ],
    'x-by-hand is on a resource without hand-written code': [
      (api) => (post(api)['x-by-hand'] = true),
      /^accounts\.addMemo: x-by-hand is for proxy, rateLimits, workflows/,
    ],
  }
  for (const [name, [change, message]] of Object.entries(wrong)) {
    test(name, async () => {
      const api = withMemos()
      change(api)
      const problems = await problemsOf(api)
      assert.ok(
        problems.some((problem) => message.test(problem)),
        problems.join('\n') || 'no problem was found',
      )
    })
  }

  test('(and is accepted when it is valid)', async () => {
    assert.deepEqual(await problemsOf(withMemos()), [])
    assert.deepEqual(await problemsOf(parse(text)), [])
  })
})

test('OpenAPI without x- members is rejected: every problem is printed, exit code 1, nothing is written', (t) => {
  const plain = JSON.parse(text.startsWith('{') ? text : JSON.stringify(parse(text)), (key, value) =>
    key.startsWith('x-') ? undefined : value,
  )
  const { status, stderr, files } = generate(t, plain)
  assert.equal(status, 1)
  assert.match(stderr, /^accounts\.list: x-scope is missing/m)
  assert.match(stderr, /^accounts\.create: x-request is missing/m)
  assert.doesNotMatch(stderr, /\bat .*\.mjs:\d/, 'no stack')
  assert.deepEqual(files, {})
})

test('the generator never crashes, whichever member is missing, misspelt or of another type', async () => {
  const api = withMemos()
  const places = []
  const visit = (value, path) => {
    if (value === null || typeof value !== 'object') return
    for (const key of Object.keys(value)) {
      places.push([...path, key])
      visit(value[key], [...path, key])
    }
  }
  visit({ ...api, paths: { [MEMOS]: api.paths[MEMOS] } }, [])
  const values = { null: null, number: 7, text: 'other', list: [], object: {}, true: true }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom('left out', 'misspelt', ...Object.keys(values)), async (path, act) => {
      const changed = structuredClone(api)
      const parent = path.slice(0, -1).reduce((place, key) => place[key], changed)
      const key = path.at(-1)
      if (act in values) parent[key] = values[act]
      else if (Array.isArray(parent)) parent.splice(Number(key), 1)
      else {
        if (act === 'misspelt') parent[`${key}z`] = parent[key]
        delete parent[key]
      }
      const problems = await problemsOf(changed)
      if (problems.length > 0)
        return assert.ok(
          problems.every((problem) => /^[^:]+: \S|^\S.* must be /.test(problem) && !/undefined|\[object/.test(problem)),
          problems.join('\n'),
        )
      const model = modelOf(completed(changed))
      for (const write of [rustTables, enums, operations, resources, revive, types, reference]) write(model)
    }),
    { numRuns: 300 },
  )
})

test('a file that is not YAML, or has a key twice, is rejected with the line number', (t) => {
  for (const broken of ['openapi: [', text.replace('openapi: 3.1.0', 'openapi: 3.1.0\nopenapi: 3.1.0')]) {
    const { status, stderr, files } = generate(t, broken)
    assert.equal(status, 1)
    assert.match(stderr, /^openapi\.yaml: .*line \d+/)
    assert.deepEqual(files, {})
  }
})
