// The limits that a `.node` is held to before it may be released (scripts/addon-check.mjs).

import assert from 'node:assert/strict'
import { existsSync, truncateSync, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkAddon, factsOf, faultsOf, parseElf, parseImports } from '../../scripts/addon-check.mjs'
import { addon, platform } from '../../scripts/steps.mjs'
import { folderFor } from '../support/folders.mjs'

const LINUX = ['linux-x64-gnu', 'linux-arm64-gnu', 'linux-x64-musl', 'linux-arm64-musl']

test('a `.node` has at most 5,000,000 bytes, on Windows 6,500,000', () => {
  for (const name of [...LINUX, 'darwin-arm64', 'darwin-x64']) {
    assert.deepEqual(faultsOf(name, { size: 5_000_000 }), [], name)
    assert.deepEqual(faultsOf(name, { size: 5_000_001 }), ['it has 5000001 bytes, allowed are 5000000'], name)
  }
  assert.deepEqual(faultsOf('win32-x64-msvc', { size: 6_500_000 }), [])
  assert.deepEqual(faultsOf('win32-x64-msvc', { size: 6_500_001 }), ['it has 6500001 bytes, allowed are 6500000'])
})

test('it needs the C library of its platform alone', () => {
  const needs = (name, needed) => faultsOf(name, { size: 1, needed })
  assert.deepEqual(needs('linux-x64-gnu', ['libc.so.6', 'libgcc_s.so.1', 'ld-linux-x86-64.so.2', 'libpthread.so.0']), [])
  assert.deepEqual(needs('linux-x64-gnu', ['libc.so', 'libssl.so.3']), ['it needs libc.so', 'it needs libssl.so.3'])
  assert.deepEqual(needs('linux-arm64-musl', ['libc.so']), [])
  assert.deepEqual(needs('linux-arm64-musl', ['libc.so.6']), ['it needs libc.so.6'])
  assert.deepEqual(needs('win32-x64-msvc', ['KERNEL32.dll', 'api-ms-win-core-synch-l1-2-0.dll', 'ADVAPI32.dll']), [])
  assert.deepEqual(needs('win32-x64-msvc', ['libnode.dll', 'libgcc_s_seh-1.dll']), ['it needs libnode.dll', 'it needs libgcc_s_seh-1.dll'])
})

test('the release build asks for glibc 2.17 at most, and has no symbols', () => {
  const found = (glibc, limit) => faultsOf('linux-x64-gnu', { size: 1, glibc }, { glibc: limit })
  for (const version of ['2.17', '2.2.5', '2.4', '1.99']) assert.deepEqual(found(version, '2.17'), [], version)
  for (const version of ['2.18', '2.34', '3.0']) assert.deepEqual(found(version, '2.17'), [`it needs glibc ${version}, allowed is 2.17`])
  assert.deepEqual(found('2.34', undefined), [], 'the build of a developer may ask for more')
  assert.deepEqual(faultsOf('linux-x64-gnu', { size: 1, symbols: true }), ['it has symbols or debug information'])
})

test('the tools’ output is read', () => {
  const elf = parseElf(`  [ 5] .dynsym  DYNSYM
  [30] .symtab SYMTAB
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 4
  0x0020:   Name: GLIBC_2.17  Flags: none  Version: 3`)
  assert.deepEqual(elf, { needed: ['libc.so.6'], glibc: '2.17', symbols: true })
  assert.deepEqual(parseElf('(NEEDED) Shared library: [libc.so]'), { needed: ['libc.so'], glibc: undefined, symbols: false })
  assert.deepEqual(parseImports('\tDLL Name: KERNEL32.dll\n\tvma:  Hint/Ord\n\tDLL Name: ntdll.dll\n'), ['KERNEL32.dll', 'ntdll.dll'])
})

test('this machine’s addon is read, and one that grew is refused', { skip: !existsSync(addon) && 'npm run build makes the addon' }, (t) => {
  const facts = factsOf(platform(), addon)
  if (process.platform === 'linux') assert.ok(facts.needed.length > 0 && facts.symbols === false, JSON.stringify(facts))
  // One that was built quickly, for tests, may be larger than one that is released.
  assert.deepEqual(faultsOf(platform(), { ...facts, size: 1 }), [])
  const place = folderFor(t, 'addon-check')
  const grown = join(place, 'grown.node')
  copyFileSync(addon, grown)
  truncateSync(grown, 7_000_000)
  assert.throws(() => checkAddon(platform(), grown), /grown\.node cannot be released: it has 7000000 bytes/)
})
