// An emulator: its server, and what a test can read and change while it runs.

import type { Server } from 'node:http'
import type { PlatformAsyncDisposable } from '../platform-types.js'
import type { AddedAccount, EmulatorAccount } from './account-fields.js'
import { clientOptionsOf, type EmulatorClientOptions } from './client-options.js'
import type { EmulatorClock } from './clock.js'
import { connectAccount } from './connect-account.js'
import { type Core, newCore } from './core.js'
import type { Fault, PlannedFault } from './faults.js'
import { type ActionHandler, type ProxyHandler, readWorkflowOptions, type WorkflowOptions } from './handler-types.js'
import { type EmulatorKeys, emulatorKeys } from './keys.js'
import type { LoggedRequest } from './log.js'
import type { EmulatorMcp } from './mcp/sessions.js'
import { type ResolvedOptions, TENANT_OPTIONS, type TenantOptions } from './options.js'
import { Printed } from './printed.js'
import { readOptions } from './read-options.js'
import type { Delivery, EmittedEvent } from './records.js'
import { emit } from './resources/events.js'
import { urlOf } from './server.js'
import { stopper, throwFailures } from './shutdown.js'
import { type FileContent, type StashedFile, StoredFile } from './stashed-file.js'

/** For `await using`. */
export interface Emulator extends PlatformAsyncDisposable {}

