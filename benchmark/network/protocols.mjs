// HTTP/2 against HTTP/1.1, both ours: warm throughput, processor time, and the slowest calls, without loss and with it.
//
//   node benchmark/network/protocols.mjs --link loopback --loss 0
//   node benchmark/network/protocols.mjs --rtt 50 --rate 50 --loss 0,1 --calls 3000 --at-once 32 --rounds 5
//
// Each protocol has a process of its own, with its connections open, and they take turns. docs/benchmark.md says more.

import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { freePort } from '../../scripts/free-port.mjs'
import { cleanUp, defer, endWithEverything, start } from './cleanup.mjs'
import { chooseKind, openLink } from './link.mjs'
import { environment, medianOf, optionsFor } from './measure.mjs'
import { makeCertificates, needPrograms, startNginx } from './nginx.mjs'

const PROTOCOLS = { 'HTTP/1.1': '0', 'HTTP/2': '1' }
const here = dirname(fileURLToPath(import.meta.url))
const { values } = parseArgs({
  options: {
    rtt: { type: 'string', default: '50' },
    rate: { type: 'string', default: '50' },
    loss: { type: 'string', default: '0,1' },
    act: { type: 'string', default: 'account' },
    calls: { type: 'string', default: '3000' },
    'at-once': { type: 'string', default: '32' },
    rounds: { type: 'string', default: '5' },
    'keepalive-requests': { type: 'string', default: '100000' },
    link: { type: 'string' },
    minutes: { type: 'string', default: '60' },
  },
})
const list = (text) => text.split(',').map(Number)

endWithEverything(Number(values.minutes))
try {
  needPrograms()
  const folder = mkdtempSync(join(tmpdir(), `pdlab-${process.pid}-`))
  defer(() => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, 0o755)
  makeCertificates(folder)
  const kind = values.link ?? (await chooseKind(folder)).kind
  console.log(`${kind}; ${values.act}, ${values.calls} calls, ${values['at-once']} at a time, ${values.rounds} rounds`)
  for (const rtt of list(values.rtt)) {
    for (const rate of list(values.rate)) for (const loss of list(values.loss)) await measure({ kind, folder, rtt, rate, loss })
  }
} catch (error) {
  console.error(error.stack)
  process.exitCode = 1
} finally {
  await cleanUp()
}
process.exit()

async function measure({ kind, folder, rtt, rate, loss }) {
  const place = join(folder, `${rtt}-${rate}-${loss}`)
  mkdirSync(place)
  const link = kind === 'loopback' ? await loopback() : await openLink(kind, { folder, rtt, rate, loss })
  const server = await startNginx(link, place, folder, { keepaliveRequests: Number(values['keepalive-requests']) })
  const clients = {}
  try {
    const url = link.ready()
    for (const name of Object.keys(PROTOCOLS)) clients[name] = await client(link, folder, name, url)
    const rows = Object.fromEntries(Object.keys(PROTOCOLS).map((name) => [name, []]))
    const load = { act: values.act, calls: Number(values.calls), atOnce: Number(values['at-once']) }
    for (const { run } of Object.values(clients)) await run({ ...load, calls: load.atOnce * 8 })
    for (let round = 0; round < Number(values.rounds); round++) {
      const names = Object.keys(PROTOCOLS)
      for (const name of round % 2 === 0 ? names : names.reverse()) rows[name].push(await turn(server, clients[name], load))
    }
    for (const [name, figures] of Object.entries(rows)) print({ rtt, rate, loss, name, figures })
    const part = (figure) =>
      (medianOf(rows['HTTP/2'].map((row) => row[figure])) / medianOf(rows['HTTP/1.1'].map((row) => row[figure]))).toFixed(2)
    console.log(`  HTTP/2 / HTTP/1.1: time ${part('ms')}, cpu ${part('cpu')}, p50 ${part('p50')}, p99 ${part('p99')}`)
  } finally {
    for (const { stop } of Object.values(clients)) await stop()
    await server.stop()
    await link.close()
  }
}

/** No link at all: what the processor does is all there is. */
async function loopback() {
  const port = await freePort()
  const listen = `127.0.0.1:${port}`
  return { listen, onClient: [], onServer: [], ready: () => `https://${listen}`, close() {} }
}

async function turn(server, { run }, load) {
  const before = await server.handshakes()
  const { times, ...row } = await run(load)
  times.sort((a, b) => a - b)
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))]
  return { ...row, p50: at(0.5), p99: at(0.99), handshakes: (await server.handshakes()) - before }
}

function print({ rtt, rate, loss, name, figures }) {
  const median = (figure, digits = 0) => medianOf(figures.map((row) => row[figure])).toFixed(digits)
  const failed = figures.reduce((sum, row) => sum + row.failed, 0)
  console.log(
    `RTT ${rtt}, ${rate} Mbit/s, loss ${loss} %, ${name}: ${median('ms')} ms (least ${Math.min(...figures.map((row) => row.ms)).toFixed(0)}), cpu ${median('cpu')} ms, p50 ${median('p50', 1)}, ` +
      `p99 ${median('p99', 1)} [${figures.map((row) => row.p99.toFixed(0))}], handshakes ${median('handshakes')}, failed ${failed}`,
  )
}

async function client(link, folder, name, url) {
  const [command, ...args] = [...link.onClient, process.execPath, join(here, 'warm.mjs'), optionsFor(url)]
  const env = { ...environment(folder), PIPEDREAM_HTTP2: PROTOCOLS[name] }
  const { child, ended, stop } = start(command, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const reply = async () => {
    const late = sleep(300_000, undefined, { ref: false }).then(() => Promise.reject(new Error(`${name} is not done in 300 s`)))
    const [message] = await Promise.race([once(child, 'message'), late, ended.then(() => Promise.reject(new Error(`${name} ended`)))])
    return message
  }
  await reply()
  return {
    run(load) {
      child.send(load)
      return reply()
    },
    stop,
  }
}
