// openapi.yaml → src/generated, js/generated, docs/reference. Nothing else is read, nothing else is written.
//
//   npm run generate                 writes the files
//   node tools/generate.mjs --to D   writes them below D, for the test that compares
//
// The x- members of openapi.yaml:
//   x-name       the name in JavaScript, where it is not the wire name in camelCase
//   x-in         a request field that travels in the query (or the path), not in the body
//   x-from       where a path parameter comes from, if not from an argument: the `client` (its project id) or the `request`
//   x-request    the request's type, whether it may be left out, and an example where the type's own does not fit
//   x-after      arguments behind the request
//   x-repeat     whether sending it twice has the effect of sending it once; x-repeat-because says why, where the verb does not
//   x-scope      the OAuth scope it needs
//   x-limit      how many calls the API takes
//   x-page       the list has pages of this type
//   x-relayed    the answer is another service's
//   x-elsewhere  operations at addresses the caller gives, which have no path of the API
//   x-constants  members every body has
//   x-keys       the names of an enum's values; x-enum: those names are types, too
//   x-optional   the alias stands for undefined as well
//   x-snippet    the example of the reference, where a mere call would not run
//   x-typescript (x-typescript-parameters) a type no schema can express

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { docs } from './generate/docs.mjs'
import { javascript } from './generate/javascript.mjs'
import { modelOf } from './generate/model.mjs'
import { rust } from './generate/rust.mjs'
import { typescript } from './generate/typescript.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const at = process.argv.indexOf('--to')
const target = at > 0 ? process.argv[at + 1] : root

const model = modelOf(parse(readFileSync(join(root, 'openapi.yaml'), 'utf8')))
const files = { ...rust(model), ...javascript(model), ...typescript(model), ...docs(model) }
for (const [name, text] of Object.entries(files)) {
  const path = join(target, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
const sources = Object.keys(files).filter((name) => name.endsWith('.rs'))
execFileSync('rustfmt', ['--edition', '2024', '--config-path', root, ...sources.map((name) => join(target, name))])
