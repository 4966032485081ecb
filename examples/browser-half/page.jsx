// The browser half: the official client and the official React components. They call the API with the Connect token that our server
// made, and show what that person has.

import { ComponentFormContainer, FrontendClientProvider, useAccounts, useApps } from '@pipedream/connect-react'
import { createFrontendClient } from '@pipedream/sdk/browser'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const user = new URLSearchParams(window.location.search).get('user') ?? 'user-1'

async function post(path) {
  const response = await fetch(path, { method: 'POST' })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return response
}

async function tokenCallback() {
  const { expiresAt, ...token } = await (await post('/connect-token')).json()
  // The official client compares it with a Date.
  return { ...token, expiresAt: new Date(expiresAt) }
}

function Accounts() {
  const { accounts, isLoading, error } = useAccounts({ external_user_id: user })
  if (error) return <p id="failed">{error.message}</p>
  if (isLoading) return <p>Loading</p>
  return (
    <ul id="accounts">
      {accounts.map(({ id, name }) => (
        <li key={id}>
          {id} {name}
        </li>
      ))}
    </ul>
  )
}

function Apps() {
  const { apps } = useApps({ q: 'slack' })
  return <p id="apps">{apps.map(({ name }) => name).join(', ')}</p>
}

function Message({ client }) {
  const [props, setProps] = useState({})
  const [result, setResult] = useState('')
  const show = (call) => async () => {
    try {
      setResult(JSON.stringify(await call()))
    } catch (error) {
      setResult(String(error))
    }
  }
  const run = show(() => client.actions.run({ id: 'slack-send-message', externalUserId: user, configuredProps: props }))
  const who = show(() => {
    const url = 'https://slack.com/api/users.identity'
    return client.proxy.get({ url, externalUserId: user, accountId: props.slack.authProvisionId })
  })
  return (
    <>
      <ComponentFormContainer
        externalUserId={user}
        componentKey="slack-send-message"
        configuredProps={props}
        onUpdateConfiguredProps={setProps}
        onSubmit={run}
      />
      <p>
        <button type="button" id="who" onClick={who} disabled={!props.slack}>
          Ask Slack who I am
        </button>
      </p>
      <pre id="configured">{JSON.stringify(props)}</pre>
      <pre id="result">{result}</pre>
    </>
  )
}

function Page({ client }) {
  return (
    <FrontendClientProvider client={client}>
      <h1>Signed in as {user}</h1>
      <h2>Accounts</h2>
      <Accounts />
      <h2>Apps that match “slack”</h2>
      <Apps />
      <h2>Send a message</h2>
      <Message client={client} />
    </FrontendClientProvider>
  )
}

const { baseUrl } = await (await fetch('/settings')).json()
await post(`/sign-in?user=${encodeURIComponent(user)}`)
const client = createFrontendClient({ baseUrl, externalUserId: user, projectEnvironment: 'development', tokenCallback })
// For browser.test.mjs, which makes calls that the page has no button for.
window.pipedream = client
createRoot(document.getElementById('root')).render(<Page client={client} />)
