// The client of the Connect API, for server code only. It is made when it is first used and not when this module is loaded, because
// `next build` loads the module on machines that have no credentials. All clients of the process share one token.

import { PipedreamClient } from 'pipedream-native'

let client

export function pipedream() {
  client ??= new PipedreamClient()
  return client
}
