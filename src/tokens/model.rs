//! Check the state machine under many interleavings of threads: shuttle runs each test some thousand times and chooses at
//! each lock which thread continues. Run it with `cargo test --features model model`.
//!
//! Fetching and time are abstract: a refresh is a task that yields and then returns what the test has set.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use shuttle::{future, thread};

use super::clock::{Clock, Timestamp};
use super::events::Cause;
use super::manager::{FetchedToken, Manager, RefreshError, TokenSource};
use super::{Observer, Token, TokenEvent};
use crate::error::{Error, TokenFailure};
use crate::future::BoxFuture;
use crate::secret::Secret;

/// Runs of each test: enough to try every order of two steps many times, few enough for each commit.
const RUNS: usize = 3_000;

struct FixedClock(AtomicU64);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        let since = Duration::from_secs(1_000_000 + self.0.load(Ordering::SeqCst));
        Timestamp { wall: since, boot: since }
    }
}

struct NoObserver;

impl Observer for NoObserver {
    fn token_event(&self, _event: TokenEvent) {}
}

/// Issues numbered tokens, or fails. Records whether two refreshes overlap.
#[derive(Default)]
struct Endpoint {
    issued: AtomicU64,
    fails: AtomicU64,
    running: AtomicU64,
    overlapped: AtomicBool,
}

struct ModelSource(Arc<Endpoint>, Arc<FixedClock>);

impl TokenSource for ModelSource {
    fn spawn(&self, task: BoxFuture<'static, ()>) {
        future::spawn(task);
    }

    fn fetch<'a>(&'a self, _manager: &'a Arc<Manager>, _cause: Cause) -> BoxFuture<'a, Result<FetchedToken, RefreshError>> {
        Box::pin(async move {
            let Self(endpoint, clock) = self;
            let requested_at = clock.now();
            if endpoint.running.fetch_add(1, Ordering::SeqCst) > 0 {
                endpoint.overlapped.store(true, Ordering::SeqCst);
            }
            future::yield_now().await;
            let number = endpoint.issued.fetch_add(1, Ordering::SeqCst) + 1;
            future::yield_now().await;
            endpoint.running.fetch_sub(1, Ordering::SeqCst);
            if endpoint.fails.load(Ordering::SeqCst) >= number {
                return Err(RefreshError::new(Error::Token(Arc::new(TokenFailure::default()))));
            }
            let token = Secret::new(format!("token-{number}"));
            Ok(FetchedToken { token, lifetime: Duration::from_secs(3600), requested_at, secret_index: 0, from_store: false })
        })
    }
}

struct Fixture {
    manager: Arc<Manager>,
    endpoint: Arc<Endpoint>,
    clock: Arc<FixedClock>,
}

fn fixture() -> Fixture {
    let endpoint = Arc::new(Endpoint::default());
    let clock = Arc::new(FixedClock(0.into()));
    let source = ModelSource(Arc::clone(&endpoint), Arc::clone(&clock));
    let manager = Manager::with_source(Box::new(source), Arc::new(NoObserver), Arc::clone(&clock) as _);
    Fixture { manager, endpoint, clock }
}

fn number(token: &Token) -> u64 {
    token.secret().expose().trim_start_matches("token-").parse().unwrap()
}

/// Runs `act` in `count` threads.
fn together<T: Send + 'static>(count: usize, manager: &Arc<Manager>, act: fn(Arc<Manager>) -> T) -> Vec<T> {
    let threads: Vec<_> = (0..count)
        .map(|_| {
            thread::spawn({
                let manager = Arc::clone(manager);
                move || act(manager)
            })
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}

#[test]
fn model_guarantee_01_concurrent_callers_cost_one_request() {
    shuttle::check_random(
        || {
            let Fixture { manager, endpoint, .. } = fixture();
            let tokens = together(4, &manager, |manager| number(&future::block_on(manager.token()).unwrap()));
            assert_eq!(tokens, [1; 4]);
            assert_eq!(endpoint.issued.load(Ordering::SeqCst), 1);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_02_every_caller_gets_the_error() {
    shuttle::check_random(
        || {
            let Fixture { manager, endpoint, .. } = fixture();
            endpoint.fails.store(u64::MAX, Ordering::SeqCst);
            let failed = together(3, &manager, |manager| future::block_on(manager.token()).is_err());
            assert_eq!(failed, [true; 3]);
            assert!(!endpoint.overlapped.load(Ordering::SeqCst), "two refreshes overlap");
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_17_concurrent_401s_cost_one_refresh() {
    shuttle::check_random(
        || {
            let Fixture { manager, endpoint, .. } = fixture();
            future::block_on(manager.token()).unwrap();
            let replays = together(3, &manager, |manager| {
                let held = future::block_on(manager.token()).unwrap();
                // A late caller already has the second token, which the API accepts.
                if number(&held) == 1 { future::block_on(manager.after_401(&held)).map(|token| number(&token)) } else { Some(2) }
            });
            assert_eq!(replays, [Some(2); 3]);
            assert_eq!(endpoint.issued.load(Ordering::SeqCst), 2);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_18_and_24_an_older_token_never_replaces_a_newer_one() {
    shuttle::check_random(
        || {
            let Fixture { manager, .. } = fixture();
            let first = future::block_on(manager.token()).unwrap();
            let breaker = thread::spawn({
                let (manager, first) = (Arc::clone(&manager), Arc::clone(&first));
                move || {
                    manager.invalidate();
                    manager.reject(&first);
                }
            });
            let seen = together(2, &manager, |manager| {
                let before = future::block_on(manager.token()).unwrap();
                future::block_on(manager.refresh()).unwrap();
                let after = future::block_on(manager.token()).unwrap();
                (before.generation(), after.generation())
            });
            breaker.join().unwrap();
            for (before, after) in seen {
                assert!(before <= after, "{before} came back after {after}");
            }
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_24_an_abandoned_refresh_changes_nothing() {
    shuttle::check_random(
        || {
            let Fixture { manager, endpoint, .. } = fixture();
            future::block_on(manager.token()).unwrap();
            let refresher = thread::spawn({
                let manager = Arc::clone(&manager);
                move || _ = future::block_on(manager.refresh())
            });
            manager.invalidate();
            let token = future::block_on(manager.token()).unwrap();
            refresher.join().unwrap();
            let now = future::block_on(manager.token()).unwrap();
            assert!(now.generation() >= token.generation());
            assert!(!manager.is_refreshing(), "every refresh has ended or was abandoned");
            assert!(endpoint.issued.load(Ordering::SeqCst) <= 3);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_05_a_background_refresh_runs_once_and_delays_no_caller() {
    shuttle::check_random(
        || {
            let Fixture { manager, endpoint, clock } = fixture();
            future::block_on(manager.token()).unwrap();
            clock.0.store(3_000, Ordering::SeqCst);
            // As a call reads it: without waiting.
            let live = together(3, &manager, |manager| manager.live().map(|token| number(&token)));
            assert!(live.iter().all(|token| matches!(token, Some(1 | 2))), "{live:?}");
            let latest = future::block_on(manager.refresh()).unwrap();
            assert_eq!(manager.live().unwrap().generation(), latest.generation());
            assert!(endpoint.issued.load(Ordering::SeqCst) <= 3, "the first, the background refresh and the forced one");
        },
        RUNS,
    );
}
