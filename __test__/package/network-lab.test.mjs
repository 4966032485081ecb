// The links of the network benchmark delay, limit and count as they say, and it leaves nothing behind. Lower bounds are exact;
// upper ones are generous, because the machine may be busy.

import assert from 'node:assert/strict'
import { execFileSync, fork, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chooseKind, openLink } from '../../benchmark/network/link.mjs'
import { sweepNamespaces, whyNoNamespaces } from '../../benchmark/network/namespaces.mjs'
import { folderFor } from '../support/folders.mjs'

const lab = fileURLToPath(new URL('../../benchmark/network/bench.mjs', import.meta.url))
const relay = fileURLToPath(new URL('../../benchmark/network/relay.mjs', import.meta.url))
const RTT = 60

/** A server behind a relay. Gives a function that connects through the relay, and one that reads its counters. */
async function behindRelay(t, { rate }, onConnection) {
  const server = createServer({ noDelay: true }, (socket) => onConnection(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const child = fork(relay, [JSON.stringify({ port: server.address().port, rtt: RTT, rate })])
  const [{ port }] = await once(child, 'message')
  const sockets = []
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
    child.kill()
  })
  return {
    open() {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      sockets.push(socket)
      return socket
    },
    async counters() {
      child.send('counters')
      return (await once(child, 'message'))[0]
    },
  }
}

/** Sends a byte and waits until `length` bytes have come; gives the milliseconds that took. */
async function exchange(socket, length) {
  const start = performance.now()
  socket.write('x')
  for (let left = length; left > 0; ) left -= (await once(socket, 'data'))[0].length
  return performance.now() - start
}

test('the relay: the first exchange of a connection takes two round trips, the next one', async (t) => {
  const { open, counters } = await behindRelay(t, { rate: 1000 }, (socket) => socket.pipe(socket))
  const socket = open()
  const first = await exchange(socket, 1)
  assert.ok(first >= 2 * RTT && first < 2 * RTT + 400, `${first} ms`)
  const second = await exchange(socket, 1)
  assert.ok(second >= RTT && second < RTT + 400, `${second} ms`)
  assert.deepEqual(await counters(), { bytesDown: 2, bytesUp: 2, connections: 1 })
})

test('the relay: connections share the rate, and every byte comes in its order', async (t) => {
  const received = []
  const { open, counters } = await behindRelay(t, { rate: 8 }, async (socket) => {
    const hash = createHash('sha256')
    for await (const chunk of socket) hash.update(chunk)
    received.push(hash.digest('hex'))
    socket.end()
  })
  const bodies = [randomBytes(200_000), randomBytes(200_000)]
  const start = performance.now()
  await Promise.all(
    bodies.map(async (body) => {
      const socket = open().resume()
      socket.end(body)
      await once(socket, 'close')
    }),
  )
  const took = performance.now() - start
  // 400,000 bytes at a million a second, beside one round trip for the connection and one for the end.
  assert.ok(took >= 400 + 2 * RTT && took < 2500, `${took} ms`)
  assert.deepEqual(received.sort(), bodies.map((body) => createHash('sha256').update(body).digest('hex')).sort())
  assert.deepEqual(await counters(), { bytesDown: 0, bytesUp: 400_000, connections: 2 })
})

test('the relay: a page needs three flights on a new connection, one on a used one, three after a pause', async (t) => {
  const page = randomBytes(80_000)
  const { open } = await behindRelay(t, { rate: 1000 }, (socket) => socket.on('data', () => socket.write(page)))
  const socket = open()
  const cold = await exchange(socket, page.length)
  assert.ok(cold >= 4 * RTT, `${cold} ms`)
  let hot = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 5; tries++) hot = Math.min(hot, await exchange(socket, page.length))
  assert.ok(hot >= RTT && hot < 2 * RTT, `${hot} ms`)
  await sleep(RTT + 500)
  const idle = await exchange(socket, page.length)
  assert.ok(idle >= 3 * RTT, `${idle} ms`)
})

