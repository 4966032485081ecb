// How an emulator is printed: without the secrets that it has.

import { inspect } from 'node:util'

export abstract class Printed {
  abstract readonly url: string
  abstract get requestCount(): number
  abstract get tokenRequests(): number

  /** @internal */
  [inspect.custom](): string {
    return `Emulator { url: '${this.url}', requests: ${this.requestCount}, tokenRequests: ${this.tokenRequests} }`
  }

  /** @internal */
  toJSON(): Record<string, unknown> {
    return { url: this.url, requests: this.requestCount, tokenRequests: this.tokenRequests }
  }
}
