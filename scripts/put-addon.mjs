// Where an addon that was built goes: into the package of its platform, if it is what a `.node` may be.

import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { checkAddon } from './addon-check.mjs'
import { fail, root } from './steps.mjs'

/**
 * Checks the file `built` (scripts/addon-check.mjs) and copies it into the package of `platform`; into the root of the repository too, from where
 * the tests load it, with `isForTests`. Ends the script with what is wrong.
 *
 * @param glibc The newest version whose symbols it may have; none: that of the machine that built it.
 */
export function putAddon(platform, built, { glibc, isForTests = false } = {}) {
  let found
  try {
    found = checkAddon(platform, built, { glibc })
  } catch (error) {
    fail(error.message)
  }
  const file = `pipedream-native.${platform}.node`
  for (const place of [join(root, 'npm', platform, file), ...(isForTests ? [join(root, file)] : [])]) {
    // A process may have the old file loaded, so it is replaced and not written to.
    copyFileSync(built, `${place}.new`)
    renameSync(`${place}.new`, place)
  }
  console.log(`built ${file}: ${found}`)
}
