// A process with a low limit of file descriptors that reads more event streams than it can have, and then makes other calls. It prints the
// outcome as JSON.
//
// argv: how many streams, the server's address.

import { PipedreamClient } from 'pipedream-native'

const [count, url] = process.argv.slice(2)
const options = { baseUrl: url, mcpUrl: `${url}/mcp`, token: 'own', projectId: 'proj_1', maxRetries: 0, timeoutInSeconds: 20 }
const client = new PipedreamClient(options)
const { fetch, url: mcpUrl } = client.mcp.server({ externalUserId: 'user-1', app: 'slack' })

const readers = []
const errors = {}
for (let index = 0; index < Number(count); index++) {
  try {
    const reader = (await fetch(mcpUrl)).body.getReader()
    await reader.read()
    // It waits for an event that does not come.
    reader.read().catch(() => {})
    readers.push(reader)
  } catch (error) {
    errors[error.code] = (errors[error.code] ?? 0) + 1
    break
  }
}
const opened = readers.length
const { id } = await client.accounts.retrieve('apn_1')
await readers.pop()?.cancel()
const again = (await fetch(mcpUrl)).status
console.log(JSON.stringify({ opened, errors, id, again }))
process.exit()
