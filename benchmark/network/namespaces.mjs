// Two network namespaces that are joined by a link with delay, rate and loss. Linux and root only.
//
// The link is a veth pair with `tc netem` where the kernel has it. Where it has not, link.rs carries packets between two TUN
// devices. Either way both ends are the kernel's own TCP, so slow start, acknowledgements and retransmissions are real.

import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defer, isEnding, start } from './cleanup.mjs'

/** In one go, so that no signal is handled between a step and the note how to undo it. */
const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const PREFIX = 'pdlab-'
const NETWORK = '10.77.0.0/24'
const CLIENT = '10.77.0.1'
const SERVER = '10.77.0.2'
/** Packets; with fewer a burst of 1,000 TLS handshakes would measure retransmission time-outs. */
const QUEUE = 20_000

/** As servers on the internet commonly do: CUBIC, whose window shrinks when a connection is idle. BBR's does not. */
const CONGESTION_CONTROL = 'cubic'
/** Slow start after a pause, and nothing learnt from the connection before. */
const SETTINGS = {
  'ipv4/tcp_slow_start_after_idle': '1',
  'ipv4/tcp_no_metrics_save': '1',
  'ipv4/ip_local_port_range': '10000 65000',
  'ipv6/conf/all/disable_ipv6': '1',
  'core/somaxconn': '4096',
}

/** Why this machine cannot have namespaces, or undefined. */
export function whyNoNamespaces() {
  if (process.platform !== 'linux') return 'network namespaces are Linux only'
  if (process.getuid() !== 0) return 'network namespaces need root'
  try {
    execFileSync('ip', ['-V'], { stdio: 'ignore' })
    execFileSync('ip', ['netns', 'add', `${PREFIX}${process.pid}-probe`], { stdio: 'ignore' })
    execFileSync('ip', ['netns', 'del', `${PREFIX}${process.pid}-probe`], { stdio: 'ignore' })
  } catch (error) {
    return error.code === 'ENOENT' ? '`ip` is missing (apt-get install iproute2)' : 'this machine refuses `ip netns add`'
  }
}

/**
 * `kind` is 'netem' or 'tun'. `rtt` in milliseconds, `rate` in megabits per second each way, `loss` in percent each way.
 * Rejects where the kernel lacks what the kind needs.
 */
export async function openNamespaces(kind, { folder, rtt, rate, loss }) {
  if (isEnding()) throw new Error('the lab is ending')
  const client = { name: `${PREFIX}${process.pid}-client`, device: `pdlab${process.pid}c`, address: CLIENT }
  const server = { name: `${PREFIX}${process.pid}-server`, device: `pdlab${process.pid}s`, address: SERVER }
  const undo = []
  const close = async () => {
    for (const act of undo.reverse()) await act()
  }
  try {
    for (const { name } of [client, server]) {
      run('ip', ['netns', 'add', name])
      undo.push(defer(() => run('ip', ['netns', 'del', name])))
      for (const [key, value] of Object.entries(SETTINGS)) inside(name, ['sh', '-c', `echo ${value} > /proc/sys/net/${key} || true`])
    }
    if (kind === 'netem') joinByVeth(client, server, { rtt, rate, loss })
    else undo.push(await joinByTun(client, server, { folder, rtt, rate, loss }))
    for (const { name, device, address } of [client, server]) {
      run('ip', ['-n', name, 'addr', 'add', `${address}/24`, 'dev', device])
      run('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
      run('ip', ['-n', name, 'link', 'set', device, 'up'])
      // By the route, since a namespace's own setting takes only what the host allows everyone.
      run('ip', ['-n', name, 'route', 'replace', NETWORK, 'dev', device, 'src', address, 'congctl', CONGESTION_CONTROL])
    }
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind,
    rtt,
    congestionControl: CONGESTION_CONTROL,
    listen: `${SERVER}:443`,
    onClient: ['ip', 'netns', 'exec', client.name],
    onServer: ['ip', 'netns', 'exec', server.name],
    ready: () => `https://${SERVER}`,
    bytesDown: async () => {
      const printed = run('ip', ['-n', client.name, '-s', '-j', 'link', 'show', 'dev', client.device])
      return JSON.parse(printed)[0].stats64.rx.bytes
    },
    close,
  }
}

const inside = (name, command) => run('ip', ['netns', 'exec', name, ...command])

function joinByVeth(client, server, { rtt, rate, loss }) {
  const end = ({ name, device }) => [device, 'netns', name]
  run('ip', ['link', 'add', ...end(client), 'type', 'veth', 'peer', 'name', ...end(server)])
  for (const { name, device } of [client, server]) {
    // One packet of netem's is then one packet of the wire, and not up to 64 kB at once.
    run('ip', ['-n', name, 'link', 'set', 'dev', device, 'gso_max_segs', '1'])
    const conditions = ['delay', `${rtt / 2}ms`, 'rate', `${rate}mbit`, 'loss', `${loss}%`, 'limit', String(QUEUE)]
    run('tc', ['-n', name, 'qdisc', 'add', 'dev', device, 'root', 'netem', ...conditions])
  }
}

async function joinByTun(client, server, { folder, rtt, rate, loss }) {
  const program = join(folder, 'link')
  if (!existsSync(program)) {
    const source = fileURLToPath(new URL('link.rs', import.meta.url))
    const compiler = start('rustc', ['--edition', '2024', '-O', '-o', program, source], { stdio: 'inherit' })
    await compiler.ended
    if (compiler.child.exitCode !== 0) throw new Error('rustc cannot build link.rs')
  }
  const conditions = [(rtt * 1000) / 2, rate * 1e6, loss].map(String)
  const { child, ended, stop } = start(program, [client.device, server.device, ...conditions], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [first] = await Promise.race([once(child.stdout, 'data'), ended])
  if (!String(first).startsWith('ready')) throw new Error('the program of link.rs could not make its TUN devices')
  for (const { name, device } of [client, server]) {
    run('ip', ['link', 'set', 'dev', device, 'netns', name])
    run('ip', ['-n', name, 'link', 'set', 'dev', device, 'txqueuelen', String(QUEUE)])
  }
  return stop
}

/** Removes what a lab left that was killed by SIGKILL: its namespaces, and the programs in them. */
export function sweepNamespaces() {
  let names = []
  try {
    names = readdirSync('/run/netns')
  } catch {}
  for (const name of names) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : process.pid
    if (existsSync(`/proc/${owner}`)) continue
    const pids = execFileSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).split('\n').filter(Boolean)
    for (const pid of pids) process.kill(Number(pid), 'SIGKILL')
    execFileSync('ip', ['netns', 'del', name])
  }
}
