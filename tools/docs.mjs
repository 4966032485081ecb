// The doc comments of ts/ → docs/options.md, docs/events.md and docs/testing.md.
//
//   npm run generate          writes the files, with those of openapi.yaml
//
// An option, a channel or a member without the tags that its page needs is an error, and nothing is written.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSources } from './docs/declarations.mjs'
import { eventsPage } from './docs/events.mjs'
import { optionsPage } from './docs/options.mjs'
import { readTesting, testingPage } from './docs/testing.mjs'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '..')

/** The types of ts/platform-types.ts by the names that people know. In nearly every project the two are the same. */
export const withKnownNames = (page) =>
  page
    .replaceAll('PlatformFetch', 'typeof fetch')
    .replace(/\bPlatform(AbortSignal|Buffer)\b/g, '$1')
    .replaceAll('PlatformUrl', 'URL')

/** The content of each page, by name. */
export function filesOf(sources = readSources(root)) {
  return {
    'docs/options.md': withKnownNames(optionsPage(sources)),
    'docs/events.md': eventsPage(sources),
    'docs/testing.md': withKnownNames(testingPage(readTesting(root))),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(filesOf())) writeFileSync(join(root, name), text)
}
