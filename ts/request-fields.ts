// Warns of fields of requests that do not exist. `client.accounts.list({ externalUserID: 'user-1' })` would otherwise list the accounts of all
// users, and nobody would notice.

import { property } from './properties.js'
import { fields, type MethodWithFields, relayed } from './resources/fields.js'
import { type KnownOptions, knownFields, warnOfUnknown } from './unknown-options.js'

const tables = new Map<string, KnownOptions>()

/** The fields of the request of a method. Its table is made when the method is called first. */
function tableOf(method: string): KnownOptions | undefined {
  const made = tables.get(method)
  if (made !== undefined || !Object.hasOwn(fields, method)) return made
  const table = knownFields(`${method}()`, fields[method as MethodWithFields], !relayed.has(method))
  tables.set(method, table)
  return table
}

/**
 * Warns of each name in `request` that is no field of the requests of `method`, such as `accounts.list`. Names within a field are the
 * caller's. Call it once the request has been written as JSON: what cannot be written is an error instead.
 *
 * @param below A function that is running. The stack of the warning begins where it was called.
 */
export function warnOfUnknownFields(method: string, request: unknown, below: object): void {
  if (request === null || typeof request !== 'object') return
  const known = tableOf(method)
  if (known === undefined) return
  try {
    for (const name of Object.keys(request)) {
      if (!known.names.has(name)) {
        if (hasFields(request)) warnOfUnknown(request, known, below)
        return
      }
    }
  } catch {
    // A Proxy may throw. Its fields are read elsewhere, where that becomes the error of the call.
  }
}

/** Whether the properties of a request are its fields. A list is refused in Rust, and what has a `toJSON` is written as that says. */
const hasFields = (request: object): boolean => !Array.isArray(request) && typeof property(request, 'toJSON') !== 'function'
