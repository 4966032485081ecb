// What both halves have in common: the hash of the tables. js/native.js refuses an addon that has another.

import { createHash } from 'node:crypto'
import { header, quoted } from './names.mjs'

/** The files whose content both halves have to agree on. Comments do not count. */
const TABLES = ['src/generated/endpoints.rs', 'src/generated/shapes.rs', 'js/generated/resources.js', 'js/generated/revive.js']

export function identity(model, files) {
  const hash = hashOf(TABLES.map((name) => files[name]))
  return {
    'src/generated/mod.rs': `${header('//')}\n//! The tables that \`openapi.yaml\` becomes.\n\npub mod endpoints;\npub mod shapes;\n\n/// The hash of the tables; js/generated/meta.js has the same.\npub const HASH: &str = "${hash}";\n`,
    'js/generated/meta.js': metaFile(model, hash),
  }
}

function hashOf(texts) {
  const code = texts.map((text) => text.replace(/^\s*(\/\/.*|\/\*\*.*\*\/)\n/gm, ''))
  return createHash('sha256').update(code.join('\0')).digest('hex').slice(0, 16)
}

/** One file for what each process reads: the hash, and each operation's number; its verb and path are for those who listen. */
function metaFile(model, hash) {
  const rows = model.operations.map((one) => `  ${quoted(one.id)}: [${one.number}, ${quoted(one.method)}, ${quoted(one.path)}],\n`)
  return (
    `${header('//')}'use strict'\n\n/** The hash of the tables; src/generated/mod.rs has the same. */\nexports.hash = '${hash}'\n\n` +
    `/** Number, verb and path of each operation. */\nexports.operations = {\n  __proto__: null,\n${rows.join('')}}\n`
  )
}
