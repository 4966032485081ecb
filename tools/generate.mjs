// openapi.yaml → src/generated, ts/resources and docs/reference. Nothing is written unless all of openapi.yaml is understood.
//
//   npm run generate                          writes the files
//   node tools/generate.mjs --to D --from F   writes them below D, from another file: for the tests
//
// The x- members of openapi.yaml; all but the first two may be left out, and what then holds is in brackets:
//   x-scope      the OAuth scope it needs; an operation without a bearer says `security: []` in its place
//   x-request    what an operation with query fields or a body takes: `type` is its type's name, `optional` whether it may be left
//                out [where no field is required], `example` one where the type's own does not fit. The type holds the fields of the
//                body; those of the query are the operation's parameters. It need not be described where there is no body
//   x-repeat     whether sending it twice has the effect of sending it once [get, put, delete: yes; post, patch: no];
//                x-repeat-because says why, where that is not what the verb says
//   x-limit      how many calls the API takes
//   x-name       the name in JavaScript [the wire name in camelCase]
//   x-from       where a path parameter comes from: the `client` (its project id) or the `request` [from an argument]
//   x-after      arguments behind the request
//   x-relayed    the response is another service's
//   x-by-hand    the request is sent by `send` of ts/RESOURCE.ts, which is written by hand [where it is relayed]
//   x-elsewhere  operations at addresses the caller gives, which have no path of the API
//   x-constants  members every body has
//   x-keys       the names of an enum's values [the values in PascalCase]; x-enum: those names are types, too
//   x-optional   the alias stands for undefined as well
//   x-snippet    the example of the reference [a call, and what it gives]
//   x-typescript (x-typescript-parameters) a type no schema can express
//
// A list has pages where its answer has `page_info` beside `data`. The `example` of a path parameter is the id in the examples.

import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { modelOf } from './generate/model.mjs'
import { Refused, readSource } from './generate/source.mjs'
import { enums } from './generate/writers/enums.mjs'
import { meta } from './generate/writers/meta.mjs'
import { operations } from './generate/writers/operations.mjs'
import { reference } from './generate/writers/reference.mjs'
import { resources } from './generate/writers/resources.mjs'
import { revive } from './generate/writers/revive.mjs'
import { rustTables } from './generate/writers/rust-tables.mjs'
import { types } from './generate/writers/types.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const option = (name, usual) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : usual)

try {
  const model = modelOf(await readSource(option('--from', join(root, 'openapi.yaml'))))
  const tables = { ...rustTables(model), ...revive(model) }
  const typescript = { ...enums(model), ...operations(model), ...resources(model), ...types(model) }
  write({ ...tables, ...meta(model, tables), ...typescript, ...reference(model) }, option('--to', root))
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.error(`${error.message}\n\nNothing was written. tools/generate.mjs says what each x- member means.`)
  process.exitCode = 1
}

function write(files, target) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(target, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const sources = Object.keys(files).filter((name) => name.endsWith('.rs'))
  execFileSync('rustfmt', ['--edition', '2024', '--config-path', root, ...sources.map((name) => join(target, name))])
}
