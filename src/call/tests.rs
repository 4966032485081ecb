//! The loop around one attempt, with a scripted exchange and a paused clock: no test waits.

mod limits;

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use parking_lot::Mutex;
use tokio::time::Instant;

use super::*;
use crate::config::Config;
use crate::endpoint::{Answer, Shape};
use crate::error::{ConnectionFault, Progress};
use crate::future::BoxFuture;
use crate::head::Head;
use crate::secret::Secret;
use crate::tokens::{ClientTokens, CredentialProvider, ProviderError};
use crate::transport::Source;

/// The answer to one request.
enum Line {
    Answer(u16, &'static [(&'static str, &'static str)], &'static str),
    Fails(Progress),
    Stalls,
    BodyStalls,
}

/// An exchange that answers by script and records its requests.
#[derive(Default)]
struct Script {
    lines: Mutex<VecDeque<Line>>,
    seen: Mutex<Vec<(String, String, Instant)>>,
}

struct Stalled;

impl crate::transport::Pieces for Stalled {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        Box::pin(std::future::pending())
    }
}

impl Exchange for Arc<Script> {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        let authorization = request.headers.get("authorization").map_or("-", |value| value.to_str().unwrap());
        self.seen.lock().push((request.url.clone(), authorization.to_owned(), Instant::now()));
        let line = self.lines.lock().pop_front().unwrap_or_else(|| panic!("{} was not expected", request.url));
        Box::pin(async move {
            let incoming = |status, headers: &[(&'static str, &'static str)], body: Box<dyn crate::transport::Pieces>| Incoming {
                head: Head {
                    status: StatusCode::from_u16(status).unwrap(),
                    reason: None,
                    url: request.url.clone(),
                    redirected: false,
                    headers: headers.iter().map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).collect(),
                },
                altered: false,
                body,
            };
            match line {
                Line::Answer(status, headers, body) => Ok(incoming(status, headers, Box::new(BufferedBody::new(body.into())))),
                Line::Fails(progress) => Err(Error::connection(ConnectionFault::Reset, "lost".into(), progress)),
                Line::Stalls => std::future::pending().await,
                Line::BodyStalls => Ok(incoming(200, &[], Box::new(Stalled))),
            }
        })
    }
}

/// Provides `tok-1`, then `tok-2`, and so on.
#[derive(Default)]
struct Counting(Mutex<u32>);

impl CredentialProvider for Counting {
    fn provide(&self) -> BoxFuture<'static, Result<Vec<Secret>, ProviderError>> {
        let mut count = self.0.lock();
        *count += 1;
        let token = Secret::new(format!("tok-{count}"));
        Box::pin(async move { Ok(vec![token]) })
    }
}

