// The checks behind the cells of the table in docs/bundlers.md. Each throws if the cell is not what the table says.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { resultOf } from './chromium.mjs'

const run = promisify(execFile)

/** The page at `url` uses an enum and error classes. */
export async function checkEnum(url) {
  assert.deepEqual(await resultOf(url), { oauth: 'oauth', isError: true }, url)
}

/** The page at `url` makes a client, and is told what to do. */
export async function checkClient(url) {
  const { name, code, message } = await resultOf(url)
  assert.equal(name, 'PipedreamError')
  assert.equal(code, 'ERR_PIPEDREAM_NATIVE_LOAD')
  assert.match(message, /^new PipedreamClient\(\) of pipedream-native needs Node and does not run in a browser: .*@pipedream\/sdk/)
}

/** The server's code in `file` gets an account of the emulator. */
export const checkServer = (file, api) => checkProgram([process.execPath, file], api)

/** A program gets an account of the emulator. `cwd` is the folder that it is started in. */
export async function checkProgram([program, ...parameters], api, cwd = process.cwd()) {
  const { stdout } = await run(program, [...parameters, JSON.stringify(api.clientOptions)], { timeout: 60_000, cwd })
  assert.match(stdout, /^apn_\w+\n$/)
}

/** A bundler or framework built without a word about this package. */
export function checkWarnings(warnings) {
  assert.deepEqual(warnings, [])
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' }

/** Serves the files of a folder while `use(url)` runs. */
export async function served(folder, use) {
  const server = createServer(async ({ url }, response) => {
    try {
      const file = join(folder, new URL(url, 'http://x').pathname)
      const body = await readFile(file)
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    return await use(`http://127.0.0.1:${server.address().port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
