// openapi.yaml → src/generated, ts/resources, ts/cli/generated and docs/reference. Nothing is written unless openapi.yaml is valid.
//
//   npm run generate                          writes the files
//   node tools/generate.mjs --to D --from F   writes them below D, from the file F: for the tests
//
// The x- members of openapi.yaml. All but x-scope and x-request may be left out; the default is in brackets:
//   x-scope      the OAuth scope that the call needs. An operation that needs no token has `security: []` instead
//   x-request    the request of an operation with query fields or a body: `type` is the name of its type, `optional` whether it may be
//                left out [if no field is required], `example` an example where that of the type does not fit. The type has the fields
//                of the body; the query fields are the operation's parameters. Without a body the type need not be described
//   x-repeat     whether the call may be sent again, because it is idempotent [get, put, delete: yes; post, patch: no];
//                x-repeat-because says why, where the method says otherwise
//   x-limit      the rate limit of the API
//   x-name       the name in JavaScript [the wire name in camelCase]
//   x-from       where a path parameter comes from: `client`, its project id, or `request`, a field of the request [an argument]
//   x-after      arguments after the request
//   x-relayed    the response is another service's
//   x-by-hand    the request is sent by `send` of the resource's file, such as ts/rate-limits.ts, which is written by hand [if it is
//                relayed]
//   x-elsewhere  operations at addresses that the caller gives; they have no path of the API
//   x-constants  members that every body has
//   x-keys       the names of an enum's values [the values in PascalCase]; x-enum: these names are types as well
//   x-optional   the alias also allows undefined
//   x-snippet    the example of the reference [a call that prints its result]
//   x-typescript (x-typescript-parameters) a type that no schema can express
//
// A list has pages if its response has `page_info` beside `data`. The `example` of a path parameter is the id in the examples.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { modelOf } from './generate/model.mjs'
import { InvalidSource, readSource } from './generate/source.mjs'
import { cli } from './generate/writers/cli.mjs'
import { enums } from './generate/writers/enums.mjs'
import { fields } from './generate/writers/fields.mjs'
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
  const typescript = { ...enums(model), ...fields(model), ...operations(model), ...resources(model), ...types(model), ...cli(model) }
  write({ ...tables, ...meta(model, tables), ...typescript, ...reference(model) }, option('--to', root))
} catch (error) {
  if (!(error instanceof InvalidSource)) throw error
  console.error(`${error.message}\n\nNothing was written. tools/generate.mjs says what each x- member means.`)
  process.exitCode = 1
}

/** Writes the files that differ and prints their names. The others keep their time, so that cargo need not build again. */
function write(files, target) {
  const changed = Object.entries(files)
    .map(([name, text]) => [name, name.endsWith('.rs') ? formatted(text) : text])
    .filter(([name, text]) => textOf(join(target, name)) !== text)
  for (const [name, text] of changed) {
    mkdirSync(dirname(join(target, name)), { recursive: true })
    writeFileSync(join(target, name), text)
  }
  const names = changed.map(([name]) => `  ${name}\n`).join('')
  console.log(names === '' ? 'openapi.yaml: nothing to change' : `openapi.yaml: wrote\n${names.trimEnd()}`)
}

function formatted(rust) {
  return execFileSync('rustfmt', ['--edition', '2024', '--config-path', root], { input: rust, encoding: 'utf8' })
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
