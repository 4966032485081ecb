// Reads the interfaces and type aliases of TypeScript sources with their doc comments.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5'

/** The sources that docs/options.md and docs/events.md are made from. */
const FILES = [
  'ts/client-options.ts',
  'ts/options.ts',
  'ts/logging.ts',
  'ts/client.ts',
  'ts/stores/types.ts',
  'ts/webhooks/index.ts',
  'ts/events.ts',
]

/** A mistake in a doc comment, which names the declaration. */
export class InvalidComment extends Error {}

export const readSources = (root) => declarationsIn(Object.fromEntries(FILES.map((name) => [name, readFileSync(join(root, name), 'utf8')])))

/** The exported interfaces and type aliases of source files, by name. `files` has the text of each file. */
export function declarationsIn(files) {
  const declarations = {}
  for (const [file, text] of Object.entries(files)) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
    for (const node of source.statements) {
      if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue
      if (ts.isInterfaceDeclaration(node)) declarations[node.name.text] = interfaceOf(node)
      if (ts.isTypeAliasDeclaration(node)) declarations[node.name.text] = { ...commentOf(node, node.name.text), definition: node.getText() }
    }
  }
  return declarations
}

function interfaceOf(node) {
  const name = node.name.text
  const fields = node.members.filter(ts.isPropertySignature).map((member) => {
    const field = member.name.text
    return { name: field, type: typeOf(member), ...commentOf(member, `${name}.${field}`) }
  })
  const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.expression.getText()))
  return { ...commentOf(node, name), bases, fields, definition: node.getText() }
}

/** The type of a property; `| undefined` is left out where the property may be left out. */
function typeOf(member) {
  const text = member.type.getText().replace(/\s+/g, ' ').replace(/^\| /, '')
  return member.questionToken === undefined ? text : text.replace(/ \| undefined$/, '')
}

/** The text and the tags of a doc comment. */
function commentOf(node, label) {
  const tags = Object.fromEntries(
    ts.getJSDocTags(node).map((tag) => [tag.tagName.text, (ts.getTextOfJSDocComment(tag.comment) ?? '').replace(/\s*\n\s*/g, ' ')]),
  )
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return { label, description: (ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/(?<!\n)\n(?![\n-])/g, ' '), tags }
}

/** The declaration with that name. */
export function declarationOf(declarations, name) {
  const found = declarations[name]
  if (found === undefined) throw new InvalidComment(`${name} is not exported by any of ${FILES.join(', ')}`)
  return found
}

/** The fields of an interface: first those of what it extends. */
export function fieldsOf(declarations, name) {
  const { bases, fields } = declarationOf(declarations, name)
  return [...bases.flatMap((base) => fieldsOf(declarations, base)), ...fields]
}

/** The description of a declaration, which must have one. */
export function descriptionOf({ label, description }) {
  if (description === '') throw new InvalidComment(`${label}: the doc comment is missing`)
  return description
}

/** The text of a tag, which the declaration must have. */
export function tagOf({ label, tags }, tag) {
  if (!tags[tag]) throw new InvalidComment(`${label}: @${tag} is missing in its doc comment`)
  return tags[tag]
}

/** A row of a Markdown table. */
export const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
