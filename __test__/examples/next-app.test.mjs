// examples/next-app: built by `next build`, and clicked through in Chromium by its own test. Then with the configuration and the Dockerfile
// of its folder docker/: there is no Docker here, so the test does what its last stage does.

import assert from 'node:assert/strict'
import { cpSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { startEmulator } from 'pipedream-native/testing'
import { freePort } from '../../scripts/free-port.mjs'
import { findChromium } from '../../scripts/bundlers/chromium.mjs'
import { root } from '../../scripts/steps.mjs'
import { folderFor } from '../support/folders.mjs'
import { installedExample, testUnless } from '../support/installed.mjs'
import { program, ranIn } from '../support/programs.mjs'
import { variablesOf } from '../support/variables.mjs'

/** The file of the picture in README. With the variable SCREENSHOT it is taken anew. */
const PICTURE = join(root, 'docs', 'images', 'next-example.png')

const isTooOld = (([major, minor]) => major < 20 || (major === 20 && minor < 9))(process.versions.node.split('.').map(Number))

describe('examples/next-app', { skip: isTooOld && 'Next.js 16 needs Node 20.9' }, () => {
  const ends = []
  let example
  const testInstalled = testUnless(() => example.skipped)
  before(() => {
    // Turbopack does not follow a link out of the folder.
    example = installedExample('next-app', (end) => ends.push(end), { isPacked: true })
  })
  after(() => {
    for (const end of ends) end()
  })

  testInstalled('is built, and a person connects accounts in Chromium', async (t) => {
    const chromium = findChromium()
    if (chromium === undefined && !process.env.CI) return t.skip('there is no Chromium: apt-get install chromium')
    const picture = process.env.SCREENSHOT ? { SCREENSHOT: PICTURE } : {}
    const { status, output } = ranIn(example.place, 'npm', ['test'], { CHROMIUM: chromium, ...picture })
    assert.equal(status, 0, output)
    assert.match(output, /connects accounts by Connect Link, and lists them/)
    assert.match(output, /^ℹ skipped 0$/m)
    if (process.env.SCREENSHOT) await shrink(example.place)
  })

  testInstalled('starts without credentials, with an emulator', () => {
    const { status, output } = ranIn(example.place, 'node', ['run.mjs', 'node', '-p', 'JSON.stringify(process.env)'], {
      PIPEDREAM_CLIENT_ID: '',
    })
    assert.equal(status, 0, output)
    const [line, json] = output.split('\n')
    assert.match(line, /emulator/)
    const given = JSON.parse(json)
    assert.match(given.PIPEDREAM_BASE_URL, /^http:\/\/127\.0\.0\.1:\d+$/)
    assert.deepEqual([given.PIPEDREAM_CLIENT_ID, given.PIPEDREAM_PROJECT_ENVIRONMENT], ['client-1', 'development'])
  })

  testInstalled('runs as its Dockerfile has it, with standalone output', async (t) => {
    const { steps, command, env } = lastStage(readFileSync(join(example.place, 'docker', 'Dockerfile'), 'utf8'))
    cpSync(join(example.place, 'docker', 'next.config.mjs'), join(example.place, 'next.config.mjs'))
    const built = ranIn(example.place, 'npm', ['run', 'build'])
    assert.equal(built.status, 0, built.output)
    // Away from the node_modules of the example, as in the image.
    const image = folderFor(t, 'image')
    assert.ok(steps.length > 1)
    for (const [from, to] of steps) cpSync(from.replace(/^\/app/, example.place), join(image, to), { recursive: true })

    const api = await startEmulator()
    t.after(() => api.close())
    const [node, ...args] = command
    assert.equal(node, 'node')
    const server = program(args, {
      cwd: image,
      env: {
        ...env,
        PORT: String(await freePort()),
        HOSTNAME: '127.0.0.1',
        ...variablesOf(api.clientOptions),
      },
      after: (end) => t.after(end),
    })
    const { url } = await server.listening()
    const page = await (await fetch(url)).text()
    assert.match(page, /You have not connected an account yet/)
    const [style] = /\/_next\/static\/[^"]+\.css/.exec(page)
    assert.equal((await fetch(url + style)).status, 200)
    assert.deepEqual(await (await fetch(`${url}/api/accounts`)).json(), [])
    assert.equal(api.tokenRequests, 1)
    // The package is there with its binary, and not in a bundle.
    assert.ok(readdirSync(join(image, 'node_modules')).some((name) => /^pipedream-native-/.test(name)))
    assert.ok(!existsSync(join(image, 'node_modules', 'puppeteer-core')))
  })
})

test('README shows the page, in a picture of less than 100 kB', () => {
  assert.ok(statSync(PICTURE).size < 100_000)
  assert.match(
    readFileSync(join(root, 'README.md'), 'utf8'),
    /<img [^>]*src="docs\/images\/next-example\.png"[^>]* alt="[^"]+"|!\[[^\]]+\]\([^)]*docs\/images\/next-example\.png\)/,
  )
})

/** What the last stage of a Dockerfile copies from the stage `build`, the variables that it sets and its command. */
function lastStage(text) {
  const stage = text.slice(text.lastIndexOf('\nFROM '))
  const env = Object.fromEntries([...stage.matchAll(/^ENV (.+)$/gm)].flatMap(([, line]) => line.split(' ').map((pair) => pair.split('='))))
  const steps = [...stage.matchAll(/^COPY --from=build (\S+) (\S+)$/gm)].map(([, from, to]) => [from, to])
  return { steps, env, command: JSON.parse(/^CMD (.+)$/m.exec(stage)[1]) }
}

/** Makes the picture smaller, by a palette, with the library that Next.js installs for pictures. */
async function shrink(folder) {
  const sharp = createRequire(join(folder, 'package.json'))('sharp')
  writeFileSync(PICTURE, await sharp(readFileSync(PICTURE)).png({ palette: true, colours: 64, effort: 10 }).toBuffer())
}
