// The name under which the official SDK has its server half; the same objects.

export * from './index.mjs'
