// What is measured on one link: each contender in processes of its own, in turns, medians of the rounds.

import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { start } from './cleanup.mjs'
import { openLink } from './link.mjs'
import { startNginx } from './nginx.mjs'

export const NAMES = ['ours', 'official', 'undici', 'fetch']

const here = dirname(fileURLToPath(import.meta.url))
/** No contender may take longer for one scenario. */
const LIMIT = 120_000
const HOT_PAGES = 8

/**
 * Milliseconds that a connection is left idle. Linux halves the congestion window for each retransmission time-out that passes
 * (RTT plus 200 ms at least), down to the ten segments of a new connection: from the 60 that a page of 86 kB needs that takes
 * three, 1.1 s at an RTT of 150 ms. And undici, which fetch and the official SDK use, opens a new connection after 4 s.
 */
const IDLE = 2000

/** Opens a link, measures every scenario on it and closes it. Gives `{ rtt, rate, scenarios }`. */
export async function measureCell({ kind, folder, rtt, rate, loss, rounds, bursts, isSingleCore }) {
  const place = join(folder, `${rtt}-${rate}`)
  mkdirSync(place)
  const link = await openLink(kind, { folder, rtt, rate, loss })
  const server = await startNginx(link, place, folder)
  const lab = { link, server, env: environment(folder), options: optionsFor(link.ready()) }
  try {
    const scenarios = {
      account: await inTurns(rounds, (name) => first(lab, name, 'account', 1)),
      page: await inTurns(rounds, (name) => first(lab, name, 'page', 1)),
      ...(await onKeptConnections(lab, rounds)),
      burst: await inTurns(bursts, (name) => first(lab, name, 'account', 1000)),
    }
    if (isSingleCore) scenarios.singleCore = await inTurns(rounds, (name) => first(lab, name, 'account', 1, ['taskset', '-c', '0']))
    return { rtt, rate, congestionControl: link.congestionControl, scenarios }
  } finally {
    await server.stop()
    await link.close()
  }
}

export const optionsFor = (baseUrl) =>
  JSON.stringify({
    baseUrl,
    clientId: 'lab',
    clientSecret: 'lab',
    projectId: 'proj_1',
    projectEnvironment: 'production',
  })

/** The contenders trust the lab's authority, and no proxy of this machine's environment is in the way. */
export function environment(folder) {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), NO_PROXY: '*', no_proxy: '*', FETCH_TOKEN: '1' }
  delete env.PIPEDREAM_BASE_URL
  return env
}

/** Each round measures every contender once, in an order that moves on. */
async function inTurns(rounds, measure) {
  const rows = Object.fromEntries(NAMES.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < NAMES.length; turn++) {
      const name = NAMES[(round + turn) % NAMES.length]
      rows[name].push(await measure(name))
    }
  }
  return Object.fromEntries(NAMES.map((name) => [name, medians(rows[name])]))
}

/** A fresh process that makes `calls` calls at once. */
async function first(lab, name, act, calls, prefix = []) {
  const program = [process.execPath, join(here, 'first.mjs'), name, act, String(calls), lab.options]
  const [command, ...args] = [...lab.link.onClient, ...prefix, ...program]
  return counted(lab, async () => {
    const { child, ended, stop } = start(command, args, { env: lab.env, stdio: ['ignore', 'pipe', 'pipe'] })
    const printed = Promise.all([child.stdout.toArray(), child.stderr.toArray()])
    const timer = setTimeout(stop, LIMIT)
    await ended
    clearTimeout(timer)
    await stop()
    const [out, err] = await printed
    if (child.exitCode === 0) return JSON.parse(out.join(''))
    return { failed: calls, reason: child.signalCode ? `not done after ${LIMIT / 1000} s` : err.join('').trim().split('\n').at(-1) }
  })
}

/** Adds what the server and the link counted meanwhile. */
async function counted({ link, server }, act) {
  const before = { handshakes: await server.handshakes(), bytesDown: await link.bytesDown() }
  const row = await act()
  const bytesDown = await settled(link)
  return { ...row, handshakes: (await server.handshakes()) - before.handshakes, bytesDown: bytesDown - before.bytesDown }
}

/** Bytes down, read when a round trip has brought no more: the ends of 1,000 connections take a while on a slow link. */
async function settled(link) {
  let before = -1
  let now = await link.bytesDown()
  for (let tries = 0; now !== before && tries < 50; tries++) {
    await sleep(link.rtt + 20)
    before = now
    now = await link.bytesDown()
  }
  return now
}

/** Pages on a connection that is in use, and on one that has been idle. */
async function onKeptConnections(lab, rounds) {
  const contenders = {}
  try {
    for (const name of NAMES) contenders[name] = await stays(lab, name)
    const hot = await inTurns(rounds, (name) => hotPages(lab, contenders[name]))
    const rows = Object.fromEntries(NAMES.map((name) => [name, []]))
    for (let round = 0; round < rounds; round++) {
      const order = NAMES.map((_, turn) => NAMES[(round + turn) % NAMES.length])
      // Everyone's window opens, and then everyone's idle time passes at once.
      const usedAt = {}
      for (const name of order) {
        await contenders[name].list(2)
        usedAt[name] = performance.now()
      }
      for (const name of order) {
        await sleep(Math.max(0, usedAt[name] + IDLE - performance.now()))
        rows[name].push(await counted(lab, async () => ({ ms: (await contenders[name].list(1))[0], failed: 0 })))
      }
    }
    return { idle: Object.fromEntries(NAMES.map((name) => [name, medians(rows[name])])), hot }
  } finally {
    for (const { stop } of Object.values(contenders)) await stop()
  }
}

async function hotPages(lab, contender) {
  await contender.list(2)
  const row = await counted(lab, async () => ({ ms: medianOf(await contender.list(HOT_PAGES)), failed: 0 }))
  return { ...row, bytesDown: row.bytesDown / HOT_PAGES }
}

async function stays(lab, name) {
  const [command, ...args] = [...lab.link.onClient, process.execPath, join(here, 'pages.mjs'), name, lab.options]
  const { child, ended, stop } = start(command, args, { env: lab.env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const reply = async () => {
    const [message] = await Promise.race([
      once(child, 'message'),
      ended.then(() => Promise.reject(new Error(`${name} ended in the middle of its pages`))),
      sleep(LIMIT, undefined, { ref: false }).then(() => Promise.reject(new Error(`${name} gave no page in ${LIMIT / 1000} s`))),
    ])
    return message
  }
  await reply()
  return {
    list(pages) {
      child.send(pages)
      return reply()
    },
    stop,
  }
}

/** The median of each figure over the rounds in which nothing failed; how many calls failed in all, and why the first did. */
function medians(rows) {
  const good = rows.filter((row) => row.failed === 0)
  const names = Object.keys(good[0] ?? {}).filter((name) => typeof good[0][name] === 'number' && name !== 'failed')
  const reason = rows.find((row) => row.failed > 0)?.reason
  return {
    ...Object.fromEntries(names.map((name) => [name, medianOf(good.map((row) => row[name]))])),
    failed: rows.reduce((sum, row) => sum + row.failed, 0),
    ...(reason === undefined ? {} : { reason }),
  }
}

export function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
