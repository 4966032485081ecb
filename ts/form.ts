// A form as `fetch` sends it: multipart/form-data (RFC 7578), names as the HTML standard writes them. Written here and not by
// `new Response(form)`, which knows the forms of its own realm only.

import { nodeCrypto } from './builtins.js'
import { invalid } from './errors.js'
import { property } from './properties.js'
import { chunksOf } from './streams.js'
import { type BlobLike, type FormLike, isBlob, tagOf, withArticle } from './value-types.js'

type Part = string | BlobLike

/** The body of a form and its type. One of texts only is bytes: it has a length, and can be sent again. */
export function formOf(
  form: FormLike,
): { bytes: Uint8Array; contentType: string } | { stream: AsyncIterable<unknown>; contentType: string } {
  const boundary = `pipedream-native-${nodeCrypto().randomUUID()}`
  const parts: Part[] = []
  for (const [name, value] of form.entries()) parts.push(...partOf(boundary, String(name), value))
  parts.push(`--${boundary}--\r\n`)
  const contentType = `multipart/form-data; boundary=${boundary}`
  if (parts.every((part) => typeof part === 'string')) return { bytes: Buffer.from(parts.join('')), contentType }
  return { stream: written(parts), contentType }
}

/** A field as text, or the texts around a file and the file. */
function partOf(boundary: string, name: string, value: unknown): Part[] {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(withCrLf(name))}"`
  if (typeof value === 'string') return [`${start}\r\n\r\n${withCrLf(value)}\r\n`]
  if (!isBlob(value)) {
    const what = value === null || typeof value !== 'object' ? typeof value : withArticle(tagOf(value) ?? 'object')
    throw invalid(`body[${JSON.stringify(name)}] must be text or a file that can be read, got ${what}`)
  }
  const file = property(value, 'name')
  const type = property(value, 'type')
  const contentType = isType(type) ? type : 'application/octet-stream'
  const head = `; filename="${escaped(typeof file === 'string' ? file : 'blob')}"\r\nContent-Type: ${contentType}\r\n\r\n`
  return [start + head, value, '\r\n']
}

/** A type goes into the body as it is: it must not end its line. */
const isType = (type: unknown): type is string => typeof type === 'string' && /^[\x20-\x7e]+$/.test(type)
const withCrLf = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n')
const escaped = (text: string): string => text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')

async function* written(parts: readonly Part[]): AsyncGenerator<unknown, void, undefined> {
  for (const part of parts) {
    if (typeof part === 'string') yield part
    else yield* readBlob(part)
  }
}

/** The chunks of a Blob or a File of any make. */
export async function* readBlob(blob: BlobLike): AsyncGenerator<unknown, void, undefined> {
  if (typeof property(blob, 'stream') !== 'function') {
    yield await blob.arrayBuffer()
    return
  }
  const chunks = chunksOf(blob.stream() as object)
  let isRead = false
  try {
    for (;;) {
      const { done, value } = await chunks.next()
      isRead = done === true
      if (isRead) return
      yield value
    }
  } finally {
    if (!isRead) await chunks.return?.()
  }
}
