// Which C library this process runs with. No program is run for it: a container may have none, not even a shell.

import { headOf, isThere, libcIn } from './addon-file.js'
import type { Modules } from './known.js'

/** The processors as the name of musl's loader has them. */
const PROCESSORS: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }

/** Whether this system may be one with musl: its loader is there. It takes 20 µs, so it is asked whenever the package loads. */
export const mayBeMusl = ({ fs }: Pick<Modules, 'fs'>): boolean =>
  process.platform === 'linux' && isThere(`/lib/ld-musl-${PROCESSORS[process.arch]}.so.1`, fs)

/** The C library of this process; undefined where it is not known, and outside of Linux. */
export function libcOf({ fs }: Pick<Modules, 'fs'>): 'gnu' | 'musl' | undefined {
  // Deno would ask the user for leave to read. There is none for musl.
  if (process.platform !== 'linux' || process.versions.deno !== undefined) return undefined
  try {
    const libc = libcIn(headOf(process.execPath, fs))
    if (libc !== undefined) return libc
  } catch {
    // It may not be read.
  }
  const header = reportHeader()
  if (header === undefined) return undefined
  return header.glibcVersionRuntime === undefined ? 'musl' : 'gnu'
}

/** The head of Node's own report, which has the version of glibc. It takes 1 ms, so the head of Node's file is read first. */
export function reportHeader(): { glibcVersionRuntime?: string } | undefined {
  try {
    return (process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } }).header
  } catch {
    return undefined
  }
}
