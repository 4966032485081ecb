//! The state machine under every order in which threads may meet, as far as chance finds them: shuttle runs each test
//! some thousand times and decides at each lock who goes on. `cargo test --features model model`.
//!
//! Fetching and time are abstract: a flight is a task that yields and then gives what the test says.

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

/// Runs per test: enough to meet every order of two steps many times, short enough for each commit.
const RUNS: usize = 3_000;

struct Still(AtomicU64);

impl Clock for Still {
    fn now(&self) -> Timestamp {
        let since = Duration::from_secs(1_000_000 + self.0.load(Ordering::SeqCst));
        Timestamp { wall: since, boot: since }
    }
}

struct Deaf;

impl Observer for Deaf {
    fn token_event(&self, _event: TokenEvent) {}
}

/// Gives numbered tokens, or fails as often as it is told; counts, and sees whether two flights run at once.
#[derive(Default)]
struct Endpoint {
    given: AtomicU64,
    fails: AtomicU64,
    flying: AtomicU64,
    overlapped: AtomicBool,
}

struct Flown(Arc<Endpoint>, Arc<Still>);

impl TokenSource for Flown {
    fn spawn(&self, flight: BoxFuture<'static, ()>) {
        future::spawn(flight);
    }

    fn fetch<'a>(&'a self, _manager: &'a Arc<Manager>, _cause: Cause) -> BoxFuture<'a, Result<FetchedToken, RefreshError>> {
        Box::pin(async move {
            let Self(endpoint, clock) = self;
            let requested_at = clock.now();
            if endpoint.flying.fetch_add(1, Ordering::SeqCst) > 0 {
                endpoint.overlapped.store(true, Ordering::SeqCst);
            }
            future::yield_now().await;
            let number = endpoint.given.fetch_add(1, Ordering::SeqCst) + 1;
            future::yield_now().await;
            endpoint.flying.fetch_sub(1, Ordering::SeqCst);
            if endpoint.fails.load(Ordering::SeqCst) >= number {
                return Err(RefreshError::new(Error::Token(Arc::new(TokenFailure::default()))));
            }
            let token = Secret::new(format!("token-{number}"));
            Ok(FetchedToken { token, lifetime: Duration::from_secs(3600), requested_at, secret_index: 0, from_store: false })
        })
    }
}

struct Table {
    manager: Arc<Manager>,
    endpoint: Arc<Endpoint>,
    clock: Arc<Still>,
}

fn table() -> Table {
    let endpoint = Arc::new(Endpoint::default());
    let clock = Arc::new(Still(0.into()));
    let source = Flown(Arc::clone(&endpoint), Arc::clone(&clock));
    let manager = Manager::with_source(Box::new(source), Arc::new(Deaf), Arc::clone(&clock) as _);
    Table { manager, endpoint, clock }
}

fn number(token: &Token) -> u64 {
    token.secret().expose().trim_start_matches("token-").parse().unwrap()
}

/// Runs `act` in this many threads, each with what they share.
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
fn model_guarantee_01_callers_that_meet_cost_one_request() {
    shuttle::check_random(
        || {
            let Table { manager, endpoint, .. } = table();
            let tokens = together(4, &manager, |manager| number(&future::block_on(manager.token()).unwrap()));
            assert_eq!(tokens, [1; 4]);
            assert_eq!(endpoint.given.load(Ordering::SeqCst), 1);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_02_a_failure_reaches_everyone_and_nobody_waits_for_ever() {
    shuttle::check_random(
        || {
            let Table { manager, endpoint, .. } = table();
            endpoint.fails.store(u64::MAX, Ordering::SeqCst);
            let failed = together(3, &manager, |manager| future::block_on(manager.token()).is_err());
            assert_eq!(failed, [true; 3]);
            assert!(!endpoint.overlapped.load(Ordering::SeqCst), "two flights at once");
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_17_callers_that_meet_a_401_cost_one_refresh() {
    shuttle::check_random(
        || {
            let Table { manager, endpoint, .. } = table();
            future::block_on(manager.token()).unwrap();
            let replays = together(3, &manager, |manager| {
                let held = future::block_on(manager.token()).unwrap();
                // Whoever came late holds the second already, and the API takes it.
                if number(&held) == 1 { future::block_on(manager.after_401(&held)).map(|token| number(&token)) } else { Some(2) }
            });
            assert_eq!(replays, [Some(2); 3]);
            assert_eq!(endpoint.given.load(Ordering::SeqCst), 2);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_18_and_24_the_token_never_goes_back() {
    shuttle::check_random(
        || {
            let Table { manager, .. } = table();
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
fn model_guarantee_24_a_flight_that_was_left_behind_leaves_no_trace() {
    shuttle::check_random(
        || {
            let Table { manager, endpoint, .. } = table();
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
            assert!(!manager.is_refreshing(), "every flight has landed or was left behind");
            assert!(endpoint.given.load(Ordering::SeqCst) <= 3);
        },
        RUNS,
    );
}

#[test]
fn model_guarantee_05_a_refresh_in_the_background_is_one_and_nobody_waits() {
    shuttle::check_random(
        || {
            let Table { manager, endpoint, clock } = table();
            future::block_on(manager.token()).unwrap();
            clock.0.store(3_000, Ordering::SeqCst);
            // Read as a call reads it: at once or not at all.
            let live = together(3, &manager, |manager| manager.live().map(|token| number(&token)));
            assert!(live.iter().all(|token| matches!(token, Some(1 | 2))), "{live:?}");
            let latest = future::block_on(manager.refresh()).unwrap();
            assert_eq!(manager.live().unwrap().generation(), latest.generation());
            assert!(endpoint.given.load(Ordering::SeqCst) <= 3, "the first, the refresh in the background, and the one asked for");
        },
        RUNS,
    );
}
