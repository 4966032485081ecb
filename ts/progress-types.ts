// What `onProgress` is called with.

/** How far the reading of a list is. */
export interface ListProgress {
  readonly kind: 'list'
  /** How many items have come so far. Of `toArray({ limit })` at most the limit. */
  readonly items: number
  /** How many pages have come so far. */
  readonly pages: number
  /** How many items the list has, if the API says so. Of `toArray({ limit })` at most the limit. */
  readonly total: number | undefined
}

/** How far a download is. */
export interface DownloadProgress {
  readonly kind: 'download'
  /** How many bytes have come so far. */
  readonly bytes: number
  /** How many bytes the body has, by its `content-length`; undefined if it has none or is compressed. */
  readonly total: number | undefined
}

/** How far an upload is. */
export interface UploadProgress {
  readonly kind: 'upload'
  /** How many bytes of the stream were read to be sent so far. */
  readonly bytes: number
  /** How many bytes the body has, if it is a `Blob` or a `File`. */
  readonly total: number | undefined
}

/** What `onProgress` is called with. */
export type Progress = ListProgress | DownloadProgress | UploadProgress
