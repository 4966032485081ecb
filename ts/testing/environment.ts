// The environments that every project has.

export type ProjectEnvironment = 'development' | 'production'

export const ENVIRONMENTS: readonly ProjectEnvironment[] = ['development', 'production']

export const isEnvironment = (value: unknown): value is ProjectEnvironment => ENVIRONMENTS.some((name) => name === value)
