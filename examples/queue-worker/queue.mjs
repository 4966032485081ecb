// What the producer and the workers share: the queue, and how often its jobs are tried.

import Redis from 'ioredis'

export const QUEUE = 'app-calls'

/** BullMQ waits for Redis without an end, so it wants a client that does, too. */
export const connectRedis = () => new Redis(process.env.REDIS_URL ?? 'redis://127.0.0.1:6379', { maxRetriesPerRequest: null })

/** `custom` is `pauseAfter` in worker.mjs. A job is kept for a day: until then another one with its id is not added. */
export const jobOptions = { attempts: 6, backoff: { type: 'custom' }, removeOnComplete: { age: 86_400 } }
