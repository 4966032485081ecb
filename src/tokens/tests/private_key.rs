//! Tokens that are requested with a private key: each attempt has an assertion of its own, and everything else is as with a secret.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::Value;

use super::support::*;
use crate::private_key::canonical_keys;
use crate::secret::Secret;
use crate::tokens::{ClientAuth, ClientCredentialsOptions, ClientTokens, Credential, Seal};

/// A new key on P-256 as canonical text.
fn new_key(key_ids: &[&str]) -> Secret {
    let der = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----", STANDARD.encode(der.as_ref()));
    let key_ids: Vec<String> = key_ids.iter().map(|&id| id.to_owned()).collect();
    canonical_keys([pem.as_str()].into_iter(), &key_ids).unwrap().remove(0)
}

fn with_keys(keys: &[Secret]) -> impl FnOnce(&mut ClientCredentialsOptions) {
    let keys = keys.to_vec();
    |options| {
        options.auth = ClientAuth::PrivateKey { audience: "https://api.test".into() };
        options.client_secret = Credential::Fixed(keys);
    }
}

fn client(process: &Process, keys: &[Secret]) -> ClientTokens {
    process.client_with(with_keys(keys))
}

/// Header and claims of each assertion that was sent.
fn assertions(process: &Process) -> Vec<(Value, Value)> {
    let part = |text: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    let requests = process.endpoint.requests.lock();
    let read = requests.iter().map(|request| {
        let body = &request.body;
        assert_eq!(body["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        assert_eq!((&body["client_id"], &body["grant_type"]), (&"client-1".into(), &"client_credentials".into()));
        assert!(body.get("client_secret").is_none());
        let [header, claims, _] = body["client_assertion"].as_str().unwrap().split('.').collect::<Vec<_>>()[..] else { panic!("{body}") };
        (part(header), part(claims))
    });
    read.collect()
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_an_assertion_of_its_own() {
    let process = Process::scripted([Response::Status(503, "", None), Response::Down, Response::Token(3600)]);
    let tokens = client(&process, &[new_key(&[])]);
    assert_eq!(token_text(&tokens).await, "token-1");
    let sent = assertions(&process);
    let mut ids: Vec<&str> = sent.iter().map(|(_, claims)| claims["jti"].as_str().unwrap()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3, "three attempts, three ids");
    assert!(sent.iter().all(|(header, claims)| header["alg"] == "ES256" && claims["aud"] == "https://api.test"));
}

#[tokio::test(start_paused = true)]
async fn the_next_key_is_tried_if_the_first_one_is_refused_and_remembered() {
    let refused = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    let process = Process::scripted([refused, Response::Token(3600), Response::Token(3600)]);
    let tokens = client(&process, &[new_key(&["current"]), new_key(&["next"])]);
    assert_eq!(token_text(&tokens).await, "token-1");
    tokens.refresh().await.unwrap();
    let ids: Vec<Value> = assertions(&process).into_iter().map(|(header, _)| header["kid"].clone()).collect();
    assert_eq!(ids, ["current", "next", "next"]);
}

#[tokio::test(start_paused = true)]
async fn a_refused_key_is_not_sent_again_at_once() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    let tokens = client(&process, &[new_key(&[])]);
    for _ in 0..5 {
        assert_eq!(failure(&tokens).await.code.as_deref(), Some("invalid_client"));
    }
    assert_eq!(process.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_assertion_that_is_refused_because_the_clock_is_wrong_is_signed_again_with_the_time_of_the_server() {
    let refused = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    for error in [-3600_i64, 3600] {
        let process = Process::scripted([refused.clone()]);
        let server = 1_700_000_000_u64.saturating_add_signed(-error);
        process.endpoint.set_date(Some(httpdate::fmt_http_date(std::time::UNIX_EPOCH + std::time::Duration::from_secs(server))));
        let tokens = client(&process, &[new_key(&[])]);
        assert_eq!(token_text(&tokens).await, "token-1");
        let times: Vec<u64> = assertions(&process).iter().map(|(_, claims)| claims["iat"].as_u64().unwrap()).collect();
        assert_eq!(times[0], 1_700_000_000);
        assert!(times.len() == 2 && times[1].abs_diff(server) <= 1, "{times:?}");
        tokens.refresh().await.unwrap();
        let last = assertions(&process)[2].1["iat"].as_u64().unwrap();
        assert!(last.abs_diff(server) <= 1, "the error of the clock is remembered");
        assert_eq!(process.endpoint.count(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_assertion_is_signed_again_once_at_most() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    process.endpoint.set_date(Some("Tue, 14 Nov 2023 20:13:20 GMT".into()));
    let tokens = client(&process, &[new_key(&[])]);
    failure(&tokens).await;
    assert_eq!(process.endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn clients_with_the_same_key_share_a_token() {
    let process = Process::new();
    let (key, other) = (new_key(&[]), new_key(&[]));
    let clients = [client(&process, std::slice::from_ref(&key)), client(&process, &[key]), client(&process, &[other])];
    let mut texts = Vec::new();
    for tokens in &clients {
        texts.push(token_text(tokens).await);
    }
    assert_eq!(texts, ["token-1", "token-1", "token-2"]);
}

#[tokio::test(start_paused = true)]
async fn the_error_of_a_refusal_does_not_show_the_assertion() {
    let process = Process::new();
    let tokens = client(&process, &[new_key(&[])]);
    *process.endpoint.echo.lock() = true;
    let failure = failure(&tokens).await;
    let sent = process.endpoint.requests.lock()[0].body["client_assertion"].as_str().unwrap().to_owned();
    let signature = sent.rsplit('.').next().unwrap();
    assert!(failure.message.contains("redacted"), "{}", failure.message);
    assert!(!format!("{failure:?}").contains(signature), "{failure:?}");
}

#[test]
fn the_seal_is_that_of_the_key_whatever_its_id_is() {
    let auth = ClientAuth::PrivateKey { audience: "https://api.test".into() };
    let key = new_key(&[]);
    let with_id = Secret::new(format!("{} key-1", key.expose()));
    let name = |key: &Secret| Seal::new("u", &Secret::new("c".into()), &crate::tokens::Scopes::default(), auth.seal_text(key)).name();
    assert_eq!(name(&key), name(&with_id));
    assert_ne!(name(&key), name(&new_key(&[])));
}
