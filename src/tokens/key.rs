//! What makes two tokens different: endpoint, client id, scopes and secrets.
//!
//! Project and environment are not part of the key, because a token is bound to neither. The secrets are part of it only
//! as a keyed fingerprint.

use std::sync::LazyLock;

use ring::hmac;

use super::scopes::Scopes;
use crate::secret::{Secret, off_the_stack};

/// Identifies the manager of a token.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    token_url: String,
    client_id: String,
    scopes: String,
    fingerprint: Fingerprint,
}

impl Key {
    /// The key of these credentials.
    pub(crate) fn new(token_url: &str, client_id: &Secret, scopes: &Scopes, secrets: &[Secret]) -> Self {
        Self {
            token_url: token_url.into(),
            client_id: client_id.expose().into(),
            scopes: scopes.canonical().into(),
            fingerprint: fingerprint(secrets),
        }
    }
}

/// Tells lists of secrets apart and reveals nothing else about them.
pub(crate) type Fingerprint = [u8; 32];

/// The HMAC-SHA256 of `secrets` under a key that this process draws at random.
pub(crate) fn fingerprint(secrets: &[Secret]) -> Fingerprint {
    static KEY: LazyLock<hmac::Key> = LazyLock::new(|| {
        hmac::Key::generate(hmac::HMAC_SHA256, &ring::rand::SystemRandom::new()).expect("the operating system has entropy")
    });
    off_the_stack(|| {
        let mut context = hmac::Context::with_key(&KEY);
        for secret in secrets {
            context.update(&(secret.expose().len() as u64).to_le_bytes());
            context.update(secret.expose().as_bytes());
        }
        context.sign().as_ref().try_into().expect("SHA-256 gives 32 bytes")
    })
}
