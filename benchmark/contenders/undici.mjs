// undici.request, the leanest way there is from JavaScript, with a token that is already there.

import { createRequire } from 'node:module'

const { request } = createRequire(import.meta.url)('undici')

export function open({ baseUrl, projectId, projectEnvironment }) {
  const headers = { authorization: 'Bearer benchmark', accept: 'application/json', 'x-pd-environment': projectEnvironment }
  const get = async (path) => {
    const { statusCode, body } = await request(`${baseUrl}/v1/connect/${projectId}/${path}`, { headers })
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`)
    return body.json()
  }
  return {
    account: () => get('accounts/apn_1'),
    page: async () => (await get('accounts?limit=100')).data,
  }
}
