// Written by: npm run generate (from tools/npm). Do not edit.
// How a bundle finds the addon.
//
// A bundler that sees `new URL(…, import.meta.url)` copies the file beside its output and says where it went. One that
// does not leaves no file URL behind; then the installed package is asked for, by a name that it cannot follow.

// Not by its name: webpack warns of a createRequire whose argument it does not know.
import nodeModule from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const loaded = { exports: {} }

/** The addon, else an object with the error: a bundler may run this file where nobody could catch what it throws. */
export function load() {
  let file
  try {
    const url = new URL('./pipedream-native.darwin-x64.node', import.meta.url)
    if (url.protocol === 'file:') file = fileURLToPath(url)
  } catch {
    // A bundle that is no ES module has no URL.
  }
  let cause
  if (file !== undefined) {
    try {
      // From a require that no bundler follows: Turbopack takes a path that it does not know for all files of the project.
      isWhole(file, fromProject()('node:fs'))
      process.dlopen(loaded, file)
      return loaded.exports
    } catch (error) {
      cause = error
    }
  }
  try {
    return nodeModule.createRequire(fromProject().resolve('pipedream-native/package.json'))('pipedream-native-darwin-x64')
  } catch (error) {
    return { error: cause ?? error }
  }
}

const fromProject = () => nodeModule.createRequire(join(process.cwd(), 'package.json'))

/** Where a file of ELF with 64 bits ends by its own head, which is given with zeros behind a shorter file; 0 if it is none. */
function elfEnd(head) {
    if (head.readUInt32BE(0) !== 0x7f454c46 || head[4] !== 2)
        return 0;
    const number = (at) => (at + 8 <= head.length ? Number(head.readBigUInt64LE(at)) : 0);
    const ends = [64, number(40) + head.readUInt16LE(58) * head.readUInt16LE(60)];
    for (let index = 0; index < head.readUInt16LE(56); index++) {
        const segment = number(32) + index * head.readUInt16LE(54);
        ends.push(number(segment + 8) + number(segment + 32));
    }
    return Math.max(...ends);
}
/**
 * Whether the file of an addon can be loaded as it is. Throws if it is shorter than its head says, or ends in zeros. False if only loading
 * it can tell: it cannot be read, or the system is not Linux, where a short file ends no process.
 */
function isWhole(file, { openSync, readSync, closeSync }) {
    // Deno would ask the user for leave to read it.
    if (process.platform !== 'linux' || process.versions.deno !== undefined)
        return false;
    let needed;
    let isHollow = false;
    try {
        const descriptor = openSync(file, 'r');
        try {
            const head = Buffer.alloc(64);
            readSync(descriptor, head, 0, 64, 0);
            const sections = head.readUInt16LE(60);
            // The usual case: the table of sections is the last in the file, which ends with it. Asking for the length takes longer than this.
            const end = head.readUInt32LE(40) + head.readUInt16LE(58) * sections;
            const last = Buffer.alloc(65);
            const read = end > 64 ? readSync(descriptor, last, 0, 65, end - 64) : 0;
            // Only the first section has an entry of zeros. Where the last one has, the file got its length and not its content.
            isHollow = read >= 64 && sections > 1 && last.every((byte) => byte === 0);
            if (read === 64 && !isHollow)
                return true;
            const tables = Buffer.alloc(4096);
            readSync(descriptor, tables, 0, 4096, 0);
            needed = elfEnd(tables);
            if (!isHollow && (needed === 0 || readSync(descriptor, head, 0, 1, needed - 1) === 1))
                return needed > 0;
        }
        finally {
            closeSync(descriptor);
        }
    }
    catch {
        return false;
    }
    const why = isHollow ? 'has only zeros where the table of its sections should be' : `is shorter than the ${needed} bytes of its head`;
    throw Object.assign(new Error(`${file} ${why}`), { code: 'ERR_INCOMPLETE_ADDON', file });
}
