// `node scripts/release/install-check.mjs`: publishes what scripts/release/stage.mjs has packed to a registry on this machine, and installs it
// from there with npm, pnpm, yarn 1, yarn 4, bun and deno, each in a clean folder. In each: require, import, one call, exit with code 0.
//
// `--only NAME,…` tries some of them, `--keep` leaves the folders where they are. It ends with a table, and with code 1 if a line of it failed.

import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail } from '../steps.mjs'
import { MANAGERS, tryManager } from './managers.mjs'
import { publish } from './publish.mjs'
import { startRegistry } from './registry.mjs'
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
try {
  const packages = stagedPackages()
  registry = await startRegistry(join(place, 'registry'))
  await publishTwice(packages, registry)
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
  if (args.includes('--keep')) console.log(`kept in ${place}`)
  else rmSync(place, { recursive: true, force: true })
}

/** The second run must find all of it there, as after a release that was interrupted. */
async function publishTwice(packages, { url, token }) {
  const npmrc = join(place, 'npmrc')
  writeFileSync(npmrc, `registry=${url}/\n${url.replace(/^http:/, '')}/:_authToken=${token}\n`, { mode: 0o600 })
  // `npm run` hands its own configuration down in variables, which go before the file.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_config_(?:registry|userconfig)$/i.test(name))
  const env = { ...Object.fromEntries(own), NPM_CONFIG_USERCONFIG: npmrc }
  const missing = packages.filter((one) => one.missing?.length > 0).map(({ platform }) => platform)
  if (missing.length > 0) console.log(`published here without a binary, which was not built here: ${missing.join(', ')}`)
  await publish(packages, { env, allowMissing: true })
  const again = await publish(packages, { env, allowMissing: true, say() {} })
  const twice = again.filter(({ done }) => done !== 'there already').map(({ name }) => name)
  if (twice.length > 0) throw new Error(`a second run publishes again: ${twice.join(', ')}`)
}

function print(lines) {
  console.log('\n| manager | install | require, one call, exit | import, one call, exit |\n| --- | --- | --- | --- |')
  for (const { manager, ...line } of lines) {
    const { version } = TOOLS[MANAGERS[manager].tool]
    console.log(`| ${manager} (${version}) | ${FIELDS.map((field) => line[field].replaceAll('|', '/')).join(' | ')} |`)
  }
}
