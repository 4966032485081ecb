// esbuild, Rollup and Vite. Run as a program in a project that has one of them installed:
//
//   node others.mjs esbuild|rollup|vite [bundled]
//   node others.mjs rollup|vite fails [OPTIONS]     the server's code alone, without the plugin that copies the addon, and with these options
//
// It builds the two pages and the server's code, and prints the warnings as JSON.

import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [name, how, further] = process.argv.slice(2)
const project = process.cwd()
const out = join(project, 'out')
const { resolve } = createRequire(join(project, 'package.json'))
const load = async (module) => import(pathToFileURL(resolve(module)).href)
const PAGES = ['enum', 'client']

/** The configuration of docs/guides/loading.md, for a server's bundle that has the package in it and the addon beside it. */
async function configOf(bundler) {
  const { default: config } = await import(pathToFileURL(join(project, `${bundler}.config.mjs`)).href)
  if (how !== 'fails') return config
  const { ssr, ...more } = JSON.parse(further ?? '{}')
  const plugins = config.plugins.filter((plugin) => plugin.name !== 'copy-addon')
  return { ...config, plugins, ...more, ...(config.ssr && { ssr: { ...config.ssr, ...ssr } }) }
}

const builders = {
  /** The addon is copied beside the bundle, as README's "Bundle it" has it. */
  async esbuild() {
    const { build } = await load('esbuild')
    const options = { absWorkingDir: project, bundle: true, logLevel: 'silent' }
    const pages = await build({ ...options, entryPoints: PAGES.map((page) => `./${page}.js`), outdir: out, format: 'esm' })
    const js = "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)"
    const server = await build({
      ...options,
      entryPoints: ['./server.js'],
      outfile: join(out, 'server', 'main.mjs'),
      platform: 'node',
      format: 'esm',
      banner: { js },
      loader: { '.node': 'copy' },
    })
    return [...pages.warnings, ...server.warnings].map(({ text }) => text)
  },

  /** On a server the package stays in node_modules. */
  async rollup() {
    const { rollup } = await load('rollup')
    const { default: nodeResolve } = await load('@rollup/plugin-node-resolve')
    const { default: commonjs } = await load('@rollup/plugin-commonjs')
    const warnings = []
    const onwarn = ({ message }) => warnings.push(message)
    if (how !== 'fails') {
      const input = PAGES.map((page) => join(project, `${page}.js`))
      const pages = await rollup({ input, plugins: [nodeResolve({ browser: true }), commonjs()], onwarn })
      await pages.write({ dir: out, format: 'es' })
    }
    const options = how ? await configOf('rollup') : { external: ['pipedream-native'] }
    const server = await rollup({ ...options, input: join(project, 'server.js'), onwarn })
    await server.write({ file: join(out, 'server', 'main.mjs'), format: 'es' })
    return warnings
  },

  /** On a server the package stays in node_modules, as Vite has it without configuration. */
  async vite() {
    const { build, createLogger } = await load('vite')
    const warnings = []
    const warn = (message) => warnings.push(message)
    const customLogger = { ...createLogger('warn'), warn, warnOnce: warn, error: warn }
    const options = { root: project, configFile: false, logLevel: 'warn', customLogger }
    const input = PAGES.map((page) => join(project, `${page}.html`))
    if (how !== 'fails') await build({ ...options, build: { outDir: 'out', rollupOptions: { input } } })
    const config = how ? await configOf('vite') : {}
    await build({
      ...options,
      ...config,
      build: { outDir: 'out/server', ssr: 'server.js', rollupOptions: { output: { entryFileNames: 'main.mjs' } } },
    })
    return warnings
  },
}

console.log(JSON.stringify(await builders[name]()))
