// Finds what is known when loading has failed. Nothing here runs while the package loads as it should.
//
// No program is run: a container may have none, not even a shell. What cannot be read is not known.

import { endOf, headOf, machineIn } from './addon-file.js'
import type { AddonFile, Facts, Installed, Modules, Tried } from './known.js'
import { reportHeader } from './libc.js'
import { declaredIn, LOCKS, locksOf, managerOf, TRACES } from './manager.js'
import { overrideIn } from './settings.js'

/** Everything that ts/loading/causes.ts asks for. */
export function factsOf(tried: Tried, modules: Modules): Facts {
  const { version, wanted, libc, error } = tried
  const { path } = modules
  const read = reader(modules)
  const own = ownFolder(tried, modules)
  const place = placeOf(own, read, modules)
  const folder = own ?? bundleFolder(tried, place, path)
  const project = projectOf(folder, place, modules)
  const installed = installedOf(tried, own, modules)
  const names = TRACES.filter((name) => read.exists(path.join(project, name)))
  const berry = read.text(path.join(project, 'yarn.lock'))?.includes('__metadata:') === true
  const userAgent = variables().npm_config_user_agent
  const isPnp = process.versions.pnp !== undefined
  const manager = managerOf({ path: folder, names, isBerryLock: berry, isPnp, userAgent })
  const lockFile = locksOf(manager)
    .map((name) => path.join(project, name))
    .find((file) => read.exists(file))
  const alias = /[\\/]@pipedream[\\/]sdk$/.test(folder) ? '@pipedream/sdk' : 'pipedream-native'
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return {
    version,
    alias,
    runtime: runtimeOf(process.versions),
    platform: process.platform,
    arch: process.arch,
    libc,
    glibc: process.platform === 'linux' ? reportHeader()?.glibcVersionRuntime : undefined,
    limits: limitsIn(process.execArgv),
    program: path.basename(process.argv[1] ?? 'app.js'),
    wanted,
    installed,
    addon: addonOf(tried, place, folder, installed, modules),
    error: error === undefined ? undefined : { code, message: message ?? String(error) },
    place,
    folder,
    project,
    manager,
    declared: declaredIn(read.text(path.join(project, 'package.json')), alias),
    isContainer: isContainer(read),
    noAddons: noAddonsIn(process.execArgv, variables().NODE_OPTIONS),
    isRestricted: (process as { permission?: unknown }).permission !== undefined,
    omitted: omittedBy(project, read, path),
    override: overriding(wanted, project, read, path),
    lock: lockFile === undefined ? undefined : { file: lockFile, names: namesIn(read.text(lockFile) ?? '', tried.platforms) },
  }
}

interface Reader {
  exists(file: string): boolean
  text(file: string): string | undefined
}

/** What cannot be read is not there. Deno would ask the user for leave, so there nothing is read that it has not allowed. */
function reader({ fs }: Modules): Reader {
  const isAllowed = process.versions.deno === undefined || isAllowedInDeno('read')
  return {
    exists(file) {
      try {
        return isAllowed && fs.existsSync(file)
      } catch {
        return false
      }
    },
    text(file) {
      try {
        return isAllowed ? fs.readFileSync(file, 'utf8') : undefined
      } catch {
        return undefined
      }
    },
  }
}

interface Deno {
  readonly permissions?: { querySync?(of: { name: string }): { state: string } }
}

function isAllowedInDeno(name: 'read' | 'env' | 'sys'): boolean {
  const { permissions } = (globalThis as { Deno?: Deno }).Deno ?? {}
  return permissions?.querySync?.({ name }).state === 'granted'
}

/** The variables of the environment. In Deno there are none unless they are allowed. */
const variables = (): NodeJS.ProcessEnv => (process.versions.deno === undefined || isAllowedInDeno('env') ? process.env : {})

/** The folder in which the program was started. In Deno it is a secret, too. */
const startFolder = (): string => (process.versions.deno === undefined || isAllowedInDeno('read') ? process.cwd() : '.')

