// Check 23: the threads of a process before and after it loads the package and calls, with 64 processors.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderFor } from '../../__test__/support/folders.mjs'
import { serve } from '../../__test__/support/server.mjs'
import { root } from '../steps.mjs'
import { start } from './child.mjs'

/** What a program asks for the number of processors: all say 64. */
const LIBRARY = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sched.h>
#include <string.h>
#include <unistd.h>
long sysconf(int name) {
  if (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF) return 64;
  return ((long (*)(int))dlsym(RTLD_NEXT, "sysconf"))(name);
}
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set) {
  memset(set, 0, size);
  for (int i = 0; i < 64; i++) CPU_SET_S(i, size, set);
  return 0;
}
`

test('loading starts no thread, the first call two at most, with 64 processors', {
  skip: process.platform !== 'linux' && 'reads /proc',
}, async (t) => {
  const folder = folderFor(t, 'threads')
  writeFileSync(join(folder, 'processors.c'), LIBRARY)
  const library = join(folder, 'processors.so')
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, join(folder, 'processors.c'), '-ldl'])
  const api = await serve(t, () => ({ body: { id: 'apn_1' } }))
  const text = `
    const { readdirSync, readFileSync } = require('node:fs')
    const names = () => readdirSync('/proc/self/task').map((id) => readFileSync('/proc/self/task/' + id + '/comm', 'utf8').trim())
    const main = async () => {
      const counts = []
      // The threads of Node's own pool start when it is first used: all of them, before the count begins.
      await Promise.all(Array.from({ length: 4 }, () => new Promise((resolve) => require('node:crypto').randomBytes(1e6, resolve))))
      counts.push(names().length)
      const { PipedreamClient } = require(${JSON.stringify(root)})
      counts.push(names().length)
      const client = new PipedreamClient(options)
      counts.push(names().length)
      for (let i = 0; i < 3; i++) await Promise.all(Array.from({ length: 100 }, () => client.accounts.retrieve('a')))
      counts.push(names().length)
      console.log(JSON.stringify({ counts, processors: require('node:os').availableParallelism(), names: names() }))
    }
    main()`
  // start() loads the package before its text: here it is loaded by the text.
  const { stdout, stderr, code } = await start(api.options, text, { env: { LD_PRELOAD: library }, isBare: true }).ended
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  const { counts, processors, names } = JSON.parse(stdout)
  assert.equal(processors, 64)
  const [before, loaded, made, called] = counts
  t.diagnostic(
    `figure: ${loaded - before} threads by loading, ${made - loaded} by a client, ${called - made} by 300 calls, of ${processors} processors`,
  )
  assert.equal(loaded, before, names.join())
  assert.equal(made, before, names.join())
  assert.ok(called - before <= 2, names.join())
})
