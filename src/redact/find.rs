//! Where secrets stand in a text, in whatever form.
//!
//! The text is read with its escapes undone, byte by byte, and compared with secrets that were read in the same way. Each
//! form that a writer may choose for a character is so one and the same, and mixed forms are, too. Secrets are told
//! by Knuth, Morris and Pratt's automaton, which never goes back in the text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;
use zeroize::Zeroizing;

use super::{LEAST, WHOLE};

/// Characters that HTML writers give a name.
const NAMED: [(&[u8], u8); 7] =
    [(b"quot;", b'"'), (b"apos;", b'\''), (b"lt;", b'<'), (b"gt;", b'>'), (b"sol;", b'/'), (b"plus;", b'+'), (b"equals;", b'=')];

/// Looks for a set of secrets.
pub struct Finder {
    /// As they are.
    plain: Vec<memmem::Finder<'static>>,
    /// As they are once escapes have been undone, and within base64.
    patterns: Vec<Pattern>,
    /// Hashes of the first [`WHOLE`] bytes of each pattern: where none of them ends, no pattern can have begun.
    begins: Box<[bool; HASHES]>,
    /// A power of two that is no less than the longest pattern.
    longest: usize,
}

struct Pattern {
    bytes: Zeroizing<Vec<u8>>,
    /// How much of the pattern still stands when its next byte does not come.
    falls: Vec<u32>,
}

const HASHES: usize = 4096;

fn hash(window: u64) -> usize {
    (window.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

impl Finder {
    /// One that looks for `secrets`, none of which is shorter than [`LEAST`].
    pub fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut plain = Vec::new();
        let mut forms: Vec<Zeroizing<Vec<u8>>> = Vec::new();
        for secret in secrets {
            plain.push(memmem::Finder::new(secret.as_bytes()).into_owned());
            if secret.len() < WHOLE {
                continue;
            }
            let mut add = |form: Zeroizing<Vec<u8>>| {
                if form.len() >= WHOLE && !forms.contains(&form) {
                    forms.push(form);
                }
            };
            add(unescaped(secret));
            // A secret that looks like an escape itself, once each of its characters was written as one.
            add(Zeroizing::new(secret.bytes().filter(|byte| *byte != b'\\').map(folded).collect()));
            if !secret.is_ascii() {
                // Bytes of UTF-8 that were taken for Latin-1.
                add(unescaped(&secret.bytes().map(char::from).collect::<String>()));
            }
            for shift in 0..3 {
                let mut shifted = Zeroizing::new(vec![0; shift]);
                shifted.extend_from_slice(secret.as_bytes());
                // The characters that depend on nothing but the secret, wherever in base64 it begins.
                let own = (shift * 8).div_ceil(6)..shifted.len() * 8 / 6;
                add(unescaped(&Zeroizing::new(STANDARD_NO_PAD.encode(&*shifted))[own.clone()]));
                add(unescaped(&Zeroizing::new(URL_SAFE_NO_PAD.encode(&*shifted))[own]));
            }
        }
        let mut begins = Box::new([false; HASHES]);
        for form in &forms {
            begins[hash(form[..WHOLE].iter().fold(0, |window, byte| window << 8 | u64::from(*byte)))] = true;
        }
        let longest = forms.iter().map(|form| form.len()).max().unwrap_or(1).next_power_of_two();
        Self { plain, patterns: forms.into_iter().map(Pattern::new).collect(), begins, longest }
    }

    /// Where in `text` secrets stand, in order, without overlaps.
    pub fn ranges(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if text.len() < LEAST {
            return found;
        }
        for finder in &self.plain {
            let length = finder.needle().len();
            let all = finder.find_iter(text.as_bytes()).map(|start| (start, start + length));
            found.extend(all.filter(|range| length >= WHOLE || is_word(text.as_bytes(), *range)));
        }
        if !self.patterns.is_empty() && text.len() >= WHOLE {
            self.escaped_into(text, &mut found);
        }
        merged(found)
    }

    fn escaped_into(&self, text: &str, found: &mut Vec<(usize, usize)>) {
        // Where the last bytes were written, as many as a pattern may have.
        let mut starts = vec![0; self.longest.min(text.len().next_power_of_two())];
        let mask = starts.len() - 1;
        let mut stands: Vec<u32> = vec![0; self.patterns.len()];
        let (mut window, mut awake) = (0_u64, false);
        for (count, Read { byte, start, end }) in Escaped::of(text).enumerate() {
            starts[count & mask] = start;
            window = window << 8 | u64::from(byte);
            if awake {
                awake = false;
                for (pattern, stand) in self.patterns.iter().zip(&mut stands) {
                    if pattern.step(stand, byte) {
                        let first = count + 1 - pattern.bytes.len();
                        add(found, (starts[first & mask], end));
                    }
                    awake |= *stand as usize >= WHOLE;
                }
            } else if self.begins[hash(window)] {
                for (pattern, stand) in self.patterns.iter().zip(&mut stands) {
                    *stand = 0;
                    for byte in window.to_be_bytes() {
                        if pattern.step(stand, byte) && count + 1 >= pattern.bytes.len() {
                            let first = count + 1 - pattern.bytes.len();
                            add(found, (starts[first & mask], end));
                        }
                    }
                    awake |= *stand as usize >= WHOLE;
                }
            }
        }
    }
}

impl Pattern {
    fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        let mut falls = vec![0_u32; bytes.len() + 1];
        let mut stand = 0;
        for at in 1..bytes.len() {
            while stand > 0 && bytes[stand as usize] != bytes[at] {
                stand = falls[stand as usize];
            }
            stand += u32::from(bytes[stand as usize] == bytes[at]);
            falls[at + 1] = stand;
        }
        Self { bytes, falls }
    }

    /// Takes the next byte; says whether the pattern is complete with it.
    fn step(&self, stand: &mut u32, byte: u8) -> bool {
        if *stand as usize == self.bytes.len() {
            *stand = self.falls[*stand as usize];
        }
        while *stand > 0 && self.bytes[*stand as usize] != byte {
            *stand = self.falls[*stand as usize];
        }
        *stand += u32::from(self.bytes[*stand as usize] == byte);
        *stand as usize == self.bytes.len()
    }
}

