// Builds the TypeScript half into dist/.
//
//   npm run build:js              once
//   npm run build:js -- --watch   again after each change in ts/
//
// For each door of package.json: one CommonJS file that holds all it needs, an ES module that exports the same objects by name, and
// declarations. Nothing of ts/ is left to be read when a call runs.

import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { build } from 'esbuild'
import { root, run } from './steps.mjs'

const SOURCES = join(root, 'ts')
const OUTPUT = join(root, 'dist')
/** The folders of the doors within ts/ and dist/. */
const DOORS = ['', 'stores', 'testing', 'webhooks']

const SHARED = {
  absWorkingDir: root,
  entryPoints: Object.fromEntries(DOORS.map((door) => [posix.join(door, 'index'), join(SOURCES, door, 'index.ts')])),
  outdir: OUTPUT,
  bundle: true,
  // The platform packages, and Node's own modules.
  packages: 'external',
  platform: 'node',
  target: 'node18',
  logLevel: 'warning',
}

if (process.argv.includes('--watch')) await keepBuilding()
else await buildOnce()

export async function buildOnce() {
  rmSync(OUTPUT, { recursive: true, force: true })
  run(process.execPath, [join(root, 'node_modules', '.bin', 'tsc'), '--project', root])
  keepReachable()
  await bundle()
}

/**
 * No source maps: a stack trace shows the names of the functions without one, and a map is twice the size of the code. esbuild's getters
 * on `module.exports` become plain properties, which a test can replace.
 */
async function bundle() {
  await build({ ...SHARED, format: 'cjs', legalComments: 'none', footer: { js: 'module.exports = { ...module.exports };' } })
  const { metafile } = await build({ ...SHARED, format: 'esm', write: false, metafile: true })
  for (const [file, { exports }] of Object.entries(metafile.outputs)) writeModule(join(root, file), exports)
}

/** The ES module beside a door's CommonJS file: the same objects by name. */
function writeModule(file, names) {
  const base = file.replace(/\.js$/, '')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${base}.mjs`, `import door from './index.js'\n\nexport const {\n${names.map((name) => `  ${name},\n`).join('')}} = door\n`)
  writeFileSync(`${base}.d.mts`, "export * from './index.js'\n")
}

/** Removes the declarations of internal modules: only what a door names, directly or through others, is part of the package. */
function keepReachable() {
  const isKept = new Set()
  const open = DOORS.map((door) => join(OUTPUT, door, 'index.d.ts'))
  while (open.length > 0) {
    const file = open.pop()
    if (isKept.has(file)) continue
    isKept.add(file)
    for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
      open.push(join(dirname(file), `${from}.d.ts`))
    }
  }
  for (const name of readdirSync(OUTPUT, { recursive: true })) {
    const file = join(OUTPUT, name)
    if (name.endsWith('.d.ts') && !isKept.has(file)) rmSync(file)
  }
}

/** Builds after each change, a little later, so that several files that are saved together are one change. */
async function keepBuilding() {
  let timer
  const again = async () => {
    const start = performance.now()
    try {
      await bundle()
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
