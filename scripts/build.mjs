// Builds the native half for this machine and puts it beside the sources: `npm run build`.

import { execFileSync } from 'node:child_process'
import { copyFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { header } = process.report.getReport()
const platforms = {
  linux: `linux-${process.arch}-${header.glibcVersionRuntime === undefined ? 'musl' : 'gnu'}`,
  darwin: `darwin-${process.arch}`,
  win32: `win32-${process.arch}-msvc`,
}
const libraries = { linux: 'libpipedream_native.so', darwin: 'libpipedream_native.dylib', win32: 'pipedream_native.dll' }

execFileSync('cargo', ['build', '--release', '--locked', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
const target = join(root, `pipedream-native.${platforms[process.platform]}.node`)
// By way of another name: a process that has the old one loaded keeps it.
copyFileSync(join(root, 'target', 'release', libraries[process.platform]), `${target}.new`)
renameSync(`${target}.new`, target)
console.log(`built ${target}`)
