// Starts emulators.

import { newCore } from './core.js'
import { Emulator } from './emulator.js'
import { type EmulatorOptions, resolveOptions } from './options.js'
import { listen } from './server.js'

/**
 * Starts an emulator, on 127.0.0.1 without the option `host`.
 *
 * @param options The options of the emulator. Default: none, so that each has its default.
 * @returns The emulator, which listens.
 * @throws TypeError for an unknown option, and for a value of the wrong kind; the error of the system if the port is taken.
 * @example
 * const api = await startEmulator({ tokenLifetimeSeconds: 60 })
 * const client = new PipedreamClient(api.clientOptions)
 * await client.accounts.retrieve('apn_1')
 * await api.close()
 */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return start(options, false)
}

/**
 * For scripts: starts an emulator, prints the environment variables for its clients, one `NAME=value` a line, and closes it at
 * SIGINT or SIGTERM.
 *
 * @param options Those of `startEmulator()`, and `print`, which is given each line. Default: `console.log`.
 * @returns The emulator, which listens.
 * @throws TypeError for an unknown option, and for a value of the wrong kind; the error of the system if the port is taken.
 * @example
 * await serveEmulator({ port: 8080 })
 */
export async function serveEmulator(options: EmulatorOptions & { print?: (line: string) => void } = {}): Promise<Emulator> {
  const { print = console.log, ...others } = { __proto__: null, ...options }
  const emulator = await start(others, true)
  const { baseUrl, mcpUrl, clientId, clientSecret, privateKey, keyId, projectId, projectEnvironment, workflowDomain } =
    emulator.clientOptions
  print(`PIPEDREAM_BASE_URL=${baseUrl}`)
  print(`PIPEDREAM_CLIENT_ID=${clientId}`)
  if (clientSecret !== undefined) print(`PIPEDREAM_CLIENT_SECRET=${clientSecret}`)
  // On one line, as a .env file has it.
  if (privateKey !== undefined) print(`PIPEDREAM_PRIVATE_KEY=${privateKey.trim().replaceAll('\n', '\\n')}`)
  if (keyId !== undefined) print(`PIPEDREAM_KEY_ID=${keyId}`)
  print(`PIPEDREAM_PROJECT_ID=${projectId}`)
  print(`PIPEDREAM_PROJECT_ENVIRONMENT=${projectEnvironment}`)
  print(`PIPEDREAM_MCP_URL=${mcpUrl}`)
  print(`PIPEDREAM_WORKFLOW_DOMAIN=${workflowDomain}`)
  return emulator
}

async function start(options: EmulatorOptions, closesAtSignals: boolean): Promise<Emulator> {
  const resolved = resolveOptions(options)
  const core = newCore(resolved)
  return new Emulator(resolved, core, await listen(core, resolved), closesAtSignals)
}
