// Loaded before AWS's runtime for Node (`aws-lambda-ric`), which talks to Lambda with a native module that `npm install` would compile
// from libcurl. This speaks the same requests of the Runtime API with node:http. All else is AWS's code.

const http = require('node:http')
const { basename } = require('node:path')

const agent = new http.Agent({ keepAlive: true })
const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')

function send(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, hostname, port, method, path: `/2018-06-01/runtime/invocation/${path}`, headers }, (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => resolve({ bodyJson: Buffer.concat(parts).toString(), headers: response.headers }))
    })
    request.on('error', reject).end(body)
  })
}

// The native client returns when the answer was taken. Here the next invocation is asked for after that.
let posted = Promise.resolve()
const post = (path, body, headers) => {
  posted = send('POST', path, body, { 'content-type': 'application/json', ...headers })
}

const client = {
  next: async () => {
    await posted
    return send('GET', 'next')
  },
  done: (id, body) => post(`${id}/response`, body),
  error: (id, body) => post(`${id}/error`, body, { 'lambda-runtime-function-error-type': JSON.parse(body).errorType ?? 'Error' }),
}

const load = require.extensions['.node']
require.extensions['.node'] = (module, file) => {
  if (basename(file) === 'rapid-client.node') module.exports = client
  else load(module, file)
}
