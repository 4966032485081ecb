// JSON that people write, and where it is wrong. The parser's own message quotes the text, which may hold a secret.

/** Where JSON text is wrong: `line 2, column 10`, or `it ends too early`. */
export function placeOfError(text: string): string {
  let at: number
  try {
    at = new Scanner(text).firstError()
  } catch {
    // It is nested too deeply to look for it.
    return 'it cannot be read'
  }
  if (at >= text.trimEnd().length) return text.trim() === '' ? 'it is empty' : 'it ends too early'
  const before = text.slice(0, at).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

const SPACE = /[ \t\n\r]*/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y

/** Reads JSON by its grammar (RFC 8259) until the first character that does not fit. */
class Scanner {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  firstError(): number {
    if (this.#value()) this.#skip(SPACE)
    return this.#at
  }

  /** Whether a value was read. If not, `#at` is where it is wrong. */
  #value(): boolean {
    this.#skip(SPACE)
    if (this.#take('{')) return this.#list('}', () => this.#key() && this.#value())
    if (this.#take('[')) return this.#list(']', () => this.#value())
    return this.#skip(STRING) || this.#skip(PLAIN)
  }

  #list(end: string, item: () => boolean): boolean {
    this.#skip(SPACE)
    if (this.#take(end)) return true
    while (item()) {
      this.#skip(SPACE)
      if (this.#take(end)) return true
      if (!this.#take(',')) return false
      this.#skip(SPACE)
    }
    return false
  }

  #key(): boolean {
    if (!this.#skip(STRING)) return false
    this.#skip(SPACE)
    return this.#take(':')
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found !== undefined
  }
}
