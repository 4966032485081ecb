// The types of this package, for `npm run check:types-official`.

export type { PipedreamClient as Client } from '../../index.js'
export * as Types from '../../index.js'
