// Which instrumentations are enabled in the process. A program can have two: one made by code that uses `require`, one by code that
// uses `import`, or by two copies of the package. They would make two spans of each call.

import { diag } from '@opentelemetry/api'

/** An enabled instrumentation, as the others see it: where its spans and metrics go now. */
export interface Enabled {
  tracerProvider(): unknown
  meterProvider(): unknown
}

interface Registry {
  readonly enabled: Enabled[]
  hasWarned: boolean
}

/** In the global registry of symbols, so that all copies of this file find the same list. */
const KEY = Symbol.for('pipedream-native.otel.enabled')

function registry(): Registry {
  const place = globalThis as { [KEY]?: Registry }
  place[KEY] ??= { enabled: [], hasWarned: false }
  return place[KEY]
}

export function add(own: Enabled): void {
  registry().enabled.push(own)
}

export function remove(own: Enabled): void {
  const { enabled } = registry()
  const index = enabled.indexOf(own)
  if (index !== -1) enabled.splice(index, 1)
}

/** Whether `own` is the first enabled one whose spans or metrics go where its own go. The others would repeat what it makes. */
export function isFirst(own: Enabled, kind: keyof Enabled): boolean {
  const known = registry()
  if (known.enabled[0] === own) return true
  const target = own[kind]()
  const isOwn = known.enabled.find((one) => one === own || leadsTo(one, kind, target)) === own
  if (!isOwn && !known.hasWarned) {
    known.hasWarned = true
    diag.warn(
      'pipedream-native/otel: two PipedreamInstrumentation are enabled with the same provider, for example one through require and one through import. The one that was enabled first makes the spans and metrics; the other one and its options have no effect.',
    )
  }
  return isOwn
}

/** Whether another instrumentation's spans or metrics go to `target`. Not if that cannot be told: own ones must not be lost for it. */
function leadsTo(one: Enabled, kind: keyof Enabled, target: unknown): boolean {
  try {
    return one[kind]() === target
  } catch {
    return false
  }
}

/** The provider that a global one hands on to, so that both count as one. */
export function target(provider: unknown): unknown {
  const { getDelegate } = provider as { getDelegate?: () => unknown }
  return typeof getDelegate === 'function' ? getDelegate.call(provider) : provider
}