/** An emulator that is running. `startEmulator()` and `serveEmulator()` return one. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the class has the method, and its declaration is left out of the public types
export class Emulator extends Printed {
  readonly #options: ResolvedOptions
  readonly #core: Core
  readonly #stop: () => Promise<void>

  /** @internal */
  constructor(options: ResolvedOptions, core: Core, server: Server, closesAtSignals: boolean) {
    super()
    this.#options = options
    this.#core = core
    this.url = urlOf(server)
    this.keys = emulatorKeys(() => core.tokens, options.clients[0].clientId)
    this.#stop = stopper(server, closesAtSignals ? () => void this.close({ unusedFaults: 'ignore' }) : undefined)
  }

  /**
   * Where it listens: `http://127.0.0.1:` (or the option `host`) and the port, without a slash at the end.
   *
   * @example
   * const response = await fetch(`${api.url}/v1/oauth/token`, { method: 'POST' })
   */
  readonly url: string

  /**
   * What a client needs to talk to this emulator: the first client with its present secret or private key, the first project.
   *
   * @example
   * const client = new PipedreamClient(api.clientOptions)
   */
  get clientOptions(): EmulatorClientOptions {
    return clientOptionsOf(this.#options, this.url, (clientId) => this.#core.tokens.proofOf(clientId))
  }

  /**
   * The clock of this emulator.
   *
   * @example
   * const milliseconds = api.clock.now()
   */
  get clock(): EmulatorClock {
    return this.#core.clock
  }

  /**
   * The keys with which clients may sign their token requests.
   *
   * @example
   * const privateKey = api.keys.rotate()
   */
  readonly keys: EmulatorKeys

  /**
   * Its MCP server, at `clientOptions.mcpUrl`.
   *
   * @example
   * const [session] = api.mcp.sessions
   */
  get mcp(): EmulatorMcp {
    return this.#core.mcp
  }

  /**
   * The last 10,000 requests, the oldest first.
   *
   * @example
   * const paths = api.requests.map(({ path }) => path)
   */
  get requests(): readonly LoggedRequest[] {
    return this.#core.log.list()
  }

  /**
   * How many requests came in all.
   *
   * @example
   * const count = api.requestCount
   */
  get requestCount(): number {
    return this.#core.log.total
  }

  /**
   * How many requests came to the token endpoint, including those that were refused.
   *
   * @example
   * const count = api.tokenRequests
   */
  get tokenRequests(): number {
    return this.#core.tokens.requests
  }

  /**
   * The last 50,000 access tokens that were issued since the start or `reset()`, the oldest first.
   *
   * @example
   * const newest = api.issuedTokens.at(-1)
   */
  get issuedTokens(): readonly string[] {
    return this.#core.tokens.issued()
  }

  /**
   * Finds the requests for one operation.
   *
   * @param operation Its name, such as `accounts.list`.
   * @returns Those of `requests` that are for the operation.
   * @example
   * const [first] = api.requestsOf('accounts.list')
   */
  requestsOf(operation: string): LoggedRequest[] {
    return this.requests.filter((request) => request.operation === operation)
  }

  /**
   * Plans a fault. `close()` throws if no request met it.
   *
   * @param fault Which requests fail, and how.
   * @returns The fault, which counts the requests that met it and can be removed.
   * @throws TypeError if the fault could never occur: an unknown name, operation or value.
   * @example
   * api.fail({ operation: 'accounts.retrieve', status: 503, times: 2 })
   */
  fail(fault: Fault): PlannedFault {
    return this.#core.faults.add(fault)
  }

  /**
   * Revokes access tokens. Requests with them are answered 401 from now on.
   *
   * @param clientId The client whose tokens are revoked. Default: all clients.
   * @example
   * api.revokeTokens()
   */
  revokeTokens(clientId?: string): void {
    this.#core.tokens.revoke(clientId)
  }

  /**
   * Changes the secret of a client. The old one is refused at once. Tokens stay valid.
   *
   * @param clientId The client. Default: the first one.
   * @param secret Its new secret. Default: a random one.
   * @returns The new secret.
   * @throws Error if there is no such client.
   * @example
   * const secret = api.rotateSecret()
   */
  rotateSecret(clientId: string = this.#options.clients[0].clientId, secret?: string): string {
    return this.#core.tokens.rotate(clientId, secret)
  }

  /**
   * Sets how long tokens live that are issued from now on.
   *
   * @param seconds A whole number above 0.
   * @throws TypeError if it is anything else.
   * @example
   * api.setTokenLifetimeSeconds(60)
   */
  setTokenLifetimeSeconds(seconds: number): void {
    this.#core.tokens.setLifetimeSeconds(seconds)
  }

  /**
   * Sets how many token requests a second are allowed. More are answered 429 with an empty body.
   *
   * @param requestsPerSecond 0 refuses every request; undefined removes the limit.
   * @throws TypeError for anything else than a number, 0 or more.
   * @example
   * api.setTokenRateLimit(5)
   */
  setTokenRateLimit(requestsPerSecond: number | undefined): void {
    this.#core.tokens.setRateLimit(requestsPerSecond)
  }

  /**
   * Connects an account.
   *
   * @param account What is special about it; names are in camelCase. Default: a healthy account of `user-1` at Slack.
   * @param options Its project and environment.
   * @returns The account, credentials included.
   * @throws TypeError for an unknown field and for a value of the wrong kind; Error if there is no such app.
   * @example
   * const { id } = api.addAccount({ externalId: 'user-7', app: 'github', healthy: false })
   */
  addAccount(account: EmulatorAccount = {}, options?: TenantOptions): AddedAccount {
    return connectAccount(this.#core.state, this.#core.tenantOf(readOptions('addAccount()', options, TENANT_OPTIONS)), account)
  }

  /**
   * Makes a file for `fileStash.downloadFile()`.
   *
   * @param key The `s3Key` it is downloaded with.
   * @param content Text, bytes, or `{ size }` in bytes for a generated file, whose byte `n` is `(n % 65536) % 251`.
   * @param options The content type (default: `application/octet-stream`), project and environment.
   * @returns The file, which tells what became of its downloads.
   * @throws TypeError for any other content.
   * @example
   * const file = api.stashFile('video.mp4', { size: 1024 ** 3 })
   */
  stashFile(key: string, content: FileContent, options?: TenantOptions & { contentType?: string }): StashedFile {
    const given = readOptions('stashFile()', options, [...TENANT_OPTIONS, 'contentType'])
    const file = new StoredFile(key, content, given.contentType ?? 'application/octet-stream')
    this.#core.tenantOf(given).files.set(key, file)
    return file
  }

  /**
   * Emits an event of a deployed trigger. The event is kept, and sent with a signature to those webhooks of the trigger that are on
   * this machine, or if it has none, to that of the environment. A webhook that has failed too often is switched off, see `Delivery`.
   *
   * @param triggerId `dc_…`
   * @param payload What the trigger emits.
   * @param options A summary of the event, project and environment.
   * @returns The event, and for each active webhook what was sent and what it answered.
   * @throws Error if there is no such trigger, or if a webhook on this machine cannot be reached.
   * @example
   * const { deliveries } = await api.emitEvent('dc_1', { text: 'Hello' })
   */
  emitEvent(
    triggerId: string,
    payload: Record<string, unknown>,
    options?: TenantOptions & { summary?: string },
  ): Promise<{ event: EmittedEvent; deliveries: Delivery[] }> {
    const given = readOptions('emitEvent()', options, [...TENANT_OPTIONS, 'summary'])
    return emit(this.#core, this.#core.tenantOf(given), triggerId, payload, given.summary)
  }

  /**
   * Registers a handler that responds for the apps behind the proxy. The last one registered is asked first.
   *
   * @param handler Returns the response, or undefined for a request that is not its own.
   * @throws TypeError if it is not a function.
   * @example
   * api.onProxyRequest(({ url }) => (url.endsWith('/users.list') ? { body: { members: [] } } : undefined))
   */
  onProxyRequest(handler: ProxyHandler): void {
    if (typeof handler !== 'function') throw new TypeError('onProxyRequest() needs a function')
    this.#core.proxyHandlers.unshift(handler)
  }

  /**
   * Registers what an action does when it is run.
   *
   * @param key The key of the component, such as `slack-send-message`.
   * @param handler Returns what the run exports, returns and logs.
   * @throws Error if there is no such action, and TypeError if the handler is not a function.
   * @example
   * api.onAction('slack-send-message', ({ configuredProps }) => ({ ret: { ok: true, text: configuredProps.text } }))
   */
  onAction(key: string, handler: ActionHandler): void {
    if (typeof handler !== 'function') throw new TypeError('onAction() needs a function')
    this.#core.state.component(key, 'action')
    this.#core.actionHandlers.set(key, handler)
  }

  /**
   * Sets what a workflow requires of its callers and what it responds.
   *
   * @param id The id of the workflow.
   * @param options What it requires and its handler. Default: it requires nothing and echoes the request.
   * @returns The URL of the workflow, for `workflows.invoke()`.
   * @throws TypeError for an unknown option or `auth`.
   * @example
   * const urlOrEndpoint = api.onWorkflow('eo1abc2', { handler: ({ body }) => ({ body: { received: body } }) })
   */
  onWorkflow(id: string, options?: WorkflowOptions): string {
    this.#core.workflows.set(id, readWorkflowOptions(options))
    return `${this.url}/workflows/${encodeURIComponent(id)}`
  }

  /**
   * Makes the emulator as it was when it started, on the same port. Requests that are being handled see the new state. Access tokens stay
   * valid, or are valid again, so that a client that is kept between tests goes on: it replaces a refused token once in ten seconds at most.
   *
   * @example
   * api.reset()
   */
  reset(): void {
    this.#core.mcp.endSessions()
    Object.assign(this.#core, newCore(this.#options, this.#core.tokens))
  }

  /**
   * Stops the emulator and ends every connection. May be called more than once. `await using` calls it at the end of the block.
   *
   * @param options With `unusedFaults: 'ignore'` a planned fault that no request met is not an error. Default: `'throw'`.
   * @throws What a handler of yours threw while the emulator ran; Error if a planned fault met no request.
   * @example
   * await api.close({ unusedFaults: 'ignore' })
   */
  async close(options?: { unusedFaults?: 'throw' | 'ignore' }): Promise<void> {
    const { unusedFaults } = readOptions('close()', options, ['unusedFaults'])
    await this.#stop()
    throwFailures(this.#core, unusedFaults !== 'ignore')
  }

  /** @internal */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}
