// Writes __test__/fixtures/calls-1.x.json: what version 1.x of @pipedream/sdk sends for each old call in MIGRATION.md.
//
// node scripts/record-old-calls.mjs FOLDER
//
// FOLDER is one outside this repository in which `npm install @pipedream/sdk@1` was run. Nothing goes to the network:
// the old package uses the global fetch, and this script answers in its place. Only facts are kept: names of methods
// and types, and verb, path, query, headers and body of the requests.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { callsOf1x } from '../__test__/support/migration.mjs'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node scripts/record-old-calls.mjs FOLDER')

const require = createRequire(resolve(folder, 'index.js'))
const { createBackendClient, HTTPAuthType, BackendClient } = require('@pipedream/sdk/server')
const { version } = JSON.parse(readFileSync(resolve(folder, 'node_modules/@pipedream/sdk/package.json'), 'utf8'))

const sent = []
const json = { 'content-type': 'application/json' }
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const { pathname, host, searchParams } = new URL(request.url)
  const body = await request.text()
  sent.push({
    host,
    method: request.method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries([...request.headers].filter(([name]) => /^(authorization|content-type|x-(?!pd-sdk-).*)$/.test(name))),
    body: parsed(body),
  })
  if (pathname.endsWith('/oauth/token'))
    return new Response('{"access_token":"old-token","token_type":"Bearer","expires_in":3600}', { headers: json })
  return new Response('{}', { headers: json })
}

const options = { environment: 'development', projectId: 'proj_1', credentials: { clientId: 'client-1', clientSecret: 'secret-1' } }
const calls = []
for (const [call] of callsOf1x()) {
  sent.length = 0
  // The calls come from a table of this repository.
  const value = await new Function('pd', 'HTTPAuthType', `return ${call}`)(createBackendClient(options), HTTPAuthType)
  const request = sent.find(({ path }) => !path.endsWith('/oauth/token')) ?? sent[0]
  calls.push(request === undefined ? { call, value } : { call, request })
}
const declared = readFileSync(resolve(folder, 'node_modules/@pipedream/sdk/dist/server.d.ts'), 'utf8')
const methods = publicMethodsOf(BackendClient)
const types = [.../^export \{ (.*) \};$/m.exec(declared)[1].matchAll(/\btype (\w+)/g)].map(([, name]) => name)
const target = new URL('../__test__/fixtures/calls-1.x.json', import.meta.url)
const about =
  'Recorded by scripts/record-old-calls.mjs: the names of the methods and types of @pipedream/sdk 1.x, and what each old call of MIGRATION.md sends.'
const lines = calls.map((call) => JSON.stringify(call)).join(',\n')
writeFileSync(
  target,
  `{\n"about": ${JSON.stringify(about)},\n"version": "${version}",\n"methods": ${JSON.stringify(methods)},\n"types": ${JSON.stringify(types)},\n"calls": [\n${lines}\n]\n}\n`,
)

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? null : text
  }
}

/** The methods that the declarations of the class and of its base have, without private and protected ones. */
function publicMethodsOf(Class) {
  const names = []
  for (let prototype = Class.prototype; prototype !== Object.prototype; prototype = Object.getPrototypeOf(prototype))
    names.push(...Object.getOwnPropertyNames(prototype))
  return [...new Set(names)].filter((name) => name !== 'constructor' && new RegExp(`^ {4}${name}[<(]`, 'm').test(declared)).sort()
}
