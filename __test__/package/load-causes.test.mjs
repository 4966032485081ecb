// The table of causes, row by row: what is known, and what is said.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { platforms, root } from '../support/load-projects.mjs'

const failure = createRequire(import.meta.url)(`${root}/dist/load-failure.js`)
const {
  CAUSES,
  commandToAdd,
  commandToReplace,
  declaredIn,
  endOf,
  explain,
  explainDifference,
  libcIn,
  limitsIn,
  machineIn,
  managerOf,
  namesIn,
  noAddonsIn,
  overrideIn,
  runtimeOf,
} = failure

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

describe('the package manager', () => {
  const nothing = { path: '/app/node_modules/pipedream-native', names: [], isBerryLock: false, isPnp: false, userAgent: undefined }
  for (const [title, known, manager] of [
    ['nothing is known', {}, undefined],
    ['pnpm, by the path', { path: '/app/node_modules/.pnpm/pipedream-native@1.0.0/node_modules/pipedream-native' }, 'pnpm'],
    ['pnpm, hoisted', { names: ['node_modules/.modules.yaml', 'package-lock.json'] }, 'pnpm'],
    ['yarn, unplugged', { path: '/app/.yarn/unplugged/pipedream-native-npm-1.0.0-ab/node_modules/pipedream-native' }, 'yarn'],
    [
      "yarn, Plug'n'Play with a global cache",
      { path: '/home/u/c/pipedream-native.zip/node_modules/pipedream-native', isPnp: true },
      'yarn',
    ],
    ['yarn 4 with node_modules', { names: ['node_modules/.yarn-state.yml', 'yarn.lock'] }, 'yarn'],
    ['yarn 4, by its lock file', { names: ['yarn.lock'], isBerryLock: true }, 'yarn'],
    ['yarn 1, by its lock file', { names: ['yarn.lock'] }, 'yarn 1'],
    ['yarn 1, beside a lock file of npm', { names: ['node_modules/.yarn-integrity', 'package-lock.json'] }, 'yarn 1'],
    ['npm, beside a lock file of yarn', { names: ['node_modules/.package-lock.json', 'yarn.lock'] }, 'npm'],
    ['npm, by its lock file', { names: ['npm-shrinkwrap.json'] }, 'npm'],
    ['bun', { names: ['bun.lock'] }, 'bun'],
    ['Deno', { path: '/app/node_modules/.deno/pipedream-native@1.0.0/node_modules/pipedream-native' }, 'deno'],
    ['npm, by what started this process', { userAgent: 'npm/11.1.0 node/v22.1.0 linux x64' }, 'npm'],
    ['yarn 1, by what started this process', { userAgent: 'yarn/1.22.22 npm/? node/v22.1.0' }, 'yarn 1'],
    ['yarn 4, by what started this process', { userAgent: 'yarn/4.9.1 npm/? node/v22.1.0' }, 'yarn'],
    ['a lock file says more than what started this process', { names: ['pnpm-lock.yaml'], userAgent: 'npm/11.1.0' }, 'pnpm'],
  ]) {
    test(title, () => assert.equal(managerOf({ ...nothing, ...known }), manager))
  }

  test('an alias is kept in the command, and a path with a space is quoted', () => {
    assert.equal(
      commandToAdd('npm', { alias: '@pipedream/sdk', version: '1.2.3', declared: 'range', isLocked: false }),
      'npm install --include=optional @pipedream/sdk@npm:pipedream-native@1.2.3',
    )
    const folder = '/my app/.yarn/unplugged/pipedream-native-linux-x64-gnu-npm-1.2.3-ab/node_modules/pipedream-native-linux-x64-gnu'
    assert.equal(
      commandToReplace('yarn', [folder], false),
      "mv '/my app/.yarn/unplugged/pipedream-native-linux-x64-gnu-npm-1.2.3-ab' pipedream-native-linux-x64-gnu.broken && yarn install",
    )
  })
})

