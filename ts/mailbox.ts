// Receives the messages of Rust in batches, and settles the calls they are for. Each JavaScript environment has one mailbox.
//
// A call is kept under its id until its message comes. A port keeps the process alive while calls are pending, and only then.

import { AsyncResource } from 'node:async_hooks'
import { publishToken } from './channels.js'
import { keepThrown } from './failure.js'
import { errorMessage } from './json.js'
import { native } from './load.js'
import type { Mailbox, Message } from './native.js'
import { globalOf, keepAlive, turn } from './platform.js'
import { pick, property } from './properties.js'
import { truncateShown } from './truncate.js'

/** What a message from Rust settles. */
export interface Settleable {
  settle(message: Reply): void
}
/** A message that settles a call. */
export type Reply = Extract<Message, { type: 'done' | 'failed' | 'chunk' }>
type CallbackRequest = Extract<Message, { type: 'ask' }>

/** Calls a function or an object of the caller for Rust. */
export interface Callback {
  (kind: string, text: string | undefined, bytes: Uint8Array | undefined, signal: AbortSignal | undefined): unknown
  /** Called when Rust needs it no more. */
  release?(): unknown
}

const pending = new Map<number, Settleable>()
const callbacks = new Map<number, Callback>()
/** What stops a custom `fetch` that runs. */
const stoppable = new Map<number, AbortController>()
/** Made by the first call. */
let alive: ReturnType<typeof keepAlive> | undefined
let lastId = 0

let box: Mailbox | undefined
/** The mailbox, made for the first client: a package that is only loaded leaves nothing open. */
export function mailbox(): Mailbox {
  box ??= new native.Mailbox(deliver)
  return box
}

function deliver(): void {
  for (const message of drained()) {
    try {
      handle(message)
    } catch (error) {
      // A callback of the caller threw: that must not cost the other messages.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

/** The messages that have gathered. A defect costs no message: what is still there is fetched again. */
function drained(): Message[] {
  try {
    return mailbox().drain()
  } catch {
    turn().then(deliver)
    return []
  }
}

function handle(message: Message): void {
  switch (message.type) {
    case 'ask':
      answer(message)
      break
    case 'unasked':
      stoppable.get(message.id)?.abort()
      break
    case 'released':
      release(message.target)
      break
    case 'event':
      publishToken(message.name, message.text)
      break
    case 'more':
      turn().then(deliver)
      break
    default: {
      const call = pending.get(message.id)
      if (call === undefined) return
      forget(message.id)
      call.settle(message)
    }
  }
}

/** Gives a call an id; its `settle(message)` gets its one message. */
export function expect(call: Settleable): number {
  const id = unusedId(pending)
  pending.set(id, call)
  if (pending.size === 1) {
    alive ??= keepAlive()
    alive.ref()
  }
  return id
}

/** The next id that is not in use; 0 is none. */
function unusedId(used: ReadonlyMap<number, unknown>): number {
  do lastId = (lastId + 1) >>> 0
  while (lastId === 0 || used.has(lastId))
  return lastId
}

/** Forgets a call: its message, if one comes, settles nothing. */
export function forget(id: number): void {
  if (pending.delete(id) && pending.size === 0) alive?.unref()
}

/** Makes a callback reachable from Rust, which calls it in the asynchronous context of now. Returns its id. */
export function register(callback: Callback): number {
  const id = unusedId(callbacks)
  callbacks.set(
    id,
    Object.assign(AsyncResource.bind(callback), { release: property(callback, 'release') as Callback['release'] }) as Callback,
  )
  return id
}

export const unregister = (id: number): boolean => callbacks.delete(id)

/** Removes a callback, and calls its `release`, if it has one. */
export async function release(id: number): Promise<void> {
  const released = callbacks.get(id)?.release
  callbacks.delete(id)
  try {
    await released?.()
  } catch {
    // Nobody waits for the callback any more, so an error of `release` is ignored.
  }
}

async function answer(message: CallbackRequest): Promise<unknown> {
  const { id, kind, target } = message
  try {
    const callback = callbacks.get(target)
    // Its client is gone: Rust turns to another.
    if (callback === undefined) return mailbox().answer(id, false)
    // The event loop has gone round once: what had come by now was handled.
    if (kind === 'turn') {
      await turn()
      return mailbox().answer(id, true)
    }
    const signal = kind === 'fetch' ? stopSignal(id) : undefined
    const text = property(message, 'text') as string | undefined
    const value: unknown = await callback(kind, text, property(message, 'bytes') as Uint8Array | undefined, signal)
    if (ArrayBuffer.isView(value)) mailbox().answer(id, true, undefined, value as Uint8Array)
    else if (value !== null && typeof value === 'object') {
      const { text, bytes, body } = pick(value as { text: string; bytes?: Uint8Array; body?: number }, ['text', 'bytes', 'body'])
      const isTaken = mailbox().answer(id, true, text, bytes)
      // The call is over: nobody will read the body, or release it.
      if (!isTaken && body !== undefined) release(body)
    } else mailbox().answer(id, true, value as string | undefined)
  } catch (error) {
    refuse(id, error)
  } finally {
    stoppable.delete(id)
  }
  return undefined
}

/** Passes to Rust what the callback threw. If that fails too, the time limit of the callback ends the wait for it. */
function refuse(id: number, error: unknown): void {
  try {
    mailbox().answer(id, false, truncateShown(errorMessage(error), 2048), undefined, keepThrown(error))
  } catch {
    // Rust failed because of a defect, and has reported it.
  }
}

function stopSignal(id: number): AbortSignal {
  const controller = new (globalOf('AbortController'))()
  stoppable.set(id, controller)
  return controller.signal
}
