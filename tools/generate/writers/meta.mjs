// Writes src/generated/mod.rs and ts/resources/meta.ts, which have the same hash: ts/load.ts refuses an addon that has another.

import { createHash } from 'node:crypto'
import { callOf } from '../calls.mjs'
import { header } from '../code.mjs'
import { quoted } from '../names.mjs'

/** The generated files whose code both halves have to agree on. */
const TABLES = ['src/generated/endpoints.rs', 'src/generated/shapes.rs', 'ts/resources/revive.ts']

/** `files` are the texts of the tables. */
export function meta(model, files) {
  const calls = model.resources.flatMap(({ operations }) => operations.map((one) => callOf(model, one)))
  const hash = hashOf([...TABLES.map((name) => files[name]), ...calls])
  return { 'src/generated/mod.rs': rustFile(hash), 'ts/resources/meta.ts': typescriptFile(model, hash) }
}

/** Comments do not count. */
function hashOf(texts) {
  const code = texts.map((text) => text.replace(/^\s*(\/\/.*|\/\*\*.*\*\/)\n/gm, ''))
  return createHash('sha256').update(code.join('\0')).digest('hex').slice(0, 16)
}

const rustFile = (hash) =>
  `${header('//')}\n//! The tables that \`openapi.yaml\` becomes.\n\npub mod endpoints;\nmod shapes;\n\n/// The hash of the tables; ts/resources/meta.ts has the same.\npub(crate) const HASH: &str = "${hash}";\n`

/** The number is for each call, the method and the path for logs and diagnostics channels. */
function typescriptFile(model, hash) {
  const rows = model.operations.map((one) => `  ${quoted(one.id)}: [${one.number}, ${quoted(one.method)}, ${quoted(one.path)}],\n`)
  return (
    `${header('//')}\n// What JavaScript and Rust both know of the operations.\n\n/** The hash of the tables; src/generated/mod.rs has the same. */\nexport const hash = '${hash}'\n\n` +
    `/** The number, method and path of each operation. */\nexport const operations = {\n${rows.join('')}} as const\n\n` +
    '/** The name of an operation that has a path of the API. */\nexport type OperationName = keyof typeof operations\n'
  )
}
