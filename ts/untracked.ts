// Native handles that tools do not list. napi-rs makes one when the addon is loaded, and the mailbox has one. Both are weak: they keep no
// process alive. But Node gives async_hooks no way to ask them that (`hasRef`), so `jest --detectOpenHandles` and why-is-node-running
// would say that they are open, for ever.

import type { AsyncResource } from 'node:async_hooks'

/**
 * Runs `act`. Then async_hooks gets the event `destroy` for every resource that was made within, in the way in which
 * `AsyncResource.emitDestroy` gives it. Nothing else happens to them: they work all the same. `Resource` is Node's class AsyncResource:
 * this file imports nothing, because it runs before the package knows whether it is in Node.
 */
export function untracked<T>(Resource: typeof AsyncResource, act: () => T): T {
  const first = new Resource('UNTRACKED', { requireManualDestroy: true })
  try {
    return act()
  } finally {
    const last = new Resource('UNTRACKED', { requireManualDestroy: true })
    // Resources have consecutive numbers. A runtime that does not keep them here (Bun, Deno) lists none.
    const key = Object.getOwnPropertySymbols(first).find(({ description }) => description === 'async_id_symbol')
    if (key !== undefined) destroyAll(last, key, first.asyncId())
  }
}

/** Gives the event for all numbers from `first` to that of `resource`, which has its number as its property `key`. */
function destroyAll(resource: AsyncResource, key: symbol, first: number): void {
  const last = resource.asyncId()
  for (let id = first; id <= last; id++) Object.assign(resource, { [key]: id }).emitDestroy()
}
