//! Walk over JSON text, value by value.
//!
//! Promise: a walk that ends well has seen valid JSON (RFC 8259), and nesting is kept in a list, not on the stack.

use super::Fault;
use super::stride::{after_space, plain_run, same};

/// What is wrong at the place where a scanner stopped.
pub(crate) type What = &'static str;

/// A place in a JSON text.
pub(crate) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    /// How the containers that are open while a value is passed will close; kept to be used again.
    open: Vec<u8>,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, open: Vec::new() }
    }

    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Says where, too. Apart, because a result that fits two registers is what most of the speed is made of.
    #[cold]
    pub fn fault(&self, what: What) -> Fault {
        Fault { at: self.at, what }
    }

    #[inline]
    pub fn space(&mut self) {
        self.at = after_space(self.text.as_bytes(), self.at);
    }

    #[inline]
    pub fn expect(&mut self, byte: u8, what: What) -> Result<(), What> {
        if self.peek() != Some(byte) {
            return Err(what);
        }
        self.at += 1;
        Ok(())
    }

    /// Nothing but white space follows.
    pub fn end(&mut self) -> Result<(), What> {
        self.space();
        if self.at < self.text.len() { Err("something follows the value") } else { Ok(()) }
    }

    /// Steps to the next member of a container that ends with `close`; says whether there is one.
    #[inline]
    pub fn has_member(&mut self, first: &mut bool, close: u8) -> Result<bool, What> {
        let bytes = self.text.as_bytes();
        let mut at = after_space(bytes, self.at);
        match bytes.get(at) {
            Some(byte) if *byte == close => {
                self.at = at + 1;
                return Ok(false);
            }
            Some(b',') if !*first => at = after_space(bytes, at + 1),
            _ if *first => *first = false,
            _ => {
                self.at = at;
                return Err("a comma or an end was to follow");
            }
        }
        self.at = at;
        Ok(true)
    }

    /// Passes a key; says whether it has escapes.
    #[inline]
    pub fn key(&mut self) -> Result<bool, What> {
        if self.peek() != Some(b'"') {
            return Err("a key was to follow");
        }
        self.string()
    }

    /// Passes the key `name` and its colon when they come next, spelled as they are.
    #[inline]
    pub fn is_key(&mut self, name: &str) -> bool {
        let bytes = self.text.as_bytes();
        let rest = &bytes[self.at..];
        let end = name.len() + 1;
        let is = rest.len() > end + 1 && rest[0] == b'"' && &rest[end..end + 2] == b"\":" && same(&rest[1..end], name.as_bytes());
        if is {
            self.at = after_space(bytes, self.at + end + 2);
        }
        is
    }

    /// Passes the colon between a key and its value.
    #[inline]
    pub fn colon(&mut self) -> Result<(), What> {
        let bytes = self.text.as_bytes();
        let at = after_space(bytes, self.at);
        if bytes.get(at) != Some(&b':') {
            self.at = at;
            return Err("a colon was to follow the key");
        }
        self.at = after_space(bytes, at + 1);
        Ok(())
    }

    /// Passes a string; says whether it has escapes.
    #[inline]
    pub fn string(&mut self) -> Result<bool, What> {
        let bytes = self.text.as_bytes();
        let at = self.at + 1 + plain_run(bytes.get(self.at + 1..).unwrap_or_default());
        if bytes.get(self.at) == Some(&b'"') && bytes.get(at) == Some(&b'"') {
            self.at = at + 1;
            return Ok(false);
        }
        self.odd_string()
    }

    /// A string that has escapes, or is none.
    #[cold]
    fn odd_string(&mut self) -> Result<bool, What> {
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
                Some(_) => return Err("a control character stands in a string"),
                None => return Err("the text ends in a string"),
            }
        }
    }

    fn escape(&mut self) -> Result<(), What> {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') if bytes.get(self.at + 2..self.at + 6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => self.at += 6,
            _ => return Err("an escape is none of JSON's"),
        }
        Ok(())
    }

    /// Passes one value, whatever is in it.
    #[inline(always)] // most values are short strings: a call would cost as much as they do
    pub fn value(&mut self) -> Result<(), What> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            _ => self.other_value(),
        }
    }

    /// Apart from strings, so that the way of those is short.
    #[inline(never)]
    fn other_value(&mut self) -> Result<(), What> {
        if let Some(b'{' | b'[') = self.peek() { self.container() } else { self.scalar() }
    }

    /// Passes a value that is no container.
    #[inline]
    fn scalar(&mut self) -> Result<(), What> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err("a value was to begin"),
        }
    }

    /// Passes a container and all that is in it.
    #[inline(never)]
    fn container(&mut self) -> Result<(), What> {
        self.open.clear();
        loop {
            // A value begins here.
            let close = match self.peek() {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                _ => {
                    self.scalar()?;
                    if self.step()? {
                        continue;
                    }
                    return Ok(());
                }
            };
            self.at += 1;
            self.space();
            if self.peek() == Some(close) {
                self.at += 1;
                if self.step()? {
                    continue;
                }
                return Ok(());
            }
            self.open.push(close);
            if close == b'}' {
                self.key()?;
                self.colon()?;
            }
        }
    }

    /// Goes from the end of a value to the next one, out of the containers that end with it; says whether there is one.
    #[inline]
    fn step(&mut self) -> Result<bool, What> {
        while let Some(&close) = self.open.last() {
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.space();
                    if close == b'}' {
                        self.key()?;
                        self.colon()?;
                    }
                    return Ok(true);
                }
                Some(byte) if byte == close => {
                    self.at += 1;
                    self.open.pop();
                }
                _ => return Err("a comma or an end was to follow"),
            }
        }
        Ok(false)
    }

    #[inline(always)] // the word is known where it is called
    fn literal(&mut self, word: &'static str) -> Result<(), What> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err("a value was to begin");
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), What> {
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
                Err("a digit was to follow")
            }
        }
    }
}
