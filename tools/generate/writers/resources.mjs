// Writes ts/resources: one file for the class of each resource, resources.ts with all of them, namespaces.ts, and index.ts.

import { callOf } from '../calls.mjs'
import { comment, header, importOf, list } from '../code.mjs'
import { className, kebab } from '../names.mjs'
import { answerOf, errorsOf, parametersOf, typeParameterOf } from '../signatures.mjs'
import { snippetOf } from '../snippets.mjs'

/** The types in the namespace of a class. The official SDK has the same names. */
const ALIASES = ['  type Options = PipedreamClientOpts\n', '  type RequestOptions = BaseRequestOptions\n']

/** The types of ts/results.ts that signatures name. */
const RESULTS = ['BinaryResponse', 'PagePromise', 'PipedreamPromise']

export function resources(model) {
  const files = model.resources.map((resource) => [`ts/resources/${resource.name}.ts`, classFile(model, resource)])
  return {
    ...Object.fromEntries(files),
    'ts/resources/resources.ts': tableFile(model),
    'ts/resources/namespaces.ts': namespaceFile(model),
    'ts/resources/index.ts': indexFile(model),
  }
}

function classFile(model, resource) {
  const { name, description, operations } = resource
  const methods = operations.map((one) => methodOf(model, one))
  const signatures = operations.map((one) => [typeParameterOf(one), ...parametersOf(one), answerOf(one)].join(' ')).join(' ')
  const used = new Set(signatures.match(/\b[A-Z]\w*/g))
  const typesOf = (isEnum) => model.types.filter((type) => used.has(type.name) && !type.schema.enum !== isEnum).map((type) => type.name)
  const imports = [
    "import type { PipedreamClientOpts } from '../client-options.js'\nimport type { BaseRequestOptions } from '../options.js'\n",
    operations.some((one) => one.byHand) ? `import { send } from '../${kebab(name)}.js'\n` : '',
    "import { CALLER, Resource } from '../resource.js'\n",
    importOf(
      RESULTS.filter((one) => used.has(one)),
      '../results.js',
    ),
    importOf(typesOf(true), './enums.js'),
    methods.some((text) => text.includes('revive.')) ? "import * as revive from './revive.js'\n" : '',
    importOf(typesOf(false), './types.js'),
  ]
  return (
    `${header('//')}\n${imports.join('')}\n${comment(description)}export class ${className(name)} extends Resource {\n${methods.join('\n')}}\n` +
    `\n${comment(`The types of \`${className(name)}\`.`)}export declare namespace ${className(name)} {\n${ALIASES.join('')}}\n`
  )
}

function methodOf(model, operation) {
  const signature = list(`${operation.name}${typeParameterOf(operation)}(`, parametersOf(operation), `): ${answerOf(operation)} {`, '  ')
  const call = callOf(model, operation)
  const [, head, given] = /^([^(]*\()(.*)\)$/.exec(call)
  return `${methodComment(model, operation)}${signature}${list(`return ${head}`, given.split(/, (?![^[]*\])/), ')', '    ')}  }\n`
}

function methodComment(model, operation) {
  const lines = [
    `${operation.summary}. ${operation.description}`,
    '',
    ...(operation.scope ? [`Needs the scope \`${operation.scope}\`.`, ''] : []),
    ...(typeParameterOf(operation) ? ['@typeParam T What you know of the answer. It is not checked.'] : []),
    ...operation.ids.map((id) => `@param ${id.js} ${id.description}`),
    ...(operation.request ? [`@param request ${operation.request.schema.description}`] : []),
    ...operation.after.map((one) => `@param ${one.js} ${one.description}`),
    '@param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.',
    `@throws {PipedreamError} ${errorsOf(operation)
      .map(([status, name]) => `${status}: \`${name}\``)
      .join(', ')}; \`PipedreamTimeoutError\` and \`PipedreamAbortError\`.`,
    '@example',
    '```js',
    ...snippetOf(model, operation).split('\n'),
    '```',
  ]
  return comment(lines.join('\n'), '  ')
}

function tableFile(model) {
  const imports = model.resources.map(({ name }) => `import { ${className(name)} } from './${name}.js'\n`)
  const members = model.resources.map(({ name, description }) => `${comment(description, '  ')}  get ${name}(): ${className(name)}\n`)
  const rows = model.resources.map(({ name }) => `  ${name}: ${className(name)},\n`)
  return (
    `${header('//')}\n// The resources of a client, by name.\n\nimport type { ResourceParts } from '../resource.js'\n${imports.join('')}\n` +
    `/** The resources of a client. */\nexport interface Resources {\n${members.join('')}}\n\n` +
    `/**\n * The class of each resource.\n *\n * @internal\n */\nexport const resources: { readonly [Name in keyof Resources]: new (parts: ResourceParts) => Resources[Name] } = {\n${rows.join('')}}\n`
  )
}

/** A namespace is an object with the class of its resource and the enums of its requests, and the types of its requests. */
function namespaceFile(model) {
  const classes = model.resources.map(({ name }) => `import { ${className(name)} as ${classAlias(name)} } from './${name}.js'\n`)
  const imports = `import type { PipedreamClientOpts } from '../client-options.js'\nimport type { BaseRequestOptions } from '../options.js'\n${classes.join('')}import * as enums from './enums.js'\nimport type * as types from './types.js'\n`
  const spaces = model.resources.map(({ name, requests, enums }) => {
    const doc = `/** The class and the types of \`client.${name}\`. */\n`
    const values = [[className(name), classAlias(name)], ...enums.map((one) => [one, `enums.${one}`])]
    const type = values.map(([one, value]) => `  readonly ${one}: typeof ${value}\n`)
    const members = values.map(([one, value]) => `  ${one}: ${value},\n`)
    const value = `{\n${type.join('')}} = Object.freeze({\n${members.join('')}})`
    const lines = [
      ...requests.map((one) => `  type ${one} = types.${one}\n`),
      ...enums.map((one) => `  type ${one} = enums.${one}\n`),
      `  type ${className(name)} = ${classAlias(name)}\n`,
      `  namespace ${className(name)} {\n${ALIASES.map((line) => `  ${line}`).join('')}  }\n`,
    ]
    return `${doc}export const ${name}: ${value}\n${doc}export declare namespace ${name} {\n${lines.join('')}}\n`
  })
  return `${header('//')}\n// A namespace for each resource: its class, the types of its requests, and their enums.\n\n${imports}\n${spaces.join('\n')}`
}

/** The class by another name, because within the namespace its own name is the type there. */
const classAlias = (name) => `${className(name)}Class`

function indexFile(model) {
  const classes = model.resources.map(({ name }) => `export { ${className(name)} } from './${name}.js'\n`)
  return (
    `${header('//')}\n// Everything of the API that the package exports.\n\n${classes.join('')}` +
    `export * from './enums.js'\nexport * from './namespaces.js'\nexport * from './types.js'\n`
  )
}
