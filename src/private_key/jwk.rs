//! Read private keys as JWK (RFC 7517, RFC 7518, section 6).

use std::borrow::Cow;

use zeroize::Zeroizing;

use super::der;
use super::key::{Bytes, NotUsable, PrivateKey, damaged, decode, no_point, point};
use crate::json;
use crate::raw_object::RawObject;

/// The members of an RSA key with two primes, in the order of PKCS#1.
const RSA: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// Algorithms that an error may name (RFC 7518, sections 3.1 and 4.1). Any other text is not shown.
const ALGORITHMS: [&str; 16] = [
    "ES256",
    "ES384",
    "ES512",
    "ES256K",
    "EdDSA",
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "RSA1_5",
    "RSA-OAEP",
    "RSA-OAEP-256",
    "ECDH-ES",
    "HS256",
];

/// The key of a JSON text.
pub(super) fn parse(text: &str) -> Result<PrivateKey, NotUsable> {
    match RawObject::parse(text, "") {
        Ok(members) => key(&Members(members)),
        Err(_) => {
            let text = unescaped(text);
            key(&Members(RawObject::parse(&text, "").map_err(|_| NotUsable::new("JSON that is damaged"))?))
        }
    }
}

fn key(members: &Members<'_>) -> Result<PrivateKey, NotUsable> {
    let key = match members.text("kty").as_deref() {
        Some("EC") => ec(members)?,
        Some("RSA") => rsa(members)?,
        Some("OKP") => return Err(NotUsable::new(octet_key(members))),
        Some("oct") => return Err(NotUsable::new("a JWK with a symmetric key")),
        None if members.has("keys") => return Err(NotUsable::new("a set of JWKs; give one of its keys, or several as an array")),
        None if members.has("kty") => return Err(NotUsable::new("a JWK whose kty is not a string")),
        None => return Err(NotUsable::new("JSON that is no JWK: it has no kty")),
        Some(_) => return Err(NotUsable::new("a JWK of another type than EC and RSA")),
    };
    check_purpose(members, key.algorithm())?;
    let key_id = members.text("kid").filter(|id| !id.trim().is_empty() && !id.chars().any(char::is_control));
    match key_id {
        None if members.has("kid") => Err(NotUsable::new("a JWK whose kid is not a non-empty string on one line")),
        key_id => Ok(key.with_key_id(key_id.map(Cow::into_owned))),
    }
}

/// Checks that the key is meant for signatures with `algorithm`: its `use`, `key_ops` and `alg` (RFC 7517, sections 4.2 to 4.4). The endpoint
/// would only say that it does not know the client.
fn check_purpose(members: &Members<'_>, algorithm: &str) -> Result<(), NotUsable> {
    let known = |text: Cow<'_, str>| ALGORITHMS.into_iter().find(|known| *known == text).unwrap_or("another algorithm");
    if members.has("use") && members.text("use").as_deref() != Some("sig") {
        return Err(NotUsable::new("a JWK whose use is not \"sig\": it is not meant for signatures"));
    }
    let has_sign =
        |operations: &str| json::elements(operations).is_ok_and(|mut list| list.any(|one| one.is_ok_and(|one| one == "\"sign\"")));
    if members.0.raw("key_ops").is_some_and(|operations| !has_sign(operations)) {
        return Err(NotUsable::new("a JWK whose key_ops have no \"sign\": it is not meant for signatures"));
    }
    match members.text("alg") {
        None if members.has("alg") => Err(NotUsable::new("a JWK whose alg is not a string")),
        Some(other) if other != algorithm => {
            let other = known(other);
            Err(NotUsable::new(format!(
                "a JWK whose alg is {other}; a key of its kty signs with {algorithm} here: make a key for {algorithm}"
            )))
        }
        _ => Ok(()),
    }
}

/// The text without the escapes of a .env file, in which quotes and line breaks of JSON are two characters. Allocated once.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n' | 'r' | 't') => plain.push(' '),
                other => plain.extend(other),
            },
            _ => plain.push(character),
        }
    }
    plain
}

/// The members of a JWK. They are read where they stand, so that no copy of them is left.
struct Members<'a>(RawObject<'a>);

impl<'a> Members<'a> {
    fn has(&self, name: &str) -> bool {
        self.0.raw(name).is_some()
    }

    /// A text; `None` if the member is missing or something else.
    fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        let raw = self.0.raw(name).filter(|raw| raw.starts_with('"'))?;
        json::string(raw).ok()
    }

    /// A number. `missing` says what the key is without it.
    fn number(&self, name: &str, missing: impl FnOnce() -> NotUsable) -> Result<Bytes, NotUsable> {
        if !self.has(name) {
            return Err(missing());
        }
        let number = self.text(name).and_then(|text| decode(&text)).filter(|bytes| !bytes.is_empty());
        number.ok_or_else(|| NotUsable::new(format!("a JWK whose {name} is not base64url")))
    }

    fn private(&self) -> Result<Bytes, NotUsable> {
        self.number("d", || NotUsable::new("a public key, as JWK"))
    }
}

fn ec(members: &Members<'_>) -> Result<PrivateKey, NotUsable> {
    match members.text("crv").as_deref() {
        Some("P-256") => {}
        Some(other) => {
            return Err(der::other_curve(["P-384", "P-521", "secp256k1"].into_iter().find(|known| *known == other)));
        }
        None => return Err(NotUsable::new("an EC key that does not name its curve")),
    }
    let scalar = members.private()?;
    let (x, y) = (members.number("x", no_point)?, members.number("y", no_point)?);
    PrivateKey::p256(&scalar, point(&x, &y).ok_or_else(damaged)?)
}

fn rsa(members: &Members<'_>) -> Result<PrivateKey, NotUsable> {
    if members.has("oth") {
        return Err(NotUsable::new("an RSA key of more than two primes"));
    }
    members.private()?;
    let missing = |name: &str| NotUsable::new(format!("an RSA key as JWK without {name}; n, e, d, p, q, dp, dq and qi are required"));
    let mut numbers: [Bytes; 8] = Default::default();
    for (name, number) in RSA.into_iter().zip(&mut numbers) {
        *number = members.number(name, || missing(name))?;
    }
    Ok(PrivateKey::rsa(&numbers))
}

fn octet_key(members: &Members<'_>) -> &'static str {
    match members.text("crv").as_deref() {
        Some("Ed25519") => "an Ed25519 key",
        Some("Ed448") => "an Ed448 key",
        Some("X25519") => "an X25519 key",
        Some("X448") => "an X448 key",
        _ => "a JWK of another type than EC and RSA",
    }
}
