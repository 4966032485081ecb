// The JavaScript of js/generated: resources, enums, revivers for dates, and the table the emulator reads.

import { exampleOf } from './examples.mjs'
import { className, header, key, quoted, refOf } from './names.mjs'
import { mergedFields, shapeOf } from './shapes.mjs'
import { requestExample } from './snippets.mjs'

export function javascript(model) {
  const revivers = new Revivers(model)
  const resources = resourceFile(model, revivers)
  return {
    'js/generated/resources.js': resources,
    'js/generated/revive.js': revivers.file(),
    'js/generated/names.js': nameFile(model),
    'js/generated/operations.js': operationFile(model),
  }
}

function resourceFile(model, revivers) {
  const written = model.resources.filter((resource) => !resource.isByHand)
  const classes = written.map(
    (resource) =>
      `\n/** ${resource.description} */\nclass ${className(resource.name)} extends Resource {\n${resource.operations.map((one) => methodOf(one, revivers)).join('\n')}}\n`,
  )
  const byHand = model.resources
    .filter((resource) => resource.isByHand)
    .map(({ name }) => `const { ${className(name)} } = require('../${name}.js')\n`)
  const names = model.resources.map((resource) => `  ${resource.name}: ${className(resource.name)},\n`)
  return (
    `${header('//')}'use strict'\n\n${byHand.join('')}const { Resource } = require('../resource.js')\nconst revive = require('./revive.js')\n${classes.join('')}\n` +
    `/** The resources of a client, by name. */\nmodule.exports = {\n${names.join('')}}\n`
  )
}

function methodOf(operation, revivers) {
  const ids = operation.ids.map((id) => id.js)
  const request = operation.request ? 'request' : undefined
  const parameters = [...ids, request, 'options'].filter(Boolean).join(', ')
  const given = `[${ids.join(', ')}], ${request ?? 'undefined'}, options`
  const revive = (schema) => (schema ? revivers.expression(schema) : undefined) ?? 'null'
  const name = quoted(operation.id)
  const call = {
    page: () => `this._page(${name}, ${revive({ $ref: `#/components/schemas/${operation.item}` })}, ${given})`,
    json: () => `this._json(${name}, ${revive(operation.response)}, ${given})`,
    void: () => `this._void(${name}, ${given})`,
    binary: () => `this._binary(${name}, ${given})`,
  }[operation.kind]
  return `  /** ${operation.summary}. */\n  ${operation.name}(${parameters}) {\n    return ${call()}\n  }\n`
}

/** A function for each type that holds dates, itself or deeper down. */
class Revivers {
  constructor(model) {
    this.model = model
    this.bodies = new Map()
  }

  /** An expression for the function that revives values of `schema`; nothing where there are no dates. */
  expression(schema) {
    const name = refOf(schema)
    if (name) return this.#type(name) && `revive.${name}`
    if (schema.type !== 'array') return undefined
    const item = this.expression(schema.items)
    return item && `revive.listOf(${item})`
  }

  #type(name) {
    if (this.bodies.has(name)) return this.bodies.get(name)
    this.bodies.set(name, undefined)
    const { schema, fields } = this.model.byName.get(name)
    const shape = shapeOf(this.model, schema)
    const all = shape.kind === 'union' ? mergedFields(this.model, shape.members) : fields
    const lines = all.map((field) => this.#line(field)).filter(Boolean)
    if (lines.length > 0) {
      this.bodies.set(
        name,
        `/** The dates of ${name}. */\nexports.${name} = (value) => {\n  if (value !== null && typeof value === 'object') {\n${lines.join('')}  }\n  return value\n}\n`,
      )
    }
    return this.bodies.get(name)
  }

  #line(field) {
    if (field.schema.format === 'date-time') return `    if (hasOwn(value, '${field.js}')) value.${field.js} = date(value.${field.js})\n`
    const inner = this.expression(field.schema)
    return inner && `    if (hasOwn(value, '${field.js}')) ${inner.replaceAll('revive.', 'exports.')}(value.${field.js})\n`
  }

  file() {
    const bodies = [...this.bodies.entries()].filter(([, body]) => body).sort(([a], [b]) => (a < b ? -1 : 1))
    return `${header('//')}'use strict'\n\nconst { date, listOf } = require('../dates.js')\n\n/** What only Object.prototype has is no date of an answer. */\nconst { hasOwn } = Object\n\nexports.listOf = listOf\n\n${bodies.map(([, body]) => body).join('\n')}`
  }
}

/** Enums, and the namespaces of the resources with what of them has a value: one file, since each costs every start. */
function nameFile(model) {
  const enums = model.types.filter((type) => type.schema.enum)
  const bodies = enums.map((type) => {
    const members = type.schema.enum.map((value, index) => `  ${key(type.schema['x-keys'][index])}: ${quoted(value)},\n`)
    return `/** ${type.schema.description} */\nconst ${type.name} = Object.freeze({\n${members.join('')}})\n`
  })
  const spaces = model.resources.map(({ name, enums }) => `  ${name}: Object.freeze({ ${enums.join(', ')} }),\n`.replace('{  }', '{}'))
  return (
    `${header('//')}'use strict'\n\n${bodies.join('\n')}\nexports.enums = {\n${enums.map((type) => `  ${type.name},\n`).join('')}}\n\n` +
    `exports.namespaces = {\n${spaces.join('')}}\n`
  )
}

function operationFile(model) {
  const rows = model.operations.map((one) => {
    const fields = one.body?.fields.filter((field) => field.in === 'body') ?? []
    return {
      name: one.id,
      resource: one.resource,
      method: one.method,
      path: one.path,
      kind: one.kind,
      bearer: one.bearer,
      scope: one.scope,
      ids: one.places,
      query: one.query.map((field) => field.wire),
      required: {
        query: one.query.filter((field) => field.required).map((field) => field.wire),
        body: fields.filter((field) => field.required).map((field) => field.wire),
      },
      bodyFields: one.body ? fields.map((field) => field.wire) : null,
      status: one.status,
      example: {
        ids: Object.fromEntries(one.pathParameters.map((place) => [place.name, place.example])),
        request: one.request ? requestExample(model, one) : undefined,
        response: one.responseExample ?? (one.response ? exampleOf(model, one.response) : undefined),
      },
    }
  })
  return `${header('//')}'use strict'\n\n/** Every operation with an example, for the emulator and the tests. */\nexports.operations = ${JSON.stringify(rows, null, 1)}\n`
}
