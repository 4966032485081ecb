//! Where secrets stand in a text, in whatever form.
//!
//! The text is read with its escapes undone, byte by byte, and compared with secrets that were read in the same way. Each
//! form that a writer may choose for a character is so one and the same, and mixed forms are, too. Secrets are told
//! by Knuth, Morris and Pratt's automaton, which never goes back in the text.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;
use zeroize::Zeroizing;

use super::escape::{Escaped, Read, folded, is_gap};
use super::{LEAST, WHOLE};

/// Looks for a set of secrets.
pub struct Finder {
    /// As they are.
    plain: Vec<Zeroizing<Vec<u8>>>,
    /// As they are once escapes have been undone, and within base64 and hex.
    written: Patterns,
    /// The same where lines are broken and bytes set apart.
    closed_up: Patterns,
}

/// Looks for patterns in one reading of a text.
struct Patterns {
    all: Vec<Pattern>,
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
        let (mut written, mut closed_up) = (Forms::default(), Forms::default());
        for secret in secrets {
            plain.push(Zeroizing::new(secret.as_bytes().to_vec()));
            if secret.len() < WHOLE {
                continue;
            }
            for form in forms_of(secret) {
                closed_up.add(of_length(form.len(), form.iter().copied().filter(|byte| !is_gap(*byte))));
                written.add(form);
            }
        }
        Self { plain, written: Patterns::new(written), closed_up: Patterns::new(closed_up) }
    }

    /// Where in `text` secrets stand, in order, without overlaps.
    pub fn ranges(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        if text.len() < LEAST {
            return found;
        }
        for secret in &self.plain {
            let length = secret.len();
            let all = memmem::find_iter(text.as_bytes(), &**secret).map(|start| (start, start + length));
            found.extend(all.filter(|range| length >= WHOLE || is_word(text.as_bytes(), *range)));
        }
        if text.len() >= WHOLE {
            self.written.ranges_into(Escaped::of(text), text.len(), &mut found);
            self.closed_up.ranges_into(Escaped::closed_up(text), text.len(), &mut found);
        }
        merged(found)
    }
}

/// Patterns to be, each once.
#[derive(Default)]
struct Forms(Vec<Zeroizing<Vec<u8>>>);

impl Forms {
    fn add(&mut self, form: Zeroizing<Vec<u8>>) {
        if form.len() >= WHOLE && !self.0.contains(&form) {
            self.0.push(form);
        }
    }
}

impl Patterns {
    fn new(Forms(forms): Forms) -> Self {
        let mut begins = Box::new([false; HASHES]);
        for form in &forms {
            begins[hash(form[..WHOLE].iter().fold(0, |window, byte| window << 8 | u64::from(*byte)))] = true;
        }
        let longest = forms.iter().map(|form| form.len()).max().unwrap_or(1).next_power_of_two();
        Self { all: forms.into_iter().map(Pattern::new).collect(), begins, longest }
    }

    /// Adds where patterns stand in a text of `length` bytes.
    fn ranges_into(&self, text: Escaped<'_>, length: usize, found: &mut Vec<(usize, usize)>) {
        if self.all.is_empty() {
            return;
        }
        // Where the last bytes were written, as many as a pattern may have.
        let mut starts = vec![0; self.longest.min(length.next_power_of_two())];
        let mask = starts.len() - 1;
        let mut stands: Vec<u32> = vec![0; self.all.len()];
        let (mut window, mut awake) = (0_u64, false);
        for (count, Read { byte, start, end }) in text.enumerate() {
            starts[count & mask] = start;
            window = window << 8 | u64::from(byte);
            if awake {
                awake = false;
                for (pattern, stand) in self.all.iter().zip(&mut stands) {
                    if pattern.step(stand, byte) {
                        let first = count + 1 - pattern.bytes.len();
                        add(found, (starts[first & mask], end));
                    }
                    awake |= *stand as usize >= WHOLE;
                }
            } else if self.begins[hash(window)] {
                for (pattern, stand) in self.all.iter().zip(&mut stands) {
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
    for range in found {
        add(&mut merged, range);
    }
    merged
}

/// How `secret` may stand in a text whose escapes have been undone.
fn forms_of(secret: &str) -> Vec<Zeroizing<Vec<u8>>> {
    let mut forms = Vec::new();
    let mut written = vec![Zeroizing::new(secret.to_owned())];
    if !secret.is_ascii() {
        // Bytes of UTF-8 that were taken for Latin-1, and bytes of Latin-1 that were taken for UTF-8.
        let latin1 = of_length(secret.len(), secret.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')));
        let mut as_latin1 = Zeroizing::new(String::with_capacity(2 * secret.len()));
        as_latin1.extend(secret.bytes().map(char::from));
        written.push(as_latin1);
        written.push(Zeroizing::new(String::from_utf8_lossy(&latin1).into_owned()));
    }
    for text in written {
        forms.push(unescaped(&text));
        // One that looks like an escape itself, once each of its characters was written as one.
        forms.push(of_length(text.len(), text.bytes().filter(|byte| *byte != b'\\').map(folded)));
    }
    let digits = secret.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    forms.push(of_length(2 * secret.len(), digits.map(|digit| b"0123456789abcdef"[usize::from(digit)])));
    // A list of bytes, as Node writes a Buffer in JSON.
    let mut list = Zeroizing::new(String::with_capacity(4 * secret.len()));
    for byte in secret.bytes() {
        let mut number = itoa::Buffer::new();
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(number.format(byte));
    }
    forms.push(of_length(list.len(), list.bytes()));
    for shift in 0..3 {
        let shifted = of_length(shift + secret.len(), std::iter::repeat_n(0, shift).chain(secret.bytes()));
        // The characters that depend on nothing but the secret, wherever in base64 it begins.
        let own = (shift * 8).div_ceil(6)..shifted.len() * 8 / 6;
        forms.push(unescaped(&Zeroizing::new(STANDARD_NO_PAD.encode(&*shifted))[own.clone()]));
        forms.push(unescaped(&Zeroizing::new(URL_SAFE_NO_PAD.encode(&*shifted))[own]));
    }
    forms
}

fn unescaped(text: &str) -> Zeroizing<Vec<u8>> {
    of_length(text.len(), Escaped::of(text).map(|read| read.byte))
}

/// At most `most` bytes, in one place: one that grew would leave a copy behind.
fn of_length(most: usize, bytes: impl Iterator<Item = u8>) -> Zeroizing<Vec<u8>> {
    let mut all = Zeroizing::new(Vec::with_capacity(most));
    all.extend(bytes);
    all
}
