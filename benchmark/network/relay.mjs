// A TCP relay with the delay, the rate and the slow start of a long link, for machines without network namespaces.
//
// Forked with a JSON argument: { port, rtt, rate }: the port to relay to, milliseconds, megabits per second each way. Sends
// { port } when it listens, and { bytesDown, bytesUp, connections } for each message it gets. Ends with its parent.
//
// Both of its sides are loopback, where TCP itself sees no delay. So the relay does what TCP does over a long link:
// - a connection reaches the server one round trip late, which is what SYN and SYN-ACK take,
// - no more bytes are on the way than the congestion window has room for: ten segments at first, as much again for each
//   byte acknowledged one round trip later, and ten segments again after a pause (RFC 6928, RFC 5681 section 4.1),
// - all connections of a direction share its rate, in the order in which their bytes come.
// It knows no loss, so its windows never shrink for another reason.

import { createServer, connect } from 'node:net'

const SEGMENT = 1448
const INITIAL_WINDOW = 10 * SEGMENT
/** What a receiver's buffer commonly holds. */
const LARGEST_WINDOW = 4 * 1024 * 1024
/** More waiting bytes than this pause the sender. */
const HIGH_WATER = 256 * 1024
/** Headers of IPv4 and TCP with timestamps, which share the rate. */
const HEADERS = 52

const { port: upstream, rtt, rate } = JSON.parse(process.argv[2])
const counters = { bytesDown: 0, bytesUp: 0, connections: 0 }
const bytesPerMillisecond = (rate * 1000) / 8

/** Calls functions in the order in which they were added; their times must not go back. */
class Timeline {
  #due = []
  #head = 0
  #isWaiting = false

  at(time, act) {
    this.#due.push({ time, act })
    this.#wait()
  }

  #wait() {
    if (this.#isWaiting || this.#head === this.#due.length) return
    this.#isWaiting = true
    const left = this.#due[this.#head].time - performance.now()
    // Timers are late by up to a millisecond, so the last two are waited for turn by turn.
    if (left > 2) setTimeout(this.#run, left - 2)
    else setImmediate(this.#run)
  }

  #run = () => {
    this.#isWaiting = false
    while (this.#head < this.#due.length && this.#due[this.#head].time <= performance.now()) this.#due[this.#head++].act()
    if (this.#head > 1024) {
      this.#due.splice(0, this.#head)
      this.#head = 0
    }
    this.#wait()
  }
}

/** One direction of the link: all connections share its rate. */
class Line {
  #isFree = 0
  #arrivals = new Timeline()
  #acknowledgements = new Timeline()

  /** Calls `arrived` when `length` bytes have crossed, and `acknowledged` half a round trip after that. */
  send(length, arrived, acknowledged) {
    this.#isFree = Math.max(this.#isFree, performance.now()) + (length + HEADERS) / bytesPerMillisecond
    this.#arrivals.at(this.#isFree + rtt / 2, arrived)
    this.#acknowledgements.at(this.#isFree + rtt, acknowledged)
  }
}

/** One direction of a connection. */
class Flow {
  #waiting = []
  #bytesWaiting = 0
  #inFlight = 0
  #window = INITIAL_WINDOW
  #lastSent = performance.now()

  constructor(from, to, line, count) {
    this.from = from
    this.to = to
    this.line = line
    this.count = count
    from.on('data', (chunk) => this.#take(chunk))
    from.on('end', () => this.#take(null))
  }

  #take(chunk) {
    if (chunk === null) this.#waiting.push(null)
    else for (let at = 0; at < chunk.length; at += SEGMENT) this.#waiting.push(chunk.subarray(at, at + SEGMENT))
    this.#bytesWaiting += chunk?.length ?? 0
    if (this.#bytesWaiting > HIGH_WATER) this.from.pause()
    this.#send()
  }

  #send() {
    if (this.#inFlight === 0 && performance.now() - this.#lastSent > rtt + 200) this.#window = INITIAL_WINDOW
    while (this.#waiting.length > 0 && this.#inFlight < this.#window) {
      const segment = this.#waiting.shift()
      const length = segment?.length ?? 0
      this.#bytesWaiting -= length
      this.#inFlight += length
      this.#lastSent = performance.now()
      this.line.send(
        length,
        () => this.#deliver(segment),
        () => this.#acknowledge(length),
      )
    }
    if (this.#bytesWaiting <= HIGH_WATER / 2 && this.from.isPaused()) this.from.resume()
  }

  #deliver(segment) {
    if (this.to.destroyed) return
    if (segment === null) return this.to.end()
    this.count(segment.length)
    this.to.write(segment)
  }

  /** A receiver that does not read acknowledges, but leaves no window. */
  #acknowledge(length) {
    if (this.to.writableNeedDrain) return this.to.once('drain', () => this.#acknowledge(length))
    this.#inFlight -= length
    this.#window = Math.min(this.#window + length, LARGEST_WINDOW)
    this.#send()
  }
}

const up = new Line()
const down = new Line()
const opening = new Timeline()

const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (client) => {
  counters.connections++
  client.on('error', () => client.destroy())
  opening.at(performance.now() + rtt, () => {
    if (client.destroyed) return
    const remote = connect({ port: upstream, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    // Each segment of a window may wait for the same 'drain'.
    for (const socket of [client, remote]) socket.setMaxListeners(0)
    new Flow(client, remote, up, (bytes) => (counters.bytesUp += bytes))
    new Flow(remote, client, down, (bytes) => (counters.bytesDown += bytes))
    // An end travels with the bytes before it. A reset does not: what is on the way is lost.
    remote.on('error', () => client.destroy())
    client.on('close', (hadError) => hadError && remote.destroy())
    client.resume()
  })
})

process.on('message', () => process.send(counters))
process.on('disconnect', () => process.exit())
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => process.send({ port: server.address().port }))
