// Why the native half could not be loaded: one table from what is known to what is said. Pure: ts/loading/facts.ts finds the facts.
//
// A message has a line with what failed, a line with why, and what to do. Its commands can be copied, and delete nothing.

import { advised, bundling, copying, dockerfile, inProject, matching, repairing } from './advice.js'
import type { Facts, Installed } from './known.js'
import { quoted } from './manager.js'

/** One row: the first whose `when` is true is said. */
export interface Cause {
  readonly name: string
  when(facts: Facts): boolean
  what(facts: Facts): string
  why(facts: Facts): string
  fix(facts: Facts): readonly string[]
}

const named = ({ wanted }: Facts): string => `pipedream-native-${wanted}`
const absent = (facts: Facts): string => `${named(facts)} is not installed.`
const broken = (facts: Facts): string => `${named(facts)} is installed but cannot be loaded.`
const says = ({ error }: Facts, pattern: RegExp): boolean => pattern.test(error?.message ?? '')
const here = ({ installed, wanted }: Facts): Installed | undefined => installed.find(({ name }) => name === wanted)
/** Whether there is nothing for this platform: no package, and no file where a bundle or a program would have it. */
const isMissing = (facts: Facts): boolean => here(facts) === undefined && facts.addon?.size === undefined
const others = ({ installed }: Facts): string => installed.map(({ name }) => name).join(', ')
const LIBRARIES = { gnu: 'glibc (Debian, Ubuntu, Red Hat)', musl: 'musl (Alpine)' }
const libcOf = (name: string): 'gnu' | 'musl' => (name.endsWith('-musl') ? 'musl' : 'gnu')
/** The platform without the C library. */
const machineOf = (name: string): string => name.split('-').slice(0, 2).join('-')
const thisMachine = ({ platform, arch }: Facts): string => `${platform}-${arch}`

/** The command that starts the program with one more option of the permission model. */
function restricted({ limits, program }: Facts, option: string): string {
  const words = [...(limits.length > 0 ? limits : ['--permission']), ...(limits.includes(option) ? [] : [option]), program]
  return `node ${words.map(quoted).join(' ')}`
}

