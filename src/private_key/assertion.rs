//! The assertion that a client sends instead of a secret: a signed JWT (RFC 7523, section 3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::json;

use super::key::PrivateKey;
use crate::secret::Secret;

/// The value of `client_assertion_type` (RFC 7523, section 2.2), as JSON.
pub(crate) const ASSERTION_TYPE_JSON: &str = "\"urn:ietf:params:oauth:client-assertion-type:jwt-bearer\"";
/// How long an assertion is valid, in seconds: what the API's own clients use.
const LIFETIME: u64 = 60;

/// What an assertion says.
pub(crate) struct Claims<'a> {
    /// The client's id: issuer and subject.
    pub client_id: &'a str,
    /// The origin of the API.
    pub audience: &'a str,
    /// The time in seconds since 1970.
    pub issued_at: u64,
}

/// A new assertion, which can be used once. `None` if the key cannot sign, or without entropy.
pub(crate) fn sign_assertion(key: &PrivateKey, claims: &Claims<'_>) -> Option<Secret> {
    let mut header = json!({ "alg": key.algorithm(), "typ": "client-authentication+jwt" });
    if let Some(id) = key.key_id() {
        header["kid"] = id.into();
    }
    let claims = json!({
        "iss": claims.client_id,
        "sub": claims.client_id,
        "aud": claims.audience,
        "iat": claims.issued_at,
        "exp": claims.issued_at + LIFETIME,
        "jti": random_uuid()?,
    });
    let mut text = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
    let signature = key.sign(text.as_bytes())?;
    text.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut text);
    Some(Secret::new(text))
}

/// A UUID of version 4 (RFC 9562, section 5.4).
fn random_uuid() -> Option<String> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes).ok()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex::encode(bytes);
    Some([&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]].join("-"))
}
