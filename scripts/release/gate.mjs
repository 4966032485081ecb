// `node scripts/release/gate.mjs`: refuses a release whose tag, packages, crate and CHANGELOG.md do not agree.
//
// In the workflow the tag is GITHUB_REF_NAME; without it, what can be checked without a tag is.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { valid } from 'semver'
import { fail, root } from '../steps.mjs'
import { repositoryOf } from './repository.mjs'

/** The crates that are built from this one have a lock file of their own. */
export const LOCKS = ['Cargo.lock', 'fuzz/Cargo.lock', 'benchmark/json/Cargo.lock']
const DATE = /^\d{4}-\d{2}-\d{2}$/

/**
 * What keeps the release from being made, as sentences; empty if nothing does. `tag` is such as v1.2.3, or undefined where there is none;
 * `main` and `platforms` are manifests, `cargo` and `changelog` are the texts of Cargo.toml and CHANGELOG.md, and `locks` those of each Cargo.lock
 * by its name.
 */
export function problemsOf({ tag, main, platforms, cargo, locks, changelog }) {
  const { version } = main
  const problems = []
  const agrees = (what, found) => {
    if (found !== version) problems.push(`${what} is ${found ?? 'missing'}, and package.json is of version ${version}`)
  }
  if (valid(version) !== version) problems.push(`the version of package.json must be such as 1.2.3 or 1.2.3-beta.1, got ${version}`)
  if (tag !== undefined && tag !== `v${version}`)
    problems.push(`the tag is ${tag}, and package.json is of version ${version}: the tag must be v${version}`)
  for (const manifest of platforms) {
    agrees(`the version of ${manifest.name}`, manifest.version)
    agrees(`${manifest.name} in optionalDependencies`, main.optionalDependencies?.[manifest.name])
  }
  const known = new Set(platforms.map(({ name }) => name))
  for (const name of Object.keys(main.optionalDependencies ?? {}))
    if (!known.has(name)) problems.push(`optionalDependencies names ${name}, which is no folder of npm/`)
  agrees('the version of Cargo.toml', /^version = "(.+)"$/m.exec(cargo)?.[1])
  for (const [name, text] of Object.entries(locks))
    agrees(`the version in ${name}`, /^name = "pipedream-native"\nversion = "(.+)"$/m.exec(text)?.[1])
  return [...problems, ...changelogProblems(changelog, version, tag)]
}

/** The newest heading must be of this version, and with a tag it must have the day: `## 1.2.3, 2026-12-01`. */
function changelogProblems(changelog, version, tag) {
  const heading = /^## (.+)$/m.exec(changelog)?.[1] ?? ''
  const [found, date = ''] = heading.split(/,\s*/)
  const wanted = `## ${version}, YEAR-MONTH-DAY`
  if (found !== version) return [`the first heading of CHANGELOG.md is "## ${heading}", and must be "${wanted}"`]
  if (tag === undefined) return []
  if (!DATE.test(date)) return [`CHANGELOG.md has "## ${heading}": write the day of the release, "${wanted}"`]
  return new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ? [] : [`CHANGELOG.md has ${date}, which is no day`]
}

/** What the gate reads, from the files of the repository. */
export function released(env = process.env) {
  const read = (name) => readFileSync(join(root, name), 'utf8')
  return {
    tag: env.GITHUB_REF_TYPE === 'tag' ? env.GITHUB_REF_NAME : undefined,
    main: JSON.parse(read('package.json')),
    platforms: readdirSync(join(root, 'npm')).map((name) => JSON.parse(read(`npm/${name}/package.json`))),
    cargo: read('Cargo.toml'),
    locks: Object.fromEntries(LOCKS.map((name) => [name, read(name)])),
    changelog: read('CHANGELOG.md'),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  let where
  try {
    where = repositoryOf(process.env)
  } catch (error) {
    fail(error.message)
  }
  const facts = released()
  const problems = problemsOf(facts)
  if (problems.length > 0) fail(problems.join('\n'))
  console.log(`${facts.main.name} ${facts.main.version}, ${facts.platforms.length} platform packages, from ${where.web}: all agree`)
}
