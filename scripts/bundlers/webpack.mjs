// webpack and rspack, which have the same options. Run as a program in a project that has one of them installed:
//
//   node webpack.mjs webpack|rspack
//
// It builds the two pages and the server's code, and prints the warnings as JSON.

import { createRequire } from 'node:module'
import { join } from 'node:path'

const [name] = process.argv.slice(2)
const project = process.cwd()
const loaded = createRequire(join(project, 'package.json'))(name === 'rspack' ? '@rspack/core' : 'webpack')
const bundler = loaded.rspack ?? loaded

const build = (options) =>
  new Promise((resolve, reject) => {
    bundler({ mode: 'production', context: project, ...options }, (error, stats) => {
      if (error) return reject(error)
      const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true })
      if (errors.length > 0) return reject(new Error(errors.map(({ message }) => message).join('\n')))
      resolve(warnings.map(({ message }) => message))
    })
  })

const pages = await build({
  target: 'web',
  entry: { enum: './enum.js', client: './client.js' },
  output: { path: join(project, 'out') },
})
const server = await build({ target: 'node', entry: { server: './server.js' }, output: { path: join(project, 'out', 'server') } })
console.log(JSON.stringify([...pages, ...server]))
