// The error of what needs Node, for the entry points that are used elsewhere. They have no native code.

import { PipedreamError } from './errors.js'

/** What the global object has in each place. `process` is not named alone, because Next.js warns of that in code for the edge runtime. */
interface Globals {
  readonly process?: { readonly versions?: { readonly node?: string } }
  readonly document?: unknown
  readonly navigator?: { readonly product?: string }
}

/** The error for `what`, such as `new PipedreamClient()`: one sentence that says what to do in this place. */
export const unavailable = (what: string): PipedreamError =>
  new PipedreamError({ message: `${what} of pipedream-native ${adviceIn(globalThis as Globals)}.`, code: 'ERR_PIPEDREAM_NATIVE_LOAD' })

/** Why it does not work in the place that has these globals, and what to do. */
export function adviceIn({ process, document, navigator }: Globals): string {
  if (typeof process?.versions?.node === 'string') {
    return (
      'needs native code, which this entry point does not have: on a server do not import pipedream-native/browser, and resolve packages ' +
      'without the conditions browser and worker (in jest: testEnvironment: "node"), and in browser code use @pipedream/sdk'
    )
  }
  if (navigator?.product === 'ReactNative')
    return 'needs Node and does not run in React Native: call it on your server, and use @pipedream/sdk in the app'
  if (document !== undefined) {
    return (
      'needs Node and does not run in a browser: call it in code that runs on the server (in Next.js a route handler, a server component ' +
      'or a server action), and use @pipedream/sdk in browser code'
    )
  }
  return (
    'needs Node and does not run in an edge runtime or a web worker: run this code in Node (in Next.js: export const runtime = "nodejs"), ' +
    'or use @pipedream/sdk here'
  )
}
