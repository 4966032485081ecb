//! Any answer of a token endpoint gives a token that can be sent, with a lifetime within bounds, or a failure that holds no secret.

use std::time::Duration;

use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::input;
use crate::encode::encode_component;
use crate::redact::Redactor;
use crate::secret::Secret;
use crate::tokens::{GrantAnswer, judge};

/// A client secret whose characters can be written in several ways in JSON and URLs.
pub const SECRET: &str = "hush/\"HUSH\"é";
/// A token, which no failure may hold.
pub const TOKEN: &str = "tok-HUSH/HUSH";

/// The forms of a secret in text that is not JSON.
fn forms(secret: &str) -> [String; 4] {
    let quoted = Value::from(secret).to_string();
    let escaped = quoted[1..quoted.len() - 1].to_owned();
    [secret.to_owned(), escaped.replace('/', "\\/"), escaped, encode_component(secret).into_owned()]
}

/// Checks what becomes of an answer; `header` is the value of one of its headers.
pub fn check(status: u16, header: &str, body: &[u8], truncated: bool) {
    let head = json!({ "status": status, "url": "https://api/v1/oauth/token", "headers": [["x-echo", header]] }).to_string();
    let answer = GrantAnswer {
        status,
        head: head.clone(),
        content_type: None,
        retry_after: None,
        date: None,
        body: Zeroizing::new(body.to_vec()),
        truncated,
    };
    let secret = Secret::new(SECRET.into());
    let given = serde_json::from_slice::<Value>(body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)).ok();
    let shown = || format!("status {status}, header {header:?}, body {:?}", String::from_utf8_lossy(body));
    match judge(&answer, || Redactor::new([&secret])) {
        Ok(granted) => {
            assert!((200..300).contains(&status) && !truncated, "{}", shown());
            let token = granted.token.expose();
            assert_eq!(given.as_ref().and_then(|body| body["access_token"].as_str()), Some(token), "{}", shown());
            assert!(!token.is_empty() && token.len() <= 1 << 14 && token.bytes().all(|byte| (0x21..0x7f).contains(&byte)), "{}", shown());
            let bounds = Duration::from_nanos(1)..=Duration::from_secs(86_400);
            assert!(bounds.contains(&granted.life), "{:?}: {}", granted.life, shown());
        }
        Err(refused) => {
            let failure = refused.failure;
            let texts = [failure.code.as_deref(), Some(&failure.message), failure.body.as_deref(), failure.head.as_deref()];
            let mut hidden = forms(SECRET).to_vec();
            // Of a truncated body the token is not known.
            if !truncated && given.is_some_and(|body| body["access_token"] == TOKEN) {
                hidden.extend(forms(TOKEN));
            }
            for text in texts.into_iter().flatten() {
                for secret in &hidden {
                    assert!(!text.contains(secret), "{text:?} holds {secret:?}: {}", shown());
                }
            }
            assert!(!failure.message.contains(char::is_control) && failure.message.len() < 4000, "{}", shown());
            let head = failure.head.unwrap_or_default();
            assert!(input::is_json(&head), "{head:?}: {}", shown());
        }
    }
}

/// In lines: the status, with `+` before it for a truncated body, and a header; then the body.
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

    /// A JSON value that often holds the secret or the token, in several forms.
    fn value() -> BoxedStrategy<String> {
        let forms_of = |text: &str| {
            let spelled: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
            vec![Value::from(text).to_string(), format!("\"{spelled}\""), Value::from(format!("<{text}>")).to_string()]
        };
        let leaf = prop_oneof![
            3 => select([forms_of(SECRET), forms_of(TOKEN)].concat()),
            3 => select(vec!["\"bearer\"", "\"invalid_client\"", "3600", "\"60\"", "0", "-1", "1e300", "1e-300", "null", "true", "\"inf\"", "\"\""]).prop_map(String::from),
            1 => ".{0,9}".prop_map(|text| Value::from(text).to_string()),
        ];
        leaf.prop_recursive(2, 6, 3, move |inner| {
            let key = prop_oneof![select(forms_of(SECRET)), select(forms_of(TOKEN)), Just("\"a\"".to_owned())];
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
