// What traces and logs show of a path that the caller wrote. A server may read it in more ways than one.

import assert from 'node:assert/strict'
import diagnostics from 'node:diagnostics_channel'
import { describe, test } from 'node:test'
import { PipedreamClient } from 'pipedream-native'
import { serve } from '../support/server.mjs'

const SECRETS = [
  '/v1/connect/proj_1/proxy/hush',
  '/v1/connect/proj_1/%70roxy/hush',
  '/v1/connect/proj_1/p%72%6Fx%79/hush',
  '/v1/connect/proj_1/%2570roxy/hush',
  '/v1/connect/proj_1/Proxy/hush',
  '/v1/connect/proj_1/proxy;v=1/hush',
  '/v1/connect/proj_1/proxy//hush',
  '/v1/connect/proj_1/proxy/hu/sh/hush',
  '/v1/connect/proj_1/proxy%2Fhush',
  '/v1/connect/proj_1%2F%70roxy%2fhush',
  '/v1/connect/tokens/ctok_hush/validate',
  '/v1/connect/tokens/x;a=ctok_hush/validate',
  '/v1/connect/tokens;a=ctok_hush;b=1/validate',
  '/v1/connect/tokens/x;a=%63tok%5Fhush/validate',
  '/v1/connect/tokens/x;a=%2563tok_hush',
  '/v1/connect/tokens/x,ctok_hush',
]
const PLAIN = ['/v1/connect/proj_1/accounts/apn_1', '/v1/proxyless/x', '/v1/my-proxy/x', '/v1/a%20b/x;a=1', '/v1/%E4%B8%AD/100%']

describe('the path of a request to any endpoint', () => {
  for (const path of [...SECRETS, ...PLAIN]) {
    const isPlain = PLAIN.includes(path)
    test(`${path} is shown ${isPlain ? 'as it is' : 'without its secret'}`, async (t) => {
      const api = await serve(t, () => ({ body: {} }))
      const seen = []
      const listener = ({ url }) => seen.push(url)
      const channel = diagnostics.channel('tracing:pipedream-native:request:start')
      channel.subscribe(listener)
      t.after(() => channel.unsubscribe(listener))
      const logged = []
      const log = (...given) => logged.push(JSON.stringify(given))
      const client = new PipedreamClient({ ...api.options, logging: { debug: log, info: log, warn: log, error: log } })
      await client.request('GET', path)
      const url = seen.find((one) => !one.endsWith('/oauth/token'))
      assert.ok(api.requests.length > 0)
      if (isPlain) assert.ok(url.endsWith(path), url)
      else {
        assert.match(url, /REDACTED/)
        assert.doesNotMatch([url, ...logged].join('\n'), /hush/)
      }
    })
  }
})
