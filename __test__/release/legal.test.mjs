// The bill of materials and the notices of the packages: do they name what is in the binary, and only that?

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundledPackages } from '../../scripts/release/legal/bundled.mjs'
import { clarified } from '../../scripts/release/legal/clarified.mjs'
import { targetOf } from '../../scripts/platforms/targets.mjs'
import { linkedCrates } from '../../scripts/release/legal/crates.mjs'
import { addedByLinker } from '../../scripts/release/legal/linker.mjs'
import { noticesOf } from '../../scripts/release/legal/notices.mjs'
import { problemOf, sbomOf } from '../../scripts/release/legal/sbom.mjs'
import { isLicence, textsIn } from '../../scripts/release/legal/texts.mjs'
import { writeLegal } from '../../scripts/release/legal.mjs'
import { platform as here } from '../../scripts/steps.mjs'
import { platforms } from '../../tools/npm/platforms.mjs'
import { folderFor } from '../support/folders.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const place = folderFor({ after }, 'legal')

const MIT = textsIn(root).find(({ file }) => file === 'LICENSE').text
const write = (name, text) => {
  mkdirSync(dirname(join(place, name)), { recursive: true })
  writeFileSync(join(place, name), text)
}

test('each platform has the name that Rust has for it', () => {
  assert.deepEqual(
    platforms.map(({ name }) => targetOf(name)),
    /targets = \[([^\]]+)\]/
      .exec(readFileSync(join(root, 'deny.toml'), 'utf8'))[1]
      .match(/[\w-]+(?=")/g)
      .filter((target) => /^(x86_64|aarch64)/.test(target)),
  )
  assert.throws(() => targetOf('freebsd-x64'), /platform must be such as linux-x64-gnu, got freebsd-x64/)
})

for (const { name: platform } of platforms) {
  test(`the bill and the notices of ${platform} name every crate that is linked, with its licence and the text of it`, async () => {
    await writeLegal(platform)
    const { bill, notices } = filesOf(platform)
    assert.equal(await problemOf(JSON.stringify(bill)), null)
    assert.equal(bill.specVersion, '1.6')
    const crates = treeOf(targetOf(platform))
    assert.ok(crates.size > 60, `${crates.size} crates`)
    const listed = bill.components.filter(({ purl }) => purl.startsWith('pkg:cargo/')).map(({ name, version }) => `${name} ${version}`)
    assert.deepEqual(listed.sort(), [...crates].sort())
    const [list, texts] = notices.split('\nThe texts of their licences, and their notices:\n')
    for (const crate of [...crates, bill.components.find(({ name }) => name === 'rust-std')].map((one) =>
      one.name ? `${one.name} ${one.version}` : one,
    )) {
      assert.ok(list.includes(`\n  ${crate}, `), `the list has no ${crate}`)
      assert.ok(texts.includes(`\n${crate} (`), `there is no text for ${crate}`)
    }
    for (const { name, licenses } of bill.components) assert.ok(licenses?.length > 0, name)
    // Each block has a text that grants something, or names who wrote what.
    for (const block of texts.split(/^-{100}$/m).slice(1)) {
      const text = block.trim().split('\n\n').slice(1).join('\n\n')
      assert.ok(isLicence(text) || /copyright|licen[cs]e/i.test(text), block.slice(0, 300))
    }
  })
}

test('the crates whose code can be seen in the binary are in its bill', (t) => {
  const file = join(root, `pipedream-native.${here()}.node`)
  // Messages of panics have the path of the source.
  const seen = new Set(
    [...readFileSync(file, 'latin1').matchAll(/registry[/\\]src[/\\][^/\\]+[/\\]([\w-]+)-(\d[\w.+-]*)[/\\]/g)].map(
      ([, name, version]) => `pkg:cargo/${name}@${version.replaceAll('+', '%2B')}`,
    ),
  )
  assert.ok(seen.size > 20, `${seen.size} crates`)
  const listed = new Set(filesOf(here()).bill.components.map(({ purl }) => purl))
  assert.deepEqual(
    [...seen].filter((address) => !listed.has(address)),
    [],
  )
  t.diagnostic(`${seen.size} crates seen`)
})

test('what the linker has put into an addon is named, with its licences', async () => {
  write('linked/with.node', 'ELF libunwind: %s - %s')
  write('linked/without.node', 'ELF libgcc_s.so.1')
  const zig = join(place, 'linked', 'ziglang')
  const [wanted, unwinder] = [`${MIT}\nCopyright (c) Zig contributors`, `Apache License\n${MIT}\nLLVM Exceptions`]
  const file = join(place, 'linked', 'with.node')
  assert.deepEqual(addedByLinker(join(place, 'linked', 'without.node'), zig), [])
  assert.throws(() => addedByLinker(file, zig), /with\.node has code of zig, and there is no .*ziglang.LICENSE$/)
  write('linked/ziglang/LICENSE', wanted)
  write('linked/ziglang/lib/libunwind/LICENSE.TXT', unwinder)
  const parts = addedByLinker(file, zig)
  assert.deepEqual(
    parts.map(({ name, texts }) => [name, ...texts.map(({ text }) => text)]),
    [['zig', wanted, unwinder]],
  )
  const owner = { name: 'main', version: '1.0.0', licence: 'MIT' }
  const bill = JSON.parse(await sbomOf({ owner, parts, direct: [parts[0].id], type: 'cargo', date: new Date(0) }))
  assert.equal(bill.components[0].licenses[0].expression, 'MIT AND Apache-2.0 WITH LLVM-exception')
  // The addon of this machine, if it is a release build.
  const isLinkedByZig = readFileSync(join(root, `pipedream-native.${here()}.node`)).includes('libunwind: ')
  assert.equal(
    filesOf(here()).bill.components.some(({ name }) => name === 'zig'),
    isLinkedByZig,
  )
})

test('what runs at build time, what the tests use and what other systems use is in neither', () => {
  const { bill } = filesOf('linux-x64-gnu')
  const names = new Set(bill.components.map(({ name }) => name))
  for (const name of ['napi-derive', 'napi-build', 'syn', 'proptest', 'allocation-counter', 'windows-sys', 'security-framework', 'shuttle'])
    assert.ok(!names.has(name), name)
  assert.ok(filesOf('darwin-arm64').bill.components.some(({ name }) => name === 'security-framework'))
  assert.ok(filesOf('win32-x64-msvc').bill.components.some(({ name }) => name === 'windows-sys'))
})

test('the bill has the hash of the binary, the archives and what needs what, and is the same when it is made again', async () => {
  const { bill, notices } = filesOf(here())
  const sha256 = createHash('sha256')
    .update(readFileSync(join(root, 'npm', here(), `pipedream-native.${here()}.node`)))
    .digest('hex')
  assert.deepEqual(bill.metadata.component.hashes, [{ alg: 'SHA-256', content: sha256 }])
  const ring = bill.components.find(({ name }) => name === 'ring')
  assert.ok(readFileSync(join(root, 'Cargo.lock'), 'utf8').includes(`checksum = "${ring.hashes[0].content}"`))
  const needs = new Map(bill.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
  assert.ok(needs.get(bill.metadata.component['bom-ref']).includes(ring['bom-ref']))
  assert.ok(needs.get(ring['bom-ref']).some((ref) => ref.startsWith('pkg:cargo/untrusted@')))
  // Everything is reached from the package itself.
  const reached = new Set([bill.metadata.component['bom-ref']])
  for (const ref of reached) for (const other of needs.get(ref) ?? []) reached.add(other)
  assert.deepEqual(
    bill.components.filter((one) => !reached.has(one['bom-ref'])).map(({ name }) => name),
    [],
  )
  await writeLegal(here())
  assert.deepEqual(filesOf(here()), { bill, notices })
})

test('a bill with a fault is not CycloneDX', async () => {
  const { bill } = filesOf(here())
  assert.notEqual(await problemOf(JSON.stringify({ ...bill, components: [{ name: 'no type' }] })), null)
  assert.notEqual(await problemOf(JSON.stringify({ ...bill, more: true })), null)
})

test('a licence that SPDX has no name for is named as it is', async () => {
  const owner = { name: 'main', version: '1.0.0', licence: 'MIT' }
  const parts = [undefined, 'SEE LICENSE IN terms.txt', '(MIT OR Apache-2.0) AND Unicode-3.0', 'Apache-2.0 WITH LLVM-exception'].map(
    (licence, index) => ({
      id: `${index}`,
      name: `part-${index}`,
      version: '1.0.0',
      licence,
      needs: [],
      texts: [],
    }),
  )
  const text = await sbomOf({ owner, parts, direct: ['0'], type: 'npm', date: new Date(0) })
  assert.deepEqual(
    JSON.parse(text).components.map(({ licenses: [one] }) => one.expression ?? one.license.name),
    ['see THIRD_PARTY_NOTICES', 'SEE LICENSE IN terms.txt', '(MIT OR Apache-2.0) AND Unicode-3.0', 'Apache-2.0 WITH LLVM-exception'],
  )
})

test('the notices have the texts of code that a crate took from elsewhere, and its NOTICE', () => {
  const { notices } = filesOf(here())
  for (const wanted of [/ring \S+ \(LICENSE-BoringSSL\)/, /The Rust Project/, /Copyright \(c\) 2020 LongYinan/, /COPYRIGHT-library\.html/])
    assert.match(notices, wanted)
})

test('a crate without the text of a licence is an error that names it', () => {
  crate('plain', 'license = "MIT"')
  crate('top', 'license = "MIT"\n[dependencies]\nplain = { path = "../plain" }')
  const cwd = join(place, 'crates', 'top')
  execFileSync('cargo', ['generate-lockfile', '--offline'], { cwd, stdio: 'ignore' })
  const linked = () => linkedCrates('x86_64-unknown-linux-gnu', { cwd, own: 'top' })
  assert.throws(linked, /no text of a licence in plain@1\.0\.0: add where it is to be had/)
  // What Windows makes of a symbolic link, and a word alone, are no text.
  for (const text of ['../../LICENSE-MIT', 'MIT', 'See the repository for the license.']) {
    write('crates/plain/LICENSE', text)
    assert.throws(linked, /plain@1\.0\.0/, text)
  }
  write('crates/plain/LICENSE', MIT)
  assert.deepEqual(
    linked().crates.map(({ id, licence, texts }) => [id, licence, texts[0].text]),
    [['plain@1.0.0', 'MIT', MIT]],
  )
  // A name of its own.
  rmSync(join(place, 'crates/plain/LICENSE'))
  write('crates/plain/terms.txt', MIT)
  crate('plain', 'license-file = "terms.txt"')
  assert.equal(linked().crates[0].texts[0].file, 'terms.txt')
})

test('a text is taken from another package only if it is of the same repository and licence', () => {
  const napi = { name: 'napi', version: '3.0.0', repository: 'https://github.com/napi-rs/napi-rs', licence: 'MIT' }
  assert.match(clarified(napi)[0].text, /LongYinan/)
  assert.throws(() => clarified({ ...napi, repository: 'https://github.com/other/napi' }), /not of the same repository/)
  assert.throws(() => clarified({ ...napi, licence: 'Apache-2.0' }), /not of the same repository and licence/)
  assert.deepEqual(clarified({ ...napi, name: 'unknown' }), [])
  const permissions = { name: 'windows-permissions', repository: 'https://github.com/some/where', licence: 'MIT' }
  assert.match(clarified({ ...permissions, authors: ['Ada <ada@example.com>'] })[0].text, /^Copyright \(c\) Ada <ada@example.com>$/m)
  assert.throws(() => clarified(permissions), /names no author/)
  assert.throws(() => clarified({ ...permissions, licence: 'GPL-3.0', authors: ['Ada'] }), /is not under MIT/)
})

test('packages that esbuild puts into a bundle are found, also within others and with a scope', async () => {
  const files = {
    'js/node_modules/a/index.js': "export { b } from 'b'\nexport const a = 1\n",
    'js/node_modules/a/node_modules/b/index.js': 'export const b = 2\n',
    'js/node_modules/@scope/c/index.js': 'export const c = 3\n',
    'js/main.js': "import { a, b } from 'a'\nimport { c } from '@scope/c'\nconsole.log(a, b, c)\n",
  }
  const packages = { a: 'js/node_modules/a', b: 'js/node_modules/a/node_modules/b', '@scope/c': 'js/node_modules/@scope/c' }
  for (const [name, text] of Object.entries(files)) write(name, text)
  for (const [name, folder] of Object.entries(packages)) {
    write(`${folder}/package.json`, JSON.stringify({ name, version: '1.0.0', license: 'MIT', main: 'index.js', repository: 'owner/name' }))
    write(`${folder}/licence.md`, `${MIT}\nFor ${name}.`)
  }
  const cwd = join(place, 'js')
  const options = { absWorkingDir: cwd, entryPoints: ['main.js'], bundle: true, write: false, metafile: true, logLevel: 'silent' }
  const { metafile } = await build(options)
  const found = bundledPackages(Object.keys(metafile.inputs), cwd)
  assert.deepEqual(found.map(({ id }) => id).sort(), ['@scope/c@1.0.0', 'a@1.0.0', 'b@1.0.0'])
  const notices = noticesOf('main 1.0.0', found)
  for (const name of Object.keys(packages)) assert.ok(notices.includes(`For ${name}.`), name)
  assert.match(notices, /^ {2}b 1\.0\.0, MIT, https:\/\/github\.com\/owner\/name$/m)
  rmSync(join(place, 'js/node_modules/a/node_modules/b/licence.md'))
  assert.throws(
    () => bundledPackages(Object.keys(metafile.inputs), cwd),
    /no text of a licence in b@1\.0\.0: it must not be bundled without/,
  )
})

test('the main package has the notices of all that its files say they have code of', () => {
  const dist = join(root, 'dist')
  const code = readdirSync(dist, { recursive: true }).filter((name) => /\.m?js$/.test(name))
  const named = new Set(
    code.flatMap((name) => [...readFileSync(join(dist, name), 'utf8').matchAll(/^This file has code of (\S+):$/gm)].map(([, one]) => one)),
  )
  assert.ok(named.has('@noble/hashes'))
  const bill = JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8'))
  assert.deepEqual(bill.components.map(({ name }) => name).sort(), [...named].sort())
  const notices = readFileSync(join(dist, 'THIRD_PARTY_NOTICES'), 'utf8')
  for (const { name, version } of bill.components) assert.ok(notices.includes(`\n${name} ${version} (`), name)
})

function filesOf(platform) {
  const read = (name) => readFileSync(join(root, 'npm', platform, name), 'utf8')
  return { bill: JSON.parse(read('sbom.cdx.json')), notices: read('THIRD_PARTY_NOTICES') }
}

/** What cargo links, from its graph: another way than that of linkedCrates(), which reads its tree. */
function treeOf(target) {
  const args = ['metadata', '--locked', '--format-version=1', '--filter-platform', target]
  const { packages, resolve } = JSON.parse(
    execFileSync('cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  const described = new Map(packages.map((one) => [one.id, one]))
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]))
  const isMacro = (id) => described.get(id).targets.some(({ kind }) => kind.includes('proc-macro'))
  const reached = new Set([resolve.root])
  for (const id of reached)
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps)
      if (kinds.some(({ kind }) => kind === null) && !isMacro(pkg)) reached.add(pkg)
  reached.delete(resolve.root)
  const linked = execFileSync(
    'cargo',
    ['tree', '--locked', '--target', target, '--edges', 'normal', '--prefix', 'none', '--format', '{p}'],
    { cwd: root, encoding: 'utf8' },
  )
  // The graph joins what the tests ask for; what the tree does not name is only theirs.
  const named = new Set(linked.split('\n').map((line) => line.split(' (')[0].replace(' v', ' ')))
  return new Set([...reached].map((id) => `${described.get(id).name} ${described.get(id).version}`).filter((name) => named.has(name)))
}

function crate(name, more) {
  write(`crates/${name}/Cargo.toml`, `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${more}\n`)
  write(`crates/${name}/src/lib.rs`, '')
}
