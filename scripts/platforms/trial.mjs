// What is tried of a platform's packages in one version of Node. The emulator, a TLS server with a certificate of a private authority and a
// server that never answers are on this machine; the client is in the Node of the platform.

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer as createHttpServer, request as httpRequest } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AUTHORITY, certificate, forNames } from '../../__test__/support/certificates.mjs'
import { packInto } from '../packed.mjs'
import { root, run } from '../steps.mjs'
import { Missing } from './fetched.mjs'

/** How long a process may take, in milliseconds. qemu on a busy machine is 50 times slower than the machine. */
const LIMIT = 240_000
/** Variables that change which server is reached, and which certificates are trusted. */
const OURS = /^(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|NODE_OPTIONS|NODE_USE_SYSTEM_CA|PIPEDREAM_.*|.*_proxy)$/i
const PROXIED = 'emulator.invalid'
const FILE = { key: 'large.bin', bytes: 4 << 20 }
/** How many processes start at once with one store. */
const FLEET = 4
/** How often that is tried, until no process was too late. */
const ATTEMPTS = 5

/** What is installed: the packages as npm packs them. */
export function installed(platform) {
  const folder = mkdtempSync(join(tmpdir(), `platform-${platform.name}-`))
  const files = packInto(folder, platform.name)
  for (const [index, name] of ['pipedream-native', `pipedream-native-${platform.name}`].entries()) {
    const place = join(folder, 'node_modules', name)
    mkdirSync(place, { recursive: true })
    run('tar', ['-xzf', files[index], '--strip-components=1', '-C', place])
  }
  copyFileSync(join(root, 'scripts', 'platforms', 'probe.cjs'), join(folder, 'probe.cjs'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The servers that the probes talk to. */
export async function servers() {
  const { startEmulator } = await import(join(root, 'dist', 'testing', 'index.mjs'))
  const api = await startEmulator()
  const bytes = Buffer.alloc(FILE.bytes, (_, index) => index)
  for (let index = 0; index < bytes.length; index += 4096) bytes.writeUInt32LE(index, index)
  const stash = () => api.stashFile(FILE.key, bytes)
  const place = mkdtempSync(join(tmpdir(), 'platform-tls-'))
  const authority = certificate(place, { subject: '/CN=private authority', lines: AUTHORITY })
  const leaf = certificate(place, { by: authority, lines: forNames('localhost') })
  const forward = (request, response) => {
    const { method, headers, url } = request
    const forwarded = httpRequest(new URL(url, api.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers)
      answer.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    request.pipe(forwarded)
  }
  // It ends TLS before the emulator, as a company's gateway would.
  const tls = createTlsServer({ key: leaf.key, cert: leaf.pem }, forward)
  // A proxy for one name, which no name server knows.
  const proxy = createHttpServer((request, response) => {
    const { pathname, search, host } = new URL(request.url)
    if (host !== PROXIED) return response.writeHead(502).end()
    request.url = `${pathname}${search}`
    return forward(request, response)
  })
  const silent = createServer((socket) => socket.on('error', () => {}).resume())
  // Nothing listens on a port that was just let go.
  const closed = createServer()
  tls.on('tlsClientError', () => {})
  for (const server of [tls, proxy, silent, closed]) await once(server.listen(0, '127.0.0.1'), 'listening')
  const refusing = `http://127.0.0.1:${closed.address().port}`
  closed.close()
  return {
    api,
    /** The state of a new emulator, for the next process. */
    reset() {
      api.reset()
      stash()
    },
    authority: authority.file,
    proxy: `127.0.0.1:${proxy.address().port}`,
    settings: {
      api: api.clientOptions,
      account: 'apn_1',
      file: { key: FILE.key, sha256: createHash('sha256').update(bytes).digest('hex') },
      tls: { url: `https://localhost:${tls.address().port}`, authority: authority.file },
      silent: `http://127.0.0.1:${silent.address().port}`,
      closed: refusing,
      proxied: `http://${PROXIED}`,
    },
    async close() {
      for (const server of [tls, proxy, silent]) server.close()
      for (const server of [tls, proxy]) server.closeAllConnections()
      await api.close()
      rmSync(place, { recursive: true, force: true })
    },
  }
}

/** A path as the programs of the platform know it: wine's drive Z: is this machine's root. */
const pathFor = (runner, path) => (runner.windows ? `Z:${path.replaceAll('/', '\\')}` : path)

let count = 0

/** Runs the probe with these steps in a process of its own. Returns the outcome of each step, and of the process's end. */
async function probe(runner, folder, settings, { env = {}, steps }) {
  count += 1
  const [given, out] = [join(folder, `settings-${count}.json`), join(folder, `outcome-${count}.json`)]
  const paths = { out: pathFor(runner, out), ...(settings.directory && { directory: pathFor(runner, settings.directory) }) }
  const tls = { ...settings.tls, authority: pathFor(runner, settings.tls.authority) }
  writeFileSync(given, JSON.stringify({ ...settings, ...paths, tls, steps }))
  const others = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
  const [command, ...args] = [...runner.command, pathFor(runner, join(folder, 'probe.cjs')), pathFor(runner, given)]
  const began = performance.now()
  // A file, because the console of wine has no output and Node for Windows fails at a pipe there.
  const log = join(folder, `log-${count}.txt`)
  const output = openSync(log, 'w')
  const child = spawn(command, args, { cwd: folder, env: { ...others, ...runner.env, ...env }, stdio: ['ignore', output, output] })
  closeSync(output)
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT)
  const [code, signal] = await once(child, 'exit')
  clearTimeout(timer)
  let outcome = { steps: {} }
  try {
    outcome = JSON.parse(readFileSync(out, 'utf8'))
  } catch {
    // It ended before its first step.
  }
  const late = signal === 'SIGKILL' ? `it did not end in ${LIMIT / 1000} s` : `it ended with ${signal ?? code}`
  const exit = code === 0 ? { ok: true } : { ok: false, said: `${late}: ${readFileSync(log, 'utf8').trim().slice(-500)}` }
  return { node: outcome.node, steps: { ...outcome.steps, exit }, ms: performance.now() - began }
}

/**
 * Runs the probe without a step.
 *
 * @throws {Missing} This Node does not start here, so nothing can be said of the package.
 */
export async function mustStart(runner, { folder }, from, major) {
  const { steps } = await probe(runner, folder, from.settings, { steps: [] })
  if (!steps.exit.ok) throw new Missing(`Node ${major} does not start under ${runner.how}: ${steps.exit.said}`)
}

const failed = (said) => ({ ok: false, said })

/** All that is tried of a platform in one Node. Returns the outcome of each step by name. */
export async function tryPlatform(runner, { folder }, from) {
  const began = performance.now()
  const place = mkdtempSync(join(folder, 'run-'))
  from.reset()
  const plain = ['load', 'imports', 'call', 'error', 'together', 'stream', 'pages', 'worker', 'tls', 'refused', 'names', 'emulator']
  const { node, steps } = await probe(runner, folder, from.settings, { steps: plain })
  const requests = from.api.tokenRequests
  // One for the client options of the API, one for those of the TLS server.
  steps.tokens = requests <= 3 ? { ok: true, said: `${requests} token requests` } : failed(`${requests} token requests`)
  const alone = async (name, settings, options) => {
    const ran = await probe(runner, folder, { ...from.settings, ...settings }, options)
    const { exit, ...others } = ran.steps
    steps[name] = exit.ok ? (others[options.steps[0]] ?? failed('no outcome')) : exit
    return ran
  }
  const variable = (name, value) => ({ env: { [name]: pathFor(runner, value) }, steps: ['environment'] })
  await alone('NODE_EXTRA_CA_CERTS', {}, variable('NODE_EXTRA_CA_CERTS', from.authority))
  const authorities = join(place, 'authorities')
  mkdirSync(authorities)
  copyFileSync(from.authority, join(authorities, 'private.pem'))
  const empty = join(place, 'empty')
  mkdirSync(empty)
  const both = [empty, authorities].map((path) => pathFor(runner, path)).join(runner.windows ? ';' : ':')
  await alone('SSL_CERT_DIR', {}, { env: { SSL_CERT_DIR: both }, steps: ['environment'] })
  await tryStore(runner, folder, place, from, steps, alone)
  if (runner.setSystemProxy) {
    await runner.setSystemProxy(`http=${from.proxy};https=127.0.0.1:9`, '*.example;<local>')
    await alone('systemProxy', {}, { steps: ['systemProxy'] })
    await runner.setSystemProxy()
  }
  return { node: node?.slice(1), how: runner.how, seconds: Math.round((performance.now() - began) / 100) / 10, steps }
}

/** Processes that start at once with one store send one token request. One for which the store was late may send another. */
async function tryFleet(runner, folder, settings, from) {
  from.reset()
  const fleet = await Promise.all(Array.from({ length: FLEET }, () => probe(runner, folder, settings, { steps: ['store'] })))
  const outcomes = fleet.flatMap(({ steps: { store, exit } }) => [store ?? failed('no outcome'), exit])
  const late = fleet.reduce((sum, { steps: { store } }) => sum + Number(store?.said ?? 0), 0)
  const said = `${FLEET} processes, ${from.api.tokenRequests} token requests, ${late} times too late`
  return outcomes.find(({ ok }) => !ok) ?? { ok: from.api.tokenRequests === 1 && late === 0, said }
}

/** The file store: processes that start at once, a folder that others can read, one that is a file, and one that is a link. */
async function tryStore(runner, folder, place, from, steps, alone) {
  for (let attempt = 0; attempt < ATTEMPTS && !steps.store?.ok; attempt++)
    steps.store = await tryFleet(runner, folder, { ...from.settings, directory: join(place, `tokens-${attempt}`) }, from)
  const readable = join(place, 'readable')
  mkdirSync(readable)
  chmodSync(readable, 0o755)
  await alone('folderOfOthers', { directory: readable }, { steps: ['storeRefused'] })
  writeFileSync(join(place, 'file'), '')
  await alone('folderFile', { directory: join(place, 'file') }, { steps: ['storeRefused'] })
  // wine follows this machine's links without a word, so a program there cannot see them.
  if (runner.windows) return
  symlinkSync('tokens-0', join(place, 'link'))
  await alone('folderLink', { directory: join(place, 'link') }, { steps: ['storeRefused'] })
}
