// Adds a job: node enqueue.mjs ID '{"externalUserId":"user-1","accountId":"apn_1","url":"https://…","body":{…}}'
//
// ID names what the job is about, such as an order or an event. Adding it twice makes one job.

import { Queue } from 'bullmq'
import { connectRedis, jobOptions, QUEUE } from './queue.mjs'

const [id, json] = process.argv.slice(2)
const connection = connectRedis()
const queue = new Queue(QUEUE, { connection })
const job = await queue.add('post', JSON.parse(json), { ...jobOptions, jobId: id })
console.log('job', job.id)
await queue.close()
connection.disconnect()
