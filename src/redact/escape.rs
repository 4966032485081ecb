//! Read a text with its escapes undone.
//!
//! Promise: each character is read once, or twice where an escape turns out to be none; the work is linear.

/// Characters that HTML writers give a name.
const NAMED: [(&[u8], u8); 7] =
    [(b"quot;", b'"'), (b"apos;", b'\''), (b"lt;", b'<'), (b"gt;", b'>'), (b"sol;", b'/'), (b"plus;", b'+'), (b"equals;", b'=')];

/// A byte of a text whose escapes are undone, and where in the text it was written.
pub struct Read {
    pub byte: u8,
    pub start: usize,
    pub end: usize,
}

/// Reads a text with its escapes undone: `\u0041`, `\x41`, `%41`, `&#65;`, also where they were escaped again. Case is folded; a
/// plus is a space, as in forms; backslashes are left out, whatever their number, and NULs, of which UTF-16 is full.
pub struct Escaped<'t> {
    text: &'t [u8],
    /// Whether gaps are left out, too: see [`is_gap`].
    is_closed_up: bool,
    at: usize,
    /// The rest of a character of several bytes, and where it was written.
    rest: [u8; 4],
    left: usize,
    place: (usize, usize),
}

impl<'t> Escaped<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text: text.as_bytes(), is_closed_up: false, at: 0, rest: [0; 4], left: 0, place: (0, 0) }
    }

    /// The same without the gaps.
    pub fn closed_up(text: &'t str) -> Self {
        Self { is_closed_up: true, ..Self::of(text) }
    }

    /// The character `code`, which was written from `start` to `end`. One that is none is a question mark.
    fn character(&mut self, code: u32, start: usize, end: usize) {
        let mut bytes = [0; 4];
        let length = char::from_u32(code).unwrap_or('?').encode_utf8(&mut bytes).len();
        // The last byte is taken first.
        bytes[..length].reverse();
        (self.rest, self.left, self.place, self.at) = (bytes, length, (start, end), end);
    }

    fn hex(&self, at: usize, length: usize) -> Option<u32> {
        let digits = self.text.get(at..at + length)?;
        digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
    }

    /// Reads what begins at `at` with a character that may begin an escape.
    fn escape(&mut self) {
        let start = self.at;
        match self.text[start] {
            b'\\' => {
                let end = self.backslashes(start);
                if self.text.get(end) == Some(&b'u')
                    && let Some(unit) = self.hex(end + 1, 4)
                {
                    let (code, end) = self.paired(unit, end + 5);
                    self.character(code, start, end);
                } else if self.text.get(end) == Some(&b'x')
                    && let Some(byte) = self.hex(end + 1, 2)
                {
                    (self.rest[0], self.left, self.place, self.at) = (byte as u8, 1, (start, end + 3), end + 3);
                } else if self.is_closed_up && matches!(self.text.get(end), Some(b'n' | b'r' | b't')) {
                    self.at = end + 1;
                } else {
                    let Some(&byte) = self.text.get(end) else {
                        self.at = end;
                        return;
                    };
                    if matches!(byte, b'%' | b'&') {
                        self.at = end;
                        return;
                    }
                    (self.rest[0], self.left, self.place, self.at) = (byte, 1, (start, end + 1), end + 1);
                }
            }
            b'%' => {
                let mut end = start + 1;
                while self.text[end..].starts_with(b"25") {
                    end += 2;
                }
                match self.hex(end, 2) {
                    Some(byte) => (self.rest[0], end) = (byte as u8, end + 2),
                    None => self.rest[0] = b'%',
                }
                (self.left, self.place, self.at) = (1, (start, end), end);
            }
            _ => {
                let mut end = start + 1;
                while self.text[end..].starts_with(b"amp;") {
                    end += 4;
                }
                match self.entity(end) {
                    Some((code, end)) => self.character(code, start, end),
                    None => self.character(u32::from(b'&'), start, end),
                }
            }
        }
        // A backslash and a NUL count as little when they are escaped themselves.
        if self.left == 1 && self.is_left_out(self.rest[0]) {
            self.left = 0;
        }
    }

    fn is_left_out(&self, byte: u8) -> bool {
        matches!(byte, b'\\' | 0) || self.is_closed_up && is_gap(byte)
    }

    fn backslashes(&self, at: usize) -> usize {
        at + self.text[at..].iter().take_while(|byte| **byte == b'\\').count()
    }

    /// The code point of a code unit, and of the one that follows at `at` where the two are a pair.
    fn paired(&self, unit: u32, at: usize) -> (u32, usize) {
        if (0xD800..0xDC00).contains(&unit) {
            let next = self.backslashes(at);
            if next > at
                && self.text.get(next) == Some(&b'u')
                && let Some(low @ 0xDC00..0xE000) = self.hex(next + 1, 4)
            {
                return (0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), next + 5);
            }
        }
        (unit, at)
    }

    /// What an entity stands for, behind its ampersand, and where it ends.
    fn entity(&self, at: usize) -> Option<(u32, usize)> {
        let rest = &self.text[at..];
        if let Some((name, byte)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
            return Some((u32::from(*byte), at + name.len()));
        }
        let digits = rest.strip_prefix(b"#")?;
        let (radix, digits, begin) = match digits.first()? {
            b'x' | b'X' => (16, &digits[1..], at + 2),
            _ => (10, digits, at + 1),
        };
        let length = digits.iter().take(8).position(|byte| *byte == b';')?;
        let code = u32::from_str_radix(std::str::from_utf8(&digits[..length]).ok()?, radix).ok()?;
        Some((code, begin + length + 1))
    }
}

impl Iterator for Escaped<'_> {
    type Item = Read;

    fn next(&mut self) -> Option<Read> {
        loop {
            if self.left > 0 {
                self.left -= 1;
                return Some(Read { byte: folded(self.rest[self.left]), start: self.place.0, end: self.place.1 });
            }
            let byte = *self.text.get(self.at)?;
            if !matches!(byte, b'\\' | b'%' | b'&') {
                self.at += 1;
                if self.is_left_out(byte) {
                    continue;
                }
                return Some(Read { byte: folded(byte), start: self.at - 1, end: self.at });
            }
            self.escape();
        }
    }
}

/// What breaks a long text into lines, and sets the bytes of hex apart.
pub fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'+' | b'\t' | b'\r' | b'\n' | b':' | b'-')
}

pub fn folded(byte: u8) -> u8 {
    match byte {
        b'+' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}
