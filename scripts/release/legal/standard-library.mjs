// Rust's standard library, which is linked into every addon and which Cargo.lock does not name.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../steps.mjs'

const QUOTED = /<details>\s*<summary><code>(.+?)<\/code><\/summary>\s*<pre>([\s\S]*?)<\/pre>\s*<\/details>/g
const LICENCES = ['MIT', 'Apache-2.0', 'Unicode-3.0']

/** As linkedCrates() describes a crate. The texts are those that Rust itself ships with the compiler. */
export function standardLibrary(target) {
  const rustc = (args) => execFileSync(process.env.RUSTC ?? 'rustc', args, { cwd: root, encoding: 'utf8' }).trim()
  const version = /^release: (.+)$/m.exec(rustc(['-vV']))[1]
  const sysroot = rustc(['--print', 'sysroot'])
  const folder = join(sysroot, 'share', 'doc', 'rust')
  const page = join(folder, 'COPYRIGHT-library.html')
  if (!existsSync(page))
    throw new Error(`the compiler ships no notices of the standard library (${page} is missing): build the release with one of rustup`)
  const notices = noticesIn(readFileSync(page, 'utf8'), partsOf(join(sysroot, 'lib', 'rustlib', target, 'lib')))
  const texts = LICENCES.map((name) => ({
    file: `${name}.txt`,
    text: readFileSync(join(folder, 'licenses', `${name}.txt`), 'utf8').trim(),
  }))
  return {
    id: `rust-std@${version}`,
    name: 'rust-std',
    version,
    licence: '(MIT OR Apache-2.0) AND Unicode-3.0',
    repository: 'https://github.com/rust-lang/rust',
    description: 'The standard library of Rust',
    purl: `pkg:github/rust-lang/rust@${version}`,
    needs: [],
    texts: [...notices, ...texts],
  }
}

/** The crates that the standard library of a target is made of. Undefined if it is not installed for this target: then all are named. */
function partsOf(folder) {
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder).map((file) => /^lib(.+)-[0-9a-f]+\.rlib$/.exec(file)?.[1])
  return new Set(names.filter(Boolean))
}

/**
 * The page as text, without the crates that this target has no part of. Each file that it quotes is a text by itself, so that what many
 * crates have stands once in the notices.
 */
function noticesIn(html, parts) {
  const [start, ...crates] = html.slice(html.indexOf('<h2 id="longer-version">')).split('<h3>')
  const kept = crates.filter((crate) => parts === undefined || parts.has(nameOf(crate).replace(/-\d.*/, '').replaceAll('-', '_')))
  const files = kept.flatMap((crate) =>
    [...crate.matchAll(QUOTED)].map(([, file, text]) => ({ file: `${nameOf(crate)}/${textOf(file)}`, text: textOf(text) })),
  )
  const text = [start, ...kept.map((crate) => crate.replace(QUOTED, '$1'))].map(textOf).join('\n\n')
  return [{ file: 'COPYRIGHT-library.html', text }, ...files]
}

/** `libc-0.2.178` */
const nameOf = (crate) => /[\w-]+-\d[\w.+-]*/.exec(crate)[0]

function textOf(html) {
  return html
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name])
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
