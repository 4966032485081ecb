'use strict'

// Lists: one page at a time, or all of it.

const { PipedreamError, invalid } = require('./errors.js')
const { checkOptions } = require('./kinds.js')
const { own } = require('./own.js')
const { PipedreamPromise } = require('./promise.js')

/** One page of a list, which turns into the next. */
class Page {
  #head
  #follow

  constructor(response, head, follow) {
    this.#follow = follow
    this.#take(response, head)
  }

  #take(response, head) {
    /** The page's items. */
    const data = own(response, 'data')
    this.data = Array.isArray(data) ? data : []
    /** The whole answer, with `pageInfo`. */
    this.response = response
    this.#head = head
  }

  /** Status and headers. */
  get rawResponse() {
    return require('./response.js').rawResponse(this.#head)
  }

  #cursor() {
    return own(own(this.response, 'pageInfo'), 'endCursor')
  }

  /** Whether there is a page behind this one. */
  hasNextPage() {
    const cursor = this.#cursor()
    return cursor !== undefined && cursor !== null && cursor !== ''
  }

  /** Turns this page into the next and gives it. */
  async getNextPage() {
    if (!this.hasNextPage()) throw new PipedreamError({ message: 'there is no next page: ask hasNextPage() first', code: 'ERR_NO_NEXT_PAGE' })
    const page = await this.#follow(this.#cursor())
    this.#take(page.response, page.#head)
    return this
  }

  /** This page's items, then those of the pages behind it. */
  async *[Symbol.asyncIterator]() {
    yield* this.data
    while (this.hasNextPage()) {
      await this.getNextPage()
      yield* this.data
    }
  }
}

/** A promise of a list's first page that can be iterated without awaiting it. */
class PagePromise extends PipedreamPromise {
  async *[Symbol.asyncIterator]() {
    yield* await this
  }

  /** All items, or the first `limit`. */
  async toArray(options) {
    // Whatever is thrown before the first page is here, that page's failure is not left without a listener.
    this.then(undefined, () => {})
    if (options !== undefined && options !== null) checkOptions(options, 'the options of toArray()')
    const limit = own(options, 'limit', Infinity)
    if (typeof limit !== 'number' || !(limit >= 0)) throw invalid(`limit must be a number from 0 on, got ${String(limit)}`)
    const items = []
    const page = await this
    if (limit === 0) return items
    for await (const item of page) {
      items.push(item)
      if (items.length >= limit) break
    }
    return items
  }
}

module.exports = { Page, PagePromise }
