'use strict'

// One per JavaScript environment: everything Rust has to say comes through here, in batches.
//
// A call is a number and what settles it when its message comes. While calls are on their way a timer keeps the process
// alive; when none is, nothing does.

const { AsyncResource } = require('node:async_hooks')
const native = require('./native.js')
const { publishToken } = require('./channels.js')
const { keep } = require('./errors.js')
const { wordsOf } = require('./json.js')

/** The real ones: by the first call a test may have put a clock of its own in their place. */
const { setImmediate, setInterval } = globalThis
/** Long enough never to fire in practice; it is there to be held on to. */
const IDLE = 0x7fffffff

const pending = new Map()
const targets = new Map()
/** What can be stopped for a question that is being answered. */
const asked = new Map()
/** Made by the first call. */
let alive
let next = 0

const mailbox = new native.Mailbox(deliver)

function deliver() {
  for (const message of mailbox.drain()) {
    try {
      handle(message)
    } catch (error) {
      // A callback of the caller's threw: that must not cost the other messages.
      queueMicrotask(() => {
        throw error
      })
    }
  }
}

function handle(message) {
  switch (message.type) {
    case 'ask':
      return void ask(message)
    case 'unasked':
      return asked.get(message.id)?.abort()
    case 'released':
      return void release(message.target)
    case 'event':
      return publishToken(message.name, message.text)
    case 'more':
      return void setImmediate(deliver)
    default: {
      const call = pending.get(message.id)
      if (call === undefined) return
      forget(message.id)
      call.settle(message)
    }
  }
}

/** Numbers a call; its `settle(message)` gets its one message. */
function expect(call) {
  const id = free(pending)
  pending.set(id, call)
  if (pending.size === 1) alive = alive?.ref() ?? setInterval(() => {}, IDLE)
  return id
}

/** The next number that is in no use; 0 is none. */
function free(used) {
  do next = (next + 1) >>> 0
  while (next === 0 || used.has(next))
  return next
}

/** Lets go of a call. */
function forget(id) {
  if (pending.delete(id) && pending.size === 0) alive.unref()
}

/**
 * Makes an object reachable from Rust: `answer(kind, text, bytes, signal)` is called with what Rust asks, in the context it
 * was given in; `answer.release()`, if there is one, when Rust needs it no more.
 */
function register(answer) {
  const target = free(targets)
  targets.set(target, Object.assign(AsyncResource.bind(answer), { release: answer.release }))
  return target
}

const unregister = (target) => targets.delete(target)

async function release(target) {
  const { release } = targets.get(target) ?? {}
  targets.delete(target)
  try {
    await release?.()
  } catch {
    // What is let go of may say that it does not like it; nobody is left to hear.
  }
}

async function ask({ id, kind, target, text, bytes }) {
  try {
    const answer = targets.get(target)
    // Its client is gone: Rust turns to another.
    if (answer === undefined) return mailbox.answer(id, false)
    // The event loop has gone round once: what had come by now was handled.
    if (kind === 'turn') return setImmediate(() => mailbox.answer(id, true))
    const given = await answer(kind, text, bytes, kind === 'fetch' ? stoppable(id) : undefined)
    if (given instanceof Uint8Array) mailbox.answer(id, true, undefined, given)
    else if (given !== null && typeof given === 'object') mailbox.answer(id, true, given.text, given.bytes)
    else mailbox.answer(id, true, given)
  } catch (error) {
    mailbox.answer(id, false, wordsOf(error), undefined, keep(error))
  } finally {
    asked.delete(id)
  }
}

function stoppable(id) {
  const controller = new AbortController()
  asked.set(id, controller)
  return controller.signal
}

module.exports = { mailbox, expect, forget, register, unregister }