fn scripted_client(lines: impl IntoIterator<Item = Line>) -> (Client, Arc<Script>) {
    let script = Arc::new(Script { lines: Mutex::new(lines.into_iter().collect()), ..Script::default() });
    let config = Config::parse(r#"{"token":"tok-1","projectId":"proj_1","timeoutInSeconds":5}"#).unwrap();
    let tokens = ClientTokens::from_token_provider(Arc::new(Counting::default()));
    (Client::new(&config, tokens, Arc::new(Arc::clone(&script)), Arc::new(Pacing::new(|_| ()))), script)
}

fn get() -> PreparedRequest {
    PreparedRequest {
        method: Method::GET,
        template: "/v1/thing".into(),
        url: "https://api/v1/thing".into(),
        headers: HeaderMap::new(),
        body: Payload::None,
        authenticate: true,
        idempotent: true,
        wants_bytes: false,
        is_mcp: false,
        relayed: false,
        answer: &Answer::Json(&Shape::Raw),
        redirects: Redirects::Follow,
        limit: Duration::from_secs(5),
        deadline: None,
        max_retries: 2,
        max_response_bytes: crate::config::LONGEST_TEXT,
    }
}

fn post() -> PreparedRequest {
    PreparedRequest { method: Method::POST, idempotent: false, body: Payload::Bytes(Bytes::from_static(b"{}")), ..get() }
}

const GOOD: Line = Line::Answer(200, &[], "{}");
const BAD: Line = Line::Answer(500, &[], "oops");
const UNKNOWN: Line = Line::Answer(401, &[], "{\"error\":\"unauthorized\"}");

fn status(outcome: Result<Reply, Error>) -> u16 {
    match outcome {
        Ok(_) => 200,
        Err(Error::Status(answered)) => answered.head.status.as_u16(),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_get_is_repeated_twice_after_one_and_two_seconds() {
    let (client, script) = scripted_client([BAD, BAD, BAD]);
    assert_eq!(status(client.call(get()).await), 500);
    let seen = script.seen.lock();
    let pauses: Vec<f64> = seen.windows(2).map(|pair| (pair[1].2 - pair[0].2).as_secs_f64()).collect();
    assert_eq!(pauses.len(), 2);
    assert!((0.89..1.11).contains(&pauses[0]) && (1.79..2.21).contains(&pauses[1]), "{pauses:?}");
}

#[tokio::test(start_paused = true)]
async fn a_post_that_may_have_taken_effect_is_sent_once() {
    for line in [BAD, Line::Fails(Progress::Sent)] {
        let (client, script) = scripted_client([line]);
        assert!(client.call(post()).await.is_err());
        assert_eq!(script.seen.lock().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_post_that_was_not_processed_is_sent_again() {
    for line in [Line::Fails(Progress::Unsent), Line::Answer(429, &[("retry-after", "7")], ""), Line::Answer(503, &[], "")] {
        let (client, script) = scripted_client([line, GOOD]);
        assert_eq!(status(client.call(post()).await), 200);
        assert_eq!(script.seen.lock().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn the_pause_is_exactly_that_of_retry_after() {
    let (client, script) = scripted_client([Line::Answer(429, &[("retry-after", "7")], ""), GOOD]);
    assert_eq!(status(client.call(get()).await), 200);
    let seen = script.seen.lock();
    assert_eq!((seen[1].2 - seen[0].2).as_secs(), 7);
}

#[tokio::test(start_paused = true)]
async fn no_retries_means_one_request() {
    let (client, script) = scripted_client([BAD]);
    assert_eq!(status(client.call(PreparedRequest { max_retries: 0, ..get() }).await), 500);
    assert_eq!(script.seen.lock().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_29_a_stale_connection_gets_one_free_retry_at_once() {
    let (client, script) = scripted_client([Line::Fails(Progress::SentOnReused), GOOD]);
    let start = Instant::now();
    assert_eq!(status(client.call(PreparedRequest { max_retries: 0, ..get() }).await), 200);
    assert_eq!(script.seen.lock().len(), 2);
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_limit_includes_the_body() {
    for line in [Line::Stalls, Line::BodyStalls] {
        let (client, script) = scripted_client([line]);
        let start = Instant::now();
        let outcome = client.call(get()).await;
        assert!(matches!(outcome, Err(Error::Timeout { limit, .. }) if limit == Duration::from_secs(5)));
        assert_eq!(start.elapsed().as_secs(), 5);
        assert_eq!(script.seen.lock().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_replaced_and_the_call_is_repeated_once() {
    for call in [get(), post()] {
        let (client, script) = scripted_client([UNKNOWN, GOOD]);
        assert_eq!(status(client.call(call).await), 200);
        let seen = script.seen.lock();
        assert_eq!((seen[0].1.as_str(), seen[1].1.as_str()), ("Bearer tok-1", "Bearer tok-2"));
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_19_the_caller_gets_a_second_401() {
    let (client, script) = scripted_client([UNKNOWN, UNKNOWN]);
    assert_eq!(status(client.call(get()).await), 401);
    assert_eq!(script.seen.lock().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_20_a_relayed_401_does_not_replace_the_token_or_repeat_the_call() {
    let (client, script) = scripted_client([UNKNOWN, Line::Answer(200, &[], "{}")]);
    let call = PreparedRequest { relayed: true, answer: &Answer::Relayed, ..get() };
    assert_eq!(status(client.call(call).await), 401);
    let seen = script.seen.lock();
    assert_eq!(seen.len(), 2);
    assert!(seen[1].0.ends_with("/v1/connect/proj_1/projects/info"), "the token was probed");
}

#[tokio::test(start_paused = true)]
async fn guarantee_20_a_token_that_has_passed_is_not_probed_again_at_once() {
    let (client, script) = scripted_client([UNKNOWN, GOOD]);
    let relayed = || PreparedRequest { relayed: true, answer: &Answer::Relayed, ..get() };
    assert_eq!(status(client.call(relayed()).await), 401);
    let token = client.tokens.live();
    script.lines.lock().push_back(UNKNOWN);
    if token.is_none() {
        // The provider is called for each request: its next token is probed as well.
        script.lines.lock().push_back(GOOD);
    }
    assert_eq!(status(client.call(relayed()).await), 401);
}

#[tokio::test(start_paused = true)]
async fn guarantee_20_a_401_of_the_api_itself_to_a_relayed_call_replaces_the_token() {
    let (client, script) = scripted_client([UNKNOWN, UNKNOWN, GOOD]);
    let call = PreparedRequest { relayed: true, answer: &Answer::Relayed, ..get() };
    assert_eq!(status(client.call(call).await), 200);
    assert_eq!(script.seen.lock().last().unwrap().1, "Bearer tok-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_20_a_403_refreshes_nothing() {
    let (client, script) = scripted_client([Line::Answer(403, &[], "{}")]);
    assert_eq!(status(client.call(get()).await), 403);
    assert_eq!(script.seen.lock().len(), 1);
}

struct Empty;

impl Source for Empty {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, String>> {
        Box::pin(async { Ok(None) })
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_21_a_stream_is_never_sent_twice() {
    for line in [UNKNOWN, Line::Answer(503, &[], ""), Line::Fails(Progress::Unsent)] {
        let (client, script) = scripted_client([line]);
        let call = PreparedRequest { body: Payload::Stream(Some(Box::new(Empty))), ..post() };
        assert!(client.call(call).await.is_err());
        assert_eq!(script.seen.lock().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_22_the_header_is_made_for_each_attempt() {
    let (client, script) = scripted_client([Line::Answer(429, &[("retry-after", "60")], ""), GOOD]);
    assert_eq!(status(client.call(get()).await), 200);
    let seen = script.seen.lock();
    assert_ne!(seen[0].1, seen[1].1, "the retry got its own token");
}

#[tokio::test(start_paused = true)]
async fn a_success_with_an_invalid_body_keeps_its_status_and_text() {
    for body in ["<html>", "", "{\"a\":"] {
        let (client, _) = scripted_client([Line::Answer(200, &[], body)]);
        match client.call(get()).await {
            Err(Error::Unreadable { answered, .. }) => assert_eq!((answered.head.status.as_u16(), answered.body.as_str()), (200, body)),
            _ => panic!("{body:?} is not JSON"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_limit_includes_the_wait_for_a_decoding_thread() {
    let large: &'static str = format!("[\"{}\"]", "x".repeat(2 << 20)).leak();
    let (client, _) = scripted_client([Line::Answer(200, &[], large), Line::Answer(200, &[], large)]);
    let (release, held) = std::sync::mpsc::channel::<()>();
    let (held, began) = (Arc::new(Mutex::new(held)), Arc::new(std::sync::Barrier::new(3)));
    let busy: Vec<_> = (0..2)
        .map(|_| {
            let (held, began) = (Arc::clone(&held), Arc::clone(&began));
            tokio::spawn(crate::thread_pool::DECODING.run(move || {
                began.wait();
                _ = held.lock().recv();
            }))
        })
        .collect();
    tokio::task::yield_now().await;
    began.wait();
    let start = Instant::now();
    assert!(matches!(client.call(get()).await, Err(Error::Timeout { limit, .. }) if limit == Duration::from_secs(5)));
    assert_eq!(start.elapsed(), Duration::from_secs(5));
    drop(release);
    for one in busy {
        assert!(one.await.unwrap().is_ok());
    }
    let reply = timeout(Duration::MAX, client.call(PreparedRequest { limit: Duration::MAX / 4, ..get() })).await.unwrap();
    assert!(matches!(reply.unwrap().value, Value::Json(text) if text.len() == large.len()));
}
