// Written by: npm run generate (from tools/npm). Do not edit.
// For bundlers that know the condition `module`: esbuild, and Turbopack.
//
// esbuild sees the `require` and copies the file where it is told how (`--loader:.node=copy`); without that it prints the line. Turbopack is
// told to leave it alone, and follows the URL in load.mjs.

import { load } from './load.mjs'

function copied() {
  try {
    return require(/* turbopackIgnore: true */ './pipedream-native.linux-x64-musl.node') // esbuild: add --loader:.node=copy
  } catch {
    return undefined
  }
}

const native = copied() ?? load()
export default native
export const { Mailbox, NativeClient, tables, version, error } = native
