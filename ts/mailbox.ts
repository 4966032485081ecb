// Receives the messages from Rust, in batches: results of calls, callbacks and events. There is one mailbox for each JavaScript
// environment (the main thread, or a worker).
//
// A call is pending under its id until the message that ends it. Pending calls keep the process alive; callbacks do not.

import { AsyncResource } from 'node:async_hooks'
import { publishNative } from './channels.js'
import { keepThrown } from './failure.js'
import { errorMessage } from './json.js'
import { native } from './load.js'
import type { Mailbox, Message } from './native.js'
import { globalOf, keepAlive, pause, turn } from './platform.js'
import { pick, property } from './properties.js'
import { requestStarts, traceMessage } from './tracing.js'
import { truncateShown } from './truncate.js'
import { untracked } from './untracked.js'

/** What waits for a message: a call, or the read of a stream. */
export interface Settleable {
  settle(message: Reply): void
  /** The asynchronous context of the call, if its client has a `fetch` of the caller's. */
  readonly scope?: AsyncResource | undefined
}
/** A message for what is pending. */
export type Reply = Extract<Message, { type: 'done' | 'failed' | 'chunk' }>
type CallbackRequest = Extract<Message, { type: 'callback' }>

/** A function that Rust can call by its id. What it returns, or its promise, is the reply. */
export interface Callback {
  (kind: string, text: string | undefined, bytes: Uint8Array | undefined, signal: AbortSignal | undefined): unknown
  /** Called when Rust no longer needs it. */
  release?(): unknown
}

const pending = new Map<number, Settleable>()
const callbacks = new Map<number, Callback>()
/** For each running custom `fetch`, by the id of its callback message. */
const abortControllers = new Map<number, AbortController>()
/** Keeps the process alive while calls are pending. Made by the first call. */
let keepAlivePort: ReturnType<typeof keepAlive> | undefined
let lastId = 0

let instance: Mailbox | undefined
/** Milliseconds until what failed is tried again. */
const RETRY_DELAY = 50
let attachSoon = (): void => {}
/**
 * Attaches the wake-up, the one native handle of the package. That is a reaction of a promise, and it is registered when the package is
 * loaded. So the wake-up has what AsyncLocalStorage had then, and not for ever what it had when the first client was made. And no code of
 * the caller is on the stack that made it: otherwise `jest --detectOpenHandles` would say that a test left it open.
 */
void new Promise<void>((resolve) => {
  attachSoon = resolve
}).then(attach)

/** The mailbox. The first client makes it, so that a process that only loads the package has no open handle. */
export function mailbox(): Mailbox {
  if (instance === undefined) {
    instance = new native.Mailbox()
    // The messages that come before are handled no later: JavaScript handles none until its current code has ended.
    attachSoon()
  }
  return instance
}

async function attach(): Promise<void> {
  for (;;) {
    try {
      return untracked(AsyncResource, () => mailbox().attach(deliver))
    } catch {
      // A defect of this package, or Node has no resources for it. Until it is attached the messages are fetched in intervals.
      await pause(RETRY_DELAY)
      deliver()
    }
  }
}

/** The messages that are being handled. Code of the caller runs between two of them, for example a logger, which may abort other calls. */
let delivering: readonly Message[] = []

/** Handles the messages that have gathered. Rust calls it when there are some. */
function deliver(): void {
  delivering = drained()
  for (const message of delivering) {
    try {
      handle(message)
    } catch (error) {
      // Code of the caller threw, such as a logger. The other messages are handled all the same.
      queueMicrotask(() => {
        throw error
      })
    }
  }
  delivering = []
}

/** The messages that have gathered. If `drain` throws, it keeps them; they are drained in another turn. */
function drained(): Message[] {
  try {
    return mailbox().drain()
  } catch {
    void turn().then(deliver)
    return []
  }
}

function handle(message: Message): void {
  switch (message.type) {
    case 'callback':
      void answer(message)
      break
    case 'callbackCancelled':
      abortControllers.get(message.id)?.abort()
      break
    case 'released':
      void release(message.object)
      break
    case 'event':
      publishNative(message.name, message.text)
      break
    case 'trace':
      traceMessage(message.kind, property(message, 'call') as number | undefined, message.text)
      break
    case 'more':
      void turn().then(deliver)
      break
    default: {
      const call = pending.get(message.id)
      if (call === undefined) return
      removePending(message.id)
      call.settle(message)
    }
  }
}

