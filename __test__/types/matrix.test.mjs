// Do the declarations compile in projects without the types of the DOM, without those of Node, and with strict options? These are the versions
// of TypeScript that are installed; `npm run check:types-matrix` takes all from 4.9 on.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { combinations, compile, installed, makeProject, WAYS } from '../support/type-matrix.mjs'

const COMPILERS = ['typescript', 'typescript-5']
/** The other ways of finding modules are in types.test.mjs. TypeScript 5 takes seconds for each. */
const WAY = WAYS.filter(({ name }) => name === 'bundler')

let folder

before(() => {
  folder = makeProject(mkdtempSync(join(tmpdir(), 'types-matrix-')), installed('@types/node'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

const versionOf = (compiler) => Number.parseFloat(JSON.parse(readFileSync(join(installed(compiler), 'package.json'), 'utf8')).version)

for (const compiler of COMPILERS)
  for (const one of combinations(versionOf(compiler), WAY))
    test(`TypeScript ${one.version}: ${one.name}`, async () => assert.equal(await compile(folder, installed(compiler), one), ''))

test('the compiler that is run does find mistakes', async () => {
  writeFileSync(
    join(folder, 'src/mistake.ts'),
    "import { PipedreamClient } from 'pipedream-native'\nnew PipedreamClient({ projectID: 'x' })\n",
  )
  const [one] = combinations(versionOf('typescript'), WAY)
  assert.match(await compile(folder, installed('typescript'), one), /projectID/)
})
