//! Guarantees 30 to 32: processes that share a store, and stores that fail. Each test `Process` stands for a process.
//! Real processes, real files under `kill -9` and a real Redis are in `__test__/stores/*.test.mjs`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio::time::Instant;

use super::support::*;
use crate::future::BoxFuture;
use crate::tokens::Cause;
use crate::tokens::store::LOCK_TTL;
use crate::tokens::{ClientTokens, LockOutcome, StoreError, TokenEvent, TokenStore};

/// How a store fails.
#[derive(Clone, Copy, PartialEq)]
enum Trouble {
    None,
    GetHangs,
    GetFails,
    GetLies,
    SetHangs,
    SetFails,
    LockHangs,
    LockFails,
    LockIsNeverFree,
    DeleteHangs,
    DeleteFails,
    NoLock,
}

#[derive(Clone)]
struct MemoryStore(Arc<Inner>);

struct Inner {
    values: Mutex<HashMap<String, Vec<u8>>>,
    locks: Arc<Mutex<HashSet<String>>>,
    trouble: Mutex<Trouble>,
    deleted: AtomicU32,
}

impl MemoryStore {
    fn new(trouble: Trouble) -> Self {
        Self(Arc::new(Inner { values: Mutex::default(), locks: Arc::default(), trouble: Mutex::new(trouble), deleted: 0.into() }))
    }

    fn operation<T: Send + 'static>(
        &self,
        hangs: Trouble,
        fails: Trouble,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> BoxFuture<'static, Result<T, StoreError>> {
        let (inner, trouble) = (Arc::clone(&self.0), *self.0.trouble.lock());
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(1)).await;
            if trouble == hangs {
                std::future::pending::<()>().await;
            }
            if trouble == fails { Err(StoreError::new("it is broken")) } else { Ok(work(&inner)) }
        })
    }
}

impl TokenStore for MemoryStore {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let key = key.to_owned();
        self.operation(Trouble::GetHangs, Trouble::GetFails, move |inner| match *inner.trouble.lock() {
            Trouble::GetLies => Some(b"garbage".to_vec()),
            _ => inner.values.lock().get(&key).cloned(),
        })
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.operation(Trouble::SetHangs, Trouble::SetFails, move |inner| {
            inner.values.lock().insert(key, value);
        })
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.operation(Trouble::DeleteHangs, Trouble::DeleteFails, move |inner| {
            inner.deleted.fetch_add(1, Ordering::Relaxed);
            inner.values.lock().remove(&key);
        })
    }

    fn lock(&self, key: &str, _ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let key = key.to_owned();
        self.operation(Trouble::LockHangs, Trouble::LockFails, move |inner| {
            let trouble = *inner.trouble.lock();
            match trouble {
                Trouble::NoLock => return LockOutcome::Unsupported,
                Trouble::LockIsNeverFree => return LockOutcome::Busy(None),
                _ => {}
            }
            let locks = Arc::clone(&inner.locks);
            if !locks.lock().insert(key.clone()) {
                return LockOutcome::Busy(None);
            }
            LockOutcome::acquired({
                let locks = Arc::clone(&locks);
                move || _ = locks.lock().remove(&key)
            })
        })
    }
}

fn client_of(process: &Process, store: &MemoryStore) -> ClientTokens {
    process.client_with(|options| options.store = Some(Arc::new(store.clone())))
}

/// Starts `count` processes that share `store` and a slow endpoint.
async fn fleet(count: usize, store: &MemoryStore) -> (Vec<Process>, Vec<ClientTokens>) {
    let first = Process::new();
    first.endpoint.latency_ms.store(250, Ordering::Relaxed);
    let processes: Vec<_> = (0..count).map(|_| Process::beside(&first.endpoint)).collect();
    let clients: Vec<_> = processes.iter().map(|process| client_of(process, store)).collect();
    join_all(clients.iter().map(token_text)).await;
    (processes, clients)
}

