// The sessions of the MCP server.

import { randomBytes } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { eventOf, refusal } from './messages.js'
import { identityOf, type Scope } from './scope.js'

/** A session with the MCP server of an emulator. */
export interface McpSession {
  /** What the client sends as `Mcp-Session-Id`. */
  readonly id: string
  readonly projectId: string
  readonly environment: string
  readonly externalUserId: string
  /** The slug of the app; undefined with app discovery alone. */
  readonly app: string | undefined
  /** Whether the client has its event stream open, on which the server sends notifications. */
  readonly isListening: boolean
}

/** The MCP server of an emulator. */
export interface EmulatorMcp {
  /**
   * The sessions that were initialized and have not ended.
   *
   * @example
   * const users = api.mcp.sessions.map(({ externalUserId }) => externalUserId)
   */
  readonly sessions: readonly McpSession[]
  /**
   * Sends a notification on the event streams that clients have open.
   *
   * @param method Its method, such as `notifications/tools/list_changed`.
   * @param params Its parameters. Default: none.
   * @param sessionId The session it is for. Default: all sessions.
   * @returns How many streams it was sent on.
   * @example
   * api.mcp.notify('notifications/tools/list_changed')
   */
  notify(method: string, params?: Record<string, unknown>, sessionId?: string): number
  /**
   * Ends sessions and their event streams, as a server that restarts does. Further requests of them are answered 404, so that clients begin
   * a new session.
   *
   * @param sessionId The session. Default: all sessions.
   * @example
   * api.mcp.endSessions()
   */
  endSessions(sessionId?: string): void
}

class Session implements McpSession {
  readonly id = `mcp_${randomBytes(16).toString('hex')}`
  readonly projectId: string
  readonly environment: string
  readonly externalUserId: string
  readonly app: string | undefined
  readonly #identity: string
  #stream: PassThrough | undefined

  constructor(scope: Scope) {
    this.projectId = scope.tenant.projectId
    this.environment = scope.tenant.environment
    this.externalUserId = scope.externalUserId
    this.app = scope.app
    this.#identity = identityOf(scope)
  }

  get isListening(): boolean {
    return this.#stream !== undefined
  }

  isOf(scope: Scope): boolean {
    return this.#identity === identityOf(scope)
  }

  /** Opens the event stream of the session. Throws 409 if there is one. */
  listen(): PassThrough {
    if (this.#stream !== undefined) throw refusal(409, 'Conflict: the session has an event stream already')
    const stream = new PassThrough()
    this.#stream = stream
    stream.once('close', () => {
      if (this.#stream === stream) this.#stream = undefined
    })
    return stream
  }

  /** Sends an event. Returns false if the client does not listen. */
  send(event: string): boolean {
    if (this.#stream === undefined) return false
    this.#stream.write(event)
    return true
  }

  end(): void {
    this.#stream?.end()
    this.#stream = undefined
  }
}

/** @internal */
export class Sessions implements EmulatorMcp {
  readonly #sessions = new Map<string, Session>()

  get sessions(): readonly McpSession[] {
    return [...this.#sessions.values()]
  }

  notify(method: string, params?: Record<string, unknown>, sessionId?: string): number {
    const event = eventOf({ jsonrpc: '2.0', method, ...(params !== undefined && { params }) })
    return this.#chosen(sessionId).filter((session) => session.send(event)).length
  }

  endSessions(sessionId?: string): void {
    for (const session of this.#chosen(sessionId)) {
      this.#sessions.delete(session.id)
      session.end()
    }
  }

  /** Begins a session. */
  begin(scope: Scope): Session {
    const session = new Session(scope)
    this.#sessions.set(session.id, session)
    return session
  }

  /** The session of a request. Throws 400 without an id, and 404 if the session has ended or is for something else. */
  find(id: string | undefined, scope: Scope): Session {
    if (id === undefined) throw refusal(400, 'Bad Request: Mcp-Session-Id is required')
    const session = this.#sessions.get(id)
    if (session === undefined || !session.isOf(scope)) throw refusal(404, 'Session not found')
    return session
  }

  #chosen(sessionId: string | undefined): Session[] {
    return [...this.#sessions.values()].filter(({ id }) => sessionId === undefined || id === sessionId)
  }
}
