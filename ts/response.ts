// Status, URL and headers of a response. Rust passes them as JSON text, which is parsed when they are first used.

import { globalOf } from './platform.js'
import type { RawResponse } from './results.js'

/** The status, URL and headers that the JSON text of a response's head says. */
export function rawResponse(head: string): RawResponse {
  const { status, statusText, url, redirected, headers } = JSON.parse(head)
  return { headers: new (globalOf('Headers'))(headers), redirected, status, statusText, type: 'basic', url }
}
