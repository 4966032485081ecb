// SvelteKit with adapter-node: the package as a dependency, and as a devDependency, which the adapter bundles.

import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { platform } from '../steps.mjs'
import { checkWarnings } from './cells.mjs'
import { installInto } from '../packed.mjs'

const FILES = {
  'package.json': '{ "name": "app", "private": true, "type": "module" }\n',
  'vite.config.js': "import { sveltekit } from '@sveltejs/kit/vite'\nexport default { plugins: [sveltekit()] }\n",
  'svelte.config.js': "import adapter from '@sveltejs/adapter-node'\nexport default { kit: { adapter: adapter() } }\n",
  'src/app.html': '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>\n',
  'src/routes/+page.svelte': '<p>ok</p>\n',
  'src/routes/account/+server.js': `import { PipedreamClient } from 'pipedream-native'

export const GET = async () => {
  const page = await new PipedreamClient(JSON.parse(process.env.CLIENT_OPTIONS)).accounts.list({ limit: 1 })
  return new Response(page.data[0].id)
}
`,
}
const KIT = ['@sveltejs/kit@^2.0.0', '@sveltejs/adapter-node@^5.0.0', '@sveltejs/vite-plugin-svelte', 'svelte@^5.0.0', 'vite@^8.0.0']

/** Builds both applications, and checks what their routes answer. Returns the version. */
export async function checkSvelteKit({ place, tarballs, api }) {
  const app = join(place, 'sveltekit')
  for (const folder of ['src/routes/account']) mkdirSync(join(app, folder), { recursive: true })
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(app, name), text)
  installInto(app, ['--save-dev', ...KIT])

  installInto(app, ['--save-prod', ...tarballs])
  const external = built(app)
  const [status, body] = await answerOf(external, 'build/index.js', api)
  assert.equal(status, 200, body)
  assert.match(body, /^apn_/)

  installInto(app, ['--save-dev', ...tarballs])
  const bundled = `${built(app)}-away`
  rmSync(bundled, { recursive: true, force: true })
  for (const name of ['build', 'package.json']) cpSync(join(app, name), join(bundled, name), { recursive: true })
  const [failed, , output] = await answerOf(bundled, 'build/index.js', api)
  assert.equal(failed, 500)
  assert.match(
    output,
    /The bundle in \S+ does not hold the addon of pipedream-native-[\s\S]*SvelteKit: +a dependency, not a devDependency: npm install/,
  )
  const addon = `pipedream-native.${platform()}.node`
  cpSync(join(app, 'node_modules', `pipedream-native-${platform()}`, addon), join(bundled, 'build', addon))
  for (const program of ['build/index.js', 'build']) {
    const [right, id] = await answerOf(bundled, program, api)
    assert.equal(right, 200, program)
    assert.match(id, /^apn_/, program)
  }
  return JSON.parse(readFileSync(join(app, 'node_modules', '@sveltejs', 'kit', 'package.json'), 'utf8')).version
}

/** Builds the application. Returns its folder. */
function built(app) {
  rmSync(join(app, 'build'), { recursive: true, force: true })
  const vite = join(app, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build'], { cwd: app, encoding: 'utf8' })
  assert.equal(status, 0, `${stdout}${stderr}`)
  checkWarnings(`${stdout}${stderr}`.split('\n').filter((line) => /pipedream/.test(line)))
  return app
}

/** Starts the server, and asks its route. Returns the status, the body and what the server printed. */
async function answerOf(folder, program, api) {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', CLIENT_OPTIONS: JSON.stringify(api.clientOptions) }
  const server = spawn(process.execPath, [program], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const listening = new Promise((resolve, reject) => {
    const add = (text) => {
      output += text
      const [, url] = /Listening on (http:\/\/\S+)/.exec(output) ?? []
      if (url !== undefined) resolve(url)
    }
    server.stdout.setEncoding('utf8').on('data', add)
    server.stderr.setEncoding('utf8').on('data', add)
    server.once('exit', () => reject(new Error(output)))
  })
  try {
    const response = await fetch(`${await listening}/account`)
    return [response.status, await response.text(), output]
  } finally {
    server.kill()
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
  }
}
