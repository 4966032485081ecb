// What a test can put behind the API: actions, workflows, and the services behind the proxy.

import type { PlatformBuffer } from '../platform-types.js'
import type { ProjectEnvironment } from './environment.js'
import { readOptions } from './read-options.js'

/** A response of a handler. */
export interface EmulatedResponse {
  /** Default: 200. */
  status?: number
  headers?: Record<string, string>
  /** Text, bytes and streams are sent as they are, any other value as JSON. Default: an empty body. */
  body?: unknown
}

/** A call that the proxy passes on to an app. */
export interface ProxiedRequest {
  method: string
  url: string
  /** The headers for the app, without the prefix `x-pd-proxy-`, and `authorization` with the credentials of the account. */
  headers: Record<string, string>
  body: PlatformBuffer
  /** Parses the body. Throws SyntaxError if it is not JSON. */
  json(): unknown
  accountId: string
  externalUserId: string
}

/** A response, or its body alone, as text or bytes. Undefined: the handler does not respond to this request. */
export type ProxiedResponse = EmulatedResponse | string | Uint8Array | undefined

/** Responds for the apps behind the proxy. If it returns undefined, the next handler is called. */
export type ProxyHandler = (request: ProxiedRequest) => ProxiedResponse | Promise<ProxiedResponse>

/** One run of an action. */
export interface ActionRun {
  /** The key of the component. */
  key: string
  externalUserId: string
  configuredProps: Record<string, unknown>
  projectId: string
  environment: ProjectEnvironment
}

/** What an action did. */
export interface ActionResult {
  /** What it exported, by name; `$summary` is a sentence for people. Default: nothing. */
  exports?: Record<string, unknown>
  /** What it returned. Default: null. */
  ret?: unknown
  /** What it logged, in order. Default: nothing. */
  os?: unknown[]
  /** The id of its file stash. Default: a new one if the caller asked for a stash. */
  stashId?: string
}

/** Runs an action in place of the real one. */
export type ActionHandler = (run: ActionRun) => ActionResult | Promise<ActionResult>

/** A request to the URL of a workflow. */
export interface WorkflowRequest {
  method: string
  /** The path after the id of the workflow. */
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string | string[] | undefined>
  /** The value if it was JSON, else the text; undefined if there was none. */
  body: unknown
  rawBody: PlatformBuffer
  /** The header `x-pd-external-user-id`. */
  externalUserId: string | undefined
}

/** Responds for a workflow. If it returns undefined, the response is an echo of the request. */
export type WorkflowHandler = (request: WorkflowRequest) => EmulatedResponse | undefined | Promise<EmulatedResponse | undefined>

/** What a workflow requires of its callers, and what it responds. */
export interface WorkflowOptions {
  /**
   * What a caller must send: an access token of this emulator (`oauth`), or `token` (`static_bearer_token`).
   *
   * @default 'none'
   */
  auth?: 'none' | 'oauth' | 'static_bearer_token'
  /**
   * The token of `static_bearer_token`.
   *
   * @default none
   */
  token?: string
  /** Returns the response. Without a handler, or if it returns undefined, the response is an echo of the request. */
  handler?: WorkflowHandler
}

/**
 * The options of a workflow. Throws TypeError for an unknown option or `auth`.
 *
 * @internal
 */
export function readWorkflowOptions(options: WorkflowOptions | undefined): WorkflowOptions {
  const given = readOptions('onWorkflow()', options, ['auth', 'token', 'handler'])
  if (given.auth !== undefined && !['none', 'oauth', 'static_bearer_token'].includes(given.auth))
    throw new TypeError(`auth must be none, oauth or static_bearer_token, got ${String(given.auth)}`)
  return given
}
