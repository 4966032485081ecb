// Programs of the checks: each a process of its own that has the package, and a client for a server of the check.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from '../steps.mjs'

/** The text that every program begins with: `PipedreamClient`, `options`, `client`. */
const head = (options) => `
  const { PipedreamClient, PipedreamError } = require(${JSON.stringify(root)})
  const options = ${JSON.stringify(options)}
  const client = new PipedreamClient(options);
`

/** Starts a program. `said()` is what it has printed, `ended` how it ended. With `isBare` it does not have the package yet. */
export function start(options, text, { args = [], env = {}, limit = 300_000, isBare = false } = {}) {
  const child = spawn(process.execPath, [...args, '-e', (isBare ? `const options = ${JSON.stringify(options)};` : head(options)) + text], {
    env: { ...process.env, ...env },
  })
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (chunk) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
  const ended = once(child, 'close').then(([code, signal]) => {
    clearTimeout(timer)
    return { code, signal, stdout, stderr }
  })
  return { child, ended, said: () => stdout }
}

/** Runs a program to its end, which must be exit code 0 without a word on stderr. Returns what it printed. */
export async function run(options, text, settings) {
  const { code, signal, stdout, stderr } = await start(options, text, settings).ended
  assert.deepEqual({ code, signal, stderr }, { code: 0, signal: null, stderr: '' })
  return stdout.trim()
}

/** Waits until the condition holds. */
export async function until(condition, what, limit = 60_000) {
  const end = performance.now() + limit
  while (!(await condition())) {
    assert.ok(performance.now() < end, `not within ${limit / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
