// `npm run check:types-official`: compares the types and the exported values of this package with those of the official SDK, which only
// benchmark/ installs. A difference that __test__/fixtures/type-differences.json does not list is an error, and so is one that is gone.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { comparisons, differences, expected, facts } from '../../__test__/support/type-comparison.mjs'
import { fail, root, run } from '../../scripts/steps.mjs'

const benchmark = join(root, 'benchmark')
if (!existsSync(join(benchmark, 'node_modules/@pipedream/sdk'))) run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: benchmark })

/** `serialization` is how the official SDK is built: schemas of its own, which nothing of ours uses. */
const WITHOUT = ['serialization']
const ERRORS = ['PipedreamError', 'BadRequestError', 'NotFoundError', 'TooManyRequestsError', 'PipedreamTimeoutError']
const OPTIONS = ['BaseClientOptions', 'BaseRequestOptions', 'PipedreamClientOpts']
/** `PropValue<T>` needs an argument. */
const TYPES = [...Object.keys(facts.types).filter((name) => name !== 'PropValue'), ...OPTIONS]

const methods = Object.keys(facts.methods)
const lines = comparisons({ methods, types: TYPES, errors: ERRORS })
const resources = new Set(methods.map((name) => name.split('.')[0]))
// The table of facts is complete if the official client has nothing else.
const named = (resource) => methods.filter((name) => name.startsWith(`${resource}.`)).map((name) => `'${name.split('.')[1]}'`)
lines.set('the members of the client', ['never', 'Exclude<keyof official.Client, keyof ours.Client>'])
for (const resource of resources)
  lines.set(`the methods of ${resource}`, ['never', `Exclude<keyof official.Client['${resource}'], ${named(resource).join(' | ')}>`])

// The official classes have private members, so no other class is assignable to them. What is public is.
const [page, ourPage] = ['official', 'ours'].map((side) => `Awaited<ReturnType<${side}.Client['accounts']['list']>>`)
const [sent, ourSent] = ['official', 'ours'].map((side) => `ReturnType<${side}.Client['accounts']['retrieve']>`)
lines.set('the class of a page: ours is assignable', [page, ourPage])
lines.set('the public members of a page: ours are assignable', [`Omit<${page}, 'getNextPage'>`, ourPage])
lines.set('the class of a promise: ours is assignable', [sent, ourSent])
lines.set('the public members of a promise: ours are assignable', [`Public<${sent}>`, ourSent])
lines.set('the class of the client: ours is assignable', ['official.Client', 'ours.Client'])

const found = differences(fileURLToPath(new URL('.', import.meta.url)), lines)
const problems = [
  ...[...found].filter(([id]) => !expected.has(id)).map(([id, message]) => `${id}: no\n${message}`),
  ...[...expected.keys()].filter((id) => !lines.has(id)).map((id) => `${id}: this is not compared, remove it from type-differences.json`),
  ...[...expected.keys()]
    .filter((id) => lines.has(id) && !found.has(id))
    .map((id) => `${id}: no difference any more, remove it from the list`),
  ...missingValues().map((name) => `${name} is a value in the official SDK only`),
]
for (const [id] of found) if (expected.has(id)) console.log(`on purpose: ${id}: no. ${expected.get(id)}`)
console.log(`${lines.size} comparisons of ${methods.length} methods and ${TYPES.length} types, ${found.size} differences`)
if (problems.length > 0) fail(problems.join('\n\n'))

/** The names of what the official SDK exports and we do not, or not as the same kind of value, at any depth. */
function missingValues() {
  const require = createRequire(join(benchmark, 'package.json'))
  const missing = []
  const compare = (official, ours, path) => {
    for (const name of Object.keys(official).filter((one) => !WITHOUT.includes(one))) {
      const [theirs, own] = [official[name], ours?.[name]]
      if (typeof theirs !== typeof own || (typeof theirs === 'string' && theirs !== own)) missing.push(`${path}${name}`)
      else if (typeof theirs === 'object') compare(theirs, own, `${path}${name}.`)
    }
  }
  compare(require('@pipedream/sdk'), require(root), '')
  // Its subpaths export the class of a resource each.
  for (const resource of resources) {
    const subpath = resource === 'workflows' ? {} : require(`@pipedream/sdk/${resource}`)
    compare(subpath, require(root)[resource], `${resource}: `)
  }
  return missing
}
