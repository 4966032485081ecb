// A server component: the list is made on the server, and the browser gets no more than the page.

import { APPS } from '../lib/apps'
import { pipedream } from '../lib/pipedream'
import { currentUser } from '../lib/session'
import { connect, disconnect } from './actions'

export const dynamic = 'force-dynamic'

const nameOf = (slug) => APPS.find((app) => app.slug === slug)?.name

export default async function Home({ searchParams }) {
  const { connected, failed } = await searchParams
  const user = await currentUser()
  const accounts = await pipedream().accounts.list({ externalUserId: user }).toArray({ limit: 100 })
  return (
    <main>
      <header>
        <h1>Connected accounts</h1>
        <p>Signed in as {user}</p>
      </header>
      {nameOf(connected) && (
        <p role="status" className="notice success">
          {nameOf(connected)} is connected.
        </p>
      )}
      {nameOf(failed) && (
        <p role="alert" className="notice failure">
          {nameOf(failed)} was not connected. You can try again.
        </p>
      )}
      {accounts.length === 0 ? (
        <p className="empty">You have not connected an account yet.</p>
      ) : (
        <ul className="accounts">
          {accounts.map((account) => (
            <Account key={account.id} account={account} />
          ))}
        </ul>
      )}
      <h2>Connect an account</h2>
      <div className="apps">
        {APPS.map(({ slug, name }) => (
          <form key={slug} action={connect.bind(null, slug)}>
            <button type="submit">Connect {name}</button>
          </form>
        ))}
      </div>
    </main>
  )
}

function Account({ account: { id, name, app, healthy } }) {
  return (
    <li>
      <span className="badge" aria-hidden="true">
        {app?.name?.[0]}
      </span>
      <span className="account">
        <strong>{name}</strong>
        <small>
          {app?.name} · {id}
        </small>
      </span>
      <span className={healthy ? 'healthy' : 'broken'}>{healthy ? 'Healthy' : 'Connect it again'}</span>
      <form action={disconnect.bind(null, id)}>
        <button type="submit" className="quiet" aria-label={`Disconnect ${name}`}>
          Disconnect
        </button>
      </form>
    </li>
  )
}
