// `npm start`: one call, `client.accounts.retrieve(…)`, on real HTTP, with nothing prepared.
//
// With credentials in the environment it calls the real API, and without them the emulator of the package.

import { inspect } from 'node:util'
import { install, run } from './steps.mjs'

install()
run('npm', ['run', '--silent', 'build'])

const { PipedreamClient } = await import('pipedream-native')
const REAL = ['PIPEDREAM_CLIENT_ID', 'PIPEDREAM_CLIENT_SECRET', 'PIPEDREAM_PROJECT_ID', 'PIPEDREAM_PROJECT_ENVIRONMENT']
const isReal = REAL.every((name) => process.env[name])

const place = isReal ? { client: new PipedreamClient(), done: async () => {} } : await emulated()
try {
  await show(place)
} catch (error) {
  console.error(inspect(error))
  process.exitCode = 1
} finally {
  await place.done()
}

async function emulated() {
  const { startEmulator } = await import('pipedream-native/testing')
  const api = await startEmulator()
  const client = new PipedreamClient(api.clientOptions)
  return { client, requests: () => api.tokenRequests, url: api.url, done: () => api.close() }
}

async function show({ client, requests, url }) {
  console.log(`\nCalling ${url === undefined ? 'the real Pipedream Connect API' : `the emulator at ${url}`}`)
  const first = await timed(() => accountOf(client))
  if (first.value === undefined) return console.log('The project has no accounts yet: connect one, or name one in PIPEDREAM_ACCOUNT_ID.')
  const second = await timed(() => client.accounts.retrieve(first.value.id))
  console.log(inspect(second.value, { depth: 4, colors: process.stdout.isTTY }))
  const counted = requests === undefined ? client.accessTokenStats() : requests()
  console.log(`\ntoken requests   ${typeof counted === 'number' ? counted : inspect(counted, { breakLength: Infinity })}`)
  console.log(`first call       ${first.took.toFixed(1)} ms, token and connection included`)
  console.log(`second call      ${second.took.toFixed(1)} ms`)
  if (url !== undefined) console.log(`\nFor the real service set ${REAL.join(', ')} and run it again.`)
}

/** The account to show: the one that is named, else the first one. */
async function accountOf(client) {
  if (process.env.PIPEDREAM_ACCOUNT_ID) return client.accounts.retrieve(process.env.PIPEDREAM_ACCOUNT_ID)
  const page = await client.accounts.list({ limit: 1 })
  return page.data[0]
}

async function timed(act) {
  const start = performance.now()
  const value = await act()
  return { value, took: performance.now() - start }
}
