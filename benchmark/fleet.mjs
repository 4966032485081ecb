// A fleet that starts cold: a thousand processes, each with one call to make, before a token endpoint that lets one
// request a second through.
//
//   npm run bench:fleet                          at the root
//   node fleet.mjs --starts 200 --at-once 12     a smaller fleet
//   node fleet.mjs --json fleet.json
//
// Each start is a process of its own, because our token is shared within one. A machine with two cores cannot start a
// thousand at the same moment: so many at once, one after the other, which spreads them over time and makes it easier
// for whoever has no store. A start makes its one call with the client's own retries; what fails then has failed.

import { execFileSync, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from './report.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const { values } = parseArgs({ options: { starts: { type: 'string' }, 'at-once': { type: 'string' }, json: { type: 'string' } } })
const starts = Number(values.starts ?? 1000)
const atOnce = Number(values['at-once'] ?? 24)

const folder = mkdtempSync(join(tmpdir(), 'fleet-'))
const redis = await startRedis()
const fleets = [
  { title: '@pipedream/sdk', name: 'official' },
  { title: 'pipedream-native', name: 'ours' },
  { title: 'pipedream-native, files', name: 'ours', store: join(folder, 'tokens') },
  ...(redis ? [{ title: 'pipedream-native, Redis', name: 'ours', store: redis.url }] : []),
]
try {
  console.log(
    `${starts} cold starts, ${atOnce} at once; one token request a second is let through${redis ? '' : ' (no redis-server here)'}`,
  )
  const results = []
  for (const fleet of fleets) results.push({ title: fleet.title, ...(await run(fleet)) })
  print(results)
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ starts, atOnce, results }, null, 2)}\n`)
} finally {
  redis?.child.kill()
  rmSync(folder, { recursive: true, force: true })
}

async function run({ name, store }) {
  const server = fork(join(here, 'fleet-server.mjs'))
  const [port] = await once(server, 'message')
  const baseUrl = `http://127.0.0.1:${port}`
  const options = JSON.stringify({
    baseUrl,
    clientId: 'fleet',
    clientSecret: 'fleet-secret',
    projectId: 'proj_1',
    projectEnvironment: 'production',
  })
  const outcomes = {}
  const began = performance.now()
  let lastAnswer = 0
  let left = starts
  const starter = async () => {
    while (left-- > 0) {
      const outcome = await start([name, options, ...(store ? [store] : [])])
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
      if (outcome === 'answered') lastAnswer = performance.now() - began
    }
  }
  await Promise.all(Array.from({ length: atOnce }, starter))
  const seen = await (await fetch(`${baseUrl}/seen`)).json()
  server.disconnect()
  return { outcomes, ...seen, lastAnswerSeconds: lastAnswer / 1000 }
}

/** One process; it has half a minute. */
async function start(args) {
  const child = spawn(process.execPath, [join(here, 'fleet-start.cjs'), ...args], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text))
  await once(child, 'close')
  return said.trim() || 'failed: it said nothing'
}

function print(results) {
  const rows = results.map(({ title, outcomes, tokenRequests, refused, lastAnswerSeconds }) => {
    const { answered = 0, refused: turnedAway = 0, ...others } = outcomes
    const other = Object.values(others).reduce((sum, count) => sum + count, 0)
    return [title, tokenRequests, refused, answered, turnedAway, other, lastAnswerSeconds.toFixed(1)].map(String)
  })
  table(
    'a fleet starts cold',
    ['', 'token requests', 'of them 429', 'answered', 'callers who saw 429', 'failed otherwise', 'last answer after s'],
    rows,
  )
  for (const { title, outcomes } of results) {
    for (const [what, count] of Object.entries(outcomes)) if (what.startsWith('failed')) console.log(`${title}: ${count} × ${what}`)
  }
}

/** A Redis of our own on a free port, if there is one to start. */
async function startRedis() {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const port = 20000 + (process.pid % 20000)
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  )
  for (let tries = 0; tries < 100; tries++) {
    try {
      execFileSync('redis-cli', ['-p', String(port), 'ping'], { stdio: 'ignore' })
      return { child, url: `redis://127.0.0.1:${port}` }
    } catch {
      await sleep(50)
    }
  }
  child.kill()
  return undefined
}
