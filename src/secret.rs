//! A string nobody may read by accident.
//!
//! It prints `[redacted]`, has no `Display`, is zeroized when dropped, and [`Secret::expose`] is its
//! only door, so one search finds every use.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use zeroize::{Zeroize, Zeroizing};

/// A client secret, a token, or anything else that must not be printed. Cheap to clone: the bytes are shared.
#[derive(Clone)]
pub struct Secret(Arc<SecretString>);

impl Secret {
    /// Takes the string over; the bytes are wiped when the last clone is dropped.
    pub fn new(mut value: String) -> Self {
        // A text with room to spare would be moved to a smaller place, and what it leaves behind is not wiped.
        let exact = if value.capacity() == value.len() { SecretString::from(value) } else { wiped_copy(&mut value) };
        Self(Arc::new(exact))
    }

    /// The bytes themselves. Every call is a place to look at in a review.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

fn wiped_copy(value: &mut String) -> SecretString {
    let copy = SecretString::from(value.as_str());
    value.zeroize();
    copy
}

/// JSON that may hold a secret: its texts are wiped when it is dropped.
#[derive(Default)]
pub struct SecretJson(pub Value);

impl Drop for SecretJson {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(list) => list.iter_mut().for_each(wipe),
        Value::Object(map) => map.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What `work` gives, which hashes a secret: hash functions keep the last bytes they are given on the stack, where they would
/// stay until something else is put over them.
#[inline(never)]
pub fn off_the_stack<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    overwrite();
    done
}

#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite() {
    std::hint::black_box([0_u8; 4096]).zeroize();
}

/// `text` as a JSON string. It is written where it stays: a buffer that grows leaves copies behind.
pub fn quoted(text: &str) -> Zeroizing<String> {
    // Each byte becomes six at most, as in "\u0000".
    let mut quoted = Vec::with_capacity(2 + 6 * text.len());
    serde_json::to_writer(&mut quoted, text).expect("a text can always be written as JSON");
    Zeroizing::new(String::from_utf8(quoted).expect("JSON is UTF-8"))
}

impl PartialEq for Secret {
    /// In constant time for equal lengths: a secret is never compared byte by byte.
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.expose().as_bytes(), other.expose().as_bytes());
        a.len() == b.len() && a.iter().zip(b).fold(0, |diff, (x, y)| diff | (x ^ y)) == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_redacted() {
        let secret = Secret::new("hunter2".into());
        assert_eq!(format!("{secret:?}"), "[redacted]");
        assert_eq!(format!("{:#?}", Some(&secret)), "Some(\n    [redacted],\n)");
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn a_secret_in_json_is_escaped() {
        assert_eq!(*quoted("a\"\\\n\u{1}é"), r#""a\"\\\n\u0001é""#);
        assert_eq!(Secret::new(String::with_capacity(9) + "ab"), Secret::new("ab".into()));
    }

    #[test]
    fn equal_bytes_are_equal_secrets() {
        assert_eq!(Secret::new("a".into()), Secret::new("a".into()));
        assert_ne!(Secret::new("a".into()), Secret::new("b".into()));
        assert_ne!(Secret::new("a".into()), Secret::new("ab".into()));
    }
}
