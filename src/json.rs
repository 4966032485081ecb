//! Read JSON text without building values.
//!
//! Promise: what is accepted here is accepted by `JSON.parse`, and what is refused is refused there (RFC 8259).
//! Nesting is walked with a list, not with the stack, so no depth can overflow it. Lone surrogates in escapes
//! pass, as they do in V8; only [`string`] minds them, since text that must be sent as UTF-8 cannot hold one.

use std::borrow::Cow;
use std::fmt;

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

/// What a JSON value is, by its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
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
    let mut scan = Scanner::new(raw);
    scan.space();
    scan.expect(b'{', "an object was to begin")?;
    Ok(Entries { scan, first: true, done: false })
}

/// See [`entries`].
pub struct Entries<'a> {
    scan: Scanner<'a>,
    first: bool,
    done: bool,
}

impl<'a> Entries<'a> {
    fn entry(&mut self) -> Result<Option<Entry<'a>>, Fault> {
        let scan = &mut self.scan;
        if !scan.has_member(&mut self.first, b'}')? {
            scan.end()?;
            return Ok(None);
        }
        let start = scan.at;
        let escaped = scan.string()?;
        let raw_key = &scan.text[start..scan.at];
        scan.space();
        scan.expect(b':', "a colon was to follow the key")?;
        scan.space();
        let value_start = scan.at;
        scan.value()?;
        let inner = &raw_key[1..raw_key.len() - 1];
        let key = if escaped { Cow::Owned(unescaped(inner, Lone::Replaced).unwrap_or_default()) } else { Cow::Borrowed(inner) };
        Ok(Some(Entry { key, raw_key, value: &scan.text[value_start..scan.at] }))
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Result<Entry<'a>, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let entry = self.entry().transpose();
        self.done = !matches!(entry, Some(Ok(_)));
        entry
    }
}

/// The elements of the array `raw`, in order.
pub fn elements(raw: &str) -> Result<Elements<'_>, Fault> {
    let mut scan = Scanner::new(raw);
    scan.space();
    scan.expect(b'[', "an array was to begin")?;
    Ok(Elements { scan, first: true, done: false })
}

/// See [`elements`].
pub struct Elements<'a> {
    scan: Scanner<'a>,
    first: bool,
    done: bool,
}

impl<'a> Elements<'a> {
    fn element(&mut self) -> Result<Option<&'a str>, Fault> {
        let scan = &mut self.scan;
        if !scan.has_member(&mut self.first, b']')? {
            scan.end()?;
            return Ok(None);
        }
        let start = scan.at;
        scan.value()?;
        Ok(Some(&scan.text[start..scan.at]))
    }
}

impl<'a> Iterator for Elements<'a> {
    type Item = Result<&'a str, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let element = self.element().transpose();
        self.done = !matches!(element, Some(Ok(_)));
        element
    }
}

/// The text a JSON string stands for. A lone surrogate is a fault: it has no UTF-8.
pub fn string(raw: &str) -> Result<Cow<'_, str>, Fault> {
    let mut scan = Scanner::new(raw);
    let escaped = scan.string()?;
    scan.end()?;
    let inner = &raw[1..raw.len() - 1];
    if !escaped {
        return Ok(Cow::Borrowed(inner));
    }
    unescaped(inner, Lone::Refused).map(Cow::Owned).ok_or(Fault { at: 0, what: "a lone surrogate" })
}

