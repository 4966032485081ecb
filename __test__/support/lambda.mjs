// AWS Lambda on this machine: a server of the Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html), which invokes a
// function, freezes its process between two invocations and thaws it; and AWS's own runtime for Node, which runs the function.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { install } from './installed.mjs'
import { program } from './programs.mjs'

/** That of `public.ecr.aws/lambda/nodejs:22`. */
const NODE = '22.23.3'
const RUNTIME = '4.0.2'
const VERSION = '/2018-06-01/runtime'

/** Installs Node and AWS's runtime into a folder. Returns the arguments that start it, or why it could not be installed. */
export function installRuntime(place) {
  const node = `node-linux-${process.arch}`
  // Without the scripts, which would compile the native client.
  writeFileSync(join(place, '.npmrc'), 'ignore-scripts=true\n')
  const skipped = install(place, { dependencies: { [node]: NODE, 'aws-lambda-ric': RUNTIME } })
  if (skipped !== undefined) return { skipped }
  const folder = join(place, 'node_modules/aws-lambda-ric')
  assert.equal(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version, RUNTIME)
  writeFileSync(join(folder, 'rapid-client.node'), '')
  const preload = fileURLToPath(new URL('lambda-native-client.cjs', import.meta.url))
  return { node: join(place, 'node_modules', node, 'bin/node'), args: ['--require', preload, join(folder, 'index.mjs')] }
}

/**
 * Starts an execution environment for the function in `taskRoot`, such as `handler.handler`. Its process is started by Lambda's variables;
 * `env` has those of the function's configuration.
 */
export async function startEnvironment(t, { runtime, taskRoot, handler, env }) {
  const api = await serveRuntimeApi(t)
  const process = program(runtime.args, {
    command: runtime.node,
    cwd: taskRoot,
    env: {
      HOME: undefined, // Lambda sets none
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      LAMBDA_TASK_ROOT: taskRoot,
      _HANDLER: handler,
      AWS_LAMBDA_RUNTIME_API: api.host,
      AWS_LAMBDA_FUNCTION_NAME: 'example',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/example',
      AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/26/[$LATEST]1',
      ...env,
    },
    after: (end) => t.after(end),
  })
  return {
    process,
    initError: api.initError,
    /** Waits until the function has been loaded, in all of its threads if it has several. */
    started: (threads = 1) =>
      Promise.race([api.idle(threads), api.initError.then(({ body }) => assert.fail(`init error: ${JSON.stringify(body)}`))]),
    /** Thaws the process if it is frozen, and invokes the function: `{ status: 'response' or 'error', body, … }`. */
    invoke(event, { timeoutMs = 30_000 } = {}) {
      process.signal('SIGCONT')
      const ended = process.ended.then(() => assert.fail(`it ended\n${process.stdout}${process.stderr}`))
      return Promise.race([api.invoke(event, timeoutMs), ended])
    },
    /** Freezes the process, as Lambda does when the function has answered and the runtime asks for the next invocation. */
    async freeze(seconds) {
      await api.idle()
      process.signal('SIGSTOP')
      await sleep(seconds * 1000)
    },
  }
}

/** An event of a function URL, or of an HTTP API (payload format 2.0). */
export function httpEvent(method, path, query = {}) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { host: 'example.lambda-url.eu-west-1.on.aws' },
    queryStringParameters: query,
    requestContext: { http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' }, stage: '$default' },
    isBase64Encoded: false,
  }
}

/** The server that a runtime asks for invocations, and gives the answers to. */
async function serveRuntimeApi(t) {
  const waiting = []
  const asking = []
  const running = new Map()
  const idle = new Set()
  let invoked = 0
  let reportInit
  const initError = new Promise((resolve) => {
    reportInit = resolve
  })

  function deliver() {
    while (asking.length > 0 && waiting.length > 0) {
      const { id, event, timeoutMs, done } = waiting.shift()
      running.set(id, done)
      asking
        .shift()
        .writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': id,
          'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
          'lambda-runtime-invoked-function-arn': 'arn:aws:lambda:eu-west-1:123456789012:function:example',
          'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1',
        })
        .end(JSON.stringify(event))
    }
    for (const check of idle) check()
  }

  const server = createServer(async (request, response) => {
    const { url, method } = request
    if (method === 'GET' && url === `${VERSION}/invocation/next`) {
      asking.push(response)
      return deliver()
    }
    const chunks = []
    for await (const chunk of request) chunks.push(chunk.toString())
    const [, id, status] = /\/invocation\/([^/]+)\/(response|error)$/.exec(url) ?? []
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}')
    if (url === `${VERSION}/init/error`) return reportInit({ body: JSON.parse(chunks.join('')), headers: request.headers })
    const done = running.get(id)
    assert.ok(done, `${method} ${url}: nothing is running with this id`)
    running.delete(id)
    const text = chunks.join('')
    const isStream = request.headers['lambda-runtime-function-response-mode'] === 'streaming'
    done({ status, headers: request.headers, trailers: request.trailers, ...(isStream ? { text, chunks } : { body: JSON.parse(text) }) })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    host: `127.0.0.1:${server.address().port}`,
    initError,
    invoke: (event, timeoutMs) =>
      new Promise((done) => {
        waiting.push({ id: `00000000-0000-4000-8000-${String(++invoked).padStart(12, '0')}`, event, timeoutMs, done })
        deliver()
      }),
    /** Waits until a runtime asks for so many invocations. */
    idle: (count = 1) =>
      new Promise((resolve) => {
        const check = () => {
          if (asking.length < count) return
          idle.delete(check)
          resolve()
        }
        idle.add(check)
        check()
      }),
  }
}

/**
 * A relay in front of the API, as a load balancer: it closes connections that have been idle for `idleMs`, whatever the `Keep-Alive` header
 * of the server behind it says. `connections` counts those that were opened, `closed` those that it closed.
 */
export async function startRelay(t, url, idleMs) {
  const { port } = new URL(url)
  const relay = { connections: 0, closed: 0 }
  const open = new Set()
  const server = createTcpServer({ allowHalfOpen: false }, (near) => {
    relay.connections++
    const far = connect(Number(port), '127.0.0.1')
    near.setTimeout(idleMs, () => {
      relay.closed++
      near.end()
    })
    near.pipe(far).pipe(near)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
    }
    near.on('close', () => far.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  relay.url = `http://127.0.0.1:${server.address().port}`
  return relay
}
