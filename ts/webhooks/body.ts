// The body of a delivery. The signature covers the bytes as they were sent, so a body that a framework has parsed cannot be verified. An
// error says what to change, because each framework has a setting of its own for it.

import { invalid } from '../errors.js'
import { bytesIn, isLegacyStream, isThenable, opaqueName, tagOf, withArticle } from '../value-types.js'
import { encode } from './signature.js'

const GUIDE = 'docs/guides/webhooks.md has the code'
/** How each framework gives the bytes. __test__/webhooks/frameworks.test.mjs follows these. */
const FRAMEWORKS = [
  'Express: `express.raw({ type: () => true })` on this route, before `app.use(express.json())`',
  "Fastify: `addContentTypeParser('*', { parseAs: 'buffer' }, …)` in a plugin with this route",
  'Next.js: `await request.text()`, and in pages/api `export const config = { api: { bodyParser: false } }`',
  'NestJS: `NestFactory.create(AppModule, { rawBody: true })` and `request.rawBody`',
  'AWS Lambda: `event.body`, decoded from base64 if `event.isBase64Encoded`',
  'Hono and all that have a `Request`: `await request.text()`',
].join('; ')
const FIX = `Give the bytes. ${FRAMEWORKS}; ${GUIDE}`

/** The bytes of the option `body`. Throws for what is neither text nor bytes, and says how to get them. */
export function bodyOf(body: unknown): Uint8Array {
  const bytes = typeof body === 'string' ? encode(body) : bytesIn(body, 'body')
  if (bytes !== undefined) return bytes
  throw invalid(`body must be the request's body as it came, text or bytes, got ${nameOf(body)}${adviceFor(body)}`)
}

function nameOf(body: unknown): string {
  if (body === null) return 'null'
  if (typeof body !== 'object') return typeof body
  if (Array.isArray(body)) return 'an array'
  return withArticle(opaqueName(body) ?? 'object')
}

function adviceFor(body: unknown): string {
  if (isThenable(body)) return ': await it'
  if (tagOf(body) === 'Request') return ': give `await request.text()`'
  if (tagOf(body) === 'ReadableStream' || isLegacyStream(body)) return ': read it to its end, and give all of its bytes'
  if (body === undefined || body === null) return `: nothing has read the body. ${FIX}`
  if (typeof body === 'object') return `: a body parser has parsed it, and the signature covers the bytes that were sent. ${FIX}`
  return ''
}

/** A body that begins with `{"`, or with `{` and a space, in base64. */
const BASE64 = /^ey[A-Za-z0-9+/]+={0,2}$/

/** A reason that can be seen in a body whose signature is wrong; empty if there is none. */
export function reasonIn(body: unknown, bytes: Uint8Array): string {
  if (bytes.length === 0)
    return `. The body is empty: a body parser has read it before, as Next.js does in pages/api without \`bodyParser: false\`; ${GUIDE}`
  if (typeof body === 'string' && BASE64.test(body))
    return '. The body is base64: decode it first, as for AWS Lambda, whose event says so by `isBase64Encoded`'
  return ''
}
