// How a program of each platform's Node is started on this machine.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { unpacked } from './debian.mjs'
import { nodeFromNpm, nodeFromWheel, nodeWithLoader, quietly } from './fetched.mjs'
import { wine } from './windows.mjs'

/** glibc and the libraries of the compiler for arm64, which Node needs: libatomic since version 26. */
const sysroot = () => unpacked('sysroot-arm64', ['libc6:arm64', 'libstdc++6:arm64', 'libgcc-s1:arm64', 'libatomic1:arm64'])

/** qemu's program, and the variables that it needs. */
function qemu() {
  const folder = unpacked('qemu', ['qemu-user'], { withNeeds: true })
  return { program: join(folder, 'usr', 'bin', 'qemu-aarch64'), env: { LD_LIBRARY_PATH: join(folder, 'usr', 'lib', 'x86_64-linux-gnu') } }
}

/** The loader of musl. Debian's stable release has 1.2.3, which crashes on the relative relocations of newer programs. */
function muslLoader(debian, cpu) {
  const folder = unpacked(`musl-${debian}`, [`musl:${debian}`], { newer: true })
  const places = [
    ['lib', `ld-musl-${cpu}.so.1`],
    ['usr', 'lib', `ld-musl-${cpu}.so.1`],
    ['usr', 'lib', `${cpu}-linux-musl`, 'libc.so'],
  ].map((parts) => join(folder, ...parts))
  return places.find(existsSync)
}

const INTERNET = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

/** Writes what the dialog of Windows' proxy settings writes. Without values it is switched off. */
function setSystemProxy(wine64, env, server, exceptions) {
  const set = (...args) =>
    quietly('wine', wine64, ['reg', 'add', INTERNET, ...args, '/f'], { env: { ...process.env, ...env }, stdio: 'ignore' })
  set('/v', 'ProxyEnable', '/t', 'REG_DWORD', '/d', server ? '1' : '0')
  if (!server) return
  set('/v', 'ProxyServer', '/t', 'REG_SZ', '/d', server)
  set('/v', 'ProxyOverride', '/t', 'REG_SZ', '/d', exceptions)
}

/** A runner: how it is said in the report, and the command and the variables before a script's path. */
const RUNNERS = {
  'linux-x64-gnu': (node) => ({ how: 'this machine', command: [node], env: {} }),
  'linux-arm64-gnu': (node) => {
    const { program, env } = qemu()
    return { how: 'qemu', command: [program, '-L', sysroot(), node], env }
  },
  'linux-x64-musl': (node) => ({ how: "musl's loader", command: [muslLoader('amd64', 'x86_64'), node], env: {} }),
  'linux-arm64-musl': (node) => {
    const { program, env } = qemu()
    return { how: "qemu, musl's loader", command: [program, muslLoader('arm64', 'aarch64'), node], env }
  },
  'win32-x64-msvc': (node) => {
    const { wine64, env, version } = wine()
    return {
      how: version,
      command: [wine64, node],
      env,
      windows: true,
      setSystemProxy: (...values) => setSystemProxy(wine64, env, ...values),
    }
  },
}

/**
 * How Node of a major version is started for a platform.
 *
 * @throws {Missing} There is no such Node, or what it runs under could not be had.
 */
export function runner({ name, node }, major) {
  const program = node.npm ? nodeFromNpm(node.npm, major) : nodeFromWheel(node.wheel, major)
  return RUNNERS[name](program)
}

/**
 * Node of a major version for musl on x64, as a program that starts by itself.
 *
 * @throws {Missing} It could not be had.
 */
export function muslProgram({ node }, major) {
  return nodeWithLoader(nodeFromWheel(node.wheel, major), muslLoader('amd64', 'x86_64'))
}
