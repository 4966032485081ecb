// A fresh process: how long until a client stands, and what it weighs. Prints one line of JSON.

const [name, options] = process.argv.slice(2)
const before = process.memoryUsage.rss()
const start = performance.now()
const load = {
  ours: () => new (require('../dist/index.js').PipedreamClient)(JSON.parse(options)),
  official: () => new (require('@pipedream/sdk').PipedreamClient)(JSON.parse(options)),
  undici: () => require('undici').request,
  fetch: () => globalThis.fetch,
}
const client = load[name]()
const took = performance.now() - start
console.log(JSON.stringify({ took, rss: process.memoryUsage.rss() - before, isThere: client !== undefined }))
