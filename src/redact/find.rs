//! Find secrets in a text, in any form.
//!
//! The text is compared with the secrets byte by byte, with all escapes of both undone. So all ways to write a character are the same,
//! also mixed ones. The search is Knuth, Morris and Pratt's, which reads each byte of the text once.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;
use zeroize::Zeroizing;

use super::escape::{Unescaped, UnescapedByte, is_separator, normalized};

/// Shorter secrets are not removed.
pub(crate) const MIN_LENGTH: usize = 4;

/// Shorter secrets are removed only as whole words. The shortest token of the API has 30 characters.
pub(crate) const MIN_SUBSTRING: usize = 8;

/// Finds a set of secrets.
pub(crate) struct Finder {
    /// The secrets as they are.
    plain: Vec<Zeroizing<Vec<u8>>>,
    /// Their encodings, to be found in the unescaped text.
    unescaped: PatternSet,
    /// The same without separators, to be found in the unescaped text without separators.
    compact: PatternSet,
}

/// Finds several patterns in one pass over a text.
struct PatternSet {
    patterns: Vec<Pattern>,
    /// Hashes of the first [`MIN_SUBSTRING`] bytes of each pattern. Patterns are compared only where one of the hashes occurs.
    prefix_hashes: Box<[bool; HASHES]>,
    /// The length of the longest pattern, rounded up to a power of two.
    max_length: usize,
}

struct Pattern {
    bytes: Zeroizing<Vec<u8>>,
    /// The failure function: how many bytes of the pattern still match when the byte after so many does not.
    failure: Vec<u32>,
}

const HASHES: usize = 4096;

fn hash(window: u64) -> usize {
    (window.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize
}

impl Finder {
    /// A finder of `secrets`, none of which is shorter than [`MIN_LENGTH`].
    pub(crate) fn new<'a>(secrets: impl Iterator<Item = &'a str>) -> Self {
        let mut plain = Vec::new();
        let (mut unescaped, mut compact) = (Encodings::default(), Encodings::default());
        for secret in secrets {
            plain.push(Zeroizing::new(secret.as_bytes().to_vec()));
            if secret.len() < MIN_SUBSTRING {
                continue;
            }
            for encoding in encodings(secret) {
                compact.add(collect(encoding.len(), encoding.iter().copied().filter(|byte| !is_separator(*byte))));
                unescaped.add(encoding);
            }
        }
        Self { plain, unescaped: PatternSet::new(unescaped), compact: PatternSet::new(compact) }
    }

    /// The ranges of `text` that hold a secret, in order and without overlaps.
    pub(crate) fn ranges(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if text.len() < MIN_LENGTH {
            return found;
        }
        for secret in &self.plain {
            let length = secret.len();
            let all = memmem::find_iter(text.as_bytes(), &**secret).map(|start| (start, start + length));
            found.extend(all.filter(|range| length >= MIN_SUBSTRING || is_word(text.as_bytes(), *range)));
        }
        if text.len() >= MIN_SUBSTRING {
            self.unescaped.find(Unescaped::new(text), text.len(), &mut found);
            self.compact.find(Unescaped::without_separators(text), text.len(), &mut found);
        }
        merged(found)
    }
}

/// Encodings of secrets, without duplicates.
#[derive(Default)]
struct Encodings(Vec<Zeroizing<Vec<u8>>>);

impl Encodings {
    fn add(&mut self, encoding: Zeroizing<Vec<u8>>) {
        if encoding.len() >= MIN_SUBSTRING && !self.0.contains(&encoding) {
            self.0.push(encoding);
        }
    }
}

impl PatternSet {
    fn new(Encodings(encodings): Encodings) -> Self {
        let mut prefix_hashes = Box::new([false; HASHES]);
        for encoding in &encodings {
            prefix_hashes[hash(encoding[..MIN_SUBSTRING].iter().fold(0, |window, byte| window << 8 | u64::from(*byte)))] = true;
        }
        let max_length = encodings.iter().map(|encoding| encoding.len()).max().unwrap_or(1).next_power_of_two();
        Self { patterns: encodings.into_iter().map(Pattern::new).collect(), prefix_hashes, max_length }
    }

    /// Adds to `found` the ranges of the patterns in a text of `length` bytes.
    fn find(&self, text: Unescaped<'_>, length: usize, found: &mut Vec<(usize, usize)>) {
        if self.patterns.is_empty() {
            return;
        }
        // The positions of the last bytes, as many as a pattern can have.
        let mut starts = vec![0; self.max_length.min(length.next_power_of_two())];
        let mask = starts.len() - 1;
        let mut matched: Vec<u32> = vec![0; self.patterns.len()];
        let (mut window, mut is_active) = (0_u64, false);
        for (count, UnescapedByte { byte, start, end }) in text.enumerate() {
            starts[count & mask] = start;
            window = window << 8 | u64::from(byte);
            if is_active {
                is_active = false;
                for (pattern, matched) in self.patterns.iter().zip(&mut matched) {
                    if pattern.step(matched, byte) {
                        let first = count + 1 - pattern.bytes.len();
                        add(found, (starts[first & mask], end));
                    }
                    is_active |= *matched as usize >= MIN_SUBSTRING;
                }
            } else if self.prefix_hashes[hash(window)] {
                for (pattern, matched) in self.patterns.iter().zip(&mut matched) {
                    *matched = 0;
                    for byte in window.to_be_bytes() {
                        if pattern.step(matched, byte) && count + 1 >= pattern.bytes.len() {
                            let first = count + 1 - pattern.bytes.len();
                            add(found, (starts[first & mask], end));
                        }
                    }
                    is_active |= *matched as usize >= MIN_SUBSTRING;
                }
            }
        }
    }
}

