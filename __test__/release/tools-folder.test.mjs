// The folder for what builds and runs fetch: taken, read-only, or left in the middle by a run that was interrupted.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { majorsOf } from '../../scripts/platforms/list.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

function folder(t) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'tools-')))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const node = (args, tools) =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, PLATFORM_TOOLS: tools } })

test('a folder that cannot be used is an error that names it and the variable', (t) => {
  const taken = join(folder(t), 'taken')
  writeFileSync(taken, '')
  for (const script of ['build-platforms.mjs', 'platforms/zig.mjs']) {
    const path = process.env.PATH.split(':').filter((one) => !one.includes('zig'))
    const args = [
      '-e',
      `process.env.PATH = ${JSON.stringify(path.join(':'))}; process.argv[1] = ${JSON.stringify(join(root, 'scripts', script))}; import(process.argv[1])`,
    ]
    const { status, stderr } = node(args, taken)
    assert.equal(status, 1, script)
    assert.match(stderr, /taken.* cannot be written \((?:ENOTDIR|EEXIST)\): the variable PLATFORM_TOOLS names another folder/, script)
    assert.doesNotMatch(stderr, /\n {4}at /, script)
  }
  const program = `import { toolOf } from './scripts/release/tools.mjs'; toolOf('npm')`
  assert.match(node(['--input-type=module', '-e', program], taken).stderr, /cannot be written/)
})

test('what a run left in the middle is removed by the next one, and what another run is filling is not', async (t) => {
  const tools = folder(t)
  const had = JSON.stringify(join(root, 'scripts', 'platforms', 'fetched.mjs'))
  const fill = (then) =>
    `import { writeFileSync } from 'node:fs'; import { fetchedOnce } from ${had}; fetchedOnce('some/tool', '1', (into) => { writeFileSync(into + '/file', '1'); ${then} })`
  const env = { ...process.env, PLATFORM_TOOLS: tools }
  const waits = fill(`console.log('filling'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`)
  const children = [1, 2].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', waits], { env, stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  t.after(() => {
    for (const child of children) child.kill('SIGKILL')
  })
  await Promise.all(children.map(({ stdout }) => once(stdout, 'data')))
  const [interrupted, running] = children
  interrupted.kill('SIGKILL')
  await once(interrupted, 'exit')
  // Not ours: another name, which begins alike.
  mkdirSync(join(tools, 'some', 'tool.more'))
  assert.equal(node(['--input-type=module', '-e', fill('')], tools).status, 0)
  assert.equal(readFileSync(join(tools, 'some', 'tool', 'file'), 'utf8'), '1')
  const left = readdirSync(join(tools, 'some')).sort()
  assert.deepEqual(
    left.map((name) => name.replace(/-\w+$/, '')),
    ['tool', 'tool.more', `tool.${running.pid}`].sort(),
  )
})

test('--node takes the versions that are tried, and names them otherwise', () => {
  assert.deepEqual(majorsOf(['22', '22', '18']), [22, 18])
  assert.ok(majorsOf(undefined).includes(20))
  for (const wrong of ['abc', '', '22.1', '17', '22,24'])
    assert.throws(() => majorsOf([wrong]), { name: 'RangeError', message: `--node ${wrong}: there are ${majorsOf(undefined).join(', ')}` })
})
