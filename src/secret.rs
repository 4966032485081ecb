//! A string that is not shown by accident.
//!
//! It prints `[redacted]`, has no `Display` and is zeroized when it is dropped. [`Secret::expose`] is the only way to read
//! it, so a search finds every use.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use subtle::ConstantTimeEq as _;
use zeroize::{Zeroize, Zeroizing};

/// A client secret, a token, or another text that must not be printed. Cheap to clone, since the bytes are shared.
#[derive(Clone)]
pub(crate) struct Secret(Arc<SecretString>);

impl Secret {
    /// Takes ownership of the string. Its bytes are wiped when the last clone is dropped.
    pub(crate) fn new(mut value: String) -> Self {
        // A string with spare capacity would be reallocated, and the old allocation would not be wiped.
        let exact = if value.capacity() == value.len() { SecretString::from(value) } else { wiped_copy(&mut value) };
        Self(Arc::new(exact))
    }

    /// The secret itself. Every use deserves a look in review.
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

fn wiped_copy(value: &mut String) -> SecretString {
    let copy = SecretString::from(value.as_str());
    value.zeroize();
    copy
}

/// JSON that may hold a secret. Its strings are wiped when it is dropped.
#[derive(Default)]
pub(crate) struct SecretJson(pub Value);

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

/// Runs `work`, which hashes a secret, and then overwrites the stack that it used. Hash functions leave the last bytes of
/// their input there.
#[inline(never)]
pub(crate) fn off_the_stack<T>(work: impl FnOnce() -> T) -> T {
    let done = on_own_frame(work);
    overwrite_stack();
    done
}

#[inline(never)]
fn on_own_frame<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn overwrite_stack() {
    std::hint::black_box([0_u8; 4096]).zeroize();
}

/// The same as [`off_the_stack`] for work that needs more of the stack, such as a signature.
#[inline(never)]
pub(crate) fn off_the_deep_stack<T>(work: impl FnOnce() -> T) -> T {
    let done = on_own_frame(work);
    overwrite_deep_stack();
    done
}

#[inline(never)]
fn overwrite_deep_stack() {
    std::hint::black_box([0_u64; 2048]).zeroize();
}

/// `text` as a JSON string. The buffer has the right size from the start: one that grows leaves copies behind.
pub(crate) fn quoted(text: &str) -> Zeroizing<String> {
    // A byte becomes at most six, as in "\u0000".
    let mut quoted = Vec::with_capacity(2 + 6 * text.len());
    serde_json::to_writer(&mut quoted, text).expect("a string can always be written as JSON");
    Zeroizing::new(String::from_utf8(quoted).expect("JSON is UTF-8"))
}

impl PartialEq for Secret {
    /// Takes the same time for all secrets of the same length.
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
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
