// Check 12: Node 18 to 26, each told not to load an addon, or made into a single executable. What is printed is run by that Node, and
// then the package loads. `NODE_MAJORS=18,26` tries these alone.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { commandsIn, isLinux, load, project } from '../../__test__/support/load-projects.mjs'
import { checkExecutable } from '../bundlers/executable.mjs'
import { packInto } from '../packed.mjs'
import { Missing, nodeFromNpm } from '../platforms/fetched.mjs'
import { MAJORS } from '../platforms/list.mjs'

const CODE = 'ERR_PIPEDREAM_NATIVE_LOAD'
const place = realpathSync(mkdtempSync(join(tmpdir(), 'nodes-')))
let api
let tarballs

before(async () => {
  api = await startEmulator()
  tarballs = packInto(place)
})
after(async () => {
  await api?.close()
  rmSync(place, { recursive: true, force: true, maxRetries: 5 })
})

/** Node of a major version; the test is skipped if there is none. */
function nodeOf(major, t) {
  try {
    return nodeFromNpm(`node-${process.platform}-${process.arch}`, major)
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    t.skip(error.message.slice(0, 200))
    return undefined
  }
}

/** Runs the last command of a message, as printed, in the project. Returns what loading gave. */
function ranAsPrinted({ message }, app, node, env = {}) {
  const command = commandsIn(message).at(-1) ?? assert.fail(message)
  const path = [dirname(node), process.env.PATH].join(delimiter)
  return JSON.parse(execFileSync('/bin/sh', ['-c', command], { cwd: app, encoding: 'utf8', env: { ...process.env, ...env, PATH: path } }))
}

/** The names of the permission model's option, of which a version of Node has one, both or none. */
const PERMISSION = ['--permission', '--experimental-permission']

const only = process.env.NODE_MAJORS?.split(',').map(Number)

for (const major of only ?? MAJORS) {
  describe(`Node ${major}`, { skip: !isLinux && 'Node is fetched for Linux' }, () => {
    test('--no-addons', (t) => {
      const node = nodeOf(major, t)
      if (node === undefined) return
      const app = project(t)
      assert.deepEqual(load(app, { command: [node] }), { loaded: 'function' })
      for (const [command, env] of [
        [[node, '--no-addons'], {}],
        [[node], { NODE_OPTIONS: '--no-addons' }],
      ]) {
        const failure = load(app, { command, env })
        assert.equal(failure.code, CODE)
        assert.match(failure.message, /Node was started with --no-addons/)
        assert.deepEqual(ranAsPrinted(failure, app, node, env), { loaded: 'function' })
      }
    })

    test('its permission model', (t) => {
      const node = nodeOf(major, t)
      if (node === undefined) return
      const options = PERMISSION.filter((option) => spawnSync(node, [option, '--allow-fs-read=*', '-e', '']).status === 0)
      if (options.length === 0) return t.skip('it has no permission model')
      for (const option of options) {
        const app = project(t)
        // Writes the program before it is limited.
        load(app, { command: [node] })
        const failure = load(app, { command: [node, option, `--allow-fs-read=${app}`] })
        assert.equal(failure.code, CODE, failure.message)
        assert.match(failure.message, /add --allow-addons\.\nNode \S+ was started with its permission model\.\n/)
        assert.deepEqual(ranAsPrinted(failure, app, node), { loaded: 'function' })

        const allowed = ['load.cjs', 'package.json', join('node_modules', 'pipedream-native', '*')].map(
          (name) => `--allow-fs-read=${join(app, name)}`,
        )
        const unread = load(app, { command: [node, option, '--allow-addons', ...allowed] })
        if (major === 21) {
          // Node 21 finds no package where less than the whole project may be read, so this one is not asked.
          assert.match(unread.message, /^Cannot find module 'pipedream-native'/)
          continue
        }
        assert.match(unread.message, /^Node's permission model does not let pipedream-native read pipedream-native-/)
        assert.deepEqual(ranAsPrinted(unread, app, node), { loaded: 'function' })
      }
    })

    test('a single executable', async (t) => {
      const node = nodeOf(major, t)
      if (node === undefined) return
      // The page's commands need both.
      for (const words of [['--experimental-sea-config'], ['npx', '--version']]) {
        const path = [dirname(node), process.env.PATH].join(delimiter)
        const [program, ...parameters] = words.length > 1 ? words : [node, ...words, '/nothing']
        const { stderr, status } = spawnSync(program, parameters, { encoding: 'utf8', env: { ...process.env, PATH: path } })
        if (/bad option/.test(stderr) || (program === 'npx' && status !== 0)) return t.skip(`${words[0]} does not work with it`)
      }
      const folder = join(place, String(major))
      mkdirSync(folder)
      t.diagnostic(`figure: single executable of Node ${await checkExecutable({ place: folder, tarballs, api, node })}`)
      rmSync(folder, { recursive: true })
    })
  })
}
