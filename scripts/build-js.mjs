// Builds the TypeScript half into dist/.
//
//   npm run build:js              once
//   npm run build:js -- --watch   again after each change in ts/
//
// For each entry point of package.json: one CommonJS file that holds all it needs, an ES module that exports the same objects by name, and
// declarations. Nothing of ts/ is left to be read when a call runs.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import typescript from 'typescript-5'
import { fail, root } from './steps.mjs'

const SOURCES = join(root, 'ts')
const OUTPUT = join(root, 'dist')
/** Where a build is made. Each process has its own, so that `npm test` can build beside `npm run dev`. */
const BUILD = join(root, 'target', `dist-${process.pid}`)
/** Where the former dist/ goes. */
const FORMER = `${BUILD}-former`
/** The folders of the entry points within ts/ and dist/. */
const ENTRIES = ['', 'stores', 'testing', 'webhooks']

/** Exports that are namespaces, and the files whose exports they hold. The entry point also exports each of them by itself. */
const NAMESPACES = { Pipedream: join(SOURCES, 'namespace.ts') }

/** The source of each entry point, by its folder. */
const entries = () => Object.fromEntries(ENTRIES.map((entry) => [entry, join(SOURCES, entry, 'index.ts')]))

/** An ES module is strict by itself; the CommonJS file that esbuild makes of it is not. */
const STRICT = { js: '"use strict";' }

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  // The platform packages, and Node's own modules.
  packages: 'external',
  platform: 'node',
  target: 'node18',
  logLevel: 'warning',
}

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
  const compiler = join(root, 'node_modules', '.bin', 'tsc')
  const child = spawn(process.execPath, [compiler, '--project', root, '--outDir', folder], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return code === 0
}

async function bundle(folder) {
  const names = await exportsOf([...Object.values(entries()), ...Object.values(NAMESPACES)])
  await Promise.all(Object.entries(entries()).map(([entry, source]) => writeEntry(join(folder, entry), source, names)))
}

/** The names of what each file exports that is there at run time. */
async function exportsOf(sources) {
  const options = { outdir: OUTPUT, entryPoints: sources, format: 'esm', write: false, metafile: true }
  const { metafile } = await build({ ...SHARED, ...options })
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [join(root, entryPoint), exports]))
}

/**
 * The CommonJS file of an entry point and the ES module with the same objects. `module.exports` and its namespaces have plain properties. esbuild's
 * own would be getters, which a test cannot replace, and which cannot be defined where somebody has polluted Object.prototype. There is
 * no source map: the code is readable as it is, and a map would be twice its size.
 */
async function writeEntry(folder, source, names) {
  const all = names.get(source)
  const namespaces = all.filter((name) => name in NAMESPACES)
  const single = all.filter((name) => !(name in NAMESPACES))
  const objects = namespaces.map((name) => `${name}: Object.freeze({ ${names.get(NAMESPACES[name]).join(', ')} })`)
  const contents = `import { ${single.join(', ')} } from ${JSON.stringify(source)}\nmodule.exports = { ${[...single, ...objects].join(', ')} }\n`
  const { outputFiles } = await build({ ...SHARED, stdin: { contents, resolveDir: root }, format: 'cjs', banner: STRICT, write: false })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'index.js'), withoutComments(outputFiles[0].text))
  writeFileSync(join(folder, 'index.mjs'), `import entry from './index.js'\n\nexport const { ${all.join(', ')} } = entry\n`)
  writeFileSync(join(folder, 'index.d.mts'), "export * from './index.js'\n")
}

/** V8 reads the whole file whenever it is loaded. A third of it is comments, and with them it would not be ASCII, which V8 reads faster. */
function withoutComments(code) {
  const file = typescript.createSourceFile('index.js', code, typescript.ScriptTarget.ES2022, false, typescript.ScriptKind.JS)
  return typescript.createPrinter({ removeComments: true }).printFile(file)
}

/** Removes the declarations of internal modules: only what an entry point names, directly or through others, is part of the package. */
function keepReachable(folder) {
  const isKept = new Set()
  const open = ENTRIES.map((entry) => join(folder, entry, 'index.d.ts'))
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
