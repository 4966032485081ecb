// What the namespace `Pipedream` holds: everything of the API, and every error class.

export type { LimitOption, NotRetriedBecause, Phase } from './call-facts.js'
export {
  BadRequestError,
  NotFoundError,
  PipedreamAbortError,
  PipedreamError,
  PipedreamTimeoutError,
  type RateLimit,
  TooManyRequestsError,
} from './errors.js'
export * from './resources/index.js'
