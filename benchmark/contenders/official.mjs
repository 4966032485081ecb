// @pipedream/sdk, the package that ours takes the place of.

import { createRequire } from 'node:module'

const { PipedreamClient } = createRequire(import.meta.url)('@pipedream/sdk')

export function open(options) {
  const client = new PipedreamClient(options)
  return {
    account: () => client.accounts.retrieve('apn_1'),
    page: async () => (await client.accounts.list({ limit: 100 })).data,
  }
}
