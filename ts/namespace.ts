// What the namespace `Pipedream` holds: everything of the API, and every error class.

export {
  BadRequestError,
  type LimitOption,
  NotFoundError,
  type NotRetriedBecause,
  type Phase,
  PipedreamAbortError,
  PipedreamError,
  PipedreamTimeoutError,
  type RateLimit,
  TooManyRequestsError,
} from './errors.js'
export * from './resources/index.js'
