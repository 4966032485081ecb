//! What a token endpoint answers: a token that can be sent and a life within bounds, or a failure that gives no secret away.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;
use zeroize::Zeroizing;

use super::input;
use crate::encode::encode_component;
use crate::head::Head;
use crate::redact::Redactor;
use crate::secret::Secret;
use crate::tokens::{TokenResponse, parse_response};

/// A client's secret: what stands in it is written in several ways within JSON and URLs.
pub const SECRET: &str = "hush/\"HUSH\"é";
/// A token that must be in no failure.
pub const TOKEN: &str = "tok-HUSH/HUSH";

/// The ways in which a text is written that is no JSON, and so cannot be read before it is cleaned.
fn forms(secret: &str) -> [String; 4] {
    let quoted = Value::from(secret).to_string();
    let escaped = quoted[1..quoted.len() - 1].to_owned();
    [secret.to_owned(), escaped.replace('/', "\\/"), escaped, encode_component(secret).into_owned()]
}

/// Any answer; `header` is the value of one of its headers.
pub fn check(status: u16, header: &str, body: &[u8], truncated: bool) {
    let status = StatusCode::from_u16(status).unwrap_or_default();
    let echo = HeaderValue::from_bytes(header.as_bytes()).unwrap_or_else(|_| HeaderValue::from_static(""));
    let headers = HeaderMap::from_iter([(HeaderName::from_static("x-echo"), echo)]);
    let head = Head { status, reason: None, url: "https://api/v1/oauth/token".into(), redirected: false, headers };
    let answer = TokenResponse { head, body: Zeroizing::new(body.to_vec()), truncated };
    let secret = Secret::new(SECRET.into());
    let given = serde_json::from_slice::<Value>(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)).ok();
    let shown = || format!("status {status}, header {header:?}, body {:?}", String::from_utf8_lossy(body));
    match parse_response(&answer, || Redactor::new([&secret])) {
        Ok(granted) => {
            assert!(status.is_success() && !truncated, "{}", shown());
            let token = granted.token.expose();
            assert_eq!(given.as_ref().and_then(|body| body["access_token"].as_str()), Some(token), "{}", shown());
            assert!(!token.is_empty() && token.len() <= 1 << 14 && token.bytes().all(|byte| (0x21..0x7f).contains(&byte)), "{}", shown());
            let bounds = Duration::from_nanos(1)..=Duration::from_secs(86_400);
            assert!(bounds.contains(&granted.lifetime), "{:?}: {}", granted.lifetime, shown());
        }
        Err(refused) => {
            let failure = refused.failure;
            let head = crate::node::head_json(&failure.head.expect("the endpoint answered"));
            let texts = [failure.code.as_deref(), Some(&failure.message), failure.body.as_deref(), Some(&head)];
            let mut hidden = forms(SECRET).to_vec();
            // What was too large is not here, so nobody knows the token in it.
            if !truncated && given.is_some_and(|body| body["access_token"] == TOKEN) {
                hidden.extend(forms(TOKEN));
            }
            for text in texts.into_iter().flatten() {
                for secret in &hidden {
                    assert!(!text.contains(secret), "{text:?} holds {secret:?}: {}", shown());
                }
            }
            assert!(!failure.message.contains(char::is_control) && failure.message.len() < 4000, "{}", shown());
            assert!(input::is_json(&head), "{head:?}: {}", shown());
        }
    }
}

/// The status in the first line (after a `+` for a body that was too large), a header in the second, then the body.
pub fn check_bytes(mut data: &[u8]) {
    let (status, header) = (input::text_line(&mut data), input::text_line(&mut data));
    let (truncated, status) = status.strip_prefix('+').map_or((false, &*status), |status| (true, status));
    check(status.parse().unwrap_or(200), &header, data, truncated);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// A JSON value; the secret and the token stand in it where they can, in several spellings.
    fn value() -> BoxedStrategy<String> {
        let telling = |text: &str| {
            let spelled: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            vec![Value::from(text).to_string(), format!("\"{spelled}\""), Value::from(format!("<{text}>")).to_string()]
        };
        let leaf = prop_oneof![
            3 => select([telling(SECRET), telling(TOKEN)].concat()),
            3 => select(vec!["\"bearer\"", "\"invalid_client\"", "3600", "\"60\"", "0", "-1", "1e300", "1e-300", "null", "true", "\"inf\"", "\"\""]).prop_map(String::from),
            1 => ".{0,9}".prop_map(|text| Value::from(text).to_string()),
        ];
        leaf.prop_recursive(2, 6, 3, move |inner| {
            let key = prop_oneof![select(telling(SECRET)), select(telling(TOKEN)), Just("\"a\"".to_owned())];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::vec((key, inner).prop_map(|(key, value)| format!("{key}:{value}")), 0..3)
                    .prop_map(|members| format!("{{{}}}", members.join(","))),
            ]
        })
        .boxed()
    }

    fn body() -> impl Strategy<Value = String> {
        let names = ["access_token", "token_type", "expires_in", "error", "error_description", "more", "more/\"é"];
        let member = (select(names.to_vec()), value()).prop_map(|(name, value)| format!("{}:{value}", Value::from(name)));
        let json = prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(",")));
        prop_oneof![4 => json, 1 => value(), 1 => ".{0,20}", 1 => Just(format!("<p>{SECRET} {}</p>", encode_component(SECRET)))]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_answer(
            status in prop_oneof![Just(200_u16), Just(400), Just(401), Just(503), any::<u16>()],
            header in prop_oneof![value(), select(vec![SECRET, TOKEN]).prop_map(String::from)],
            body in body(),
            truncated in prop::bool::weighted(0.05),
        ) {
            check(status, &header, body.as_bytes(), truncated);
        }

        #[test]
        fn any_bytes(status in any::<u16>(), header in ".{0,9}", body in prop::collection::vec(any::<u8>(), 0..20)) {
            check(status, &header, &body, false);
        }

        #[test]
        fn any_life(life in "-?[0-9]{1,3}(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?", quote in "\"?") {
            let body = format!(r#"{{"access_token":"{TOKEN}","expires_in":{quote}{life}{quote}}}"#);
            check(200, "", body.as_bytes(), false);
        }
    }
}
