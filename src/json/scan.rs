//! Walk over JSON text, byte by byte where it matters and in strides where it does not.
//!
//! Promise: a walk that ends well has seen valid JSON (RFC 8259), and nesting is kept in a list, not on the stack.

use super::Fault;

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

    pub fn fault(&self, what: &'static str) -> Fault {
        Fault { at: self.at, what }
    }

    #[inline]
    pub fn space(&mut self) {
        self.at = after_space(self.text.as_bytes(), self.at);
    }

    #[inline]
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
    #[inline]
    pub fn has_member(&mut self, first: &mut bool, close: u8) -> Result<bool, Fault> {
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
                return Err(self.fault("a comma or an end was to follow"));
            }
        }
        self.at = at;
        Ok(true)
    }

    /// Passes a key; says whether it has escapes.
    #[inline]
    pub fn key(&mut self) -> Result<bool, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("a key was to follow"));
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
    pub fn colon(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let at = after_space(bytes, self.at);
        if bytes.get(at) != Some(&b':') {
            self.at = at;
            return Err(self.fault("a colon was to follow the key"));
        }
        self.at = after_space(bytes, at + 1);
        Ok(())
    }

    /// Passes a string; says whether it has escapes.
    #[inline]
    pub fn string(&mut self) -> Result<bool, Fault> {
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
    fn odd_string(&mut self) -> Result<bool, Fault> {
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
    #[inline]
    pub fn value(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b'{' | b'[') => self.container(),
            _ => self.scalar(),
        }
    }

    /// Passes a value that is no container.
    #[inline]
    fn scalar(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'"') => self.string().map(drop),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.fault("a value was to begin")),
        }
    }

    /// Passes a container and all that is in it.
    fn container(&mut self) -> Result<(), Fault> {
        self.open.clear();
        loop {
            // A value begins here.
            let close = match self.peek() {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                _ => {
                    self.scalar()?;
                    if self.step()? { continue } else { return Ok(()) }
                }
            };
            self.at += 1;
            self.space();
            if self.peek() == Some(close) {
                self.at += 1;
                if self.step()? { continue } else { return Ok(()) }
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
    fn step(&mut self) -> Result<bool, Fault> {
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
                _ => return Err(self.fault("a comma or an end was to follow")),
            }
        }
        Ok(false)
    }

    #[inline]
    fn literal(&mut self, word: &'static str) -> Result<(), Fault> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.fault("a value was to begin"));
        }
        self.at += word.len();
        Ok(())
    }

    fn number(&mut self) -> Result<(), Fault> {
        let bytes = self.text.as_bytes();
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let digits = |at: usize| {
            let count = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count > 0 { Ok(at + count) } else { Err(Fault { at, what: "a digit was to follow" }) }
        };
        let mut at = self.at + usize::from(is(self.at, b'-'));
        at = if is(at, b'0') { at + 1 } else { digits(at)? };
        if is(at, b'.') {
            at = digits(at + 1)?;
        }
        if is(at, b'e') || is(at, b'E') {
            at += 1;
            at = digits(at + usize::from(is(at, b'+') || is(at, b'-')))?;
        }
        self.at = at;
        Ok(())
    }
}

#[inline]
fn after_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// Whether two names of one length are the same. Names are short: two loads that overlap beat a call.
#[inline]
pub fn same(a: &[u8], b: &[u8]) -> bool {
    let len = a.len();
    if len != b.len() {
        return false;
    }
    if (8..=16).contains(&len) { word(a, 0) == word(b, 0) && word(a, len - 8) == word(b, len - 8) } else { a == b }
}

/// How many bytes at the start of `bytes` need no look: neither quote nor backslash nor control character.
/// Eight at a time: a byte below 0x20, or one that is 0 after the XOR, borrows into its own high bit.
#[inline]
fn plain_run(bytes: &[u8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let mut at = 0;
    while bytes.len() - at >= 8 {
        let word = word(bytes, at);
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
