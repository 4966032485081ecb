// What people install: the two packages as npm packs them, in an empty folder, on a machine without Rust.

import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { factsOf, faultsOf } from '../../scripts/addon-check.mjs'
import { pack } from '../../scripts/packed.mjs'
import { GLIBC } from '../../scripts/platforms/targets.mjs'
import { folderFor } from '../support/folders.mjs'
import { variablesOf } from '../support/variables.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const platform = readdirSync(root)
  .map((name) => /^pipedream-native\.(.+)\.node$/.exec(name)?.[1])
  .find(Boolean)
const place = folderFor({ after }, 'pack')
const app = join(place, 'app')
const packed = {}

before(() => {
  assert.ok(platform, 'there is no addon beside package.json: npm run build makes it')
  // On Node 18, which the tools do not support, an earlier step has made them.
  if (!existsSync(join(root, 'npm', platform, 'THIRD_PARTY_NOTICES')))
    execFileSync(process.execPath, [join(root, 'scripts/release/legal.mjs'), platform], { stdio: ['ignore', 'ignore', 'inherit'] })
  packed.main = pack(root, place)
  packed.native = pack(join(root, 'npm', platform), place)
  install(app, [packed.main.file, packed.native.file])
})

test('the main package contains its entry points and the declarations that they use, and nothing else', () => {
  const built = filesOf(join(root, 'dist')).map((name) => `dist/${name}`)
  const bin = filesOf(join(root, 'bin')).map((name) => `bin/${name}`)
  const expected = [...built, ...bin, 'index.d.ts', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
  assert.deepEqual(packed.main.names, expected.sort())
  const legal = ['dist/THIRD_PARTY_NOTICES', 'dist/sbom.cdx.json']
  assert.deepEqual(
    legal.filter((name) => !packed.main.names.includes(name)),
    [],
  )
  // Two files of code for each entry point, with and without native code, and their ES modules. The main one has a third, for webpack,
  // and a file that is read when loading has failed.
  const code = built.filter((name) => !/\.d\.m?ts$/.test(name) && !legal.includes(name))
  const entries = ['index', 'otel/index', 'stores/index', 'testing/index', 'webhooks/index'].flatMap((entry) => [entry, `${entry}.browser`])
  const files = [
    'dist/cli.js',
    'dist/load-failure.js',
    ...[...entries, 'index.webpack'].flatMap((entry) => [`dist/${entry}.js`, `dist/${entry}.mjs`]),
  ]
  const platforms = readdirSync(join(root, 'npm')).flatMap((name) => [
    `dist/platforms/${name}/index.js`,
    `dist/platforms/${name}/package.json`,
  ])
  assert.deepEqual(code.sort(), [...files, ...platforms].sort())
  // Declarations of internal modules are left out: no entry point uses them.
  assert.ok(built.includes('dist/resources/accounts.d.ts') && !built.includes('dist/call.d.ts') && !built.includes('dist/native.d.ts'))
})

// The command line with its parser takes 50 KB of it, 190 KB unpacked.
test('the main package has at most 390 KB packed and 1.7 MB unpacked', () => {
  assert.ok(packed.main.size <= 390_000, `${packed.main.size} bytes`)
  assert.ok(packed.main.unpackedSize <= 1_700_000, `${packed.main.unpackedSize} bytes`)
})

test('npx runs the command line of the installed package', async () => {
  const api = await emulator()
  try {
    const env = {
      ...process.env,
      ...variablesOf(JSON.parse(api.options)),
    }
    const npx = (...args) =>
      spawnSync('npx', ['--no-install', 'pipedream-native', ...args], {
        cwd: app,
        encoding: 'utf8',
        env,
        shell: process.platform === 'win32',
      })
    const called = npx('call', 'accounts.retrieve', 'apn_1')
    assert.equal(called.status, 0, called.stderr)
    assert.equal(JSON.parse(called.stdout).id, 'apn_1')
    assert.match(npx('token').stdout, /^\S+\n$/)
    const examined = npx('doctor')
    assert.equal(examined.status, 0, examined.stdout + examined.stderr)
    assert.match(examined.stdout, new RegExp(`^ok +binary +.*pipedream-native\\.${platform}\\.node`, 'm'))
    assert.equal(npx('call', 'accounts.retrieve', 'apn_99').status, 1)
    assert.equal(npx('nothing').status, 2)
  } finally {
    await api.stop()
  }
})

test('the platform package holds the addon, its entries, the licence, the notices and the bill of materials', () => {
  assert.deepEqual(
    packed.native.names,
    [
      'LICENSE',
      'README.md',
      'THIRD_PARTY_NOTICES',
      'bundled.mjs',
      'copied.mjs',
      'load.mjs',
      'index.js',
      'package.json',
      'sbom.cdx.json',
      `pipedream-native.${platform}.node`,
    ].sort(),
  )
})

test('the entries for bundlers name every class and function of the addon', () => {
  const exported = Object.entries(createRequire(import.meta.url)(join(root, `pipedream-native.${platform}.node`)))
  const native = exported.filter(([, value]) => typeof value === 'function').map(([name]) => name)
  for (const file of ['bundled.mjs', 'copied.mjs']) {
    const [, names] = /^export const \{ (.*) \} = native$/m.exec(readFileSync(join(root, 'npm', platform, file), 'utf8'))
    assert.deepEqual(names.split(', ').sort(), [...native, 'error'].sort(), file)
  }
})

test('nothing runs when they are installed', () => {
  for (const name of ['pipedream-native', `pipedream-native-${platform}`]) {
    const { scripts = {} } = manifest(app, name)
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) assert.equal(scripts[hook], undefined)
  }
})

