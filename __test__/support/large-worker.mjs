// A worker that serves large pages, and counts them in shared memory, because the client's thread may be blocked.

import { createServer } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

const { size, sent } = workerData
const page = JSON.stringify({ data: [{ id: 'apn_1', name: 'x'.repeat(size) }], page_info: {} })
const token = JSON.stringify({ access_token: 'token-hush', token_type: 'Bearer', expires_in: 3600 })

createServer((request, response) => {
  request.resume()
  const isToken = request.url.endsWith('/oauth/token')
  response.setHeader('content-type', 'application/json')
  if (!isToken) {
    response.on('finish', () => {
      Atomics.add(sent, 0, 1)
      Atomics.notify(sent, 0)
    })
  }
  response.end(isToken ? token : page)
}).listen(0, '127.0.0.1', function () {
  parentPort.postMessage(`http://127.0.0.1:${this.address().port}`)
})
