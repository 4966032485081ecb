// A Fastify server. `user` stands for whoever is logged in: take it from your session, not from the query.
//
//   GET  /accounts?user=user-1   the accounts that a person of yours has connected
//   POST /connect?user=user-1    a Connect token, and a link under which that person connects one more account
//   POST /triggers?user=user-1   deploys a trigger, such as { "id": "slack-new-message", "configuredProps": { … } }
//   POST /webhook/…              its events, from Pipedream
//
// It reads PIPEDREAM_CLIENT_ID, _CLIENT_SECRET, _PROJECT_ID and _PROJECT_ENVIRONMENT, and PUBLIC_URL, where Pipedream reaches it.

import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { verifyWebhook, webhookId } from 'pipedream-native/webhooks'

const { PORT = '3000', PUBLIC_URL = `http://127.0.0.1:${PORT}` } = process.env
const client = new PipedreamClient()
const app = Fastify({ bodyLimit: 5 * 1024 * 1024 })
app.addHook('onClose', () => client.close())

/** The signing key of each webhook, by the last part of its path. A server with a database keeps them there. */
const signingKeys = new Map()
/** The deliveries that were handled. The guide to webhooks has the list that forgets old ones, and the one in Redis. */
const handled = new Set()

// The signature covers the bytes, so this plugin has a parser of its own. The routes outside of it get JSON.
app.register(async (plugin) => {
  plugin.removeAllContentTypeParsers()
  plugin.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  plugin.post('/webhook/:id', async (request, reply) => {
    // A delivery can be faster than the answer to the deployment: the key is a promise.
    const signingKey = await signingKeys.get(request.params.id)
    if (signingKey === undefined) return reply.code(404).send()
    const delivery = { body: request.body, headers: request.headers }
    const event = verifyWebhook({ ...delivery, signingKey })
    const id = webhookId(delivery)
    if (!handled.has(id)) {
      handled.add(id)
      console.log('event', JSON.stringify(event))
    }
    return reply.code(200).send()
  })
})

const querystring = { type: 'object', required: ['user'], properties: { user: { type: 'string', minLength: 1 } } }

app.get('/accounts', { schema: { querystring } }, async (request, reply) => {
  const accounts = await client.accounts.list({ externalUserId: request.query.user }, { abortSignal: hangUpOf(reply) }).toArray()
  return accounts.map(({ id, name, app, healthy }) => ({ id, name, app: app?.nameSlug, healthy }))
})

app.post('/connect', { schema: { querystring } }, async (request) => {
  const { token, connectLinkUrl, expiresAt } = await client.tokens.create({ externalUserId: request.query.user })
  return { token, connectLinkUrl, expiresAt }
})

app.post('/triggers', { schema: { querystring } }, async (request, reply) => {
  const { id, configuredProps } = request.body ?? {}
  if (typeof id !== 'string') return reply.code(400).send({ error: 'id is missing' })
  const hook = randomUUID()
  const deployment = client.triggers.deploy({
    externalUserId: request.query.user,
    id,
    configuredProps,
    webhookUrl: `${PUBLIC_URL}/webhook/${hook}`,
  })
  signingKeys.set(
    hook,
    deployment.then(
      ({ data }) => data.webhookSigningKey,
      () => undefined,
    ),
  )
  const { data } = await deployment
  return reply.code(201).send({ id: data.id })
})

app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof PipedreamError)) return reply.send(error)
  console.error(error)
  const status = statusFor(error)
  return reply.code(status).send({ error: TEXTS[status], requestId: error.requestId })
})

/** What a caller of this server is told. The error itself, which may name addresses and settings of this server, is for its log. */
const TEXTS = {
  400: 'the request is not valid',
  429: 'too many calls: try again later',
  500: 'this server has a fault',
  502: 'Pipedream did not answer',
}

/** 400 is the caller's mistake, 500 one of this server, 502 one of the API. */
function statusFor({ code, statusCode }) {
  if (code === 'ERR_WEBHOOK_SIGNATURE' || code === 'ERR_WEBHOOK_BODY' || statusCode === 400) return 400
  if (code === 'ERR_INVALID_ARGUMENT') return 500
  return statusCode === 429 ? 429 : 502
}

/** Whoever hangs up no longer waits: the call to Pipedream ends too, down to its socket. */
function hangUpOf(reply) {
  const hungUp = new AbortController()
  reply.raw.once('close', () => hungUp.abort())
  return hungUp.signal
}

await app.listen({ port: Number(PORT) })
console.log(`http://127.0.0.1:${PORT}`)
