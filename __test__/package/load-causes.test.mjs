// The table of causes, row by row: what is known, and what is said.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { platforms, root } from '../support/load-projects.mjs'

const failure = createRequire(import.meta.url)(`${root}/dist/load-failure.js`)
const { CAUSES, endOf, explain, libcIn, limitsIn, machineIn, namesIn, noAddonsIn, runtimeOf } = failure

/** A project of npm on Alpine, where nothing is known but that the package is missing. */
const facts = {
  version: '1.2.3',
  alias: 'pipedream-native',
  runtime: 'Node 22.1.0',
  platform: 'linux',
  arch: 'x64',
  libc: 'musl',
  glibc: undefined,
  wanted: 'linux-x64-musl',
  installed: [],
  addon: undefined,
  error: undefined,
  place: 'package',
  folder: '/app/node_modules/pipedream-native',
  project: '/app',
  manager: 'npm',
  declared: 'range',
  isContainer: false,
  noAddons: undefined,
  isRestricted: false,
  limits: [],
  program: 'app.js',
  omitted: undefined,
  override: undefined,
  lock: undefined,
}
const has = (name) => ({ name, version: '1.2.3', folder: `/app/node_modules/pipedream-native-${name}` })
const path = '/app/node_modules/pipedream-native-linux-x64-musl/pipedream-native.linux-x64-musl.node'
const whole = { path, size: 4_000_000, needed: 4_000_000, machine: 'linux-x64', refused: undefined }
const installed = { installed: [has('linux-x64-musl')], addon: whole }
const failed = (message, code = 'ERR_DLOPEN_FAILED') => ({ code, message })
/** For each row of the table: what is known beside `facts`, and what the text has. */
const ROWS = {
  'no build': [
    { wanted: undefined, arch: 'ia32' },
    /^pipedream-native has no build for linux-ia32\.\nNode 22\.1\.0 runs as ia32 on linux\./,
  ],
  'no addons': [
    { ...installed, error: failed('', 'ERR_DLOPEN_DISABLED'), noAddons: 'NODE_OPTIONS' },
    /started with --no-addons.*\n.*--allow-addons does not change that\.\n.*\n {2}NODE_OPTIONS= node app\.js$/,
  ],
  permission: [
    { ...installed, error: failed('', 'ERR_DLOPEN_DISABLED'), isRestricted: true, limits: ['--permission', '--allow-fs-read=*'] },
    /add --allow-addons\.\nNode 22\.1\.0 was started with its permission model\.\n {2}node --permission '--allow-fs-read=\*' --allow-addons app\.js$/,
  ],
  'permission to read': [
    { ...installed, error: failed('Access to this API has been restricted.', 'ERR_ACCESS_DENIED') },
    /does not let pipedream-native read pipedream-native-linux-x64-musl\.\n.*restricted\.\n {2}node --permission --allow-fs-read=\/app app\.js$/,
  ],
  Deno: [
    {
      ...installed,
      runtime: 'Deno 2.9.6',
      error: failed('Requires ffi access to "/a.node", run again with the --allow-ffi flag', undefined),
    },
    /add --allow-ffi\.\nDeno says: Requires ffi access.*\n {2}deno run --allow-ffi --allow-read --allow-env --allow-sys --allow-net main\.ts$/,
  ],
  clone: [{ place: 'clone' }, /^The addon of this clone of pipedream-native has not been built: run `npm run build`\.$/],
  'C library of the other kind': [
    { installed: [has('linux-x64-gnu')] },
    /^pipedream-native-linux-x64-musl is not installed\.\nThis system uses musl \(Alpine\)\. \/app has linux-x64-gnu, for glibc .*\nRun in \/app:\n {2}npm install --include=optional pipedream-native@1\.2\.3\nIn a Dockerfile .*\n {2}echo node_modules >> \.dockerignore\n {2}RUN npm ci --include=optional$/,
  ],
  'single executable': [
    { place: 'executable', folder: '/opt/tool' },
    /no addon beside it.*\n.*looked for in \/opt\/tool\.\n.*\n {2}cp node_modules\/pipedream-native-linux-x64-musl\/pipedream-native\.linux-x64-musl\.node \/opt\/tool\/$/,
  ],
  bundle: [
    { place: 'bundle', folder: '/srv/out', project: '/srv' },
    /^The bundle in \/srv\/out does not hold the addon of pipedream-native-linux-x64-musl\.[\s\S]*rollup[\s\S]*Vite[\s\S]*SvelteKit[\s\S]*npm install --save-prod pipedream-native@1\.2\.3[\s\S]*esbuild[\s\S]* \/srv\/out\/$/,
  ],
  'another platform': [
    { installed: [has('darwin-arm64')], isContainer: true, manager: 'pnpm' },
    /\nNode 22\.1\.0 runs as linux-x64-musl\. \/app has darwin-arm64: [\s\S]*\n {2}pnpm install --force\n[\s\S]*\n {2}RUN pnpm install --frozen-lockfile$/,
  ],
  'left out': [
    { omitted: { file: '/app/.npmrc', text: 'omit=optional' } },
    /a setting of \/app\/\.npmrc leaves it out: `omit=optional`\.\nRemove `omit=optional` from \/app\/\.npmrc[\s\S]*\n {2}npm install --include=optional pipedream-native@1\.2\.3$/,
  ],
  'lock file of another platform': [
    { lock: { file: '/app/package-lock.json', names: ['darwin-arm64', 'win32-x64-msvc'] } },
    /\n\/app\/package-lock\.json has darwin-arm64, win32-x64-msvc but not linux-x64-musl: [\s\S]*\nCommit the lock file/,
  ],
  missing: [{ manager: 'yarn 1' }, /not installed\.\nIt is an optional dependency [\s\S]*\nRun in \/app:\n {2}yarn install --force$/],
  removed: [{ ...installed, addon: { ...whole, size: undefined } }, /\.node does not exist, while its package does\.[\s\S]*\n {2}mv /],
  unreadable: [{ ...installed, addon: { ...whole, refused: '0600, of user 0' } }, /\(0600, of user 0\)\.\n {2}chmod a\+r \/app/],
  truncated: [
    { ...installed, addon: { ...whole, size: 5 } },
    /it has 5 bytes of 4000000\.[\s\S]*\n {2}mv \S+-linux-x64-musl pipedream-native-linux-x64-musl\.broken && npm install --include=optional$/,
  ],
  'no library': [{ ...installed, addon: { ...whole, needed: 0, machine: undefined } }, /is no native library/],
  'another machine': [
    { ...installed, addon: { ...whole, machine: 'linux-arm64' } },
    /is for linux-arm64, and Node 22\.1\.0 runs as linux-x64\./,
  ],
  'glibc too old': [
    { ...installed, glibc: '2.17', error: failed("/lib64/libc.so.6: version `GLIBC_2.34' not found (required by a.node)") },
    /\nIt needs glibc 2\.34, and this system has 2\.17\./,
  ],
  'C library of the other kind, in the right package': [
    { ...installed, error: failed('Error loading shared library ld-linux-x86-64.so.2: No such file or directory') },
    /was made for another C library than that of Node 22\.1\.0, musl \(Alpine\): Error loading/,
  ],
  library: [
    { ...installed, error: failed('Error loading shared library libgcc_s.so.1: No such file or directory') },
    /\nThe system lacks a library: .*\n {2}apk add --no-cache libgcc$/,
  ],
  'not executable': [
    { ...installed, error: failed('a.node: failed to map segment from shared object') },
    /mounted with noexec[\s\S]*findmnt --target \/app$/,
  ],
  signature: [
    {
      ...installed,
      platform: 'darwin',
      error: failed('code signature in <1> not valid for use in process'),
      addon: { ...whole, machine: 'darwin-x64' },
    },
    /\nmacOS refuses its signature: .*\n {2}codesign --force --sign - /,
  ],
  loader: [
    { ...installed, error: failed('something new') },
    /is installed but cannot be loaded: something new\n.* is complete, and Node 22\.1\.0 refuses it\./,
  ],
}

