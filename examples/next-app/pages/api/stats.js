// Pages Router: the process has one token, so these figures are those of the App Router too.

import { pipedream } from '../../lib/pipedream'

export default async function handler(_request, response) {
  await pipedream().accounts.list({ limit: 1 })
  response.json(pipedream().accessTokenStats())
}
