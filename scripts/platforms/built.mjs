// Which commit the addons in npm/ were built from. A run of an older addon says nothing about the source of today, so the commit stands beside it.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'

const FOLDER = join(root, 'target', 'built')

/** The commit that is checked out, with a `+` if the crate has changes that are not committed; undefined without git. */
export function commitHere(folder = root) {
  const git = (...args) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const changed = git('status', '--porcelain', '--', 'src', 'build.rs', 'Cargo.toml', 'Cargo.lock')
    return `${git('rev-parse', '--short=7', 'HEAD')}${changed === '' ? '' : '+'}`
  } catch {
    return undefined
  }
}

const digest = (file) => createHash('sha256').update(readFileSync(file)).digest('hex')

/** Keeps that the addon in `file` was built from the commit that is checked out. */
export function keepCommit(name, file, { folder = FOLDER, commit = commitHere() } = {}) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ commit, sha256: digest(file) }))
}

/** The commit that the addon in `file` was built from, or undefined if it is another file than the one that was built here. */
export function commitOf(name, file, { folder = FOLDER } = {}) {
  try {
    const { commit, sha256 } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
    return sha256 === digest(file) ? commit : undefined
  } catch {
    return undefined
  }
}
