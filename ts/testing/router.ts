// Which operation is a request for? A tree over the segments of the paths, built once.

import { type Operation as Described, operations as described } from '../resources/operations.js'
import { badRequest } from './responses.js'

/** An operation of openapi.yaml, and what the emulator reads from its path. */
export interface Operation
  extends Pick<Described, 'name' | 'resource' | 'method' | 'path' | 'kind' | 'bearer' | 'scope' | 'required' | 'status'> {
  readonly example?: Described['example']
  /** The names of all path parameters, in their order. */
  readonly parameters: readonly string[]
  /** Whether its path begins with the id of a project. `/v1/connect/projects/{project_id}` does not: it is about a project. */
  readonly isInProject: boolean
  readonly takesBody: boolean
}

const operations: readonly Operation[] = described.map((operation) => ({
  ...operation,
  parameters: [...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => String(name)),
  isInProject: operation.path.startsWith('/v1/connect/{project_id}/'),
  takesBody: operation.bodyFields !== null,
}))

const OUTSIDE = {
  method: '',
  path: '',
  kind: 'json',
  bearer: false,
  scope: '',
  required: { query: [], body: [] },
  status: 200,
  parameters: [],
  isInProject: false,
  takesBody: false,
} as const

/** Not in openapi.yaml, because a workflow has a URL of its own and accepts every method. */
export const WORKFLOW: Operation = { ...OUTSIDE, name: 'workflows.invoke', resource: 'workflows' }

/** Not in openapi.yaml, because the MCP server is a server of its own. Its handler reads the method and checks the token. */
export const MCP: Operation = { ...OUTSIDE, name: 'mcp.server', resource: 'mcp' }

/** Not in openapi.yaml, because it is a page for people. Its handler reads the method and checks the Connect token. */
export const CONNECT_LINK: Operation = { ...OUTSIDE, name: 'connect.link', resource: 'connect' }

export const operationNames: ReadonlySet<string> = new Set([...operations, WORKFLOW, MCP, CONNECT_LINK].map(({ name }) => name))

export interface Route {
  operation: Operation
  /** The path parameters by name. It has no prototype. */
  ids: Record<string, string>
}

interface Node {
  children: Map<string, Node>
  /** The node of a path parameter. */
  parameter: Node | undefined
  methods: Map<string, Operation>
}

const newNode = (): Node => ({ children: new Map(), parameter: undefined, methods: new Map() })
const root = newNode()
for (const operation of operations) add(operation)

function add(operation: Operation): void {
  let node = root
  for (const segment of operation.path.split('/').slice(1)) {
    let next = segment.startsWith('{') ? node.parameter : node.children.get(segment)
    if (next === undefined) {
      next = newNode()
      if (segment.startsWith('{')) node.parameter = next
      else node.children.set(segment, next)
    }
    node = next
  }
  node.methods.set(operation.method, operation)
}

/** The operation of a request and its path parameters. A fixed segment wins over a parameter: `/apps` is not a project. */
export function route(method: string, path: string): Route | undefined {
  const match = walk(root, path.split('/'), 1, method, [])
  if (match === undefined) return undefined
  const ids: Record<string, string> = Object.create(null)
  match.operation.parameters.forEach((name, at) => {
    ids[name] = decode(match.values[at] ?? '', name)
  })
  return { operation: match.operation, ids }
}

const CONNECT = '/v1/connect/'

/**
 * The operation of a path from which the id of the project is left out, as it may be with a Connect token: `/v1/connect/accounts`, or
 * `/v1/connect//proxy/…`, which the proxy of the official browser half sends. The route has no `project_id`.
 */
export function routeWithoutProject(method: string, path: string): Route | undefined {
  if (!path.startsWith(CONNECT)) return undefined
  const rest = path.slice(CONNECT.length)
  const found = route(method, `${CONNECT}-${rest.startsWith('/') ? '' : '/'}${rest}`)
  if (found === undefined || !found.operation.isInProject) return undefined
  const { project_id: _, ...ids } = found.ids
  return { operation: found.operation, ids: Object.assign(Object.create(null), ids) }
}

interface Match {
  operation: Operation
  values: readonly string[]
}

function walk(node: Node, segments: readonly string[], at: number, method: string, values: readonly string[]): Match | undefined {
  const segment = segments[at]
  if (segment === undefined) {
    const operation = node.methods.get(method)
    return operation && { operation, values }
  }
  const child = node.children.get(segment)
  const match = child && walk(child, segments, at + 1, method, values)
  if (match !== undefined || node.parameter === undefined || segment === '') return match
  return walk(node.parameter, segments, at + 1, method, [...values, segment])
}

function decode(segment: string, name: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // biome-ignore lint/style/useErrorCause: the error becomes a response, which shows no cause.
    throw badRequest(`${name} is not properly percent-encoded`)
  }
}

/** The operation that is most like a request for which there is none. */
export function nearestOperation(method: string, path: string): Operation {
  const given = path.split('/')
  const distance = (operation: Operation) => {
    const wanted = operation.path.split('/')
    let sum = 3 * Math.abs(wanted.length - given.length) + (operation.method === method ? 0 : 1)
    for (let at = 1; at < Math.min(wanted.length, given.length); at++) {
      const segment = wanted[at] ?? ''
      if (segment.startsWith('{')) sum += 0.5
      else sum += Math.min(3, editDistance(segment, given[at] ?? ''))
    }
    return sum
  }
  return operations.reduce((best, operation) => (distance(operation) < distance(best) ? operation : best))
}

/** The Levenshtein distance of two words. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const [above, before, diagonal] = [row[j] ?? 0, next[j - 1] ?? 0, row[j - 1] ?? 0]
      next.push(Math.min(above + 1, before + 1, diagonal + (left[i - 1] === right[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[right.length] ?? 0
}
