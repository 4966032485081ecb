// What a webhook is verified with.

/** A delivery and what it is checked against. */
export interface WebhookDelivery {
  /** The request's body as it came: text or bytes, not yet parsed. */
  body: string | ArrayBuffer | ArrayBufferView
  /** The request's headers, of `fetch` or of `node:http`; or give `signature`. */
  headers?: { get(name: string): string | null } | Record<string, string | string[] | undefined> | Iterable<readonly [string, string]> | readonly string[] | undefined
  /** The value of the header `x-pd-signature`: a text of at most 4 KB, or an array of one. */
  signature?: string | readonly string[] | undefined
  /** The signing key, or several while one is being replaced. */
  key: string | readonly string[]
  /** How far from now it may have been signed; 300 unless given. */
  toleranceInSeconds?: number | undefined
  /** Now, in milliseconds. */
  now?: number | Date | undefined
}

/** What a connection webhook says. */
export interface ConnectionEvent {
  event: 'CONNECTION_SUCCESS' | 'CONNECTION_ERROR'
  connect_token: string
  environment: string
  connect_session_id: number | string
  account?: Record<string, unknown>
  error?: string
}

/**
 * The event of a delivery that is genuine and recent. Any other is an error with the code `ERR_WEBHOOK_SIGNATURE`.
 *
 * @example
 * ```js
 * const event = verifyWebhook({ body: await request.text(), headers: request.headers, key: process.env.SIGNING_KEY })
 * ```
 */
export declare function verifyWebhook<T = any>(delivery: WebhookDelivery): T
