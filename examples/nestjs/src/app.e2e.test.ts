// The whole application over HTTP, against the emulator: no mock, no Pipedream.

import 'reflect-metadata'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ConfigService } from '@nestjs/config'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { Test } from '@nestjs/testing'
import { PipedreamClient } from 'pipedream-native'
import { type Emulator, startEmulator } from 'pipedream-native/testing'
import { signWebhook } from 'pipedream-native/webhooks'
import { AppModule } from './app.module.js'
import { EventsService } from './events.service.js'
import { OPTIONS, setUp } from './setup.js'

const signingKey = 'a key for tests'
const handled: unknown[] = []
let api: Emulator
let app: NestExpressApplication
let url: string

before(async () => {
  api = await startEmulator()
  const { baseUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  const variables = {
    PIPEDREAM_BASE_URL: baseUrl,
    PIPEDREAM_CLIENT_ID: clientId,
    PIPEDREAM_CLIENT_SECRET: clientSecret,
    PIPEDREAM_PROJECT_ID: projectId,
    PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
    PIPEDREAM_SIGNING_KEY: signingKey,
  }
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(ConfigService)
    .useValue(new ConfigService(variables))
    .overrideProvider(EventsService)
    .useValue({ handle: (_id: string, event: unknown) => handled.push(event) })
    .compile()
  app = setUp(module.createNestApplication<NestExpressApplication>({ ...OPTIONS, logger: false }))
  await app.listen(0, '127.0.0.1')
  url = await app.getUrl()
})

after(async () => {
  await app.close()
  await assert.rejects(app.get(PipedreamClient).accounts.list(), { code: 'ERR_CLIENT_CLOSED' })
  assert.equal(api.tokenRequests, 1)
  await api.close()
})

test('lists the accounts of a person', async () => {
  const response = await fetch(`${url}/accounts?user=user-1`)
  assert.equal(response.status, 200)
  const accounts = (await response.json()) as { id: string }[]
  assert.deepEqual(
    accounts.map(({ id }) => id),
    ['apn_1', 'apn_2', 'apn_3'],
  )
  assert.equal((await fetch(`${url}/accounts`)).status, 400)
})

test('makes a Connect token', async () => {
  const response = await fetch(`${url}/connect?user=user-1`, { method: 'POST' })
  assert.equal(response.status, 201)
  assert.match(((await response.json()) as { token: string }).token, /^ctok_/)
})

test('passes a rate limit on, with the time to wait', async () => {
  api.fail({ operation: 'accounts.list', status: 429, headers: { 'retry-after': 90 } })
  const response = await fetch(`${url}/accounts?user=user-1`)
  assert.equal(response.status, 429)
  assert.ok(Number(response.headers.get('retry-after')) > 60)
})

test('takes a webhook that is signed, and refuses any other', async () => {
  const send = ({ body, headers }: { body: string; headers: Record<string, string> }) =>
    fetch(`${url}/webhook`, { method: 'POST', body, headers })
  const genuine = signWebhook({ payload: { text: 'Grüße', padding: 'x'.repeat(300_000) }, signingKey })
  assert.equal((await send(genuine)).status, 200)
  assert.equal((await send({ ...genuine, body: genuine.body.replace('Grüße', 'Hello') })).status, 400)
  assert.equal((await send(signWebhook({ payload: { text: 'forged' }, signingKey: 'another' }))).status, 400)
  assert.equal(handled.length, 1)
})
