// `node scripts/release/publish.mjs --provenance`: publishes what scripts/release/stage.mjs has packed, platform packages first.
//
// The main package follows when the registry has each of its platform packages, so that nobody installs one without its binary. A run that
// was interrupted is started again as it is: what is there is left alone. The registry is that of npm's configuration.

import { execFile, execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gte, prerelease, validRange } from 'semver'
import { fail } from '../steps.mjs'
import { repositoryOf, repositoryProblems } from './repository.mjs'
import { stagedPackages } from './stage.mjs'

const THERE = 'there already'
const started = promisify(execFile)

/** Older versions of npm have no trusted publishing. */
const OLDEST_NPM = '11.5.1'

/**
 * The tag that npm gives a version: `latest`, the name of a prerelease (`beta` of 1.2.3-beta.1, `next` of 1.2.3-0), or `release-1.2` for a
 * correction of an older version, which must not become what `npm install` takes. `latest` is the version that has that tag today.
 */
export function distTagOf(version, latest) {
  const [name] = prerelease(version) ?? []
  // npm refuses a tag that reads as a version, such as `x` or `v2`: `npm install pipedream-native@x` is any version.
  if (name !== undefined) return typeof name === 'string' && name !== 'latest' && validRange(name) === null ? name : 'next'
  if (latest === undefined || prerelease(latest) || gte(version, latest)) return 'latest'
  const [major, minor] = version.split('.')
  return `release-${major}.${minor}`
}

/**
 * Publishes packages (those of stage(), the main one last) and returns what was done: `[{ name, version, done }]`. `allowMissing` lets a
 * platform package pass that has no binary, and is only for a registry on this machine. `wait` are the milliseconds in which the registry
 * must show what was published.
 */
export async function publish(
  packages,
  { env = process.env, provenance = false, allowMissing = false, wait = 300_000, say = console.log },
) {
  await check(packages, { env, provenance, allowMissing })
  const platforms = packages.slice(0, -1)
  const [main] = packages.slice(-1)
  const done = []
  for (const one of platforms) done.push(await publishOne(one, { env, provenance, say }))
  for (const [index, one] of platforms.entries()) if (done[index].done !== THERE) await shown(one, { env, wait })
  done.push(await publishOne(main, { env, provenance, say }))
  const last = await shown(main, { env, wait })
  if (provenance && !last.dist?.attestations)
    throw new Error(`${main.name}@${main.version} is published, but the registry shows no provenance of it`)
  return done
}

/** Throws, before anything is sent, if one of the packages must not be published. */
async function check(packages, { env, provenance, allowMissing }) {
  const where = repositoryOf(env)
  const problems = packages.flatMap(({ name, file, missing = [] }) => [
    ...(allowMissing ? [] : missing.map((what) => `${name} has no ${what}`)),
    ...repositoryProblems(manifestIn(file), where),
  ])
  const main = manifestIn(packages.at(-1).file)
  for (const [name, version] of Object.entries(main.optionalDependencies))
    if (!packages.some((one) => one.name === name && one.version === version))
      problems.push(`${main.name} needs ${name}@${version}, which is not packed`)
  const version = provenance && (await npm(['--version'], env)).trim()
  if (version && !gte(version, OLDEST_NPM))
    problems.push(`npm is ${version}: provenance by trusted publishing needs ${OLDEST_NPM} or newer`)
  if (problems.length > 0) throw new Error(`nothing is published: ${problems.join('; ')}`)
}

async function publishOne({ name, version, file }, { env, provenance, say }) {
  const there = await infoOf(`${name}@${version}`, env)
  const own = manifestIn(file).gitHead
  if (there !== undefined) {
    if (there.gitHead !== own)
      throw new Error(
        `${name}@${version} was published from commit ${there.gitHead ?? 'unknown'}, and this is ${own}: a version cannot be published twice`,
      )
    say(`${name}@${version} is there already`)
    return { name, version, done: THERE }
  }
  const tag = distTagOf(version, (await infoOf(name, env))?.['dist-tags']?.latest)
  const args = ['publish', file, '--ignore-scripts', '--loglevel=error', '--access', 'public', '--tag', tag]
  await npm([...args, ...(provenance ? ['--provenance'] : [])], env)
  say(`${name}@${version} published as ${tag}`)
  return { name, version, done: `published as ${tag}` }
}

/** What the registry has of a package, when it has it. A registry may take some time to show what it has taken. */
async function shown({ name, version }, { env, wait }) {
  const end = performance.now() + wait
  for (;;) {
    const info = await infoOf(`${name}@${version}`, env)
    if (info !== undefined) return info
    if (performance.now() > end) throw new Error(`the registry does not show ${name}@${version} after ${wait} ms: run this again later`)
    await setTimeout(Math.min(5000, wait / 10))
  }
}

/** What the registry has under a name or `name@version`; undefined if it has nothing. */
async function infoOf(what, env) {
  try {
    const stdout = await npm(['view', what, '--json', '--prefer-online'], env)
    // npm prints nothing for a version that is not there of a package that is.
    return stdout.trim() === '' ? undefined : [JSON.parse(stdout)].flat()[0]
  } catch (error) {
    if (/E404/.test(error.message)) return undefined
    throw error
  }
}

const manifestIn = (file) => JSON.parse(execFileSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' }))

/** Runs npm and returns what it printed; throws with what it said otherwise. */
async function npm(args, env) {
  try {
    return (await started('npm', args, { env, shell: process.platform === 'win32' })).stdout
  } catch (error) {
    throw new Error(`npm ${args.slice(0, 2).join(' ')} failed: ${`${error.stdout}\n${error.stderr}`.trim()}`, { cause: error })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await publish(stagedPackages(), { provenance: process.argv.includes('--provenance') })
  } catch (error) {
    fail(error.message)
  }
}