test('the relay: a server that does not read stops the client', async (t) => {
  const { open, counters } = await behindRelay(t, { rate: 1000 }, (socket) => socket.pause())
  const socket = open()
  const megabyte = Buffer.alloc(1_000_000)
  let sent = 0
  const pump = () => {
    while (sent < 200 && socket.write(megabyte)) sent++
    if (sent++ < 200) socket.once('drain', pump)
  }
  pump()
  let before = -1
  let now = (await counters()).bytesUp
  for (let tries = 0; now !== before && tries < 50; tries++) {
    await sleep(400)
    before = now
    now = (await counters()).bytesUp
  }
  assert.equal(now, before)
  assert.ok(now < 100_000_000, `${now} bytes crossed`)
  assert.ok(sent < 150, `${sent} MB were taken`)
})

test('namespaces: the first exchange takes two round trips, the rate holds, bytes are counted', { skip: whyNoNamespaces() }, async (t) => {
  const folder = folderFor(t, 'network-lab')
  const { kind, reasons } = await chooseKind(folder)
  if (kind === 'relay') return t.skip(reasons.join('; '))
  const link = await openLink(kind, { folder, rtt: RTT, rate: 8, loss: 0 })
  t.after(() => link.close())
  const [host, port] = link.listen.split(':')
  const inside = (prefix, code) => {
    const [command, ...args] = [...prefix, process.execPath, '-e', code]
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    t.after(() => child.kill('SIGKILL'))
    return once(child.stdout, 'data')
  }
  await inside(
    link.onServer,
    `require('net').createServer((socket) => {
       socket.once('data', () => { socket.write('y'); socket.once('data', () => socket.end(Buffer.alloc(300_000))) })
     }).listen(${port}, '${host}', () => console.log('listens'))`,
  )
  const before = await link.bytesDown()
  const [printed] = await inside(
    link.onClient,
    `const start = performance.now()
     const socket = require('net').connect(${port}, '${host}')
     socket.write('x')
     socket.once('data', () => {
       const first = performance.now() - start
       const again = performance.now()
       socket.write('x')
       socket.resume().on('end', () => console.log(JSON.stringify({ first, body: performance.now() - again })))
     })`,
  )
  const { first, body } = JSON.parse(printed)
  assert.ok(first >= 2 * RTT && first < 2 * RTT + 400, `${first} ms`)
  // 300,000 bytes at a million a second.
  assert.ok(body >= 300 + RTT && body < 2000, `${body} ms`)
  const bytes = (await link.bytesDown()) - before
  // The headers of some 210 packets come on top.
  assert.ok(bytes > 305_000 && bytes < 340_000, `${bytes} bytes`)
})

test('an interrupted benchmark leaves no process, namespace or folder', {
  skip: missing('nginx', 'openssl'),
  timeout: 60_000,
}, async () => {
  for (const kind of whyNoNamespaces() === undefined ? [[], ['--link', 'relay']] : [['--link', 'relay']]) {
    const child = spawn(process.execPath, [lab, '--quick', ...kind], { stdio: 'ignore' })
    const ended = once(child, 'exit')
    const folder = () => readdirSync(tmpdir()).find((name) => name.startsWith(`pdlab-${child.pid}-`))
    const isListening = () => folder() !== undefined && existsSync(join(tmpdir(), folder(), '50-50', 'status.sock'))
    while (!isListening() && child.exitCode === null) await sleep(20)
    const place = folder()
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [143, null])
    assert.equal(folder(), undefined)
    assert.deepEqual(
      commands().filter((command) => command.includes(place)),
      [],
    )
    if (existsSync('/run/netns'))
      assert.deepEqual(
        readdirSync('/run/netns').filter((name) => name.startsWith(`pdlab-${child.pid}-`)),
        [],
      )
  }
})

test('the next benchmark removes the namespaces of one that was killed', { skip: whyNoNamespaces() }, async () => {
  const dead = spawn(process.execPath, ['-e', ''])
  await once(dead, 'exit')
  const name = `pdlab-${dead.pid}-client`
  execFileSync('ip', ['netns', 'add', name])
  const sleeper = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', 'console.log(1); setInterval(() => {}, 1000)'])
  const ended = once(sleeper, 'exit')
  await once(sleeper.stdout, 'data')
  sweepNamespaces()
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  assert.ok(!readdirSync('/run/netns').includes(name))
})

const commands = () => execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n')

function missing(...programs) {
  return programs.find((name) => {
    try {
      execFileSync(name, [name === 'nginx' ? '-v' : 'version'], { stdio: 'ignore' })
      return false
    } catch {
      return true
    }
  })
}
