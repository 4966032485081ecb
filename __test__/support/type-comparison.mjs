// Compares the types of this package with others of the same API, in both directions: does a method take all arguments that the other one takes,
// and is what it gives all that the other one gives? The other types are those of the official SDK (`npm run check:types-official`), or made
// from a table of facts about it (__test__/types/official.test.mjs).

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5'

/** What a comparison needs besides the two sides. `Plain` leaves of a class what is public, since its private members are of one class only. */
const HELPERS = `
type Plain<T> = T extends { hasNextPage(): boolean; data: infer Data; response: infer Response; rawResponse: infer Raw }
  ? { data: Data; response: Response; rawResponse: Raw; hasNextPage(): boolean; getNextPage(): Promise<unknown> } & AsyncIterable<T extends AsyncIterable<infer Item> ? Item : never>
  : T
type Arguments<T> = T extends (...args: infer A) => unknown ? A : never
type OurOptions = ours.Types.BaseRequestOptions
type WithOfficialOptions<A> = { [K in keyof A]: [OurOptions, NonNullable<A[K]>] extends [NonNullable<A[K]>, OurOptions] ? official.Types.BaseRequestOptions : A[K] }
type Result<T> = T extends (...args: never) => infer R ? Plain<Awaited<R>> : never
type Raw<T> = T extends (...args: never) => infer R ? (R extends { withRawResponse(): Promise<infer W> } ? W : { data: Plain<Awaited<R>> }) : never
type Public<T> = { [K in keyof T]: T[K] }
`

/** The lines of a comparison, by id. Each compiles only if the source's type is assignable to the target's. */
export function comparisons({ methods, types, errors }) {
  const lines = new Map()
  const both = (id, officialType, ourType, [there, back]) => {
    lines.set(`${id}: ${there}`, [ourType, officialType])
    lines.set(`${id}: ${back}`, [officialType, ourType])
  }
  const taken = ['ours takes what the official one takes', 'the official one takes what ours takes']
  const given = ['the official one gives what ours gives', 'ours gives what the official one gives']
  const types2 = ['the official type is assignable to ours', 'our type is assignable to the official one']
  for (const name of methods) {
    const [resource, method] = name.split('.')
    const of = (side, wrap) => `${wrap}<${side}.Client['${resource}']['${method}']>`
    lines.set(`${name} arguments: ${taken[0]}`, [of('ours', 'Arguments'), of('official', 'Arguments')])
    lines.set(`${name} arguments: ${taken[1]}`, [of('official', 'Arguments'), `WithOfficialOptions<${of('ours', 'Arguments')}>`])
    both(`${name} result`, of('official', 'Result'), of('ours', 'Result'), given)
    lines.set(`${name} raw: ours gives what the official one gives`, [of('official', 'Raw'), of('ours', 'Raw')])
  }
  for (const name of types) both(name, `official.Types.${name}`, `ours.Types.${name}`, types2)
  for (const name of errors) {
    both(
      `new ${name}`,
      `ConstructorParameters<typeof official.Types.${name.replace(/^.*\./, '')}>`,
      `ConstructorParameters<typeof ours.Types.${name}>`,
      taken,
    )
    both(`${name} fields`, `Public<official.Types.${name}>`, `Public<ours.Types.${name}>`, given)
  }
  return lines
}

/**
 * Compiles the lines in `folder`, which has the modules `./official` and `./ours`, and returns those that do not compile, with what the
 * compiler says. Throws if anything else does not compile.
 */
export function differences(folder, lines, { files = [] } = {}) {
  const head = `import type * as official from './official.js'\nimport type * as ours from './ours.js'\n${HELPERS}`
  const ids = [...lines.keys()]
  const start = head.split('\n').length - 1
  const text =
    head + [...lines.values()].map(([target, source], index) => `export const c${index}: ${target} = null! as ${source}\n`).join('')
  const name = join(folder, 'comparison.ts')
  const options = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (file) => (file === name ? text : readFile(file))
  host.fileExists = (file) => file === name || fileExists(file)
  const program = ts.createProgram([name, ...files], options, host)
  const found = new Map()
  for (const one of ts.getPreEmitDiagnostics(program)) {
    const message = ts.flattenDiagnosticMessageText(one.messageText, '\n')
    const line = one.file?.fileName === name ? one.file.getLineAndCharacterOfPosition(one.start).line - start : -1
    if (line < 0) throw new Error(`${one.file?.fileName}: ${message}`)
    found.set(ids[line], message)
  }
  return found
}

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'))

/** Facts about the official SDK: the arguments and the result of each method, and its types. */
export const facts = fixture('official-types')

/** The differences that are on purpose: the reason of each, by id. */
export const expected = new Map(fixture('type-differences').flatMap(({ reason, ids }) => ids.map((id) => [id, reason])))
