// A route in the edge runtime: it takes a webhook, and makes a client, which it cannot.

import { AppAuthType, PipedreamClient } from 'pipedream-native'
import { fileTokenStore } from 'pipedream-native/stores'
import { verifyWebhook } from 'pipedream-native/webhooks'

export const runtime = 'edge'

const messageOf = (work) => {
  try {
    return work()
  } catch ({ message }) {
    return message
  }
}

export async function POST(request) {
  const { event } = verifyWebhook({ body: await request.text(), headers: request.headers, signingKey: 'signing-key' })
  const client = messageOf(() => new PipedreamClient())
  const store = messageOf(() => fileTokenStore())
  return Response.json({ oauth: AppAuthType.Oauth, event, client, store })
}
