// How a Connect token looks, for all that hides it: traces, log lines, the emulator's log and the command line.

/** A Connect token in a path, a URL or a text. A server reads `%63tok_` as `ctok_` too. */
export const CONNECT_TOKEN: RegExp = /(?:c|%63)(?:t|%74)(?:o|%6f)(?:k|%6b)(?:_|%5f)[^/?&#\s"']*/gi
