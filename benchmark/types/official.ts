// The types of the official SDK, for `npm run check:types-official`.

export type { PipedreamClient as Client } from '@pipedream/sdk'
export * as Types from '@pipedream/sdk'
