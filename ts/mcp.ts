// `client.mcp`: what clients of the Model Context Protocol need to reach the remote MCP server. Rust checks the session and makes its
// headers (src/request/mcp.rs).

import { optionsText } from './call-options.js'
import type { Caller } from './caller.js'
import { invalid } from './errors.js'
import { defect, errorOf } from './failure.js'
import { send } from './fetch.js'
import type { Fetch } from './fetch-types.js'
import { toJson } from './json.js'
import type { McpServer as NativeMcpServer } from './native.js'
import type { BaseRequestOptions } from './options.js'
import { define, pick } from './properties.js'
import { CALLER } from './resource.js'
import { checkOptions } from './value-types.js'

/** How the tools of the MCP server take their arguments. */
export type McpToolMode = 'sub-agent' | 'tools-only' | 'full-config'

/** A session with the MCP server: whose tools, and of which app. */
export interface McpServerRequest {
  /** The id of your user, whose accounts the tools use. */
  externalUserId: string
  /** The slug of the app whose tools are listed, such as `slack`. It is needed unless `appDiscovery` is true. */
  app?: string | undefined
  /** The account that the tools use, `apn_…`. Default: the server chooses one of the user's. */
  accountId?: string | undefined
  /** How tools take their arguments. Default: that of the server, `sub-agent`. */
  toolMode?: McpToolMode | undefined
  /** Whether the session may use any app. Default: false. */
  appDiscovery?: boolean | undefined
}

/** A URL and a token, for a hosted client that takes nothing else. */
export interface McpConnector {
  /** The URL of the server with the session in its query. */
  url: string
  /** The current access token. It is not renewed: the hosted client has it until it expires. */
  token: string
}

/** What a client of the Model Context Protocol needs for one session. Its members work without the object. */
export interface McpServer {
  /** The URL of the server. A user id that no header can hold, because it is not Latin-1, is in its query. */
  readonly url: string
  /**
   * A `fetch` for the session. Each request to the server's origin gets the access token that is live then, and the headers of the session.
   * A request to another origin gets neither, also after a redirect. An Authorization among the headers of a request is not sent.
   * Everything else is as in `client.fetch`, except that an event stream has no time limit between its chunks.
   */
  readonly fetch: Fetch
  /**
   * The headers of a session, for clients that take headers and no `fetch`: `Authorization` with the current access token, and `x-pd-*`.
   * They are valid until the token expires, so ask for them for each session or request.
   */
  readonly headers: () => Promise<Record<string, string>>
  /** A URL and a token, for hosted clients that take nothing else. The session is in the query of the URL. */
  readonly connector: () => Promise<McpConnector>
}

const FIELDS = ['externalUserId', 'app', 'accountId', 'toolMode', 'appDiscovery'] as const

/** `client.mcp`: sessions with the remote MCP server, through which AI agents use the tools of connected apps. */
export class Mcp {
  /** @internal */
  declare readonly [CALLER]: Caller

  /** @internal */
  constructor(caller: Caller) {
    define(this, CALLER, { value: caller })
  }

  /**
   * What a client of the Model Context Protocol needs for a session. Nothing is sent. `requestOptions` are those of each request of its
   * `fetch`; `timeoutInSeconds` is the limit for the head of a response, and for each chunk of a body that is no event stream.
   *
   * Throws a `PipedreamError` with the code `ERR_INVALID_ARGUMENT` if something is missing or wrong: `externalUserId`; `app` without
   * `appDiscovery`; `toolMode`; the client's `projectId`; `mcpUrl`, if the API is on this machine.
   */
  server(request: McpServerRequest, requestOptions?: BaseRequestOptions): McpServer {
    return serverOf(this[CALLER], request, requestOptions)
  }
}

function serverOf(caller: Caller, request: unknown, requestOptions: unknown): McpServer {
  const session = fieldsOf(request)
  const text = toJson(session, session)
  if (requestOptions !== undefined && requestOptions !== null) checkOptions(requestOptions, 'requestOptions')
  const { url } = nativeServer(caller, text, undefined)
  const current = async (): Promise<Current> => {
    const server = nativeServer(caller, text, await optionsText(requestOptions, caller.dynamic))
    const headers = pairsIn(server.headers)
    const given = headers.get('authorization')
    headers.delete('authorization')
    const isOwn = given !== undefined || !server.authenticate
    const authorization = isOwn ? given : `Bearer ${await caller.accessToken((id) => caller.native.token(id, false))}`
    return { url: server.urlWithSession, headers, authorization }
  }
  return {
    url,
    fetch: (input, init, options) => send(caller, input, init, merged(requestOptions, options), session),
    headers: async () => {
      const { headers, authorization } = await current()
      return { ...(authorization !== undefined && { Authorization: authorization }), ...Object.fromEntries(headers) }
    },
    connector: async () => {
      const { url: withSession, authorization } = await current()
      const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
      if (token === undefined) throw invalid('a connector needs a bearer token, and the Authorization of this client is none')
      return { url: withSession, token }
    },
  }
}

/** A session as it can be sent now. */
interface Current {
  /** With the session in its query. */
  url: string
  /** All but the Authorization. */
  headers: Map<string, string>
  authorization: string | undefined
}

/** The headers that Rust gives as names and values in turn. */
function pairsIn(list: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>()
  for (let at = 0; at + 1 < list.length; at += 2) pairs.set(String(list[at]), String(list[at + 1]))
  return pairs
}

/** The options of a request: its own, else those of the session. What is no object is left for the check of the options. */
function merged(ofSession: unknown, own: unknown): unknown {
  if (own === undefined || own === null) return ofSession
  if (ofSession === undefined || ofSession === null || typeof own !== 'object') return own
  const given = Object.entries(own).filter(([, value]) => value !== undefined)
  return { ...ofSession, ...Object.fromEntries(given) }
}

/** What a session is made of. An unknown name is refused: with a misspelt `accountId` the tools would use another account. */
function fieldsOf(request: unknown): object {
  checkOptions(request, 'the argument of client.mcp.server()')
  const unknown = Object.keys(request).find((name) => !FIELDS.some((known) => known === name))
  if (unknown !== undefined)
    throw invalid(`client.mcp.server() has no option ${JSON.stringify(unknown)}; its options are ${FIELDS.join(', ')}`)
  return pick(request, FIELDS)
}

/** Checks a session in Rust. Throws what is wrong with it. */
function nativeServer(caller: Caller, session: string, options: string | undefined): NativeMcpServer {
  let server: NativeMcpServer
  try {
    server = caller.native.mcpServer(session, options)
  } catch (error) {
    throw defect(error)
  }
  if (server.problem) throw errorOf(server.problem)
  return server
}
