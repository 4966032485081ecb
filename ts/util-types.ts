// What other files use of node:util's checks of types, and of Buffer. ts/util-types.browser.ts stands here outside of Node.

import { types } from 'node:util'

export { types }

/** How many bytes a text takes in UTF-8. */
export const byteLength = (text: string): number => Buffer.byteLength(text)
