// What the tests of the generator share: an openapi.yaml with a new endpoint, a run of the generator, and a comparison of its output.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { folderFor } from './folders.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** openapi.yaml as it is. */
export const text = readFileSync(join(root, 'openapi.yaml'), 'utf8')

/** The path of the new endpoint. */
export const MEMOS = '/v1/connect/{project_id}/accounts/{account_id}/memos'
const project = {
  name: 'project_id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  'x-from': 'client',
  description: 'The project.',
}
export const account = {
  name: 'account_id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  example: 'apn_1',
  description: 'The account.',
}
const memo = () => ({
  description: 'A memo.',
  type: 'object',
  properties: { id: { type: 'string', description: 'Its id.' }, written_at: { type: 'string', format: 'date-time', description: 'When.' } },
  required: ['id'],
})
const answer = (name) => ({
  200: { description: 'The result.', content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } },
})

/** openapi.yaml with two operations that set required members only: one lists memos, one adds a memo. */
export function withMemos() {
  const api = parse(text)
  api.paths[MEMOS] = {
    get: {
      operationId: 'accounts.listMemos',
      summary: 'Lists memos',
      description: 'The memos of an account.',
      'x-scope': 'connect:accounts:read',
      'x-request': { type: 'AccountsListMemosRequest' },
      parameters: [project, account, { name: 'written_after', in: 'query', schema: { type: 'string' }, description: 'Only newer ones.' }],
      responses: answer('Memo'),
    },
    post: {
      operationId: 'accounts.addMemo',
      summary: 'Adds a memo',
      description: 'To an account.',
      'x-scope': 'connect:accounts:write',
      'x-request': { type: 'AddMemoOpts' },
      parameters: [project, account],
      requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/AddMemoOpts' } } } },
      responses: answer('Memo'),
    },
  }
  api.components.schemas.Memo = memo()
  api.components.schemas.AddMemoOpts = {
    description: 'A new memo.',
    type: 'object',
    properties: { words: { type: 'string', description: 'What it says.' } },
    required: ['words'],
  }
  return api
}

/** Runs the generator on `api` into an empty folder. Returns its exit status, its stderr, and the text of each file by its path. */
export function generate(t, api) {
  const folder = folderFor(t, 'generator-test')
  const from = join(folder, 'openapi.yaml')
  writeFileSync(from, typeof api === 'string' ? api : stringify(api))
  const to = join(folder, 'to')
  const { status, stderr } = spawnSync(process.execPath, ['tools/generate.mjs', '--from', from, '--to', to], {
    cwd: root,
    encoding: 'utf8',
  })
  return { status, stderr, files: filesIn(to) }
}

function filesIn(folder) {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    return Object.fromEntries(entries.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]))
  } catch {
    return {}
  }
}

/** The lines of `before` that `after` does not have in the same order. */
export function removedLines(before, after) {
  const lines = after.split('\n')
  let at = 0
  return before.split('\n').filter((line) => {
    const found = lines.indexOf(line, at)
    if (found >= 0) at = found + 1
    return found < 0
  })
}
