// The blocks of code in the documents, and what a test has to know to run or check them.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { root } from './installed.mjs'

/** What the first line of a block says when the block is a file: `// server.mjs`, `# Dockerfile`. */
const NAMED = /^(?:\/\/|#|<!--) ([\w.-]+(?:\/[\w.-]+)*\.\w+|Dockerfile)(?: -->)?$/
/** Stands before a block that no test runs or checks, and says why. */
const MARKER = /^<!-- not run: (.+) -->$/s

const isDocument = (path) => path.endsWith('.md') && !path.includes('node_modules')

/** The Markdown files whose blocks are run or checked, as paths below the root. */
export function documents() {
  const below = (folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name))
  const paths = [...readdirSync(root), ...below('docs'), ...below('examples')].filter(isDocument)
  return paths.map((path) => path.replaceAll('\\', '/')).sort()
}

export const textOf = (document) => readFileSync(join(root, document), 'utf8')

/**
 * Each block of code between fences, wherever it stands: in a list and in a quotation, too. `lang` is undefined without a language, `file` is
 * what `file=PATH` behind the language says, `name` what its first line says, `unchecked` the reason of the marker before it.
 */
export function blocksOf(text) {
  const blocks = []
  let heading = ''
  const visit = (node) => {
    if (node.type === 'heading') heading = text.slice(node.position.start.offset, node.position.end.offset).replace(/^#+\s*/, '')
    for (const [index, child] of (node.children ?? []).entries()) {
      if (child.type === 'code') blocks.push({ ...blockOf(child), heading, unchecked: reasonOf(node.children[index - 1]) })
      else visit(child)
    }
  }
  visit(fromMarkdown(text))
  return blocks
}

const blockOf = ({ lang, meta, value, position }) => ({
  lang: lang ?? undefined,
  code: value,
  line: position.start.line,
  file: /(?:^| )file=(\S+)/.exec(meta ?? '')?.[1],
  name: NAMED.exec(value.split('\n', 1)[0])?.[1],
})

const reasonOf = (before) => (before?.type === 'html' ? MARKER.exec(before.value.trim())?.[1].trim() : undefined)

/** The commands of a shell block, one each, without comments, variables set before them, redirections and what a pipe leads to. */
export function commandsOf(code) {
  return code
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/(^|\s)#.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '')
    .flatMap((line) => line.split(/\s+(?:&&|\|\|?|;)\s+/))
    .map((command) => command.replace(/^(?:[A-Z_][A-Z0-9_]*=\S*\s+)+/, '').trim())
}