describe('each row of the table', () => {
  test('has a test', () =>
    assert.deepEqual(
      Object.keys(ROWS),
      CAUSES.map(({ name }) => name),
    ))

  for (const [name, [known, text]] of Object.entries(ROWS)) {
    test(name, () => {
      const all = { ...facts, ...known }
      assert.equal(CAUSES.find(({ when }) => when(all)).name, name)
      assert.match(explain(all), text)
    })
  }

  test('no command deletes anything, for any manager', () => {
    for (const manager of [undefined, 'npm', 'pnpm', 'yarn 1', 'yarn', 'bun', 'deno']) {
      for (const [known] of Object.values(ROWS)) {
        const text = explain({ ...facts, ...known, manager: manager ?? known.manager })
        assert.doesNotMatch(text, /\brm\b|rimraf|\bdel\b|--delete|cache clean|prune|undefined/, text)
      }
    }
  })

  test('where the manager is not known, four are named', () => {
    const text = explain({ ...facts, manager: undefined })
    for (const line of [
      'npm:              npm install --include=optional',
      'pnpm:             pnpm',
      'yarn 1:           yarn',
      'yarn 2 and newer: yarn',
    ])
      assert.ok(text.includes(`\n  ${line}`), text)
  })

  test('on Windows the commands are those of its shell', () => {
    const windows = { ...facts, platform: 'win32', wanted: 'win32-x64-msvc', installed: [has('win32-x64-msvc')] }
    const folder = 'C:\\my app\\node_modules\\pipedream-native-win32-x64-msvc'
    windows.installed = [{ ...windows.installed[0], folder }]
    const broken = { ...whole, path: `${folder}\\a.node`, machine: 'win32-x64' }
    assert.match(
      explain({ ...windows, addon: { ...broken, size: 5 } }),
      / {2}move "C:\\my app\\.*" pipedream-native-win32-x64-msvc\.broken && npm install/,
    )
    assert.match(explain({ ...windows, addon: { ...broken, refused: '0600' } }), / {2}icacls "C:\\my app\\.*\.node" \/grant Everyone:R/)
  })

  test('a limit of yarn and pnpm to other platforms is named with what to add', () => {
    const limited = (file) => ({ ...facts, installed: [has('darwin-arm64')], omitted: { file, text: 'supportedArchitectures:' } })
    assert.match(
      explain({ ...limited('/app/.yarnrc.yml'), manager: 'yarn' }),
      /\n {2}yarn config set supportedArchitectures --json '.*"current".*'\n {2}yarn install/,
    )
    assert.match(
      explain({ ...limited('/app/pnpm-workspace.yaml'), manager: 'pnpm' }),
      /Add `current` to each list of `supportedArchitectures:` in \/app\/pnpm-workspace\.yaml/,
    )
  })
})

