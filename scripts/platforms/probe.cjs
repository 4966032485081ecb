// Runs in the Node of another platform, beside the packages as they are installed: `node probe.cjs settings.json`. It writes the outcome of
// each step into a file, because wine's console has no output, and then has nothing left to do, so that the process has to end by itself.

const { readFileSync, writeFileSync } = require('node:fs')
const { createHash } = require('node:crypto')
const diagnostics = require('node:diagnostics_channel')
const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads')
const assert = require('node:assert/strict')

const settings = isMainThread ? JSON.parse(readFileSync(process.argv[2], 'utf8')) : workerData
const outcome = { node: process.version, platform: `${process.platform}-${process.arch}`, steps: {} }

/** What each step does. It returns what is worth knowing, or throws. */
const STEPS = {
  load() {
    const before = performance.now()
    const { PipedreamClient, NotFoundError, PipedreamError } = require('pipedream-native')
    assert.ok(NotFoundError.prototype instanceof PipedreamError)
    assert.equal(typeof PipedreamClient, 'function')
    return `${Math.round(performance.now() - before)} ms`
  },

  async imports() {
    const imported = await import('pipedream-native')
    assert.equal(imported.PipedreamClient, require('pipedream-native').PipedreamClient)
  },

  async call() {
    const account = await client().accounts.retrieve(settings.account)
    assert.equal(account.id, settings.account)
    assert.ok(account.createdAt instanceof Date)
  },

  async error() {
    const { NotFoundError } = require('pipedream-native')
    await assert.rejects(client().accounts.retrieve('apn_none'), (error) => error instanceof NotFoundError && error.statusCode === 404)
  },

  async together() {
    const shared = client()
    const all = await Promise.all(Array.from({ length: 50 }, () => shared.accounts.list({ limit: 1 })))
    assert.ok(all.every(({ data }) => data.length === 1))
  },

  async stream() {
    const file = await client().fileStash.downloadFile({ s3Key: settings.file.key })
    const [hash, pieces] = [createHash('sha256'), []]
    for await (const piece of file.stream()) {
      hash.update(piece)
      pieces.push(piece.length)
    }
    assert.equal(hash.digest('hex'), settings.file.sha256)
    return `${pieces.reduce((sum, length) => sum + length, 0)} bytes in ${pieces.length} pieces`
  },

  async pages() {
    let count = 0
    for await (const account of client().accounts.list({ limit: 1 })) count += account.id.startsWith('apn_') ? 1 : 0
    assert.ok(count >= 2, `${count} accounts`)
  },

  async worker() {
    const work = (what) => new Worker(__filename, { workerData: { ...settings, what } })
    const answered = await new Promise((resolve, reject) => work('call').on('message', resolve).on('error', reject))
    assert.equal(answered, settings.account)
    // One that is ended in the middle of a call takes nothing with it.
    const ended = work('hang')
    await new Promise((resolve, reject) => ended.on('message', resolve).on('error', reject))
    await ended.terminate()
    assert.equal((await client().accounts.retrieve(settings.account)).id, settings.account)
  },

  async tls() {
    const options = { ...settings.api, baseUrl: settings.tls.url, maxRetries: 0 }
    const caCertificates = readFileSync(settings.tls.authority, 'utf8')
    assert.equal((await client({ ...options, caCertificates }).accounts.retrieve(settings.account)).id, settings.account)
    await assert.rejects(client(options).accounts.retrieve(settings.account), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
  },

  // A process of its own, started with the variable.
  async environment() {
    const { id } = await client({ ...settings.api, baseUrl: settings.tls.url, maxRetries: 0 }).accounts.retrieve(settings.account)
    assert.equal(id, settings.account)
  },

  async refused() {
    const failure = await client({ ...settings.api, baseUrl: settings.closed, maxRetries: 0 })
      .accounts.retrieve(settings.account)
      .then(
        () => undefined,
        (error) => error,
      )
    assert.equal(failure?.code, 'ECONNREFUSED')
  },

  // A name that nobody has. Without a network the name servers cannot say so.
  async names() {
    const failure = await client({ ...settings.api, baseUrl: 'https://name.invalid', maxRetries: 0 })
      .accounts.retrieve(settings.account)
      .then(
        () => undefined,
        (error) => error,
      )
    assert.match(String(failure?.code), /^(ENOTFOUND|EAI_AGAIN)$/)
    return failure.code
  },

  // The name can only be reached through the proxy.
  async systemProxy() {
    const options = { ...settings.api, baseUrl: settings.proxied, allowInsecureHttp: true, maxRetries: 0 }
    assert.equal((await client(options).accounts.retrieve(settings.account)).id, settings.account)
  },

  // On a busy machine a store may be late, and is then done without. The other faults are faults.
  async store() {
    const { account, ignored } = await stored()
    assert.equal(account, settings.account)
    assert.deepEqual(
      ignored.filter((message) => !message.includes('took longer than')),
      [],
    )
    return ignored.length
  },

  async storeRefused() {
    const { account, ignored } = await stored()
    assert.equal(account, settings.account, 'the call goes on without the store')
    assert.ok(ignored.length > 0, 'the folder was used')
    return ignored[0]
  },

  async emulator() {
    const { startEmulator } = require('pipedream-native/testing')
    const api = await startEmulator()
    try {
      const [{ id }] = (await client(api.clientOptions).accounts.list({ limit: 1 })).data
      assert.match(id, /^apn_/)
      assert.equal(api.tokenRequests, 1)
    } finally {
      await api.close()
    }
  },
}

function client(options = settings.api) {
  const { PipedreamClient } = require('pipedream-native')
  return new PipedreamClient(options)
}

/** A call with the token of a file store, and what was said of a store that could not be used. */
async function stored() {
  const { fileTokenStore } = require('pipedream-native/stores')
  const ignored = []
  diagnostics.subscribe('pipedream:token:storeIgnored', ({ message }) => ignored.push(message))
  const storing = client({ ...settings.api, tokenStore: fileTokenStore({ directory: settings.directory }) })
  const { id } = await storing.accounts.retrieve(settings.account)
  return { account: id, ignored }
}

async function main() {
  for (const name of settings.steps) {
    const began = performance.now()
    try {
      const said = await STEPS[name]()
      outcome.steps[name] = { ok: true, said, ms: Math.round(performance.now() - began) }
    } catch (error) {
      outcome.steps[name] = { ok: false, said: `${error.code ?? ''} ${error.stack ?? error}`.trim() }
    }
    writeFileSync(settings.out, JSON.stringify(outcome))
  }
}

async function inWorker() {
  if (settings.what === 'call') return parentPort.postMessage((await client().accounts.retrieve(settings.account)).id)
  client({ ...settings.api, baseUrl: settings.silent, token: 'own', clientId: undefined, clientSecret: undefined })
    .accounts.retrieve(settings.account)
    .catch(() => {})
  return parentPort.postMessage('calling')
}

const done = isMainThread ? main() : inWorker()
done.catch((error) => {
  console.error(error)
  process.exitCode = 1
})
