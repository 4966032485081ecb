//! A private key, with which a client authenticates instead of a client secret (RFC 7523, `private_key_jwt`).
//!
//! [`parse`] reads the formats that people have, and says what a text is if it cannot be used. [`PrivateKey::canonical`] is one
//! text for one key, whatever format it came in: `tokens` compares keys by it, and derives the seal of stored tokens from it.
//! [`sign_assertion`] makes the signed JWT.

mod assertion;
mod checked;
mod der;
mod jwk;
mod key;
mod pem;
#[cfg(test)]
mod tests;

use crate::secret::Secret;

pub(crate) use assertion::{ASSERTION_TYPE_JSON, Claims, sign_assertion};
pub(crate) use key::{NotUsable, PrivateKey};

/// What [`parse`] accepts, for error messages.
pub(crate) const ALLOWED: &str = "a private key, EC on the curve P-256 or RSA of 2048 to 4096 bits, as PEM (PKCS#8, PKCS#1 or SEC1) or JWK";

/// What is wrong with the keys of a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeysError {
    /// One of the texts is no key that can be used.
    #[error("{what}")]
    NotUsable {
        /// Which one.
        index: usize,
        /// What it is.
        what: NotUsable,
    },
    /// There are several key ids, but another number of keys.
    #[error("keyId must be one key id, or one for each key, got {ids} key ids for {keys} {}", if *.keys == 1 { "key" } else { "keys" })]
    KeyIds {
        /// How many keys there are.
        keys: usize,
        /// How many key ids there are.
        ids: usize,
    },
}

/// The canonical texts of keys. `key_ids` go over those of JWKs: none, one for all keys, or one for each.
pub(crate) fn canonical_keys<'a>(texts: impl ExactSizeIterator<Item = &'a str>, key_ids: &[String]) -> Result<Vec<Secret>, KeysError> {
    let keys = texts.len();
    if key_ids.len() > 1 && key_ids.len() != keys {
        return Err(KeysError::KeyIds { keys, ids: key_ids.len() });
    }
    let one = |(index, text)| {
        let key = parse(text).map_err(|what| KeysError::NotUsable { index, what })?;
        let given = if key_ids.len() == 1 { key_ids.first() } else { key_ids.get(index) };
        let key_id = given.cloned().or_else(|| key.key_id().map(str::to_owned));
        Ok(key.with_key_id(key_id).canonical())
    };
    texts.enumerate().map(one).collect()
}

/// Reads a key: PEM, or a JWK as JSON text. A byte order mark, white space and quotes around it are ignored.
pub(crate) fn parse(text: &str) -> Result<PrivateKey, NotUsable> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // Some loaders of .env files, such as Docker's, keep the quotes.
    let quoted = |quote: char| trimmed.strip_prefix(quote)?.strip_suffix(quote);
    let text = quoted('"').or_else(|| quoted('\'')).unwrap_or(trimmed).trim();
    if text.is_empty() {
        return Err(NotUsable::new("a text without content"));
    }
    let key = if text.starts_with('{') { jwk::parse(text)? } else { pem::parse(text)? };
    checked::check_once(&key.canonical(), || key.check())?;
    Ok(key)
}
