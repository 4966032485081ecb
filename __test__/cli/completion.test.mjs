// The completion, in real shells on a terminal.

import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CLI, environment, folder, noTerminal, run } from '../support/cli.mjs'

const candidates = async (...words) =>
  (await run(['__complete', '--', ...words])).stdout.split('\n').flatMap((line) => (line ? [line.split('\t')[0]] : []))

test('commands, operations, flags and values are offered where they may stand', async () => {
  for (const [words, expected] of [
    [[''], ['token', 'doctor', 'call', 'emulator', 'completion', 'help']],
    [
      ['help', ''],
      ['token', 'doctor', 'call', 'emulator', 'completion'],
    ],
    [['help', 'call', 'usa'], ['usage.list']],
    [['help', 'token', ''], []],
    [['call', '--env-file', 'x', 'usa'], ['usage.list']],
    [['--env-file', 'x', 'tok'], ['token']],
    [
      ['call', '--environment', ''],
      ['development', 'production'],
    ],
    [['c'], ['call', 'completion']],
    [
      ['call', 'appC'],
      ['appCategories.list', 'appCategories.retrieve'],
    ],
    [
      ['call', 'apps.list', '--sort'],
      ['--sort-key', '--sort-direction'],
    ],
    [
      ['call', 'apps.list', '--sort-key', ''],
      ['name', 'name_slug', 'featured_weight'],
    ],
    [
      ['call', 'apps.list', '--sort-key', 'name'],
      ['name', 'name_slug'],
    ],
    [['call', 'apps.list', '--sort-key=f'], ['--sort-key=featured_weight']],
    // As bash splits it.
    [
      ['call', 'apps.list', '--sort-key', '='],
      ['name', 'name_slug', 'featured_weight'],
    ],
    [['call', 'apps.list', '--sort-key', '=', 'f'], ['featured_weight']],
    [
      ['call', 'apps.list', '-o', ''],
      ['json', 'jsonl', 'table'],
    ],
    [['call', 'accounts.list', '--app', ''], []],
    [['emulator', '--seed', ''], []],
    [['emulator', '--p'], ['--port']],
    [['emulator', '--port', '1', '--p'], []],
    [['call', 'accounts.list', '--client-s'], []],
    [['call', 'deployedTriggers.updateWorkflows', '--workflow-ids', 'a', '--workflow'], ['--workflow-ids']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['call', 'nowhere', ''], []],
    [['nowhere', 'x'], []],
    [['__pro'], []],
  ])
    assert.deepEqual(await candidates(...words), expected, words.join(' '))
})

test('a word at the cursor that is empty reaches the program from PowerShell, which drops empty arguments', async () => {
  for (const [words, expected] of [
    [['--current=', '--', 'completion'], 'bash'],
    [['--current=usa', '--', 'call'], 'usage.list'],
    [['--current=--sort-d', '--', 'call', 'apps.list'], '--sort-direction'],
  ])
    assert.equal((await run(['__complete', ...words])).stdout.split(/[\t\n]/)[0], expected, words.join(' '))
})

test('a shell that was left out is asked for, with those that there are', async () => {
  const { code, stderr } = await run(['completion'])
  assert.deepEqual([code, stderr.trim()], [2, 'error: pipedream-native completion needs <shell>: one of bash, zsh, fish, powershell'])
})

test('a shell that there is no script for is named', async () => {
  const { code, stderr } = await run(['completion', 'tcsh'])
  assert.deepEqual([code, /completion is for bash, zsh, fish, powershell; got "tcsh"/.test(stderr)], [2, true])
})

/** Why a shell cannot be tried. */
const absent = (shell) => noTerminal ?? (spawnSync(shell, ['--version']).status === 0 ? undefined : `there is no ${shell}`)

/** A folder with the program in it, for PATH. */
function onPath(t) {
  const place = folder(t)
  symlinkSync(CLI, join(place, 'pipedream-native'))
  return { ...environment(), PATH: `${place}:${process.env.PATH}`, HOME: place, ZDOTDIR: place }
}

/** What a terminal shows, without colours and movements of the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it removes them
const plain = (text) => text.replace(/\u001b\[[\d;?]*[A-Za-z]|.\u0008/g, '').replaceAll('\u0007', '')

/** A shell on a terminal. `types(text, shown)` types and waits until the terminal has shown a text since then. */
function shellOf(t, command) {
  const child = spawn('script', ['--quiet', '--command', command, '/dev/null'], { env: onPath(t) })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (screen += text))
  child.stdin.on('error', () => {})
  t.after(() => child.kill('SIGKILL'))
  return async (text, shown) => {
    const from = screen.length
    child.stdin.write(text)
    while (!plain(screen.slice(from)).includes(shown)) {
      assert.ok(child.exitCode === null && !t.signal.aborted, `${JSON.stringify(shown)} is not in ${JSON.stringify(screen)}`)
      await pause(20)
    }
  }
}

for (const [shell, command, setUp] of [
  ['bash', 'bash --noprofile --norc -i', 'eval "$(pipedream-native completion bash)"'],
  ['zsh', 'zsh -f -i', 'autoload -Uz compinit && compinit -u -D && eval "$(pipedream-native completion zsh)"'],
]) {
  test(`${shell}: the tab key completes an operation, a flag and a value`, { skip: absent(shell), timeout: 60_000 }, async (t) => {
    const types = shellOf(t, command)
    await types(`${setUp}; echo re''ady\n`, 'ready')
    await types('pipedream-native cal\t', 'call ')
    await types('usage\t', 'usage.list ')
    await types('--start\t', '--start-ts ')
    // Ctrl-U empties the line.
    await types('\u0015pipedream-native call apps.list --sort-direction de\t', 'direction desc')
    await types('\u0015pipedream-native call apps.list --sort-direction=a\t', 'direction=asc')
  })
}

test('fish offers what completes a word, with what it is', { skip: absent('fish'), timeout: 60_000 }, (t) => {
  const env = onPath(t)
  const ask = (line) =>
    execFileSync('fish', ['--no-config', '-c', `pipedream-native completion fish | source; complete -C '${line}'`], {
      env,
      encoding: 'utf8',
    })
  assert.match(ask('pipedream-native call usag'), /^usage\.list\t\S.*\n$/)
  assert.match(ask('pipedream-native call apps.list --sort-direction '), /^asc\ndesc\n$/)
  assert.match(ask('pipedream-native emulator --po'), /^--port\tThe port; 0 for a free one\.\n$/)
})

test('PowerShell offers what completes a word, with what it is', { skip: absent('pwsh'), timeout: 60_000 }, (t) => {
  const env = onPath(t)
  const ask = (line) =>
    execFileSync(
      'pwsh',
      [
        ...['-NoProfile', '-NonInteractive', '-Command'],
        'pipedream-native completion powershell | Out-String | Invoke-Expression; ' +
          `(TabExpansion2 -inputScript '${line}' -cursorColumn ${line.length}).CompletionMatches.CompletionText`,
      ],
      { env, encoding: 'utf8' },
    ).split(/\r?\n/)
  assert.deepEqual(ask('pipedream-native call usag'), ['usage.list', ''])
  assert.deepEqual(ask('pipedream-native call apps.list --sort-direction '), ['asc', 'desc', ''])
  assert.deepEqual(ask('$x = 1; pipedream-native emulator --po'), ['--port', ''])
})
