// Verifying webhooks.

/** A delivery, and how it is checked. */
export interface WebhookDelivery {
  /** The request's body as it came: text or bytes, not yet parsed. */
  body: string | ArrayBuffer | ArrayBufferView
  /** The request's headers, of `fetch` or of `node:http`; or give `signature`. */
  headers?:
    | { get(name: string): string | null }
    | Record<string, string | string[] | undefined>
    | Iterable<readonly [string, string]>
    | readonly string[]
    | undefined
  /** The value of the header `x-pd-signature`: a text of at most 4 KB, or an array of one. */
  signature?: string | readonly string[] | undefined
  /** The signing key, or an array of keys while one is replaced. */
  key: string | readonly string[]
  /** How many seconds before or after now it may have been signed. Default: 300. */
  toleranceInSeconds?: number | undefined
  /** The time to check against: a Date, or milliseconds since 1970. Default: now. */
  now?: number | Date | undefined
}

/** The body of a connection webhook. */
export interface ConnectionEvent {
  event: 'CONNECTION_SUCCESS' | 'CONNECTION_ERROR'
  connect_token: string
  environment: string
  connect_session_id: number | string
  account?: Record<string, unknown>
  error?: string
}

/**
 * Returns the event of a delivery that is genuine and recent. Throws an error with the code `ERR_WEBHOOK_SIGNATURE` for any other, and
 * with `ERR_WEBHOOK_BODY` if a genuine one is not JSON.
 *
 * @example
 * ```js
 * const event = verifyWebhook({ body: await request.text(), headers: request.headers, key: process.env.SIGNING_KEY })
 * ```
 */
export declare function verifyWebhook<T = any>(delivery: WebhookDelivery): T
