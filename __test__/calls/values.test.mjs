// The value of an answer is that of JSON.parse, with known keys renamed, dates as Date and optional nulls left out.

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { answered, holds } from '../support/arbitrary.mjs'
import { answerOf, api, decoded, meant, operations } from '../support/reference.mjs'
import { placesOfTypes, propertiesOf, refsOf, sample, someArguments, typesOf } from '../support/samples.mjs'
import { serve } from '../support/server.mjs'

let said
const say = () => ({ body: said, headers: { 'content-type': 'application/json' } })
const server = await serve({ after }, say, { token: say })
const { clientId: _, clientSecret: __, ...options } = server.options
const client = new PipedreamClient({ ...options, token: 'mine' })

/** The value that the client returns for an answer's text. */
async function got(operation, text) {
  said = text
  const [resource, method] = operation.id.split('.')
  const value = await client[resource][method](...someArguments(operation))
  return operation.operation['x-page'] ? value.response : value
}

/** The client's value, which must equal that of the reference implementation. */
async function asReference(operation, text) {
  const value = await got(operation, text)
  const wanted = decoded(
    answerOf(operation).schema,
    JSON.parse(
      Buffer.from(text)
        .toString()
        .replace(/^\ufeff/, ''),
    ),
  )
  assert.deepStrictEqual(value, wanted)
  assert.equal(JSON.stringify(value), JSON.stringify(wanted), 'in the same order')
  return value
}

const operation = (id) => operations.find((one) => one.id === id)
const account = (text) => asReference(operation('accounts.retrieve'), text)
const action = (text) => asReference(operation('actions.retrieve'), text)
const ran = (text) => asReference(operation('actions.run'), text)

describe('every type of an answer', () => {
  const places = placesOfTypes()
  for (const { name, operation, schema, place } of places) {
    test(`${name}, from ${operation.id}`, async () => {
      const all = sample(schema, () => true)
      const variants = {
        all,
        'only the required': sample(schema, (_, isRequired) => isRequired),
        'only the optional': sample(schema, (_, isRequired) => !isRequired),
        null: null,
        'another kind': 7,
      }
      const fields = propertiesOf(schema)
      if (fields.length > 0) {
        const each = (value) => Object.fromEntries(fields.map(([wire]) => [wire, value]))
        const unknown = { un_known: { id: 1, created_at: '2031-02-03T04:05:17.678Z' }, AlsoNew: [null], null_x: null }
        Object.assign(variants, {
          'unknown fields': { ...unknown, ...all },
          'unknown fields behind': { ...all, ...unknown },
          nulls: each(null),
          text: each('un_known'),
          objects: each({ id_x: null }),
          lists: each([{ id_x: null }, 1]),
        })
      }
      for (const [variant, value] of Object.entries(variants)) {
        // Only the answer as a whole must be of a certain kind.
        if ((value === null || value === 7) && place(value) === value) continue
        await assert.doesNotReject(asReference(operation, JSON.stringify(place(value))), variant)
      }
    })
  }

  test('every type that an answer can contain is tested', () => {
    const refs = operations.flatMap((one) => refsOf(answerOf(one).schema))
    assert.ok(refs.length > 40)
    assert.deepEqual(places.map(({ name }) => name).sort(), typesOf(refs).sort())
  })

  test('an unknown member of a union has the names that all members share, and its own keys unchanged', async () => {
    const wire = {
      data: {
        key: 'k',
        configurable_props: [{ type: 'hologram', name: 'n', remoteOptions: true, hologram_depth: 3, un_known: { a_b: null } }],
      },
    }
    const value = await action(JSON.stringify(wire))
    assert.equal(value.data.configurableProps[0].hologram_depth, 3)
  })

  test('an unknown value of an enum is unchanged', async () => {
    assert.equal((await account('{"id":"a","app":{"auth_type":"telepathy"}}')).app.authType, 'telepathy')
  })
})

describe('any answer has the value of the reference implementation', () => {
  for (const one of operations.filter((one) => meant(answerOf(one).schema).properties)) {
    test(one.id, () => holds(answered(answerOf(one).schema), (value) => asReference(one, JSON.stringify(value))))
  }
})

describe('dates', () => {
  for (const text of [
    '2031-02-03T04:05:17.678Z',
    '2031-02-03',
    '2031-02-03T04:05:17+02:00',
    '2031-02-03T04:05:17.123456Z',
    '2031-02-03T04:05Z',
    '0001-01-01T00:00:00Z',
    '2024-02-29T00:00:00Z',
  ]) {
    test(`${text} is a Date`, async () => {
      const { createdAt } = await account(JSON.stringify({ id: 'a', created_at: text }))
      assert.ok(createdAt instanceof Date)
      assert.equal(createdAt.getTime(), new Date(text).getTime())
    })
  }

  for (const value of [
    '',
    'soon',
    '2031-02-30T99:00:00Z',
    '2031-13-01',
    1700000000,
    -1,
    1.5,
    true,
    [1700000000],
    ['2031-02-03'],
    [],
    {},
    { created_at: 1 },
    '12',
    '1',
  ]) {
    test(`${JSON.stringify(value)} is not a date and stays unchanged`, async () => {
      assert.deepStrictEqual((await account(JSON.stringify({ id: 'a', created_at: value }))).createdAt, value)
    })
  }

  test('a field with the JavaScript spelling on the wire is unknown, and does not become a date', async () => {
    const value = await account('{"id":"a","createdAt":"2031-02-03T04:05:17Z","updatedAt":[5],"app":{"nameSlug":1}}')
    assert.equal(value.createdAt, '2031-02-03T04:05:17Z')
    await account('{"createdAt":"2031-02-03","created_at":"2032-02-03T00:00:00Z","id":"a"}')
    await account('{"created_at":"2032-02-03T00:00:00Z","createdAt":"2031-02-03","id":"a"}')
  })
})

