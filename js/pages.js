'use strict'

// Lists: one page at a time, or all of it.

const { Cursors } = require('./cursors.js')
const { PipedreamError, invalid } = require('./errors.js')
const { shown } = require('./json.js')
const { checkOptions } = require('./kinds.js')
const { own } = require('./own.js')
const { PipedreamPromise } = require('./promise.js')
const { rawResponse } = require('./response.js')

/** One page of a list, which turns into the next when it is asked to, and only then. */
class Page {
  #head
  #list
  /** What this page, and those it was before, were asked for with. */
  #asked = new Cursors()
  #after
  /** The turn to the next page that is on its way. */
  #turning

  /** `list` is what it is a page of: its operation's `name`, and `follow(cursor)`, which gets another page. `after` is what it was asked for with. */
  constructor(response, head, list, after) {
    this.#list = list
    this.#take(response, head, after)
  }

  #take(response, head, after) {
    /** The page's items. */
    const data = own(response, 'data')
    this.data = Array.isArray(data) ? data : []
    /** The whole answer, with `pageInfo`. */
    this.response = response
    this.#head = head
    this.#after = after
    if (isCursor(after)) this.#asked.add(after)
  }

  /** Status and headers. */
  get rawResponse() {
    return rawResponse(this.#head)
  }

  #cursor() {
    return own(own(this.response, 'pageInfo'), 'endCursor')
  }

  /** Whether there is a page behind this one. */
  hasNextPage() {
    return isCursor(this.#cursor())
  }

  /** Turns this page into the next and gives it. Who asks while it does so gets that same page: were both to ask, the later answer might turn it back. */
  async getNextPage() {
    return (this.#turning ??= this.#turn().finally(() => (this.#turning = undefined)))
  }

  async #turn() {
    if (!this.hasNextPage())
      throw new PipedreamError({ message: 'there is no next page: ask hasNextPage() first', code: 'ERR_NO_NEXT_PAGE' })
    const page = await this.#behind(this.#asked)
    this.#take(page.response, page.#head, page.#after)
    return this
  }

  /** The page behind this one. `asked` are the cursors that were followed to come here. */
  #behind(asked) {
    const cursor = this.#cursor()
    if (asked.has(cursor)) throw repeated(this.#list.name, cursor)
    return this.#list.follow(cursor)
  }

  /** This page's items, then those of the pages behind it. The page itself stays what it is, so it can be iterated again. */
  async *[Symbol.asyncIterator]() {
    const asked = new Cursors()
    if (isCursor(this.#after)) asked.add(this.#after)
    // A page of its own from the start: what this one turns into meanwhile is not its business.
    let page = new Page(this.response, this.#head, this.#list, this.#after)
    page.data = this.data
    for (;;) {
      yield* page.data
      if (!page.hasNextPage()) return
      page = await page.#behind(asked)
      asked.add(page.#after)
    }
  }
}

const isCursor = (cursor) => cursor !== undefined && cursor !== null && cursor !== ''

function repeated(name, cursor) {
  const text = typeof cursor === 'string' ? cursor : String(JSON.stringify(cursor))
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
  return new PipedreamError({
    message: `${name} gave the cursor ${shown} a second time: its pages would go round in a circle without end`,
    code: 'ERR_CURSOR_REPEATED',
  })
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
    if (typeof limit !== 'number' || !(limit >= 0)) throw invalid(`limit must be a number from 0 on, got ${shown(limit)}`)
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
