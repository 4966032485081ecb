//! Iterate over the bytes of a text with all escapes undone.
//!
//! Guarantee: the work is linear. Each character is read once, or twice if it looks like an escape and is none.

/// The named entities that are undone.
const NAMED: [(&[u8], u8); 7] =
    [(b"quot;", b'"'), (b"apos;", b'\''), (b"lt;", b'<'), (b"gt;", b'>'), (b"sol;", b'/'), (b"plus;", b'+'), (b"equals;", b'=')];

/// A byte of the unescaped text, and the range of the text that stands for it.
pub(crate) struct UnescapedByte {
    /// The byte, normalized.
    pub byte: u8,
    /// Where the range starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The bytes of a text with its escapes undone: `\u0041`, `\x41`, `%41`, `&#65;`, also if they are escaped several times. ASCII is in
/// lower case. A plus is a space, as in forms. Backslashes are skipped, and so are NULs, which UTF-16 is full of.
pub(crate) struct Unescaped<'t> {
    text: &'t [u8],
    /// Whether separators are skipped, too: see [`is_separator`].
    skips_separators: bool,
    at: usize,
    /// The bytes of the current character that are not given yet, in reverse order, their number, and the character's range.
    pending: [u8; 4],
    pending_count: usize,
    range: (usize, usize),
}

impl<'t> Unescaped<'t> {
    /// The bytes of `text`.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), skips_separators: false, at: 0, pending: [0; 4], pending_count: 0, range: (0, 0) }
    }

    /// The bytes of `text` without separators.
    pub(crate) fn without_separators(text: &'t str) -> Self {
        Self { skips_separators: true, ..Self::new(text) }
    }

    /// Sets the current character to `code`, which the range from `start` to `end` stands for. An invalid one becomes a question mark.
    fn character(&mut self, code: u32, start: usize, end: usize) {
        let mut bytes = [0; 4];
        let length = char::from_u32(code).unwrap_or('?').encode_utf8(&mut bytes).len();
        // The last one is given first.
        bytes[..length].reverse();
        (self.pending, self.pending_count, self.range, self.at) = (bytes, length, (start, end), end);
    }

    fn hex(&self, at: usize, length: usize) -> Option<u32> {
        let digits = self.text.get(at..at + length)?;
        digits.iter().try_fold(0, |value, digit| Some(value * 16 + char::from(*digit).to_digit(16)?))
    }

    /// The byte that two hex digits at `at` stand for.
    fn hex_byte(&self, at: usize) -> Option<u8> {
        self.hex(at, 2).and_then(|byte| u8::try_from(byte).ok())
    }

    /// Reads the escape at `at`, or the character there if it starts no escape.
    fn read_escape(&mut self) {
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
                    && let Some(byte) = self.hex_byte(end + 1)
                {
                    (self.pending[0], self.pending_count, self.range, self.at) = (byte, 1, (start, end + 3), end + 3);
                } else if self.skips_separators && matches!(self.text.get(end), Some(b'n' | b'r' | b't')) {
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
                    (self.pending[0], self.pending_count, self.range, self.at) = (byte, 1, (start, end + 1), end + 1);
                }
            }
            b'%' => {
                let mut end = start + 1;
                while self.text[end..].starts_with(b"25") {
                    end += 2;
                }
                match self.hex_byte(end) {
                    Some(byte) => (self.pending[0], end) = (byte, end + 2),
                    None => self.pending[0] = b'%',
                }
                (self.pending_count, self.range, self.at) = (1, (start, end), end);
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
        // An escaped backslash or NUL is skipped, too.
        if self.pending_count == 1 && self.is_skipped(self.pending[0]) {
            self.pending_count = 0;
        }
    }

    fn is_skipped(&self, byte: u8) -> bool {
        matches!(byte, b'\\' | 0) || self.skips_separators && is_separator(byte)
    }

    /// The end of the backslashes at `at`.
    fn backslashes(&self, at: usize) -> usize {
        at + self.text[at..].iter().take_while(|byte| **byte == b'\\').count()
    }

    /// The code point of a UTF-16 code unit, or of it and the one at `at` if they are a surrogate pair, and where it ends.
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

    /// The code point of the entity whose ampersand is before `at`, and where it ends.
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

impl Iterator for Unescaped<'_> {
    type Item = UnescapedByte;

    fn next(&mut self) -> Option<UnescapedByte> {
        loop {
            if self.pending_count > 0 {
                self.pending_count -= 1;
                return Some(UnescapedByte { byte: normalized(self.pending[self.pending_count]), start: self.range.0, end: self.range.1 });
            }
            let byte = *self.text.get(self.at)?;
            if !matches!(byte, b'\\' | b'%' | b'&') {
                self.at += 1;
                if self.is_skipped(byte) {
                    continue;
                }
                return Some(UnescapedByte { byte: normalized(byte), start: self.at - 1, end: self.at });
            }
            self.read_escape();
        }
    }
}

/// Whether `byte` may separate the lines of a long text, or the bytes of hex.
pub(crate) fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'+' | b'\t' | b'\r' | b'\n' | b':' | b'-')
}

/// `byte` in lower case, with a plus as a space.
pub(crate) fn normalized(byte: u8) -> u8 {
    match byte {
        b'+' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}
