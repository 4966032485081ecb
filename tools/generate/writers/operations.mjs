// Writes ts/resources/operations.ts: every operation with an example, for the emulator and the tests.

import { header, literal } from '../code.mjs'
import { exampleOf } from '../examples.mjs'
import { requestExample } from '../snippets.mjs'

/** A value is written on one line where it is at most this long. */
const ROOM = 120

const INTERFACE = `/** An operation of the API as the server sees it. */
export interface Operation {
  /** \`accounts.retrieve\` */
  readonly name: string
  /** \`accounts\` */
  readonly resource: string
  readonly method: string
  /** \`/v1/connect/{project_id}/accounts/{account_id}\` */
  readonly path: string
  /** What it responds with; \`relayed\`: with the response of another service. */
  readonly kind: 'page' | 'json' | 'void' | 'binary' | 'relayed'
  /** Whether it needs an access token. */
  readonly bearer: boolean
  /** The OAuth scope that the token needs; empty where there is no token. */
  readonly scope: string
  /** The parameters of the path but the project, in order. */
  readonly ids: readonly string[]
  /** The names of the query parameters. */
  readonly query: readonly string[]
  /** The names of the query parameters and body fields that may not be left out. */
  readonly required: { readonly query: readonly string[]; readonly body: readonly string[] }
  /** The names of the body's fields; null where it has no body of fields. */
  readonly bodyFields: readonly string[] | null
  /** The status of a success. */
  readonly status: number
  /** Values that fit, with the names of the wire: a request holds the fields of the query and of the body. */
  readonly example: { readonly ids: Readonly<Record<string, string>>; readonly request?: unknown; readonly response?: unknown }
}
`

export function operations(model) {
  const rows = model.operations.map((one) => `  ${literal(rowOf(model, one), '  ', ROOM)},\n`)
  return {
    'ts/resources/operations.ts':
      `${header('//')}\n// Every operation with an example: what the emulator knows of the API.\n\n${INTERFACE}\n` +
      `/** Every operation that has a path of the API. */\nexport const operations: readonly Operation[] = [\n${rows.join('')}]\n`,
  }
}

function rowOf(model, one) {
  const fields = one.body?.fields.filter((field) => field.in === 'body') ?? []
  return {
    name: one.id,
    resource: one.resource,
    method: one.method,
    path: one.path,
    kind: one.kind,
    bearer: one.bearer,
    scope: one.scope,
    ids: one.places,
    query: one.query.map((field) => field.wire),
    required: {
      query: one.query.filter((field) => field.required).map((field) => field.wire),
      body: fields.filter((field) => field.required).map((field) => field.wire),
    },
    bodyFields: one.body ? fields.map((field) => field.wire) : null,
    status: one.status,
    example: {
      ids: Object.fromEntries(one.pathParameters.map((place) => [place.name, place.example])),
      request: one.request ? requestExample(model, one) : undefined,
      response: one.responseExample ?? (one.response ? exampleOf(model, one.response) : undefined),
    },
  }
}
