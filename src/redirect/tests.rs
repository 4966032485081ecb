//! Redirects, with an exchange that gives scripted answers.

use std::collections::VecDeque;

use http::{HeaderName, HeaderValue};
use parking_lot::Mutex;

use super::*;
use crate::call::BufferedBody;
use crate::head::Head;

/// One answer: its status and where it leads.
type Line = (u16, Vec<Vec<u8>>);

fn line(status: u16, locations: &[&[u8]]) -> Line {
    (status, locations.iter().map(|location| location.to_vec()).collect())
}

fn to(status: u16, location: &str) -> Line {
    line(status, &[location.as_bytes()])
}

#[derive(Default)]
struct Script {
    lines: Mutex<VecDeque<Line>>,
    seen: Mutex<Vec<String>>,
}

impl Exchange for Arc<Script> {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let mut names: Vec<&str> = request.headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        let body = match &request.body {
            OutBody::None => "-".to_owned(),
            OutBody::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            OutBody::Stream(_) => "stream".to_owned(),
        };
        self.seen.lock().push(format!("{} {} {} {body}", request.method, request.url, names.join(",")));
        let (status, locations) = self.lines.lock().pop_front().unwrap_or((200, Vec::new()));
        let headers = locations.iter().map(|to| (header::LOCATION, HeaderValue::from_bytes(to).unwrap())).collect();
        Box::pin(async move {
            let body = Box::new(BufferedBody::new(Bytes::new()));
            let status = StatusCode::from_u16(status).unwrap();
            Ok(Incoming { head: Head { status, reason: None, url: request.url, redirected: false, headers }, altered: false, body })
        })
    }
}

fn request(method: Method, body: OutBody) -> Outgoing {
    let names =
        ["accept", "accept-encoding", "user-agent", "authorization", "cookie", "x-pd-environment", "x-pd-rate-limit", "content-type"];
    let headers = names.iter().map(|name| (HeaderName::from_static(name), HeaderValue::from_static("v"))).collect();
    Outgoing { method, url: "https://a.example/v1/x?q=1".into(), headers, body, may_stream: false, may_repeat: false }
}

const ALL: &str = "accept,accept-encoding,authorization,content-type,cookie,user-agent,x-pd-environment,x-pd-rate-limit";
const NO_BODY: &str = "accept,accept-encoding,authorization,cookie,user-agent,x-pd-environment,x-pd-rate-limit";

/// What was sent, and what came of it.
async fn followed(lines: impl IntoIterator<Item = Line>, request: Outgoing) -> (Vec<String>, Result<Incoming, Error>) {
    let script = Arc::new(Script { lines: Mutex::new(lines.into_iter().collect()), ..Script::default() });
    let outcome = FollowRedirects::new(Arc::new(Arc::clone(&script))).send(request).await;
    let seen = std::mem::take(&mut *script.seen.lock());
    (seen, outcome)
}

fn get() -> Outgoing {
    request(Method::GET, OutBody::None)
}

fn with_body(method: Method) -> Outgoing {
    request(method, OutBody::Bytes(Bytes::from_static(b"body")))
}

#[tokio::test]
async fn another_origin_gets_no_headers_of_the_caller_even_if_it_leads_back() {
    let lines = [to(302, "/y"), to(307, "//b.example:8443/z"), to(301, "https://a.example/back")];
    let (seen, outcome) = followed(lines, get()).await;
    assert_eq!(seen[1], format!("GET https://a.example/y {ALL} -"));
    assert_eq!(seen[2], "GET https://b.example:8443/z accept,accept-encoding,user-agent -");
    assert_eq!(seen[3], "GET https://a.example/back accept,accept-encoding,user-agent -");
    let incoming = outcome.unwrap();
    assert_eq!((&*incoming.head.url, incoming.head.redirected, incoming.altered), ("https://a.example/back", true, true));
}

#[tokio::test]
async fn scheme_host_and_port_make_an_origin() {
    for (location, is_other) in [
        ("https://a.example:443/y", false),
        ("https://A.example/y", false),
        ("https://a.example:444/y", true),
        ("https://a.example./y", true),
        ("https://x.a.example/y", true),
    ] {
        let (seen, _) = followed([to(302, location)], get()).await;
        assert_eq!(seen[1].contains("authorization"), !is_other, "{seen:?}");
    }
}

#[tokio::test]
async fn a_body_or_another_method_is_not_sent_to_another_origin() {
    for status in [301, 302, 303, 307, 308] {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            for body in [OutBody::None, OutBody::Bytes(Bytes::from_static(b"body"))] {
                let (seen, outcome) = followed([to(status, "https://me:pw@b.example/p?token=1")], request(method.clone(), body)).await;
                assert_eq!(seen.len(), 1);
                let Err(Error::Connection { fault, message, .. }) = outcome else { panic!("{status} {method} was followed") };
                assert_eq!(fault, ConnectionFault::RedirectRefused);
                assert!(message.contains("https://a.example redirected") && message.contains("to https://b.example,"), "{message}");
                assert!(!message.contains("token") && !message.contains("v1") && !message.contains("pw"), "{message}");
            }
        }
    }
    let (seen, outcome) = followed([to(302, "https://b.example/")], with_body(Method::GET)).await;
    assert!(seen.len() == 1 && outcome.is_err());
}

