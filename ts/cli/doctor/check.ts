// What the doctor finds.

/** `fail`: calls fail because of it. `warn`: they work, and something is not as it should be. `skip`: it could not be tested. */
export type Status = 'ok' | 'warn' | 'fail' | 'skip'

/** One thing that was tested. */
export interface Check {
  readonly name: string
  readonly status: Status
  readonly detail: string
  /** Further lines. */
  readonly more?: readonly string[]
  /** What to do. Every `warn` and `fail` has one. */
  readonly fix?: string
  /** The figures behind it, for programs. */
  readonly data?: Readonly<Record<string, unknown>>
}

export const ok = (name: string, detail: string, more: Partial<Check> = {}): Check => ({ name, status: 'ok', detail, ...more })
export const skip = (name: string, detail: string): Check => ({ name, status: 'skip', detail })
export const fail = (name: string, detail: string, fix: string, more: Partial<Check> = {}): Check => ({
  name,
  status: 'fail',
  detail,
  fix,
  ...more,
})
export const warn = (name: string, detail: string, fix: string, more: Partial<Check> = {}): Check => ({
  name,
  status: 'warn',
  detail,
  fix,
  ...more,
})

/** Waits for something, but not longer than `seconds`. */
export async function within<T>(seconds: number, what: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(`no answer within ${seconds} s`), { code: 'ETIMEDOUT' })), seconds * 1000)
  })
  try {
    return await Promise.race([what, late])
  } finally {
    clearTimeout(timer)
  }
}
