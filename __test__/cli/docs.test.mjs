// docs/cli.md: its help is that of the program, and its examples run.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { withHelp } from '../../scripts/cli-docs.mjs'
import { CLI, emulated, environment, folder, root, run } from '../support/cli.mjs'

const page = readFileSync(join(root, 'docs', 'cli.md'), 'utf8')
const blocks = (language) => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code)

test('the help on the page is that of the program: npm run docs:cli writes it', () => {
  assert.equal(withHelp(page), page)
  assert.ok(blocks('console').length >= 6)
})

function killGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left.
  }
}

test('the examples run in the order of the page', {
  skip: process.platform === 'win32' && 'they are for bash',
  timeout: 300_000,
}, async (t) => {
  const { env } = await emulated(t)
  const cwd = folder(t)
  const files = [...page.matchAll(/`([\w.-]+)`:\n\n```json\n([\s\S]*?)```/g)]
  assert.equal(files.length, 1)
  for (const [, name, text] of files) writeFileSync(join(cwd, name), text)
  const bin = folder(t)
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${CLI}' "$@"\n`, { mode: 0o755 })
  // As npm links it. It replaces itself, so that `kill $!` ends the emulator: with npx it would outlive the script.
  mkdirSync(join(cwd, 'node_modules', '.bin'), { recursive: true })
  const linked = join(cwd, 'node_modules', '.bin', 'pipedream-native')
  writeFileSync(linked, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`, { mode: 0o755 })
  const examples = blocks('sh')
  assert.ok(examples.length >= 6)
  for (const example of examples) {
    // Variables that are set would go before those of a file.
    const variables = example.includes('--env-file') ? {} : env
    // Only npx is ours: it would look for the package in this folder. The group is for what is left running where an example fails.
    const child = spawn('bash', ['-c', `set -euo pipefail\n${example}`], {
      cwd,
      env: environment({ ...variables, PATH: `${bin}:${process.env.PATH}` }),
      detached: true,
    })
    child.once('exit', (code) => code !== 0 && killGroup(child.pid))
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    const [code] = await once(child, 'close')
    assert.equal(code, 0, `${example}\n${output}`)
    for (const line of output.split('\n')) assert.doesNotMatch(line, /^error:/, example)
  }
})

test('every command has a help, and says it without a terminal, credentials or an addon', async () => {
  for (const words of [
    ['--help'],
    ['-h'],
    ['help'],
    ['token', '--help'],
    ['help', 'token'],
    ['doctor', '-h'],
    ['call', '--help'],
    ['emulator', '-h'],
    ['completion', '-h'],
  ]) {
    const { code, stdout, stderr } = await run(words)
    assert.deepEqual([code, stderr], [0, ''], words.join(' '))
    assert.match(stdout, /^Usage: pipedream-native /)
    assert.ok(!stdout.includes('\u001b'))
  }
})

test('no command at all prints the help and is a wrong use', async () => {
  const { code, stdout, stderr } = await run([])
  assert.equal(code, 2)
  assert.match(stdout + stderr, /Usage: pipedream-native/)
})

test('a misspelt command gets a suggestion', async () => {
  for (const [word, message] of [
    ['tokne', /there is no command "tokne": did you mean token\?/],
    ['emulate', /did you mean emulator\?/],
    ['x', /the commands are token, doctor, call, emulator, completion/],
  ]) {
    const { code, stderr } = await run([word])
    assert.deepEqual([code, message.test(stderr)], [2, true], stderr)
  }
})

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  assert.equal((await run(['--version'])).stdout, `${version}\n`)
})
