// A worker that answers the proxy with `body` and everything else with an account. It counts its answers in shared memory, because the
// client's thread may be blocked.

import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const { size, byte, status, sent } = workerData

createServer((request, response) => {
  request.resume()
  if (request.url.endsWith('/oauth/token')) {
    return response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"access_token":"token-hush","token_type":"Bearer","expires_in":3600}')
  }
  response.on('finish', () => {
    Atomics.add(sent, 0, 1)
    Atomics.notify(sent, 0)
  })
  if (request.url.includes('/proxy/')) response.writeHead(status, { 'content-type': 'text/plain' }).end(Buffer.alloc(size, byte))
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"apn_1"}')
}).listen(0, '127.0.0.1', function () {
  parentPort.postMessage(`http://127.0.0.1:${this.address().port}`)
})
