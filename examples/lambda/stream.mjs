// A function URL with the invoke mode RESPONSE_STREAM: GET /?user=user-1 answers one account a line, each page as soon as it is there.

import { PipedreamClient } from 'pipedream-native'

const client = new PipedreamClient()

// Lambda's runtime has put it there.
const { awslambda } = globalThis

export const handler = awslambda.streamifyResponse(async (event, response, context) => {
  const user = event.queryStringParameters?.user
  const head = { statusCode: user ? 200 : 400, headers: { 'content-type': 'application/x-ndjson' } }
  const body = awslambda.HttpResponseStream.from(response, head)
  if (user) {
    const abortSignal = AbortSignal.timeout(Math.max(context.getRemainingTimeInMillis() - 500, 1))
    for await (const { id, name } of client.accounts.list({ externalUserId: user, limit: 100 }, { abortSignal })) {
      body.write(`${JSON.stringify({ id, name })}\n`)
    }
  } else {
    body.write(`${JSON.stringify({ error: 'user is missing' })}\n`)
  }
  body.end()
})
