// Check 20: 500 calls at once, half of which fail in the middle of the body.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from '../../__test__/support/server.mjs'
import { run } from './child.mjs'

test('500 calls at once, half of them fail in the middle of the body', async (t) => {
  const ways = { reset: 0, closed: 0, 'no gzip': 0 }
  const api = await serve(t, ({ path }, response) => {
    const number = Number(path.split('_').pop())
    const body = JSON.stringify({ id: `apn_${number}`, name: 'x'.repeat(20_000) })
    if (number % 2 === 0) return { body }
    const way = Object.keys(ways)[((number - 1) / 2) % 3]
    ways[way]++
    const coding = way === 'no gzip' ? { 'content-encoding': 'gzip' } : {}
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length, ...coding })
    if (way === 'no gzip') response.end(body)
    else response.write(body.slice(0, 10_000), () => (way === 'reset' ? response.socket.resetAndDestroy() : response.socket.destroy()))
    return undefined
  })
  const text = `
    const one = (number) => client.accounts.retrieve('apn_' + number, {}, { maxRetries: 0 })
    ;(async () => {
      for (let round = 0; round < 4; round++) {
        const all = await Promise.allSettled(Array.from({ length: 500 }, (_, number) => one(number)))
        const wrong = all.filter(({ value, reason }, number) =>
          number % 2 === 0 ? value?.id !== 'apn_' + number : !(reason instanceof PipedreamError && typeof reason.code === 'string'))
        if (wrong.length > 0) throw wrong[0].reason ?? wrong[0].value
        console.log(JSON.stringify(Object.fromEntries([...new Set(all.filter(({ reason }) => reason).map(({ reason }) => reason.code))].map((code) => [code, all.filter(({ reason }) => reason?.code === code).length]))))
      }
      console.log((await one(0)).id)
    })()`
  const lines = (await run(api.options, text)).split('\n')
  assert.equal(lines.pop(), 'apn_0')
  assert.equal(lines.length, 4)
  t.diagnostic(`figure: of 500 calls failed: ${lines[0]}`)
  for (const count of Object.values(ways)) assert.ok(count >= 4 * 80, JSON.stringify(ways))
})
