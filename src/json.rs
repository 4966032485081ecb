//! Read JSON text without building values.
//!
//! A text is accepted if and only if `JSON.parse` accepts it (RFC 8259), and no depth overflows the stack. Escapes of lone
//! surrogates are accepted, as in V8; only [`string`] refuses them, because UTF-8 cannot encode them.
//!
//! The scanner is our own because decoding every answer depends on its speed: `npm run bench:json` compares it with `serde_json`'s
//! `RawValue`. `properties::json` and the fuzz target `json` compare what both accept.

mod error;
mod scanner;
mod swar;

use std::borrow::Cow;
use std::fmt;

pub(crate) use error::Reason;
pub(crate) use error::{StringError, SyntaxError};
pub(crate) use scanner::Scanner;
pub(crate) use swar::names_equal;

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// The type of the JSON value `raw`, by its first byte. `raw` must be valid JSON.
pub(crate) fn kind(raw: &str) -> Kind {
    match raw.trim_ascii_start().as_bytes().first() {
        Some(b'{') => Kind::Object,
        Some(b'[') => Kind::Array,
        Some(b'"') => Kind::String,
        Some(b't' | b'f') => Kind::Bool,
        Some(b'n') => Kind::Null,
        _ => Kind::Number,
    }
}

/// A member of an object.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'a> {
    /// Its key, unescaped, with U+FFFD for each lone surrogate.
    pub key: Cow<'a, str>,
    /// Its key as written, with quotes.
    pub raw_key: &'a str,
    /// Its value as written.
    pub value: &'a str,
}

/// The members of the object `raw`, in order, duplicates included.
pub(crate) fn entries(raw: &str) -> Result<Entries<'_>, SyntaxError> {
    Ok(Entries(Members::new(raw, b'{', "expected an object")?))
}

/// The iterator of [`entries`]. After an error it ends.
pub(crate) struct Entries<'a>(Members<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, SyntaxError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next(b'}', |scanner| {
            let start = scanner.at;
            let has_escapes = scanner.skip_key()?;
            let raw_key = &scanner.text[start..scanner.at];
            scanner.skip_colon()?;
            let value_start = scanner.at;
            scanner.skip_value()?;
            Ok(Entry { key: unquote(raw_key, has_escapes), raw_key, value: &scanner.text[value_start..scanner.at] })
        })
    }
}

/// The elements of the array `raw`, in order.
pub(crate) fn elements(raw: &str) -> Result<Elements<'_>, SyntaxError> {
    Ok(Elements(Members::new(raw, b'[', "expected an array")?))
}

/// The iterator of [`elements`]. After an error it ends.
pub(crate) struct Elements<'a>(Members<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Result<&'a str, SyntaxError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next(b']', |scanner| {
            let start = scanner.at;
            scanner.skip_value()?;
            Ok(&scanner.text[start..scanner.at])
        })
    }
}

/// The iteration over an object or array.
struct Members<'a> {
    scanner: Scanner<'a>,
    first: bool,
    done: bool,
}

impl<'a> Members<'a> {
    fn new(raw: &'a str, open: u8, reason: Reason) -> Result<Self, SyntaxError> {
        let mut scanner = Scanner::new(raw);
        scanner.skip_whitespace();
        scanner.expect(open, reason).map_err(|reason| scanner.error(reason))?;
        Ok(Self { scanner, first: true, done: false })
    }

    fn next<T>(&mut self, close: u8, read: impl FnOnce(&mut Scanner<'a>) -> Result<T, Reason>) -> Option<Result<T, SyntaxError>> {
        if self.done {
            return None;
        }
        let member = match self.scanner.next_member(&mut self.first, close) {
            Ok(true) => read(&mut self.scanner).map(Some),
            Ok(false) => self.scanner.expect_end().map(|()| None),
            Err(reason) => Err(reason),
        }
        .map_err(|reason| self.scanner.error(reason));
        self.done = !matches!(member, Ok(Some(_)));
        member.transpose()
    }
}

/// The text of the JSON string `raw`, without quotes and escapes.
pub(crate) fn string(raw: &str) -> Result<Cow<'_, str>, StringError> {
    let mut scanner = Scanner::new(raw);
    scanner.skip_whitespace();
    let start = scanner.at;
    let has_escapes = scanner.skip_string().map_err(|reason| StringError::Syntax(scanner.error(reason)))?;
    let inner = &raw[start + 1..scanner.at - 1];
    scanner.expect_end().map_err(|reason| StringError::Syntax(scanner.error(reason)))?;
    if !has_escapes {
        return Ok(Cow::Borrowed(inner));
    }
    let (text, has_lone_surrogate) = unescape(inner);
    if has_lone_surrogate { Err(StringError::LoneSurrogate) } else { Ok(Cow::Owned(text)) }
}

/// The text of a string that the scanner has skipped: `raw` without quotes and escapes, with U+FFFD for each lone surrogate.
pub(crate) fn unquote(raw: &str, has_escapes: bool) -> Cow<'_, str> {
    let inner = &raw[1..raw.len() - 1];
    if has_escapes { Cow::Owned(unescape(inner).0) } else { Cow::Borrowed(inner) }
}

/// Removes the escapes of `inner`, the valid text between a string's quotes. Also returns whether there was a lone surrogate,
/// which becomes U+FFFD.
fn unescape(inner: &str) -> (String, bool) {
    let bytes = inner.as_bytes();
    let mut out = String::with_capacity(inner.len());
    let (mut rest, mut has_lone_surrogate) = (0, false);
    while let Some(found) = memchr::memchr(b'\\', &bytes[rest..]) {
        let at = rest + found;
        out.push_str(&inner[rest..at]);
        rest = at + 2;
        out.push(match bytes[at + 1] {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = code_unit(inner, at).unwrap_or(0);
                rest = at + 6;
                let second = if (0xD800..0xDC00).contains(&first) { code_unit(inner, rest) } else { None };
                let c = match second {
                    Some(low @ 0xDC00..0xE000) => {
                        rest += 6;
                        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00))
                    }
                    _ => char::from_u32(first),
                };
                has_lone_surrogate |= c.is_none();
                c.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            same => same.into(),
        });
    }
    out.push_str(&inner[rest..]);
    (out, has_lone_surrogate)
}

/// The UTF-16 code unit of the escape `\uXXXX` at `at`; `None` if there is no such escape.
fn code_unit(inner: &str, at: usize) -> Option<u32> {
    u32::from_str_radix(inner.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok()
}

#[cfg(test)]
mod tests;
