// Compiles the files of __test__/types/matrix against the declarations of the package, as projects of all kinds do: with each way of
// finding modules, with and without the types of the DOM, with and without those of Node. `skipLibCheck` is off, so the compiler checks the
// package's declarations as well.

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The ways of finding modules, with the versions of TypeScript that have them. TypeScript 6 warns of node10, TypeScript 7 lacks it. */
export const WAYS = [
  { name: 'node10', module: 'commonjs', moduleResolution: 'node', type: 'commonjs', from: 4.9, to: 5.9 },
  { name: 'node16 from CommonJS', module: 'node16', moduleResolution: 'node16', type: 'commonjs', from: 4.9 },
  { name: 'node16 from an ES module', module: 'node16', moduleResolution: 'node16', type: 'module', from: 4.9 },
  { name: 'bundler', module: 'es2022', moduleResolution: 'bundler', type: 'module', from: 5 },
]

/** The options that make a compiler stricter, by the version that has them. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedModules: true,
}

/** Each combination for one version of TypeScript. */
export function combinations(version, ways = WAYS) {
  const found = []
  for (const way of ways.filter(({ from, to = Infinity }) => version >= from && version <= to))
    for (const hasDom of [false, true]) for (const hasNode of [false, true]) found.push({ way, hasDom, hasNode, isStrict: true })
  // Projects without strict options read the same declarations.
  const last = ways.at(-1).from <= version ? ways.at(-1) : ways[0]
  for (const hasNode of [false, true]) found.push({ way: last, hasDom: false, hasNode, isStrict: false })
  return found.map((one) => ({ ...one, version, name: nameOf(one) }))
}

const nameOf = ({ way, hasDom, hasNode, isStrict }) =>
  `${way.name}, ${hasDom ? 'DOM' : 'no DOM'}, ${hasNode ? '@types/node' : 'no @types/node'}${isStrict ? '' : ', not strict'}`

/** A project in `folder` with a copy of the package's declarations. `nodeTypes` is the folder of @types/node. */
export function makeProject(folder, nodeTypes) {
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true })
  const home = join(folder, 'node_modules/pipedream-native')
  for (const name of ['package.json', 'index.d.ts', 'dist']) cpSync(join(root, name), join(home, name), { recursive: true })
  symlinkSync(nodeTypes, join(folder, 'node_modules/@types/node'), 'dir')
  cpSync(join(root, '__test__/types/matrix'), join(folder, 'src'), { recursive: true })
  return folder
}

/** The files of a combination, and what the compiler says: an empty text if there is no error. */
export async function compile(folder, compiler, { version, way, hasDom, hasNode, isStrict }) {
  const config = `tsconfig-${way.name.replaceAll(' ', '-')}-${hasDom}-${hasNode}-${isStrict}.json`
  const hasUsing = version >= 5.2 && (hasDom || hasNode)
  const files = readdirSync(join(folder, 'src')).filter(
    (name) => ({ 'platform.ts': hasDom || hasNode, 'node.ts': hasNode, 'using.ts': hasUsing })[name] ?? true,
  )
  const compilerOptions = {
    module: way.module,
    moduleResolution: way.moduleResolution,
    target: 'es2022',
    // @types/node knows Symbol.asyncDispose. Without it the library `esnext.disposable` does.
    lib: ['es2022', ...(hasDom ? ['dom', 'dom.iterable'] : []), ...(hasUsing && !hasNode ? ['esnext.disposable'] : [])],
    types: hasNode ? ['node'] : [],
    skipLibCheck: false,
    declaration: true,
    outDir: `out-${config.slice(9, -5)}`,
    rootDir: 'src',
    ...(isStrict ? STRICT : { strict: false }),
    // A CommonJS file cannot be written with `import` and `export` under this option.
    ...(isStrict && version >= 5 && way.type === 'module' ? { verbatimModuleSyntax: true } : {}),
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: way.type }))
  writeFileSync(join(folder, config), JSON.stringify({ compilerOptions, files: files.map((name) => `src/${name}`) }))
  const child = spawn(process.execPath, [join(compiler, 'bin/tsc'), '-p', config], { cwd: folder })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return code === 0 ? '' : output || `exit code ${code}`
}

/** The folder of a package that is installed for the tests. */
export const installed = (name, from = root) => dirname(join(from, 'node_modules', name, 'package.json'))
