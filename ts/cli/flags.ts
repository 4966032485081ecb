// The flags of an operation, from its row in generated/operations.ts, and the values that they give.

import { extname } from 'node:path'
import { Option } from 'commander'
import { decoded, json, readBytes, readStdin, referred, secret } from './input.js'
import type { CliOperation, Field } from './generated/operations.js'
import { UsageError } from './usage.js'

/** What was given for each field, by its name: each value of a flag that takes one, or true or false. */
export type Given = Map<string, string[] | boolean>

/** The flags that every operation has. A field of the same name has the flag `--request-NAME`. */
const RESERVED = ['json', 'input', 'all', 'max-items', 'output', 'output-file', 'env-file', 'base-url', 'timeout', 'retries', 'help']

/** `externalUserId` → `external-user-id` */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** The flag of a field, such as `--external-user-id`. */
export function flagOf({ name }: Pick<Field, 'name'>): string {
  const flag = kebab(name)
  return `--${RESERVED.includes(flag) ? `request-${flag}` : flag}`
}

/** All fields of an operation: its ids, its request, and the arguments behind it. */
export const fieldsOf = ({ ids, request = [], after = [] }: CliOperation): Field[] => [...ids, ...request, ...after]

const PLACEHOLDERS = {
  text: '<text>',
  number: '<number>',
  integer: '<number>',
  list: '<text>',
  object: '<json>',
  json: '<json>',
  loose: '<text>',
  picture: '<@file>',
}

/** The options of an operation for the parser. They put what was given into `given`. */
export function optionsOf(operation: CliOperation, given: Given): Option[] {
  return fieldsOf(operation).flatMap((field) => {
    const flag = flagOf(field)
    if (field.kind === 'boolean') {
      const set = (value: boolean) => () => given.set(field.name, value) && value
      const yes = new Option(flag, `${about(field)} (or --no-${flag.slice(2)})`)
      const no = new Option(`--no-${flag.slice(2)}`).hideHelp()
      return [yes.argParser(set(true)).preset('true'), no.argParser(set(false)).preset('false')]
    }
    const option = new Option(`${flag} ${placeholder(field)}`, about(field))
    // For the completion; the values are checked below, so that every error has the same form.
    if (field.values) option.argChoices = [...field.values]
    return [option.argParser((value: string) => add(given, field, value))]
  })
}

function placeholder(field: Field): string {
  if (field.secret) return '<-|@file|env:NAME>'
  return field.values ? `<${field.values.join('|')}>` : field.kind === 'boolean' ? '' : PLACEHOLDERS[field.kind]
}

function about(field: Field): string {
  const more = { list: 'May be repeated.', object: 'JSON, @file, or name=text and name:=json, repeated.', picture: 'PNG or JPEG.' }
  const note = (more as Record<string, string | undefined>)[field.kind]
  const body = field.kind === 'json' ? 'JSON, @file (JSON if its name ends so, else bytes), or - for stdin.' : undefined
  return [field.about, note ?? body, field.required ? '(required)' : undefined].filter(Boolean).join(' ')
}

function add(given: Given, field: Field, value: string): string[] {
  const before = given.get(field.name)
  const isRepeatable = field.kind === 'list' || (field.kind === 'object' && !field.secret)
  if (Array.isArray(before) && !isRepeatable) throw new UsageError(`${flagOf(field)} was given twice`)
  const values = [...(Array.isArray(before) ? before : []), value]
  given.set(field.name, values)
  return values
}

/** The value of a field, of its type. Reads the files that it refers to. */
export async function valueFrom(field: Field, given: string[] | boolean): Promise<unknown> {
  const flag = flagOf(field)
  if (typeof given === 'boolean') return given
  const [first = ''] = given
  const text = field.secret ? await secret(flag, first) : first
  switch (field.kind) {
    case 'number':
    case 'integer':
      return numberOf(field, text)
    case 'boolean':
      return booleanOf(field, text)
    case 'list':
      return given
    case 'object':
      return field.secret ? checkObject(flag, json(flag, text)) : objectOf(flag, given)
    case 'json':
      return bodyOf(flag, text)
    case 'loose':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'picture':
      return pictureOf(flag, text)
    default:
      if (field.values && !field.values.includes(text))
        throw new UsageError(`${flag} must be one of ${field.values.join(', ')}; got ${JSON.stringify(text)}`)
      return text
  }
}

function booleanOf(field: Field, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw new UsageError(`${flagOf(field)} must be true or false; got ${JSON.stringify(text)}`)
}

function numberOf({ kind, minimum, ...field }: Field, text: string): number {
  const number = Number(text)
  const isNumber = text.trim() !== '' && Number.isFinite(number) && (kind === 'number' || Number.isInteger(number))
  if (isNumber && (minimum === undefined || number >= minimum)) return number
  const least = minimum === undefined ? '' : ` of at least ${minimum}`
  throw new UsageError(
    `${flagOf(field)} must be ${kind === 'integer' ? 'a whole number' : 'a number'}${least}; got ${JSON.stringify(text)}`,
  )
}

function checkObject(flag: string, value: unknown): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>
  throw new UsageError(`${flag} must be a JSON object such as {"name":"value"}`)
}

/** An object: JSON, a file with JSON, or its members one by one. */
async function objectOf(flag: string, given: readonly string[]): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {}
  for (const value of given) {
    const member = /^([^\s={}"@][^={}":]*)(:?=)(.*)$/s.exec(value)
    if (member) {
      const [, name = '', sign, text = ''] = member
      set(all, name, sign === ':=' ? json(`${flag} ${name}`, text) : text)
    } else {
      const bytes = await referred(flag, value)
      const text = bytes === undefined ? value : decoded(bytes)
      for (const [name, one] of Object.entries(checkObject(flag, json(flag, text)))) set(all, name, one)
    }
  }
  return all
}

/** Not by `=`, by which `__proto__` would set the prototype. */
const set = (object: Record<string, unknown>, name: string, value: unknown): void =>
  void Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true })

/** A body: JSON, or the content of a file or of stdin. */
async function bodyOf(flag: string, text: string): Promise<unknown> {
  if (text === '-') {
    const bytes = await readStdin(flag)
    return asJson(bytes) ?? bytes
  }
  if (!text.startsWith('@')) return json(flag, text)
  const bytes = readBytes(flag, text.slice(1))
  return extname(text).toLowerCase() === '.json' ? json(flag, decoded(bytes)) : bytes
}

/** What was read from stdin as JSON; undefined if it is none, and so is sent as it is. */
function asJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(decoded(bytes))
  } catch {
    return undefined
  }
}

async function pictureOf(flag: string, text: string): Promise<string> {
  if (text.startsWith('data:')) return text
  const bytes = await referred(flag, text)
  if (bytes === undefined)
    throw new UsageError(`${flag} must be @file, - for stdin, or a data URI; got ${JSON.stringify(text.slice(0, 40))}`)
  const isPng = bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
  if (!isPng && !isJpeg) throw new UsageError(`${flag} must be a PNG or JPEG picture; the file is neither`)
  return `data:image/${isPng ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`
}

/** The field that a name in JSON means, as the client or as the API writes it. */
export function fieldNamed(fields: readonly Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name) ?? fields.find((field) => (field.wire ?? snake(field.name)) === name)
}
