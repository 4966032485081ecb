// Settings of a project that decide which packages of platforms are installed, and in which version.

/** A setting, and the file that it stands in. */
export interface Setting {
  readonly file: string
  readonly text: string
}

/** What is read of the project's package.json. */
interface Manifest {
  readonly [field: string]: unknown
}

/** The fields of package.json that give a package another version than its dependents ask for: those of npm and bun, of yarn, and of pnpm. */
const FIELDS = ['overrides', 'resolutions', 'pnpm'] as const

/**
 * What gives this package or that of a platform another version: `overrides`, `resolutions`, or `overrides` of pnpm-workspace.yaml. The text
 * is the entry as it stands there. Undefined if there is none.
 */
export function overrideIn(name: string, text: (file: string) => string | undefined): Setting | undefined {
  const manifest = parsed(text('package.json'))
  for (const field of FIELDS) {
    const within = field === 'pnpm' ? (manifest?.pnpm as Manifest | undefined)?.overrides : manifest?.[field]
    const entry = entryIn(within, name)
    if (entry !== undefined) return { file: 'package.json', text: entry }
  }
  const workspace = (text('pnpm-workspace.yaml') ?? '').replaceAll('\r\n', '\n')
  // A comment of YAML can begin anywhere.
  const [, overrides = ''] = /^overrides:[^\n]*\n((?:[ \t#][^\n]*\n?|\n)*)/m.exec(workspace) ?? []
  const line = overrides.split('\n').find((one) => isNamed(one.replace(/:\s.*$/, ''), name))
  return line === undefined ? undefined : { file: 'pnpm-workspace.yaml', text: line.trim() }
}

function parsed(text: string | undefined): Manifest | undefined {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

/** An entry for this package, at any depth: npm's overrides can be within those of the package that needs it. */
function entryIn(within: unknown, name: string): string | undefined {
  if (typeof within !== 'object' || within === null) return undefined
  for (const [key, value] of Object.entries(within)) {
    if (typeof value === 'string' && isNamed(key, name)) return `"${key}": "${value}"`
    // With "." npm gives a version to the package whose own overrides these are.
    if (isNamed(key, name) && typeof (value as Manifest | null)?.['.'] === 'string') return `"${key}": ${JSON.stringify(value)}`
    const below = entryIn(value, name)
    if (below !== undefined) return below
  }
  return undefined
}

/**
 * Whether a key is for this package: `name`, `name@1`, pnpm's `parent>name`, and yarn's `parent/name`, where parent may be two stars.
 * `@scope/name` is another package.
 */
function isNamed(key: string, name: string): boolean {
  const [last = ''] = key
    .replace(/["'\s]/g, '')
    .split('>')
    .slice(-1)
  const bare = last.replace(/(.)@.*$/, '$1')
  return bare === name || (bare.endsWith(`/${name}`) && (!bare.startsWith('@') || name.startsWith('@') || bare.split('/').length > 2))
}