describe('the project of npm', () => {
  const command = (known) =>
    commandToAdd('npm', { alias: 'pipedream-native', version: '1.2.3', declared: 'range', isLocked: false, ...known })

  test('where the lock file has the package, it is not named, so package.json stays as it is', () =>
    assert.equal(command({ isLocked: true }), 'npm install --include=optional'))

  test('an exact version stays exact, a file stays a file, and what another package needs stays with that one', () => {
    const named = 'npm install --include=optional pipedream-native@1.2.3'
    assert.equal(command({}), named)
    assert.equal(command({ declared: 'exact' }), 'npm install --include=optional --save-exact pipedream-native@1.2.3')
    assert.equal(command({ declared: 'other' }), 'npm install --include=optional')
    assert.equal(command({ declared: 'no' }), `${named} && npm uninstall pipedream-native`)
  })

  test('how package.json names it', () => {
    for (const [spec, declared] of Object.entries({
      '1.2.3': 'exact',
      'npm:pipedream-native@1.2.3-beta.1': 'exact',
      '^1.2.3': 'range',
      'npm:@scope/fork@^1.2.3': 'range',
      1.2: 'range',
      latest: 'range',
      'file:../x.tgz': 'other',
      'workspace:*': 'other',
      'catalog:': 'other',
      'user/repo': 'other',
    }))
      assert.equal(declaredIn(JSON.stringify({ devDependencies: { 'pipedream-native': spec } }), 'pipedream-native'), declared, spec)
    assert.equal(declaredIn('{ "dependencies": { "other": "1.0.0" } }', 'pipedream-native'), 'no')
    for (const text of [undefined, '', '{', 'null']) assert.equal(declaredIn(text, 'pipedream-native'), 'range', text)
  })
})

describe('two versions', () => {
  const name = 'pipedream-native-linux-x64-musl'
  const from = (files) => overrideIn(name, (file) => (typeof files[file] === 'object' ? JSON.stringify(files[file]) : files[file]))

  test('the entry that gives the package another version is found, as each manager has it', () => {
    const entry = { file: 'package.json', text: `"${name}": "0.2.0"` }
    assert.deepEqual(from({ 'package.json': { overrides: { [name]: '0.2.0' } } }), entry)
    assert.deepEqual(from({ 'package.json': { overrides: { 'pipedream-native': { [name]: '0.2.0' } } } }), entry)
    assert.deepEqual(from({ 'package.json': { resolutions: { [name]: '0.2.0' } } }), entry)
    assert.deepEqual(from({ 'package.json': { pnpm: { overrides: { [name]: '0.2.0' } } } }), entry)
    for (const key of [`pipedream-native/${name}`, `**/${name}`, `pipedream-native>${name}`, `${name}@npm:0.1.0`])
      assert.deepEqual(from({ 'package.json': { resolutions: { [key]: '0.2.0' } } }), { ...entry, text: `"${key}": "0.2.0"` })
    const workspace = `packages:\n  - a\noverrides:\n  other: 1.0.0\n  '${name}': 0.2.0\ncatalog:\n  x: 1.0.0\n`
    assert.deepEqual(from({ 'pnpm-workspace.yaml': workspace }), { file: 'pnpm-workspace.yaml', text: `'${name}': 0.2.0` })
  })

  test('what is not such an entry is none', () => {
    assert.equal(from({}), undefined)
    for (const text of ['{', 'null', '[]', '{ "overrides": null }', '{ "overrides": "x" }'])
      assert.equal(from({ 'package.json': text }), undefined)
    assert.equal(from({ 'package.json': { dependencies: { [name]: '0.2.0' }, overrides: { [`${name}-x`]: '1.0.0' } } }), undefined)
    assert.equal(from({ 'pnpm-workspace.yaml': `overrides:\n  other: 1.0.0\ncatalog:\n  ${name}: 0.2.0\n` }), undefined)
  })

  test('both folders are put aside, or the entry is removed', () => {
    const lock = { file: '/app/package-lock.json', names: ['linux-x64-musl'] }
    assert.equal(
      explainDifference('They differ', { ...facts, ...installed, lock }),
      'They differ: install both in the same version.\nRun in /app:\n' +
        '  mv /app/node_modules/pipedream-native pipedream-native.broken && mv /app/node_modules/pipedream-native-linux-x64-musl ' +
        'pipedream-native-linux-x64-musl.broken && npm install --include=optional',
    )
    const override = { file: '/app/package.json', text: `"${name}": "0.2.0"` }
    assert.equal(
      explainDifference('They differ', { ...facts, ...installed, lock, override, manager: 'pnpm' }),
      `They differ: install both in the same version.\nRemove \`"${name}": "0.2.0"\` from /app/package.json: it gives one of them another version.\n` +
        'Run in /app:\n  pnpm install',
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
