// Downloads of stashed files.

import { notFound, RawResponse } from '../responses.js'
import type { Handlers } from './handler.js'
import { text } from './query.js'

export const fileHandlers: Handlers = {
  'fileStash.downloadFile': (_core, { tenant, query }) => {
    const key = text(query, 's3_key') ?? ''
    const file = tenant.files.get(key)
    if (file === undefined) throw notFound('file', key)
    const name = key.slice(key.lastIndexOf('/') + 1).replaceAll(/[^\w.-]/g, '_')
    const headers = {
      'content-type': file.contentType,
      'content-length': file.size,
      'content-disposition': `attachment; filename="${name}"`,
    }
    return new RawResponse(200, headers, file.open())
  },
}
