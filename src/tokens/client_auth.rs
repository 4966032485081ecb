//! How a client authenticates at the token endpoint: with its secret, or with an assertion that its private key signs.
//!
//! A private key stands where a secret stands, as its canonical text. So everything that holds for a secret holds for a key: how it is
//! read, compared, kept, dropped, and how stored tokens are sealed.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::credential::{CredentialProvider, ProviderError};
use super::scopes::Scopes;
use super::token_endpoint::{Proof, request_body};
use crate::deadline::Turn;
use crate::future::BoxFuture;
use crate::private_key::{self, ALLOWED, Claims, KeysError, PrivateKey};
use crate::secret::Secret;

/// How a client authenticates at the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClientAuth {
    /// With its secret in the body (RFC 6749, section 2.3.1).
    Secret,
    /// With an assertion (RFC 7523, section 2.2).
    PrivateKey {
        /// Whom the assertion is for: the origin of the API.
        audience: String,
    },
}

impl ClientAuth {
    /// The name of the option that errors name.
    pub(crate) fn option(&self) -> &'static str {
        match self {
            Self::Secret => "clientSecret",
            Self::PrivateKey { .. } => "privateKey",
        }
    }

    /// What the seal of stored tokens is derived from. A key id changes nothing about the key.
    pub(crate) fn seal_text<'a>(&self, secret: &'a Secret) -> &'a str {
        match self {
            Self::Secret => secret.expose(),
            Self::PrivateKey { .. } => PrivateKey::without_key_id(secret),
        }
    }

    /// The body of one token request, and the assertion in it. An assertion is accepted once, so each attempt needs a body of its own.
    /// `now` is the time of the server in seconds since 1970. `None` if the key cannot sign, or without entropy.
    pub(crate) fn body(&self, id: &Secret, secret: &Secret, scopes: &Scopes, now: u64) -> Option<(Zeroizing<Vec<u8>>, Option<Secret>)> {
        match self {
            Self::Secret => Some((request_body(id, &Proof::Secret(secret), scopes), None)),
            Self::PrivateKey { audience } => {
                let key = PrivateKey::from_canonical(secret)?;
                let assertion = private_key::sign_assertion(&key, &Claims { client_id: id.expose(), audience, issued_at: now })?;
                Some((request_body(id, &Proof::Assertion(&assertion), scopes), Some(assertion)))
            }
        }
    }
}

/// Reads the keys that a function of the caller provides.
pub(crate) struct KeyProvider {
    /// Provides the texts of the keys.
    pub texts: Arc<dyn CredentialProvider>,
    /// The option `keyId`: none, one for all keys, or one for each.
    pub key_ids: Vec<String>,
}

impl CredentialProvider for KeyProvider {
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let (texts, key_ids) = (self.texts.provide(), self.key_ids.clone());
        Box::pin(async move { canonical_keys(&texts.await?, &key_ids).map_err(|why| ProviderError::Failed(why, None)) })
    }

    fn turn(&self) -> Option<Turn> {
        self.texts.turn()
    }
}

fn canonical_keys(texts: &[Secret], key_ids: &[String]) -> Result<Vec<Secret>, String> {
    let keys = private_key::canonical_keys(texts.iter().map(Secret::expose), key_ids);
    keys.map_err(|error| match error {
        KeysError::NotUsable { what, .. } => format!("it must give {ALLOWED}, got {what}"),
        KeysError::KeyIds { .. } => error.to_string(),
    })
}
