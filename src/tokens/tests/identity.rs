//! Guarantees 33 to 36: credentials, keys, and valid token responses.

use http::{HeaderName, HeaderValue, StatusCode, header};

use super::support::*;
use crate::error::Error;
use crate::head::Head;
use crate::redact::Redactor;
use crate::secret::Secret;
use crate::tokens::Scopes;
use crate::tokens::token_endpoint::{IssuedToken, Refusal, RetryAdvice, parse_response};
use crate::tokens::{TokenEvent, TokenResponse};

#[tokio::test(start_paused = true)]
async fn guarantee_33_providers_are_called_at_each_refresh() {
    let process = Process::new();
    let provider = ChangingProvider::new(&["one"]);
    let client = process.client_with(|options| options.client_secret = provider.value());
    token_text(&client).await;
    *provider.0.lock() = Ok(vec!["two"]);
    client.refresh().await.unwrap();
    let sent: Vec<_> = process.endpoint.requests.lock().iter().map(|request| request.body["client_secret"].clone()).collect();
    assert_eq!(sent, ["one", "two"]);
}

#[tokio::test(start_paused = true)]
async fn guarantee_33_the_secret_that_was_accepted_is_remembered() {
    let refused = r#"{"error":"invalid_client"}"#;
    let process = Process::scripted([Response::Status(401, refused, None)]);
    let client = process.client_with(|options| options.client_secret = fixed(&["current", "next"]));
    assert_eq!(token_text(&client).await, "token-1");
    client.refresh().await.unwrap();
    let sent: Vec<_> = process.endpoint.requests.lock().iter().map(|request| request.body["client_secret"].clone()).collect();
    assert_eq!(sent, ["current", "next", "next"]);
}

