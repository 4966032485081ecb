// What a release is refused for before anything is built: no repository, or versions that do not agree.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { problemsOf, released } from '../../scripts/release/gate.mjs'
import { missingOf, stage } from '../../scripts/release/stage.mjs'
import { repositoryOf, repositoryProblems, withRepository } from '../../scripts/release/repository.mjs'
import { platforms } from '../../tools/npm/platforms.mjs'
import { folderFor } from '../support/folders.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const WHERE = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'made-up/pipedream-native' }

test('repository, homepage and bugs of all packages are of the repository that the release runs in', () => {
  const where = repositoryOf({ GITHUB_SERVER_URL: 'https://git.example.com/', GITHUB_REPOSITORY: 'acme/native.js' })
  const { main, platforms } = released({})
  const named = withRepository(main, where)
  assert.deepEqual(named.repository, { type: 'git', url: 'git+https://git.example.com/acme/native.js.git' })
  assert.equal(named.homepage, 'https://git.example.com/acme/native.js#readme')
  assert.deepEqual(named.bugs, { url: 'https://git.example.com/acme/native.js/issues' })
  // Everything else is as it was.
  const { repository, homepage, bugs, ...rest } = named
  assert.deepEqual(rest, main)
  assert.deepEqual(repositoryProblems(named, where), [])
  assert.equal(platforms.length, 7)
  for (const manifest of platforms) {
    const directory = `npm/${manifest.name.replace('pipedream-native-', '')}`
    const platform = withRepository(manifest, where, directory)
    assert.deepEqual(platform.repository, { ...named.repository, directory })
    assert.deepEqual(repositoryProblems(platform, where), [])
    assert.equal(repositoryProblems(manifest, where).length, 3)
  }
  assert.match(repositoryProblems(named, repositoryOf(WHERE)).join('\n'), /repository\.url is "git\+https:\/\/git\.example\.com/)
})

const SCRIPTS = ['gate.mjs', 'stage.mjs']
const REFUSED = [
  [{ GITHUB_SERVER_URL: undefined }, /GITHUB_SERVER_URL is not set/],
  [{ GITHUB_SERVER_URL: '' }, /GITHUB_SERVER_URL is not set/],
  [{ GITHUB_SERVER_URL: 'github.com' }, /GITHUB_SERVER_URL must be .* got "github\.com"/],
  [{ GITHUB_SERVER_URL: 'ssh://github.com' }, /GITHUB_SERVER_URL must be/],
  [{ GITHUB_SERVER_URL: 'https://me:token@github.com' }, /GITHUB_SERVER_URL must be/],
  [{ GITHUB_REPOSITORY: undefined }, /GITHUB_REPOSITORY is not set/],
  [{ GITHUB_REPOSITORY: 'pipedream-native' }, /GITHUB_REPOSITORY must be OWNER\/NAME, got "pipedream-native"/],
  [{ GITHUB_REPOSITORY: 'a/b/c' }, /GITHUB_REPOSITORY must be/],
  [{ GITHUB_REPOSITORY: '../b' }, /GITHUB_REPOSITORY must be/],
]

test('a release is refused without an address of its repository, and the message names the variable', () => {
  for (const [change, message] of REFUSED) assert.throws(() => repositoryOf({ ...WHERE, ...change }), message, JSON.stringify(change))
  for (const script of SCRIPTS) {
    const env = { ...process.env, ...WHERE }
    delete env.GITHUB_REPOSITORY
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/release', script)], { env, encoding: 'utf8' })
    assert.equal(status, 1, script)
    assert.match(stderr, /GITHUB_REPOSITORY is not set: nothing is published/, script)
  }
})

test('what is committed agrees', () => {
  assert.deepEqual(problemsOf(released({})), [])
})

test('a platform package without a file that it names, or with the bill of another binary, is not packed', (t) => {
  const folder = folderFor(t, 'platform')
  const write = (name, text) => writeFileSync(join(folder, name), text)
  write('package.json', JSON.stringify({ files: ['index.js', 'x.node', 'sbom.cdx.json'] }))
  write('index.js', '')
  assert.deepEqual(missingOf(folder), ['x.node', 'sbom.cdx.json'])
  write('x.node', 'binary')
  const content = createHash('sha256').update('binary').digest('hex')
  write('sbom.cdx.json', JSON.stringify({ metadata: { component: { hashes: [{ alg: 'SHA-256', content }] } } }))
  assert.deepEqual(missingOf(folder), [])
  write('x.node', 'another')
  assert.deepEqual(missingOf(folder), ['sbom.cdx.json of this binary, but one of another'])
})

test('a release is refused while a platform has no binary', (t) => {
  const bare = platforms.filter(({ name }) => !existsSync(join(root, 'npm', name, `pipedream-native.${name}.node`)))
  if (bare.length === 0) return t.skip('every platform has one')
  const packed = join(tmpdir(), `never-${process.pid}`)
  assert.throws(
    () => stage({ env: WHERE, packed }),
    (error) => {
      assert.match(error.message, /^not packed: /)
      for (const { name } of bare) assert.ok(error.message.includes(`npm/${name} has no pipedream-native.${name}.node`), name)
      return true
    },
  )
  assert.ok(!existsSync(packed))
})

/** A release of 1.2.3 that has no fault. */
function sound() {
  const names = ['pipedream-native-linux-x64-gnu', 'pipedream-native-darwin-arm64']
  return {
    tag: 'v1.2.3',
    main: { name: 'pipedream-native', version: '1.2.3', optionalDependencies: Object.fromEntries(names.map((name) => [name, '1.2.3'])) },
    platforms: names.map((name) => ({ name, version: '1.2.3' })),
    cargo: '[package]\nname = "pipedream-native"\nversion = "1.2.3"\n',
    locks: {
      'Cargo.lock': '[[package]]\nname = "other"\nversion = "9.0.0"\n\n[[package]]\nname = "pipedream-native"\nversion = "1.2.3"\n',
      'fuzz/Cargo.lock': '[[package]]\nname = "pipedream-native"\nversion = "1.2.3"\n',
    },
    changelog: '# What users notice\n\n## 1.2.3, 2026-12-01\n\n- A change.\n\n## 1.2.2, 2026-11-01\n',
  }
}

const outdated = (texts, name) => Object.assign(texts, { [name]: texts[name].replace('1.2.3', '1.2.0') })

const FAULTS = {
  'a tag of another version': [(facts) => Object.assign(facts, { tag: 'v1.2.4' }), /the tag is v1\.2\.4, .* must be v1\.2\.3/],
  'a tag without v': [(facts) => Object.assign(facts, { tag: '1.2.3' }), /the tag is 1\.2\.3/],
  'a platform package of another version': [(facts) => Object.assign(facts.platforms[1], { version: '1.2.2' }), /darwin-arm64 is 1\.2\.2/],
  'an optional dependency of another version': [
    (facts) => Object.assign(facts.main.optionalDependencies, { 'pipedream-native-darwin-arm64': '^1.2.3' }),
    /darwin-arm64 in optionalDependencies is \^1\.2\.3/,
  ],
  'a platform that the main package does not name': [
    (facts) => delete facts.main.optionalDependencies['pipedream-native-darwin-arm64'],
    /darwin-arm64 in optionalDependencies is missing/,
  ],
  'an optional dependency without a package': [
    (facts) => Object.assign(facts.main.optionalDependencies, { 'pipedream-native-freebsd-x64': '1.2.3' }),
    /pipedream-native-freebsd-x64, which is no folder of npm/,
  ],
  'a crate of another version': [
    (facts) => Object.assign(facts, { cargo: facts.cargo.replace('1.2.3', '1.2.0') }),
    /Cargo\.toml is 1\.2\.0/,
  ],
  'a lock file of another version': [(facts) => outdated(facts.locks, 'Cargo.lock'), /the version in Cargo\.lock is 1\.2\.0/],
  'a lock file of the fuzz targets of another version': [
    (facts) => outdated(facts.locks, 'fuzz/Cargo.lock'),
    /fuzz\/Cargo\.lock is 1\.2\.0/,
  ],
  'no version': [(facts) => Object.assign(facts.main, { version: '1.2' }), /must be such as 1\.2\.3/],
  'a CHANGELOG that begins with another version': [
    (facts) => Object.assign(facts, { changelog: facts.changelog.replace('## 1.2.3, 2026-12-01', '## Next') }),
    /the first heading of CHANGELOG\.md is "## Next"/,
  ],
  'a CHANGELOG without the day': [
    (facts) => Object.assign(facts, { changelog: facts.changelog.replace('2026-12-01', 'not released yet') }),
    /not released yet": write the day/,
  ],
  'a CHANGELOG with a day that there is not': [
    (facts) => Object.assign(facts, { changelog: facts.changelog.replace('2026-12-01', '2026-02-30') }),
    /2026-02-30, which is no day/,
  ],
}

test('a release whose parts agree is let through, also a prerelease and one without a tag', () => {
  assert.deepEqual(problemsOf(sound()), [])
  const before = sound()
  assert.deepEqual(problemsOf({ ...before, tag: undefined, changelog: before.changelog.replace('2026-12-01', 'not released yet') }), [])
  const beta = JSON.parse(JSON.stringify(sound()).replaceAll('1.2.3', '1.2.3-beta.1'))
  assert.deepEqual(problemsOf(beta), [])
})

for (const [name, [spoil, message]] of Object.entries(FAULTS)) {
  test(`refused: ${name}`, () => {
    const facts = sound()
    spoil(facts)
    assert.match(problemsOf(facts).join('\n'), message)
  })
}
