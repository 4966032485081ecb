// Links of a Markdown file that leave the package: npm shows a README without the files that are beside it in the repository.

import { posix } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'

/** In HTML within Markdown. */
const ATTRIBUTE = /\b(src|href|srcset)\s*=\s*(["'])(.*?)\2/gi

/**
 * The text with an absolute address in the place of each relative link and picture. `file` is the Markdown file's path in the repository, `web`
 * the repository's address, `ref` the tag or commit to show, and `isFolder(path)` says of a path in the repository whether it is one. A link
 * within the page stays as it is. Throws if a link leads out of the repository.
 */
export function withAbsoluteLinks(text, { file, web, ref, isFolder }) {
  const absolute = (link, isPicture) => {
    if (!isRelative(link)) return link
    const [, path, rest] = /^([^?#]*)(.*)$/.exec(link)
    const target = posix.normalize(posix.join(path.startsWith('/') ? '.' : posix.dirname(file), decodeURI(path)))
    if (target.startsWith('..')) throw new Error(`${file}: the link ${link} leads out of the repository`)
    const kind = isPicture ? 'raw' : isFolder(target) ? 'tree' : 'blob'
    return `${web}/${kind}/${encodeURIComponent(ref)}/${encodeURI(target.replace(/\/$/, ''))}${rest}`
  }
  const changes = linksOf(text).map((link) => ({ ...link, wanted: absolute(link.url, link.isPicture) }))
  let result = text
  for (const { start, end, wanted } of changes.sort((left, right) => right.start - left.start))
    result = result.slice(0, start) + wanted + result.slice(end)
  return result
}

/** Each link of a Markdown text: its `url`, where it starts and ends, and whether a picture is at its end. Code is not read. */
export function linksOf(text) {
  const links = []
  const pictures = new Set()
  visit(fromMarkdown(text), (node) => {
    if (node.type === 'imageReference') pictures.add(node.identifier)
  })
  visit(fromMarkdown(text), (node) => {
    const { start, end } = node.position ?? {}
    const source = start && text.slice(start.offset, end.offset)
    if (node.type === 'html') links.push(...linksInHtml(source, start.offset))
    if (!['link', 'image', 'definition'].includes(node.type)) return
    // The address is behind the text of the link, which may be the same. What is between < and > is a link without a text.
    const after = node.type === 'link' && node.children.length > 0 ? node.children.at(-1).position.end.offset - start.offset : 0
    const sign = node.type === 'definition' ? source.indexOf(']:') : source.indexOf('](', after)
    const from = sign < 0 ? 0 : sign + 2
    const at = source.indexOf(node.url, from)
    // An address with an escaped character is written otherwise than it is.
    if (at < 0) {
      if (isRelative(node.url)) throw new Error(`write the link ${node.url} without escapes`)
      return
    }
    const isPicture = node.type === 'image' || (node.type === 'definition' && pictures.has(node.identifier))
    links.push({ url: node.url, start: start.offset + at, end: start.offset + at + node.url.length, isPicture })
  })
  return links
}

function linksInHtml(source, offset) {
  return [...source.matchAll(ATTRIBUTE)].flatMap((match) => {
    const [all, name, quote, value] = match
    const start = offset + match.index + all.indexOf(quote) + 1
    const isPicture = name.toLowerCase() !== 'href'
    if (name.toLowerCase() !== 'srcset') return [{ url: value, start, end: start + value.length, isPicture }]
    // `small.png 1x, large.png 2x`
    return [...value.matchAll(/(?:^|,)\s*(\S+)/g)].map((part) => {
      const from = start + part.index + part[0].length - part[1].length
      return { url: part[1], start: from, end: from + part[1].length, isPicture }
    })
  })
}

/** Neither an address with a scheme or a host, nor a place of the same page. */
export const isRelative = (url) => url !== '' && !/^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(url)

function visit(node, act) {
  act(node)
  for (const child of node.children ?? []) visit(child, act)
}
