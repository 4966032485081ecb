// Loads a page in a headless Chromium, where one is installed, and reads what its script wrote.

import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The path of the Chromium of this machine: the variable CHROMIUM, or what is on the PATH. Undefined if there is none that starts. */
export function findChromium() {
  const paths = NAMES.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim())
  return [process.env.CHROMIUM, ...paths].find((path) => path && spawnSync(path, ['--version']).status === 0)
}

export const chromium = findChromium()

/**
 * What the page writes into its element `<pre id="result">`, as JSON. The page is loaded again a few times if it has not written anything,
 * because a busy machine may be slower than the time that Chromium gives it.
 */
export async function resultOf(url) {
  let dom = ''
  for (let attempt = 0; attempt < 3; attempt++) {
    dom = await domOf(url)
    const [, text] = /<pre id="result">([^<]+)<\/pre>/.exec(dom) ?? []
    if (text !== undefined)
      return JSON.parse(text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
  }
  throw new Error(`${url} wrote no result:\n${dom.slice(0, 4000)}`)
}

async function domOf(url) {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  try {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${profile}`]
    const { stdout } = await run(chromium, [...flags, '--virtual-time-budget=10000', '--dump-dom', url], {
      timeout: 120_000,
      maxBuffer: 20_000_000,
    })
    return stdout
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
