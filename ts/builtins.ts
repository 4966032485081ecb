// Modules of Node that few calls need and that take long to load: node:crypto 2 ms, node:stream 0.8 ms. The first call that needs one
// loads it. `process.getBuiltinModule` reads no file, and no test framework replaces it. Node 18 and 22.0 to 22.2 do not have it: there
// they are loaded with the package.

type Crypto = typeof import('node:crypto')
type Stream = typeof import('node:stream')

const { getBuiltinModule } = process as { getBuiltinModule?: (name: string) => unknown }
const loaded = getBuiltinModule === undefined ? { crypto: require('node:crypto'), stream: require('node:stream') } : undefined

export const nodeCrypto = (): Crypto => loaded?.crypto ?? (getBuiltinModule?.('node:crypto') as Crypto)
export const nodeStream = (): Stream => loaded?.stream ?? (getBuiltinModule?.('node:stream') as Stream)
