// Lists, read page by page or item by item.

import { Cursors } from './cursors.js'
import { invalid, PipedreamError } from './errors.js'
import { ignoreRejection } from './ignore.js'
import { display } from './json.js'
import { ListCounter, type OnProgress, progressOf } from './progress.js'
import { PipedreamPromise, type Settler } from './promise.js'
import { property } from './properties.js'
import { rawResponse } from './response.js'
import type * as results from './results.js'
import { knownOptions, warnOfUnknown } from './unknown-options.js'
import { checkOptions } from './value-types.js'

/** The list that a page belongs to. */
interface List {
  /** The name of the list's operation. */
  readonly name: string
  /** Requests the page at a cursor. */
  readonly follow: (cursor: unknown) => Promise<Page<unknown>>
  /** The option of that name. */
  readonly onProgress?: OnProgress<never> | undefined
  /** The signal that ends it. */
  readonly signal?: AbortSignal | undefined
}

/** The items of a page and of those after it, with the options of `toArray()`. It is a symbol, so that a page shows no more members. */
const ITEMS: unique symbol = Symbol('items')

/** One page of a list. `getNextPage()` replaces its content by that of the next page; iterating it does not change it. */
export class Page<Item, Response = unknown> implements results.Page<Item, Response> {
  data: Item[] = []
  response: Response
  #head: string
  readonly #list: List
  /** The cursors of this page and of the pages it was before `getNextPage()`. They show when the server repeats one. */
  readonly #cursors = new Cursors()
  /** The cursor that the page was requested with. */
  #after: unknown
  /** The request of `getNextPage()` that is in progress. */
  #pending: Promise<this> | undefined

  constructor(response: Response, head: string, list: List, after: unknown) {
    this.response = response
    this.#head = head
    this.#list = list
    this.#replace(response, head, after)
  }

  #replace(response: Response, head: string, after: unknown): void {
    this.data = this.getItems(response)
    this.response = response
    this.#head = head
    this.#after = after
    if (isCursor(after)) this.#cursors.add(after)
  }

  get rawResponse(): results.RawResponse {
    return rawResponse(this.#head)
  }

  hasNextPage(): boolean {
    return isCursor(cursorAfter(this.response))
  }

  getItems(response: Response): Item[] {
    const data = property(response, 'data')
    return Array.isArray(data) ? data : []
  }

  loadNextPage(response: Response = this.response): PipedreamPromise<Response> {
    const settler: { -readonly [K in keyof Settler]: Settler[K] } = { head: undefined, resolve: undefined }
    const promise = PipedreamPromise.of<PipedreamPromise<Response>>(settler)
    const read = async (): Promise<Response> => {
      const page = await this.#following(response)
      settler.head = page.#head
      return page.response
    }
    settler.resolve?.(read())
    return promise
  }

  /** Requests the page that follows a response, which need not be this page's. */
  async #following(response: Response): Promise<Page<Item, Response>> {
    const cursor = cursorAfter(response)
    if (!isCursor(cursor)) throw noNextPage()
    return this.#list.follow(cursor) as Promise<Page<Item, Response>>
  }

  iterMessages(): AsyncGenerator<Item, void, undefined> {
    return this[Symbol.asyncIterator]()
  }

  /** Calls during a request share it: with two requests, the response that arrives last might be the earlier page. */
  async getNextPage(): Promise<this> {
    this.#pending ??= this.#advance().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #advance(): Promise<this> {
    if (!this.hasNextPage()) throw noNextPage()
    const page = await this.#next(this.#cursors)
    this.#replace(page.response, page.#head, page.#after)
    return this
  }

  /** Requests the next page. `cursors` are the cursors that have been followed so far. */
  #next(cursors: Cursors): Promise<Page<Item, Response>> {
    const cursor = cursorAfter(this.response)
    if (cursors.has(cursor)) throw repeated(this.#list.name, cursor)
    return this.#list.follow(cursor) as Promise<Page<Item, Response>>
  }

  /** The items of this page, then those of the following ones. The page itself does not change, so it can be iterated again. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return this[ITEMS](undefined, Infinity)
  }

  /** @internal */
  async *[ITEMS](given: OnProgress<never> | undefined, limit: number): AsyncGenerator<Item, void, undefined> {
    const onProgress = given ?? this.#list.onProgress
    const progress = onProgress === undefined ? undefined : new ListCounter(onProgress, limit, this.#list.signal)
    const cursors = new Cursors()
    if (isCursor(this.#after)) cursors.add(this.#after)
    // Iterate a copy: `getNextPage()` may change this page during the iteration.
    let page: Page<Item, Response> = newPage(this.response, this.#head, this.#list, this.#after)
    page.data = this.data
    for (;;) {
      if (progress !== undefined) await progress.add(page.data.length, page.response)
      yield* page.data
      if (!page.hasNextPage()) return
      page = await page.#next(cursors)
      cursors.add(page.#after)
    }
  }
}

const KNOWN = knownOptions('toArray()', ['limit', 'onProgress'])

function readToArrayOptions(options: results.ToArrayOptions | undefined): { limit: number; onProgress: OnProgress<never> | undefined } {
  if (options !== undefined && options !== null) {
    checkOptions(options, 'the options of toArray()')
    warnOfUnknown(options, KNOWN)
  }
  const limit = property(options, 'limit', Infinity)
  if (typeof limit !== 'number' || !(limit >= 0)) throw invalid(`limit must be a number from 0 on, got ${display(limit)}`)
  return { limit, onProgress: progressOf(options) }
}

/** It is outside of the class, because esbuild renames a class that refers to itself. */
const newPage = <Item, Response>(response: Response, head: string, list: List, after: unknown): Page<Item, Response> =>
  new Page(response, head, list, after)

const cursorAfter = (response: unknown): unknown => property(property(response, 'pageInfo'), 'endCursor')

const isCursor = (cursor: unknown): boolean => cursor !== undefined && cursor !== null && cursor !== ''

const noNextPage = (): PipedreamError =>
  new PipedreamError({ message: 'there is no next page: ask hasNextPage() first', code: 'ERR_NO_NEXT_PAGE' })

function repeated(name: string, cursor: unknown): PipedreamError {
  const text = typeof cursor === 'string' ? cursor : String(JSON.stringify(cursor))
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  return new PipedreamError({
    message: `${name} gave the cursor ${shown} a second time: its pages would go round in a circle without end`,
    code: 'ERR_CURSOR_REPEATED',
  })
}

/** A promise of a list's first page that can be iterated without awaiting it. */
export class PagePromise<Item, Response = unknown>
  extends PipedreamPromise<Page<Item, Response>>
  implements results.PagePromise<Item, Response>
{
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* await this
  }

  async toArray(options?: results.ToArrayOptions): Promise<Item[]> {
    let read: { limit: number; onProgress: OnProgress<never> | undefined }
    try {
      read = readToArrayOptions(options)
    } catch (error) {
      // The first page is not awaited. Its rejection must not be reported as unhandled.
      ignoreRejection(this)
      throw error
    }
    const { limit, onProgress } = read
    const items: Item[] = []
    const page = await this
    if (limit === 0) return items
    for await (const item of page[ITEMS](onProgress, limit)) {
      items.push(item)
      if (items.length >= limit) break
    }
    return items
  }
}
