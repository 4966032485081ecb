// Names and addresses with the system's own resolver: a real name server, dead servers and dead addresses. Each case runs in a process
// with a network namespace of its own, which runs this same file.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  DEAD_IPV6,
  DEAD_NAME_SERVER,
  NAME_SERVER,
  addHost,
  dead,
  makeCertificates,
  runInLab,
  serveApi,
  serveNames,
  useNameServers,
  whyNoLab,
} from '../support/names-lab.mjs'

const { NAMES_CASE, NAMES_FOLDER } = process.env
const API = '127.0.0.1'
const here = { A: [API] }

/** A client for `https://HOST`, which fetches its own token. */
async function clientOf(host, options = {}) {
  const { PipedreamClient } = await import('pipedream-native')
  return new PipedreamClient({
    baseUrl: `https://${host}`,
    clientId: 'id',
    clientSecret: 'secret',
    projectId: 'proj_1',
    caCertificates: readFileSync(join(NAMES_FOLDER, 'ca.pem'), 'utf8'),
    ...options,
  })
}

/** The answer of one call to `host`: the address of the server that gave it. */
const call = async (host, options) => (await (await clientOf(host, options)).accounts.retrieve('apn_1')).id
const failure = (host, options) =>
  call(host, options).then(
    () => assert.fail('the call succeeded'),
    (error) => error,
  )
const elapsed = async (act) => {
  const began = performance.now()
  await act()
  return performance.now() - began
}

