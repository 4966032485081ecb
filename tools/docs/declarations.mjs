// Reads the exported declarations of TypeScript sources with their doc comments.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5'

/** The sources that docs/options.md and docs/events.md are made from; docs/testing.md has those of ts/testing/index.ts. */
const FILES = [
  'ts/client-options.ts',
  'ts/options.ts',
  'ts/progress-types.ts',
  'ts/logging.ts',
  'ts/client.ts',
  'ts/stores/types.ts',
  'ts/webhooks/verify.ts',
  'ts/webhooks/sign.ts',
  'ts/events.ts',
  'ts/tracing-events.ts',
]

/** A mistake in a doc comment, which names the declaration. */
export class InvalidComment extends Error {}

export const readSources = (root) => declarationsIn(Object.fromEntries(FILES.map((name) => [name, readFileSync(join(root, name), 'utf8')])))

/**
 * What a module exports: its doc comment, and the declarations that it exports from other modules, by name. A declaration that it
 * does not export is left out.
 *
 * @param read Returns the text of a file.
 */
export function moduleExports(read, file) {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true)
  const exported = source.statements.filter(ts.isExportDeclaration)
  const names = new Set(exported.flatMap(({ exportClause }) => exportClause.elements.map((element) => element.name.text)))
  const files = exported.map(({ moduleSpecifier }) => join(file, '..', moduleSpecifier.text.replace(/\.js$/, '.ts')))
  const declarations = Object.entries(declarationsIn(Object.fromEntries(files.map((name) => [name, read(name)]))))
  return {
    comment: commentOf(source.statements[0], file),
    declarations: Object.fromEntries(declarations.filter(([name]) => names.has(name))),
  }
}

/** The exported interfaces, classes, functions and type aliases of source files, by name. `files` has the text of each file. */
export function declarationsIn(files) {
  const declarations = {}
  for (const [file, text] of Object.entries(files)) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
    for (const node of source.statements) {
      if (!node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue
      if (ts.isClassDeclaration(node)) declarations[node.name.text] = { ...commentOf(node, node.name.text), members: membersOf(node) }
      if (ts.isFunctionDeclaration(node)) declarations[node.name.text] = memberOf(node, node.name.text)
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
  return { ...commentOf(node, name), bases, fields, members: membersOf(node), definition: node.getText() }
}

/** The public methods, properties and accessors of a class or an interface. */
function membersOf(node) {
  const members = node.members.filter((member) => member.name !== undefined && !ts.isPrivateIdentifier(member.name))
  return members
    .map((member) => memberOf(member, `${node.name.text}.${member.name.getText()}`))
    .filter(({ tags }) => tags.internal === undefined)
}

/** A function, method, property or accessor. `parameters` is undefined if it cannot be called. */
function memberOf(node, label) {
  const canBeCalled = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isMethodSignature(node)
  const parameters = canBeCalled
    ? node.parameters.map((parameter) => {
        const [tag] = ts.getJSDocParameterTags(parameter)
        return { name: parameter.name.getText(), text: textOf(tag), signature: parameterOf(parameter) }
      })
    : undefined
  return { ...commentOf(node, label), name: node.name.getText(), type: node.type?.getText(), parameters }
}

/** A parameter as declarations have it: with a type, and without the code of its default. */
function parameterOf({ name, questionToken, initializer, type }) {
  const isOptional = questionToken !== undefined || initializer !== undefined
  return `${name.getText()}${isOptional ? '?' : ''}: ${type.getText().replace(/\s+/g, ' ')}`
}

/** The text of a tag on one line. */
const textOf = (tag) => (ts.getTextOfJSDocComment(tag?.comment) ?? '').replace(/\s*\n\s*/g, ' ')

/** The type of a property; `| undefined` is left out where the property may be left out. */
function typeOf(member) {
  const text = member.type.getText().replace(/\s+/g, ' ').replace(/^\| /, '')
  return member.questionToken === undefined ? text : text.replace(/ \| undefined$/, '')
}

/** The text and the tags of a doc comment. */
function commentOf(node, label) {
  const all = ts.getJSDocTags(node)
  const tags = Object.fromEntries(all.map((tag) => [tag.tagName.text, textOf(tag)]))
  // An example of several lines, as it stands in the comment.
  const code = ts.getTextOfJSDocComment(all.find((tag) => tag.tagName.text === 'example')?.comment)
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)
  return { label, description: (ts.getTextOfJSDocComment(comment?.comment) ?? '').replace(/(?<!\n)\n(?![\n|-])/g, ' '), tags, code }
}

/** The declaration with that name. */
export function declarationOf(declarations, name) {
  const found = declarations[name]
  if (found === undefined) throw new InvalidComment(`${name} is not exported by any of the sources`)
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

/** The sections of the types that `texts` name, and of those that these name. Types in `shown` have a section elsewhere. */
export function typesText(declarations, texts, shown) {
  const named = new Set()
  const open = [...texts]
  while (open.length > 0) {
    for (const [name] of open.pop().matchAll(/\b[A-Z]\w+\b/g)) {
      if (declarations[name]?.definition === undefined || shown.has(name) || named.has(name)) continue
      named.add(name)
      open.push(declarations[name].definition)
    }
  }
  const sections = [...named].sort().map((name) => {
    const declaration = declarations[name]
    return `\n### ${name}\n\n${descriptionOf(declaration)}\n\n\`\`\`ts\n${declaration.definition}\n\`\`\`\n`
  })
  return `\n## Types\n${sections.join('')}`
}

/** The default of an option as the page has it: values are code, words are text. */
export const defaultText = (text) =>
  /^(?:\d+|'[^']*'|\[.*\]|true|false|console|PipedreamEnvironment\.\w+)$/.test(text) ? `\`${text}\`` : text

/** A row of a Markdown table. */
export const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
