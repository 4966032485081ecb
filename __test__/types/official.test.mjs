// Do all methods and types agree with the official SDK's, in both directions? The official side is made from a table of facts about it, because the
// tests do not install it: `npm run check:types-official` compares with the official declarations themselves, and with the same list of
// differences.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { folderFor } from '../support/folders.mjs'
import { comparisons, differences, expected, facts } from '../support/type-comparison.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const methods = Object.keys(facts.methods)
/** `ConfiguredProps` and `PropValue` depend on a type argument, which a table cannot say. */
const types = Object.keys(facts.types).filter((name) => !['ConfiguredProps', 'PropValue'].includes(name))
/** The kinds of types that have another name in TypeScript. */
const SIMPLE = { date: 'Date', objectKeyword: 'object', tsOnly: 'unknown', binary: 'Types.Binary' }
let folder

before(() => {
  folder = folderFor({ after }, 'types-official')
  const ours = join(root, 'dist/index.js')
  writeFileSync(join(folder, 'ours.ts'), `export type { PipedreamClient as Client } from '${ours}'\nexport * as Types from '${ours}'\n`)
  writeFileSync(join(folder, 'types.ts'), typesOf(facts.types))
  writeFileSync(join(folder, 'official.ts'), `import type * as Types from './types.js'\nexport type { Types }\n${clientOf(facts.methods)}`)
})

test('the 70 methods and the types agree in both directions, except for the differences that are listed', () => {
  assert.deepEqual([methods.length, Object.keys(facts.types).length], [70, 198])
  const lines = comparisons({ methods, types, errors: [] })
  const found = differences(folder, lines)
  const unexpected = [...found].filter(([id]) => !expected.has(id)).map(([id, message]) => `${id}: no\n${message}`)
  assert.deepEqual(unexpected, [])
  const gone = [...expected.keys()].filter((id) => lines.has(id) && !found.has(id))
  assert.deepEqual(gone, [])
})

test('each kind of difference is found', () => {
  writeFileSync(join(folder, 'types.ts'), typesOf(changed(facts.types)))
  const found = differences(
    folder,
    comparisons({ methods: ['accounts.retrieve', 'accounts.list', 'tokens.create'], types: ['Account'], errors: [] }),
  )
  assert.deepEqual([...found.keys()].sort(), [
    'Account: our type is assignable to the official one',
    'accounts.list raw: ours gives what the official one gives',
    'accounts.list result: ours gives what the official one gives',
    'accounts.retrieve arguments: ours takes what the official one takes',
    'accounts.retrieve arguments: the official one takes what ours takes',
    'accounts.retrieve raw: ours gives what the official one gives',
    'accounts.retrieve result: ours gives what the official one gives',
    'tokens.create arguments: the official one takes what ours takes',
  ])
})

/** The same types with a new required field, a field of another type, and a field that is required instead of optional. */
function changed({ Account, AccountsRetrieveRequest, CreateTokenOpts, ...others }) {
  const text = { k: 'string' }
  return {
    ...others,
    Account: { fields: { ...Account.fields, novel: [text, true] } },
    AccountsRetrieveRequest: { fields: { ...AccountsRetrieveRequest.fields, includeCredentials: [text, false] } },
    CreateTokenOpts: { fields: { ...CreateTokenOpts.fields, webhookUri: [text, true] } },
  }
}

/** TypeScript for the facts about types. */
function typesOf(all) {
  const written = Object.entries(all).map(([name, { fields, enum: members, nominal, type }]) => {
    if (fields !== undefined) return `export interface ${name} ${objectOf(fields)}`
    if (members === undefined) return `export type ${name}${name === 'PropValue' ? '<T>' : ''} = ${typeOf(type)}`
    const values = Object.entries(members).map(([key, value]) => [JSON.stringify(key), JSON.stringify(value)])
    return nominal
      ? `export declare enum ${name} { ${values.map((pair) => pair.join(' = ')).join(', ')} }`
      : `export type ${name} = ${values.map(([, value]) => value).join(' | ')}`
  })
  const binary = "Omit<ours.Types.BinaryResponse, 'stream'> & { stream(): ReturnType<ours.Types.BinaryResponse['stream']> | null }"
  return `import type * as ours from './ours.js'\nexport type Binary = ${binary}\nexport type BaseRequestOptions = ours.Types.BaseRequestOptions\n${written.join('\n')}\n`
}

function objectOf(fields) {
  const members = Object.entries(fields).map(
    ([name, [type, isRequired]]) => `${JSON.stringify(name)}${isRequired ? '' : '?'}: ${typeOf(type)}`,
  )
  return `{ ${members.join('; ')} }`
}

function typeOf({ k, of, name, field, key, value, fields, readonly }, prefix = '') {
  const inner = (type) => typeOf(type, prefix)
  if (k === 'ref') return `${prefix}${name}`
  if (k === 'fieldOf') return `NonNullable<${prefix}${name}['${field}']>`
  if (k === 'literal') return JSON.stringify(value)
  if (k === 'union') return of.map(inner).join(' | ')
  if (k === 'supplier') return `ours.Types.AsyncSupplier<${inner(of)}>`
  if (k === 'optional') return `${inner(of)} | undefined`
  if (k === 'list') return `${readonly ? 'readonly ' : ''}(${inner(of)})[]`
  if (k === 'record') return `Record<${inner(key)}, ${inner(value)}>`
  if (k === 'inlineObject') return objectOf(Object.fromEntries(fields.map((one) => [one.ts, [one.type, one.required]])))
  return SIMPLE[k] ?? k
}

/** TypeScript for the facts about methods: a client whose resources have them. */
function clientOf(all) {
  const resources = new Set(Object.keys(all).map((name) => name.split('.')[0]))
  const ofResource = (resource) => Object.entries(all).filter(([name]) => name.startsWith(`${resource}.`))
  const inTypes = (type) => typeOf(type, 'Types.')
  const methodOf = ([name, { arguments: given, result }]) => {
    const options = ['requestOptions', { k: 'ref', name: 'BaseRequestOptions' }, true]
    const parameters = [...given, options].map(([one, type, isOptional]) => `${one}${isOptional ? '?' : ''}: ${inTypes(type)}`)
    const promise = result.item ? `Promise<Page<${inTypes(result.item)}, ${inTypes(result.response)}>>` : `Sent<${inTypes(result)}>`
    return `    ${name.split('.')[1]}(${parameters.join(', ')}): ${promise}\n`
  }
  const members = [...resources].map((name) => `  ${name}: {\n${ofResource(name).map(methodOf).join('')}  }\n`)
  return `import type * as ours from './ours.js'
interface Page<T, R> extends AsyncIterable<T> { data: T[]; response: R; rawResponse: ours.Types.RawResponse; hasNextPage(): boolean; getNextPage(): Promise<this> }
interface Sent<T> extends Promise<T> { withRawResponse(): Promise<{ data: T; rawResponse: ours.Types.RawResponse }> }
export interface Client {\n${members.join('')}}\n`
}
