// Rollup and Vite that have the package in the bundle and not the addon: what is said when the bundle is started, and that each thing it says
// to do makes it load.

import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { platform, root } from '../steps.mjs'
import { checkProgram } from './cells.mjs'

/** The line of the message for each, and the options that it has, as an object of JavaScript. */
const LINES = { rollup: /^ {2}rollup, rolldown: (external: \[.+\])$/m, vite: /^ {2}Vite: +(ssr: \{.+\}), and not in ssr\.noExternal$/m }

/** Builds the server's code of a project with `tool`, without the addon. `options` are further options. Returns its file. */
function built(app, tool, options) {
  rmSync(join(app, 'out'), { recursive: true, force: true })
  const args = [join(root, 'scripts', 'bundlers', 'others.mjs'), tool, 'fails', ...(options ? [JSON.stringify(options)] : [])]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: app, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
  return join(app, 'out', 'server', 'main.mjs')
}

/** Builds, fails, and does what is said, in the two ways that are said. */
export async function checkFailure({ app, tool, api }) {
  const away = `${app}-failure`
  cpSync(join(built(app, tool), '..'), away, { recursive: true })
  const message = await failureOf(away, api)
  assert.ok(message.includes(`The bundle in ${away} does not hold the addon of pipedream-native-${platform()}.`), message)
  const page = readFileSync(join(root, 'docs', 'guides', 'loading.md'), 'utf8')
  assert.match(page, /^\| `The bundle in … does not hold the addon` \|/m)

  // The command that copies the addon is for the project's folder.
  const [, command] = /from the project:\n {2}(.+)$/m.exec(message) ?? assert.fail(message)
  execFileSync('/bin/sh', ['-c', command], { cwd: app })
  await checkProgram([process.execPath, join(away, 'main.mjs')], api, away)

  // The option leaves the package out of the bundle, which then takes it from node_modules.
  const [, options] = LINES[tool].exec(message) ?? assert.fail(message)
  const file = built(app, tool, runInNewContext(`({ ${options} })`))
  assert.match(readFileSync(file, 'utf8'), /from ["']pipedream-native["']/)
  await checkProgram([process.execPath, file], api, app)
  rmSync(join(app, 'out'), { recursive: true, force: true })
}

/** What is printed by a bundle that does not load. */
async function failureOf(away, api) {
  try {
    await checkProgram([process.execPath, join(away, 'main.mjs')], api, away)
  } catch ({ stderr, message }) {
    return stderr ?? message
  }
  return assert.fail('it loads')
}
