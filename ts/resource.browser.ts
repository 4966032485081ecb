// ts/resource.ts in the entry points without native code: the resources can be imported, and say what to do when one is made.

import { unavailable } from './unavailable.js'

/** The key of a caller, which no resource has here. */
export const CALLER: unique symbol = Symbol('caller')

/** The base of every resource. */
export class Resource {
  constructor() {
    throw unavailable(`new ${new.target.name}()`)
  }
}