/** The folder of this package, if this file is in it; undefined in a bundle. */
function ownFolder({ folder }: Tried, modules: Modules): string | undefined {
  if (folder === undefined) return undefined
  const above = modules.path.resolve(folder, '..')
  const text = reader(modules).text(modules.path.join(above, 'package.json'))
  // Where nothing may be read, the path has to do.
  if (text === undefined) return /[\\/](?:pipedream-native|@pipedream[\\/]sdk)[\\/]dist$/.test(folder) ? above : undefined
  return /"name":\s*"pipedream-native"/.test(text) ? above : undefined
}

function placeOf(own: string | undefined, { exists }: Reader, modules: Modules): Facts['place'] {
  // An installed package has no sources.
  if (own !== undefined) return exists(`${own}/ts/load.ts`) ? 'clone' : 'package'
  return isExecutable(modules) ? 'executable' : 'bundle'
}

/** Where the addon of a bundle is looked for. */
function bundleFolder({ folder }: Tried, place: Facts['place'], { dirname, extname }: Modules['path']): string {
  if (place === 'executable') return dirname(process.execPath)
  const program = process.argv[1]
  // `node build` runs build/index.js.
  return folder ?? (program === undefined ? startFolder() : extname(program) === '' ? program : dirname(program))
}

/**
 * Whether this is a single executable of Node. Node 18, and 20 and 21 in their first versions, do not say it: there the path of the program's
 * file is that of the executable.
 */
function isExecutable({ createRequire }: Modules): boolean {
  try {
    return (createRequire(process.execPath)('node:sea') as { isSea(): boolean }).isSea()
  } catch {
    return process.argv[1] === process.execPath
  }
}

/** The project's folder: the nearest one above with a lock file, or with a package.json that is not within node_modules. */
function projectOf(folder: string, place: Facts['place'], modules: Modules): string {
  const { path } = modules
  const { exists } = reader(modules)
  if (place === 'clone') return folder
  const cut = /^(.*?)[\\/](?:node_modules|\.yarn)[\\/]/.exec(`${folder}${path.sep}`)?.[1]
  // Yarn's cache, with a package as a .zip, may be anywhere.
  const start = place === 'package' && cut !== undefined && !/\.zip$/.test(cut) ? cut || path.sep : startFolder()
  let manifest: string | undefined
  for (let at = start; ; at = path.dirname(at)) {
    if (LOCKS.some((name) => exists(path.join(at, name)))) return at
    if (manifest === undefined && exists(path.join(at, 'package.json'))) manifest = at
    if (path.dirname(at) === at) return manifest ?? start
  }
}

/** The packages of platforms that this package would find. In a bundle they are looked for in the project. */
function installedOf({ platforms }: Tried, own: string | undefined, { createRequire, fs, path }: Modules): Installed[] {
  const from = (folder: string): NodeJS.Require => createRequire(path.join(folder, 'package.json'))
  let found = from(own ?? startFolder())
  if (own === undefined) {
    for (const name of ['pipedream-native', '@pipedream/sdk']) {
      try {
        found = createRequire(found.resolve(`${name}/package.json`))
        break
      } catch {
        // Under the next name.
      }
    }
  }
  return platforms.flatMap((name) => {
    try {
      const manifest = found.resolve(`pipedream-native-${name}/package.json`)
      const { version } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { version?: string }
      return [{ name, version, folder: path.dirname(manifest) }]
    } catch {
      return []
    }
  })
}

/** The addon's file for this platform: that of the clone, that of its package, or that beside the program. */
function addonOf(
  { wanted, error }: Tried,
  place: Facts['place'],
  folder: string,
  installed: readonly Installed[],
  { fs, path, createRequire }: Modules,
): AddonFile | undefined {
  const file = `pipedream-native.${wanted}.node`
  const home = place === 'package' ? undefined : path.join(folder, file)
  const packaged = installed.find(({ name }) => name === wanted)?.folder
  const loaded = (error as { file?: unknown } | undefined)?.file
  const places = [typeof loaded === 'string' ? loaded : undefined, home, packaged && path.join(packaged, file)]
  const named = places.filter((one) => one !== undefined)
  const at = named.find((one) => reader({ fs, path, createRequire }).exists(one)) ?? named.at(-1)
  if (at === undefined) return undefined
  const absent = { path: at, size: undefined, needed: 0, machine: undefined, refused: undefined }
  try {
    const { size, mode, uid } = fs.statSync(at)
    const known = { ...absent, size }
    try {
      const head = headOf(at, fs)
      return { ...known, needed: endOf(head), machine: machineIn(head) }
    } catch {
      return { ...known, refused: `${(mode & 0o7777).toString(8).padStart(4, '0')}, of user ${uid}` }
    }
  } catch {
    return absent
  }
}

