// Node's own fetch: no types, no renamed keys, no dates. Its token is already there, or with the variable FETCH_TOKEN it is fetched before
// the first call.

export function open({ baseUrl, projectId, projectEnvironment, clientId, clientSecret }) {
  const headers = { authorization: 'Bearer benchmark', accept: 'application/json', 'x-pd-environment': projectEnvironment }
  const authorize = async () => {
    const response = await fetch(`${baseUrl}/v1/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    })
    headers.authorization = `Bearer ${(await response.json()).access_token}`
  }
  let pending
  const get = async (path) => {
    if (process.env.FETCH_TOKEN) {
      pending ??= authorize()
      await pending
    }
    const response = await fetch(`${baseUrl}/v1/connect/${projectId}/${path}`, { headers })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return response.json()
  }
  return {
    account: () => get('accounts/apn_1'),
    page: async () => (await get('accounts?limit=100')).data,
  }
}
