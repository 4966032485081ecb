// What an application does with the Connect API: it shows what a person has connected, and makes a link to connect more.

import { PipedreamClient, PipedreamError } from 'pipedream-native'

let client

function pipedream() {
  client ??= new PipedreamClient()
  return client
}

/** The apps that a person has connected, and whether each account still works. `problem` says why they are not known. */
export async function connectionsOf(user, api = pipedream()) {
  try {
    const accounts = await api.accounts.list({ externalUserId: user }).toArray({ limit: 100 })
    return { apps: accounts.map(({ app, healthy }) => ({ app: app.nameSlug, state: healthy ? 'works' : 'connect again' })) }
  } catch (error) {
    if (!(error instanceof PipedreamError)) throw error
    return { apps: [], problem: error.statusCode === 429 ? 'too many calls' : 'Pipedream did not answer' }
  }
}

/** The address at which a person connects an account of an app. It works once, and for four hours. */
export async function linkFor(user, app, api = pipedream()) {
  const { connectLinkUrl } = await api.tokens.create({ externalUserId: user })
  return `${connectLinkUrl}&app=${encodeURIComponent(app)}`
}
