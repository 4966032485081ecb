// Searches the memory of another process for a text, as in a core dump.

import { openSync, closeSync, readSync, readFileSync } from 'node:fs'

const PIECE = 16 << 20

/**
 * Where each of `texts` stands in the memory of process `pid`, a list for each: `{ address, form, mapping, around }` for each copy, as UTF-8 and
 * UTF-16. Bytes are searched as they are and in reverse, as a large number stands in memory. The memory is read once for all texts.
 */
export function copiesIn(pid, ...texts) {
  const wanted = texts.flatMap((text, index) => formsOf(text).map(([form, bytes]) => ({ index, form, bytes })))
  const longest = Math.max(...wanted.map(({ bytes }) => bytes.length))
  const found = texts.map(() => new Map())
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const piece = Buffer.alloc(PIECE)
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const [, from, to, access, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? []
    if (from === undefined || !access.startsWith('r') || /^\[v(var|syscall|dso)/.test(name)) continue
    const [start, end] = [parseInt(from, 16), parseInt(to, 16)]
    for (let at = start; at < end; ) {
      const length = read(memory, piece, at, Math.min(PIECE, end - at))
      if (length === 0) break
      const bytes = piece.subarray(0, length)
      for (const { index, form, bytes: text } of wanted) {
        for (let hit = bytes.indexOf(text); hit !== -1; hit = bytes.indexOf(text, hit + 1)) {
          const around = bytes
            .subarray(Math.max(0, hit - 60), hit + text.length + 60)
            .toString('latin1')
            .replace(/[^ -~]/g, '.')
          const address = at + hit
          // Pieces overlap, so a short text on their border is found twice.
          found[index].set(`${form}${address}`, { address, form, mapping: name, around })
        }
      }
      // Pieces overlap, so that a text on their border is found.
      at += at + length < end ? length - longest + 1 : length
    }
  }
  closeSync(memory)
  return found.map((copies) => [...copies.values()])
}

const formsOf = (text) =>
  Object.entries(
    Buffer.isBuffer(text)
      ? { bytes: text, reversed: Buffer.from(text).reverse() }
      : { utf8: Buffer.from(text, 'utf8'), utf16: Buffer.from(text, 'utf16le') },
  )

function read(memory, into, at, length) {
  try {
    return readSync(memory, into, 0, length, at)
  } catch {
    return 0
  }
}
