// `npm run check:bundlers`: does each bundler and framework of docs/bundlers.md build browser and server code, silently, and does it run?
//
//   npm run check:bundlers                      every row
//   npm run check:bundlers -- --write           every row, and writes the table
//   npm run check:bundlers -- next vite@8       the rows whose names begin so; `npm run check:next` is `-- next`
//
// Not part of `npm test`: it installs each bundler, which needs the network, and takes some ten minutes. The pages run in a Chromium; without
// one (`apt-get install chromium`, or its path in the variable CHROMIUM) they are only built. __test__/package/entry-points.test.mjs has what
// can be tested with esbuild alone.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUNDLERS, checkBundler } from './bundlers/bundler.mjs'
import { chromium } from './bundlers/chromium.mjs'
import { checkExecutable } from './bundlers/executable.mjs'
import { checkNext } from './bundlers/next.mjs'
import { packInto } from './packed.mjs'
import { checkSvelteKit } from './bundlers/sveltekit.mjs'
import { addon, fail, install, root, run } from './steps.mjs'

const NEXT = ['16', '15'].flatMap((version) => ['turbopack', 'webpack'].map((bundler) => ({ version, bundler })))

/** What each row of the table does, by its name. It gives the version, and throws if one of its cells is not true. */
const ROWS = {
  ...Object.fromEntries(
    NEXT.map(({ version, bundler }) => [`next@${version} ${bundler}`, (place) => checkNext({ version, bundler, ...place })]),
  ),
  ...Object.fromEntries(Object.keys(BUNDLERS).map((name) => [name, (place) => checkBundler({ name, ...place })])),
  'sveltekit@2': checkSvelteKit,
  'executable@20': checkExecutable,
}

/** What "server" means in a row. */
const SERVER = {
  next: 'works, without configuration; edge routes and middleware too',
  esbuild: 'works, the addon is beside the bundle (`--loader:.node=copy`)',
  webpack: 'works, the addon is beside the bundle',
  '@rspack/core': 'works, the addon is beside the bundle',
  rollup: 'works, the package is external',
  'rollup bundled': 'works, the addon is beside the bundle (the plugin of [the guide](guides/loading.md#bundlers))',
  vite: 'works, the package is external (the default of `vite build --ssr`)',
  'vite bundled': 'works, the addon is beside the bundle (`ssr.noExternal`, the plugin of [the guide](guides/loading.md#bundlers))',
  sveltekit: 'works as a dependency; as a devDependency the addon has to be in `build` ([the guide](guides/loading.md#bundlers))',
  executable: 'works, the addon is beside the executable ([the guide](guides/loading.md#single-executables))',
}

/** The titles of rows whose name is not that of a bundler. */
const TITLES = { sveltekit: 'SvelteKit', executable: 'single executable of Node' }

const shouldWrite = process.argv.includes('--write')
const wanted = process.argv.slice(2).filter((argument) => argument !== '--write')
const names = Object.keys(ROWS).filter((name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)))
if (names.length === 0) fail(`no row begins with ${wanted.join(' or ')}: there are ${Object.keys(ROWS).join(', ')}`)
if (chromium === undefined) console.log('There is no Chromium: the pages are built, but not run.')
if (shouldWrite && (chromium === undefined || wanted.length > 0)) fail('--write needs a Chromium, and every row')

install()
// An addon that was built from other operations says so when it is loaded.
run(process.execPath, [existsSync(addon) ? 'scripts/build-js.mjs' : 'scripts/build.mjs'])
const { startEmulator } = await import('pipedream-native/testing')
const folder = mkdtempSync(join(tmpdir(), 'bundlers-'))
const versions = {}
const failed = []
try {
  const tarballs = packInto(folder)
  for (const name of names) {
    const api = await startEmulator()
    try {
      versions[name] = await ROWS[name]({ place: folder, tarballs, api })
      console.log(`${name}: ${versions[name]} is right`)
    } catch (error) {
      failed.push(name)
      console.error(`${name}: ${error.stack}`)
    } finally {
      await api.close()
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
if (failed.length > 0) fail(`not as docs/bundlers.md has it: ${failed.join(', ')}`)
if (shouldWrite) writeTable()

/** Writes the rows into docs/bundlers.md. Each row was checked above: a cell that is not true is no row. */
function writeTable() {
  const rows = names.map((name) => {
    const [, bundler, how] = /^(.+)@\d[\d.]*(?: (\w+))?$/.exec(name)
    if (bundler in TITLES) return `| ${TITLES[bundler]} ${versions[name]} | | | ${SERVER[bundler]} | none |\n`
    const title = bundler === 'next' ? `Next.js ${versions[name]}, ${how}` : `${bundler} ${versions[name]}${how ? `, ${how}` : ''}`
    return `| ${title} | runs | throws the sentence | ${SERVER[`${bundler} ${how}`] ?? SERVER[bundler]} | none |\n`
  })
  const file = join(root, 'docs', 'bundlers.md')
  const date = new Date().toISOString().slice(0, 10)
  const run = `Last run on ${date} with Node ${process.versions.node}:\n\n`
  const head = '| | client code with an enum | client code with a client | server code | warnings |\n| --- | --- | --- | --- | --- |\n'
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace(/(<!-- table -->\n)[\s\S]*(<!-- end of table -->)/, (_, start, end) => start + run + head + rows.join('') + end),
  )
}
