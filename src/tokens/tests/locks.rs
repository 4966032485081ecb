//! Guarantees 30 and 31: whose the lock is when a store is slow, an owner dies or a token was revoked. Locks run out here, as
//! Redis has it; or their owners say that they are alive, as it is with files.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio::time::{Instant, sleep};

use super::support::*;
use crate::future::BoxFuture;
use crate::tokens::store::{HEARTBEAT_TIMEOUT, LOCK_TTL};
use crate::tokens::{ClientTokens, LockOutcome, StoreError, TokenEvent, TokenStore};

#[derive(Clone, Default)]
struct LockStore(Arc<Inner>);

#[derive(Default)]
struct Inner {
    values: Mutex<HashMap<String, Vec<u8>>>,
    locks: Mutex<HashMap<String, Lock>>,
    owners: AtomicU32,
    /// Whether locks are good until they are let go, and their owners say meanwhile that they are alive.
    beats: AtomicBool,
    /// Owners below this number were stopped.
    stopped: AtomicU32,
    lock_takes_ms: AtomicU64,
    delete_takes_ms: AtomicU64,
}

struct Lock {
    owner: u32,
    until: Instant,
    said: SystemTime,
}

impl LockStore {
    fn with_heartbeat() -> Self {
        let store = Self::default();
        store.0.beats.store(true, Ordering::Relaxed);
        store
    }

    fn held(&self) -> usize {
        self.0.locks.lock().values().filter(|lock| lock.until > Instant::now()).count()
    }

    /// Stops all who have a lock now.
    fn stop_owners(&self) {
        self.0.stopped.store(self.0.owners.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    fn after<T: Send + 'static>(
        &self,
        takes: &AtomicU64,
        work: impl FnOnce(&Arc<Inner>) -> T + Send + 'static,
    ) -> BoxFuture<'static, Result<T, StoreError>> {
        let (inner, takes) = (Arc::clone(&self.0), Duration::from_millis(1 + takes.load(Ordering::Relaxed)));
        Box::pin(async move {
            sleep(takes).await;
            Ok(work(&inner))
        })
    }
}

impl TokenStore for LockStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let key = key.to_owned();
        self.after(&AtomicU64::new(0), move |inner| inner.values.lock().get(&key).cloned())
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.after(&AtomicU64::new(0), move |inner| _ = inner.values.lock().insert(key, value))
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.after(&self.0.delete_takes_ms, move |inner| _ = inner.values.lock().remove(&key))
    }

    /// What was asked for is done, whether or not anybody still waits for it; so it is where a store is reached by wire.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let (key, inner) = (key.to_owned(), Arc::clone(&self.0));
        let name = key.clone();
        let beats = inner.beats.load(Ordering::Relaxed);
        let taking = tokio::spawn(self.after(&self.0.lock_takes_ms, move |inner| {
            let now = Instant::now();
            let mut locks = inner.locks.lock();
            if let Some(lock) = locks.get(&name).filter(|lock| lock.until > now) {
                return Err(beats.then_some(lock.said));
            }
            let owner = inner.owners.fetch_add(1, Ordering::Relaxed);
            let life = if beats { Duration::from_secs(3_600) } else { Duration::from_millis(ttl_ms) };
            locks.insert(name, Lock { owner, until: now + life, said: SystemTime::UNIX_EPOCH });
            Ok(owner)
        }));
        Box::pin(async move {
            let owner = match taking.await.unwrap()? {
                Ok(owner) => owner,
                Err(said) => return Ok(LockOutcome::Busy(said)),
            };
            let (beaten, lock) = (Arc::clone(&inner), key.clone());
            let held = LockOutcome::acquired(move || {
                let mut locks = inner.locks.lock();
                if locks.get(&key).is_some_and(|lock| lock.owner == owner) && owner >= inner.stopped.load(Ordering::Relaxed) {
                    locks.remove(&key);
                }
            });
            Ok(if beats { held.with_heartbeat(move || beaten.beat(&lock, owner)) } else { held })
        })
    }
}

