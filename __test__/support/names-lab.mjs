// A machine of its own for tests of names and addresses: a network namespace, an own /etc, a real name server, addresses that are dead.
// Linux and root only.

import { execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Packets to these addresses are dropped: they go to a device that nobody reads. The resolver sorts them before the others. */
export const dead = (last) => `10.9.0.${last}`
export const DEAD_IPV6 = '2001:db8:9::7'

/** The addresses of name servers. Nothing listens at the second, and its packets are dropped. */
export const NAME_SERVER = '127.0.0.53'
export const DEAD_NAME_SERVER = dead(53)

const ENTER = `set -e
ip link set lo up
ip tuntap add dev dead0 mode tun
ip link set dead0 up
ip addr add 10.9.0.1/24 dev dead0
ip addr add 2001:db8:9::1/64 dev dead0 nodad 2>/dev/null || true
mount --bind "$1/etc" /etc
shift
exec "$@"`

/** What /etc/gai.conf has by default (RFC 6724, section 2.1), and that dead addresses come first. */
const PRECEDENCE = `precedence ::ffff:10.9.0.0/112 100
precedence ::1/128 50
precedence ::/0 40
precedence ::ffff:0:0/96 10
`

/** Why this machine cannot run such a test, or false. */
export function whyNoLab() {
  if (process.platform !== 'linux') return 'network namespaces are Linux only'
  if (process.getuid() !== 0) return 'network namespaces need root'
  const folder = makeEtc()
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    execFileSync('unshare', ['--mount', '--net', 'sh', '-c', ENTER, 'sh', folder, 'true'], { stdio: 'ignore' })
    return false
  } catch (error) {
    return error.code === 'ENOENT' ? `\`${error.path}\` is missing` : 'this machine refuses `unshare --mount --net`, `ip` or `mount`'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A folder whose `etc` is the namespace's /etc, with a certificate for `*.corp.test` and for `api`. */
function makeEtc() {
  const folder = mkdtempSync(join(tmpdir(), 'pipedream-names-'))
  const etc = join(folder, 'etc')
  mkdirSync(etc)
  for (const name of ['ld.so.cache', 'passwd']) if (existsSync(`/etc/${name}`)) copyFileSync(`/etc/${name}`, join(etc, name))
  writeFileSync(join(etc, 'nsswitch.conf'), 'hosts: files dns\n')
  writeFileSync(join(etc, 'hosts'), '127.0.0.1 localhost\n')
  writeFileSync(join(etc, 'gai.conf'), PRECEDENCE)
  return folder
}

/** The files of a certificate authority and of a certificate for the names of the tests. */
export function makeCertificates() {
  const folder = mkdtempSync(join(tmpdir(), 'pipedream-names-'))
  const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=names test')
  writeFileSync(join(folder, 'names.cnf'), 'subjectAltName=DNS:*.corp.test,DNS:api\n')
  openssl('req', ...key, '-keyout', 'api.key', '-out', 'api.csr', '-subj', '/CN=api.corp.test')
  const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names.cnf', '-days', '2']
  openssl('x509', '-req', '-in', 'api.csr', ...signed, '-out', 'api.pem')
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs `node FILE` in a namespace of its own, with these variables. Rejects with what it wrote to stderr if it fails. */
export async function runInLab(file, variables) {
  const folder = makeEtc()
  try {
    const isProxy = /^(?:https?|all|no)_proxy$/i
    const inherited = Object.entries(process.env).filter(([name]) => !isProxy.test(name) && name !== 'NODE_TEST_CONTEXT')
    const env = { ...Object.fromEntries(inherited), ...variables }
    const command = ['--mount', '--net', 'sh', '-c', ENTER, 'sh', folder, process.execPath, file]
    const child = spawn('unshare', command, { env, stdio: ['ignore', 'inherit', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (piece) => (said += piece))
    const [code, signal] = await once(child, 'close')
    if (code !== 0) throw new Error(`the process in the namespace ended with ${code ?? signal}:\n${said}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Inside the namespace: what /etc/resolv.conf says. */
export function useNameServers(servers, ...lines) {
  writeFileSync('/etc/resolv.conf', [...servers.map((server) => `nameserver ${server}`), ...lines, ''].join('\n'))
}

/** Inside the namespace: one more line of /etc/hosts. */
export const addHost = (address, name) => writeFileSync('/etc/hosts', `${address} ${name}\n`, { flag: 'a' })

const TYPES = { 1: 'A', 28: 'AAAA' }
const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 }

/**
 * Inside the namespace: a name server at [NAME_SERVER]. `answer(name)` gives `{ A, AAAA }` (lists of addresses), a name of RCODES,
 * undefined (no answer at all), or a promise of one of them. `asked` has each question, as `A api.corp.test`.
 */
export async function serveNames(answer) {
  const asked = []
  const socket = createSocket('udp4')
  socket.on('message', async (query, from) => {
    const { name, type, end } = question(query)
    asked.push(`${type} ${name}`)
    const said = await answer(name)
    if (said === undefined) return
    const addresses = typeof said === 'string' ? [] : (said[type] ?? [])
    const head = Buffer.alloc(12)
    query.copy(head, 0, 0, 2)
    // A response, recursion asked for and available.
    head.writeUInt16BE(0x8180 | RCODES[typeof said === 'string' ? said : 'NOERROR'], 2)
    head.writeUInt16BE(1, 4)
    head.writeUInt16BE(addresses.length, 6)
    const records = addresses.map((address) => record(address, type))
    socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), from.port, from.address)
  })
  socket.bind(53, NAME_SERVER)
  await once(socket, 'listening')
  return { asked, close: () => socket.close() }
}

function question(query) {
  const labels = []
  let at = 12
  while (query[at] > 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]))
    at += query[at] + 1
  }
  return { name: labels.join('.').toLowerCase(), type: TYPES[query.readUInt16BE(at + 1)], end: at + 5 }
}

function record(address, type) {
  const bytes = type === 'A' ? Buffer.from(address.split('.').map(Number)) : ipv6(address)
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type === 'A' ? 1 : 28, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(bytes.length, 10)
  return Buffer.concat([head, bytes])
}

function ipv6(address) {
  const [before, after = ''] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const groups = [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/**
 * Inside the namespace: the API at `address`, port 443. By default each connection serves one request, so that each needs a look-up.
 * `seen` has the host of each.
 */
export async function serveApi(folder, address, connection = 'close') {
  const seen = []
  const [key, cert] = ['api.key', 'api.pem'].map((name) => readFileSync(join(folder, name)))
  const server = createServer({ key, cert }, (request, response) => {
    request.resume()
    seen.push(request.headers.host)
    const isToken = request.url === '/v1/oauth/token'
    const body = isToken ? { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 } : { id: address }
    response.writeHead(200, { 'content-type': 'application/json', connection }).end(JSON.stringify(body))
  })
  server.listen(443, address)
  await once(server, 'listening')
  return { seen, close: () => server.close() }
}
