//! An answer of the API becomes the value JavaScript sees: JSON text in, JSON text out, in one pass.
//!
//! Promise: known keys are renamed at every depth, everything else is copied byte for byte; an optional field
//! that is `null` is left out; a field that holds something else than documented keeps it. What comes out
//! parses in V8 to what the original does, with keys renamed, doubles included: the last one wins. Dates cross as
//! numbers (`dates`); a number or an array in a date's place crosses in brackets, so that
//! `ts/resources/revive.ts` can tell them apart.

use crate::endpoint::Shape;
use crate::json::{Fault, Scanner};
use crate::rename::{Way, rename};

/// Renames the keys of `text` by `shape`. A byte order mark is passed over, as `fetch` does.
pub fn decode(text: &str, shape: &Shape) -> Result<String, Fault> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - json.len();
    let mut out = String::with_capacity(json.len());
    rename(&mut out, json, shape, Way::Decode).map_err(|fault| Fault { at: fault.at + skipped, ..fault })?;
    Ok(out)
}

/// `text` without its byte order mark if it is JSON, else `text` as it was. The same as [`decode`] by a shape that names no
/// key, without a second text.
pub fn unchanged(mut text: String) -> Result<String, String> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut scan = Scanner::new(&text[mark..]);
    scan.space();
    if scan.value().and_then(|()| scan.end()).is_err() {
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
