// Servers of examples and recipes, and other programs, each in a process of its own.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'

/** Runs a program in `cwd`, of this Node unless there is a `command`. `stdout` and `stderr` are what it has printed so far. */
export function program(args, { command = process.execPath, cwd, env, after }) {
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '', url: `http://127.0.0.1:${env.PORT}` }
  const waiting = new Set()
  const heard = () => {
    for (const check of waiting) check()
  }
  for (const name of ['stdout', 'stderr']) {
    child[name].setEncoding('utf8').on('data', (text) => {
      said[name] += text
      heard()
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => {
    said.hasEnded = true
    heard()
    return { code, signal }
  })
  /** Resolves with `{ code, signal }` when the program has ended. */
  said.ended = ended
  said.signal = (name) => child.kill(name)
  after(async () => {
    child.kill('SIGKILL')
    await ended
  })

  /** Waits until the program has printed what matches. */
  said.until = (name, pattern) =>
    new Promise((resolve, reject) => {
      const check = () => {
        const match = said[name].match(pattern)
        if (match === null && !said.hasEnded) return
        waiting.delete(check)
        if (match === null) reject(new Error(`it ended before it printed ${pattern}\n${said.stdout}${said.stderr}`))
        else resolve(match)
      }
      waiting.add(check)
      check()
    })

  /** Waits until the program listens on its port. */
  said.listening = async () => {
    // Who listens may also be another program, on a port that is taken.
    const goesOn = () => assert.ok(!said.hasEnded, `it ended before it listened\n${said.stdout}${said.stderr}`)
    while (!(await isOpen(env.PORT))) {
      goesOn()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    goesOn()
    return said
  }
  return said
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Runs a program to its end. Returns its status, and what it printed. */
export function ranIn(cwd, command, args, env = {}) {
  // A runner of tests in it prints for people, and not for the runner of this test.
  const { NODE_TEST_CONTEXT: _, ...own } = process.env
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...own, NEXT_TELEMETRY_DISABLED: '1', ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  })
  if (error) throw error
  return { status, output: `${stdout}${stderr}` }
}
