// Do the declarations compile in projects without the types of the DOM, without those of Node, and with strict options? These are the versions
// of TypeScript that are installed; `npm run check:types-matrix` takes all from 4.9 on.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript-5'
import { folderFor } from '../support/folders.mjs'
import { combinations, compile, installed, makeProject, WAYS } from '../support/type-matrix.mjs'

const COMPILERS = ['typescript', 'typescript-5']
/** The other ways of finding modules are in types.test.mjs. TypeScript 5 takes seconds for each. */
const WAY = WAYS.filter(({ name }) => name === 'bundler')

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder

before(() => {
  folder = makeProject(folderFor({ after }, 'types-matrix'), installed('@types/node'))
})

const versionOf = (compiler) => Number.parseFloat(JSON.parse(readFileSync(join(installed(compiler), 'package.json'), 'utf8')).version)

for (const compiler of COMPILERS)
  for (const one of combinations(versionOf(compiler), WAY))
    test(`TypeScript ${one.version}: ${one.name}`, async () => assert.equal(await compile(folder, installed(compiler), one), ''))

test('only platform-types.d.ts names the types of the platform', () => {
  const names = ts.createProgram([join(root, 'index.d.ts'), ...declarations()], { lib: ['lib.es2022.d.ts'], types: [], noLib: false })
  const checker = names.getTypeChecker()
  const found = []
  const visit = (node) => {
    const name = ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName) ? node.typeName : undefined
    const from = name && checker.getSymbolAtLocation(name)?.declarations?.[0]
    // The empty interfaces that it declares for all files would let any value pass in a project without the types of the platform.
    if (from && ts.isInterfaceDeclaration(from) && ts.isModuleBlock(from.parent) && isPlatform(from.getSourceFile())) {
      found.push(`${node.getSourceFile().fileName.slice(root.length)}: ${name.text}`)
    }
    ts.forEachChild(node, visit)
  }
  const files = names.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'dist')))
  assert.ok(files.some(isPlatform) && files.length > 20)
  for (const file of files) if (!isPlatform(file)) visit(file)
  assert.deepEqual(found, [])
})

const isPlatform = ({ fileName }) => fileName.endsWith('/platform-types.d.ts')
const declarations = () => ['otel', 'stores', 'testing', 'webhooks'].map((entry) => join(root, 'dist', entry, 'index.d.ts'))

test('the compiler that is run does find mistakes', async () => {
  writeFileSync(
    join(folder, 'src/mistake.ts'),
    "import { PipedreamClient } from 'pipedream-native'\nnew PipedreamClient({ projectID: 'x' })\n",
  )
  const [one] = combinations(versionOf('typescript'), WAY)
  assert.match(await compile(folder, installed('typescript'), one), /projectID/)
})
