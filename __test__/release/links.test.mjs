// Links of the Markdown files as they are published. npm shows a README without the repository around it.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { isRelative, linksOf, withAbsoluteLinks } from '../../scripts/release/links.mjs'
import { repositoryOf } from '../../scripts/release/repository.mjs'
import { packOne } from '../../scripts/release/stage.mjs'
import { folderFor } from '../support/folders.mjs'
import { closeServer } from '../support/server.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const place = folderFor({ after }, 'links')

const WEB = 'https://github.com/acme/native'
const absolute = (text, file = 'README.md') =>
  withAbsoluteLinks(text, { file, web: WEB, ref: 'v1.2.3', isFolder: (path) => path.startsWith('examples') })

const REWRITTEN = {
  'a file': ['[a](docs/a.md)', `[a](${WEB}/blob/v1.2.3/docs/a.md)`],
  'a place in a file': ['[a](./docs/a.md#part)', `[a](${WEB}/blob/v1.2.3/docs/a.md#part)`],
  'a folder': ['[a](examples/next-app/)', `[a](${WEB}/tree/v1.2.3/examples/next-app)`],
  'a picture': ['![a](docs/a.svg)', `![a](${WEB}/raw/v1.2.3/docs/a.svg)`],
  'a picture that is a link': ['[![a](a.png)](a.md)', `[![a](${WEB}/raw/v1.2.3/a.png)](${WEB}/blob/v1.2.3/a.md)`],
  'a text that is the address': ['[docs/a.md](docs/a.md)', `[docs/a.md](${WEB}/blob/v1.2.3/docs/a.md)`],
  'a text in code': ['[`a](b)`](docs/a.md)', `[\`a](b)\`](${WEB}/blob/v1.2.3/docs/a.md)`],
  'a title': ['[a](a.md "a.md")', `[a](${WEB}/blob/v1.2.3/a.md "a.md")`],
  'a path with a space': ['[a](<docs/a b.md>)', `[a](<${WEB}/blob/v1.2.3/docs/a%20b.md>)`],
  'a path from the root': ['[a](/docs/a.md)', `[a](${WEB}/blob/v1.2.3/docs/a.md)`],
  'a definition': ['[a][x]\n\n[x]: docs/a.md "t"', `[a][x]\n\n[x]: ${WEB}/blob/v1.2.3/docs/a.md "t"`],
  'a definition of a picture': ['![a][x]\n\n[x]: a.png', `![a][x]\n\n[x]: ${WEB}/raw/v1.2.3/a.png`],
  HTML: [
    '<a href="a.md"><img src="a.png" srcset="a.png 1x, b.png 2x"></a>',
    `<a href="${WEB}/blob/v1.2.3/a.md"><img src="${WEB}/raw/v1.2.3/a.png" srcset="${WEB}/raw/v1.2.3/a.png 1x, ${WEB}/raw/v1.2.3/b.png 2x"></a>`,
  ],
  'a table': ['| a |\n| --- |\n| [a](a.md) |', `| a |\n| --- |\n| [a](${WEB}/blob/v1.2.3/a.md) |`],
}

test('a relative link becomes an address of the repository, at the tag', () => {
  for (const [name, [text, wanted]] of Object.entries(REWRITTEN)) assert.equal(absolute(text), wanted, name)
})

test('a link of a file in a folder starts from there', () => {
  assert.equal(absolute('[a](b.md) [c](../d.md)', 'docs/e.md'), `[a](${WEB}/blob/v1.2.3/docs/b.md) [c](${WEB}/blob/v1.2.3/d.md)`)
})

test('addresses, places of the same page and code stay as they are', () => {
  const same = [
    '[a](https://x.org/a.md)',
    '[a](mailto:a@x.org)',
    '[a](//x.org/a)',
    '[a](#part)',
    '`[a](b.md)`',
    '```md\n[a](b.md)\n```',
    '<!-- a -->',
    '<https://x.org>',
  ]
  for (const text of same) assert.equal(absolute(text), text)
})

test('a link that leads out of the repository is refused', () => {
  assert.throws(() => absolute('[a](../a.md)'), /README\.md: the link \.\.\/a\.md leads out of the repository/)
})

test('every link of the packed Markdown files leads somewhere', async (t) => {
  const repository = await serveRepository(t)
  const where = repositoryOf({ GITHUB_SERVER_URL: repository.url, GITHUB_REPOSITORY: 'made-up/native' })
  const { file } = packOne('', { where, ref: 'v1.2.3', packed: place })
  execFileSync('tar', ['-xzf', file, '-C', place])
  const folder = join(place, 'package')
  const documents = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.md'))
  assert.ok(documents.includes('README.md') && documents.includes('CHANGELOG.md'))
  const outside = new Set()
  let followed = 0
  for (const name of documents) {
    const text = readFileSync(join(folder, name), 'utf8')
    for (const { url, isPicture } of linksOf(text)) {
      assert.ok(!isRelative(url), `${name}: ${url} is relative`)
      const { origin, hash } = new URL(url, 'page:')
      if (url.startsWith('#')) assert.ok(anchorsOf(text).has(hash.slice(1)), `${name}: there is no ${url}`)
      else if (origin !== repository.url) outside.add(url)
      else {
        const response = await fetch(url)
        const body = await response.text()
        assert.equal(response.status, 200, `${name}: ${url}`)
        if (isPicture) assert.match(response.headers.get('content-type'), /^image\//, url)
        if (hash) assert.ok(anchorsOf(body).has(decodeURIComponent(hash.slice(1))), `${name}: there is no ${url}`)
        followed += 1
      }
    }
  }
  assert.ok(followed > 40, `${followed} links`)
  for (const url of outside) assert.equal(new URL(url).protocol, 'https:', url)
  t.diagnostic(`${followed} links followed; not from here: ${[...outside].join(', ')}`)
})

/** The repository under addresses such as GitHub's, at the tag v1.2.3: only what is committed. */
async function serveRepository(t) {
  const files = committed()
  const server = createServer((request, response) => {
    const [, kind, path] = /^\/made-up\/native\/(blob|tree|raw)\/v1\.2\.3\/([^?]*)/.exec(decodeURI(request.url)) ?? []
    const isThere = kind === 'tree' ? files.some((file) => file.startsWith(`${path}/`)) : files.includes(path)
    if (!isThere) return response.writeHead(404).end()
    if (kind === 'tree') return response.end(path)
    const type = { svg: 'image/svg+xml', png: 'image/png' }[path.split('.').pop()] ?? 'text/plain'
    return response.writeHead(200, { 'content-type': type }).end(readFileSync(join(root, path)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => closeServer(server))
  return { url: `http://127.0.0.1:${server.address().port}` }
}

/** A source archive has no git: there everything is committed. */
function committed() {
  if (existsSync(join(root, '.git'))) {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    return listed.split('\n').filter(Boolean)
  }
  return readdirSync(root, { recursive: true }).filter(
    (name) => !/^(node_modules|target)\//.test(name) && statSync(join(root, name)).isFile(),
  )
}

/** The places in a page that a link can name, as GitHub makes them of headings. */
function anchorsOf(text) {
  const anchors = new Set()
  let isCode = false
  for (const line of text.split('\n')) {
    if (/^\s*```/.test(line)) isCode = !isCode
    const [, heading] = (!isCode && /^#+\s+(.*)$/.exec(line)) || []
    if (heading === undefined) continue
    const slug = heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-')
    let name = slug
    for (let count = 1; anchors.has(name); count += 1) name = `${slug}-${count}`
    anchors.add(name)
  }
  return anchors
}
