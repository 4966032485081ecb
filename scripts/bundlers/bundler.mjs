// A bundler: the two pages in a browser, and the server's code.

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'
import { checkClient, checkEnum, checkServer, checkWarnings, served } from './cells.mjs'
import { chromium } from './chromium.mjs'
import { checkFailure } from './failure.mjs'
import { installInto } from '../packed.mjs'
import { writeConfigurations, writeSources } from './sources.mjs'

/** The bundlers, each with the packages that it needs and the package that has its version. */
export const BUNDLERS = {
  'esbuild@0.28': { packages: ['esbuild@^0.28.0'], program: ['others.mjs', 'esbuild'], isWhole: true },
  'webpack@5': { packages: ['webpack@^5.0.0'], program: ['webpack.mjs', 'webpack'], isWhole: true },
  '@rspack/core@1': { packages: ['@rspack/core@^1.0.0'], program: ['webpack.mjs', 'rspack'], isWhole: true },
  '@rspack/core@2': { packages: ['@rspack/core@^2.0.0'], program: ['webpack.mjs', 'rspack'], isWhole: true },
  'rollup@4': {
    packages: ['rollup@^4.0.0', '@rollup/plugin-node-resolve@^16.0.0', '@rollup/plugin-commonjs@^29.0.0'],
    program: ['others.mjs', 'rollup'],
  },
  'rollup@4 bundled': {
    packages: ['rollup@^4.0.0', '@rollup/plugin-node-resolve@^16.0.0', '@rollup/plugin-commonjs@^29.0.0'],
    program: ['others.mjs', 'rollup', 'bundled'],
    isWhole: true,
  },
  'vite@7': { packages: ['vite@^7.0.0'], program: ['others.mjs', 'vite'] },
  'vite@7 bundled': { packages: ['vite@^7.0.0'], program: ['others.mjs', 'vite', 'bundled'], isWhole: true },
  'vite@8': { packages: ['vite@^8.0.0'], program: ['others.mjs', 'vite'] },
  'vite@8 bundled': { packages: ['vite@^8.0.0'], program: ['others.mjs', 'vite', 'bundled'], isWhole: true },
}

/** Builds with one bundler, and checks each cell of its row. Returns the version. */
export async function checkBundler({ name, place, tarballs, api }) {
  const { packages, program, isWhole } = BUNDLERS[name]
  const app = join(place, name.replaceAll(/[/ ]/g, '-'))
  installInto(app, [...packages, ...tarballs])
  writeSources(app)
  writeConfigurations(app)
  // server.js is an ES module for those that look at its package.
  const file = join(app, 'package.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), type: 'module' }))
  const [script, ...args] = program
  if (args.includes('bundled')) await checkFailure({ app, tool: args[0], api })
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'bundlers', script), ...args], { cwd: app, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`)
  checkWarnings(JSON.parse(built.stdout.trim().split('\n').at(-1)))
  await checkServer(serverOf(app, isWhole), api)
  if (chromium !== undefined) {
    await served(pagesOf(app), async (url) => {
      await checkEnum(`${url}/enum.html`)
      await checkClient(`${url}/client.html`)
    })
  }
  const [dependency] = name.split(/(?<=.)@/)
  return JSON.parse(readFileSync(join(app, 'node_modules', dependency, 'package.json'), 'utf8')).version
}

/** The server's bundle. One that is whole is moved to where there is no node_modules. */
function serverOf(app, isWhole) {
  const built = join(app, 'out', 'server')
  const folder = isWhole ? `${app}-server` : built
  if (isWhole) cpSync(built, folder, { recursive: true })
  return ['main.mjs', 'server.js'].map((file) => join(folder, file)).find((file) => existsSync(file))
}

/** The folder of the pages. Vite has written their HTML; the others build scripts alone. */
function pagesOf(app) {
  const folder = join(app, 'out')
  for (const page of ['enum.html', 'client.html']) if (!existsSync(join(folder, page))) cpSync(join(app, page), join(folder, page))
  return folder
}
