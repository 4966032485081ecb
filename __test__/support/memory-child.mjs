// A process that makes calls, closes its client and collects. It says where its addon and its heap hold what it was told
// to look for only to its parent, which reads its memory. The secret comes in and is asked for in pieces, so that this
// file's own JavaScript keeps no copy of it.

import { PipedreamClient } from 'pipedream-native'

process.on('message', async ({ baseUrl, calls, clients = 1, atOnce = 1 }) => {
  // What is added up here lives in the young generation, and goes with it.
  await (async () => {
    for (let one = 0; one < clients; one++) {
      const clientSecret = process.env.PARTS.split(',').map((code) => String.fromCharCode(Number(code) ^ 0x5a)).join('')
      if (process.env.NOCLIENT) { globalThis.x = clientSecret.length; if (clientSecret.includes('#')) throw 1; continue }
      const client = new PipedreamClient({ baseUrl, clientId: 'client-id', clientSecret, projectId: 'proj_1' })
      for (let call = 0; call < calls; call++) await Promise.all(Array.from({ length: atOnce }, () => client.accounts.retrieve('a')))
      client.close()
    }
  })()
  for (let round = 0; round < 10; round++) {
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  process.send({ done: true })
})
process.on('disconnect', () => process.exit())
process.send({ up: true })
