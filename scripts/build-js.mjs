// Builds the TypeScript half into dist/.
//
//   npm run build:js              once
//   npm run build:js -- --watch   again after each change in ts/
//
// For each entry point of package.json: one CommonJS file that holds all it needs, an ES module that exports the same objects by name, and
// declarations. Nothing of ts/ is left to be read when a call runs.

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import typescript from 'typescript-5'
import { root, run } from './steps.mjs'

const SOURCES = join(root, 'ts')
const OUTPUT = join(root, 'dist')
/** The folders of the entry points within ts/ and dist/. */
const ENTRIES = ['', 'stores', 'testing', 'webhooks']

/** Exports that are namespaces, and the files whose exports they hold. The entry point also exports each of them by itself. */
const NAMESPACES = { Pipedream: join(SOURCES, 'namespace.ts') }

/** The source of each entry point, by its folder. */
const entries = () => Object.fromEntries(ENTRIES.map((entry) => [entry, join(SOURCES, entry, 'index.ts')]))

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  // The platform packages, and Node's own modules.
  packages: 'external',
  platform: 'node',
  target: 'node18',
  logLevel: 'warning',
}

if (process.argv.includes('--watch')) await keepBuilding()
else await buildOnce()

/** In another folder first, so that a mistake leaves what is there. */
async function buildOnce() {
  const folder = join(root, 'target', 'dist')
  rmSync(folder, { recursive: true, force: true })
  run(process.execPath, [join(root, 'node_modules', '.bin', 'tsc'), '--project', root, '--outDir', folder])
  keepReachable(folder)
  await bundle(folder)
  rmSync(OUTPUT, { recursive: true, force: true })
  renameSync(folder, OUTPUT)
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
  const { outputFiles } = await build({ ...SHARED, stdin: { contents, resolveDir: root }, format: 'cjs', write: false })
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

/** Builds after each change, a little later, so that several files that are saved together are one change. */
async function keepBuilding() {
  let timer
  const again = async () => {
    const start = performance.now()
    try {
      await bundle(OUTPUT)
      console.log(`built dist/ in ${(performance.now() - start).toFixed(0)} ms`)
    } catch {
      // esbuild has said what is wrong.
    }
  }
  await again()
  watch(SOURCES, { recursive: true }, (_event, name) => {
    console.log(`${relative(root, join(SOURCES, name ?? ''))} changed`)
    clearTimeout(timer)
    timer = setTimeout(again, 50)
  })
}
