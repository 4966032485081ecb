// Writes ts/cli/generated/operations.ts: what the command line knows of each operation.

import { header, literal } from '../code.mjs'
import { optionsOf } from '../model.mjs'
import { refOf } from '../names.mjs'

/** A value is written on one line where it is at most this long. */
const ROOM = 130

/** Fields that hold a secret. Their values are no arguments of a process, because every user of a machine can read those. */
const SECRET = /(^|_)(secret|token|assertion|password)$|^cfmap|^ctok$/

const INTERFACE = `/** What a flag takes: text, a number, true or false, several texts, an object, any JSON value, text that may be \`true\` or \`false\`, or a picture as a data URI. */
export type FlagKind = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'object' | 'json' | 'loose' | 'picture'

/** An argument of an operation. */
export interface Field {
  /** As the client names it: \`externalUserId\`. */
  readonly name: string
  /** As the API names it, where that is not its name in snake case. */
  readonly wire?: string
  readonly kind: FlagKind
  readonly about: string
  readonly required?: true
  /** The values that are allowed. */
  readonly values?: readonly string[]
  readonly minimum?: number
  /** Whether its value must not be seen in the list of processes. */
  readonly secret?: true
}

/** An operation as the command line offers it. */
export interface CliOperation {
  /** \`accounts.list\` */
  readonly id: string
  readonly kind: 'page' | 'json' | 'void' | 'binary' | 'relayed'
  readonly summary: string
  readonly about: string
  /** The scope that the token needs. */
  readonly scope?: string
  /** Whether its path has the id of the project. */
  readonly inProject?: true
  /** The ids, in the order of the method's arguments. */
  readonly ids: readonly Field[]
  /** The fields of the request; undefined where the method has none. */
  readonly request?: readonly Field[]
  /** The arguments behind the request. */
  readonly after?: readonly Field[]
}
`

export function cli(model) {
  const operations = model.resources.flatMap((resource) => resource.operations)
  const rows = operations.map((one) => `  ${literal(rowOf(model, one), '  ', ROOM)},\n`)
  const resources = model.resources.map(({ name, description }) => `  ${literal({ name, about: description }, '  ', ROOM)},\n`)
  return {
    'ts/cli/generated/operations.ts':
      `${header('//')}\n// What the command line knows of each operation.\n\n${INTERFACE}\n` +
      `/** The resources, in the order of the reference. */\nexport const resources: readonly { name: string; about: string }[] = [\n${resources.join('')}]\n\n` +
      `/** Every operation. */\nexport const operations: readonly CliOperation[] = [\n${rows.join('')}]\n`,
  }
}

function rowOf(model, one) {
  const text = (id) => ({ wire: id.name, js: id.js, schema: { type: 'string' }, required: true, description: id.description })
  const fields = (list) => list.map((field) => fieldOf(model, field))
  return {
    id: one.id,
    kind: one.kind,
    summary: one.summary,
    about: one.description,
    scope: one.scope,
    inProject: one.pathParameters.some((place) => place['x-from'] === 'client') || undefined,
    ids: fields(one.ids.map(text)),
    request: one.request ? fields(one.request.fields) : undefined,
    after: one.after.length > 0 ? fields(one.after.map((after) => ({ ...after, wire: after.name }))) : undefined,
  }
}

function fieldOf(model, { wire, js, schema, required, description }) {
  const { kind, values, minimum } = kindOf(model, schema)
  const isSecret = SECRET.test(wire) || schema.format === 'password'
  return {
    name: js,
    wire: wire === snake(js) ? undefined : wire,
    kind,
    about: description,
    required: required || undefined,
    values,
    minimum,
    secret: isSecret || undefined,
  }
}

const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** How a schema is written on a command line. */
function kindOf(model, schema) {
  const name = refOf(schema)
  return name ? kindOfPlain(model, model.byName.get(name).schema) : kindOfPlain(model, schema)
}

function kindOfPlain(model, schema) {
  if (refOf(schema)) return kindOf(model, schema)
  if (schema.enum) return { kind: 'text', values: schema.enum }
  if (typeof schema.const === 'string') return { kind: 'text', values: [schema.const] }
  if (optionsOf(schema)) return unionOf(optionsOf(schema).map((one) => kindOf(model, one)))
  switch (schema.type) {
    case 'string':
      return { kind: schema.format === 'data-uri' ? 'picture' : 'text' }
    case 'number':
    case 'integer':
      return { kind: schema.type, minimum: schema.minimum }
    case 'boolean':
    case 'null':
    case 'object':
      return { kind: schema.type }
    case 'array':
      return { kind: kindOf(model, schema.items).kind === 'text' ? 'list' : 'json' }
    default:
      return { kind: 'json' }
  }
}

function unionOf(members) {
  const kinds = members.filter(({ kind }) => kind !== 'null')
  const isText = kinds.every(({ kind }) => kind === 'text')
  // Values of their own limit a text only if every member has some.
  if (isText) return { kind: 'text', values: kinds.every(({ values }) => values) ? kinds.flatMap(({ values }) => values) : undefined }
  if (kinds.every(({ kind }) => kind === 'text' || kind === 'list')) return { kind: 'list' }
  if (kinds.every(({ kind }) => ['text', 'boolean', 'loose'].includes(kind))) return { kind: 'loose' }
  return kinds.length === 1 ? kinds[0] : { kind: 'json' }
}
