// Warns of options, and of fields of requests, that do not exist. A misspelt one would otherwise have no effect in silence. It is no error,
// because the official SDK takes it too.

import { isPlainObject } from './properties.js'
import { safeJson } from './safe-json.js'
import { withoutSecrets } from './secret-shapes.js'
import { truncate } from './truncate.js'
import { types } from './util-types.js'
import { warn } from './warn.js'

/** The options of one function, or the fields of its request. */
export interface KnownOptions {
  /** Whose options they are, as the warning names it: `PipedreamClient`. */
  readonly of: string
  /** What becomes of a name that is unknown, as the warning says it. */
  readonly fate: Fate
  readonly names: ReadonlySet<string>
  /** What to do in place of giving an option that people know from elsewhere. */
  readonly instead: ReadonlyMap<string, string>
  /**
   * Whether only a misspelt name is reported. Set it where callers pass objects of their own, such as a whole request, which have other
   * fields.
   */
  readonly onlyMisspelt: boolean
  /** Names that were found not to be misspelt. An object of the caller's may have many, in each call. */
  readonly harmless: Set<string>
}

/** What becomes of a name that is unknown. */
type Fate = 'ignores the unknown option' | 'ignores the unknown field' | typeof SENT
const SENT = 'sends the unknown field'

const NO_ADVICE: ReadonlyMap<string, string> = new Map()

/** The names of the options of `T`. Leaving one out, or naming another, does not compile. */
export const namesOf = <T>(names: Record<keyof T, true>): (keyof T & string)[] => Object.keys(names) as (keyof T & string)[]

/** What `warnOfUnknown()` needs to know of the options of the function `of`. */
export const knownOptions = <Name extends string>(
  of: string,
  names: readonly Name[],
  instead?: ReadonlyMap<string, string>,
  onlyMisspelt?: boolean,
): KnownOptions => ({
  of,
  fate: 'ignores the unknown option',
  names: new Set(names),
  instead: instead ?? NO_ADVICE,
  onlyMisspelt: onlyMisspelt ?? false,
  harmless: new Set(),
})

/** What `warnOfUnknown()` needs to know of the fields of the request of the method `of`. `isSent` tells whether others are sent, too. */
export const knownFields = (of: string, names: readonly string[], isSent: boolean): KnownOptions => ({
  ...knownOptions(of, names),
  fate: isSent ? SENT : 'ignores the unknown field',
})

/**
 * The key in globalThis of the names that were reported. All copies of this package share it: bundlers copy the code, and a development
 * server evaluates it again after each change.
 */
const REPORTED: unique symbol = Symbol.for('pipedream-native.unknownOptions')
/** An application that makes options from its input could otherwise fill the log and the memory. */
const MOST_WARNINGS = 100
const LONGEST_NAME = 80
/** How much of a name is searched for secrets. */
const MOST_READ = 1000
/** How many unknown names of one object are looked at, and how many that are harmless are remembered for one function. */
const MOST_NAMES = 200
/** Shorter texts begin or end names by chance. */
const SHORTEST_PART = 4

/**
 * Emits a process warning for each own enumerable property of `given` that is no option: once per name in a process. A property that is
 * undefined or null counts as left out. No getter is called.
 *
 * @param below A function that is running. The stack of the warning begins where it was called.
 */
export function warnOfUnknown(given: object, known: KnownOptions, below: object = warnOfUnknown): void {
  try {
    let unknown = 0
    for (const name of Object.keys(given)) {
      if (known.names.has(name)) continue
      if (++unknown > MOST_NAMES) return
      report(given, name, known, below)
    }
  } catch {
    // A Proxy may throw. The options themselves are read elsewhere, where that becomes the error of the call.
  }
}

function report(given: object, name: string, known: KnownOptions, below: object): void {
  const key = `${known.of} ${name.slice(0, LONGEST_NAME)}`
  const reported = reportedNames()
  if (reported.has(key) || reported.size >= MOST_WARNINGS || isLeftOut(given, name)) return
  const onlyMisspelt = known.onlyMisspelt || !holdsOptionsOnly(given)
  if (onlyMisspelt && known.harmless.has(name)) return
  const advice = adviceFor(name, known, onlyMisspelt)
  if (advice === undefined) {
    if (known.harmless.size < MOST_NAMES && name.length <= LONGEST_NAME) known.harmless.add(name)
    return
  }
  reported.add(key)
  warn(`${known.of} ${known.fate} ${quoted(name)}${known.fate === SENT ? ' as it is' : ''}${advice}`, below)
}

/** The end of the warning; undefined if there is nothing to warn of. */
function adviceFor(name: string, { names, instead }: KnownOptions, onlyMisspelt: boolean): string | undefined {
  const other = instead.get(name)
  if (other !== undefined) return `: ${other}`
  const nearest = onlyMisspelt ? misspelt(name, names) : nearestName(name, names)
  if (nearest !== undefined) return `: did you mean \`${nearest}\`?`
  return onlyMisspelt ? undefined : ''
}

/** Whether an object is made for options. An instance of a class and a module may have other properties too. */
const holdsOptionsOnly = (given: object): boolean => isPlainObject(given) && !types.isProxy(given) && !types.isModuleNamespaceObject(given)

function isLeftOut(given: object, name: string): boolean {
  const own = Object.getOwnPropertyDescriptor(given, name)
  return own === undefined || (Object.hasOwn(own, 'value') && (own.value === undefined || own.value === null))
}

const quoted = (name: string): string => {
  // A secret that was cut might not look like one.
  const whole = withoutSecrets(name.slice(0, MOST_READ))
  const shown = safeJson(JSON.stringify(whole.length > LONGEST_NAME ? `${truncate(whole, LONGEST_NAME)}…` : whole))
  return `\`${shown.slice(1, -1)}\``
}

function reportedNames(): Set<string> {
  const shared = globalThis as { [REPORTED]?: Set<string> }
  shared[REPORTED] ??= new Set()
  return shared[REPORTED]
}

/** The known name that differs from `name` by a slip of the fingers only. A leading `_` marks a field that is somebody's own. */
const misspelt = (name: string, names: Iterable<string>): string | undefined =>
  name.startsWith('_') ? undefined : nearestWithin(name, names, (given) => Math.floor(given.length / 4))

/** The known name that is most like `name`, or that begins or ends with it; undefined if there is none. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const like = nearestWithin(name, names, (given, known) => Math.floor(Math.max(given.length, known.length) / 3))
  if (like !== undefined || name.length < SHORTEST_PART) return like
  const given = simplified(name)
  return [...names].find((known) => simplified(known).startsWith(given) || simplified(known).endsWith(given))
}

function nearestWithin(name: string, names: Iterable<string>, limit: (given: string, known: string) => number): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  const given = simplified(name)
  let nearest: string | undefined
  let least = Infinity
  for (const known of names) {
    const simple = simplified(known)
    const distance = editDistance(given, simple)
    if (distance < least && distance <= limit(given, simple)) [nearest, least] = [known, distance]
  }
  return nearest
}

/** `client_id`, `ClientID` and `clientId` are the same name. */
const simplified = (name: string): string => name.replace(/[_-]/g, '').toLowerCase()

/** How many characters have to be inserted, removed, replaced or swapped with the next one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const least = Math.min((above[j] as number) + 1, (row[j - 1] as number) + 1, (above[j - 1] as number) + (isSame ? 0 : 1))
      row.push(isSwapped ? Math.min(least, (before[j - 2] as number) + 1) : least)
    }
    before = above
    above = row
  }
  return above[b.length] as number
}
