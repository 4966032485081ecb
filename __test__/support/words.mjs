// What the messages of errors must not have: words of the libraries below this package, which say nothing to its users.

import assert from 'node:assert/strict'

/** Words of hyper, hyper-util, rustls, std and of Rust's debug output. */
const FOREIGN = [
  /Other\(/,
  /OtherError/,
  /https?:\/\/(?:docs|doc)\.(?:rs|rust)/,
  /client error/i,
  /SendRequest/,
  /connection closed before message completed/,
  /error trying to connect/,
  /tcp connect error/,
  /parsed/,
  /incomplete message/i,
  /InvalidContentType/,
  /received corrupt message/,
  /channel closed/,
  /operation was canceled/,
  /error reading a body/,
  /tunnel error|SOCKS error/,
  /os error/,
  /unexpected (?:EOF|end of file)|early eof|UnexpectedEof/i,
  /peer closed connection without/,
  /hyper|rustls|tokio/i,
  /\bKind\b|\bCustom\b|\{ (?:kind|code)/,
]

/** Checks that `error`, with its causes, has a code and none of these words. */
export function assertPlain(error) {
  assert.match(String(error.code), /^(?:E[A-Z]{2,}|ERR_[A-Z_]+|CERT_[A-Z_]+|UNABLE_[A-Z_]+|ABORT_ERR)$/, error.message)
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    for (const word of FOREIGN) assert.doesNotMatch(cause.message, word)
  }
}