export const CAUSES: readonly Cause[] = [
  {
    name: 'no build',
    when: ({ wanted }) => wanted === undefined,
    what: (facts) => `pipedream-native has no build for ${thisMachine(facts)}.`,
    why: ({ runtime, arch, platform }) =>
      `${runtime} runs as ${arch} on ${platform}.${platform === 'win32' && arch === 'arm64' ? ' Windows on arm64 also runs the x64 build of Node.' : ''}`,
    fix: () => ['Use Node for a platform that README lists, or build the addon from source: cargo and `npm run build`.'],
  },
  {
    name: 'no addons',
    when: ({ error, noAddons }) => error?.code === 'ERR_DLOPEN_DISABLED' && noAddons !== undefined,
    what: () => 'pipedream-native is a native addon, and Node was started with --no-addons, which forbids all of them.',
    why: ({ noAddons }) => `--no-addons stands in ${noAddons}. --allow-addons does not change that.`,
    fix: ({ noAddons, program }) => [
      `Remove --no-addons from ${noAddons}${noAddons === 'NODE_OPTIONS' ? '' : ' (in a worker, from its execArgv)'}:`,
      noAddons === 'NODE_OPTIONS' ? `  NODE_OPTIONS= node ${quoted(program)}` : `  node ${quoted(program)}`,
    ],
  },
  {
    name: 'permission',
    when: ({ error }) => error?.code === 'ERR_DLOPEN_DISABLED',
    what: () => 'pipedream-native is a native addon, and Node was started without leave to load one: add --allow-addons.',
    why: ({ isRestricted, runtime }) =>
      isRestricted ? `${runtime} was started with its permission model.` : 'This thread or process was started with addons disabled.',
    fix: (facts) => [`  ${restricted(facts, '--allow-addons')}`],
  },
  {
    name: 'permission to read',
    when: ({ error }) => error?.code === 'ERR_ACCESS_DENIED',
    what: (facts) => `Node's permission model does not let pipedream-native read ${named(facts)}.`,
    why: ({ error, runtime }) => `${runtime} says: ${error?.message}`,
    fix: (facts) => [`  ${restricted(facts, `--allow-fs-read=${facts.project}`)}`],
  },
  {
    name: 'Deno',
    when: (facts) => facts.runtime.startsWith('Deno') && says(facts, /Requires \w+ access/),
    what: () => 'pipedream-native is a native addon, and Deno was started without leave to load one: add --allow-ffi.',
    why: ({ error }) => `Deno says: ${error?.message}.`,
    fix: () => ['  deno run --allow-ffi --allow-read --allow-env --allow-sys --allow-net main.ts'],
  },
  {
    name: 'clone',
    when: ({ place, addon }) => place === 'clone' && addon?.size === undefined,
    what: () => 'The addon of this clone of pipedream-native has not been built: run `npm run build`.',
    why: () => '',
    fix: () => [],
  },
  {
    name: 'C library of the other kind',
    when: (facts) =>
      isMissing(facts) &&
      facts.installed.some(({ name }) => machineOf(name) === thisMachine(facts) && libcOf(name) !== libcOf(facts.wanted ?? '')),
    what: absent,
    why: (facts) => {
      const wanted = libcOf(facts.wanted ?? '')
      const other = wanted === 'musl' ? 'gnu' : 'musl'
      return (
        `This system uses ${LIBRARIES[wanted]}. ${facts.project} has ${others(facts)}, for ${LIBRARIES[other]}: node_modules was copied ` +
        'from such a system, or installed for one.'
      )
    },
    fix: (facts) => [...inProject(facts), ...dockerfile(facts)],
  },
  {
    name: 'single executable',
    when: ({ place, addon, installed }) => place === 'executable' && addon?.size === undefined && installed.length === 0,
    what: (facts) => `This single executable has no addon beside it: pipedream-native.${facts.wanted}.node.`,
    why: ({ folder }) => `A native addon cannot be loaded from within an executable. It is looked for in ${folder}.`,
    fix: copying,
  },
  {
    name: 'bundle',
    when: ({ place, installed, error, addon }) =>
      (place === 'bundle' || place === 'executable') && installed.length === 0 && (error === undefined || addon?.size === undefined),
    what: (facts) => `The bundle in ${facts.folder} does not hold the addon of ${named(facts)}.`,
    why: (facts) =>
      `pipedream-native was bundled, and a bundler does not bundle a native addon. pipedream-native.${facts.wanted}.node is not beside the ` +
      `bundle, and pipedream-native is not in node_modules of ${facts.project}.`,
    fix: bundling,
  },
  {
    name: 'another platform',
    when: (facts) => isMissing(facts) && facts.installed.length > 0,
    what: absent,
    why: (facts) =>
      `${facts.runtime} runs as ${facts.wanted}. ${facts.project} has ${others(facts)}: node_modules was copied from another machine, ` +
      `installed for one, or installed by a Node for another processor${facts.platform === 'darwin' ? ' (Rosetta)' : ''}.`,
    fix: (facts) => [...inProject(facts), ...(facts.isContainer ? dockerfile(facts) : [])],
  },
  {
    name: 'left out',
    when: (facts) => isMissing(facts) && facts.omitted !== undefined,
    what: absent,
    why: ({ omitted }) => `It is an optional dependency, and a setting of ${omitted?.file} leaves it out: \`${omitted?.text}\`.`,
    fix: inProject,
  },
  {
    name: 'lock file of another platform',
    when: (facts) => isMissing(facts) && facts.lock !== undefined && !facts.lock.names.includes(facts.wanted ?? ''),
    what: absent,
    why: ({ lock, wanted }) =>
      `${lock?.file} has ${lock?.names.length === 0 ? 'no package of any platform' : `${lock?.names.join(', ')} but not ${wanted}`}: it was ` +
      'made on another platform, or without optional dependencies.',
    fix: (facts) => [...inProject(facts), 'Commit the lock file that this writes.'],
  },
  {
    name: 'missing',
    when: (facts) => isMissing(facts),
    what: absent,
    why: () =>
      'It is an optional dependency of pipedream-native. It is missing if it was left out (--omit=optional, --no-optional, --ignore-optional) or deleted.',
    fix: (facts) => [...inProject(facts), ...(facts.isContainer ? dockerfile(facts) : [])],
  },
  {
    name: 'removed',
    when: ({ addon }) => addon !== undefined && addon.size === undefined,
    what: broken,
    why: ({ addon }) =>
      `${addon?.path} does not exist, while its package does. A bundler, a file tracer or an ignore file (*.node) has left it out.`,
    fix: (facts) => [...repairing(facts), ...advised(facts)],
  },
  {
    name: 'unreadable',
    when: ({ addon }) => addon?.refused !== undefined,
    what: broken,
    why: ({ addon }) => `This user may not read ${addon?.path} (${addon?.refused}).`,
    fix: ({ addon, platform }) => [
      platform === 'win32' ? `  icacls "${addon?.path}" /grant Everyone:R` : `  chmod a+r ${quoted(addon?.path ?? '')}`,
    ],
  },
  {
    name: 'truncated',
    when: ({ addon }) => addon?.size !== undefined && addon.size < Math.max(addon.needed, 1),
    what: broken,
    why: ({ addon }) =>
      `${addon?.path} is incomplete: it has ${addon?.size} bytes${addon?.needed ? ` of ${addon.needed}` : ''}. A copy or a download was interrupted, or a disk was full.`,
    fix: repairing,
  },
  {
    name: 'no library',
    when: ({ addon }) => addon?.size !== undefined && addon.machine === undefined,
    what: broken,
    why: ({ addon }) =>
      `${addon?.path} is no native library: another program has written it (Git LFS without its file, a proxy's error page).`,
    fix: repairing,
  },
  {
    name: 'another machine',
    when: (facts) => facts.addon?.machine !== undefined && facts.addon.machine !== thisMachine(facts),
    what: broken,
    why: (facts) => `${facts.addon?.path} is for ${facts.addon?.machine}, and ${facts.runtime} runs as ${thisMachine(facts)}.`,
    fix: repairing,
  },
  {
    name: 'glibc too old',
    when: (facts) => says(facts, /GLIBC_[\d.]+' not found/),
    what: broken,
    why: ({ error, glibc, place }) =>
      `It needs glibc ${/GLIBC_([\d.]+)/.exec(error?.message ?? '')?.[1]}, and this system has ${glibc ?? 'an older one'}. ` +
      (place === 'clone' ? 'It was built on a newer system.' : 'The published packages need 2.17.'),
    fix: ({ place }) =>
      place === 'clone' ? ['  npm run build:release'] : ['Use a newer system. In a Dockerfile:', '  FROM node:22-bookworm-slim'],
  },
  {
    name: 'C library of the other kind, in the right package',
    when: (facts) => says(facts, /ld-linux|libc\.musl|[/ ]libc\.so:|Error relocating|invalid ELF header/),
    what: broken,
    why: (facts) =>
      `${facts.addon?.path} was made for another C library than that of ${facts.runtime}${facts.libc ? `, ${LIBRARIES[facts.libc]}` : ''}: ${facts.error?.message}.`,
    fix: (facts) => [...repairing(facts), ...dockerfile(facts)],
  },
  {
    name: 'library',
    when: (facts) => says(facts, /lib[\w+-]+\.so[\w.]*: cannot open shared object file|Error loading shared library lib/),
    what: broken,
    why: ({ error }) => `The system lacks a library: ${error?.message}.`,
    fix: ({ libc }) => [libc === 'musl' ? '  apk add --no-cache libgcc' : '  apt-get install -y libgcc-s1'],
  },
  {
    name: 'not executable',
    when: (facts) => says(facts, /failed to map segment|Operation not permitted|noexec/),
    what: broken,
    why: ({ addon }) => `${addon?.path} is on a file system from which no code may be run (mounted with noexec).`,
    fix: ({ project }) => ['Install the project on another file system, or mount that one with exec:', `  findmnt --target ${project}`],
  },
  {
    name: 'signature',
    when: (facts) => facts.platform === 'darwin' && says(facts, /code sign|library load disallowed|different Team ID/i),
    what: broken,
    why: ({ error }) => `macOS refuses its signature: ${error?.message}.`,
    fix: ({ addon }) => [
      `  codesign --force --sign - ${quoted(addon?.path ?? '')}`,
      'A program with the hardened runtime (Electron) signs the addon with its own identity.',
    ],
  },
  {
    name: 'loader',
    when: () => true,
    what: (facts) => `${named(facts)} is installed but cannot be loaded: ${facts.error?.message ?? 'the reason is not known'}`,
    why: ({ addon, runtime }) => `${addon?.path ?? 'The addon'} is complete, and ${runtime} refuses it.`,
    fix: repairing,
  },
]

/** The text of the first cause that applies. */
export function explain(facts: Facts): string {
  const cause = CAUSES.find(({ when }) => when(facts)) as Cause
  return [cause.what(facts), cause.why(facts), ...cause.fix(facts)].filter((line) => line !== '').join('\n')
}

/** The text for two halves that do not belong together; `difference` says in what. */
export function explainDifference(difference: string, facts: Facts): string {
  if (facts.place === 'clone') return `${difference}: run \`npm run build\`.`
  const isPackage = facts.installed.some(({ name }) => name === facts.wanted)
  return [`${difference}: install both in the same version.`, ...(isPackage ? matching(facts) : copying(facts))].join('\n')
}
