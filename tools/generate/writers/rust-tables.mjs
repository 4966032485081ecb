// Writes src/generated/endpoints.rs and shapes.rs. Both are sorted by name, so that a new entry moves no other.

import { header } from '../code.mjs'
import { camel, screaming } from '../names.mjs'
import { mergedFields, shapeOf } from '../shapes.mjs'

const text = (value) => JSON.stringify(value)

export function rustTables(model) {
  const statics = new Map()
  const queue = []
  /** The name of the static that holds the shape of a type, or only its object, which is then defined. */
  const use = (name, part = 'shape') => {
    const id = `${name} ${part}`
    if (!statics.has(id)) {
      statics.set(id, '')
      queue.push({ id, name, part })
    }
    return part === 'object' ? `${screaming(name)}_OBJECT` : screaming(name)
  }
  /** A Rust expression that refers to the shape of a schema. */
  const shape = (schema) => reference(shapeOf(model, schema), use)
  const sorted = [...model.operations].sort((a, b) => (a.id < b.id ? -1 : 1))
  const rows = sorted.map((operation) => `static ${screaming(operation.id)}: Endpoint = ${row(operation, shape)};\n`)
  while (queue.length > 0) {
    const { id, name, part } = queue.shift()
    const type = model.byName.get(name)
    statics.set(id, part === 'object' ? objectDefinition(type, shape) : definition(model, type, shape, use))
  }
  const definitions = [...statics.keys()].sort().map((id) => statics.get(id))
  return {
    'src/generated/endpoints.rs':
      `${header('//')}\n//! One row for each operation.\n\nuse super::shapes;\nuse crate::endpoint::{Answer, Body, Endpoint, Method, PathPart, QueryField, Shape};\n\n` +
      `/// The operations, sorted by name.\npub static ENDPOINTS: &[&Endpoint] = &[\n${sorted.map(({ id }) => `&${screaming(id)},\n`).join('')}];\n\n` +
      `/// The operation that JavaScript calls by this number.\npub(crate) fn numbered(number: u32) -> Option<&'static Endpoint> {\nSome(match number {\n${sorted.map(({ id, number }) => `${number} => &${screaming(id)},\n`).join('')}_ => return None,\n})\n}\n\n` +
      rows.join('\n'),
    'src/generated/shapes.rs':
      `${header('//')}\n//! How each type is spelled on the wire and in JavaScript.\n\n` +
      `use crate::endpoint::{Field, Object, Shape, Union};\n\n${definitions.join('\n')}`,
  }
}

/** An expression of type `&'static Shape`. */
function reference(shape, use) {
  switch (shape.kind) {
    case 'raw':
      return '&Shape::Raw'
    case 'date':
      return '&Shape::Date'
    case 'list':
      return `&Shape::List(${reference(shape.of, use)})`
    case 'map':
      return `&Shape::Map(${reference(shape.of, use)})`
    case 'ref':
      return `&${use(shape.name)}`
    default:
      throw new Error(`a ${shape.kind} needs a name of its own in openapi.yaml`)
  }
}

const fieldList = (fields, shape) =>
  `&[${fields.map((field) => `Field { wire: ${text(field.wire)}, js: ${text(field.js)}, shape: ${shape(field.schema)}, required: ${field.required} },`).join('\n')}]`

function definition(model, type, shape, use) {
  const own = shapeOf(model, type.schema)
  const name = screaming(type.name)
  if (own.kind === 'union') {
    const memberOf = (ref) => own.members.find((member) => ref.endsWith(`/${member}`))
    const tagged = own.tag
      ? Object.entries(own.tag.mapping).map(([value, ref]) => `(${text(value)}, &${use(memberOf(ref), 'object')}),`)
      : []
    return (
      `static ${name}_MERGED: Object = Object { name: ${text(type.name)}, fields: ${fieldList(mergedFields(model, own.members), shape)} };\n` +
      `pub(crate) static ${name}: Shape = Shape::Union(&Union { tag: ${own.tag ? `Some(${text(own.tag.propertyName)})` : 'None'}, members: &[${tagged.join('\n')}], merged: &${name}_MERGED });\n`
    )
  }
  if (own.kind === 'object') return `pub(crate) static ${name}: Shape = Shape::Object(&${use(type.name, 'object')});\n`
  return `pub(crate) static ${name}: Shape = ${reference(own, use).slice(1)};\n`
}

function objectDefinition(type, shape) {
  const fields = type.fields.filter((field) => field.in === 'body')
  return `pub(crate) static ${screaming(type.name)}_OBJECT: Object = Object { name: ${text(type.name)}, fields: ${fieldList(fields, shape)} };\n`
}

function row(operation, shape) {
  const qualified = (schema) => shape(schema).replace(/&([A-Z][A-Z0-9_]+)/g, '&shapes::$1')
  const pieces = operation.path
    .split(/(\{[^}]+\})/)
    .filter(Boolean)
    .map((piece) => {
      if (!piece.startsWith('{')) return `PathPart::Literal(${text(piece)})`
      const name = piece.slice(1, -1)
      const parameter = operation.pathParameters.find((one) => one.name === name)
      return parameter['x-from'] === 'client' ? 'PathPart::Project' : `PathPart::Id(${operation.places.indexOf(name)})`
    })
  const query = operation.query.map(
    (field) =>
      `QueryField { js: ${text(field.js)}, wire: ${text(field.wire)}, allowed: &${JSON.stringify(field.allowed)}, required: ${field.required} },`,
  )
  const constants = Object.entries(operation.constants ?? {}).map(([name, value]) => `(${text(name)}, ${text(JSON.stringify(value))})`)
  const body = operation.body
    ? `Body::Json { shape: ${qualified({ $ref: `#/components/schemas/${operation.body.name}` })}, constants: &[${constants}] }`
    : operation.kind === 'relayed'
      ? 'Body::Custom'
      : 'Body::None'
  const answer = { page: 'Page', json: 'Json' }[operation.kind]
  return (
    `Endpoint { name: ${text(operation.id)}, number: ${operation.number}, method: Method::${operation.method[0]}${operation.method.slice(1).toLowerCase()}, template: ${text(operation.path)},\n` +
    `path: &[${pieces}], ids: &${JSON.stringify(operation.places.map(camel))}, query: &[${query.join('\n')}], body: ${body},\n` +
    `idempotent: ${operation.repeat}, bearer: ${operation.bearer}, answer: ${answer ? `Answer::${answer}(${qualified(operation.response)})` : `Answer::${operation.kind[0].toUpperCase()}${operation.kind.slice(1)}`} }`
  )
}
