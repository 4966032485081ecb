// release.yml and `npm run release:dry` take the same steps, so that one that breaks there breaks here.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { STEPS } from '../../scripts/release/dry.mjs'
import { LOCKS } from '../../scripts/release/gate.mjs'
import { TOOLS } from '../../scripts/release/tools.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const workflows = readdirSync(join(root, '.github/workflows')).map((name) => [
  name,
  parse(readFileSync(join(root, '.github/workflows', name), 'utf8')),
])
const { jobs } = Object.fromEntries(workflows)['release.yml']
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** What the dry run does in another way: the install is there, the folder of zig is put on its path, and it publishes to its own registry. */
const OTHERWISE = ['npm ci', 'npm ci --ignore-scripts', 'node scripts/platforms/zig.mjs', 'node scripts/release/publish.mjs']

/** Each npm script and each of our scripts that a text starts, without options. */
const commandsOf = (text) =>
  [...text.matchAll(/\b(?:npm run (?:--silent )?[\w:]+|npm ci(?: --ignore-scripts)?|node scripts\/[\w/-]+\.mjs)/g)].map(([one]) =>
    one.replace('--silent ', ''),
  )

test('each command of release.yml is a step of the dry run, in the same order', () => {
  const steps = Object.values(STEPS).map(([command, ...args]) => commandsOf([command, ...args].join(' '))[0])
  const runs = Object.values(jobs).flatMap((job) =>
    job.steps.flatMap(({ run = '' }) => commandsOf(run.replace(/^\$\{\{ matrix\.build \}\}$/, 'npm run build:release'))),
  )
  assert.ok(runs.length > 10)
  const shared = runs.filter((command) => !OTHERWISE.includes(command))
  assert.deepEqual([...new Set(shared)], steps)
})

test('the commands of both workflows are there', () => {
  for (const [file, { jobs: all }] of workflows)
    for (const { steps, strategy } of Object.values(all))
      for (const text of [...steps.map(({ run = '' }) => run), ...(strategy?.matrix.include ?? []).map(({ build = '' }) => build)])
        for (const command of commandsOf(text)) {
          const [, name] = /^npm run (.+)$/.exec(command) ?? []
          if (name) assert.ok(manifest.scripts[name], `${file}: ${command}`)
          else if (command.startsWith('node')) assert.ok(existsSync(join(root, command.slice(5))), `${file}: ${command}`)
        }
})

test('only the job that publishes has the identity for it, and it runs last and for a tag', () => {
  for (const [name, { permissions }] of Object.entries(jobs))
    assert.equal(permissions['id-token'], name === 'publish' ? 'write' : undefined, name)
  const order = ['gate', 'build', 'pack', 'publish']
  assert.deepEqual(Object.keys(jobs), order)
  for (const [index, name] of order.entries()) assert.equal(jobs[name].needs, order[index - 1])
  assert.match(jobs.publish.if, /ref_type == 'tag'/)
  assert.ok(jobs.publish.steps.some(({ run = '' }) => run.includes('publish.mjs --provenance')))
})

test('what is not of this repository is pinned: actions by commit, tools by version', () => {
  for (const [file, { jobs: all }] of workflows)
    for (const { steps } of Object.values(all)) for (const { uses } of steps) if (uses) assert.match(uses, /@[0-9a-f]{40}$/, file)
  for (const { version } of Object.values(TOOLS)) assert.match(version, /^\d+\.\d+\.\d+$/)
})

test('actionlint and zizmor find nothing in the workflows', (t) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/release/workflows-check.mjs', '--optional'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (stdout.includes('skipped:')) {
    assert.ok(!process.env.CI, stdout + stderr)
    return t.skip(stdout)
  }
  assert.equal(status, 0, stdout + stderr)
})

test('dependabot updates each Cargo.lock, since they move together', () => {
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8'))
  const { directories } = updates.find((one) => one['package-ecosystem'] === 'cargo')
  assert.deepEqual(directories.map((folder) => join(folder.slice(1), 'Cargo.lock')).sort(), [...LOCKS].sort())
})