test('main, platforms and crate are of one version', () => {
  const { version, optionalDependencies } = manifest(app, 'pipedream-native')
  assert.deepEqual(
    Object.keys(optionalDependencies).sort(),
    readdirSync(join(root, 'npm'))
      .map((name) => `pipedream-native-${name}`)
      .sort(),
  )
  for (const name of readdirSync(join(root, 'npm'))) {
    assert.equal(optionalDependencies[`pipedream-native-${name}`], version)
    assert.equal(JSON.parse(readFileSync(join(root, 'npm', name, 'package.json'), 'utf8')).version, version)
  }
  assert.match(readFileSync(join(root, 'Cargo.toml'), 'utf8'), new RegExp(`^version = "${version}"$`, 'm'))
  assert.match(readFileSync(join(root, 'ts', 'load.ts'), 'utf8'), new RegExp(`^const version = '${version}'$`, 'm'))
})

test('the addon is at most 5 MB (Windows 6.5 MB), without symbols, and needs the C library alone', (t) => {
  const addon = join(app, 'node_modules', `pipedream-native-${platform}`, `pipedream-native.${platform}.node`)
  const facts = factsOf(platform, addon)
  // What npm run build makes is for this machine; a release is for older ones too.
  const glibc = process.env.RELEASE_BUILD ? GLIBC : undefined
  assert.deepEqual(faultsOf(platform, facts, { glibc }), [])
  t.diagnostic(`${facts.size} bytes, ${facts.unread ?? facts.needed.join(' ')}, newest symbol of glibc ${facts.glibc}`)
})

