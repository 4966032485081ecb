//! HTTP with real sockets, and a look-up that hangs.

use std::sync::mpsc;

use futures_util::FutureExt;

use super::*;
use crate::call::Client as Caller;
use crate::config::Config;
use crate::endpoint::{Answer, Shape};
use crate::request::{Payload, Prepared};
use crate::secret::Secret;
use crate::thread_pool::ThreadPool;
use crate::tokens::ClientTokens;

/// Gives its pieces, then nothing and no end.
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
fn what_is_too_large_is_known_without_its_end() {
    for (pieces, limit, is_over) in [(vec![&b"12345"[..]], 4, true), (vec![b"123", b"45"], 4, true), (vec![b"1234"], 4, false)] {
        let body = Box::new(Stalling(pieces));
        let mut incoming = Incoming { head: Head::default(), altered: false, body };
        let read = incoming.read_at_most(limit).now_or_never();
        assert_eq!(read.map(|read| read.unwrap().is_none()), is_over.then_some(true));
    }
}

/// HTTP whose look-ups wait for a word.
fn hanging() -> (Http, mpsc::Sender<()>) {
    let (release, held) = mpsc::channel::<()>();
    let held = Mutex::new(held);
    let ask = move |_: &str| held.lock().recv().map(|()| Vec::new()).map_err(std::io::Error::other);
    let names = Names::new(ask, Box::leak(Box::new(ThreadPool::new("test", 16))));
    let places = ConnectionLimit::new(Size::of(1024));
    let connections = Connections::new(Arc::clone(&places), 512);
    (Http::over(tls::config(&[]).unwrap(), Proxies::none(), names, places, connections), release)
}

fn get(limit: Duration) -> Prepared {
    Prepared {
        method: Method::GET,
        template: "/v1/thing".into(),
        url: "https://api.example/v1/thing".into(),
        headers: HeaderMap::new(),
        body: Payload::None,
        authenticate: true,
        repeat: true,
        wants_bytes: false,
        relayed: false,
        answer: &Answer::Json(&Shape::Raw),
        limit,
        max_retries: 0,
        max_response_bytes: 1 << 20,
    }
}

#[tokio::test(start_paused = true)]
async fn a_look_up_that_hangs_ends_with_the_limit_of_the_attempt_or_its_own() {
    let (http, release) = hanging();
    let config = Config::parse(r#"{"token":"tok-1","projectId":"proj_1"}"#).unwrap();
    let caller = Caller::new(config, ClientTokens::from_token(Secret::new("tok-1".into())), Arc::new(http));
    let began = tokio::time::Instant::now();
    let failed = caller.call(get(Duration::from_secs(5))).await;
    assert!(matches!(failed, Err(Error::Timeout { limit, .. }) if limit == Duration::from_secs(5)));
    assert_eq!(began.elapsed(), Duration::from_secs(5));
    let Err(failed) = caller.call(get(Duration::from_secs(60))).await else { panic!("nobody answers") };
    assert!(matches!(failed, Error::Connection { code: Some("ETIMEDOUT"), progress: Progress::Unsent, .. }));
    assert_eq!(failed.words(), "the name of https://api.example could not be resolved within 10 s");
    assert_eq!(began.elapsed(), Duration::from_secs(15));
    drop(release);
}

#[tokio::test]
async fn a_thread_that_cannot_be_had_is_not_said_to_be_the_names_fault() {
    let url = url::Url::parse("https://api.example/v1").unwrap();
    for (number, code) in [(libc_eagain(), "EAGAIN"), (24, "EMFILE"), (2, "ENOTFOUND")] {
        let error = Arc::new(std::io::Error::from_raw_os_error(number));
        let fault: connector::Fault = connector::Unresolved(error).into();
        assert!(matches!(fault::unconnected(&*fault, &url), Error::Connection { code: Some(found), .. } if found == code));
        assert_eq!(fault::is_out_of_descriptors(&*fault), code == "EMFILE");
    }
}

fn libc_eagain() -> i32 {
    rustix::io::Errno::AGAIN.raw_os_error()
}
