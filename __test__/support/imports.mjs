// Which file of the sources imports which, and circles in that.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The text of a file, by its path from the root. */
export const textOf = (file) => readFileSync(join(root, file), 'utf8')

/** The files below a folder, as paths from the root. */
export const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()

/** A circle in a map from names to the names that they import, as a list of names; undefined if there is none. */
export function circleIn(graph) {
  const state = new Map()
  const path = []
  const visit = (name) => {
    if (state.get(name) === 'done') return undefined
    if (state.get(name) === 'open') return [...path.slice(path.indexOf(name)), name]
    state.set(name, 'open')
    path.push(name)
    for (const next of graph.get(name) ?? []) {
      const circle = visit(next)
      if (circle) return circle
    }
    path.pop()
    state.set(name, 'done')
    return undefined
  }
  for (const name of graph.keys()) {
    const circle = visit(name)
    if (circle) return circle
  }
  return undefined
}

/** The imports among JavaScript or TypeScript files, type imports included. */
export function scriptImports(files) {
  return new Map(
    files.map((file) => {
      const paths = [...textOf(file).matchAll(/\b(?:from|import|import\() ?['"](\.[^'"]+)['"]/g)].map(([, path]) =>
        join(dirname(file), path),
      )
      // TypeScript names the file that is built: call.js for call.ts, native.js for native.d.ts.
      const candidates = (path) => [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.d.ts')]
      return [file, paths.map((path) => candidates(path).find((one) => files.includes(one))).filter(Boolean)]
    }),
  )
}

/** Rust without comments and without the tests that stand in the same file. */
export const rustCode = (file) =>
  textOf(file)
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
    .replace(/#\[cfg\([^\n]*test[^\n]*\)\]\s*(?:pub(?:\(crate\))? )?mod \w+ \{[\s\S]*?^}/gm, '')

/** `a::{b, c::{self, d}}` as `a::b`, `a::c`, `a::c::d`. */
function pathsOf(tree, prefix = []) {
  const open = tree.indexOf('{')
  if (open < 0) {
    const path = tree.replace(/ as \w+$/, '').split('::')
    return [[...prefix, ...path].filter((part) => part !== 'self' && part !== '')]
  }
  const inner = tree.slice(open + 1, tree.lastIndexOf('}'))
  const head = [...prefix, ...tree.slice(0, open).split('::').filter(Boolean)]
  const parts = ['']
  let depth = 0
  for (const char of inner) {
    if (char === '{') depth++
    if (char === '}') depth--
    if (char === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += char
  }
  return parts.filter(Boolean).flatMap((part) => pathsOf(part, head))
}

/** The imports among Rust files of src/. A name that a module re-exports counts as the file that it comes from. */
export function rustImports(files) {
  const moduleOf = (file) =>
    file
      .replace(/^src\//, '')
      .replace(/(\/mod)?\.rs$/, '')
      .split('/')
  const byModule = new Map(files.map((file) => [moduleOf(file).join('::'), file]))
  const modules = files.map((file) => {
    const own = moduleOf(file)
    const code = rustCode(file)
    const uses = [...code.matchAll(/^\s*(pub(?:\([^)]*\))? )?use ([^;]+);/gm)].flatMap(([, isPublic, tree]) =>
      pathsOf(tree.replace(/\s+/g, (space) => (space.includes('\n') ? '' : ' ')).replace(/([{,]) /g, '$1')).map((path) => ({
        path,
        isPublic: Boolean(isPublic),
      })),
    )
    return { file, own, uses, body: code.replace(/^\s*(?:pub(?:\([^)]*\))? )?use [^;]+;/gm, '') }
  })
  /** A path from the root of the crate; undefined if it is of another crate. */
  const absolute = (path, own) => {
    if (path[0] === 'crate') return path.slice(1)
    let at = own
    let rest = path
    while (rest[0] === 'super') [at, rest] = [at.slice(0, -1), rest.slice(1)]
    if (rest !== path) return [...at, ...rest]
    return byModule.has([...own, path[0]].join('::')) ? [...own, ...path] : undefined
  }
  const reexported = new Map()
  for (const { own, uses } of modules)
    for (const { path, isPublic } of uses) if (isPublic) reexported.set([...own, path.at(-1)].join('::'), absolute(path, own))
  const fileOf = (path) => {
    for (let length = path.length; length > 0; length--) {
      const name = path.slice(0, length).join('::')
      if (reexported.get(name)) return fileOf([...reexported.get(name), ...path.slice(length)])
      if (byModule.has(name)) return byModule.get(name)
    }
    return undefined
  }
  return new Map(
    modules.map(({ file, own, uses, body }) => {
      const named = uses.filter(({ path, isPublic }) => !isPublic || new RegExp(`\\b${path.at(-1)}\\b`).test(body)).map(({ path }) => path)
      const inline = [...body.matchAll(/(?<![\w:])\w+(?:::\w+)+/g)].map(([path]) => path.split('::'))
      const targets = [...named, ...inline].map((path) => absolute(path, own)).filter((path) => path?.length > 0)
      return [file, [...new Set(targets.map(fileOf))].filter((other) => other && other !== file)]
    }),
  )
}