describe('unusual JSON is read as JSON.parse reads it', () => {
  const odd = {
    '__proto__ keys': '{"id":"a","__proto__":{"polluted":true},"app":{"__proto__":null,"name_slug":"x"},"constructor":1,"toString":2}',
    'the same key twice: the last one counts, in the place of the first':
      '{"name":"1","id":"a","name":"2","app":{"name_slug":1},"app":{"img_src":2},"x":1,"x":2}',
    'a null and a value under one key': '{"name":null,"id":"a","name":"2","error":"1","error":null}',
    'a date twice': '{"created_at":"2031-02-03T00:00:00Z","id":"a","created_at":"soon"}',
    'keys that are numbers': '{"id":"a","2":1,"1":2,"-1":3,"01":4,"app":{"5":1,"name_slug":"s","4":2}}',
    'big and small numbers': '{"id":12345678901234567890,"name":1e400,"a":-1e400,"b":1e-400,"c":0.1,"d":9007199254740993,"e":1E+5,"f":1.0}',
    'negative zero': '{"id":-0,"name":-0.0,"x":[-0,-0e5]}',
    'lone surrogates': '{"id":"\\ud800","name":"\\udc00\\ud800","\\udfff":"\\ud83d","app":{"name_slug":"a\\uD800b"}}',
    escapes: String.raw`{"id":"\"\\\/\b\f\n\r\t\u0000\u2028\uD83D\uDE00","a\"b":1,"\\":2,"app":{"name\u005fslug":"escaped","name_slug":"plain"}}`,
    'escaped keys that are known': String.raw`{"\u0069d":"a","created\u005fat":"2031-02-03T00:00:00Z","external_i\u0064":null}`,
    'dates with escapes': String.raw`{"id":"a","created_at":"2031\u002d02-03T00:00:00Z"}`,
    'unescaped Unicode': '{"id":"\u{1F600}\u2028\u2029\u007f\ufeff日本\u{10ffff}","é":{"e\u0301":1}}',
    'all kinds of white space': ' \t\r\n{ "id" \n:\t"a" , "app" : { } , "name" : null \r}\n ',
    'empty keys and values': '{"":"","id":"","app":{"":[]},"credentials":{}}',
    'only nulls': '{"id":null,"name":null,"external_id":null,"app":null,"created_at":null,"x":null}',
  }
  for (const [name, text] of Object.entries(odd)) test(name, () => account(text))

  test('no prototype is changed', async () => {
    const value = await account(odd['__proto__ keys'])
    assert.equal({}.polluted, undefined)
    assert.equal(value.polluted, undefined)
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
    assert.deepEqual(Object.getOwnPropertyDescriptor(value, '__proto__').value, { polluted: true })
  })

  test('a byte order mark is skipped', () => account('\ufeff{"id":"a","external_id":"b"}'))

  test('invalid UTF-8 becomes replacement characters, as with fetch', async () => {
    const value = await got(
      operation('accounts.retrieve'),
      Buffer.concat([
        Buffer.from('{"id":"a'),
        Buffer.from([0xff, 0xc3]),
        Buffer.from('b","external_id":"'),
        Buffer.from([0xed, 0xa0, 0x80]),
        Buffer.from('"}'),
      ]),
    )
    assert.deepEqual(value, { id: 'a\ufffd\ufffdb', externalId: '\ufffd\ufffd\ufffd' })
  })

  for (const levels of [100, 10_000]) {
    test(`${levels} levels of lists and objects`, async () => {
      for (const [open, close] of [
        ['[', ']'],
        ['{"a_b":', '}'],
        ['[{"id_x":', '}]'],
      ]) {
        const value = await got(operation('actions.run'), `{"ret":${open.repeat(levels)}null${close.repeat(levels)},"stash_id":"s"}`)
        assert.equal(value.stashId, 's')
        let depth = 0
        for (let inner = value.ret; inner !== null; inner = Array.isArray(inner) ? inner[0] : Object.values(inner)[0]) depth++
        assert.equal(depth, levels * (open.length === 9 ? 2 : 1))
      }
    })
  }

  test('100 levels of a recursive type, or of unknown values in its place', async () => {
    const deep = (levels) =>
      levels === 0 ? { name_slug: 'x', scope_profiles: null } : { name_slug: 'x', app: deep(levels - 1), created_at: null }
    await account(JSON.stringify({ id: 'a', app: deep(100), credentials: deep(100) }))
    await ran(JSON.stringify({ exports: deep(100), os: [deep(100), [deep(100)]], ret: deep(100) }))
  })

  test('64 MB', async () => {
    const item = `{"id":"apn_1","external_id":"${'x'.repeat(900)}","created_at":"2031-02-03T04:05:17.678Z","healthy":true,"name":null}`
    const count = Math.ceil((64 << 20) / (item.length + 1))
    const value = await got(
      operation('accounts.list'),
      Buffer.from(`{"data":[${`${item},`.repeat(count - 1)}${item}],"page_info":{"total_count":${count}}}`),
    )
    assert.equal(value.data.length, count)
    assert.equal(value.pageInfo.totalCount, count)
    for (const one of [value.data[0], value.data.at(-1)])
      assert.deepStrictEqual(one, decoded(api.components.schemas.Account, JSON.parse(item)))
  })

  test('64 MB of one text', async () => {
    const value = await got(operation('actions.run'), Buffer.from(`{"ret":"${'é'.repeat(32 << 20)}","stash_id":"s"}`))
    assert.equal(value.ret.length, 32 << 20)
    assert.equal(value.stashId, 's')
  })
})
