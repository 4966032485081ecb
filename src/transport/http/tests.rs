//! The whole path of a call with a lookup that hangs, and a body that is too large.

use std::sync::mpsc;
use std::time::Duration;

use futures_util::FutureExt;

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::super::exchange::Pieces;
use super::super::resolver::LookupError;
use super::*;
use crate::call::{Client as Caller, Pacing};
use crate::config::Config;
use crate::endpoint::{Answer, Shape};
use crate::error::DnsFault;
use crate::request::{Payload, PreparedRequest, Redirects};
use crate::secret::Secret;
use crate::thread_pool::ThreadPool;
use crate::tokens::ClientTokens;

mod proxies;
mod stopped;

/// A body that gives its pieces and then stalls.
struct Stalling(Vec<&'static [u8]>);

impl Pieces for Stalling {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, Error>> {
        match self.0.is_empty() {
            true => Box::pin(std::future::pending()),
            false => Box::pin(std::future::ready(Ok(Some(Bytes::from_static(self.0.remove(0)))))),
        }
    }
}

#[test]
fn a_body_that_is_too_large_is_not_read_to_its_end() {
    for (pieces, limit, is_over) in [(vec![&b"12345"[..]], 4, true), (vec![b"123", b"45"], 4, true), (vec![b"1234"], 4, false)] {
        let body = Box::new(Stalling(pieces));
        let mut incoming = Incoming { head: Head::default(), altered: false, body };
        let read = incoming.read_at_most(limit).now_or_never();
        assert_eq!(read.map(|read| read.unwrap().is_none()), is_over.then_some(true));
    }
}

/// HTTP whose lookups wait for a message.
fn hanging() -> (Http, mpsc::Sender<()>) {
    let (release, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let lookup = move |_: &str| held.lock().recv().map(|()| Vec::new()).map_err(|_| LookupError::NotFound);
    let resolver = Resolver::new(lookup, Box::leak(Box::new(ThreadPool::new("test", 16))));
    (Http::new(tls::config(&Trust::default()).unwrap(), Proxies::none(), resolver, Limits::for_descriptors(1024)), release)
}

fn get(limit: Duration) -> PreparedRequest {
    PreparedRequest {
        method: Method::GET,
        template: "/v1/thing".into(),
        url: "https://api.example/v1/thing".into(),
        headers: HeaderMap::new(),
        body: Payload::None,
        authenticate: true,
        idempotent: true,
        wants_bytes: false,
        is_mcp: false,
        relayed: false,
        answer: &Answer::Json(&Shape::Raw),
        redirects: Redirects::Follow,
        limit,
        deadline: None,
        max_retries: 0,
        max_response_bytes: 1 << 20,
    }
}

#[tokio::test(start_paused = true)]
async fn a_lookup_that_hangs_ends_at_the_limit_of_the_attempt_or_at_its_own() {
    let (http, release) = hanging();
    let config = Config::parse(r#"{"token":"tok-1","projectId":"proj_1"}"#).unwrap();
    let caller = Caller::new(&config, ClientTokens::from_token(Secret::new("tok-1".into())), Arc::new(http), Arc::new(Pacing::new(|_| ())));
    let began = tokio::time::Instant::now();
    let failed = caller.call(get(Duration::from_secs(5))).await;
    assert!(matches!(failed, Err(Error::Timeout { limit, .. }) if limit == Duration::from_secs(5)));
    assert_eq!(began.elapsed(), Duration::from_secs(5));
    let Err(failed) = caller.call(get(Duration::from_secs(60))).await else { panic!("nobody answers") };
    assert!(matches!(failed, Error::Connection { fault: ConnectionFault::Dns(DnsFault::TimedOut), progress: Progress::Unsent, .. }));
    assert_eq!(failed.to_string(), "the name of https://api.example could not be resolved within 10 s");
    assert_eq!(began.elapsed(), Duration::from_secs(15));
    drop(release);
}

#[tokio::test]
async fn a_lookup_that_gets_no_thread_or_descriptor_has_the_code_of_that() {
    let url = Url::parse("https://api.example/v1").unwrap();
    for (number, code) in [(libc_eagain(), "EAGAIN"), (24, "EMFILE"), (12, "ENOMEM"), (2, "EAI_AGAIN")] {
        let error = fault::Unresolved(Arc::new(std::io::Error::from_raw_os_error(number).into()));
        assert!(matches!(fault::from_connect(&error, &url), Error::Connection { fault, .. } if fault.code() == code));
        assert_eq!(fault::is_out_of_descriptors(&error), code == "EMFILE");
    }
}

#[test]
fn each_failure_of_a_lookup_has_the_code_that_node_gives_it() {
    let url = Url::parse("https://api.example/v1").unwrap();
    for (why, code) in [(LookupError::NotFound, "ENOTFOUND"), (LookupError::NoAnswer, "EAI_AGAIN"), (LookupError::Failed, "EAI_FAIL")] {
        let text = why.to_string();
        let error = fault::from_connect(&Wrapped(fault::Unresolved(Arc::new(why))), &url);
        assert!(matches!(error, Error::Connection { fault, .. } if fault.code() == code && fault.is_retryable()));
        assert_eq!(error.to_string(), format!("the name of https://api.example could not be resolved: {text}"));
    }
}

/// As the HTTP library wraps what its connector gives.
#[derive(Debug, thiserror::Error)]
#[error("client error (Connect)")]
struct Wrapped(#[source] fault::Unresolved);

fn libc_eagain() -> i32 {
    rustix::io::Errno::AGAIN.raw_os_error()
}
