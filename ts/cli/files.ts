// Files that the command line writes: what is checked before, and where the end of a link is.

import { accessSync, constants, lstatSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { reasonOf, UsageError } from './usage.js'

/** Throws UsageError for a file that `flag` names and that cannot be written. */
export function refuseUnwritable(flag: string, file: string): void {
  if (file === '') throw new UsageError(`${flag} must be the name of a file`)
  const refused = (why: string, cause?: unknown) => new UsageError(`${flag} ${file} cannot be written: ${why}`, { cause })
  let target: ReturnType<typeof targetOf>
  try {
    target = targetOf(file)
  } catch (error) {
    // Its links go round in a circle.
    throw refused(reasonOf(error), error)
  }
  const { path, there } = target
  if (there?.isDirectory()) throw refused('it is a folder')
  const isInPlace = there !== undefined && !there.isFile()
  try {
    accessSync(isInPlace ? path : dirname(path), constants.W_OK)
  } catch (error) {
    throw refused(`${isInPlace ? '' : 'its folder: '}${reasonOf(error)}`, error)
  }
}

/** What is at the end of a name's links, and the path of it. The path of a pipe such as `/dev/stdout` cannot be told. */
export function targetOf(file: string): { path: string; there: Stats | undefined } {
  const there = statSync(file, { throwIfNoEntry: false })
  return { path: there?.isFile() ? realpathSync(file) : there === undefined ? missingTarget(file) : file, there }
}

/** How many links lead on to others at most; Linux allows 40. */
const MOST_LINKS = 40

/** The file that a link leads to and that is not there yet. Otherwise a new file would replace the link. */
function missingTarget(file: string): string {
  let path = file
  for (let links = 0; links < MOST_LINKS && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink(); links++)
    // A link is relative to the folder in which it really is.
    path = resolve(realpathSync(dirname(path)), readlinkSync(path))
  return path
}
