// The server's faults: what it does, and what the caller is to see. Server and caller read this one table.
//
// `serve(exchange, plan)` answers, where `exchange` has `request`, `response`, `seen` (how often this call has come, 1 is the first time) and
// `answer(plan)`, the right answer. `sees(traits)` is the outcome: `ok`, or an error's `code` or `status`; and how many requests
// the server has seen by then, from `requests[0]` to `requests[1]`.

const JSON_TYPE = { 'content-type': 'application/json' }
const again = ({ repeat, once }) => repeat && !once
const twice = [2, 2]
const alone = [1, 1]

const status =
  (code, headers = {}) =>
  ({ response }, { id }) =>
    response.writeHead(code, { ...JSON_TYPE, ...headers, 'x-soak-id': id }).end(JSON.stringify({ error: `status ${code}`, id }))

/** The first time this, then the right answer. */
const first = (fault) => (exchange, plan) => (exchange.seen === 1 ? fault(exchange, plan) : exchange.answer(plan))

/** The head of the right answer and half of its body; then `end`. */
const half = (end) => (exchange, plan) => {
  const { response } = exchange
  const { headers, body } = exchange.right(plan)
  response.writeHead(200, { ...headers, 'content-length': body.length + 64 })
  response.write(body.subarray(0, body.length >> 1), () => end(response))
}

const reset = ({ response }) => void response.socket?.resetAndDestroy()
/** A reset can overtake what was sent before it: the caller has a moment to read the head. */
const resetLater = (response) => void setTimeout(() => response.socket?.resetAndDestroy(), 20)
const hold = () => {}

const isRead = ({ answer }) => answer !== 'stream'
const hasBody = ({ answer }) => answer !== 'nothing'

/** A status that says nothing was done is tried again for everything that can be sent again; another 5xx only where that is safe. */
const refused =
  (code, { undone, always }) =>
  (traits) => {
    const retried = undone ? !traits.once : again(traits)
    if (!retried) return { status: code, requests: alone }
    return always ? { status: code, requests: twice } : { ok: true, requests: twice }
  }

/** A broken connection; one that had served before is replaced once without counting. */
const broken =
  ({ always }) =>
  (traits) => {
    if (!again(traits)) return { code: 'ECONNRESET', requests: alone }
    return always ? { code: 'ECONNRESET', requests: [2, 3] } : { ok: true, requests: twice }
  }

/** Within the body: a stream is the caller's by then. */
const brokenBody =
  ({ always }) =>
  (traits) => {
    if (traits.answer === 'stream') return { code: 'ECONNRESET', ok: traits.partial, requests: [1, 3] }
    return broken({ always })(traits)
  }

const soon = { 'retry-after': '0' }

export const FAULTS = [
  ...[400, 403, 404, 409].map((code) => ({ name: `status ${code}`, serve: status(code), sees: () => ({ status: code, requests: alone }) })),
  { name: '500 each time', serve: status(500, soon), sees: refused(500, { always: true }) },
  { name: '502 once', serve: first(status(502, soon)), sees: refused(502, {}) },
  { name: '504 each time', serve: status(504, soon), sees: refused(504, { always: true }) },
  { name: '599 once', serve: first(status(599, soon)), sees: refused(599, {}) },
  { name: '503 once', serve: first(status(503, soon)), sees: refused(503, { undone: true }) },
  { name: '408 once', serve: first(status(408, soon)), sees: refused(408, { undone: true }) },
  { name: '429 once', serve: first(status(429, { 'retry-after': '0.01' })), sees: refused(429, { undone: true }) },
  { name: '429 each time', serve: status(429, soon), sees: refused(429, { undone: true, always: true }) },
  {
    name: '401 once',
    serve: first(status(401)),
    // The API's own costs the token its place, within a budget of three a minute; another service's is passed on.
    sees: ({ relayed }) => (relayed ? { status: 401, requests: alone } : { status: 401, ok: true, requests: [1, 2] }),
  },
  { name: 'reset before the head, once', serve: first(reset), sees: broken({}) },
  { name: 'reset before the head, each time', serve: reset, sees: broken({ always: true }) },
  { name: 'closed before the head, once', serve: first(({ response }) => void response.socket?.end()), sees: broken({}) },
  { name: 'reset in the body, once', fits: hasBody, serve: first(half(resetLater)), sees: brokenBody({}) },
  { name: 'reset in the body, each time', fits: hasBody, serve: half(resetLater), sees: brokenBody({ always: true }) },
  {
    name: 'cut short in the body, once',
    fits: hasBody,
    serve: first(half((response) => response.socket?.destroySoon())),
    sees: brokenBody({}),
  },
  {
    name: 'chunks without an end',
    fits: hasBody,
    serve: first(({ response, right }, plan) => {
      const { headers, body } = right(plan)
      const { 'content-length': _, ...others } = headers
      response.writeHead(200, others)
      response.write(body, () => response.socket?.destroySoon())
    }),
    sees: brokenBody({}),
  },
  {
    name: 'JSON that is cut short',
    fits: ({ answer, relayed }) => answer === 'json' && !relayed,
    serve: ({ response }, { id }) => response.writeHead(200, { ...JSON_TYPE, 'x-soak-id': id }).end(`{"id":"${id}","name":`),
    sees: () => ({ code: 'ERR_UNREADABLE_ANSWER', requests: alone }),
  },
  {
    name: 'HTML in the place of JSON',
    fits: ({ answer, relayed }) => answer === 'json' && !relayed,
    serve: ({ response }, { id }) => response.writeHead(200, { 'content-type': 'text/html', 'x-soak-id': id }).end(`<h1>${id}</h1>`),
    sees: () => ({ code: 'ERR_UNREADABLE_ANSWER', requests: alone }),
  },
  {
    name: 'no HTTP',
    serve: ({ response }) => void response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
    sees: () => ({ code: 'ERR_INVALID_HTTP_RESPONSE', requests: alone }),
  },
  // On a busy machine the short limit may be over before the request has come.
  { name: 'the head stalls', late: true, serve: hold, sees: () => ({ code: 'ETIMEDOUT', requests: [0, 1] }) },
  {
    name: 'the body stalls',
    late: true,
    fits: hasBody,
    serve: half(hold),
    sees: ({ partial }) => ({ code: 'ETIMEDOUT', ok: partial, requests: [0, 1] }),
  },
  {
    name: 'slow pieces',
    fits: hasBody,
    serve: async ({ response, right }, plan) => {
      const { headers, body } = right(plan)
      response.writeHead(200, headers)
      const step = Math.ceil(body.length / 5)
      for (let at = 0; at < body.length; at += step) {
        response.write(body.subarray(at, at + step))
        await new Promise((resolve) => setTimeout(resolve, 4))
      }
      response.end()
    },
    sees: () => ({ ok: true, requests: alone }),
  },
  {
    name: 'redirected once',
    serve: first(({ response, request }) =>
      response.writeHead(307, { location: `${request.url}${request.url.includes('?') ? '&' : '?'}hop=1` }).end(),
    ),
    sees: ({ once }) => (once ? { status: 307, requests: alone } : { ok: true, requests: twice }),
  },
  {
    name: 'redirected in a circle',
    fits: ({ body }) => !body,
    serve: ({ response, request }) => response.writeHead(302, { location: request.url }).end(),
    sees: () => ({ code: 'ERR_TOO_MANY_REDIRECTS', requests: [11, 11] }),
  },
  {
    name: 'a redirect without a location',
    fits: isRead,
    serve: ({ response }, { id }) => response.writeHead(302, { 'x-soak-id': id }).end(),
    sees: () => ({ status: 302, requests: alone }),
  },
]
