// The part of docs/guides/testing.md for other languages: the emulator as a process, and a client in Python.
// __test__/package/docs.test.mjs has the blocks in JavaScript.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { root } from '../../scripts/steps.mjs'

const guide = readFileSync(join(root, 'docs', 'guides', 'testing.md'), 'utf8')
const blockOf = (language) => new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'm').exec(guide)[1]

/** The variables that an emulator prints, which is started by `args` of Node and ended after the test. */
async function printedVariables(t, args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  t.after(async () => {
    child.kill()
    await ended
  })
  const variables = {}
  for await (const line of createInterface(child.stdout)) {
    const [, name, value] = /^(PIPEDREAM_\w+)=(.*)$/.exec(line) ?? []
    if (name !== undefined) variables[name] = value
    if (['BASE_URL', 'CLIENT_ID', 'CLIENT_SECRET', 'PROJECT_ID'].every((end) => `PIPEDREAM_${end}` in variables)) return variables
  }
  return assert.fail('the emulator ended before it had printed its variables')
}

function python(t, variables) {
  const { status, stdout, stderr, error } = spawnSync('python3', ['-c', blockOf('python')], {
    env: { PATH: process.env.PATH, ...variables },
    encoding: 'utf8',
  })
  if (error?.code === 'ENOENT' && !process.env.CI) return t.skip('there is no python3')
  assert.ifError(error)
  assert.equal(status, 0, stderr)
  assert.equal(stdout, "['apn_1', 'apn_2', 'apn_3']\n")
}

test('a client in Python calls the emulator', async (t) => {
  python(t, await printedVariables(t, ['-e', "require('pipedream-native/testing').serveEmulator()"]))
})

test('the command of the guide starts the emulator', async (t) => {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [, args] = /^npx pipedream-native (.+)$/m.exec(blockOf('sh'))
  // A free port, because another test may have this one.
  python(t, await printedVariables(t, [join(root, bin['pipedream-native']), ...args.replace('8787', '0').split(' ')]))
})

test('each block for vitest and jest is a whole file of the example, under its name', () => {
  const blocks = [...guide.matchAll(/^(.*)\n\n```js file=examples\/(\w+)\/(\S+)\n([\s\S]*?)^```/gm)]
  assert.ok(blocks.length >= 10, `${blocks.length} blocks`)
  for (const [, above, example, name, code] of blocks) {
    assert.equal(code, readFileSync(join(root, 'examples', example, name), 'utf8'), name)
    const last = name.split('/').at(-1)
    assert.ok(guide.slice(0, guide.indexOf(code)).split('\n').slice(-8).join(' ').includes(last), `${name} is not named above: ${above}`)
    // What it uses of the other files is in a block of the guide, too, so that a reader who pastes all of them has all.
    for (const [, used] of code.matchAll(/(?:from|require\() ?'\.\.?\/([^']+)'/g)) {
      const file = used.replace(/^.*\//, '').replace(/\.js$/, '')
      const isThere = blocks.some(([, , of, one]) => of === example && one.endsWith(`${file}.js`))
      assert.ok(isThere || guide.includes(`examples/${example}/src/${file}.js`), `${name} uses ${used}`)
    }
  }
})
