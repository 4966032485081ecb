// A process that sends a long body as fast as it is read, and reports how much it has sent.

import { createServer } from 'node:http'

const PIECE = Buffer.alloc(64 << 10, 'x')
const state = { handed: 0, waits: false, closed: 0 }

const server = createServer((request, response) => {
  if (request.url === '/v1/oauth/token')
    return response.setHeader('content-type', 'application/json').end('{"access_token":"t","token_type":"Bearer","expires_in":3600}')
  const length = Number(new URL(request.url, 'http://x').searchParams.get('s3_key'))
  Object.assign(state, { handed: 0, waits: false })
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length })
  const send = () => {
    state.waits = false
    while (state.handed < length) {
      state.handed += PIECE.length
      state.waits = !response.write(PIECE)
      if (state.waits) return
    }
    response.end()
  }
  response.on('drain', send)
  response.on('close', () => state.closed++)
  send()
})

process.on('message', () => process.send({ ...state }))
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }))
