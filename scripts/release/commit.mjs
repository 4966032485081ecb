// What git says of the commit that is released.

import { spawnSync } from 'node:child_process'
import { root } from '../steps.mjs'

const git = (...args) => {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** When the commit was made; in a source archive, which has no git, SOURCE_DATE_EPOCH or the beginning of 1970. */
export const commitDate = () => new Date(1000 * Number(process.env.SOURCE_DATE_EPOCH ?? git('show', '-s', '--format=%ct', 'HEAD') ?? 0))

/** The id of the commit, or undefined. */
export const commit = () => git('rev-parse', 'HEAD')
