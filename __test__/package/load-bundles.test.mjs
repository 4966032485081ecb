// Bundles and other runtimes: where the addon is looked for, and what is said if it is not there. Rollup, Vite, SvelteKit and single
// executables are in `npm run check:bundlers`, which installs them.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { startEmulator } from '../../dist/testing/index.mjs'
import { addonOf, commandsIn, folderFor, isLinux, load, LOAD, platform, project } from '../support/load-projects.mjs'

/** A bundle of the program in a folder of its own. `options` are esbuild's. */
async function bundled(t, options = {}) {
  const app = project(t)
  const away = folderFor(t)
  mkdirSync(join(away, 'build'))
  writeFileSync(join(app, 'program.cjs'), LOAD)
  await build({
    entryPoints: [join(app, 'program.cjs')],
    bundle: true,
    platform: 'node',
    loader: { '.node': 'copy' },
    outfile: join(away, 'build', 'index.js'),
    logLevel: 'error',
    ...options,
  })
  return { app, away, file: `pipedream-native.${platform}.node` }
}

/** Starts the bundle as `node build`, or by the name of its file. */
const start = (away, name = 'build') =>
  load(away, {
    command: [process.execPath, '-e', `process.argv.splice(1, 0, ${JSON.stringify(join(away, name))}); require(process.argv[1])`],
  })

describe('a bundle', () => {
  test('with the addon that esbuild copies loads', async (t) => {
    const { away } = await bundled(t)
    assert.deepEqual(start(away), { loaded: 'function' })
  })

  test('whose addon was removed says where it is looked for, and how to copy it', async (t) => {
    const { away, file } = await bundled(t)
    for (const name of readdirSync(join(away, 'build'))) if (name.endsWith('.node')) rmSync(join(away, 'build', name))
    const { code, message } = start(away)
    assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD')
    const folder = join(away, 'build')
    assert.ok(message.startsWith(`The bundle in ${folder} does not hold the addon of pipedream-native-${platform}.\n`), message)
    for (const one of ['rollup', 'Vite', 'SvelteKit', 'esbuild']) assert.match(message, new RegExp(`^ {2}${one}.*: `, 'm'))
    if (!isLinux) return
    assert.equal(commandsIn(message).at(-1), `cp node_modules/pipedream-native-${platform}/${file} ${folder}/`)
  })

  test('finds an addon that was copied beside it under its own name', async (t) => {
    const { app, away, file } = await bundled(t, { loader: { '.node': 'empty' } })
    assert.match(start(away).message, /does not hold the addon/)
    copyFileSync(addonOf(app), join(away, 'build', file))
    assert.deepEqual(start(away), { loaded: 'function' })
  })

  test('that is an ES module without `require` finds the addon in its project, and beside the program', async (t) => {
    const app = project(t)
    writeFileSync(join(app, 'program.cjs'), LOAD)
    // As Vite 7 leaves it: the packages of the platforms are required, and there is no `require` but for Node's own modules.
    const js =
      "import { createRequire } from 'node:module'; const own = createRequire(import.meta.url); " +
      "const require = (name) => { if (name.startsWith('node:')) return own(name); throw new ReferenceError('require is not defined') }"
    await build({
      entryPoints: [join(app, 'program.cjs')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      external: ['pipedream-native-*'],
      banner: { js },
      outfile: join(app, 'index.mjs'),
      logLevel: 'error',
    })
    const run = (cwd) => promisify(execFile)(process.execPath, ['index.mjs'], { cwd }).then(({ stdout }) => JSON.parse(stdout))
    assert.deepEqual(await run(app), { loaded: 'function' })
    const elsewhere = folderFor(t)
    copyFileSync(join(app, 'index.mjs'), join(elsewhere, 'index.mjs'))
    assert.match((await run(elsewhere)).message, /does not hold the addon/)
    copyFileSync(addonOf(app), join(elsewhere, `pipedream-native.${platform}.node`))
    assert.deepEqual(await run(elsewhere), { loaded: 'function' })
  })

  test('does not load what is in the folder above it, which may be a folder of all users', async (t) => {
    const { app, away, file } = await bundled(t, { loader: { '.node': 'empty' } })
    copyFileSync(addonOf(app), join(away, file))
    assert.match(start(away).message, /does not hold the addon/)
  })

  test('an incomplete addon beside a bundle is refused', { skip: !isLinux && 'the danger is that of Linux' }, async (t) => {
    const { app, away, file } = await bundled(t, { loader: { '.node': 'empty' } })
    copyFileSync(addonOf(app), join(away, 'build', file))
    truncateSync(join(away, 'build', file), 100_000)
    assert.match(start(away).message, /is incomplete: it has 100000 bytes of \d{7}\./)
  })

  test('with an addon of another version beside it is told to copy the right one', async (t) => {
    const { app, away, file } = await bundled(t, { loader: { '.node': 'empty' } })
    copyFileSync(addonOf(app), join(away, 'build', file))
    const bundle = join(away, 'build', 'index.js')
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replace(/\b(version\d*) = "[\d.]+"/g, '$1 = "9.9.9"'))
    const { message } = start(away)
    assert.match(message, /^pipedream-native\.\S+\.node is \S+, pipedream-native is 9\.9\.9: install both in the same version\.\nCopy it/)
    if (isLinux) assert.match(commandsIn(message)[0], /^cp node_modules\/pipedream-native-/)
  })

  test('the failure is explained as well if dist/load-failure.js was left out', (t) => {
    const app = project(t, [])
    rmSync(join(app, 'node_modules', 'pipedream-native', 'dist', 'load-failure.js'))
    const { code, message } = load(app)
    assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD')
    assert.match(message, /^The native addon of pipedream-native cannot be loaded: it is missing\.$/)
  })
})

