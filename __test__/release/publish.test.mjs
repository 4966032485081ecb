// Publishing with npm to a small registry: the order, a second run, the tags, and what is refused before anything is sent.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { distTagOf, publish } from '../../scripts/release/publish.mjs'
import { repositoryOf, withRepository } from '../../scripts/release/repository.mjs'
import { folderFor } from '../support/folders.mjs'
import { closeServer } from '../support/server.mjs'

const place = folderFor({ after }, 'publish')
const WHERE = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'made-up/native' }
const MAIN = 'pipedream-native'
const PLATFORMS = ['pipedream-native-linux-x64-gnu', 'pipedream-native-darwin-arm64']
/** What needs no second platform is faster with one. */
const ONE = { platforms: PLATFORMS.slice(0, 1) }

test('the tag of a version', () => {
  assert.equal(distTagOf('1.2.3', undefined), 'latest')
  assert.equal(distTagOf('1.2.3', '1.2.2'), 'latest')
  assert.equal(distTagOf('1.2.3', '1.2.3'), 'latest')
  assert.equal(distTagOf('1.2.3', '1.3.0-beta.1'), 'latest')
  assert.equal(distTagOf('1.2.3-beta.1', '1.2.2'), 'beta')
  assert.equal(distTagOf('1.2.3-rc.1', undefined), 'rc')
  assert.equal(distTagOf('1.2.3-0', '1.2.2'), 'next')
  assert.equal(distTagOf('1.2.3-latest.1', '1.2.2'), 'next')
  // A correction of an older version is not what npm install takes.
  assert.equal(distTagOf('1.2.4', '1.3.0'), 'release-1.2')
  assert.equal(distTagOf('0.9.1', '1.0.0'), 'release-0.9')
})

test('platform packages come first and the main one last', async (t) => {
  const registry = await serveRegistry(t)
  const done = await publish(packed('1.0.0'), registry.options)
  assert.deepEqual(
    registry.taken,
    [...PLATFORMS, MAIN].map((name) => `${name}@1.0.0 latest`),
  )
  assert.deepEqual(
    done.map(({ done: how }) => how),
    ['published as latest', 'published as latest', 'published as latest'],
  )
  const { repository, gitHead } = registry.packages.get(MAIN).versions['1.0.0']
  assert.equal(repository.url, 'git+https://github.com/made-up/native.git')
  assert.equal(gitHead, 'a'.repeat(40))
})

test('a release that was interrupted goes on where it was', async (t) => {
  const registry = await serveRegistry(t)
  const packages = packed('1.1.0')
  registry.refuse.add(PLATFORMS[1])
  await assert.rejects(publish(packages, registry.options))
  // The main package is not there without its platform packages.
  assert.deepEqual(registry.taken, [`${PLATFORMS[0]}@1.1.0 latest`])
  registry.refuse.clear()
  const done = await publish(packages, registry.options)
  assert.deepEqual(
    done.map(({ done: how }) => how),
    ['there already', 'published as latest', 'published as latest'],
  )
  assert.equal(registry.taken.length, 3)
})

test('a version that was published from another commit is refused', async (t) => {
  const registry = await serveRegistry(t)
  await publish(packed('1.2.0', ONE), registry.options)
  await assert.rejects(
    publish(packed('1.2.0', { ...ONE, gitHead: 'b'.repeat(40) }), registry.options),
    /1\.2\.0 was published from commit a{40}, and this is b{40}/,
  )
  assert.equal(registry.taken.length, 2)
})

test('a prerelease and a correction of an older version leave latest alone', async (t) => {
  const registry = await serveRegistry(t)
  for (const version of ['2.0.0', '2.1.0-beta.1', '1.9.1']) await publish(packed(version, ONE), registry.options)
  assert.deepEqual(registry.packages.get(MAIN)['dist-tags'], { latest: '2.0.0', beta: '2.1.0-beta.1', 'release-1.9': '1.9.1' })
})

test('the main package waits until the registry shows its platform packages', async (t) => {
  const registry = await serveRegistry(t)
  registry.hidden.add(PLATFORMS[0])
  await assert.rejects(
    publish(packed('1.3.0', ONE), { ...registry.options, wait: 300 }),
    /does not show pipedream-native-linux-x64-gnu@1\.3\.0 after 300 ms/,
  )
  assert.ok(!registry.taken.some((what) => what.startsWith(`${MAIN}@`)))
})

