// pipedream-native, as it lies in this repository.

import { createRequire } from 'node:module'

const { PipedreamClient } = createRequire(import.meta.url)('../../dist/index.js')

export function open(options) {
  const client = new PipedreamClient(options)
  return {
    account: () => client.accounts.retrieve('apn_1'),
    token: () => client.rawAccessToken,
    page: async () => (await client.accounts.list({ limit: 100 })).data,
  }
}
