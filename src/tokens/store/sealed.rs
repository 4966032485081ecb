//! Entries as a store keeps them: encrypted and authenticated.
//!
//! The key of the seal is derived (HKDF-SHA256, RFC 5869) from the client's secret or private key and bound to token endpoint, client id
//! and scopes. So is the name of the entry. A reader of the store learns neither token nor secret nor client id. A changed
//! entry is detected, and after the secret was rotated old entries are not found.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::{aead, hkdf, rand::SecureRandom};
use zeroize::Zeroizing;

use super::super::clock::millis;
use super::super::scopes::Scopes;
use crate::secret::{Secret, off_the_stack};

const VERSION: &[u8] = b"pipedream-native token v1";
const NONCE: usize = aead::NONCE_LEN;

/// A stored token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The token.
    pub token: Secret,
    /// When its request began, since 1970.
    pub requested_at: Duration,
    /// How long it lives, counted from `requested_at`.
    pub lifetime: Duration,
}

/// Encrypts and decrypts the entries of one client.
pub(crate) struct Seal {
    key: aead::LessSafeKey,
    name: String,
}

struct Length(usize);

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

impl Seal {
    /// The seal of a client. `secret` is its secret, or the text of its private key.
    pub(crate) fn new(token_url: &str, client_id: &Secret, scopes: &Scopes, secret: &str) -> Self {
        let source = off_the_stack(|| hkdf::Salt::new(hkdf::HKDF_SHA256, VERSION).extract(secret.as_bytes()));
        let context = Zeroizing::new(format!("{token_url}\0{}\0{}", client_id.expose(), scopes.canonical()));
        let derive = |purpose: &[u8], out: &mut [u8]| {
            let info = [context.as_bytes(), b"\0", purpose];
            source.expand(&info, Length(out.len())).and_then(|key| key.fill(out)).expect("32 bytes can be derived");
        };
        let (mut key, mut name) = (Zeroizing::new([0; 32]), [0; 16]);
        derive(b"key", &mut *key);
        derive(b"name", &mut name);
        let key = aead::UnboundKey::new(&aead::CHACHA20_POLY1305, &*key).expect("the key has 32 bytes");
        Self { key: aead::LessSafeKey::new(key), name: hex::encode(name) }
    }

    /// The name of the entry. It reveals nothing about the client.
    pub(crate) fn name(&self) -> String {
        format!("pipedream-native:{}", self.name)
    }

    /// The entry as the store keeps it: base64 of a nonce, the ciphertext and its tag. `None` without entropy.
    pub(crate) fn seal(&self, entry: &Entry) -> Option<Vec<u8>> {
        // Two times in milliseconds, then the token.
        let times = [millis(entry.requested_at).to_le_bytes(), millis(entry.lifetime).to_le_bytes()].concat();
        let mut bytes = Zeroizing::new([&times, entry.token.expose().as_bytes()].concat());
        let mut nonce = [0; NONCE];
        ring::rand::SystemRandom::new().fill(&mut nonce).ok()?;
        let unique = aead::Nonce::assume_unique_for_key(nonce);
        let tag = self.key.seal_in_place_separate_tag(unique, aead::Aad::from(VERSION), &mut bytes).ok()?;
        let sealed: Vec<u8> = [&nonce, bytes.as_slice(), tag.as_ref()].concat();
        Some(STANDARD.encode(sealed).into_bytes())
    }

    /// The entry that was sealed. `None` for anything else.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Entry> {
        let mut sealed = Zeroizing::new(STANDARD.decode(sealed).ok()?);
        if sealed.len() < NONCE {
            return None;
        }
        let (nonce, sealed) = sealed.split_at_mut(NONCE);
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let plain = self.key.open_in_place(nonce, aead::Aad::from(VERSION), sealed).ok()?;
        let (requested_at, rest) = plain.split_first_chunk::<8>()?;
        let (lifetime, token) = rest.split_first_chunk::<8>()?;
        let duration = |bytes: &[u8; 8]| Duration::from_millis(u64::from_le_bytes(*bytes));
        let token = Secret::new(String::from_utf8(token.to_vec()).ok()?);
        Some(Entry { token, requested_at: duration(requested_at), lifetime: duration(lifetime) })
    }
}