for (const format of ['cjs', 'esm']) {
  test(`esbuild copies the addon beside its bundle with --loader:.node=copy: ${format}`, async () => {
    const api = await emulator()
    try {
      write(
        'handler.mjs',
        `
        import { PipedreamClient } from 'pipedream-native'
        const page = new PipedreamClient(JSON.parse(process.argv[2])).accounts.list({ limit: 1 })
        page.then(({ data }) => console.log(data[0].id))`,
      )
      const out = join(place, `bundle-${format}`)
      // An ES module has no require of its own: esbuild's users know this line.
      const banner =
        format === 'esm'
          ? { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url)" }
          : {}
      await build({
        entryPoints: [join(app, 'handler.mjs')],
        bundle: true,
        platform: 'node',
        format,
        banner,
        loader: { '.node': 'copy' },
        outfile: join(out, `handler.${format === 'esm' ? 'mjs' : 'cjs'}`),
        logLevel: 'silent',
      })
      assert.ok(readdirSync(out).some((name) => name.endsWith('.node')))
      const ran = spawnSync(process.execPath, [join(out, `handler.${format === 'esm' ? 'mjs' : 'cjs'}`), api.options], {
        cwd: out,
        encoding: 'utf8',
      })
      assert.match(ran.stdout, /^apn_\w+\n$/, ran.stderr)
    } finally {
      await api.stop()
    }
  })
}

test('require and import give the same classes, and a call gets its account', async () => {
  const api = await emulator()
  try {
    write(
      'required.cjs',
      `
      const { PipedreamClient } = require('pipedream-native')
      new PipedreamClient(JSON.parse(process.argv[2])).accounts.list({ limit: 1 }).then((page) => console.log(page.data[0].id))`,
    )
    write(
      'imported.mjs',
      `
      import { createRequire } from 'node:module'
      import * as imported from 'pipedream-native'
      import * as server from 'pipedream-native/server'
      const required = createRequire(import.meta.url)('pipedream-native')
      for (const name of ['PipedreamClient', 'PipedreamError', 'NotFoundError', 'Pipedream']) {
        if (imported[name] === undefined || imported[name] !== required[name] || server[name] !== required[name]) throw new Error(name)
      }
      const page = await new imported.PipedreamClient(JSON.parse(process.argv[2])).accounts.list({ limit: 1 })
      console.log(page.data[0].id)`,
    )
    assert.match(bare(['required.cjs', api.options]), /^apn_\w+\n$/)
    assert.equal(bare(['imported.mjs', api.options]), bare(['required.cjs', api.options]))
  } finally {
    await api.stop()
  }
})

test('an installed package loads whatever Object.prototype has of the names that ts/load.ts reads', () => {
  const script = `
    const names = new Set(${JSON.stringify(['load.ts', 'addon.ts', 'platforms.ts', 'loading/addon-file.ts', 'loading/libc.ts'].map((file) => join(root, 'ts', file)))}.flatMap((file) => require('node:fs').readFileSync(file, 'utf8').match(/[A-Za-z_]+/g)))
    // Node itself fails with signal, and for…of calls return.
    for (const name of ['signal', 'return']) names.delete(name)
    const file = require.resolve('pipedream-native')
    require(file)
    let tried = 0
    for (const name of names) {
      if (name in Object.prototype) continue
      delete require.cache[file]
      for (const key of Object.getOwnPropertySymbols(globalThis)) if (key.description.startsWith('pipedream-native@')) delete globalThis[key]
      Object.defineProperty(Object.prototype, name, { __proto__: null, value: 'evil', configurable: true, enumerable: true, writable: true })
      let failure
      try { require(file) } catch (error) { failure = error } finally { delete Object.prototype[name] }
      if (failure) console.log(name, failure.message)
      tried += 1
    }
    console.log(tried > 100)
  `
  assert.equal(bare(['-e', script]), 'true\n')
})

test('a platform package that is not there is named, with what to type', () => {
  const lone = join(place, 'lone')
  install(lone, [packed.main.file])
  const { status, stderr } = spawnSync(process.execPath, ['-e', `require('pipedream-native')`], { cwd: lone, encoding: 'utf8' })
  assert.notEqual(status, 0)
  assert.match(stderr, /ERR_PIPEDREAM_NATIVE_LOAD/)
  assert.match(stderr, new RegExp(`pipedream-native-${platform} is not installed`))
  // npm has installed it, so the command is npm's. The dependency is declared, and the lock file has no package of another platform, so npm
  // needs no name.
  assert.match(stderr, /^ {2}npm install --include=optional$/m)
})