impl Inner {
    fn beat(&self, lock: &str, owner: u32) -> BoxFuture<'static, ()> {
        let is_stopped = owner < self.stopped.load(Ordering::Relaxed);
        if let Some(lock) = self.locks.lock().get_mut(lock).filter(|_| !is_stopped) {
            lock.said += Duration::from_millis(1);
        }
        Box::pin(std::future::ready(()))
    }
}

fn client_of(process: &Process, store: &LockStore) -> ClientTokens {
    process.client_with(|options| options.store = Some(Arc::new(store.clone())))
}

fn beside(first: &Process, count: usize, store: &LockStore) -> Vec<(Process, ClientTokens)> {
    let processes = (0..count).map(|_| Process::beside(&first.endpoint));
    processes.map(|process| (client_of(&process, store), process)).map(|(client, process)| (process, client)).collect()
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_lock_that_comes_when_nobody_waits_for_it_any_more_is_given_back() {
    let store = LockStore::default();
    store.0.lock_takes_ms.store(150, Ordering::Relaxed);
    let process = Process::scripted([Response::Down, Response::Down, Response::Down]);
    let client = client_of(&process, &store);
    let start = Instant::now();
    assert!(client.token().await.is_err());
    assert!(start.elapsed() < LOCK_TTL, "it would have run out by itself");
    assert_eq!(store.held(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_when_the_locks_owner_dies_one_of_those_who_wait_takes_its_place() {
    let store = LockStore::default();
    let first = Process::new();
    first.endpoint.latency_ms.store(250, Ordering::Relaxed);
    *first.endpoint.script.lock() = [Response::Hangs].into();
    let dead = client_of(&first, &store);
    let fetching = tokio::spawn(async move { dead.token().await.map(drop) });
    advance(0.1).await;
    assert_eq!((store.held(), first.endpoint.count()), (1, 1));
    // What is given back now is nobody's: its owner's life ends here.
    store.0.locks.lock().values_mut().for_each(|lock| lock.owner = u32::MAX);
    let start = Instant::now();
    let others = beside(&first, 23, &store);
    let tokens = join_all(others.iter().map(|(_, client)| token_text(client))).await;
    assert!(tokens.iter().all(|token| token == "token-1"));
    assert_eq!(first.endpoint.count(), 2, "one for the dead, one for all others");
    assert!(start.elapsed() < LOCK_TTL + Duration::from_millis(500), "{:?}", start.elapsed());
    fetching.abort();
}

/// Starts 24 processes whose endpoint takes nearly as long as a request may; gives the number of requests.
async fn requests_of_a_slow_endpoint(store: &LockStore) -> usize {
    let first = Process::new();
    first.endpoint.latency_ms.store(4_900, Ordering::Relaxed);
    let processes = beside(&first, 24, store);
    let tokens = join_all(processes.iter().map(|(_, client)| token_text(client))).await;
    assert!(tokens.iter().all(|token| token.starts_with("token-")));
    assert_eq!(processes.iter().map(|(process, _)| ignored(process)).sum::<usize>(), 0);
    first.endpoint.count()
}

fn ignored(process: &Process) -> usize {
    process.events.0.lock().iter().filter(|event| matches!(event, TokenEvent::StoreIgnored { .. })).count()
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_an_endpoint_that_takes_five_seconds_is_asked_by_two_processes_where_locks_run_out() {
    assert_eq!(requests_of_a_slow_endpoint(&LockStore::default()).await, 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_an_endpoint_that_takes_five_seconds_is_asked_once_where_owners_say_that_they_are_alive() {
    assert_eq!(requests_of_a_slow_endpoint(&LockStore::with_heartbeat()).await, 1);
}

/// One process has the lock and is stopped, then 23 others come.
async fn stopped(store: &LockStore) -> (Process, Vec<(Process, ClientTokens)>) {
    let first = Process::new();
    *first.endpoint.script.lock() = [Response::Hangs].into();
    let holder = client_of(&first, store);
    tokio::spawn(async move { holder.token().await.map(drop) });
    advance(0.4).await;
    assert_eq!((store.held(), first.endpoint.count()), (1, 1));
    store.stop_owners();
    let others = beside(&first, 23, store);
    (first, others)
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_an_owner_that_was_stopped_is_waited_for_for_a_second_and_replaced_by_one() {
    let store = LockStore::with_heartbeat();
    let (first, others) = stopped(&store).await;
    first.endpoint.latency_ms.store(3_000, Ordering::Relaxed);
    let start = Instant::now();
    let tokens = join_all(others.iter().map(|(_, client)| token_text(client))).await;
    assert!(tokens.iter().all(|token| token == "token-1"));
    assert_eq!(first.endpoint.count(), 2, "one of the stopped, one of the others");
    let waited = start.elapsed().saturating_sub(Duration::from_secs(3));
    assert!((HEARTBEAT_TIMEOUT..HEARTBEAT_TIMEOUT * 3 / 2).contains(&waited), "{waited:?}");
    assert_eq!(others.iter().map(|(process, _)| ignored(process)).sum::<usize>(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_when_the_second_owner_is_stopped_as_well_nobody_waits_any_more() {
    let store = LockStore::with_heartbeat();
    let (first, others) = stopped(&store).await;
    first.endpoint.script.lock().push_back(Response::Hangs);
    first.endpoint.latency_ms.store(500, Ordering::Relaxed);
    let start = Instant::now();
    let stop = async {
        while first.endpoint.count() < 2 {
            advance(0.05).await;
        }
        store.stop_owners();
    };
    let call = |client| async move { (token_text(client).await, start.elapsed()) };
    let calls = async { join_all(others.iter().map(|(_, client)| call(client))).await };
    let (called, ()) = tokio::join!(calls, stop);
    let waited = called.iter().filter(|(_, took)| *took < Duration::from_secs(3)).count();
    assert_eq!(waited, 22, "all but the one that was stopped");
    assert_eq!(others.iter().map(|(process, _)| ignored(process)).sum::<usize>(), 22);
}

#[tokio::test(start_paused = true)]
async fn what_another_process_has_just_left_is_not_removed_as_the_token_that_was_refused() {
    let store = LockStore::default();
    store.0.delete_takes_ms.store(80, Ordering::Relaxed);
    let first = Process::new();
    first.endpoint.latency_ms.store(20, Ordering::Relaxed);
    let processes = beside(&first, 8, &store);
    join_all(processes.iter().map(|(_, client)| token_text(client))).await;
    let replays =
        join_all(processes.iter().map(|(_, client)| async move { text(&client.after_401(&client.live().unwrap()).await.unwrap()) }));
    assert!(replays.await.iter().all(|replay| replay == "token-2"));
    advance(0.2).await;
    assert_eq!(token_text(&beside(&first, 1, &store)[0].1).await, "token-2");
    assert_eq!(first.endpoint.count(), 2);
}

/// Real time: a machine that does not let this process run for a while.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a thread that is held is what is tested")]
async fn guarantee_31_time_in_which_the_process_could_not_run_is_not_the_stores() {
    let store = LockStore::default();
    let first = Process::new();
    token_text(&client_of(&first, &store)).await;
    store.0.values.lock().clear();
    store.0.lock_takes_ms.store(20, Ordering::Relaxed);
    let process = Process::beside(&first.endpoint);
    let client = client_of(&process, &store);
    let starve = async {
        for _ in 0..4 {
            sleep(Duration::from_millis(1)).await;
            std::thread::sleep(Duration::from_millis(60));
        }
    };
    tokio::join!(token_text(&client), starve);
    assert_eq!(client.stats().counters.store_errors, 0);
}
