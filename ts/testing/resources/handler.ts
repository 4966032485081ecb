// The type of a handler.

import type { Call } from '../call.js'
import type { Core } from '../core.js'

/** Returns the value that is sent as JSON, undefined for 204, or a `RawResponse`. Throws an `HttpError` to refuse. */
export type Handler = (core: Core, call: Call) => unknown

/** By the name of the operation. */
export type Handlers = Readonly<Record<string, Handler>>
