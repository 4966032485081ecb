//! Convert an answer of the API to the JSON that JavaScript reads, in one pass.
//!
//! Known keys are renamed at every depth, and an optional field that is `null` is left out. Everything else is copied byte for
//! byte, also a value of another type than documented. Of duplicate keys the last one wins, as in `JSON.parse`. Dates become
//! numbers (see [`dates`](crate::dates)); a number or an array in a date's place is put in brackets, so that
//! `ts/dates.ts` can tell them from dates.

use crate::endpoint::Shape;
use crate::json::{Scanner, SyntaxError};
use crate::rename::{Mode, rename};

/// Renames the keys of `text` by `shape`. A byte order mark is skipped, as `fetch` does. Offsets in errors count from the first byte
/// of `text`.
pub fn decode(text: &str, shape: &Shape) -> Result<String, SyntaxError> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - json.len();
    let mut out = String::with_capacity(json.len());
    rename(&mut out, json, shape, Mode::Decode).map_err(|error| SyntaxError { offset: error.offset + skipped, ..error })?;
    Ok(out)
}

/// Returns `text` without its byte order mark if it is JSON, else `text` unchanged as the error. The same as [`decode`] with
/// [`Shape::Raw`], without a copy.
pub fn unchanged(mut text: String) -> Result<String, String> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scanner = Scanner::new(&text[mark..]);
    scanner.skip_whitespace();
    if scanner.skip_value().and_then(|()| scanner.expect_end()).is_err() {
        return Err(text);
    }
    text.drain(..mark);
    Ok(text)
}

#[cfg(test)]
pub(crate) mod documents;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod reference;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod type_tests;
