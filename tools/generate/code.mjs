// How the generated TypeScript is laid out: comments, literals and lists, in lines of at most 140 columns.

import { key, quoted } from './names.mjs'

const WIDTH = 140

/** The first line of a generated file. */
export const header = (comment) => `${comment} Written by: npm run generate (from openapi.yaml). Do not edit.\n`

/** A documentation comment: on one line where it fits. An empty line starts a new paragraph; examples keep their lines. */
export function comment(written, indent = '') {
  if (!written) return ''
  // Otherwise a description that has it would end the comment.
  const text = written.replaceAll('*/', '*\\/')
  const line = `${indent}/** ${text} */\n`
  if (!text.includes('\n') && line.length <= WIDTH + 1) return line
  const lines = []
  let isCode = false
  for (const one of text.split('\n')) {
    if (one.startsWith('```')) isCode = !isCode
    lines.push(...(isCode ? [one] : wrapped(one, WIDTH - indent.length - 3)))
  }
  return `${indent}/**\n${lines.map((one) => `${indent} *${one && ` ${one}`}\n`).join('')}${indent} */\n`
}

/** The words of `text` in lines of at most `width` columns. A line that continues a tag such as `@param` is indented. */
function wrapped(text, width) {
  const lines = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = text.startsWith('@') ? `  ${word}` : word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** `head` and `tail` around the items of a list: on one line where all fit, else one item for each line. */
export function list(head, items, tail, indent = '') {
  const line = `${indent}${head}${items.join(', ')}${tail}`
  if (line.length <= WIDTH && !line.includes('\n')) return `${line}\n`
  return `${indent}${head}\n${items.map((one) => `${indent}  ${one},\n`).join('')}${indent}${tail}\n`
}

/** `head` and a union: on one line where it fits, else one member for each line. */
export function union(head, members) {
  const line = `${head} ${members.join(' | ')}`
  return line.length <= WIDTH ? `${line}\n` : `${head}\n${members.map((one) => `  | ${one}\n`).join('')}`
}

/** An import of types from a module, one for each line: a further type is a further line. */
export const importOf = (names, module) =>
  names.length === 0 ? '' : `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '${module}'\n`

/** A value as a JavaScript programmer writes it: on one line where it is at most `room` columns long. */
export function literal(value, indent = '', room = 70) {
  if (value === null || typeof value !== 'object') return quoted(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const parts = (deeper) =>
    Array.isArray(value)
      ? value.map((one) => literal(one, deeper, room))
      : Object.entries(value)
          .filter(([, one]) => one !== undefined)
          .map(([name, one]) => `${key(name)}: ${literal(one, deeper, room)}`)
  const flat = parts(indent).join(', ')
  if (flat === '') return open + close
  const line = Array.isArray(value) ? `[${flat}]` : `{ ${flat} }`
  if (line.length <= room && !line.includes('\n')) return line
  return `${open}\n${parts(`${indent}  `)
    .map((part) => `${indent}  ${part},\n`)
    .join('')}${indent}${close}`
}
