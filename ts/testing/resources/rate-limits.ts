// Rate limits of a client's own.

import type { Handlers } from './handler.js'

export const rateLimitHandlers: Handlers = {
  'rateLimits.create': (core, { fields }) => ({ token: core.limits.create(fields.window_size_seconds, fields.requests_per_window) }),
}
