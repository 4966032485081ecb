// A server component: the list is made on the server, the browser gets the page alone.

import { PipedreamClient } from 'pipedream-native'

export const dynamic = 'force-dynamic'

export default async function Home() {
  const client = new PipedreamClient()
  const { data } = await client.accounts.list({ limit: 10 })
  return (
    <main>
      <h1>Connected accounts</h1>
      <ul>
        {data.map((account) => (
          <li key={account.id}>
            {account.name} ({account.app?.name})
          </li>
        ))}
      </ul>
    </main>
  )
}
