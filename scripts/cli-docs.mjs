// Writes the help of the command line into docs/cli.md.
//
//   npm run docs:cli    after a change of an option; needs dist/ (npm run build:js)
//
// A block that begins with `$ npx pipedream-native … --help` holds what that command prints.

import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './steps.mjs'

const PAGE = join(root, 'docs', 'cli.md')
const BLOCK = /(```console\n\$ npx pipedream-native (.*--help)\n)([\s\S]*?)(```\n)/g

/** The page with the help as it is now. */
export function withHelp(page) {
  return page.replace(BLOCK, (_, start, words, _old, end) => `${start}${helpOf(words.split(' '))}${end}`)
}

function helpOf(words) {
  // Without a terminal the help is 80 columns wide.
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), ...words], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
  return stdout
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PAGE, withHelp(readFileSync(PAGE, 'utf8')))
