/**
 * `pipedream-native/testing`: the Connect API in the process of your test. It speaks real HTTP on 127.0.0.1. Each emulator has a state of
 * its own, and faults when you ask for them. It refuses what the API would refuse. It answers 500 to a request that it does not know, and
 * names the nearest operation; the client retries a 500, so set `maxRetries: 0` if such an answer takes too long.
 *
 * **What is there at the start.** `development` and `production` each have a copy:
 *
 * | what | which |
 * | --- | --- |
 * | client | `client-1` with the secret `secret-1` and no key, for all scopes |
 * | project | `proj_1`, named Acme |
 * | accounts | `apn_1` (slack), `apn_2` (github), `apn_3` (openai) of `user-1`; `apn_4` … `apn_25` of `user-2` … `user-6` |
 * | users | `exu_1` is `user-1`, then one for each other person that has an account |
 * | apps | 150: slack, github, google_sheets, openai, notion, http, then `app_007` … `app_150`; five categories, `appcat_1` … |
 * | components | an action and a trigger for each of the first 30 apps, such as `slack-send-message` and `slack-new-message` |
 * | deployed trigger | `dc_1` of `user-1`, with one event, the workflow `p_1` and the webhook `wh_1` |
 * | Connect token | `ctok_0123456789abcdef0123456789abcdef` for `user-1`, in `development` of the first project |
 * | settings | app override `ao_1`, OAuth app `oa_1`, the environment's webhook `wh_1` |
 * | file | `example.txt` |
 * | services behind the proxy | whatever listens on this machine, and an echo at `https://slack.com` |
 * | workflows | every URL `${url}/workflows/<id>` echoes method, path, query, headers and body; an endpoint id without the URL does not work |
 *
 * @example
 * const api = await startEmulator()
 * const client = new PipedreamClient(api.clientOptions)
 * api.fail({ operation: 'accounts.retrieve', status: 503 })
 * await client.accounts.retrieve('apn_1')
 * await api.close()
 */

export type { AddedAccount, EmulatorAccount, EmulatorApp, EmulatorCredentials } from './account-fields.js'
export type { EmulatorClientOptions } from './client-options.js'
export type { EmulatorClock } from './clock.js'
export type { Emulator } from './emulator.js'
export type { ProjectEnvironment } from './environment.js'
export type { Fault, PlannedFault } from './faults.js'
export type {
  ActionHandler,
  ActionResult,
  ActionRun,
  EmulatedResponse,
  ProxiedRequest,
  ProxiedResponse,
  ProxyHandler,
  WorkflowHandler,
  WorkflowOptions,
  WorkflowRequest,
} from './handler-types.js'
export type { EmulatorKeys, KeyOptions } from './keys.js'
export type { LoggedRequest } from './log.js'
export type { EmulatorClient, EmulatorKey, EmulatorOptions, TenantOptions } from './options.js'
export type { Delivery, EmittedEvent } from './records.js'
export type { FileContent, StashedFile } from './stashed-file.js'
export { serveEmulator, startEmulator } from './start.js'
