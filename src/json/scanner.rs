//! Skip over JSON text, token by token.
//!
//! Text that was skipped without an error is valid JSON (RFC 8259). Nesting is kept in a `Vec`, so that no depth overflows the
//! stack.

use super::error::{Reason, SyntaxError};
use super::swar::{names_equal, plain_prefix_len, skip_whitespace};

/// A position in a JSON text.
pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    /// The offset in bytes.
    pub at: usize,
    /// The closing brackets of the containers that are open while a value is skipped; a field so that it is allocated once.
    open: Vec<u8>,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new() }
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// `reason` with the offset of the scanner.
    #[cold]
    pub(crate) fn error(&self, reason: Reason) -> SyntaxError {
        SyntaxError { offset: self.at, reason }
    }

    #[inline]
    pub(crate) fn skip_whitespace(&mut self) {
        self.at = skip_whitespace(self.text.as_bytes(), self.at);
    }

    #[inline]
    pub(crate) fn expect(&mut self, byte: u8, reason: Reason) -> Result<(), Reason> {
        if self.peek() != Some(byte) {
            return Err(reason);
        }
        self.at += 1;
        Ok(())
    }

    /// Checks that nothing but white space follows.
    pub(crate) fn expect_end(&mut self) -> Result<(), Reason> {
        self.skip_whitespace();
        if self.at < self.text.len() { Err("unexpected text after the value") } else { Ok(()) }
    }

    /// Goes to the next member of a container that ends with `close`, or past its end; returns whether there is a member. `first`
    /// must be true before the first member.
    #[inline]
    pub(crate) fn next_member(&mut self, first: &mut bool, close: u8) -> Result<bool, Reason> {
        let bytes = self.text.as_bytes();
        let mut at = skip_whitespace(bytes, self.at);
        match bytes.get(at) {
            Some(byte) if *byte == close => {
                self.at = at + 1;
                return Ok(false);
            }
            Some(b',') if !*first => at = skip_whitespace(bytes, at + 1),
            _ if *first => *first = false,
            _ => {
                self.at = at;
                return Err("expected a comma or the end");
            }
        }
        self.at = at;
        Ok(true)
    }

    /// Skips a key; returns whether it has escapes.
    #[inline]
    pub(crate) fn skip_key(&mut self) -> Result<bool, Reason> {
        if self.peek() != Some(b'"') {
            return Err("expected a key");
        }
        self.skip_string()
    }

    /// Skips the key `name` and its colon if they are next, written without escapes and without white space before the colon;
    /// returns whether they are.
    #[inline]
    pub(crate) fn skip_if_key(&mut self, name: &str) -> bool {
        let bytes = self.text.as_bytes();
        let rest = &bytes[self.at..];
        let end = name.len() + 1;
        let is_next =
            rest.len() > end + 1 && rest[0] == b'"' && &rest[end..end + 2] == b"\":" && names_equal(&rest[1..end], name.as_bytes());
        if is_next {
            self.at = skip_whitespace(bytes, self.at + end + 2);
        }
        is_next
    }

    /// Skips the colon between a key and its value.
    #[inline]
    pub(crate) fn skip_colon(&mut self) -> Result<(), Reason> {
        let bytes = self.text.as_bytes();
        let at = skip_whitespace(bytes, self.at);
        if bytes.get(at) != Some(&b':') {
            self.at = at;
            return Err("expected a colon after the key");
        }
        self.at = skip_whitespace(bytes, at + 1);
        Ok(())
    }

    /// Skips a string; returns whether it has escapes.
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Result<bool, Reason> {
        let bytes = self.text.as_bytes();
        let at = self.at + 1 + plain_prefix_len(bytes.get(self.at + 1..).unwrap_or_default());
        if bytes.get(self.at) == Some(&b'"') && bytes.get(at) == Some(&b'"') {
            self.at = at + 1;
            return Ok(false);
        }
        self.skip_string_slowly()
    }

    /// Skips a string with escapes, or finds out why there is none.
    #[cold]
    fn skip_string_slowly(&mut self) -> Result<bool, Reason> {
        self.expect(b'"', "expected a string")?;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            self.at += plain_prefix_len(&bytes[self.at..]);
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(escaped);
                }
                Some(b'\\') => {
                    escaped = true;
                    self.skip_escape()?;
                }
                Some(_) => return Err("control character in a string"),
                None => return Err("unterminated string"),
            }
        }
    }

    fn skip_escape(&mut self) -> Result<(), Reason> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') if bytes.get(self.at + 2..self.at + 6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => self.at += 6,
            _ => return Err("invalid escape"),
        }
        Ok(())
    }

    /// Skips one value with all that is in it.
    #[inline(always)] // most values are short strings: a call would cost as much as they do
    pub(crate) fn skip_value(&mut self) -> Result<(), Reason> {
        match self.peek() {
            Some(b'"') => self.skip_string().map(drop),
            _ => self.skip_other_value(),
        }
    }

    /// Skips a value other than a string. Not inlined, to keep the code for strings short.
    #[inline(never)]
    fn skip_other_value(&mut self) -> Result<(), Reason> {
        if let Some(b'{' | b'[') = self.peek() { self.skip_container() } else { self.skip_scalar() }
    }

    /// Skips a value other than an array or object.
    #[inline]
    fn skip_scalar(&mut self) -> Result<(), Reason> {
        match self.peek() {
            Some(b'"') => self.skip_string().map(drop),
            Some(b't') => self.skip_literal("true"),
            Some(b'f') => self.skip_literal("false"),
            Some(b'n') => self.skip_literal("null"),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            _ => Err("expected a value"),
        }
    }

    /// Skips an array or object with all that is in it.
    #[inline(never)]
    fn skip_container(&mut self) -> Result<(), Reason> {
        self.open.clear();
        loop {
            // A value begins here.
            let close = match self.peek() {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                _ => {
                    self.skip_scalar()?;
                    if self.next_nested()? {
                        continue;
                    }
                    return Ok(());
                }
            };
            self.at += 1;
            self.skip_whitespace();
            if self.peek() == Some(close) {
                self.at += 1;
                if self.next_nested()? {
                    continue;
                }
                return Ok(());
            }
            self.open.push(close);
            if close == b'}' {
                self.skip_key()?;
                self.skip_colon()?;
            }
        }
    }

    /// Goes from the end of a nested value to the next one, and leaves the containers that end there; returns whether there is
    /// one.
    #[inline]
    fn next_nested(&mut self) -> Result<bool, Reason> {
        while let Some(&close) = self.open.last() {
            self.skip_whitespace();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.skip_whitespace();
                    if close == b'}' {
                        self.skip_key()?;
                        self.skip_colon()?;
                    }
                    return Ok(true);
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.open.pop();
                }
                _ => return Err("expected a comma or the end"),
            }
        }
        Ok(false)
    }

    #[inline(always)] // the literal is known where it is called
    fn skip_literal(&mut self, literal: &'static str) -> Result<(), Reason> {
        if !self.text.as_bytes()[self.at..].starts_with(literal.as_bytes()) {
            return Err("expected a value");
        }
        self.at += literal.len();
        Ok(())
    }

    fn skip_number(&mut self) -> Result<(), Reason> {
        let bytes = self.text.as_bytes();
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let digits = |at: usize| {
            let count = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count > 0 { Ok(at + count) } else { Err(at) }
        };
        let rest = |at: usize| {
            let mut at = at + usize::from(is(at, b'-'));
            at = if is(at, b'0') { at + 1 } else { digits(at)? };
            if is(at, b'.') {
                at = digits(at + 1)?;
            }
            if is(at, b'e') || is(at, b'E') {
                at += 1;
                at = digits(at + usize::from(is(at, b'+') || is(at, b'-')))?;
            }
            Ok(at)
        };
        match rest(self.at) {
            Ok(end) => {
                self.at = end;
                Ok(())
            }
            Err(at) => {
                self.at = at;
                Err("expected a digit")
            }
        }
    }
}