#[tokio::test(start_paused = true)]
async fn guarantee_33_if_every_secret_is_rejected_each_was_tried_once() {
    let process = Process::new();
    *process.endpoint.fallback.lock() = Response::Status(401, r#"{"error":"invalid_client"}"#, None);
    let client = process.client_with(|options| options.client_secret = fixed(&["a", "b", "c"]));
    assert_eq!(failure(&client).await.code.as_deref(), Some("invalid_client"));
    assert_eq!(process.endpoint.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn guarantee_34_clients_share_a_token_only_if_their_keys_are_equal() {
    let process = Process::new();
    let scope = |scope: &str| {
        let scope = scope.to_owned();
        process.client_with(move |options| options.scopes = Scopes::new(Some(scope)))
    };
    token_text(&scope("a b")).await;
    token_text(&scope(" b  a b")).await;
    assert_eq!(process.endpoint.count(), 1, "scopes are a set");
    let others = [
        scope("a"),
        process.client_with(|options| options.token_url = "https://other.test/v1/oauth/token".into()),
        process.client_with(|options| options.client_secret = fixed(&["other"])),
        process.client_with(|options| options.client_id = fixed(&["other"])),
        process.client_with(|options| options.client_secret = fixed(&["secret-1", "other"])),
        // Two secrets differ from their concatenation.
        process.client_with(|options| options.client_secret = fixed(&["secret-1other"])),
    ];
    for (number, other) in others.iter().enumerate() {
        token_text(other).await;
        assert_eq!(process.endpoint.count(), 2 + number);
    }
}

fn parsed(body: &str) -> Result<IssuedToken, Refusal> {
    parse_response(&TokenResponse { body: body.as_bytes().to_vec().into(), ..TokenResponse::default() }, || Redactor::new(&[]))
}

fn lifetime(expires_in: &str) -> Option<f64> {
    parsed(&format!(r#"{{"access_token":"t","expires_in":{expires_in}}}"#)).ok().map(|issued| issued.lifetime.as_secs_f64())
}

#[test]
fn guarantee_35_expires_in_is_a_number_of_seconds_in_any_notation() {
    assert_eq!(lifetime("3600"), Some(3600.0));
    assert_eq!(lifetime("\"3600\""), Some(3600.0));
    assert_eq!(lifetime("\" 3600 \""), Some(3600.0));
    assert_eq!(lifetime("1.5"), Some(1.5));
    assert_eq!(lifetime("1e99"), Some(86_400.0));
    assert_eq!(lifetime("null"), Some(300.0));
    for wrong in ["0", "-1", "\"-1\"", "\"soon\"", "\"NaN\"", "\"inf\"", "[]", "true", "{}", "1e-10", "\"1e-300\""] {
        assert_eq!(lifetime(wrong), None, "{wrong}");
    }
    assert_eq!(parsed(r#"{"access_token":"t"}"#).unwrap().lifetime.as_secs(), 300);
}

#[test]
fn guarantee_35_the_claims_of_a_jwt_give_its_lifetime() {
    use base64::Engine as _;
    let jwt = |claims: &str| format!("h.{}.s", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(claims));
    let of = |claims: &str| parsed(&format!(r#"{{"access_token":"{}"}}"#, jwt(claims))).unwrap().lifetime.as_secs();
    assert_eq!(of(r#"{"iat":1000,"exp":1900}"#), 900);
    assert_eq!(of(r#"{"iat":1000,"exp":1000}"#), 300);
    assert_eq!(of(r#"{"iat":1900,"exp":1000}"#), 300);
    assert_eq!(of(r#"{"exp":1000}"#), 300);
    assert_eq!(of(r#"{"iat":0,"exp":1e-300}"#), 300);
    assert_eq!(of("not json"), 300);
}

#[test]
fn guarantee_35_an_invalid_response_is_refused_with_a_reason() {
    for (body, reason) in [
        (r#"{"access_token":"a\r\nb"}"#, "cannot stand in a header"),
        (r#"{"access_token":"a b"}"#, "cannot stand in a header"),
        (r#"{"access_token":"ä"}"#, "cannot stand in a header"),
        (r#"{"access_token":""}"#, "cannot stand in a header"),
        (r#"{"access_token":7}"#, "not a string"),
        (r#"{"access_token":null}"#, "no access_token"),
        ("{}", "no access_token"),
        (r#"{"access_token":"t","token_type":"mac"}"#, "not of type Bearer"),
        (r#"{"access_token":"t","token_type":" dpop "}"#, "type DPoP, which is not of type Bearer"),
        (r#"{"access_token":"t","token_type":["PoP"]}"#, "not of type Bearer"),
        ("", "an empty body"),
        ("<html>", "not JSON"),
    ] {
        let refusal = parsed(body).unwrap_err();
        assert!(refusal.failure.message.contains(reason), "{body}: {}", refusal.failure.message);
        assert_eq!(refusal.advice, RetryAdvice::Later);
    }
    for kind in
        [r#""bEaReR""#, r#""token_type""#, r#"" Bearer ""#, r#""""#, r#""macaroon""#, r#""Bearer, DPoP""#, "null", "1", "true", "{}", "[]"]
    {
        assert!(parsed(&format!(r#"{{"access_token":"t","token_type":{kind}}}"#)).is_ok(), "{kind}");
    }
    let large = TokenResponse { truncated: true, ..TokenResponse::default() };
    assert!(parse_response(&large, || Redactor::new(&[])).unwrap_err().failure.message.contains("64 KiB"));
}

#[test]
fn guarantee_36_no_secret_that_the_endpoint_repeats_is_in_an_error() {
    let secret = Secret::new("se/cret-value".into());
    let failure = |status, body: &str| {
        let headers = [(HeaderName::from_static("x-a"), "se/cret-value"), (header::SET_COOKIE, "tok/en-value")];
        let headers = headers.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        let head = Head { status: StatusCode::from_u16(status).unwrap(), headers, ..Head::default() };
        let answer = TokenResponse { head, body: body.as_bytes().to_vec().into(), ..TokenResponse::default() };
        parse_response(&answer, || Redactor::new([&secret])).unwrap_err().failure
    };
    for (status, body) in [
        (400, r#"{"se/cret-value":{"a":[{"se\/cret-value":"se%2Fcret-value"}]},"access_token":"tok/en-value"}"#),
        (400, r#"{"se/cret-value":{"a":[{"\u0073e/cret-value":"se%2Fcret-value"}]}}"#),
        // A token in an error response, or one that cannot be used, is a secret as well.
        (400, r#"{"error":"tok/en-value","error_description":"<tok\/en-value>","access_token":"tok/en-value"}"#),
        (200, r#"{"access_token":"tok/en-value","expires_in":0}"#),
    ] {
        let shown = format!("{:?}", failure(status, body));
        assert!(!shown.contains("se/cret") && !shown.contains("se%2Fcret-value"), "{shown}");
        assert!(!shown.contains("tok/en-value") || !body.contains("access_token"), "{shown}");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_36_neither_secret_nor_token_is_in_an_error_an_event_or_a_debug_text() {
    let echo = r#"{"error":"invalid_client","error_description":"secret-1 of client-1 is dead"}"#;
    let process = Process::scripted([Response::Token(3600), Response::Status(401, echo, None)]);
    let client = process.client();
    let token = client.token().await.unwrap();
    let Err(Error::Token(error)) = client.refresh().await else { panic!("it was refused") };
    let manager = client.manager_for_test();
    let stats = manager.stats();
    let events: Vec<String> = process.events.0.lock().iter().map(|event: &TokenEvent| format!("{event:?}")).collect();
    let texts =
        [format!("{error:?}"), format!("{token:?}"), format!("{stats:?}"), events.join("\n"), format!("{:?}", process.events.0.lock())];
    for text in texts {
        for hidden in ["secret-1", "client-1", "token-1"] {
            assert!(!text.contains(hidden), "{hidden} is in {text}");
        }
    }
    assert!(error.message.contains("[redacted]"), "{}", error.message);
}
