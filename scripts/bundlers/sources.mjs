// The programs that each bundler gets: two pages, and a server's code.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps.mjs'

const SHOW = `
const show = (value) => {
  const element = document.createElement('pre')
  element.id = 'result'
  element.textContent = JSON.stringify(value)
  document.body.append(element)
}`

/** The sources by the name of their file. */
const SOURCES = {
  // A page that uses an enum and the error classes.
  'enum.js': `import { AppAuthType, NotFoundError, PipedreamError } from 'pipedream-native'
${SHOW}
show({ oauth: AppAuthType.Oauth, isError: new NotFoundError({}) instanceof PipedreamError })
`,
  // A page that makes a client.
  'client.js': `import { PipedreamClient } from 'pipedream-native'
${SHOW}
try {
  new PipedreamClient({ clientId: 'c', clientSecret: 's', projectId: 'p' })
  show({ made: true })
} catch ({ name, code, message }) {
  show({ name, code, message })
}
`,
  // What a server does.
  'server.js': `import { PipedreamClient } from 'pipedream-native'

const page = await new PipedreamClient(JSON.parse(process.argv[2])).accounts.list({ limit: 1 })
console.log(page.data[0].id)
`,
  'enum.html': '<!doctype html><body><script type="module" src="./enum.js"></script></body>\n',
  'client.html': '<!doctype html><body><script type="module" src="./client.js"></script></body>\n',
}

export function writeSources(folder) {
  for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text)
}

/** Writes the files of docs/guides/loading.md, as somebody who reads it does: each begins with its name. */
export function writeConfigurations(folder) {
  const text = readFileSync(join(root, 'docs', 'guides', 'loading.md'), 'utf8')
  const blocks = [...text.matchAll(/^```mjs\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)]
  if (blocks.length < 3) throw new Error(`docs/guides/loading.md has ${blocks.length} files`)
  for (const [, name, code] of blocks) writeFileSync(join(folder, name), code)
}
