// The arguments of an operation: from its flags, from JSON, and from what stands behind its name.

import { nearest, printableName } from './command.js'
import { fieldNamed, fieldsOf, flagOf, type Given, valueFrom } from './flags.js'
import { decoded, json, readBytes, readStdin, referred } from './input.js'
import type { CliOperation, Field } from './generated/operations.js'
import { UsageError } from './usage.js'

/** Where the fields come from. */
export interface Sources {
  readonly given: Given
  /** The arguments behind the name of the operation. */
  readonly positional: readonly string[]
  /** The flag `--json`. */
  readonly json: string | undefined
  /** The flag `--input`. */
  readonly input: string | undefined
}

/** The arguments that the client's method is called with, but for its options. */
export async function argumentsOf(operation: CliOperation, sources: Sources): Promise<unknown[]> {
  const values = await fromJson(operation, sources)
  for (const [at, text] of sources.positional.entries()) {
    const field = operation.ids[at]
    if (field === undefined) continue
    if (sources.given.has(field.name)) throw new UsageError(`${operation.id}: ${field.name} was given twice, also as ${flagOf(field)}`)
    sources.given.set(field.name, [text])
  }
  for (const field of fieldsOf(operation)) {
    const given = sources.given.get(field.name)
    if (given !== undefined) values.set(field.name, await valueFrom(field, given))
  }
  refuseMissing(operation, values)
  const pick = (fields: readonly Field[]) => fields.map(({ name }) => values.get(name))
  const { ids, request, after = [] } = operation
  const body = request && Object.fromEntries(request.filter(({ name }) => values.has(name)).map(({ name }) => [name, values.get(name)]))
  return [...pick(ids), ...(request ? [body] : []), ...pick(after)]
}

/** The fields of `--json` or `--input`. */
async function fromJson(operation: CliOperation, sources: Sources): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>()
  if (sources.json !== undefined && sources.input !== undefined)
    throw new UsageError('--json and --input give the same: only one of them may be used')
  const flag = sources.json === undefined ? '--input' : '--json'
  const text = await textOf(sources)
  if (text === undefined) return found
  const value = json(flag, text.text)
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new UsageError(`${flag} must be a JSON object with the fields of ${operation.id}`)
  const fields = fieldsOf(operation)
  for (const [name, one] of Object.entries(value)) {
    const field = fieldNamed(fields, name)
    if (field === undefined) {
      const names = fields.map((known) => known.name)
      const near = nearest(name, names)
      const advice =
        near !== undefined ? `did you mean ${near}?` : names.length === 0 ? 'it has none' : `its fields are ${names.join(', ')}`
      throw new UsageError(`${flag}: ${operation.id} has no field ${printableName(name)}; ${advice}`)
    }
    if (field.secret && text.isVisible)
      throw new UsageError(
        `${flag} may not have ${name} on the command line, because every user of this machine can see the arguments of a process (ps). ` +
          `Give --json @file or --input -, or ${flagOf(field)}`,
      )
    if (found.has(field.name)) throw new UsageError(`${flag} has ${field.name} twice`)
    found.set(field.name, one)
  }
  return found
}

async function textOf({ json: given, input }: Sources): Promise<{ text: string; isVisible: boolean } | undefined> {
  if (given !== undefined) {
    const bytes = await referred('--json', given)
    return { text: bytes === undefined ? given : decoded(bytes), isVisible: bytes === undefined }
  }
  if (input === undefined) return undefined
  const bytes = input === '-' ? await readStdin('--input') : readBytes('--input', input.replace(/^@/, ''))
  return { text: decoded(bytes), isVisible: false }
}

function refuseMissing(operation: CliOperation, values: ReadonlyMap<string, unknown>): void {
  // A body may be null.
  const isMissing = ({ name, kind, required }: Field) =>
    required && (values.get(name) === undefined || (values.get(name) === null && kind !== 'json'))
  const ids = operation.ids.filter(isMissing).map((field) => `<${field.name}> (or ${flagOf(field)})`)
  const missing = [...ids, ...(operation.request ?? []).filter(isMissing).map(flagOf)]
  if (missing.length === 0) return
  const list = missing.length === 1 ? missing[0] : `${missing.slice(0, -1).join(', ')} and ${missing.at(-1)}`
  throw new UsageError(`${operation.id} needs ${list}; "pipedream-native call ${operation.id} --help" says what each is`)
}
