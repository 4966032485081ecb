// scripts/build-js.mjs: what developers see while they work on ts/, and what dist/ has at each moment.

import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { folderFor } from '../support/folders.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** A clone with nothing built but the addon. */
function cloned(t) {
  const folder = folderFor(t, 'pipedream-build')
  for (const name of ['ts', 'scripts', 'tools', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  for (const name of readdirSync(root)) if (name.endsWith('.node')) cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return folder
}

const build = (folder) => run(process.execPath, ['scripts/build-js.mjs'], { cwd: folder })
const namesOf = (folder) => readdirSync(join(folder, 'dist'), { recursive: true }).sort()
const text = (folder, expression) =>
  execFileSync(process.execPath, ['-p', `require('pipedream-native').${expression}`], { cwd: folder, encoding: 'utf8' }).trim()

test('watching builds what npm run build:js builds, and each mistake is named and can be corrected', { timeout: 120_000 }, async (t) => {
  const folder = cloned(t)
  const child = spawn(process.execPath, ['scripts/build-js.mjs', '--watch'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  t.after(() => child.kill())
  let printed = ''
  const waiting = new Set()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (piece) => {
      printed += piece
      for (const look of waiting) look()
    })
  }
  /** What is printed until a build has ended. */
  const ended = () =>
    new Promise((resolve) => {
      const look = () => {
        const end = /^(?:built dist\/ in|dist\/ is left as it was).*\n/m.exec(printed)
        if (end === null) return
        waiting.delete(look)
        resolve(printed.slice(0, end.index + end[0].length))
        printed = printed.slice(end.index + end[0].length)
      }
      waiting.add(look)
      look()
    })
  assert.match(await ended(), /built dist\/ in \d+ ms\n$/)
  assert.deepEqual(namesOf(folder), namesOf(root))

  const file = join(folder, 'ts', 'namespace.ts')
  const before = readFileSync(file, 'utf8')
  writeFileSync(file, `${before}export const added: number = 1\n`)
  assert.match(await ended(), /ts\/namespace\.ts changed\n[\s\S]*built dist\/ in \d+ ms\n$/)
  assert.equal(text(folder, 'added'), '1')
  assert.match(readFileSync(join(folder, 'dist', 'namespace.d.ts'), 'utf8'), /added: number/)

  appendFileSync(file, 'export const = 2\n')
  assert.match(await ended(), /namespace\.ts:\d+:\d+[\s\S]*dist\/ is left as it was\n$/)
  assert.equal(text(folder, 'added'), '1')

  writeFileSync(file, `${before}export const added: number = 'text'\n`)
  assert.match(await ended(), /namespace\.ts\S* ?- error TS2322|namespace\.ts\(\d+,\d+\): error TS2322/)
  assert.equal(text(folder, 'added'), 'text')

  writeFileSync(file, before)
  assert.match(await ended(), /built dist\/ in \d+ ms\n$/)
  assert.equal(text(folder, 'added'), 'undefined')
})

test('a build with wrong types fails and leaves dist/ as it was', { timeout: 120_000 }, async (t) => {
  const folder = cloned(t)
  await build(folder)
  const file = join(folder, 'dist', 'index.js')
  const before = readFileSync(file, 'utf8')
  appendFileSync(join(folder, 'ts', 'namespace.ts'), `export const added: number = 'text'\n`)
  await assert.rejects(build(folder), ({ code, stdout, stderr }) => {
    assert.equal(code, 1)
    assert.match(stdout + stderr, /TS2322/)
    return true
  })
  assert.equal(readFileSync(file, 'utf8'), before)
  assert.deepEqual(readdirSync(join(folder, 'target')), [])
})

test('builds at the same time do not disturb each other', { timeout: 120_000 }, async (t) => {
  const folder = cloned(t)
  await Promise.all([build(folder), build(folder), build(folder)])
  assert.deepEqual(namesOf(folder), namesOf(root))
  assert.ok(existsSync(join(folder, 'dist', 'testing', 'index.d.mts')))
  assert.deepEqual(readdirSync(join(folder, 'target')), [])
})
