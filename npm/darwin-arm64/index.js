// Written by: npm run generate (from tools/npm). Do not edit.
'use strict'

// One self-contained file. Bundlers read bundled.mjs instead, or follow the `require`.

const file = typeof __dirname === 'string' ? `${__dirname}/pipedream-native.darwin-arm64.node` : undefined
// Without the search for a module it loads faster.
if (file !== undefined && isWhole(file, require('node:fs'))) process.dlopen(module, file)
else module.exports = require('./pipedream-native.darwin-arm64.node')

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