test('refused before anything is sent: a missing binary, a platform that is not packed, no repository, the one of somebody else', async (t) => {
  const registry = await serveRegistry(t)
  const packages = packed('1.4.0')
  const refused = [
    [
      [{ ...packages[0], missing: ['x.node'] }, ...packages.slice(1)],
      {},
      /nothing is published: pipedream-native-linux-x64-gnu has no x\.node/,
    ],
    [packages.slice(1), {}, /pipedream-native needs pipedream-native-linux-x64-gnu@1\.4\.0, which is not packed/],
    [packages, { GITHUB_REPOSITORY: '' }, /GITHUB_REPOSITORY is not set/],
    [
      packages,
      { GITHUB_REPOSITORY: 'someone/else' },
      /repository\.url is "git\+https:\/\/github\.com\/made-up\/native\.git", and not .*someone\/else/,
    ],
    [packed('1.4.0', { bare: true }), {}, /pipedream-native: repository\.url is undefined/],
  ]
  for (const [what, change, message] of refused)
    await assert.rejects(publish(what, { ...registry.options, env: { ...registry.options.env, ...change } }), message)
  assert.deepEqual(registry.taken, [])
})

test('with provenance nothing is published from a machine that has no identity of a workflow', async (t) => {
  const registry = await serveRegistry(t)
  // npm refuses it, or is older than what it takes.
  await assert.rejects(publish(packed('1.5.0', ONE), { ...registry.options, provenance: true }), /provenance/i)
  assert.deepEqual(registry.taken, [])
})

/** Packages with a text in the place of the binary, as stage() returns them. `bare` ones do not say where they come from. */
function packed(version, { gitHead = 'a'.repeat(40), bare = false, platforms = PLATFORMS } = {}) {
  const optionalDependencies = Object.fromEntries(platforms.map((name) => [name, version]))
  return [...platforms, MAIN].map((name) => {
    const folder = mkdtempSync(join(place, 'package-'))
    const manifest = { name, version, license: 'MIT', gitHead, ...(name === MAIN && { optionalDependencies }) }
    const named = bare ? manifest : withRepository(manifest, repositoryOf(WHERE), name === MAIN ? undefined : `npm/${name}`)
    mkdirSync(join(folder, 'package'))
    writeFileSync(join(folder, 'package', 'package.json'), JSON.stringify(named))
    const file = join(folder, `${name}-${version}.tgz`)
    execFileSync('tar', ['-czf', file, '-C', folder, 'package'])
    return { name, version, file }
  })
}

/** A registry that takes packages. `taken` has them in order, `refuse` names those it refuses, `hidden` those it does not show yet. */
async function serveRegistry(t) {
  const registry = { packages: new Map(), taken: [], refuse: new Set(), hidden: new Set() }
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(request.url.split('?')[0].slice(1))
    const answer = (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.method === 'GET') {
      const found = registry.hidden.has(name) ? undefined : registry.packages.get(name)
      return found ? answer(200, found) : answer(404, { error: 'not_found' })
    }
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    if (registry.refuse.has(name)) return answer(503, { error: 'try later' })
    const { versions, 'dist-tags': tags, _attachments: attachments } = JSON.parse(Buffer.concat(pieces).toString())
    const [[version, manifest]] = Object.entries(versions)
    const [{ data }] = Object.values(attachments)
    const integrity = `sha512-${createHash('sha512').update(Buffer.from(data, 'base64')).digest('base64')}`
    assert.equal(manifest.dist.integrity, integrity)
    const known = registry.packages.get(name) ?? { name, versions: {}, 'dist-tags': {} }
    if (known.versions[version]) return answer(409, { error: 'a version cannot be published twice' })
    registry.packages.set(name, {
      name,
      versions: { ...known.versions, [version]: manifest },
      'dist-tags': { ...known['dist-tags'], ...tags },
    })
    registry.taken.push(`${name}@${version} ${Object.keys(tags).join()}`)
    return answer(201, { ok: true })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => closeServer(server))
  const url = `http://127.0.0.1:${server.address().port}`
  const folder = mkdtempSync(join(place, 'registry-'))
  const npmrc = join(folder, 'npmrc')
  writeFileSync(
    npmrc,
    `registry=${url}/\n${url.slice('http:'.length)}/:_authToken=token\nfetch-retries=0\ncache=${join(folder, 'cache')}\n`,
  )
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_config_|GITHUB_|ACTIONS_|CI$)/i.test(name))
  const env = { ...Object.fromEntries(kept), ...WHERE, NPM_CONFIG_USERCONFIG: npmrc }
  return Object.assign(registry, { options: { env, wait: 60_000, say() {} } })
}
