//! Read JSON text without building values.
//!
//! Promise: what is accepted here is accepted by `JSON.parse`, and what is refused is refused there (RFC 8259).
//! No depth can overflow the stack. Lone surrogates in escapes pass, as they do in V8; only [`string`] minds them,
//! since text that must be sent as UTF-8 cannot hold one.

mod scan;
mod stride;

use std::borrow::Cow;
use std::fmt;

pub(crate) use scan::{Scanner, What};
pub(crate) use stride::same;

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The byte.
    pub at: usize,
    /// What is wrong there.
    pub what: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at)
    }
}

/// Why JSON text gives no text in UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFault {
    /// It is not one JSON string.
    NotAString(Fault),
    /// Half a surrogate pair stands in it.
    LoneSurrogate,
}

impl fmt::Display for StringFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAString(fault) => fault.fmt(f),
            Self::LoneSurrogate => f.write_str("a lone surrogate has no UTF-8"),
        }
    }
}

/// What a JSON value is, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
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

/// What the JSON value `raw` is. `raw` must be one.
pub fn kind(raw: &str) -> Kind {
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
pub struct Entry<'a> {
    /// Its key, unescaped; a lone surrogate in it stands as U+FFFD.
    pub key: Cow<'a, str>,
    /// Its key as it is written, with quotes.
    pub raw_key: &'a str,
    /// Its value as it is written.
    pub value: &'a str,
}

/// The members of the object `raw`, in order, doubles included.
pub fn entries(raw: &str) -> Result<Entries<'_>, Fault> {
    Ok(Entries(Members::of(raw, b'{', "an object was to begin")?))
}

/// See [`entries`].
pub struct Entries<'a>(Members<'a>);

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.step(b'}', |scan| {
            let start = scan.at;
            let escaped = scan.key()?;
            let raw_key = &scan.text[start..scan.at];
            scan.colon()?;
            let value_start = scan.at;
            scan.value()?;
            Ok(Entry { key: plain(raw_key, escaped), raw_key, value: &scan.text[value_start..scan.at] })
        })
    }
}

/// The elements of the array `raw`, in order.
pub fn elements(raw: &str) -> Result<Elements<'_>, Fault> {
    Ok(Elements(Members::of(raw, b'[', "an array was to begin")?))
}

/// See [`elements`].
pub struct Elements<'a>(Members<'a>);

impl<'a> Iterator for Elements<'a> {
    type Item = Result<&'a str, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.step(b']', |scan| {
            let start = scan.at;
            scan.value()?;
            Ok(&scan.text[start..scan.at])
        })
    }
}

/// What objects and arrays have in common.
struct Members<'a> {
    scan: Scanner<'a>,
    first: bool,
    done: bool,
}

impl<'a> Members<'a> {
    fn of(raw: &'a str, begin: u8, what: &'static str) -> Result<Self, Fault> {
        let mut scan = Scanner::new(raw);
        scan.space();
        scan.expect(begin, what).map_err(|what| scan.fault(what))?;
        Ok(Self { scan, first: true, done: false })
    }

    fn step<T>(&mut self, close: u8, read: impl FnOnce(&mut Scanner<'a>) -> Result<T, What>) -> Option<Result<T, Fault>> {
        if self.done {
            return None;
        }
        let step = match self.scan.has_member(&mut self.first, close) {
            Ok(true) => read(&mut self.scan).map(Some),
            Ok(false) => self.scan.end().map(|()| None),
            Err(what) => Err(what),
        }
        .map_err(|what| self.scan.fault(what));
        self.done = !matches!(step, Ok(Some(_)));
        step.transpose()
    }
}

/// The text a JSON string stands for.
pub fn string(raw: &str) -> Result<Cow<'_, str>, StringFault> {
    let mut scan = Scanner::new(raw);
    scan.space();
    let start = scan.at;
    let escaped = scan.string().map_err(|what| StringFault::NotAString(scan.fault(what)))?;
    let inner = &raw[start + 1..scan.at - 1];
    scan.end().map_err(|what| StringFault::NotAString(scan.fault(what)))?;
    if !escaped {
        return Ok(Cow::Borrowed(inner));
    }
    let (text, lone) = unescaped(inner);
    if lone { Err(StringFault::LoneSurrogate) } else { Ok(Cow::Owned(text)) }
}

/// The text that a key, checked before and with its quotes, stands for; U+FFFD stands for a lone surrogate.
pub(crate) fn plain(raw: &str, escaped: bool) -> Cow<'_, str> {
    let inner = &raw[1..raw.len() - 1];
    if escaped { Cow::Owned(unescaped(inner).0) } else { Cow::Borrowed(inner) }
}

/// The text between a string's quotes, checked before, without its escapes; and whether U+FFFD had to stand in for
/// a lone surrogate.
fn unescaped(inner: &str) -> (String, bool) {
    let bytes = inner.as_bytes();
    let mut out = String::with_capacity(inner.len());
    let (mut rest, mut lone) = (0, false);
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
                let first = unit(inner, at).unwrap_or(0);
                rest = at + 6;
                let second = if (0xD800..0xDC00).contains(&first) { unit(inner, rest) } else { None };
                let c = match second {
                    Some(low @ 0xDC00..0xE000) => {
                        rest += 6;
                        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00))
                    }
                    _ => char::from_u32(first),
                };
                lone |= c.is_none();
                c.unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            itself => itself.into(),
        });
    }
    out.push_str(&inner[rest..]);
    (out, lone)
}

/// The UTF-16 code unit that the escape at `at` stands for, if there is one.
fn unit(inner: &str, at: usize) -> Option<u32> {
    u32::from_str_radix(inner.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok()
}

#[cfg(test)]
mod tests;
