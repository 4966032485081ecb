'use server'

// Server actions. A browser can send them any argument, so each one is checked.

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NotFoundError } from 'pipedream-native'
import { APPS } from '../lib/apps'
import { pipedream } from '../lib/pipedream'
import { currentUser } from '../lib/session'

/** Makes a Connect token and sends the person to Connect Link, which sends them back to this page. */
export async function connect(slug) {
  const app = APPS.find((one) => one.slug === slug)
  if (app === undefined) throw new Error('There is no such app')
  // Next.js has compared it with the host of the request.
  const origin = process.env.APP_URL ?? (await headers()).get('origin')
  const { connectLinkUrl } = await pipedream().tokens.create({
    externalUserId: await currentUser(),
    successRedirectUri: `${origin}/?connected=${app.slug}`,
    errorRedirectUri: `${origin}/?failed=${app.slug}`,
  })
  redirect(`${connectLinkUrl}&app=${app.slug}`)
}

/** Removes an account of the person. */
export async function disconnect(accountId) {
  try {
    const account = await pipedream().accounts.retrieve(String(accountId))
    if (account.externalId === (await currentUser())) await pipedream().accounts.delete(account.id)
  } catch (error) {
    // It was removed in another tab.
    if (!(error instanceof NotFoundError)) throw error
  }
  revalidatePath('/')
}
