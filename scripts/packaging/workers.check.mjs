// Check 15: worker threads that load, call and end, and threads that are terminated in the middle of a call.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from '../../__test__/support/server.mjs'
import { root } from '../steps.mjs'
import { run } from './child.mjs'

/** Twenty rounds of 50 threads at once. Each calls; with `stalls` it is terminated while its call is on its way. */
const rounds = (stalls, count) => `
  const { Worker } = require('node:worker_threads')
  const source = ${JSON.stringify(`
    const { workerData, parentPort } = require('node:worker_threads')
    const { PipedreamClient } = require(workerData.root)
    const client = new PipedreamClient(workerData.options)
    const call = client.accounts.retrieve(workerData.stalls ? 'stall' : 'a')
    parentPort.postMessage('on its way')
    call.then(({ id }) => parentPort.postMessage(id))
  `)}
  let answers = 0, ends = 0
  const one = () => new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData: { root: ${JSON.stringify(root)}, options, stalls: ${stalls} } })
    worker.on('error', reject)
    worker.on('message', (text) => {
      if (text === 'apn_1') answers++
      else if (${stalls}) setTimeout(() => worker.terminate(), 10)
    })
    worker.on('exit', (code) => { ends += code === ${stalls ? 1 : 0}; resolve() })
  })
  ;(async () => {
    for (let round = 0; round < ${count}; round++) await Promise.all(Array.from({ length: 50 }, one))
    const { id } = await client.accounts.retrieve('a')
    console.log(answers, ends, id)
  })()
`

const answer = ({ path }) => (path.endsWith('/stall') ? undefined : { body: { id: 'apn_1' } })

test('50 threads load, call and end, 20 times', async (t) => {
  const api = await serve(t, answer)
  assert.equal(await run(api.options, rounds(false, 20), { limit: 900_000 }), '1000 1000 apn_1')
  assert.equal(api.requests.length, 1001)
})

test('50 threads are terminated in the middle of a call, 4 times', async (t) => {
  const api = await serve(t, answer)
  assert.equal(await run(api.options, rounds(true, 4), { limit: 900_000 }), '0 200 apn_1')
})
