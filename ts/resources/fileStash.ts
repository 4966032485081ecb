// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  BinaryResponse,
  PipedreamPromise,
} from '../results.js'
import type {
  FileStashDownloadFileRequest,
} from './types.js'

/** Files that runs of actions leave behind. */
export class FileStashClient extends Resource {
  /**
   * Downloads a file that a run left behind. As a stream with back-pressure: large files need little memory. Read it once, with `stream()`,
   * `arrayBuffer()`, `bytes()` or `blob()`.
   *
   * Needs the scope `connect:actions:*`.
   *
   * @param request What `fileStash.downloadFile` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const file = await client.fileStash.downloadFile({ s3Key: 'example.txt' })
   * for await (const chunk of file.stream()) {
   *   process.stdout.write(chunk)
   * }
   * ```
   */
  downloadFile(request: FileStashDownloadFileRequest, requestOptions?: BaseRequestOptions): PipedreamPromise<BinaryResponse> {
    return this[CALLER].binary('fileStash.downloadFile', [], request, requestOptions)
  }
}

/** The types of `FileStashClient`. */
export declare namespace FileStashClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
