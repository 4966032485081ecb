// A small npm registry on this machine, which serves packed packages to npm, pnpm and yarn.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { closeServer } from './server.mjs'

/** Serves these `.tgz` files, each under the name and version of its own package.json. Anything else is answered 404. */
export async function serveRegistry(files) {
  const packages = new Map()
  const tarballs = new Map()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0].slice(1))
    if (tarballs.has(path)) return response.end(tarballs.get(path))
    const versions = packages.get(path)
    response.writeHead(versions ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(versions ? document(path, versions) : { error: 'not_found' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}`

  for (const file of files) {
    const bytes = readFileSync(file)
    const manifest = JSON.parse(execFileSync('tar', ['-xzOf', file, 'package/package.json'], { encoding: 'utf8' }))
    const { name, version } = manifest
    const path = `${name}/-/${name.split('/').pop()}-${version}.tgz`
    const dist = {
      tarball: `${url}/${path}`,
      shasum: createHash('sha1').update(bytes).digest('hex'),
      integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    }
    tarballs.set(path, bytes)
    packages.set(name, { ...packages.get(name), [version]: { ...manifest, dist } })
  }
  return { url, close: () => closeServer(server) }
}

function document(name, versions) {
  const time = Object.fromEntries(Object.keys(versions).map((version) => [version, '2026-01-01T00:00:00.000Z']))
  return { name, versions, 'dist-tags': { latest: Object.keys(versions).at(-1) }, time }
}
