// `node scripts/release/install-check.mjs`: publishes what scripts/release/stage.mjs has packed to a registry on this machine, and installs it
// from there with npm, pnpm, yarn 1, yarn 4, bun and deno, each in a clean folder. In each: require, import, one call, exit with code 0.
//
// `--only NAME,…` tries some of them, `--keep` leaves the folders where they are. It ends with a table, and with code 1 if a line of it failed.

import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../steps.mjs'
import { MANAGERS, tryManager } from './managers.mjs'
import { publishTwice, startRegistry } from './registry.mjs'
import { stagedPackages } from './stage.mjs'
import { TOOLS } from './tools.mjs'

const FIELDS = ['install', 'require', 'import']
const args = process.argv.slice(2)
const only = args.includes('--only') ? args[args.indexOf('--only') + 1]?.split(',') : undefined
const wanted = Object.keys(MANAGERS).filter(
  (name) => only === undefined || only.some((part) => (part in MANAGERS ? name === part : name.includes(part))),
)
if (wanted.length === 0) fail(`--only must name some of ${Object.keys(MANAGERS).join(', ')}`)

const place = realpathSync(mkdtempSync(join(tmpdir(), 'release-')))
let registry
process.once('exit', () => {
  if (args.includes('--keep')) console.log(`kept in ${place}`)
  else rmSync(place, { recursive: true, force: true, maxRetries: 5 })
})
// So that the registry is ended with this, and nothing is left of it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
try {
  const packages = stagedPackages()
  registry = await startRegistry(join(place, 'registry'))
  await publishTwice(packages, registry, place)
  const { version } = packages.at(-1)
  const lines = wanted.map((name) => {
    const line = tryManager(name, { place, url: registry.url, version })
    console.log(`${name}: ${FIELDS.map((field) => `${field} ${line[field]}`).join(', ')}`)
    return line
  })
  print(lines)
  if (lines.some((line) => FIELDS.some((field) => line[field] !== 'ok'))) process.exitCode = 1
} catch (error) {
  console.error(`\n${error.message}`)
  process.exitCode = 1
} finally {
  await registry?.stop()
}

function print(lines) {
  console.log('\n| manager | install | require, one call, exit | import, one call, exit |\n| --- | --- | --- | --- |')
  for (const { manager, ...line } of lines) {
    const { version } = TOOLS[MANAGERS[manager].tool]
    console.log(`| ${manager} (${version}) | ${FIELDS.map((field) => line[field].replaceAll('|', '/')).join(' | ')} |`)
  }
}
