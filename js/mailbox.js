'use strict'

// One per JavaScript environment: everything Rust has to say comes through here, in batches.
//
// A call is a number and what settles it when its message comes. While calls are on their way a port keeps the process
// alive; when none is, nothing does.

const { AsyncResource } = require('node:async_hooks')
const { short } = require('./brief.js')
const native = require('./native.js')
const { publishToken } = require('./channels.js')
const { keep } = require('./errors.js')
const { wordsOf } = require('./json.js')
const { globalOf, keeper, turn } = require('./platform.js')
const { own } = require('./own.js')

const pending = new Map()
const targets = new Map()
/** What can be stopped for a question that is being answered. */
const asked = new Map()
/** Made by the first call. */
let alive
let next = 0

let box
/** The mailbox, made for the first client: a package that is only loaded leaves nothing open. */
const mailbox = () => (box ??= new native.Mailbox(deliver))

function deliver() {
  for (const message of drained()) {
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

/** What has gathered. A defect costs no message: what is still there is asked for again. */
function drained() {
  try {
    return mailbox().drain()
  } catch {
    turn().then(deliver)
    return []
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
      return void turn().then(deliver)
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
  if (pending.size === 1) (alive ??= keeper()).ref()
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
  targets.set(target, Object.assign(AsyncResource.bind(answer), { release: own(answer, 'release') }))
  return target
}

const unregister = (target) => targets.delete(target)

async function release(target) {
  const release = targets.get(target)?.release
  targets.delete(target)
  try {
    await release?.()
  } catch {
    // What is let go of may say that it does not like it; nobody is left to hear.
  }
}

async function ask(message) {
  const { id, kind, target } = message
  try {
    const answer = targets.get(target)
    // Its client is gone: Rust turns to another.
    if (answer === undefined) return mailbox().answer(id, false)
    // The event loop has gone round once: what had come by now was handled.
    if (kind === 'turn') return mailbox().answer(id, true, await turn())
    const given = await answer(kind, own(message, 'text'), own(message, 'bytes'), kind === 'fetch' ? stoppable(id) : undefined)
    if (ArrayBuffer.isView(given)) mailbox().answer(id, true, undefined, given)
    else if (given !== null && typeof given === 'object') {
      const isTaken = mailbox().answer(id, true, own(given, 'text'), own(given, 'bytes'))
      // The call is over: nobody will read the body, or let go of it.
      if (!isTaken) release(own(given, 'body'))
    } else mailbox().answer(id, true, given)
  } catch (error) {
    refuse(id, error)
  } finally {
    asked.delete(id)
  }
}

/** Answers a question with what was thrown. Should even that fail, the time limit ends whoever waits for the answer. */
function refuse(id, error) {
  try {
    mailbox().answer(id, false, short(wordsOf(error), 2048), undefined, keep(error))
  } catch {
    // A defect of ours; Rust has said where.
  }
}

function stoppable(id) {
  const controller = new (globalOf('AbortController'))()
  asked.set(id, controller)
  return controller.signal
}

module.exports = { mailbox, expect, forget, register, unregister, release }
