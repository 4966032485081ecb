// One cold start: a process that makes a client, asks for an account once, and says how that ended.

const [name, options, store] = process.argv.slice(2)
const { PipedreamClient } = require(name === 'official' ? '@pipedream/sdk' : '../dist/index.js')

async function main() {
  const { tokenStore, done } = storeOf(store)
  const client = new PipedreamClient({ ...JSON.parse(options), tokenStore })
  try {
    await client.accounts.retrieve('apn_1')
    console.log('answered')
  } catch (error) {
    // The official SDK does not always say the status of the token endpoint; its text does.
    console.log(error.statusCode === 429 || /429|slow_down/.test(String(error.message)) ? 'refused' : `failed: ${error.message}`)
  }
  done()
}

function storeOf(where) {
  if (where === undefined) return { done: () => process.exit() }
  const { fileTokenStore, redisTokenStore } = require('../dist/stores/index.js')
  if (where.startsWith('/')) return { tokenStore: fileTokenStore({ directory: where }), done: () => {} }
  const Redis = require('ioredis')
  const redis = new Redis(where)
  return { tokenStore: redisTokenStore(redis), done: () => redis.disconnect() }
}

void main()
