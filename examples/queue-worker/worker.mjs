// A worker: it takes jobs from a queue in Redis, each a POST to the API of an app that somebody has connected. Start as many of these
// processes as you like. They share one token through the same Redis.
//
// It reads REDIS_URL, and PIPEDREAM_CLIENT_ID, _CLIENT_SECRET, _PROJECT_ID and _PROJECT_ENVIRONMENT. SIGTERM lets the jobs that run end.

import { subscribe } from 'node:diagnostics_channel'
import { Worker } from 'bullmq'
import { PipedreamClient, PipedreamError } from 'pipedream-native'
import { redisTokenStore } from 'pipedream-native/stores'
import { connectRedis, QUEUE } from './queue.mjs'

const { CONCURRENCY = '16', SHUTDOWN_SECONDS = '20' } = process.env
const connection = connectRedis()
// No retries here: the queue repeats a job, and a job that pauses takes no place in the worker.
const client = new PipedreamClient({ tokenStore: redisTokenStore(connection), maxRetries: 0, deadlineInSeconds: 60 })

// A Redis that is slow or gone fails no call, but this process then asks for a token of its own.
subscribe('pipedream:token:storeIgnored', ({ message }) => console.error('token store ignored:', message))

const worker = new Worker(QUEUE, run, {
  connection,
  concurrency: Number(CONCURRENCY),
  settings: { backoffStrategy: (attempt, _type, error) => pauseAfter(error, attempt) },
})
worker.on('completed', (job) => console.log('completed', job.id))
worker.on('failed', (job, error) => {
  console.error(`failed ${job?.id} attempt ${job?.attemptsMade}: ${error.statusCode ?? error.code ?? error.message}`)
})
worker.on('error', (error) => console.error(error.message))

/**
 * A job can run twice: after an answer that was lost, or when its worker was killed. Each attempt has the same key, by which the app
 * recognizes the second one. For an app that knows no such key, look whether the first attempt had its effect.
 */
async function run(job, _token, abortSignal) {
  const { externalUserId, accountId, url, body } = job.data
  const headers = { 'Idempotency-Key': job.id }
  return client.proxy.post({ externalUserId, accountId, url, body, headers }, { abortSignal })
}

/** The pause before the next attempt in ms. -1 is none: the job has failed. */
function pauseAfter(error, attempt) {
  if (!isWorthAnotherTry(error)) return -1
  if (error.name === 'AbortError') return 0
  if (error.retryAfter !== undefined) return error.retryAfter * 1000
  return Math.min(1000 * 2 ** (attempt - 1), 60_000)
}

/** A wrong argument has no phase. An answer that cannot be decoded will be the same again. */
function isWorthAnotherTry(error) {
  if (!(error instanceof PipedreamError)) return false
  const { statusCode, phase } = error
  if (statusCode !== undefined) return [408, 425, 429].includes(statusCode) || statusCode >= 500
  return error.name === 'AbortError' || (phase !== undefined && phase !== 'decode')
}

/** Takes no more jobs, and waits for those that run. After SHUTDOWN_SECONDS it ends their calls; another worker runs these jobs again. */
async function shutDown() {
  console.log('shutting down')
  setTimeout(() => worker.cancelAllJobs('shutdown'), Number(SHUTDOWN_SECONDS) * 1000).unref()
  await worker.close()
  client.close()
  await connection.quit()
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void shutDown())

await worker.waitUntilReady()
console.log('ready')
