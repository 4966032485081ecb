//! What an observer is told of requests, and which of its headers are sent.

use std::time::Duration;

use http::{Method, StatusCode};
use parking_lot::Mutex;

use super::*;
use crate::error::{ConnectionFault, Progress};
use crate::phase::{Observation, RequestObserver};
use crate::transport::OutBody;

/// Answers after a second: with the piece `body`, or not at all.
struct Server {
    fails: bool,
    sent: Arc<Mutex<Vec<HeaderMap>>>,
}

struct Body(u8);

impl Pieces for Body {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        self.0 += 1;
        let piece = (self.0 == 1).then(|| Bytes::from_static(b"body"));
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(piece)
        })
    }
}

impl Exchange for Server {
    fn send(&self, request: Outgoing) -> BoxFuture<'static, Result<Incoming, Error>> {
        self.sent.lock().push(request.headers);
        let fails = self.fails;
        Box::pin(async move {
            phase::mark(Phase::Wait);
            tokio::time::sleep(Duration::from_secs(1)).await;
            if fails {
                return Err(Error::connection(ConnectionFault::Fetch, "as it should".into(), Progress::Sent));
            }
            let head = Head { status: StatusCode::OK, ..Head::default() };
            phase::mark(Phase::Body);
            Ok(Incoming { head, altered: false, body: Box::new(Body(0)) })
        })
    }
}

/// Gives one header, and notes what it is told.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl RequestObserver for Notes {
    fn started<'a>(&'a self, start: RequestStart<'_>) -> BoxFuture<'a, Vec<(String, String)>> {
        self.0.lock().push(format!("{} {}", start.number, start.url));
        Box::pin(std::future::ready(vec![("traceparent".into(), format!("00-{}", start.number))]))
    }

    fn ended(&self, end: RequestEnd<'_>) {
        let outcome = match end.outcome {
            Outcome::Answered => "answered",
            Outcome::Failed(code) => code,
            Outcome::Dropped => "dropped",
        };
        let status = end.head.map(|head| head.status.as_u16());
        let (wait, body) = (end.spent[Phase::Wait as usize].as_secs(), end.spent[Phase::Body as usize].as_secs());
        self.0.lock().push(format!("{} {outcome} {status:?} wait {wait} body {body} of {}", end.number, end.elapsed.as_secs()));
    }
}

fn request(url: &str, may_stream: bool) -> Outgoing {
    Outgoing { method: Method::GET, url: url.into(), headers: HeaderMap::new(), body: OutBody::None, may_stream, may_repeat: true }
}

/// What the observer was told of `work`, and the headers that were sent.
async fn observe<F: Future<Output = ()>>(fails: bool, work: impl FnOnce(Observed) -> F) -> (Vec<String>, Vec<HeaderMap>) {
    let (notes, sent) = (Notes::default(), Arc::default());
    let observed = Observed::new(Arc::new(Server { fails, sent: Arc::clone(&sent) }));
    let trace = CallTrace::of(None, Some(Observation::new(Some(Box::new(notes.clone())))));
    trace.track(work(observed)).await;
    let (notes, sent) = (notes.0.lock().clone(), sent.lock().clone());
    (notes, sent)
}

#[tokio::test(start_paused = true)]
async fn a_request_ends_with_its_body_or_with_its_head_if_that_is_streamed() {
    let (notes, _) = observe(false, |exchange| async move {
        let mut whole = exchange.send(request("http://a/1", false)).await.unwrap();
        assert!(whole.read_at_most(100).await.unwrap().is_some());
        let streamed = exchange.send(request("http://a/2", true)).await.unwrap();
        drop(streamed);
    })
    .await;
    let expected = ["1 http://a/1", "1 answered Some(200) wait 1 body 4 of 5", "2 http://a/2", "2 answered Some(200) wait 1 body 0 of 1"];
    assert_eq!(notes, expected);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_fails_or_is_dropped_ends_once() {
    let (notes, _) = observe(true, |exchange| async move { assert!(exchange.send(request("http://a/", false)).await.is_err()) }).await;
    assert_eq!(notes, ["1 http://a/".to_owned(), format!("1 {} None wait 1 body 0 of 1", ConnectionFault::Fetch.code())]);
    let (notes, _) = observe(false, |exchange| async move {
        let late = tokio::time::timeout(Duration::from_millis(500), exchange.send(request("http://a/", false))).await;
        assert!(late.is_err());
        let unread = exchange.send(request("http://a/", false)).await.unwrap();
        drop(unread);
    })
    .await;
    assert_eq!(notes[1], "1 dropped None wait 0 body 0 of 0");
    assert_eq!(notes[3], "2 dropped Some(200) wait 1 body 0 of 1");
}

#[tokio::test(start_paused = true)]
async fn another_origin_than_that_of_the_first_request_gets_no_added_header() {
    let (_, sent) = observe(false, |exchange| async move {
        for url in ["http://a/", "http://b/", "http://a/again", "https://a/"] {
            exchange.send(request(url, true)).await.unwrap();
        }
    })
    .await;
    let added: Vec<bool> = sent.iter().map(|headers| headers.contains_key("traceparent")).collect();
    assert_eq!(added, [true, false, true, false]);
}

#[test]
fn headers_of_the_request_of_the_connection_and_invalid_ones_are_not_added() {
    let mut headers = HeaderMap::new();
    headers.insert("traceparent", HeaderValue::from_static("own"));
    let given = ["traceparent", "tracestate", "baggage", "authorization", "Host", "content-length", "bad name", "x-Ok"];
    let mut added: Vec<_> = given.map(|name| (name.to_owned(), "added".to_owned())).into();
    added.push(("x-bad".into(), "a\r\nb: c".into()));
    add(&added, &mut headers);
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["baggage", "traceparent", "x-ok"]);
    assert_eq!(headers["traceparent"], "own");
}
