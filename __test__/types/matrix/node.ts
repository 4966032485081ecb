// With the types of Node: streams and buffers.

import { createReadStream } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { PipedreamClient } from 'pipedream-native'
import type { LoggedRequest } from 'pipedream-native/testing'
import { verifyWebhook } from 'pipedream-native/webhooks'

declare const client: PipedreamClient
declare const logged: LoggedRequest

export const upload = () => client.fetch('/v1/x', { method: 'POST', body: createReadStream('file') })
export const passed = (stream: NodeJS.ReadableStream) => client.fetch('/v1/x', { method: 'POST', body: stream })
export const buffer: Buffer = logged.rawBody
export const bytes = () => client.fetch('/v1/x', { method: 'POST', body: Buffer.from('bytes') })
export const verified = (request: IncomingMessage, body: Buffer) => verifyWebhook({ body, headers: request.headers, signingKey: 'key' })
