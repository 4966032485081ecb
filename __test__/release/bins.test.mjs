// The scripts start tools of node_modules with Node. On Windows npm writes a script for the shell in the place of a link.

import assert from 'node:assert/strict'
import { realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { binOf, root } from '../../scripts/steps.mjs'
import { folderFor } from '../support/folders.mjs'

/** What npm 11 writes on Windows. */
const SHIM = `#!/bin/sh
basedir=$(dirname "$(echo "$0" | sed -e 's,\\\\,/,g')")

if [ -x "$basedir/node" ]; then
  exec "$basedir/node"  "$basedir/../@napi-rs/cli/dist/cli.js" "$@"
else
  exec node  "$basedir/../@napi-rs/cli/dist/cli.js" "$@"
fi
`

test('a tool is found by a link, and by the script that npm writes on Windows', (t) => {
  const folder = folderFor(t, 'bins')
  for (const text of [SHIM, SHIM.replaceAll('\n', '\r\n')]) {
    writeFileSync(join(folder, 'napi'), text)
    assert.equal(binOf('napi', folder), join(folder, '../@napi-rs/cli/dist/cli.js'))
  }
  assert.equal(realpathSync(binOf('napi')), realpathSync(join(root, 'node_modules/@napi-rs/cli/dist/cli.js')))
})
