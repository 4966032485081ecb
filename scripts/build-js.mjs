// Builds the TypeScript half into dist/.
//
//   npm run build:js              once
//   npm run build:js -- --watch   again after each change in ts/
//
// For each entry point of package.json: one CommonJS file that holds all it needs, an ES module that exports the same objects by name, and
// declarations. Nothing of ts/ is left to be read when a call runs. An entry point has further builds (VARIANTS) for places that cannot load
// the first one. In the build `browser` the file X.browser.ts stands in the place of X.ts.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import typescript from 'typescript-5'
import { platforms } from '../tools/npm/platforms.mjs'
import { commitDate } from './release/commit.mjs'
import { bundledPackages } from './release/legal/bundled.mjs'
import { noticesOf } from './release/legal/notices.mjs'
import { sbomOf } from './release/legal/sbom.mjs'
import { binOf, fail, root } from './steps.mjs'

const SOURCES = join(root, 'ts')
const OUTPUT = join(root, 'dist')
/** Where a build is made. Each process has its own, so that `npm test` can build beside `npm run dev`. */
const BUILD = join(root, 'target', `dist-${process.pid}`)
/** Where the former dist/ goes. */
const FORMER = `${BUILD}-former`
/** The folders of the entry points within ts/ and dist/. */
const ENTRIES = ['', 'otel', 'stores', 'testing', 'webhooks']

/** Exports that are namespaces, and the files whose exports they hold. The entry point also exports each of them by itself. */
const NAMESPACES = { Pipedream: join(SOURCES, 'namespace.ts') }

/** The entry points that a further build has, by its name. It is part of the name of its files: dist/index.browser.js. */
const VARIANTS = {
  /** Without native code and without Node's modules, for browsers, edge runtimes and React Native. */
  browser: ENTRIES,
  /** For webpack and rspack: see ts/platforms.webpack.ts. */
  webpack: [''],
}

/** The command line: one program with its parser. */
const PROGRAM = { source: join(SOURCES, 'cli', 'main.ts'), name: 'cli.js' }

/** The files of all bundles, as esbuild names them. */
const BUNDLED = new Set()

/** An ES module is strict by itself; the CommonJS file that esbuild makes of it is not. */
const STRICT = { js: '"use strict";' }

/** A file beside the entry points, which they read when loading has failed, and its source. */
const FAILURE = { name: './load-failure.js', source: join(SOURCES, 'loading', 'failure.ts') }

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  // The platform packages, and Node's own modules.
  packages: 'external',
  external: [FAILURE.name],
  platform: 'node',
  target: 'node18',
  logLevel: 'warning',
}

/** Outside of Node a bundle holds everything, and esbuild refuses a module of Node. */
const OUTSIDE_OF_NODE = { packages: 'bundle', platform: 'browser', target: 'es2020' }

process.on('exit', clear)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
if (process.argv.includes('--watch')) await keepBuilding()
else if (await buildAll()) replaceOutput()
else fail('the types are wrong: dist/ is left as it was')

/** Builds into BUILD and returns whether the types are right. Throws where nothing can be built. */
async function buildAll() {
  clear()
  const declarations = writeDeclarations(BUILD)
  try {
    await bundle(BUILD)
  } finally {
    // It writes to the same folder, which the next build clears.
    await declarations
  }
  keepReachable(BUILD)
  return declarations
}

function clear() {
  for (const folder of [BUILD, FORMER]) rmSync(folder, { recursive: true, force: true })
}

