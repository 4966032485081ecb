// Which package manager installed this package, by what can be seen, and its commands. Pure: the facts are arguments.

export type Manager = 'npm' | 'pnpm' | 'yarn 1' | 'yarn' | 'bun' | 'deno'

/** What can be seen of the project that this package is installed in. */
export interface Traces {
  /** The path of this package. */
  readonly path: string
  /** The names that exist, of those in TRACES, relative to the project. */
  readonly names: readonly string[]
  /** Whether the project's yarn.lock is one of yarn 2 or newer, which begins with `__metadata`. */
  readonly isBerryLock: boolean
  /** Whether this process runs with yarn's Plug'n'Play. */
  readonly isPnp: boolean
  /** The variable `npm_config_user_agent`, which a package manager sets for the programs that it starts. */
  readonly userAgent: string | undefined
}

/**
 * The files by which a manager is known. What it wrote into node_modules says more than a lock file, which may be there for another
 * reason. So the order matters.
 */
const MARKS: readonly (readonly [name: string, manager: Manager])[] = [
  ['.pnp.cjs', 'yarn'],
  ['.pnp.js', 'yarn'],
  ['node_modules/.modules.yaml', 'pnpm'],
  ['node_modules/.pnpm', 'pnpm'],
  ['node_modules/.yarn-state.yml', 'yarn'],
  ['node_modules/.yarn-integrity', 'yarn 1'],
  ['node_modules/.deno', 'deno'],
  ['node_modules/.package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn 1'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['deno.lock', 'deno'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
]

/** The names that are looked for. */
export const TRACES: readonly string[] = MARKS.map(([name]) => name)

/** The lock files of a manager, or those of all. */
export const locksOf = (manager: Manager | undefined): readonly string[] =>
  LOCKS.filter(
    (name) =>
      manager === undefined || MARKS.some(([mark, of]) => mark === name && (of === manager || (of === 'yarn 1' && manager === 'yarn'))),
  )

/** The lock files, by which the project's folder is known. */
export const LOCKS: readonly string[] = TRACES.filter((name) => /lock|shrinkwrap/.test(name) && !name.includes('/'))

/** The manager that installed this package; undefined if nothing says so. */
export function managerOf({ path, names, isBerryLock, isPnp, userAgent }: Traces): Manager | undefined {
  const parts = path.split(/[\\/]/)
  if (parts.includes('.pnpm')) return 'pnpm'
  if (parts.includes('.deno')) return 'deno'
  if (isPnp || parts.includes('.yarn')) return 'yarn'
  const mark = MARKS.find(([name]) => names.includes(name))
  if (mark !== undefined) return mark[0] === 'yarn.lock' && isBerryLock ? 'yarn' : mark[1]
  const [, agent, major] = /^(npm|pnpm|yarn|bun|deno)\/(\d+)/.exec(userAgent ?? '') ?? []
  return agent === 'yarn' && major === '1' ? 'yarn 1' : (agent as Manager | undefined)
}

/** What the commands depend on. */
export interface Spec {
  /** The name that this package is installed under, such as `@pipedream/sdk`. */
  readonly alias: string
  readonly version: string
  /** How the project's package.json names this package. Not at all if another package or a workspace needs it. */
  readonly declared: Declared
  /** Whether the lock file has the package of this platform; undefined if there is no lock file. */
  readonly isLocked: boolean | undefined
}

/** `other` is a file, an address, a workspace or a catalog. */
export type Declared = 'exact' | 'range' | 'other' | 'no'

/** How a package.json names this package under a name. What cannot be read counts as a range, which is what npm writes. */
export function declaredIn(manifest: string | undefined, alias: string): Declared {
  let fields: { readonly [field: string]: { readonly [name: string]: unknown } | undefined } | null
  try {
    fields = JSON.parse(manifest ?? '')
  } catch {
    return 'range'
  }
  if (typeof fields !== 'object' || fields === null) return 'range'
  const spec = ['dependencies', 'devDependencies', 'optionalDependencies'].map((field) => fields?.[field]?.[alias]).find(Boolean)
  if (typeof spec !== 'string') return 'no'
  const bare = spec.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '')
  if (/[:/]/.test(bare)) return 'other'
  return /^[=v\s]*\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(bare) ? 'exact' : 'range'
}

/**
 * The command that installs the missing package of this platform. Each was run in the states of __test__/package/load-repairs.test.mjs.
 *
 * Where the lock file has the package, nothing but node_modules is changed. npm 10 does not add what the lock file lacks unless the package
 * is named; then it writes package.json as well, so that says what was there. `pnpm install --force` also installs the packages of all other
 * platforms, those of other dependencies too, and pnpm 12 without an option does not look at all.
 */
export function commandToAdd(manager: Manager, { alias, version, declared, isLocked }: Spec): string {
  const target = alias === 'pipedream-native' ? '' : 'npm:pipedream-native@'
  switch (manager) {
    case 'npm': {
      const install = 'npm install --include=optional'
      if (isLocked || declared === 'other') return install
      const spec = `${alias}@${target}${version}`
      if (declared === 'no') return `${install} ${spec} && npm uninstall ${alias}`
      return `${install}${declared === 'exact' ? ' --save-exact' : ''} ${spec}`
    }
    case 'pnpm':
      return `pnpm install${isLocked ? ' --frozen-lockfile' : isLocked === undefined ? ' --force' : ''}`
    case 'yarn 1':
      return 'yarn install --force'
    case 'yarn':
      return 'yarn install'
    case 'bun':
      return 'bun install --force'
    case 'deno':
      return 'deno install'
  }
}

/**
 * The command that installs packages again whose files were changed. npm, pnpm, yarn 4 and deno do not look into a package that is there, so
 * its folder is put aside; nothing is deleted. What they install is what the lock file has.
 */
export function commandToReplace(manager: Manager, folders: readonly string[], isWindows: boolean, isLocked = false): string {
  if (manager === 'yarn 1' || manager === 'bun') return `${manager.split(' ')[0]} install --force`
  const moves = folders
    // A package in an archive of yarn's cache has no folder of its own, and yarn compares the archive with the lock file.
    .filter((folder) => !/\.zip[\\/]/.test(folder))
    .map((folder) => {
      // What yarn unpacks, and what pnpm installs, has the package in a node_modules of its own.
      const top = folder.replace(/([\\/](?:\.yarn[\\/]unplugged|\.pnpm)[\\/][^\\/]+)[\\/].*/, '$1')
      const last = top.split(/[\\/]/).at(-1) ?? ''
      const name = /^pipedream-native-[a-z0-9]+-(?:arm64|x64)(?:-[a-z]+)?/.exec(last)?.[0] ?? 'pipedream-native'
      return `${isWindows ? 'move' : 'mv'} ${quoted(top)} ${name}.broken`
    })
  return [...moves, INSTALL[manager] + (manager === 'pnpm' ? (isLocked ? ' --frozen-lockfile' : ' --force') : '')].join(' && ')
}

const INSTALL = { npm: 'npm install --include=optional', pnpm: 'pnpm install', yarn: 'yarn install', deno: 'deno install' } as const

/** The lines of a Dockerfile that install within the image. */
export const DOCKERFILE: Readonly<Record<Manager, string>> = {
  npm: 'RUN npm ci --include=optional',
  pnpm: 'RUN pnpm install --frozen-lockfile',
  'yarn 1': 'RUN yarn install --frozen-lockfile',
  yarn: 'RUN yarn install --immutable',
  bun: 'RUN bun install --frozen-lockfile',
  deno: 'RUN deno install --frozen',
}

/** A path as a word of a shell. Within single quotes a shell of Unix reads nothing but the path; Windows has double quotes only. */
export function quoted(path: string): string {
  if (/^[\w./:@+~=,\\-]+$/.test(path)) return path
  return path.includes('\\') ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`
}
