//! Whatever a server answers: what crosses to JavaScript is JSON, and says what came.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use parking_lot::Mutex;
use serde_json::Value;

use super::input;
use crate::call::{self, BufferedBody, Client, Pacing};
use crate::config::{Config, LONGEST_TEXT};
use crate::endpoint::{Answer, Endpoint};
use crate::error::Error;
use crate::future::BoxFuture;
use crate::generated::endpoints::ENDPOINTS;
use crate::head::Head;
use crate::request::{Payload, PreparedRequest, Redirects};
use crate::secret::Secret;
use crate::tokens::ClientTokens;
use crate::transport::{Exchange, Incoming, Outgoing};

/// Gives the answer it was given, once.
struct Canned(Mutex<Option<Incoming>>);

impl Exchange for Canned {
    fn send(&self, _: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let incoming = self.0.lock().take().expect("it is asked once");
        Box::pin(std::future::ready(Ok(incoming)))
    }
}

/// The answer of a server to a call of `endpoint`.
pub fn check(endpoint: &'static Endpoint, status: StatusCode, headers: &HeaderMap, body: &[u8]) {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime can be made");
    }
    RUNTIME.with(|runtime| runtime.block_on(check_call(endpoint, status, headers, body)));
}

async fn check_call(endpoint: &'static Endpoint, status: StatusCode, headers: &HeaderMap, body: &[u8]) {
    let url = "https://api.pipedream.com/a?\"b\\".to_owned();
    let whole = Box::new(BufferedBody::new(Bytes::copy_from_slice(body)));
    let incoming = Incoming {
        head: Head { status, reason: None, url: url.clone(), redirected: false, headers: headers.clone() },
        altered: false,
        body: whole,
    };
    let config = Config::parse(r#"{"token":"t","projectId":"p"}"#).expect("the options are good");
    let client = Client::new(
        &config,
        ClientTokens::from_token(Secret::new("t".into())),
        Arc::new(Canned(Mutex::new(Some(incoming)))),
        Arc::new(Pacing::new(|_| ())),
    );
    let text = String::from_utf8_lossy(body);
    let shown = || format!("{} answered {status} {headers:?} {text:?}", endpoint.name);
    match client.call(call_of(endpoint, url.clone())).await {
        Ok(reply) => {
            assert!(status.is_success(), "{}", shown());
            check_head(&reply.head, status, &url, headers, &shown);
            let text = text.trim_start_matches('\u{feff}');
            match &reply.value {
                call::Value::None => {}
                call::Value::Json(json) => {
                    assert!(input::is_json(json), "{json:?} is not JSON: {}", shown());
                    assert!(!matches!(endpoint.answer, Answer::Relayed) || json.trim_ascii() == text.trim_ascii(), "{json:?}: {}", shown());
                }
                call::Value::Text(given) => {
                    assert!(matches!(endpoint.answer, Answer::Relayed), "{given:?}: {}", shown());
                    assert_eq!(given.trim_start_matches('\u{feff}'), text, "{}", shown());
                }
            }
            if let Some(mut stream) = reply.stream {
                let mut all = Vec::new();
                while let Some(piece) = stream.next().await.expect("it is at hand") {
                    all.extend_from_slice(&piece);
                }
                assert_eq!(all, body, "{}", shown());
            }
        }
        Err(Error::Status(answered)) => {
            assert!(!status.is_success() && answered.head.status == status, "{}", shown());
            assert_eq!(answered.body.trim_start_matches('\u{feff}'), text.trim_start_matches('\u{feff}'), "{}", shown());
            assert!(answered.retry_after.is_none_or(|seconds| seconds >= 0.0 && seconds.is_finite()), "{}", shown());
            check_head(&answered.head, status, &url, headers, &shown);
        }
        Err(Error::Unreadable { answered, .. }) => {
            let is_described = matches!(endpoint.answer, Answer::Json(_) | Answer::Page(_));
            assert!(status.is_success() && is_described, "{}", shown());
            check_head(&answered.head, status, &url, headers, &shown);
        }
        Err(other) => panic!("{other:?}: {}", shown()),
    }
}

fn check_head(head: &Head, status: StatusCode, url: &str, headers: &HeaderMap, shown: &dyn Fn() -> String) {
    assert_eq!((head.status, &*head.url, &head.headers), (status, url, headers), "{}", shown());
    let json = crate::node::head_json(head);
    let json: Value = serde_json::from_str(&json).unwrap_or_else(|why| panic!("the head {json:?} is not JSON ({why}): {}", shown()));
    let latin1 = |value: &HeaderValue| value.as_bytes().iter().map(|&byte| char::from(byte)).collect::<String>();
    let pairs: Value = headers.iter().map(|(name, value)| Value::from(vec![name.as_str().to_owned(), latin1(value)])).collect();
    assert_eq!((&json["status"], &json["url"], &json["headers"]), (&status.as_u16().into(), &url.into(), &pairs), "{}", shown());
}

fn call_of(endpoint: &'static Endpoint, url: String) -> PreparedRequest {
    PreparedRequest {
        method: Method::GET,
        template: endpoint.template.into(),
        url,
        headers: HeaderMap::new(),
        body: Payload::None,
        authenticate: false,
        idempotent: false,
        is_mcp: false,
        relayed: false,
        wants_bytes: false,
        answer: &endpoint.answer,
        redirects: Redirects::Follow,
        limit: Duration::from_secs(60),
        deadline: None,
        max_retries: 0,
        max_response_bytes: LONGEST_TEXT,
    }
}

/// As on the wire: the operation's name, the status, headers, an empty line, the body. Any other name stands for an
/// operation, too; a line that is no header is left out.
pub fn check_bytes(mut data: &[u8]) {
    let name = input::line(&mut data);
    let known = ENDPOINTS.iter().position(|endpoint| endpoint.name.as_bytes() == name);
    let index = known.unwrap_or_else(|| name.iter().map(|&byte| usize::from(byte)).sum::<usize>() % ENDPOINTS.len());
    let status = StatusCode::from_bytes(input::line(&mut data)).unwrap_or(StatusCode::OK);
    let mut headers = HeaderMap::new();
    loop {
        let line = input::line(&mut data);
        if line.is_empty() {
            break;
        }
        let mut parts = line.splitn(2, |&byte| byte == b':');
        let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default().trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
            headers.append(name, value);
        }
    }
    check(ENDPOINTS[index], status, &headers, data);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::decode::documents::document;

    fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
        let types =
            ["application/json", "text/html; charset=utf-8", "image/png", "application/x-amz-json-1.1", "a", ";", "/", "text/\u{ff}"];
        let value = prop_oneof![
            select(types.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
            prop::collection::vec(prop_oneof![Just(b'\t'), 0x20..0x7f_u8, 0x80..=0xff_u8], 0..12),
        ];
        prop::collection::vec((select(vec!["content-type", "retry-after", "x-a", "x-ratelimit-reset", "content-length"]), value), 0..4)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn any_answer_to_any_operation(
            endpoint in select(ENDPOINTS.iter().collect::<Vec<_>>()),
            status in prop_oneof![3 => Just(200_u16), 1 => 100..1000_u16],
            given in headers(),
            body in prop_oneof![
                document().prop_map(String::into_bytes),
                "(\u{feff})?[ {}\\[\\]\"a]{0,5}".prop_map(String::into_bytes),
                prop::collection::vec(any::<u8>(), 0..20),
            ],
        ) {
            let mut headers = HeaderMap::new();
            for (name, value) in given {
                headers.append(name, HeaderValue::from_bytes(&value).unwrap());
            }
            check(endpoint, StatusCode::from_u16(status).unwrap(), &headers, &body);
        }
    }
}