/// Adds `text` to `out` as a JSON string.
pub fn quote(out: &mut String, text: &str) {
    if plain_run(text.as_bytes()) < text.len() {
        out.push_str(&serde_json::to_string(text).expect("a string is always JSON"));
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

/// What becomes of half a surrogate pair.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Lone {
    Refused,
    Replaced,
}

/// The text between a string's quotes, which has been checked before, without its escapes.
pub(crate) fn unescaped(inner: &str, lone: Lone) -> Option<String> {
    let unit = |at: usize| u16::from_str_radix(inner.get(at..at + 4)?, 16).ok();
    let mut out = String::with_capacity(inner.len());
    let mut rest = 0;
    while let Some(found) = memchr::memchr(b'\\', &inner.as_bytes()[rest..]) {
        let at = rest + found;
        out.push_str(&inner[rest..at]);
        rest = at + 2;
        match inner.as_bytes()[at + 1] {
            b'b' => out.push('\u{8}'),
            b'f' => out.push('\u{c}'),
            b'n' => out.push('\n'),
            b'r' => out.push('\r'),
            b't' => out.push('\t'),
            b'u' => {
                let high = unit(at + 2)?;
                rest = at + 6;
                let follows = inner.as_bytes().get(rest..rest + 2) == Some(b"\\u");
                let low = if follows { unit(rest + 2) } else { None };
                let pair = low.filter(|low| (0xD800..0xDC00).contains(&high) && (0xDC00..0xE000).contains(low));
                if let Some(low) = pair {
                    rest += 6;
                    out.extend(char::from_u32(0x10000 + ((u32::from(high) - 0xD800) << 10) + (u32::from(low) - 0xDC00)));
                } else if let Some(c) = char::from_u32(high.into()) {
                    out.push(c);
                } else if lone == Lone::Replaced {
                    out.push(char::REPLACEMENT_CHARACTER);
                } else {
                    return None;
                }
            }
            other => out.push(other.into()),
        }
    }
    out.push_str(&inner[rest..]);
    Some(out)
}

/// A place in a JSON text.
pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    /// The containers that are open while a value is skipped; kept to be used again.
    open: Vec<u8>,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new() }
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub fn fault(&self, what: &'static str) -> Fault {
        Fault { at: self.at, what }
    }

    pub fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    pub fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), Fault> {
        if self.peek() != Some(byte) {
            return Err(self.fault(what));
        }
        self.at += 1;
        Ok(())
    }

    /// Nothing but white space follows.
    pub fn end(&mut self) -> Result<(), Fault> {
        self.space();
        if self.at < self.text.len() { Err(self.fault("something follows the value")) } else { Ok(()) }
    }

    /// Steps to the next member of a container that ends with `close`; says whether there is one.
    pub fn has_member(&mut self, first: &mut bool, close: u8) -> Result<bool, Fault> {
        self.space();
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(false);
        }
        if !std::mem::take(first) {
            self.expect(b',', "a comma was to follow")?;
            self.space();
        }
        if close == b'}' && self.peek() != Some(b'"') {
            return Err(self.fault("a key was to follow"));
        }
        Ok(true)
    }

    /// Passes a string; says whether it has escapes.
    pub fn string(&mut self) -> Result<bool, Fault> {
        self.expect(b'"', "a string was to begin")?;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            self.at += plain_run(&bytes[self.at..]);
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => return Err(self.fault("a control character stands in a string")),
                None => return Err(self.fault("the text ends in a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') if bytes.get(self.at + 2..self.at + 6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => self.at += 6,
            _ => return Err(self.fault("an escape is none of JSON's")),
        }
        Ok(())
    }

    /// Passes one value, whatever is in it.
    pub fn value(&mut self) -> Result<(), Fault> {
        let floor = self.open.len();
        loop {
            match self.peek() {
                Some(b'"') => _ = self.string()?,
                Some(b'{') => {
                    self.at += 1;
                    self.space();
                    if self.peek() != Some(b'}') {
                        self.open.push(b'}');
                        self.key()?;
                        continue;
                    }
                    self.at += 1;
                }
                Some(b'[') => {
                    self.at += 1;
                    self.space();
                    if self.peek() != Some(b']') {
                        self.open.push(b']');
                        continue;
                    }
                    self.at += 1;
                }
                Some(b't') => self.literal("true")?,
                Some(b'f') => self.literal("false")?,
                Some(b'n') => self.literal("null")?,
                Some(b'-' | b'0'..=b'9') => self.number()?,
                _ => return Err(self.fault("a value was to begin")),
            }
            // A value has ended: so may the containers around it.
            loop {
                if self.open.len() == floor {
                    return Ok(());
                }
                self.space();
                let close = self.open[self.open.len() - 1];
                match self.peek() {
                    Some(byte) if byte == close => {
                        self.at += 1;
                        self.open.pop();
                    }
                    Some(b',') => {
                        self.at += 1;
                        self.space();
                        if close == b'}' {
                            self.key()?;
                        }
                        break;
                    }
                    _ => return Err(self.fault("a comma or an end was to follow")),
                }
            }
        }
    }

    fn key(&mut self) -> Result<(), Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("a key was to follow"));
        }
        self.string()?;
        self.space();
        self.expect(b':', "a colon was to follow the key")?;
        self.space();
        Ok(())
    }

    fn literal(&mut self, word: &'static str) -> Result<(), Fault> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.fault("a value was to begin"));
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let digits = |scan: &mut Self| {
            let start = scan.at;
            while matches!(scan.peek(), Some(b'0'..=b'9')) {
                scan.at += 1;
            }
            if scan.at > start { Ok(()) } else { Err(scan.fault("a digit was to follow")) }
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            digits(self)?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            digits(self)?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            digits(self)?;
        }
        Ok(())
    }
}

/// How many bytes at the start of `bytes` need no look: neither quote nor backslash nor control character.
/// Eight at a time: a byte below 0x20, or one that is 0 after the XOR, borrows into its own high bit.
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..at + 8) {
        let word = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        let zero = |word: u64| word.wrapping_sub(ONES) & !word;
        let low = word.wrapping_sub(ONES * 0x20) & !word;
        let special = (zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | low) & HIGHS;
        if special != 0 {
            // Borrows run upwards only, so the lowest hit is a true one.
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count()
}