const cases = {
  'the first of two name servers is dead': async () => {
    useNameServers([DEAD_NAME_SERVER, NAME_SERVER])
    await serveNames(() => here)
    await serveApi(NAMES_FOLDER, API)
    const took = await elapsed(async () => assert.equal(await call('api.corp.test'), API))
    assert.ok(took < 12_000, `${took} ms`)
  },

  'a look-up takes 4.5 s': async () => {
    useNameServers([NAME_SERVER])
    await serveNames(() => sleep(4500, here))
    await serveApi(NAMES_FOLDER, API, 'keep-alive')
    const took = await elapsed(async () => assert.equal(await call('api.corp.test'), API))
    assert.ok(took < 12_000, `${took} ms`)
  },

  'a look-up that is too late for all calls serves their next tries': async () => {
    useNameServers([NAME_SERVER], 'options timeout:10')
    const { asked } = await serveNames(() => sleep(3000, here))
    await serveApi(NAMES_FOLDER, API)
    const client = await clientOf('api.corp.test', { token: 'mine', timeoutInSeconds: 1, maxRetries: 0 })
    const tries = () =>
      Promise.all(
        Array.from({ length: 20 }, () =>
          client.accounts.retrieve('apn_1').then(
            (account) => account.id,
            (error) => error.code,
          ),
        ),
      )
    assert.deepEqual(new Set(await tries()), new Set(['ETIMEDOUT']))
    await sleep(3000)
    assert.deepEqual(new Set(await tries()), new Set([API]))
    assert.deepEqual(asked.toSorted(), ['A api.corp.test', 'AAAA api.corp.test'])
  },

  'a name server that never answers delays no other name and has the code EAI_AGAIN': async () => {
    useNameServers([NAME_SERVER], 'options timeout:2 attempts:1')
    await serveNames((name) => (name === 'hangs.corp.test' ? undefined : here))
    await serveApi(NAMES_FOLDER, API)
    const order = []
    const hanging = await clientOf('hangs.corp.test', { token: 'mine', maxRetries: 0 })
    const failures = Array.from({ length: 40 }, () =>
      hanging.accounts.retrieve('apn_1').catch((error) => {
        order.push('hangs')
        return error
      }),
    )
    assert.equal(await call('api.corp.test'), API)
    order.push('answers')
    for (const error of await Promise.all(failures)) {
      assert.equal(error.code, 'EAI_AGAIN')
      assert.equal(error.message, 'the name of https://hangs.corp.test could not be resolved: no name server could answer')
    }
    assert.equal(order[0], 'answers')
  },

  'a look-up that takes longer than its limit of 10 s serves the next try': async () => {
    useNameServers([NAME_SERVER], 'options timeout:20')
    const { asked } = await serveNames(() => sleep(10_500, here))
    await serveApi(NAMES_FOLDER, API)
    assert.equal(await call('api.corp.test', { token: 'mine' }), API)
    assert.deepEqual(asked.toSorted(), ['A api.corp.test', 'AAAA api.corp.test'])
  },

  'look-ups that hang delay neither large answers nor the files of a token store': async () => {
    useNameServers([NAME_SERVER], 'options timeout:4 attempts:1')
    const { asked } = await serveNames(() => undefined)
    let hasEnded = false
    // More names than there are threads for look-ups.
    const hanging = Array.from({ length: 40 }, async (_, number) => {
      await failure(`hangs-${number}.corp.test`, { token: 'mine', maxRetries: 0, timeoutInSeconds: 5 })
      hasEnded = true
    })
    const large = { id: 'apn_1', name: 'x'.repeat(3 << 20) }
    const token = { access_token: 'token-1', token_type: 'Bearer', expires_in: 3600 }
    const api = createServer((request, response) => {
      request.resume()
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(request.url === '/v1/oauth/token' ? token : large))
    })
    api.listen(8080, API)
    await once(api, 'listening')
    while (new Set(asked).size < 32) await sleep(20)
    const { fileTokenStore } = await import('pipedream-native/stores')
    const tokenStore = fileTokenStore({ directory: join(mkdtempSync(join(NAMES_FOLDER, 'store-')), 'tokens') })
    const client = await clientOf('unused', { baseUrl: `http://${API}:8080`, tokenStore })
    assert.equal((await client.accounts.retrieve('apn_1')).name.length, large.name.length)
    assert.equal(hasEnded, false)
    await Promise.all(hanging)
  },

  'a failure of the name server has the code EAI_AGAIN and the call is tried again': async () => {
    useNameServers([NAME_SERVER])
    let fails = true
    await serveNames(() => (fails ? 'SERVFAIL' : here))
    const { seen } = await serveApi(NAMES_FOLDER, API)
    assert.equal((await failure('api.corp.test', { token: 'mine', maxRetries: 0 })).code, 'EAI_AGAIN')
    const error = await failure('api.corp.test', { maxRetries: 0 })
    assert.equal(error.code, 'EAI_AGAIN')
    assert.match(error.message, /^the token request failed/)
    assert.deepEqual(seen, [])
    const repeated = call('api.corp.test', { token: 'mine' })
    await sleep(50)
    fails = false
    assert.equal(await repeated, API)
  },

  'a name that does not exist, or has no address, has the code ENOTFOUND': async () => {
    useNameServers([NAME_SERVER])
    await serveNames((name) => (name === 'none.corp.test' ? 'NXDOMAIN' : {}))
    for (const host of ['none.corp.test', 'empty.corp.test']) {
      const error = await failure(host, { token: 'mine', maxRetries: 0 })
      assert.equal(error.code, 'ENOTFOUND')
      assert.equal(error.message, `the name of https://${host} could not be resolved: it does not exist or has no address`)
    }
  },

  'a search domain completes a short name': async () => {
    useNameServers([NAME_SERVER], 'search other.test corp.test')
    const { asked } = await serveNames((name) => (name === 'api.corp.test' ? here : 'NXDOMAIN'))
    await serveApi(NAMES_FOLDER, API)
    assert.equal(await call('api'), API)
    assert.ok(asked.includes('A api.other.test'))
  },

  '/etc/hosts comes before the name server': async () => {
    useNameServers([NAME_SERVER])
    const { asked } = await serveNames(() => 'NXDOMAIN')
    addHost(API, 'listed.corp.test')
    await serveApi(NAMES_FOLDER, API)
    assert.equal(await call('listed.corp.test'), API)
    assert.deepEqual(asked, [])
  },

  'a new connection goes to the address that the name has by now': async () => {
    useNameServers([NAME_SERVER])
    let address = '127.0.0.11'
    await serveNames(() => ({ A: [address] }))
    const old = await serveApi(NAMES_FOLDER, address)
    await serveApi(NAMES_FOLDER, '127.0.0.12')
    const client = await clientOf('api.corp.test')
    assert.equal((await client.accounts.retrieve('apn_1')).id, '127.0.0.11')
    address = '127.0.0.12'
    old.close()
    assert.equal((await client.accounts.retrieve('apn_1')).id, '127.0.0.12')
  },

  'a dead address costs a quarter of a second each': async () => {
    useNameServers([NAME_SERVER])
    const lists = { one: { A: [dead(7), API] }, four: { A: [2, 3, 4, 5].map(dead).concat(API) }, ipv6: { A: [API], AAAA: [DEAD_IPV6] } }
    await serveNames((name) => lists[name.split('-')[0]])
    await serveApi(NAMES_FOLDER, API)
    for (const [kind, limit] of [
      ['one', 1200],
      ['four', 1600],
      ['ipv6', 1200],
    ]) {
      // The best of three, since the machine may be busy. Each name needs a connection of its own.
      const times = []
      for (const number of [1, 2, 3]) {
        const act = async () => assert.equal(await call(`${kind}-${number}.corp.test`, { token: 'mine', maxRetries: 0 }), API)
        times.push(Math.round(await elapsed(act)))
      }
      assert.ok(Math.min(...times) < limit, `${kind}: ${times} ms`)
    }
  },

  'the last of thirty addresses is reached': async () => {
    useNameServers([NAME_SERVER])
    // They fill an answer of 512 bytes, the most that a name server sends over UDP by default.
    const addresses = Array.from({ length: 27 }, (_, index) => dead(index + 100)).concat(API)
    await serveNames(() => ({ A: addresses }))
    await serveApi(NAMES_FOLDER, API)
    assert.equal(await call('many.corp.test', { token: 'mine', maxRetries: 0 }), API)
  },

  'an error names each address and what it did': async () => {
    useNameServers([NAME_SERVER])
    await serveNames((name) => ({ A: name === 'mixed.corp.test' ? [dead(7), '127.0.0.99'] : [dead(7)] }))
    const mixed = await failure('mixed.corp.test', { token: 'mine', maxRetries: 0 })
    assert.equal(mixed.message, `no connection to https://mixed.corp.test: ETIMEDOUT ${dead(7)}:443, ECONNREFUSED 127.0.0.99:443`)
    assert.equal(mixed.code, 'ETIMEDOUT')
    const silent = await failure('silent.corp.test', { token: 'mine', maxRetries: 0 })
    assert.equal(silent.message, 'no connection to https://silent.corp.test within 4 s')
    assert.equal(silent.code, 'ETIMEDOUT')
  },

  'the name of a proxy is looked up and connected to in the same way': async () => {
    useNameServers([NAME_SERVER])
    const { asked } = await serveNames((name) => (name === 'proxy.corp.test' ? { A: [dead(7), API] } : 'NXDOMAIN'))
    await serveApi(NAMES_FOLDER, API)
    const tunnels = []
    const proxy = createServer().on('connect', ({ url }, socket) => {
      tunnels.push(url)
      const onward = connect(443, API, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      for (const end of [socket, onward]) end.on('error', () => onward.destroy(socket.destroy()))
    })
    proxy.listen(3128, API)
    await once(proxy, 'listening')
    process.env.HTTPS_PROXY = 'http://proxy.corp.test:3128'
    assert.equal(await call('api.corp.test'), API)
    assert.deepEqual(new Set(tunnels), new Set(['api.corp.test:443']))
    assert.ok(!asked.some((question) => question.endsWith(' api.corp.test')))
  },
}

if (NAMES_CASE) {
  await cases[NAMES_CASE]()
  // The name server and hanging connections keep the process alive.
  process.exit(0)
} else {
  describe('names and addresses', { concurrency: 4, skip: whyNoLab() }, () => {
    let certificates
    before(() => {
      certificates = makeCertificates()
    })
    after(() => certificates.remove())
    for (const name of Object.keys(cases)) {
      test(name, () => runInLab(fileURLToPath(import.meta.url), { NAMES_CASE: name, NAMES_FOLDER: certificates.folder }))
    }
  })
}
