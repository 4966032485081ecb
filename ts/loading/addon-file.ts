// Reads the head of a native library's file: how long the file has to be, and for which processor and which C library it was made.
//
// Linux maps a library into memory by these numbers. Where a file is shorter than its head says, the first access to the part that is not
// there ends the process with SIGBUS, and no JavaScript can catch that. So an addon's length is compared before it is loaded. A file that was given
// its length first and whose end was never written ends it with SIGSEGV, so its last bytes are looked at too.
// The head is taken and not a length that the build wrote down, because tools that sign or patch an addon (codesign, patchelf) change its
// length and its head together.
//
// `npm run generate` writes `elfEnd` and `isWhole` into the packages of the platforms, which load the addon.

type Files = Pick<typeof import('node:fs'), 'openSync' | 'readSync' | 'closeSync'>

/** Where a file of ELF with 64 bits ends by its own head, which is given with zeros behind a shorter file; 0 if it is none. */
export function elfEnd(head: Buffer): number {
  if (head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2) return 0
  const number = (at: number): number => (at + 8 <= head.length ? Number(head.readBigUInt64LE(at)) : 0)
  const ends = [64, number(40) + head.readUInt16LE(58) * head.readUInt16LE(60)]
  for (let index = 0; index < head.readUInt16LE(56); index++) {
    const segment = number(32) + index * head.readUInt16LE(54)
    ends.push(number(segment + 8) + number(segment + 32))
  }
  return Math.max(...ends)
}

/**
 * Whether the file of an addon can be loaded as it is. Throws if it is shorter than its head says, or ends in zeros. False if only loading
 * it can tell: it cannot be read, or the system is not Linux, where a short file ends no process.
 */
export function isWhole(file: string, { openSync, readSync, closeSync }: Files): boolean {
  // Deno would ask the user for leave to read it.
  if (process.platform !== 'linux' || process.versions.deno !== undefined) return false
  let needed: number
  let isHollow = false
  try {
    const descriptor = openSync(file, 'r')
    try {
      const head = Buffer.alloc(64)
      readSync(descriptor, head, 0, 64, 0)
      const sections = head.readUInt16LE(60)
      // The usual case: the table of sections is the last in the file, which ends with it. Asking for the length takes longer than this.
      const end = head.readUInt32LE(40) + head.readUInt16LE(58) * sections
      const last = Buffer.alloc(65)
      const read = end > 64 ? readSync(descriptor, last, 0, 65, end - 64) : 0
      // Only the first section has an entry of zeros. Where the last one has, the file got its length and not its content.
      isHollow = read >= 64 && sections > 1 && last.every((byte) => byte === 0)
      if (read === 64 && !isHollow) return true
      const tables = Buffer.alloc(4096)
      readSync(descriptor, tables, 0, 4096, 0)
      needed = elfEnd(tables)
      if (!isHollow && (needed === 0 || readSync(descriptor, head, 0, 1, needed - 1) === 1)) return needed > 0
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return false
  }
  const why = isHollow ? 'has only zeros where the table of its sections should be' : `is shorter than the ${needed} bytes of its head`
  throw Object.assign(new Error(`${file} ${why}`), { code: 'ERR_INCOMPLETE_ADDON', file })
}

/** Where a library's file ends by its own head: ELF, Mach-O or PE of 64 bits. 0 if it is none of them. */
export function endOf(head: Buffer): number {
  const short = (at: number): number => (at + 4 <= head.length ? head.readUInt32LE(at) : 0)
  const ends = [elfEnd(head)]
  if (head.readUInt32LE(0) === 0xfeedfacf) {
    ends.push(32 + short(20))
    for (let index = 0, at = 32; index < short(16) && short(at + 4) > 0; index++, at += short(at + 4)) {
      // LC_SEGMENT_64, whose numbers have 64 bits; no addon has more than 4 GB.
      if (short(at) === 0x19) ends.push(short(at + 40) + short(at + 48))
    }
  } else if (head.readUInt16BE(0) === 0x4d5a && short(short(60)) === 0x4550) {
    const sections = short(60) + 24 + (short(short(60) + 20) & 0xffff)
    ends.push(sections)
    for (let index = 0; index < (short(short(60) + 6) & 0xffff); index++) {
      ends.push(short(sections + index * 40 + 16) + short(sections + index * 40 + 20))
    }
  }
  return Math.max(...ends)
}

/** Whether this file exists, for this process. Under Node's permission model `existsSync` throws for what may not be read. */
export function isThere(file: string, { existsSync }: Pick<typeof import('node:fs'), 'existsSync'>): boolean {
  try {
    // Deno would ask the user for leave to look.
    return process.versions.deno === undefined && existsSync(file)
  } catch {
    return false
  }
}

/** As much of a file as is read: the tables that are needed are in it. */
const HEAD_LENGTH = 4096

/** The beginning of a file, with zeros behind a shorter one. Throws if it cannot be read. */
export function headOf(file: string, { openSync, readSync, closeSync }: Files): Buffer {
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(HEAD_LENGTH)
    readSync(descriptor, head, 0, HEAD_LENGTH, 0)
    return head
  } finally {
    closeSync(descriptor)
  }
}

/** The numbers of the processors in ELF, Mach-O and PE, behind the system that has the format. */
const MACHINES: Readonly<Record<string, string>> = {
  'linux 62': 'linux-x64',
  'linux 183': 'linux-arm64',
  'linux 3': 'linux-ia32',
  'linux 40': 'linux-arm',
  'darwin 16777223': 'darwin-x64',
  'darwin 16777228': 'darwin-arm64',
  'win32 34404': 'win32-x64',
  'win32 43620': 'win32-arm64',
}

/** The system and the processor that a library was made for, such as `linux-arm64`; undefined if it is no library. */
export function machineIn(head: Buffer): string | undefined {
  let machine: string
  if (head.readUInt32BE(0) === 0x7f454c46) machine = `linux ${head.readUInt16LE(18)}`
  else if (head.readUInt32LE(0) === 0xfeedfacf) machine = `darwin ${head.readUInt32LE(4)}`
  else if (head.readUInt16BE(0) === 0x4d5a && head.readUInt32LE(60) + 6 <= head.length) {
    machine = `win32 ${head.readUInt16LE(head.readUInt32LE(60) + 4)}`
  } else return undefined
  return MACHINES[machine] ?? machine
}

/** The C library that a program of Linux was linked with, by the loader that its head names; undefined if its head names none. */
export function libcIn(head: Buffer): 'gnu' | 'musl' | undefined {
  if (head.includes('/ld-musl-')) return 'musl'
  return head.includes('/ld-linux') ? 'gnu' : undefined
}