describe('what is read', () => {
  test('the end of a library, and its machine: ELF, Mach-O and PE', () => {
    const macho = Buffer.alloc(4096)
    macho.writeUInt32LE(0xfeedfacf, 0)
    macho.writeUInt32LE(0x0100000c, 4)
    macho.writeUInt32LE(2, 16)
    macho.writeUInt32LE(72 + 16, 20)
    macho.writeUInt32LE(0x2, 32)
    macho.writeUInt32LE(16, 36)
    macho.writeUInt32LE(0x19, 48)
    macho.writeUInt32LE(72, 52)
    macho.writeBigUInt64LE(4000n, 48 + 40)
    macho.writeBigUInt64LE(96n, 48 + 48)
    assert.deepEqual([endOf(macho), machineIn(macho)], [4096, 'darwin-arm64'])
    const pe = Buffer.alloc(4096)
    pe.write('MZ', 0)
    pe.writeUInt32LE(128, 60)
    pe.write('PE\0\0', 128)
    pe.writeUInt16LE(0x8664, 132)
    pe.writeUInt16LE(1, 134)
    pe.writeUInt16LE(240, 148)
    pe.writeUInt32LE(512, 128 + 24 + 240 + 16)
    pe.writeUInt32LE(1024, 128 + 24 + 240 + 20)
    assert.deepEqual([endOf(pe), machineIn(pe)], [1536, 'win32-x64'])
    const node = readFileSync(process.execPath).subarray(0, 4096)
    assert.equal(machineIn(node), `${process.platform}-${process.arch}`)
    assert.equal(endOf(Buffer.alloc(4096)), 0)
    assert.equal(machineIn(Buffer.alloc(4096)), undefined)
  })

  test('no head of random bytes makes it throw', () => {
    const heads = ['\x7fELF\x02', '\xcf\xfa\xed\xfe', 'MZ'].map((magic) => Buffer.from(magic, 'latin1'))
    for (let round = 0; round < 3000; round++) {
      const head = Buffer.alloc(4096)
      for (let at = 0; at < 256; at++) head[at] = Math.random() * 256
      heads[round % 3].copy(head)
      assert.ok(endOf(head) > 0 || round % 3 === 2)
      machineIn(head)
    }
  })

  test('the C library, by the loader that the head of Node names', () => {
    assert.equal(libcIn(Buffer.from('\0/lib/ld-musl-x86_64.so.1\0')), 'musl')
    assert.equal(libcIn(Buffer.from('\0/nix/store/x-glibc-2.40/lib/ld-linux-aarch64.so.1\0')), 'gnu')
    assert.equal(libcIn(Buffer.alloc(4096)), undefined)
  })

  test('the lock files of each manager', () => {
    for (const [manager, lock] of Object.entries({
      npm: '"node_modules/pipedream-native": { "optionalDependencies": { "pipedream-native-linux-x64-gnu": "1.0.0" } }, "node_modules/pipedream-native-darwin-arm64": {',
      'npm, in a workspace': '"packages/a/node_modules/pipedream-native-darwin-arm64": {',
      pnpm: '  pipedream-native-darwin-arm64@1.0.0:\n    resolution: {}\n    optionalDependencies:\n      pipedream-native-linux-x64-gnu: 1.0.0\n',
      'yarn 1':
        'pipedream-native-darwin-arm64@1.0.0:\n  version "1.0.0"\n  optionalDependencies:\n    pipedream-native-linux-x64-gnu "1.0.0"\n',
      yarn: '"pipedream-native-darwin-arm64@npm:1.0.0":\n  version: 1.0.0\n  dependencies:\n    pipedream-native-linux-x64-gnu: "npm:1.0.0"\n',
    }))
      assert.deepEqual(namesIn(lock, platforms), ['darwin-arm64'], manager)
  })

  test('options of Node, and what runs', () => {
    assert.equal(noAddonsIn([], '--max-old-space-size=100 --no-addons'), 'NODE_OPTIONS')
    assert.equal(noAddonsIn(['--no-addons'], undefined), 'the command line')
    assert.equal(noAddonsIn(['--no-addons-x'], '--no-addonsx'), undefined)
    assert.deepEqual(limitsIn(['--permission', '--inspect', '-e', 'secret', '--allow-addons']), ['--permission', '--allow-addons'])
    assert.equal(runtimeOf({ node: '22.1.0' }), 'Node 22.1.0')
    assert.equal(runtimeOf({ node: '22.1.0', electron: '40.0.0' }), 'Electron 40.0.0')
    assert.equal(runtimeOf({ node: '22.1.0', bun: '1.3.0' }), 'Bun 1.3.0')
  })
})
