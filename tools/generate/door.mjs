// index.mjs at the root, the public door for ES modules: names in an export have to be written out.

import { createRequire } from 'node:module'
import { header } from './names.mjs'

const { errors } = createRequire(import.meta.url)('../../js/errors.js')

export function moduleDoor(model) {
  const enums = model.types.filter((type) => type.schema.enum).map((type) => type.name)
  const names = [
    'PipedreamClient',
    'PipedreamEnvironment',
    ...Object.keys(errors),
    ...enums,
    ...model.resources.map(({ name }) => name),
    'Pipedream',
  ]
  return {
    'index.mjs': `${header('//')}\n// The public door for ES modules: the same objects as index.js has, by name.\n\nimport door from './index.js'\n\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = door\n`,
  }
}
