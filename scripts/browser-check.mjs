// `npm run check:browser`: does the official browser half work with our server half, against the emulator, in a real Chromium?
//
// Not part of `npm test`, because it installs the official packages, whose licence is their own, and needs a Chromium. `npm install`
// needs the network. With `--screenshot` the picture in examples/browser-half is taken anew.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './bundlers/chromium.mjs'
import { fail, install, root, run } from './steps.mjs'

const EXAMPLE = join(root, 'examples', 'browser-half')

const chromium = findChromium() ?? installChromium()
install()
run(process.execPath, ['scripts/build-js.mjs'])
// An addon of other operations is refused when it is loaded.
if (spawnSync(process.execPath, ['-e', "require('pipedream-native')"], { cwd: root }).status !== 0)
  run(process.execPath, ['scripts/build.mjs'])

const place = mkdtempSync(join(tmpdir(), 'browser-'))
try {
  cpSync(EXAMPLE, place, { recursive: true, filter: (name) => !/node_modules|page\.js$/.test(name) })
  const file = join(place, 'package.json')
  const { dependencies, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...rest, dependencies: { ...dependencies, 'pipedream-native': `file:${root}` } }))
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: place })
  const picture = process.argv.includes('--screenshot') ? { SCREENSHOT: join(EXAMPLE, 'screenshot.png') } : {}
  run('npm', ['test'], { cwd: place, env: { CHROMIUM: chromium, ...picture } })
} finally {
  rmSync(place, { recursive: true, force: true })
}

/** Installs Debian's Chromium, if this is Debian or Ubuntu and we are root. */
function installChromium() {
  const isRoot = process.getuid?.() === 0
  const hasApt = spawnSync('which', ['apt-get']).status === 0
  if (isRoot && hasApt) {
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-yqq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  return findChromium() ?? fail('There is no Chromium here, and none could be installed: set CHROMIUM to the path of a Chromium or Chrome.')
}
