//! Skip and compare bytes, eight at a time where that pays (SWAR: SIMD within a register).

/// The first offset from `at` on that holds no white space (RFC 8259, section 2).
#[inline]
pub(crate) fn skip_whitespace(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = bytes.get(at) {
        at += 1;
    }
    at
}

#[inline]
fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}

/// Whether two names are equal. Names are short: overlapping loads are faster than a call of `memcmp`.
#[inline]
pub(crate) fn names_equal(a: &[u8], b: &[u8]) -> bool {
    let len = a.len();
    if len != b.len() {
        return false;
    }
    match len {
        0 => true,
        1..8 => a[0] == b[0] && a.iter().zip(b).skip(1).all(|(a, b)| a == b),
        8..=16 => word(a, 0) == word(b, 0) && word(a, len - 8) == word(b, len - 8),
        _ => word(a, 0) == word(b, 0) && word(a, 8) == word(b, 8) && a[16..] == b[16..],
    }
}

/// How many bytes at the start of `bytes` are neither quote, backslash nor control character.
#[inline]
pub(crate) fn plain_prefix_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while bytes.len() - at >= 8 {
        let found = mark_special(word(bytes, at));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    at + bytes[at..].iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f)).count()
}

/// Sets the high bit of each quote, backslash and control character. A byte below 0x20, or one that is 0 after the XOR, borrows
/// into its own high bit. Borrows run upwards, so only the lowest bit that is set can be relied on.
#[inline]
fn mark_special(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (zero(word ^ (ONES * u64::from(b'"'))) | zero(word ^ (ONES * u64::from(b'\\'))) | control) & (ONES << 7)
}