/// Adds a range; the last one grows where the two touch, so that a text full of a secret needs no list of its length.
fn add(found: &mut Vec<(usize, usize)>, (start, end): (usize, usize)) {
    match found.last_mut() {
        Some(last) if start <= last.1 && start >= last.0 => last.1 = last.1.max(end),
        _ => found.push((start, end)),
    }
}

/// Whether no letter, digit or underscore touches the range.
fn is_word(text: &[u8], (start, end): (usize, usize)) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80);
    !is_part(start.checked_sub(1).and_then(|before| text.get(before))) && !is_part(text.get(end))
}

fn merged(mut found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(found.len());
    found.into_iter().for_each(|range| add(&mut merged, range));
    merged
}

fn unescaped(text: &str) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(Escaped::of(text).map(|read| read.byte).collect())
}

/// A byte of a text whose escapes are undone, and where in the text it was written.
struct Read {
    byte: u8,
    start: usize,
    end: usize,
}

/// Reads a text with its escapes undone: `\u0041`, `%41`, `&#65;`, also where they were escaped again. Case is folded; a
/// plus is a space, as in forms; backslashes are left out, whatever their number.
struct Escaped<'t> {
    text: &'t [u8],
    at: usize,
    /// The rest of a character of several bytes, and where it was written.
    rest: [u8; 4],
    left: usize,
    place: (usize, usize),
}

impl<'t> Escaped<'t> {
    fn of(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, rest: [0; 4], left: 0, place: (0, 0) }
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
        // A backslash counts as little when it is escaped itself.
        if self.left == 1 && self.rest[0] == b'\\' {
            self.left = 0;
        }
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
                return Some(Read { byte: folded(byte), start: self.at - 1, end: self.at });
            }
            self.escape();
        }
    }
}

fn folded(byte: u8) -> u8 {
    match byte {
        b'+' => b' ',
        byte => byte.to_ascii_lowercase(),
    }
}
