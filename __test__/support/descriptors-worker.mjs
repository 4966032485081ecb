// A process with a low limit of file descriptors. It makes the calls that argv names and prints the outcome as JSON.
//
// argv: the shape, how many, the servers' addresses.

import { closeSync, openSync, readdirSync } from 'node:fs'
import { PipedreamClient } from 'pipedream-native'

const [shape, number, ...urls] = process.argv.slice(2)
const count = Number(number)
const clientOf = (baseUrl, options) =>
  new PipedreamClient({ baseUrl, token: 'own', projectId: 'proj_1', maxRetries: 0, timeoutInSeconds: 20, ...options })
const client = clientOf(urls[0])
const app = { externalUserId: 'u', accountId: 'a' }

const download = () => client.proxy.get({ ...app, url: 'https://app.example/download' })
const upload = (body) => client.request('POST', '/v1/upload', { body })
const echo = (body) =>
  client.proxy.post({ ...app, url: 'https://app.example/echo', body, headers: { 'content-type': 'application/octet-stream' } })
const sizeOf = async (body) => (await body.bytes()).length

async function* first(make) {
  yield 'first'
  yield* await make()
}

const shapes = {
  'a download into an upload': async () => (await upload((await download()).stream())).size,
  'an upload that downloads after its first piece': async () => (await upload(first(async () => (await download()).stream()))).size,
  'a download held while a call is made': async () => {
    const body = await download()
    await client.accounts.retrieve('apn_1')
    return sizeOf(body)
  },
  'a download that is needed to ask for another': async () => {
    const reader = (await download()).stream().getReader()
    await reader.read()
    const size = await sizeOf(await download())
    while (!(await reader.read()).done);
    return size
  },
  'a proxied upload whose answer goes into a third call': async () => {
    const answer = await echo((await download()).stream())
    return (await upload(answer.stream())).size
  },
}
shapes['all of them at once'] = (index) => Object.values(shapes)[index % 5](index)

const seen = { done: 0, errors: {}, opened: 0, unopened: 0, most: 0 }

/** The program's own files: it must be able to open one at any time. */
function open() {
  try {
    closeSync(openSync(process.execPath))
    seen.opened++
    // The number of open descriptors, where the system reports it, without the one that reading it needs.
    if (process.platform === 'linux') seen.most = Math.max(seen.most, readdirSync('/proc/self/fd').length - 1)
  } catch {
    seen.unopened++
  }
}

async function all(calls) {
  await Promise.all(
    calls.map(async (call) => {
      try {
        await call
        seen.done++
      } catch (error) {
        const said = `${error.code ?? error.statusCode}: ${error.message}`
        seen.errors[said] = (seen.errors[said] ?? 0) + 1
      }
    }),
  )
}

async function run() {
  if (shapes[shape] !== undefined) return all(Array.from({ length: count }, (_, index) => shapes[shape](index)))
  if (shape === 'hosts') {
    const [first, second, ...others] = urls.map((url) => clientOf(url))
    let left = count
    const line = async () => {
      while (left-- > 0) await first.accounts.retrieve('apn_1')
    }
    await all(Array.from({ length: 300 }, line))
    await all(Array.from({ length: 200 }, () => second.accounts.retrieve('apn_1')))
    for (const other of others) await all(Array.from({ length: 20 }, () => other.accounts.retrieve('apn_1')))
    await all([first, second, ...others].flatMap((one) => Array.from({ length: 20 }, () => one.accounts.retrieve('apn_1'))))
  }
  if (shape === 'turns') {
    // Requests that may be sent only once, so that a connection closed during a request is noticed.
    const clients = urls.map((url) => clientOf(url))
    let next = 0
    const line = async () => {
      while (next < count) await clients[(next++ * 7) % clients.length].request('POST', '/v1/x', { body: { a: 1 } })
    }
    await all(Array.from({ length: 40 }, line))
  }
  if (shape === 'pipes') {
    // The library reuses a connection of the first host before the end of its last answer is read here.
    const second = clientOf(urls[1])
    const slow = () => client.proxy.get({ ...app, url: 'https://app.example/slow' })
    await all(Array.from({ length: count }, async () => second.request('POST', '/v1/upload', { body: (await slow()).stream() })))
  }
  if (shape === 'aborted') {
    for (let round = 0; round < 3; round++) {
      const controller = new AbortController()
      const calls = Array.from({ length: count }, () =>
        client.proxy.get({ ...app, url: 'https://app.example/download' }, { abortSignal: controller.signal }),
      )
      await new Promise(setImmediate)
      // While this thread is busy the answers come, and nobody looks at them before the abort.
      for (const end = Date.now() + 200; Date.now() < end; );
      controller.abort()
      for (const { reason } of await Promise.allSettled(calls)) seen.aborted = (seen.aborted ?? 0) + (reason?.name === 'AbortError')
    }
    await all(Array.from({ length: count }, async () => sizeOf(await download())))
  }
  if (shape === 'crowded') {
    const [first, second] = urls.map((url) => clientOf(url))
    await all(Array.from({ length: 40 }, () => first.accounts.retrieve('apn_1')))
    const files = []
    try {
      for (;;) files.push(openSync(process.execPath))
    } catch ({ code }) {
      seen.filled = code
    }
    await all(Array.from({ length: count }, () => second.accounts.retrieve('apn_1')))
    for (const file of files) closeSync(file)
  }
  if (shape === 'unread') {
    const held = []
    try {
      for (;;) held.push(await download())
    } catch (error) {
      seen.held = held.length
      seen.full = { code: error.code, message: error.message }
    }
    await all(Array.from({ length: count }, () => client.accounts.retrieve('apn_1')))
    for (const body of held) await body.stream().cancel()
    seen.size = await sizeOf(await download())
  }
}

const opening = setInterval(open, shape === 'crowded' ? 1 << 30 : 5)
await run()
open()
clearInterval(opening)
process.stdout.write(JSON.stringify(seen), () => process.exit())
