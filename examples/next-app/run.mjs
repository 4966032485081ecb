// Runs a command of node_modules/.bin with the credentials of the environment or of .env.local. Without credentials it starts an emulator of
// the API, so that the example can be tried without a Pipedream project:
//
//   node run.mjs next dev

import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import nextEnv from '@next/env'
import { serveEmulator } from 'pipedream-native/testing'

const [command, ...args] = process.argv.slice(2)
const folder = process.cwd()
nextEnv.loadEnvConfig(folder, args[0] === 'dev')

if (!process.env.PIPEDREAM_CLIENT_ID) {
  console.log('There is no PIPEDREAM_CLIENT_ID: this is an emulator of the API.')
  const setEnvironment = (line) => {
    const [name, value] = line.split(/=(.*)/s)
    process.env[name] ||= value
  }
  await serveEmulator({ print: setEnvironment })
}

const path = [join(folder, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, PATH: path }, shell: process.platform === 'win32' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
