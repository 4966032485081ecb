//! Guarantees 30 and 31: who holds the lock if a store is slow, an owner dies or a token was revoked. Locks expire here, as in
//! Redis, or their owners send heartbeats, as with files.

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
    /// Whether locks are held until they are released, and their owners send heartbeats.
    heartbeats: AtomicBool,
    /// Owners below this number were stopped.
    stopped: AtomicU32,
    lock_takes_ms: AtomicU64,
    delete_takes_ms: AtomicU64,
}

struct Lock {
    owner: u32,
    until: Instant,
    heartbeat: SystemTime,
}

impl LockStore {
    fn with_heartbeat() -> Self {
        let store = Self::default();
        store.0.heartbeats.store(true, Ordering::Relaxed);
        store
    }

    fn held(&self) -> usize {
        self.0.locks.lock().values().filter(|lock| lock.until > Instant::now()).count()
    }

    /// Stops the owners of all locks.
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

    /// The lock is acquired even if nothing waits for it any more, as in a store behind a network.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let (key, inner) = (key.to_owned(), Arc::clone(&self.0));
        let name = key.clone();
        let heartbeats = inner.heartbeats.load(Ordering::Relaxed);
        let taking = tokio::spawn(self.after(&self.0.lock_takes_ms, move |inner| {
            let now = Instant::now();
            let mut locks = inner.locks.lock();
            if let Some(lock) = locks.get(&name).filter(|lock| lock.until > now) {
                return Err(heartbeats.then_some(lock.heartbeat));
            }
            let owner = inner.owners.fetch_add(1, Ordering::Relaxed);
            let life = if heartbeats { Duration::from_secs(3_600) } else { Duration::from_millis(ttl_ms) };
            locks.insert(name, Lock { owner, until: now + life, heartbeat: SystemTime::UNIX_EPOCH });
            Ok(owner)
        }));
        Box::pin(async move {
            let owner = match taking.await.unwrap()? {
                Ok(owner) => owner,
                Err(heartbeat) => return Ok(LockOutcome::Busy(heartbeat)),
            };
            let (store, lock) = (Arc::clone(&inner), key.clone());
            let held = LockOutcome::acquired(move || {
                let mut locks = inner.locks.lock();
                if locks.get(&key).is_some_and(|lock| lock.owner == owner) && owner >= inner.stopped.load(Ordering::Relaxed) {
                    locks.remove(&key);
                }
            });
            Ok(if heartbeats { held.with_heartbeat(move || store.heartbeat(&lock, owner)) } else { held })
        })
    }
}

impl Inner {
    fn heartbeat(&self, lock: &str, owner: u32) -> BoxFuture<'static, ()> {
        let is_stopped = owner < self.stopped.load(Ordering::Relaxed);
        if let Some(lock) = self.locks.lock().get_mut(lock).filter(|_| !is_stopped) {
            lock.heartbeat += Duration::from_millis(1);
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
async fn guarantee_31_a_lock_that_is_acquired_too_late_is_released() {
    let store = LockStore::default();
    store.0.lock_takes_ms.store(150, Ordering::Relaxed);
    let process = Process::scripted([Response::Down, Response::Down, Response::Down]);
    let client = client_of(&process, &store);
    let start = Instant::now();
    assert!(client.token().await.is_err());
    assert!(start.elapsed() < LOCK_TTL, "it would have expired by itself");
    assert_eq!(store.held(), 0);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_if_the_owner_of_the_lock_dies_one_waiting_process_replaces_it() {
    let store = LockStore::default();
    let first = Process::new();
    first.endpoint.latency_ms.store(250, Ordering::Relaxed);
    *first.endpoint.script.lock() = [Response::Hangs].into();
    let dead = client_of(&first, &store);
    let fetching = tokio::spawn(async move { dead.token().await.map(drop) });
    advance(0.1).await;
    assert_eq!((store.held(), first.endpoint.count()), (1, 1));
    // The owner dies here: it can no longer release its lock.
    store.0.locks.lock().values_mut().for_each(|lock| lock.owner = u32::MAX);
    let start = Instant::now();
    let others = beside(&first, 23, &store);
    let tokens = join_all(others.iter().map(|(_, client)| token_text(client))).await;
    assert!(tokens.iter().all(|token| token == "token-1"));
    assert_eq!(first.endpoint.count(), 2, "one of the dead process, one for all others");
    assert!(start.elapsed() < LOCK_TTL + Duration::from_millis(500), "{:?}", start.elapsed());
    fetching.abort();
}

/// The number of requests that 24 processes send to an endpoint that takes nearly the limit of a request.
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
async fn guarantee_30_a_slow_endpoint_gets_two_requests_if_locks_expire() {
    assert_eq!(requests_of_a_slow_endpoint(&LockStore::default()).await, 2);
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_a_slow_endpoint_gets_one_request_if_owners_send_heartbeats() {
    assert_eq!(requests_of_a_slow_endpoint(&LockStore::with_heartbeat()).await, 1);
}

/// One process acquires the lock and is stopped, then 23 others start.
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
async fn guarantee_31_a_stopped_owner_is_replaced_by_one_process_after_a_second() {
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
async fn guarantee_31_if_the_second_owner_is_stopped_as_well_no_process_waits() {
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
async fn a_token_that_another_process_has_just_stored_is_not_deleted_as_the_rejected_one() {
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

/// In real time: the machine does not schedule this process for a while.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the test blocks the thread")]
async fn guarantee_31_time_in_which_the_process_could_not_run_does_not_count_against_the_store() {
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
