//! Which texts are keys, and what is said of the others. `__test__/tokens/private-key.test.mjs` tries the keys that OpenSSL makes.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, UnparsedPublicKey};

use super::key::{Numbers, decode};
use super::*;

/// A new key on P-256: PKCS#8 as ring writes it.
fn new_key() -> Vec<u8> {
    EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap().as_ref().to_vec()
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// The error for a text.
fn got(text: &str) -> String {
    parse(text).err().map_or_else(|| "a key".into(), |error| error.to_string())
}

fn canonical(text: &str) -> Secret {
    parse(text).unwrap_or_else(|error| panic!("{error}")).canonical()
}

/// The JWK of a key, whose key id is `kid`.
fn jwk(der: &[u8], kid: &str) -> String {
    let Numbers::P256 { scalar, point } = der::pkcs8(der).unwrap().numbers else { panic!("an RSA key") };
    let [d, x, y] = [&scalar[..], &point[1..33], &point[33..]].map(|number| URL_SAFE_NO_PAD.encode(number));
    format!(r#"{{"kty":"EC","crv":"P-256","d":"{d}","x":"{x}","y":"{y}","kid":"{kid}"}}"#)
}

#[test]
fn a_key_has_one_canonical_text_in_every_format() {
    let der = new_key();
    let plain = pem("PRIVATE KEY", &der);
    let wanted = canonical(&plain);
    for text in [
        format!("\u{feff}\r\n\t {plain} \n"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\\n"),
        plain.replace('\n', "\\r\\n"),
        plain.replace('\n', " "),
        plain.replace('\n', ""),
        format!("\"{}\"", plain.trim().replace('\n', "\\n")),
        format!("'{plain}'"),
        format!("Bag Attributes\n    friendlyName: api\n{plain}{}", pem("CERTIFICATE", b"abc")),
        format!("{}{plain}", pem("EC PARAMETERS", b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07")),
    ] {
        assert_eq!(canonical(&text).expose(), wanted.expose(), "{text:?}");
    }
    let with_id = canonical(&jwk(&der, "key 1"));
    assert_eq!(with_id.expose(), format!("{} key 1", wanted.expose()));
    assert_eq!(PrivateKey::without_key_id(&with_id), wanted.expose());
    assert_eq!(PrivateKey::without_key_id(&wanted), wanted.expose());
    let lines = jwk(&der, "key 1").replace(',', ",\n");
    for text in [lines.replace('\n', "\\n"), format!("\"{}\"", lines.replace('\n', "\\r\\n").replace('"', "\\\"")), format!("'{lines}'")] {
        assert_eq!(canonical(&text), with_id, "{text}");
    }
    let key = PrivateKey::from_canonical(&with_id).unwrap();
    assert_eq!((key.key_id(), key.canonical()), (Some("key 1"), with_id));
}

#[test]
fn a_given_key_id_goes_over_that_of_the_jwk() {
    let (one, two) = (jwk(&new_key(), "a"), jwk(&new_key(), "b"));
    let ids = |given: &[&str]| {
        let given: Vec<String> = given.iter().map(|&id| id.to_owned()).collect();
        let keys = canonical_keys([one.as_str(), two.as_str()].into_iter(), &given).map_err(|error| error.to_string())?;
        Ok::<_, String>(keys.iter().map(|key| PrivateKey::from_canonical(key).unwrap().key_id().unwrap().to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(ids(&[]).unwrap(), ["a", "b"]);
    assert_eq!(ids(&["x"]).unwrap(), ["x", "x"]);
    assert_eq!(ids(&["x", "y"]).unwrap(), ["x", "y"]);
    assert_eq!(ids(&["x", "y", "z"]).unwrap_err(), "keyId must be one key id, or one for each key, got 3 key ids for 2 keys");
}

#[test]
fn a_signature_can_be_checked_with_the_public_key() {
    let der = new_key();
    let signature = parse(&pem("PRIVATE KEY", &der)).unwrap().sign(b"message").unwrap();
    let public = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &der, &SystemRandom::new()).unwrap();
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public.public_key()).verify(b"message", &signature).unwrap();
}

#[test]
fn what_is_no_usable_key_is_named() {
    let der = new_key();
    let whole = pem("PRIVATE KEY", &der);
    let as_jwk = jwk(&der, "a");
    let other = jwk(&new_key(), "a");
    let member = |text: &str, name: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()[name].as_str().unwrap().to_owned();
    let mixed = as_jwk.replace(&member(&as_jwk, "x"), &member(&other, "x")).replace(&member(&as_jwk, "y"), &member(&other, "y"));
    let cases = [
        (" \n".to_owned(), "a text without content"),
        ("garbage".to_owned(), "a text that is neither PEM nor a JWK"),
        (whole.replace("-----END PRIVATE KEY-----", ""), "PEM that is cut off, or whose last line does not match the first one"),
        (whole.replacen("BEGIN PRIVATE", "BEGIN RSA PRIVATE", 1), "PEM that is cut off, or whose last line does not match the first one"),
        (format!("{whole}{whole}"), "PEM with more than one private key; give several keys as an array"),
        (whole.replace('\n', "\n*"), "PEM whose content is not base64"),
        (pem("PRIVATE KEY", &der[..der.len() - 1]), "PEM whose content is damaged"),
        (pem("PRIVATE KEY", &[&*der, &[0]].concat()), "PEM whose content is damaged"),
        (pem("PRIVATE KEY", b""), "PEM whose content is damaged"),
        (pem("RSA PRIVATE KEY", &der), "PEM whose content is damaged"),
        (pem("DSA PRIVATE KEY", &der), "a DSA key"),
        (pem("SOME PRIVATE KEY", &der), "a private key of another kind"),
        (pem("PUBLIC KEY", &der), "a public key"),
        (pem("CERTIFICATE", &der), "a certificate"),
        (pem("X", &der), "PEM without a private key"),
        (mixed, "a private key that is damaged: its numbers do not belong together"),
        (as_jwk.replace("\"d\"", "\"D\""), "a public key, as JWK"),
        (as_jwk.replace("P-256", "P-521"), "an EC key on the curve P-521"),
        (as_jwk.replace("P-256", "brainpoolP256r1"), "an EC key on another curve"),
        (as_jwk.replace(&member(&as_jwk, "d"), "+/"), "a JWK whose d is not base64url"),
        (as_jwk.replace("\"a\"", "7"), "a JWK whose kid is not a non-empty string on one line"),
        (format!(r#"{{"keys":[{as_jwk}]}}"#), "a set of JWKs; give one of its keys, or several as an array"),
        (r#"{"kty":"oct","k":"aGk"}"#.to_owned(), "a JWK with a symmetric key"),
        (r#"{"kty":"OKP","crv":"Ed25519","d":"aGk"}"#.to_owned(), "an Ed25519 key"),
        (r#"{"kty":"RSA","n":"aGk","e":"AQAB"}"#.to_owned(), "a public key, as JWK"),
        (
            r#"{"kty":"RSA","n":"aGk","e":"AQAB","d":"aGk"}"#.to_owned(),
            "an RSA key as JWK without p; n, e, d, p, q, dp, dq and qi are required",
        ),
        (r#"{"kty":"RSA","d":"aGk","oth":[]}"#.to_owned(), "an RSA key of more than two primes"),
        (r#"{"kty":1}"#.to_owned(), "a JWK whose kty is not a string"),
        (r#"{"type":"service_account"}"#.to_owned(), "JSON that is no JWK: it has no kty"),
        ("{\"kty\":\"EC\"".to_owned(), "JSON that is damaged"),
    ];
    for (text, what) in cases {
        assert_eq!(got(&text), what, "{text}");
    }
    assert!(got(&as_jwk.replace("\"y\"", "\"Y\"")).starts_with("an EC key without its public point; `openssl"));
}

#[test]
fn a_changed_byte_is_an_error_or_another_key_but_no_panic() {
    let der = new_key();
    for at in 0..der.len() {
        for changed in [0, 0x7f, 0x80, 0x84, 0xff] {
            let mut other = der.clone();
            other[at] = changed;
            _ = parse(&pem("PRIVATE KEY", &other));
            _ = parse(&pem("EC PRIVATE KEY", &other[at..]));
            _ = parse(&pem("RSA PRIVATE KEY", &other[at..]));
        }
    }
}

#[test]
fn an_assertion_has_the_claims_of_the_api() {
    let der = new_key();
    let key = parse(&jwk(&der, "key-1")).unwrap();
    let claims = Claims { client_id: "client \"1\"", audience: "https://api.pipedream.com", issued_at: 1_700_000_000 };
    let [one, two] = [(); 2].map(|()| sign_assertion(&key, &claims).unwrap());
    let part = |text: &Secret, index: usize| -> serde_json::Value {
        serde_json::from_slice(&decode(text.expose().split('.').nth(index).unwrap()).unwrap()).unwrap()
    };
    assert_eq!(part(&one, 0), serde_json::json!({ "alg": "ES256", "typ": "client-authentication+jwt", "kid": "key-1" }));
    let jti = part(&one, 1)["jti"].as_str().unwrap().to_owned();
    assert_eq!(
        part(&one, 1),
        serde_json::json!({
            "iss": "client \"1\"", "sub": "client \"1\"", "aud": "https://api.pipedream.com",
            "iat": 1_700_000_000, "exp": 1_700_000_060, "jti": jti,
        })
    );
    assert!(jti.len() == 36 && &jti[14..15] == "4" && "89ab".contains(&jti[19..20]), "{jti}");
    assert_ne!(part(&two, 1)["jti"], jti.as_str());
}
