// Which package manager installed the package, its commands, and what is said of two versions.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import { root } from '../support/load-projects.mjs'

const failure = createRequire(import.meta.url)(`${root}/dist/load-failure.js`)
const { commandToAdd, commandToReplace, declaredIn, explainDifference, managerOf, overrideIn } = failure

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
  const facts = {
    alias: 'pipedream-native',
    version: '1.2.3',
    platform: 'linux',
    wanted: 'linux-x64-musl',
    installed: [{ name: 'linux-x64-musl', version: '1.2.4', folder: '/app/node_modules/pipedream-native-linux-x64-musl' }],
    place: 'package',
    folder: '/app/node_modules/pipedream-native',
    project: '/app',
    manager: 'npm',
    declared: 'range',
  }
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
    const commented = workspace.replace('  other', '# why\n\n  other')
    // As Windows writes it, too.
    for (const text of [workspace, workspace.replaceAll('\n', '\r\n'), commented, commented.replaceAll('\n', '\r\n')])
      assert.deepEqual(from({ 'pnpm-workspace.yaml': text }), { file: 'pnpm-workspace.yaml', text: `'${name}': 0.2.0` }, text)
    const scoped = `@scope/parent/${name}`
    assert.equal(from({ 'package.json': { resolutions: { [scoped]: '0.2.0' } } }).text, `"${scoped}": "0.2.0"`)
  })

  test('what is not such an entry is none', () => {
    assert.equal(from({}), undefined)
    for (const text of ['{', 'null', '[]', '{ "overrides": null }', '{ "overrides": "x" }'])
      assert.equal(from({ 'package.json': text }), undefined)
    assert.equal(from({ 'package.json': { dependencies: { [name]: '0.2.0' }, overrides: { [`${name}-x`]: '1.0.0' } } }), undefined)
    assert.equal(from({ 'package.json': { overrides: { [`@scope/${name}`]: '1.0.0' } } }), undefined, 'it is another package')
    assert.equal(from({ 'pnpm-workspace.yaml': `overrides:\n  # ${name}: 0.2.0\n` }), undefined)
    assert.equal(from({ 'pnpm-workspace.yaml': `overrides:\n  other: 1.0.0\ncatalog:\n  ${name}: 0.2.0\n` }), undefined)
  })

  test('both folders are put aside, or the entry is removed', () => {
    const lock = { file: '/app/package-lock.json', names: ['linux-x64-musl'] }
    assert.equal(
      explainDifference('They differ', { ...facts, lock }),
      'They differ: install both in the same version.\nRun in /app:\n' +
        '  mv /app/node_modules/pipedream-native pipedream-native.broken && mv /app/node_modules/pipedream-native-linux-x64-musl ' +
        'pipedream-native-linux-x64-musl.broken && npm install --include=optional',
    )
    const override = { file: '/app/package.json', text: `"${name}": "0.2.0"` }
    assert.equal(
      explainDifference('They differ', { ...facts, lock, override, manager: 'pnpm' }),
      `They differ: install both in the same version.\nRemove \`"${name}": "0.2.0"\` from /app/package.json: it gives one of them another version.\n` +
        'Run in /app:\n  pnpm install',
    )
  })
})
