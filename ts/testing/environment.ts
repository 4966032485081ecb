// The environments that every project has.

/** An environment of a project. */
export type ProjectEnvironment = 'development' | 'production'

/** @internal */
export const ENVIRONMENTS: readonly ProjectEnvironment[] = ['development', 'production']

/** @internal */
export const isEnvironment = (value: unknown): value is ProjectEnvironment => ENVIRONMENTS.some((name) => name === value)