/** Puts what was built in the place of dist/. Two renames, so that a process that loads the package finds one or the other. */
function replaceOutput(attempts = 10) {
  try {
    renameSync(OUTPUT, FORMER)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  try {
    renameSync(BUILD, OUTPUT)
  } catch (error) {
    // Another process has put its own there meanwhile.
    if (attempts === 0 || !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error
    rmSync(FORMER, { recursive: true, force: true })
    replaceOutput(attempts - 1)
  }
}

/** The compiler prints the errors, and writes declarations even so. */
async function writeDeclarations(folder) {
  const child = spawn(process.execPath, [binOf('tsc'), '--project', root, '--outDir', folder], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code === 0
}

async function bundle(folder) {
  const variants = Object.entries(VARIANTS).map(([variant, folders]) => bundleVariant(folder, folders, variant))
  await Promise.all([bundleVariant(folder, ENTRIES), ...variants, writeFailure(folder), writeProgram(folder)])
  writePlatforms(join(folder, 'platforms'))
  await writeLegal(folder)
}

async function writeFailure(folder) {
  // Nobody steps through it, and the package has a limit: without white space it is a third smaller.
  const options = { entryPoints: [FAILURE.source], format: 'cjs', write: false, banner: STRICT, minifyWhitespace: true }
  const { outputFiles } = await build({ ...SHARED, ...options })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, FAILURE.name), outputFiles[0].text)
}

/** Builds the entry points in `folders`: the first build, or that of the variant. */
async function bundleVariant(folder, folders, variant) {
  const options = optionsOf(variant)
  const sources = folders.map((entry) => fileOf(join(SOURCES, entry, 'index.ts'), variant))
  const names = await exportsOf([...sources, ...Object.values(NAMESPACES)], options)
  await Promise.all(
    folders.map((entry, index) =>
      writeEntry(join(folder, entry), ['index', variant].filter(Boolean).join('.'), sources[index], names, options, variant === 'browser'),
    ),
  )
}

/** The file that stands in the place of `file` in the build of a variant, else `file` itself. */
function fileOf(file, variant) {
  const other = file.replace(/\.ts$/, `.${variant}.ts`)
  return existsSync(other) ? other : file
}

/** esbuild's options for a variant. */
function optionsOf(variant) {
  if (variant === undefined) return SHARED
  const replaced = {
    name: variant,
    setup({ onResolve }) {
      onResolve({ filter: /^\..*\.js$/ }, ({ path, importer, resolveDir }) => {
        if (!importer.startsWith(SOURCES)) return undefined
        const file = fileOf(join(resolveDir, path.replace(/\.js$/, '.ts')), variant)
        // A file that adds to the one in whose place it stands may import that one.
        return existsSync(file) && file !== importer ? { path: file } : undefined
      })
    },
  }
  // The folders that writePlatforms writes.
  const external = ['./platforms/*', FAILURE.name]
  return { ...SHARED, external, plugins: [replaced], ...(variant === 'browser' && OUTSIDE_OF_NODE) }
}

/** The names of what each file exports that is there at run time. */
async function exportsOf(sources, shared) {
  const options = { outdir: OUTPUT, entryPoints: sources, format: 'esm', write: false, metafile: true }
  const { metafile } = await build({ ...shared, ...options })
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [join(root, entryPoint), exports]))
}

/**
 * The CommonJS file of an entry point and the ES module with the same objects. `module.exports` and its namespaces have plain properties. esbuild's
 * own would be getters, which a test cannot replace, and which cannot be defined where somebody has polluted Object.prototype. There is
 * no source map: the code is readable as it is, and a map would be twice its size.
 *
 * An ES module with code of its own (`isStandalone`) lets a bundler leave out what is not used. In Node there would be two copies then.
 */
async function writeEntry(folder, name, source, names, shared, isStandalone) {
  const all = names.get(source)
  const namespaces = all.filter((name) => name in NAMESPACES)
  const single = all.filter((name) => !(name in NAMESPACES))
  const objects = namespaces.map((name) => [name, `Object.freeze({ ${names.get(NAMESPACES[name]).join(', ')} })`])
  const start = `import { ${single.join(', ')} } from ${JSON.stringify(source)}\n`
  const bundled = async (contents, format) => {
    const options = { stdin: { contents: start + contents, resolveDir: root }, format, write: false, metafile: true }
    const { outputFiles, metafile } = await build({ ...shared, ...options, ...(format === 'cjs' && { banner: STRICT }) })
    return withoutComments(outputFiles[0].text) + licencesOf(Object.keys(metafile.inputs))
  }
  const members = objects.map(([name, text]) => `${name}: ${text}`)
  const required = await bundled(`module.exports = { ${[...single, ...members].join(', ')} }\n`, 'cjs')
  const constants = objects.map(([name, text]) => `export const ${name} = ${text}\n`)
  const imported = isStandalone
    ? await bundled(`${constants.join('')}export { ${single.join(', ')} }\n`, 'esm')
    : `import entry from './${name}.js'\n\nexport const { ${all.join(', ')} } = entry\n`
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.js`), required)
  writeFileSync(join(folder, `${name}.mjs`), imported)
  writeFileSync(join(folder, `${name}.d.mts`), `export * from './${name}.js'\n`)
}

/**
 * The command line. It holds the packages that it is made with, because the package has no dependencies. The entry points stay files of
 * their own, which it requires when a command needs them.
 */
async function writeProgram(folder) {
  const entryPoints = {
    name: 'entry points',
    setup({ onResolve }) {
      onResolve({ filter: /^(?:\.\.\/)+(?:testing\/)?index\.js$/ }, ({ path }) => ({
        path: path.replace(/^(?:\.\.\/)+/, './'),
        external: true,
      }))
    },
  }
  const input = {
    entryPoints: [PROGRAM.source],
    packages: 'bundle',
    external: [...SHARED.external, 'pipedream-native-*'],
    plugins: [entryPoints],
  }
  // Two thirds of its size would be white space and comments.
  // `import()` of a CommonJS file guesses its exports; `require` has them.
  const supported = { 'dynamic-import': false }
  const output = { supported, outdir: folder, format: 'cjs', minifyWhitespace: true, legalComments: 'none', write: false, metafile: true }
  const { outputFiles, metafile } = await build({ ...SHARED, ...input, ...output })
  const file = join(folder, PROGRAM.name)
  mkdirSync(folder, { recursive: true })
  const start = `#!/usr/bin/env node\n${STRICT.js}\n`
  writeFileSync(file, start + outputFiles[0].text + licencesOf(Object.keys(metafile.inputs)))
  chmodSync(file, 0o755)
}

