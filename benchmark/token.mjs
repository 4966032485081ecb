// What reading the token costs while one is live, beside a promise that is resolved. Prints one line of JSON, in microseconds.

import { open } from './contenders/ours.mjs'

const api = open(JSON.parse(process.argv[2]))
const contenders = { read: api.token, resolved: () => Promise.resolve('a token') }
await api.token()

const taken = { read: [], resolved: [] }
for (let round = 0; round < 9; round++) {
  for (const [name, act] of Object.entries(contenders)) {
    const start = performance.now()
    for (let n = 0; n < 50_000; n++) await act()
    taken[name].push(((performance.now() - start) * 1000) / 50_000)
  }
}
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]
console.log(JSON.stringify({ read: median(taken.read), resolved: median(taken.resolved) }))
process.exit()
