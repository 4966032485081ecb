// A process that gets a JSON answer of 400 MB. Prints the number of items and the process's peak memory.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const ITEMS = 400
const SIZE = 1_000_000

if (process.argv[2] === 'serve') serve()
else await ask(process.argv[2])

function serve() {
  const head = '{"data":[{"id":"apn_1","created_at":"2025-03-04T05:06:07.000Z"}],"page_info":{},"items":['
  const item = `"${'x'.repeat(SIZE - 3)}",`
  const server = createServer(async (request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    if (request.url === '/v1/oauth/token') return response.end('{"access_token":"t","token_type":"Bearer","expires_in":3600}')
    const write = (text) => response.write(text) || once(response, 'drain')
    response.setHeader('content-length', head.length + ITEMS * SIZE + 1)
    await write(head)
    for (let n = 1; n < ITEMS; n++) await write(item)
    response.end(`${item.slice(0, -1)}]}`)
  })
  server.listen(0, '127.0.0.1', () => process.send(server.address().port))
}

async function ask(kind) {
  const server = fork(fileURLToPath(import.meta.url), ['serve'])
  const [port] = await once(server, 'message')
  const { PipedreamClient } = await import('pipedream-native')
  const client = new PipedreamClient({
    baseUrl: `http://127.0.0.1:${port}`,
    clientId: 'a',
    clientSecret: 'b',
    projectId: 'proj_1',
    projectEnvironment: 'development',
    timeoutInSeconds: 240,
  })
  const { items } =
    kind === 'list'
      ? (await client.accounts.list()).response
      : await client.proxy.get({ url: 'https://app.example/a', externalUserId: 'u', accountId: 'apn_1' })
  const peak = process.platform === 'linux' ? Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024 : undefined
  console.log(JSON.stringify({ items: items.length, peak }))
  server.kill()
  process.exit()
}
