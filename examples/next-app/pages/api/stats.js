// Pages Router: the process has one token, so these figures are those of the App Router's clients too.

import { PipedreamClient } from 'pipedream-native'

export default async function handler(_request, response) {
  const client = new PipedreamClient()
  await client.accounts.list({ limit: 1 })
  response.json(client.accessTokenStats())
}