/** Adds a call that waits for a message, and returns its new id. The message is passed to its `settle` once. */
export function addPending(call: Settleable): number {
  const id = unusedId(pending)
  pending.set(id, call)
  if (pending.size === 1) {
    keepAlivePort ??= keepAlive()
    keepAlivePort.ref()
  }
  return id
}

/** The next id that is not in use. 0 is never an id. */
function unusedId(used: ReadonlyMap<number, unknown>): number {
  do lastId = (lastId + 1) >>> 0
  while (lastId === 0 || used.has(lastId))
  return lastId
}

/** The message that ends call `id`, if it has left Rust and its turn has not come. */
export const undelivered = (id: number): Reply | undefined =>
  delivering.find((message): message is Reply => (message.type === 'done' || message.type === 'failed') && message.id === id)

/** Runs `act` in the asynchronous context of a call, if it has one. */
export function inScopeOf<T>(call: number | null, act: () => T): T {
  const scope = call === null ? undefined : pending.get(call)?.scope
  return scope === undefined ? act() : scope.runInAsyncScope(act)
}

/** Removes a call. A message that still comes for it is ignored. */
export function removePending(id: number): void {
  if (pending.delete(id) && pending.size === 0) keepAlivePort?.unref()
}

/** Registers a callback and returns its id for Rust. It runs in the asynchronous context of this registration (AsyncLocalStorage). */
export function register(callback: Callback): number {
  const id = unusedId(callbacks)
  callbacks.set(
    id,
    Object.assign(AsyncResource.bind(callback), { release: property(callback, 'release') as Callback['release'] }) as Callback,
  )
  return id
}

export const unregister = (id: number): boolean => callbacks.delete(id)

/** Unregisters a callback and calls its `release`. */
export async function release(id: number): Promise<void> {
  const released = callbacks.get(id)?.release
  callbacks.delete(id)
  try {
    await released?.()
  } catch {
    // Nothing waits for the outcome.
  }
}

async function answer(message: CallbackRequest): Promise<unknown> {
  const { id, kind, object } = message
  try {
    if (kind === 'request') return mailbox().answer(id, true, requestStarts(object, property(message, 'text') as string | undefined))
    const callback = callbacks.get(object)
    // Its client was garbage-collected. Without an error Rust tries the callback of another client.
    if (callback === undefined) return mailbox().answer(id, false)
    // Answered after one turn of the event loop, when the events that had arrived are handled.
    if (kind === 'turn') {
      await turn()
      return mailbox().answer(id, true)
    }
    const signal = kind === 'fetch' ? abortSignalOf(id) : undefined
    const text = property(message, 'text') as string | undefined
    // biome-ignore lint/nursery/useAwaitThenable: a callback may return a promise.
    const value: unknown = await callback(kind, text, property(message, 'bytes') as Uint8Array | undefined, signal)
    if (ArrayBuffer.isView(value)) mailbox().answer(id, true, undefined, value as Uint8Array)
    else if (value !== null && typeof value === 'object') {
      const { text, bytes, body } = pick(value as { text: string; bytes?: Uint8Array; body?: number }, ['text', 'bytes', 'body'])
      const isTaken = mailbox().answer(id, true, text, bytes)
      // The call has ended, so Rust will neither read the body nor release it.
      if (!isTaken && body !== undefined) void release(body)
    } else mailbox().answer(id, true, value as string | undefined)
  } catch (error) {
    answerWithError(id, error)
  } finally {
    abortControllers.delete(id)
  }
  return undefined
}

/** Answers a callback with what it threw. If even that fails, the time limit ends the call that waits for the answer. */
function answerWithError(id: number, error: unknown): void {
  try {
    mailbox().answer(id, false, truncateShown(errorMessage(error), 2048), undefined, keepThrown(error))
  } catch {
    // A defect of this package, which Rust has reported.
  }
}

function abortSignalOf(id: number): AbortSignal {
  const controller = new (globalOf('AbortController'))()
  abortControllers.set(id, controller)
  return controller.signal
}
