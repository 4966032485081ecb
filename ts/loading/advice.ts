// What to do: the lines that the causes in ts/loading/causes.ts have in common. Pure.

import type { Facts } from './known.js'
import { commandToAdd, commandToReplace, DOCKERFILE, type Manager, quoted } from './manager.js'

/** The managers whose commands are named where it is not known which one is used. */
const USUAL: readonly Manager[] = ['npm', 'pnpm', 'yarn 1', 'yarn']

type Known = Pick<Facts, 'manager' | 'project'>

/** The lines with a command of the manager that is used, else with one of each. */
function lines({ manager, project }: Known, command: (manager: Manager) => string): string[] {
  if (manager !== undefined) return [`Run in ${project}:`, `  ${command(manager)}`]
  const names = USUAL.map((one) => (one === 'yarn' ? 'yarn 2 and newer' : one))
  const width = Math.max(...names.map((name) => name.length)) + 1
  return [`Run in ${project}:`, ...USUAL.map((one, index) => `  ${`${names[index]}:`.padEnd(width)} ${command(one)}`)]
}

/** Installs the package of this platform, and says which setting would leave it out again. */
export function inProject(facts: Facts): string[] {
  const { omitted, manager } = facts
  const [head = '', ...commands] = lines(facts, (one) => commandToAdd(one, { ...facts, isLocked: isLocked(facts) }))
  if (omitted === undefined) return [head, ...commands]
  if (!omitted.text.includes('supportedArchitectures')) {
    return [`Remove \`${omitted.text}\` from ${omitted.file}, or the next installation leaves it out again.`, head, ...commands]
  }
  if (manager === 'yarn') return [head, `  yarn config set supportedArchitectures --json '${ARCHITECTURES}'`, ...commands]
  return [`Add \`current\` to each list of \`${omitted.text}\` in ${omitted.file}.`, head, ...commands]
}

/** Whether the lock file has the package of this platform, and that is enough for the manager; undefined if there is none. */
function isLocked({ lock, wanted, manager, folder }: Facts): boolean | undefined {
  // With nodeLinker: hoisted pnpm 12 does not see that a package is missing unless it is forced to look.
  if (manager === 'pnpm' && !/[\\/]\.pnpm[\\/]/.test(folder)) return undefined
  return lock?.names.includes(wanted ?? '')
}

/** What yarn keeps in node_modules, on all machines that there are packages for. */
const ARCHITECTURES = '{"os":["current","linux","darwin","win32"],"cpu":["current","x64","arm64"],"libc":["current","glibc","musl"]}'

/** Installs the package of this platform again, because its files are not what they were. */
export function repairing(facts: Facts): string[] {
  if (facts.place === 'clone') return ['  npm run build']
  const folder = facts.installed.find(({ name }) => name === facts.wanted)?.folder
  if (folder === undefined) return facts.place === 'package' ? inProject(facts) : copying(facts)
  return lines(facts, (manager) => commandToReplace(manager, [folder], facts.platform === 'win32', isLocked(facts)))
}

/** Installs both halves again in the version of the lock file: which of the two is the wrong one cannot be seen. */
export function matching(facts: Facts): string[] {
  const { override, folder, platform, wanted, installed } = facts
  // The lock file has what the entry says, so it has to be written anew.
  const anew = (manager: Manager): string => commandToAdd(manager, { ...facts, isLocked: false })
  if (override !== undefined)
    return [`Remove \`${override.text}\` from ${override.file}: it gives one of them another version.`, ...lines(facts, anew)]
  const folders = [folder, ...installed.filter(({ name }) => name === wanted).map((one) => one.folder)]
  return lines(facts, (manager) => commandToReplace(manager, folders, platform === 'win32', isLocked(facts)))
}

/** Installs within a container's image. */
export function dockerfile({ manager }: Pick<Facts, 'manager'>): string[] {
  return [
    'In a Dockerfile install within the image, on the base image that it runs on, and do not copy node_modules into it:',
    '  echo node_modules >> .dockerignore',
    `  ${DOCKERFILE[manager ?? 'npm']}`,
  ]
}

/** Copies the addon to where it is looked for. */
export function copying({ wanted, folder, platform }: Facts): string[] {
  const file = `node_modules/pipedream-native-${wanted}/pipedream-native.${wanted}.node`
  return [
    'Copy it there from the project:',
    platform === 'win32' ? `  copy ${file.replaceAll('/', '\\')} ${quoted(folder)}` : `  cp ${file} ${quoted(folder)}/`,
  ]
}

/** Leaves the package out of a bundle, or copies the addon beside it. */
export function bundling(facts: Facts): string[] {
  const { alias, version, manager } = facts
  const add = { npm: 'npm install --save-prod', pnpm: 'pnpm add --save-prod', bun: 'bun add', deno: 'deno add' } as const
  const command = manager === undefined || manager === 'yarn' || manager === 'yarn 1' ? 'yarn add' : add[manager]
  const spec = `${alias}@${alias === 'pipedream-native' ? '' : 'npm:pipedream-native@'}${version}`
  return [
    'Leave the package out of the bundle, and install it where the bundle runs:',
    `  rollup, rolldown: external: ['${alias}']`,
    `  Vite:             ssr: { external: ['${alias}'] }, and not in ssr.noExternal`,
    `  SvelteKit:        a dependency, not a devDependency: ${manager === undefined ? `npm install --save-prod ${spec}` : `${command} ${spec}`}`,
    '  esbuild:          --loader:.node=copy, which needs no node_modules',
    ...copying(facts).map((line, index) => (index === 0 ? 'Or copy the addon beside the bundle, from the project:' : line)),
  ]
}

/** What keeps a tracer or a bundler from leaving the file out. */
export function advised({ isContainer }: Facts): string[] {
  return [
    "If a build removes it, name it there: Next.js serverExternalPackages: ['pipedream-native'], esbuild --loader:.node=copy" +
      `${isContainer ? ', and no *.node in .dockerignore' : ''}.`,
  ]
}
