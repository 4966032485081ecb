// Node's own fetch with a token that is already there: no types, no renamed keys, no dates.

export function open({ baseUrl, projectId, projectEnvironment }) {
  const headers = { authorization: 'Bearer benchmark', accept: 'application/json', 'x-pd-environment': projectEnvironment }
  const get = async (path) => {
    const response = await fetch(`${baseUrl}/v1/connect/${projectId}/${path}`, { headers })
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
    return response.json()
  }
  return {
    account: () => get('accounts/apn_1'),
    page: async () => (await get('accounts?limit=100')).data,
  }
}