/** The licences of the packages whose code is in a bundle, as a comment. They are also written into dist/ when all bundles are made. */
function licencesOf(inputs) {
  for (const file of inputs) BUNDLED.add(file)
  return bundledPackages(inputs, root)
    .map(({ name, texts }) => `/*!\nThis file has code of ${name}:\n\n${texts.map(({ text }) => text).join('\n\n')}\n*/\n`)
    .join('')
}

/** The notices of all that is bundled, and the bill of materials of the main package. */
async function writeLegal(folder) {
  const { name, version, license: licence, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const parts = bundledPackages([...BUNDLED], root)
  const owner = { name, version, licence, description }
  writeFileSync(join(folder, 'THIRD_PARTY_NOTICES'), noticesOf(`${name} ${version}`, parts))
  const direct = parts.map(({ id }) => id)
  writeFileSync(join(folder, 'sbom.cdx.json'), await sbomOf({ owner, parts, direct, type: 'npm', date: commitDate() }))
}

/** The folders that ts/platforms.webpack.ts names. An alias such as `@pipedream/sdk` is one folder deeper than the package's own name. */
function writePlatforms(folder) {
  for (const { name } of platforms) {
    const entry = `pipedream-native-${name}/bundled.mjs`
    mkdirSync(join(folder, name), { recursive: true })
    const manifest = { module: `../../../../${entry}`, main: `../../../../../${entry}`, sideEffects: true }
    writeFileSync(join(folder, name, 'package.json'), `${JSON.stringify(manifest)}\n`)
    const message = `the bundle does not hold pipedream-native-${name}`
    writeFileSync(
      join(folder, name, 'index.js'),
      `'use strict'\n\nthrow Object.assign(new Error('${message}'), { code: 'MODULE_NOT_FOUND' })\n`,
    )
  }
}

/** V8 reads the whole file whenever it is loaded. A third of it is comments, and with them it would not be ASCII, which V8 reads faster. */
function withoutComments(code) {
  const file = typescript.createSourceFile('index.js', code, typescript.ScriptTarget.ES2022, false, typescript.ScriptKind.JS)
  return typescript.createPrinter({ removeComments: true }).printFile(file)
}

/** Removes the declarations of internal modules: only what an entry point names, directly or through others, is part of the package. */
function keepReachable(folder) {
  const isKept = new Set()
  const open = [...ENTRIES.map((entry) => join(entry, 'index.d.ts')), 'index.browser.d.ts'].map((name) => join(folder, name))
  while (open.length > 0) {
    const file = open.pop()
    if (isKept.has(file)) continue
    isKept.add(file)
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
      open.push(join(dirname(file), `${from}.d.ts`))
    }
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name)
    if (name.endsWith('.d.ts') && !isKept.has(file)) rmSync(file)
  }
  // All that the compiler has written for the command line.
  rmSync(join(folder, 'cli'), { recursive: true, force: true })
}

/**
 * Builds after each change, a little later, so that several files that are saved together are one change. What has wrong types is built
 * as well, because it can be run; what cannot be parsed leaves dist/ as it was.
 */
async function keepBuilding() {
  const changed = new Set()
  let timer
  let building = again()
  watch(SOURCES, { recursive: true }, (_event, name) => {
    changed.add(join('ts', name ?? ''))
    clearTimeout(timer)
    // One build at a time: they use the same folder.
    timer = setTimeout(() => {
      building = building.then(again)
    }, 50)
  })
  await building

  async function again() {
    if (changed.size > 0) console.log(`${[...changed].join(', ')} changed`)
    changed.clear()
    const start = performance.now()
    try {
      const areTypesRight = await buildAll()
      replaceOutput()
      console.log(`built dist/ in ${(performance.now() - start).toFixed(0)} ms${areTypesRight ? '' : ', with wrong types'}`)
    } catch (error) {
      // esbuild prints its own errors.
      console.error(`dist/ is left as it was${error.errors === undefined ? `: ${error.message}` : ''}`)
    }
  }
}
