// The tables, in the order of the page: from the wire to the process.

import * as aborts from './aborts.mjs'
import * as bodies from './bodies.mjs'
import * as connection from './connection.mjs'
import * as framing from './framing.mjs'
import * as processes from './process.mjs'
import * as proxies from './proxies.mjs'
import * as redirects from './redirects.mjs'
import * as status from './status.mjs'
import * as streams from './streams.mjs'
import * as suppliers from './suppliers.mjs'
import * as tls from './tls.mjs'
import * as tokens from './tokens.mjs'

const inOrder = { connection, proxies, tls, framing, bodies, status, redirects, tokens, suppliers, aborts, streams, process: processes }

export const tables = Object.entries(inOrder).map(([name, { title, rows }]) => ({ file: `${name}.mjs`, title, rows }))
