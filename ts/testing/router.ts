'use strict'

// Which operation does a request mean? A tree over the pieces of the paths, built once; looking up touches one node
// per piece.

const { operations } = require('../generated/operations.js')
const { badRequest } = require('./answers.js')

/** What the API documents but `openapi.yaml` has no method for, and the workflows' own domain. */
const MORE = [
  {
    name: 'rateLimits.create',
    method: 'POST',
    path: '/v1/connect/rate_limits',
    kind: 'json',
    bearer: true,
    scope: 'connect:*',
    required: { query: [], body: ['window_size_seconds', 'requests_per_window'] },
    bodyFields: ['window_size_seconds', 'requests_per_window'],
    status: 200,
  },
]

/** The operations that are answered, with what the checks want to know read off once. */
const table = [...operations, ...MORE].map((operation) => ({
  ...operation,
  ids: [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, id]) => id),
  // `/v1/connect/projects/{project_id}` is about a project; `/v1/connect/{project_id}/…` is inside one.
  inProject: operation.path.startsWith('/v1/connect/{project_id}/'),
  takesBody: operation.bodyFields !== null && operation.bodyFields !== undefined,
}))

/** No operation of `openapi.yaml`, since a workflow has an address of its own, with any verb. */
const WORKFLOW = { name: 'workflows.invoke', bearer: false, status: 200 }

const names = new Set([...table.map(({ name }) => name), WORKFLOW.name])
const root = { children: new Map(), variable: undefined, methods: undefined }
for (const operation of table) add(operation)

function add(operation) {
  let node = root
  for (const piece of operation.path.split('/').slice(1)) {
    if (piece.startsWith('{')) node = node.variable ??= { children: new Map(), variable: undefined, methods: undefined }
    else {
      if (!node.children.has(piece)) node.children.set(piece, { children: new Map(), variable: undefined, methods: undefined })
      node = node.children.get(piece)
    }
  }
  node.methods ??= new Map()
  node.methods.set(operation.method, operation)
}

/** The operation and its ids by name, or undefined. Fixed pieces go before ids: `/apps` is no project. */
function route(method, path) {
  const pieces = path.split('/')
  const found = walk(root, pieces, 1, method, [])
  if (found === undefined) return undefined
  const ids = { __proto__: null }
  found.operation.ids.forEach((id, at) => {
    ids[id] = decoded(found.values[at], id)
  })
  return { operation: found.operation, ids }
}

function walk(node, pieces, at, method, values) {
  if (at === pieces.length) {
    const operation = node.methods?.get(method)
    return operation && { operation, values }
  }
  const fixed = node.children.get(pieces[at])
  const found = fixed && walk(fixed, pieces, at + 1, method, values)
  if (found !== undefined || node.variable === undefined || pieces[at] === '') return found
  return walk(node.variable, pieces, at + 1, method, [...values, pieces[at]])
}

function decoded(piece, id) {
  try {
    return decodeURIComponent(piece)
  } catch {
    throw badRequest(`${id} is not properly percent-encoded`)
  }
}

/** The operation that a request nobody knows comes closest to. */
function nearest(method, path) {
  const given = path.split('/')
  const distance = (operation) => {
    const wanted = operation.path.split('/')
    let sum = 3 * Math.abs(wanted.length - given.length) + (operation.method === method ? 0 : 1)
    for (let at = 1; at < Math.min(wanted.length, given.length); at++) {
      if (!wanted[at].startsWith('{')) sum += Math.min(3, edits(wanted[at], given[at]))
      else sum += 0.5
    }
    return sum
  }
  return table.reduce((best, operation) => (distance(operation) < distance(best) ? operation : best))
}

/** How many letters have to change to make one word of the other. */
function edits(left, right) {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[right.length]
}

module.exports = { WORKFLOW, names, nearest, operations: table, route }