/** Docker, Podman, or a pod. */
function isContainer({ exists, text }: Reader): boolean {
  if (exists('/.dockerenv') || exists('/run/.containerenv') || variables().KUBERNETES_SERVICE_HOST !== undefined) return true
  return process.platform === 'linux' && /docker|containerd|kubepods|libpod/.test(text('/proc/1/cgroup') ?? '')
}

/** The name and version of what runs this code. */
export function runtimeOf(versions: Readonly<Record<string, string | undefined>>): string {
  for (const [key, name] of [
    ['deno', 'Deno'],
    ['bun', 'Bun'],
    ['electron', 'Electron'],
  ] as const) {
    if (versions[key] !== undefined) return `${name} ${versions[key]}`
  }
  return `Node ${versions.node}`
}

/** Where `--no-addons` was given; undefined if it was not. */
export function noAddonsIn(execArgv: readonly string[], nodeOptions: string | undefined): string | undefined {
  const isThere = (words: readonly string[]): boolean => words.includes('--no-addons')
  if (isThere((nodeOptions ?? '').split(/\s+/))) return 'NODE_OPTIONS'
  return isThere(execArgv) ? 'the command line' : undefined
}

/** The options of Node's permission model that it was started with. */
export const limitsIn = (execArgv: readonly string[]): readonly string[] =>
  execArgv.filter((word) => /^--(?:experimental-)?permission$|^--allow-/.test(word))

/** The platforms whose package a lock file has an entry for. The manifest of this package names all of them; that is no entry. */
export const namesIn = (lock: string, platforms: readonly string[]): readonly string[] =>
  platforms.filter((name) => lock.includes(`node_modules/pipedream-native-${name}"`) || lock.includes(`pipedream-native-${name}@`))

/** The entry of the project that gives the package of this platform, or this package, another version. */
function overriding(wanted: string | undefined, project: string, { text }: Reader, path: Modules['path']): Facts['override'] {
  for (const name of [`pipedream-native-${wanted}`, 'pipedream-native']) {
    const found = overrideIn(name, (file) => text(path.join(project, file)))
    if (found !== undefined) return { ...found, file: path.join(project, found.file) }
  }
  return undefined
}

/** Settings that leave out optional packages, or keep those of other platforms, by the file that they stand in. */
const SETTINGS: readonly (readonly [file: string, setting: RegExp])[] = [
  ['.npmrc', /^\s*(?:omit(?:\[\])?\s*=.*\boptional\b.*|optional\s*=\s*false|(?:os|cpu|libc)\s*=\s*\w+)/m],
  ['.yarnrc', /^\s*(?:--install\.)?ignore-optional\s+true/m],
  ['.yarnrc.yml', /^supportedArchitectures:/m],
  ['pnpm-workspace.yaml', /^(?:supportedArchitectures:|optional:\s*false)/m],
  ['package.json', /"supportedArchitectures":/],
  ['bunfig.toml', /^\s*optional\s*=\s*false/m],
]

/** The setting that leaves out optional packages; undefined if there is none. */
function omittedBy(project: string, { text }: Reader, path: Modules['path']): Facts['omitted'] {
  for (const name of ['npm_config_omit', 'NPM_CONFIG_OMIT', 'npm_config_optional', 'NPM_CONFIG_OPTIONAL']) {
    const value = variables()[name]
    if (value !== undefined && (/omit$/i.test(name) ? /\boptional\b/.test(value) : value === 'false'))
      return { file: 'the environment', text: `${name}=${value}` }
  }
  for (const folder of [project, variables().HOME ?? variables().USERPROFILE]) {
    if (folder === undefined) continue
    for (const [name, setting] of SETTINGS) {
      const file = path.join(folder, name)
      const [found] = setting.exec(text(file) ?? '') ?? []
      if (found !== undefined) return { file, text: found.trim() }
    }
  }
  return undefined
}
