//! What an observed call tells: the time of each phase, the size of its answer, and each request that it sends.
//!
//! Only calls that somebody observes have an [`Observation`], so that others read no clock for it.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use super::names::Phase;
use crate::future::BoxFuture;
use crate::head::Head;

/// How long a call has been in each phase, in the order of [`Phase`].
pub(crate) type Spent = [Duration; PHASES];

/// How many phases there are.
pub(crate) const PHASES: usize = Phase::ALL.len();

/// A request that is about to be sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestStart<'a> {
    /// Its number in its call, from 1. A redirect that is followed is a request of its own.
    pub number: u32,
    /// Which attempt of the call it belongs to, from 1.
    pub attempt: u32,
    /// The method.
    pub method: &'a str,
    /// The whole URL. It may hold secrets.
    pub url: &'a str,
    /// The fetch of a token that the call has waited for, if it has.
    pub token_fetch: Option<u64>,
}

/// What became of a request.
pub(crate) struct RequestEnd<'a> {
    /// Its number in its call.
    pub number: u32,
    /// The head of the answer, if it has come.
    pub head: Option<&'a Head>,
    /// How it ended.
    pub outcome: Outcome<'a>,
    /// The time of each phase.
    pub spent: Spent,
    /// How long it took.
    pub elapsed: Duration,
}

/// How a request ended.
pub(crate) enum Outcome<'a> {
    /// Its answer has come: all of it, or its head if the caller reads the body as a stream.
    Answered,
    /// It failed, with this code.
    Failed(&'a str),
    /// Nobody waits for its answer any more: after its time limit, after an abort, or because a redirect is followed.
    Dropped,
}

/// Is told of each request of a call.
pub(crate) trait RequestObserver: Send + Sync {
    /// A request is about to be sent. Gives the headers that are to be added to it.
    fn started<'a>(&'a self, start: RequestStart<'_>) -> BoxFuture<'a, Vec<(String, String)>>;
    /// The request has ended.
    fn ended(&self, end: RequestEnd<'_>);
}

/// What is noted of an observed call.
pub(crate) struct Observation {
    timings: Mutex<Timings>,
    /// The bytes of the last answer that was read whole, decompressed.
    received: AtomicU64,
    requests: AtomicU32,
    /// 0 if the call has not waited for a token.
    token_fetch: AtomicU64,
    /// Where the first request goes: no other origin gets added headers.
    origin: OnceLock<String>,
    /// Is told of each request, if the call is observed that closely.
    pub(super) observer: Option<Box<dyn RequestObserver>>,
}

struct Timings {
    phase: Option<Phase>,
    since: Instant,
    spent: Spent,
}

impl Observation {
    /// Of a call that starts now.
    pub(crate) fn new(observer: Option<Box<dyn RequestObserver>>) -> Self {
        Self {
            timings: Mutex::new(Timings { phase: None, since: Instant::now(), spent: Spent::default() }),
            received: AtomicU64::new(0),
            requests: AtomicU32::new(0),
            token_fetch: AtomicU64::new(0),
            origin: OnceLock::new(),
            observer,
        }
    }

    /// The call enters `phase` now.
    pub(super) fn enter(&self, phase: Phase) {
        let mut timings = self.timings.lock();
        *timings = Timings { phase: Some(phase), since: Instant::now(), spent: timings.spent() };
    }

    /// How long the call has been in each phase, up to now.
    pub(crate) fn spent(&self) -> Spent {
        self.timings.lock().spent()
    }

    /// The bytes of the answer, if it was read whole.
    pub(crate) fn received(&self) -> u64 {
        self.received.load(Ordering::Relaxed)
    }

    /// The fetch of a token that the call has waited for.
    pub(crate) fn token_fetch(&self) -> Option<u64> {
        Some(self.token_fetch.load(Ordering::Relaxed)).filter(|number| *number != 0)
    }

    pub(super) fn note_received(&self, bytes: usize) {
        self.received.store(bytes as u64, Ordering::Relaxed);
    }

    pub(super) fn note_token_fetch(&self, number: u64) {
        self.token_fetch.store(number, Ordering::Relaxed);
    }

    /// The number of the next request.
    pub(crate) fn next_request(&self) -> u32 {
        self.requests.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Notes the origin of a request. Returns whether it is that of the first one.
    pub(crate) fn is_own_origin(&self, origin: &str) -> bool {
        self.origin.get_or_init(|| origin.to_owned()) == origin
    }

    /// Where the first request went.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.origin.get().map(String::as_str)
    }
}

impl std::fmt::Debug for Observation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Observation").finish_non_exhaustive()
    }
}

impl Timings {
    fn spent(&self) -> Spent {
        let mut spent = self.spent;
        if let Some(phase) = self.phase {
            spent[phase as usize] += self.since.elapsed();
        }
        spent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_phase_has_the_time_that_the_call_was_in_it() {
        let observation = Observation::new(None);
        for (phase, seconds) in [(Phase::Token, 1), (Phase::Wait, 2), (Phase::Queue, 4), (Phase::Wait, 8)] {
            observation.enter(phase);
            tokio::time::advance(Duration::from_secs(seconds)).await;
        }
        let mut expected = Spent::default();
        for (phase, seconds) in [(Phase::Token, 1), (Phase::Queue, 4), (Phase::Wait, 10)] {
            expected[phase as usize] = Duration::from_secs(seconds);
        }
        assert_eq!(observation.spent(), expected);
    }

    #[test]
    fn the_origin_of_the_first_request_is_the_calls_own() {
        let observation = Observation::new(None);
        let own = |origin: &str| observation.is_own_origin(origin);
        assert_eq!((own("https://a"), own("https://b"), own("https://a")), (true, false, true));
    }
}
