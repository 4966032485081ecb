// From TypeScript 5.2 on, with the library `esnext.disposable`: the end of the block closes the client and the emulator.

import { PipedreamClient } from 'pipedream-native'
import { startEmulator } from 'pipedream-native/testing'

export async function used(): Promise<string> {
  await using api = await startEmulator()
  await using client = new PipedreamClient(api.clientOptions)
  return client.rawAccessToken
}