impl Pattern {
    fn new(bytes: Zeroizing<Vec<u8>>) -> Self {
        let mut failure = vec![0_u32; bytes.len() + 1];
        let mut matched = 0;
        for at in 1..bytes.len() {
            while matched > 0 && bytes[matched as usize] != bytes[at] {
                matched = failure[matched as usize];
            }
            matched += u32::from(bytes[matched as usize] == bytes[at]);
            failure[at + 1] = matched;
        }
        Self { bytes, failure }
    }

    /// Takes the next byte of the text after `matched` bytes of the pattern, and returns whether the pattern is complete.
    fn step(&self, matched: &mut u32, byte: u8) -> bool {
        if *matched as usize == self.bytes.len() {
            *matched = self.failure[*matched as usize];
        }
        while *matched > 0 && self.bytes[*matched as usize] != byte {
            *matched = self.failure[*matched as usize];
        }
        *matched += u32::from(self.bytes[*matched as usize] == byte);
        *matched as usize == self.bytes.len()
    }
}

/// Adds a range. It is merged with the last one if they touch, so a text that repeats a secret does not need a list of its length.
fn add(found: &mut Vec<(usize, usize)>, (start, end): (usize, usize)) {
    match found.last_mut() {
        Some(last) if start <= last.1 && start >= last.0 => last.1 = last.1.max(end),
        _ => found.push((start, end)),
    }
}

/// Whether there is no letter, digit or underscore directly before and after the range.
fn is_word(text: &[u8], (start, end): (usize, usize)) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80);
    !is_part(start.checked_sub(1).and_then(|before| text.get(before))) && !is_part(text.get(end))
}

fn merged(mut found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::with_capacity(found.len());
    for range in found {
        add(&mut merged, range);
    }
    merged
}

/// The forms that `secret` may have in a text whose escapes are undone.
fn encodings(secret: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut encodings = Vec::new();
    let mut texts = vec![Zeroizing::new(secret.to_owned())];
    if !secret.is_ascii() {
        // UTF-8 that was decoded as Latin-1, and Latin-1 that was decoded as UTF-8. Not by `latin1`: these buffers are wiped.
        let latin1 = collect(secret.len(), secret.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')));
        let mut as_latin1 = Zeroizing::new(String::with_capacity(2 * secret.len()));
        as_latin1.extend(secret.bytes().map(char::from));
        texts.push(as_latin1);
        texts.push(Zeroizing::new(String::from_utf8_lossy(&latin1).into_owned()));
    }
    for text in texts {
        encodings.push(unescaped(&text));
        // A secret that looks like an escape, each of whose characters was escaped.
        encodings.push(collect(text.len(), text.bytes().filter(|byte| *byte != b'\\').map(normalized)));
    }
    let mut hex = Zeroizing::new(vec![0; 2 * secret.len()]);
    hex::encode_to_slice(secret, &mut hex).expect("a byte has two digits");
    encodings.push(hex);
    // A list of bytes, as Node writes a Buffer as JSON.
    let mut list = Zeroizing::new(String::with_capacity(4 * secret.len()));
    for byte in secret.bytes() {
        let mut number = itoa::Buffer::new();
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(number.format(byte));
    }
    encodings.push(collect(list.len(), list.bytes()));
    for shift in 0..3 {
        let shifted = collect(shift + secret.len(), std::iter::repeat_n(0, shift).chain(secret.bytes()));
        // The characters of base64 that depend only on the secret, for each of the three positions it can start at.
        let own = (shift * 8).div_ceil(6)..shifted.len() * 8 / 6;
        encodings.push(unescaped(&Zeroizing::new(STANDARD_NO_PAD.encode(&*shifted))[own.clone()]));
        encodings.push(unescaped(&Zeroizing::new(URL_SAFE_NO_PAD.encode(&*shifted))[own]));
    }
    encodings
}

fn unescaped(text: &str) -> Zeroizing<Vec<u8>> {
    collect(text.len(), Unescaped::new(text).map(|unescaped| unescaped.byte))
}

/// At most `max` bytes. The capacity is fixed, since a vector that grows leaves copies of the secret behind.
fn collect(max: usize, bytes: impl Iterator<Item = u8>) -> Zeroizing<Vec<u8>> {
    let mut all = Zeroizing::new(Vec::with_capacity(max));
    all.extend(bytes);
    all
}