describe('Deno', () => {
  const flags = ['--no-prompt', '--cached-only']

  test('without --allow-ffi says so, whatever else is allowed, and loads with it alone', async (t) => {
    const tools = folderFor(t, 'deno')
    writeFileSync(join(tools, 'package.json'), '{ "private": true }')
    try {
      await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', 'deno@2'], {
        cwd: tools,
        timeout: 180_000,
      })
    } catch (error) {
      return t.skip(`Deno cannot be installed: ${error.message.split('\n')[0]}`)
    }
    const folder = join(tools, 'node_modules', '@deno')
    const [native] = readdirSync(folder)
    const deno = join(folder, native, process.platform === 'win32' ? 'deno.exe' : 'deno')
    const app = project(t)
    for (const allowed of [[], ['--allow-read'], ['--allow-read', '--allow-env', '--allow-sys']]) {
      const { code, message } = load(app, { command: [deno, 'run', ...flags, ...allowed] })
      assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD', message)
      assert.match(message, /add --allow-ffi\.\nDeno says: Requires ffi access to/)
      assert.deepEqual(commandsIn(message), ['deno run --allow-ffi --allow-read --allow-env --allow-sys --allow-net main.ts'])
    }
    assert.deepEqual(load(app, { command: [deno, 'run', ...flags, '--allow-ffi'] }), { loaded: 'function' })

    // The emulator is in another process, so nothing but the call keeps Deno's alive.
    const api = await startEmulator()
    t.after(() => api.close())
    const program = join(app, 'one-call.mjs')
    writeFileSync(
      program,
      `import { PipedreamClient } from 'pipedream-native'
       const client = new PipedreamClient(${JSON.stringify(api.clientOptions)})
       console.log((await client.accounts.list({ limit: 1 })).data.length)`,
    )
    const { stdout } = await promisify(execFile)(deno, ['run', ...flags, '-A', program], { cwd: app, timeout: 60_000 })
    assert.equal(stdout, '1\n')
  })
})

describe('musl', () => {
  // Such as `MUSL_NODE='/…/libc.so /…/node'`: musl's loader and a Node for it. `npm run check:platforms` has both.
  const command = process.env.MUSL_NODE?.split(' ')

  test('with node_modules of Debian', { skip: command === undefined && 'MUSL_NODE names no Node for musl' }, (t) => {
    const app = project(t, ['linux-x64-gnu'])
    const { message } = load(app, { command })
    assert.match(
      message,
      /^pipedream-native-linux-x64-musl is not installed\.\nThis system uses musl \(Alpine\)\. \S+ has linux-x64-gnu, for glibc/,
    )
  })
})
