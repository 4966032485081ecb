// undici.request, the leanest way there is from JavaScript. Its token is already there, or with the variable FETCH_TOKEN it is fetched
// before the first call.

import { createRequire } from 'node:module'

const { request } = createRequire(import.meta.url)('undici')

export function open({ baseUrl, projectId, projectEnvironment, clientId, clientSecret }) {
  const headers = { authorization: 'Bearer benchmark', accept: 'application/json', 'x-pd-environment': projectEnvironment }
  const authorize = async () => {
    const { body } = await request(`${baseUrl}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    })
    headers.authorization = `Bearer ${(await body.json()).access_token}`
  }
  let pending
  const get = async (path) => {
    if (process.env.FETCH_TOKEN) {
      pending ??= authorize()
      await pending
    }
    const { statusCode, body } = await request(`${baseUrl}/v1/connect/${projectId}/${path}`, { headers })
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
    return body.json()
  }
  return {
    account: () => get('accounts/apn_1'),
    page: async () => (await get('accounts?limit=100')).data,
  }
}
