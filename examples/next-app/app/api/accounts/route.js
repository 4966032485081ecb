// App Router: a client made for each request costs some microseconds and no token request of its own.

import { PipedreamClient } from 'pipedream-native'

export const dynamic = 'force-dynamic'

export async function GET(request) {
  const client = new PipedreamClient()
  const page = await client.accounts.list({ limit: 5 }, { abortSignal: request.signal })
  return Response.json(page.data.map(({ id, name }) => ({ id, name })))
}