#[tokio::test]
async fn within_the_origin_methods_change_as_in_fetch() {
    for (status, method, becomes) in [
        (301, Method::POST, "GET"),
        (302, Method::POST, "GET"),
        (303, Method::POST, "GET"),
        (303, Method::PUT, "GET"),
        (303, Method::HEAD, "HEAD"),
        (301, Method::PUT, "PUT"),
        (302, Method::DELETE, "DELETE"),
        (307, Method::POST, "POST"),
        (308, Method::PATCH, "PATCH"),
    ] {
        let body = if method == Method::HEAD { OutBody::None } else { OutBody::Bytes(Bytes::from_static(b"body")) };
        let (seen, outcome) = followed([to(status, "/y")], request(method.clone(), body)).await;
        let expected = match becomes {
            "GET" => format!("GET https://a.example/y {NO_BODY} -"),
            "HEAD" => format!("HEAD https://a.example/y {ALL} -"),
            method => format!("{method} https://a.example/y {ALL} body"),
        };
        assert_eq!(seen[1], expected);
        assert_eq!(outcome.unwrap().altered, becomes == "GET");
    }
}

#[tokio::test]
async fn a_redirect_that_is_not_followed_is_the_answer() {
    let unfollowed: [(u16, &[&[u8]]); 14] = [
        (302, &[]),
        (302, &[b"http://a.example/y"]),
        (302, &[b"http://127.0.0.1/y"]),
        (302, &[b"ftp://b.example/"]),
        (302, &[b"file:///etc/passwd"]),
        (302, &[b"data:text/plain,a"]),
        (302, &[b"javascript:1"]),
        (302, &[b"https://"]),
        (302, &[b"https://b.example:99999/"]),
        (302, &[b"https://b\xfc.example/"]),
        (302, &[b"/y", b"/z"]),
        (300, &[b"/y"]),
        (304, &[b"/y"]),
        (201, &[b"/y"]),
    ];
    for (status, locations) in unfollowed {
        let (seen, outcome) = followed([line(status, locations)], get()).await;
        let incoming = outcome.unwrap();
        assert_eq!(
            (seen.len(), incoming.head.status.as_u16(), incoming.head.redirected, incoming.altered),
            (1, status, false, false),
            "{locations:?}"
        );
    }
    let (seen, _) = followed([to(302, &"a".repeat(70_000))], get()).await;
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn a_location_may_have_any_form_of_a_url() {
    for (location, url) in [
        (&b"y"[..], "https://a.example/v1/y"),
        (b"?p=2", "https://a.example/v1/x?p=2"),
        (b"", "https://a.example/v1/x?q=1"),
        (b"/y#part", "https://a.example/y"),
        (b" /y ", "https://a.example/y"),
        (b"/\xc3\xbc\xfc", "https://a.example/%C3%BC%FC"),
        (b"../../y", "https://a.example/y"),
        (b"https://me:pw@a.example/y", "https://a.example/y"),
        (b"\\\\b.example/y", "https://b.example/y"),
    ] {
        let (seen, _) = followed([line(302, &[location])], get()).await;
        assert!(seen[1].starts_with(&format!("GET {url} ")), "{location:?} {seen:?}");
    }
    let (seen, _) = followed([line(302, &[b"/y", b"/y"])], get()).await;
    assert_eq!(seen.len(), 2, "the same twice is one");
}

#[tokio::test]
async fn ten_redirects_are_followed_and_eleven_are_not() {
    for (count, is_good) in [(10, true), (11, false)] {
        let (seen, outcome) = followed(vec![to(302, "/x"); count], get()).await;
        assert_eq!((seen.len(), outcome.is_ok()), (11, is_good));
    }
}

#[tokio::test]
async fn a_token_request_follows_no_redirect() {
    let request = Outgoing { url: "https://a.example/v1/oauth/token?a#b".into(), ..with_body(Method::POST) };
    let (seen, outcome) = followed([to(307, "/v1/oauth/token")], request).await;
    assert_eq!((seen.len(), outcome.unwrap().head.status.as_u16()), (1, 307));
}

/// Refuses every connection but the first.
struct Failing(Arc<Script>);

impl Exchange for Failing {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        if self.0.lines.lock().is_empty() {
            return Box::pin(async { Err(Error::connection(ConnectionFault::Refused, String::new(), Progress::Unsent)) });
        }
        self.0.send(request)
    }
}

#[tokio::test]
async fn after_a_post_that_became_a_get_an_error_says_that_the_request_was_sent() {
    for (status, expected) in [(303, Progress::Sent), (307, Progress::Unsent)] {
        let lines = Mutex::new(VecDeque::from([to(status, "/y")]));
        let script = Arc::new(Script { lines, ..Script::default() });
        match FollowRedirects::new(Arc::new(Failing(script))).send(with_body(Method::POST)).await {
            Err(Error::Connection { progress, .. }) => assert_eq!(progress, expected),
            _ => panic!("it was refused"),
        }
    }
}