fn ignored(process: &Process) -> Vec<String> {
    let events = process.events.0.lock();
    events.iter().filter_map(|event| if let TokenEvent::StoreIgnored { message } = event { Some(message.clone()) } else { None }).collect()
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_many_cold_processes_with_a_store_send_one_request() {
    let store = MemoryStore::new(Trouble::None);
    let (processes, clients) = fleet(24, &store).await;
    assert_eq!(processes[0].endpoint.count(), 1);
    let stats: Vec<_> = clients.iter().map(|client| client.stats().counters).collect();
    assert_eq!(stats.iter().map(|one| one.store_hits).sum::<u64>(), 23);
    assert_eq!(stats.iter().map(|one| one.causes.of(Cause::StoreMiss)).sum::<u64>(), 1);
    assert!(processes.iter().all(|process| ignored(process).is_empty()));
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_a_damaged_entry_is_reported_once_and_replaced() {
    let store = MemoryStore::new(Trouble::None);
    let process = Process::new();
    let client = client_of(&process, &store);
    token_text(&client).await;
    for value in store.0.values.lock().values_mut() {
        value.truncate(value.len() / 2);
    }
    let other = Process::beside(&process.endpoint);
    let client = client_of(&other, &store);
    assert_eq!(token_text(&client).await, "token-2");
    assert_eq!(ignored(&other).len(), 1);
    let third = Process::beside(&process.endpoint);
    assert_eq!(token_text(&client_of(&third, &store)).await, "token-2", "the entry was written again");
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_store_that_fails_costs_100_ms_and_fails_no_call() {
    use Trouble::*;
    for trouble in [GetHangs, GetFails, GetLies, SetHangs, SetFails, LockHangs, LockFails, DeleteHangs, DeleteFails, NoLock] {
        let store = MemoryStore::new(trouble);
        let process = Process::new();
        let client = client_of(&process, &store);
        let start = Instant::now();
        assert_eq!(token_text(&client).await, "token-1");
        assert!(start.elapsed() <= Duration::from_millis(101), "{:?}", start.elapsed());
        // In steps: the limit of the store is counted in ticks.
        tokio::time::sleep(LOCK_TTL.mul_f64(1.5)).await;
        assert_eq!(ignored(&process).len(), usize::from(![NoLock, DeleteHangs, DeleteFails].contains(&trouble)), "{:?}", ignored(&process));
        client.refresh().await.unwrap();
        settle().await;
        assert!(ignored(&process).len() <= 1, "it is reported once");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_lock_that_is_never_released_is_waited_for_as_long_as_a_request_may_take() {
    let store = MemoryStore::new(Trouble::LockIsNeverFree);
    let process = Process::new();
    let start = Instant::now();
    assert_eq!(token_text(&client_of(&process, &store)).await, "token-1");
    assert!((6.0..6.2).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
    assert_eq!(ignored(&process).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_store_without_locks_shares_tokens_as_well() {
    let store = MemoryStore::new(Trouble::NoLock);
    let process = Process::new();
    token_text(&client_of(&process, &store)).await;
    assert_eq!(token_text(&client_of(&Process::beside(&process.endpoint), &store)).await, "token-1");
    assert_eq!(process.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_token_in_the_store_ends_the_wait_for_a_busy_endpoint() {
    let store = MemoryStore::new(Trouble::NoLock);
    let (busy, other) = (Process::new(), Process::new());
    *busy.endpoint.fallback.lock() = Response::Status(429, "", None);
    let (waiting, filling) = (client_of(&busy, &store), client_of(&other, &store));
    let fill = async {
        tokio::time::sleep(Duration::from_millis(250)).await;
        token_text(&filling).await
    };
    let (found, left) = tokio::join!(token_text(&waiting), fill);
    assert_eq!(found, left);
    assert_eq!(waiting.stats().counters.store_hits, 1);
    assert!(busy.endpoint.count() <= 2, "it was found in a pause, the first or the second");
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_an_older_entry_never_replaces_a_newer_token() {
    let store = MemoryStore::new(Trouble::None);
    let process = Process::new();
    let client = client_of(&process, &store);
    token_text(&client).await;
    let older = store.0.values.lock().clone();
    advance(100.0).await;
    client.refresh().await.unwrap();
    settle().await;
    *store.0.values.lock() = older;
    advance(2_900.0).await;
    token_text(&client).await;
    advance(1.0).await;
    assert_eq!(token_text(&client).await, "token-3", "the refresh did not use the older entry");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_uses_the_token_that_another_process_has_stored() {
    let store = MemoryStore::new(Trouble::None);
    let (processes, clients) = fleet(2, &store).await;
    advance(2_900.0).await;
    token_text(&clients[0]).await;
    advance(1.0).await;
    token_text(&clients[1]).await;
    advance(1.0).await;
    assert_eq!(token_text(&clients[0]).await, "token-2");
    assert_eq!(token_text(&clients[1]).await, "token-2");
    assert_eq!(processes[0].endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_revoked_token_is_replaced_once_for_all_processes() {
    let store = MemoryStore::new(Trouble::None);
    let (processes, clients) = fleet(8, &store).await;
    let replays = join_all(clients.iter().map(|client| async move {
        let token = client.live().unwrap();
        text(&client.after_401(&token).await.unwrap())
    }));
    assert!(replays.await.iter().all(|replay| replay == "token-2"));
    assert_eq!(processes[0].endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_rejected_token_is_deleted_from_the_store() {
    let store = MemoryStore::new(Trouble::None);
    let process = Process::new();
    let client = client_of(&process, &store);
    let token = client.token().await.unwrap();
    *process.endpoint.fallback.lock() = Response::Down;
    assert!(client.after_401(&token).await.is_none());
    advance(1.0).await;
    assert_eq!(store.0.deleted.load(Ordering::Relaxed), 1);
    assert!(store.0.values.lock().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_entry_from_the_future_or_after_its_expiry_is_ignored() {
    for off in [-3_600, 120] {
        let store = MemoryStore::new(Trouble::None);
        let process = Process::new();
        token_text(&client_of(&process, &store)).await;
        let other = Process::beside(&process.endpoint);
        // If the other machine's clock is an hour behind, the entry is from its future.
        other.clocks.move_wall(if off < 0 { off } else { 3_580 });
        assert_eq!(token_text(&client_of(&other, &store)).await, "token-2");
    }
}

#[tokio::test(start_paused = true)]
async fn an_entry_expires_with_its_token() {
    let store = MemoryStore::new(Trouble::None);
    let process = Process::new();
    token_text(&client_of(&process, &store)).await;
    let other = Process::beside(&process.endpoint);
    other.clocks.move_wall(1_000);
    let client = client_of(&other, &store);
    assert_eq!(token_text(&client).await, "token-1");
    assert_eq!(client.stats().age_seconds.map(f64::round), Some(1_000.0));
    // It is refreshed at 70 % to 80 % of its lifetime, whichever process fetched it.
    advance(1_900.0).await;
    token_text(&client).await;
    advance(1.0).await;
    assert_eq!(token_text(&client).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_32_with_several_secrets_a_token_is_stored_under_the_one_that_was_accepted() {
    let store = MemoryStore::new(Trouble::None);
    let process = Process::scripted([Response::Status(401, r#"{"error":"invalid_client"}"#, None)]);
    let both = |process: &Process, secrets: &[&str]| {
        let (secrets, store) = (fixed(secrets), store.clone());
        process.client_with(move |options| {
            options.client_secret = secrets;
            options.store = Some(Arc::new(store));
        })
    };
    assert_eq!(token_text(&both(&process, &["dead", "next"])).await, "token-1");
    assert_eq!(token_text(&both(&Process::beside(&process.endpoint), &["dead", "next"])).await, "token-1");
    assert_eq!(token_text(&both(&Process::beside(&process.endpoint), &["next"])).await, "token-1");
    assert_eq!(token_text(&both(&Process::beside(&process.endpoint), &["dead"])).await, "token-2", "a rotated secret finds no entry");
}
