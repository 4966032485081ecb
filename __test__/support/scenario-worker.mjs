// One caller of a scenario: runs the steps it is sent and reports the outcome.

import { parentPort, workerData } from 'node:worker_threads'
import { PipedreamClient } from 'pipedream-native'

const { url, clientId, secrets, supplied } = workerData
let secret = secrets.length === 1 ? secrets[0] : secrets
const client = new PipedreamClient({
  baseUrl: url,
  clientId,
  clientSecret: supplied ? () => secret : secret,
  projectId: 'proj_1',
  projectEnvironment: 'development',
  maxRetries: 0,
})

const acts = {
  call: async () => (await client.request('GET', '/v1/who')).bearer,
  refresh: () => client.accessToken({ forceRefresh: true }),
  secret: ({ secret: next }) => {
    secret = next
  },
  invalidate: () => client.invalidateAccessToken(),
}

parentPort.on('message', async (step) => {
  try {
    parentPort.postMessage(await acts[step.do](step))
  } catch (error) {
    parentPort.postMessage(`!${error.code ?? error.statusCode ?? error.message}`)
  }
})
parentPort.postMessage('ready')
