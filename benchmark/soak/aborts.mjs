// The caller's aborts: when, and what the server does meanwhile. Whatever it is, after it nothing may come but the abort.

const hold = () => {}

/** The right head, half of the right body, and no more. */
const half = ({ response, right }, plan) => {
  const { headers, body } = right(plan)
  response.writeHead(200, { ...headers, 'content-length': body.length + 64 })
  response.write(body.subarray(0, (body.length >> 1) + 1))
}

const soon = (when) => 1 + when * 40

export const ABORTS = [
  { name: 'before the call', before: true, requests: [0, 0] },
  { name: 'while the head is awaited', after: soon, serve: hold, requests: [0, 1] },
  {
    name: 'while the body comes',
    after: (when) => 5 + when * 40,
    fits: ({ answer }) => answer !== 'nothing',
    serve: half,
    requests: [0, 1],
  },
  {
    name: 'in the pause before a retry',
    after: (when) => 10 + when * 60,
    fits: ({ once }) => !once,
    serve: ({ response }) => response.writeHead(503, { 'retry-after': '30' }).end(),
    requests: [0, 1],
  },
  // The answer is on its way: either may win, but not both.
  { name: 'at any moment', after: (when) => when * 4, eitherWay: true, requests: [0, 1] },
]
