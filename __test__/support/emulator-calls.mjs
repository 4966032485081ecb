// Calls of the emulator with fetch, not with our own client.

import { startEmulator } from 'pipedream-native/testing'

/** An emulator that is closed after the test, and `call(method, path, …)` with an access token, in `development`. */
export async function emulated(t, options) {
  const api = await startEmulator(options)
  t.after(() => api.close({ unusedFaults: 'ignore' }))
  let token
  const call = async (method, path, { body, headers = {}, as, environment = 'development' } = {}) => {
    if (as === undefined) token ??= (await grant(api)).body.access_token
    return read(
      await fetch(api.url + path, {
        method,
        headers: {
          ...(as !== null && { authorization: `Bearer ${as ?? token}` }),
          ...(environment !== null && { 'x-pd-environment': environment }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    )
  }
  const inProject = (method, path, options) => call(method, `/v1/connect/proj_1${path}`, options)
  return { api, call, inProject }
}

/** Requests a token. `over` replaces fields of a valid request. */
export async function grant(api, over = {}) {
  const { clientId, clientSecret } = api.clientOptions
  const body = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...over }
  return read(
    await fetch(`${api.url}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )
}

async function read(response) {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined }
}
