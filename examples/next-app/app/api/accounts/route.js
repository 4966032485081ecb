// App Router: the accounts of the person who has signed in, as JSON. If the browser hangs up, the call to Pipedream ends too.

import { PipedreamError } from 'pipedream-native'
import { pipedream } from '../../../lib/pipedream'
import { currentUser } from '../../../lib/session'

export const dynamic = 'force-dynamic'

export async function GET(request) {
  try {
    const wanted = { externalUserId: await currentUser() }
    const accounts = await pipedream().accounts.list(wanted, { abortSignal: request.signal }).toArray({ limit: 100 })
    return Response.json(accounts.map(({ id, name, app, healthy }) => ({ id, name, app: app?.nameSlug, healthy })))
  } catch (error) {
    if (!(error instanceof PipedreamError)) throw error
    console.error(error)
    return Response.json(
      { error: 'Pipedream did not answer', requestId: error.requestId },
      { status: error.statusCode === 429 ? 429 : 502 },
    )
  }
}
