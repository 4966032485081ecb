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
 * | settings | app override `ao_1`, OAuth app `oa_1`, Pipedream's own OAuth apps such as `oa_slack`, the environment's webhook `wh_1` |
 * | file | `example.txt` |
 * | services behind the proxy | whatever listens on this machine, and an echo at `https://slack.com`; the option `proxy` and `api.onProxyRequest()` add others |
 * | MCP server | `${url}/mcp` (also `/mcp/v3`): the actions as tools, sessions, an event stream; a tool of an app without an account gives a Connect link |
 * | workflows | every URL `${url}/workflows/<id>` echoes method, path, query, headers and body; an endpoint id without the URL does not work |
 *
 * **Connect tokens in browsers.** A Connect token of `tokens.create` is a bearer for the calls of one user, as in the API. So the official
 * browser half (`createFrontendClient` of `@pipedream/sdk/browser`, `@pipedream/connect-react`) works against the emulator: give it
 * `baseUrl: api.url`.
 * [examples/browser-half](../examples/browser-half) is such a page, and `npm run check:browser` tests it in Chromium.
 *
 * | what | how the emulator decides |
 * | --- | --- |
 * | path | with the project (`/v1/connect/proj_1/accounts`) or without it (`/v1/connect/accounts`): the token names its project and environment. Another project is 404, another `x-pd-environment` 403 |
 * | allowed | all operations of accounts, actions, apps, appCategories, components, deployedTriggers, fileStash, proxy and triggers; `projects.retrieveInfo`, `tokens.validate` (of itself), `users.deleteExternalUser` (of its user). The API's OpenAPI document lists them for Connect tokens |
 * | refused | every other operation, such as `tokens.create`, `users.list`, `usage.list` and all that changes projects: 403 |
 * | users | lists have only what is of its user. A call that names another `external_user_id` is 403; an account or deployed trigger of another user is 404 |
 * | credentials | `include_credentials` is 403: the API's documentation says that they never belong in a browser |
 * | scopes | `scope` of `tokens.create`, or `connect:*`, which is the most; a call outside of them is 403 |
 * | end | after `expires_in`, at most 14,400 seconds, by the emulator's clock, or when an account was connected with it (`accounts.create`): 401 |
 * | origins | a call with the header `Origin` needs that origin in `allowed_origins` of `tokens.create`; else it is 403 without CORS headers. Servers send no `Origin` |
 * | CORS | under `/v1/connect/`: each preflight is allowed, and a response has `Access-Control-Allow-Origin` if the bearer is a Connect token for that origin. A response to an access token has none, because an access token belongs on a server |
 * | faults | a preflight meets only a fault with `method: 'OPTIONS'`. It is in `api.requests` |
 * | other domains | the token endpoint and the workflows have no CORS headers, and a workflow takes no Connect token |
 * | not there | the dialog of `connectAccount()`, which is a page of pipedream.com. Connect an account with `api.addAccount()`, or by Connect Link |
 *
 * **Connect Link.** The `connectLinkUrl` of `tokens.create` is a page of the emulator, on which a person, or a test in a browser, connects an
 * account. [examples/next-app](../examples/next-app) does so.
 *
 * | what | how the emulator decides |
 * | --- | --- |
 * | app | `&app=slack`, which your code appends. Without it the page lists the apps to choose from |
 * | form | a button Connect and a button Cancel (`name="decision"`, the values `connect` and `cancel`). An app with keys has an input for each, `field.api_key` |
 * | Connect | connects an account of the user, uses the Connect token up and goes to `success_redirect_uri` with status 303, or to a page that names the account |
 * | Cancel | goes to `error_redirect_uri`, or to a page that says so. The token can be used again |
 * | refused | a token that was used or has expired, or an unknown app: `error_redirect_uri`, or a page with status 400 or 404. An unknown token: 404 |
 * | webhook | `CONNECTION_SUCCESS` (the account, without credentials) or, after Cancel, `CONNECTION_ERROR`, to the `webhookUri` of `tokens.create`, if it is on this machine. It is not signed, because the API's documentation does not say so |
 * | faults, log | its operation is `connect.link`: `api.fail({ operation: 'connect.link', status: 503 })` |
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
export type { EmulatorMcp, McpSession } from './mcp/sessions.js'
export type { EmulatorClient, EmulatorKey, EmulatorOptions, TenantOptions } from './options.js'
export type { EmulatorProxyAnswer } from './proxy-answers.js'
export type { Delivery, EmittedEvent } from './records.js'
export type { FileContent, StashedFile } from './stashed-file.js'
export { serveEmulator, startEmulator } from './start.js'
export type { EmulatorDeliveryState, EmulatorTrigger, EmulatorWebhook } from './trigger-fields.js'