test('a platform package of another version is refused', () => {
  const skewed = join(place, 'skewed')
  install(skewed, [packed.main.file, packed.native.file])
  const file = join(skewed, 'node_modules', 'pipedream-native', 'dist', 'index.js')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\bversion = "[^"]+"/, 'version = "9.9.9"'))
  const { stderr } = spawnSync(process.execPath, ['-e', `require('pipedream-native')`], { cwd: skewed, encoding: 'utf8' })
  assert.match(stderr, /ERR_PIPEDREAM_NATIVE_LOAD/)
  assert.match(stderr, /pipedream-native is 9\.9\.9: install both in the same version/)
})

test('a platform package that was built from other operations is refused', () => {
  const other = join(place, 'other')
  install(other, [packed.main.file, packed.native.file])
  const file = join(other, 'node_modules', 'pipedream-native', 'dist', 'index.js')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\bhash = "\w+"/, 'hash = "0123456789abcdef"'))
  const { stderr } = spawnSync(process.execPath, ['-e', `require('pipedream-native')`], { cwd: other, encoding: 'utf8' })
  assert.match(
    stderr,
    new RegExp(
      `pipedream-native-${platform} was built from other operations than pipedream-native \\S+ has: install both in the same version\\.`,
    ),
  )
})

test('a broken addon is named with its cause', () => {
  const broken = join(place, 'broken')
  install(broken, [packed.main.file, packed.native.file])
  const addon = join(broken, 'node_modules', `pipedream-native-${platform}`, `pipedream-native.${platform}.node`)
  chmodSync(addon, 0o644)
  writeFileSync(addon, 'not a library')
  const { stderr } = spawnSync(process.execPath, ['-e', `require('pipedream-native')`], { cwd: broken, encoding: 'utf8' })
  assert.match(stderr, /ERR_PIPEDREAM_NATIVE_LOAD/)
  assert.match(stderr, /is installed but cannot be loaded\.\n.* is no native library/)
})

/** Only what is at hand: the other platforms are optional, and nothing is asked of a registry. */
function install(folder, tarballs) {
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "private": true }')
  npm(['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], folder)
}

function npm(args, cwd) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
}

function manifest(folder, name) {
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
}

function write(name, text) {
  writeFileSync(join(app, name), text)
}

/** Runs Node with a PATH on which there is Node and nothing else. */
function bare(args) {
  const bin = join(place, 'bin')
  mkdirSync(bin, { recursive: true })
  const isWindows = process.platform === 'win32'
  const node = join(bin, isWindows ? 'node.exe' : 'node')
  if (!existsSync(node)) (isWindows ? copyFileSync : symlinkSync)(process.execPath, node)
  // Windows has no sockets without its own variable.
  const env = { PATH: bin, HOME: place, ...(isWindows && { SYSTEMROOT: process.env.SYSTEMROOT }) }
  return execFileSync(node, args, { cwd: app, encoding: 'utf8', env })
}

/** The emulator that the package ships, in a process of its own. */
async function emulator() {
  write(
    'emulator.cjs',
    `
    require('pipedream-native/testing').startEmulator().then((api) => {
      console.log(JSON.stringify(api.clientOptions))
      process.stdin.resume().on('end', () => api.close())
    })`,
  )
  const child = spawn(process.execPath, ['emulator.cjs'], { cwd: app, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdout.setEncoding('utf8')
  const [options] = await once(child.stdout, 'data')
  const stop = async () => {
    child.stdin.end()
    const [code] = await once(child, 'exit')
    assert.equal(code, 0)
  }
  return { options: options.trim(), stop }
}

function filesOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath ?? entry.path, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
  } catch {
    return []
  }
}
