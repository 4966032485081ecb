// The emulator's log: a line for each request, without secrets.

import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CONNECT_TOKEN } from '../connect-token.js'
import { redactedPath } from '../redacted-url.js'
import { coloured, printable } from './terminal.js'

/** Node publishes on it for every server of the process; there is only the emulator's. */
const started = channel('http.server.request.start')

/** Writes a line for each request to a server of this process, once its response is sent or its connection lost. */
export function logRequests(print: (line: string) => void): void {
  started.subscribe((message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const start = performance.now()
    response.once('close', () => print(lineOf(request, response, performance.now() - start)))
  })
}

function lineOf({ method = '', url = '' }: IncomingMessage, response: ServerResponse, durationMs: number): string {
  const status = response.writableFinished ? String(response.statusCode) : 'lost'
  const colour = status === 'lost' || response.statusCode >= 500 ? 'red' : response.statusCode >= 400 ? 'yellow' : 'green'
  return `${method} ${pathOf(url)} ${coloured(process.stderr, colour, status)} ${Math.round(durationMs)} ms`
}

/**
 * The path without its query. Connect tokens are secrets; the URL that a proxy call is for may have one in its query. The emulator is called by
 * any program, also with the URL in the place of the path, as a proxy is.
 */
export function pathOf(url: string): string {
  const [path = ''] = url.replace(/^(\w+:\/\/)[^/?#]*@/, '$1').split(/[?#]/)
  const shown = redactedPath(path, (part) => (part.search(CONNECT_TOKEN) === -1 ? '…' : 'ctok_…'))
  return printable(shown.length > 300 ? `${shown.slice(0, 300)}…` : shown)
}
