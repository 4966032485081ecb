//! Guarantees 30 to 32: processes that share a store, and stores that are no help. Two worlds are two processes.
//! Real processes, real files under `kill -9` and a real Redis are in `__test__/stores/*.test.mjs`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio::time::Instant;

use super::world::*;
use crate::future::BoxFuture;
use crate::tokens::events::Cause;
use crate::tokens::store::LOCK_TTL;
use crate::tokens::{ClientTokens, LockOutcome, StoreError, TokenEvent, TokenStore};

/// What a store does instead of its work.
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
struct Memory(Arc<Kept>);

struct Kept {
    values: Mutex<HashMap<String, Vec<u8>>>,
    locks: Arc<Mutex<HashMap<String, ()>>>,
    trouble: Mutex<Trouble>,
    deleted: AtomicU32,
}

impl Memory {
    fn new(trouble: Trouble) -> Self {
        Self(Arc::new(Kept { values: Mutex::default(), locks: Arc::default(), trouble: Mutex::new(trouble), deleted: 0.into() }))
    }

    fn asked<T: Send + 'static>(
        &self,
        hangs: Trouble,
        fails: Trouble,
        work: impl FnOnce(&Kept) -> T + Send + 'static,
    ) -> BoxFuture<'static, Result<T, StoreError>> {
        let (kept, trouble) = (Arc::clone(&self.0), *self.0.trouble.lock());
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(1)).await;
            if trouble == hangs {
                std::future::pending::<()>().await;
            }
            if trouble == fails { Err(StoreError::new("it is broken")) } else { Ok(work(&kept)) }
        })
    }
}

impl TokenStore for Memory {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreError>> {
        let key = key.to_owned();
        self.asked(Trouble::GetHangs, Trouble::GetFails, move |kept| match *kept.trouble.lock() {
            Trouble::GetLies => Some(b"garbage".to_vec()),
            _ => kept.values.lock().get(&key).cloned(),
        })
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.asked(Trouble::SetHangs, Trouble::SetFails, move |kept| {
            kept.values.lock().insert(key, value);
        })
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreError>> {
        let key = key.to_owned();
        self.asked(Trouble::DeleteHangs, Trouble::DeleteFails, move |kept| {
            kept.deleted.fetch_add(1, Ordering::Relaxed);
            kept.values.lock().remove(&key);
        })
    }

    fn lock(&self, key: &str, _ttl_ms: u64) -> BoxFuture<'static, Result<LockOutcome, StoreError>> {
        let key = key.to_owned();
        self.asked(Trouble::LockHangs, Trouble::LockFails, move |kept| {
            let trouble = *kept.trouble.lock();
            match trouble {
                Trouble::NoLock => return LockOutcome::Unsupported,
                Trouble::LockIsNeverFree => return LockOutcome::Busy(None),
                _ => {}
            }
            let locks = Arc::clone(&kept.locks);
            match locks.lock().insert(key.clone(), ()) {
                Some(()) => LockOutcome::Busy(None),
                None => LockOutcome::acquired({
                    let locks = Arc::clone(&locks);
                    move || _ = locks.lock().remove(&key)
                }),
            }
        })
    }
}

fn process(world: &World, store: &Memory) -> ClientTokens {
    world.client_with(|options| options.store = Some(Arc::new(store.clone())))
}

/// Starts this many processes that share `store` and ask one endpoint, which takes a while.
async fn fleet(count: usize, store: &Memory) -> (Vec<World>, Vec<ClientTokens>) {
    let first = World::new();
    first.endpoint.takes_ms.store(250, Ordering::Relaxed);
    let worlds: Vec<_> = (0..count).map(|_| World::beside(&first.endpoint)).collect();
    let clients: Vec<_> = worlds.iter().map(|world| process(world, store)).collect();
    join_all(clients.iter().map(got)).await;
    (worlds, clients)
}

fn ignored(world: &World) -> Vec<String> {
    let events = world.listener.0.lock();
    events.iter().filter_map(|event| if let TokenEvent::StoreIgnored { message } = event { Some(message.clone()) } else { None }).collect()
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_many_cold_processes_with_a_store_are_one_request() {
    let store = Memory::new(Trouble::None);
    let (worlds, clients) = fleet(24, &store).await;
    assert_eq!(worlds[0].endpoint.count(), 1);
    let stats: Vec<_> = clients.iter().map(|client| client.stats().figures).collect();
    assert_eq!(stats.iter().map(|one| one.store_hits).sum::<u64>(), 23);
    assert_eq!(stats.iter().map(|one| one.causes.of(Cause::StoreMiss)).sum::<u64>(), 1);
    assert!(worlds.iter().all(|world| ignored(world).is_empty()));
}

#[tokio::test(start_paused = true)]
async fn guarantee_30_a_store_that_is_damaged_is_ignored_with_one_warning_and_mended() {
    let store = Memory::new(Trouble::None);
    let world = World::new();
    let client = process(&world, &store);
    got(&client).await;
    for value in store.0.values.lock().values_mut() {
        value.truncate(value.len() / 2);
    }
    let other = World::beside(&world.endpoint);
    let client = process(&other, &store);
    assert_eq!(got(&client).await, "token-2");
    assert_eq!(ignored(&other).len(), 1);
    let third = World::beside(&world.endpoint);
    assert_eq!(got(&process(&third, &store)).await, "token-2", "the entry was written again");
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_store_in_trouble_costs_a_tenth_of_a_second_and_no_call() {
    use Trouble::*;
    for trouble in [GetHangs, GetFails, GetLies, SetHangs, SetFails, LockHangs, LockFails, DeleteHangs, DeleteFails, NoLock] {
        let store = Memory::new(trouble);
        let world = World::new();
        let client = process(&world, &store);
        let start = Instant::now();
        assert_eq!(got(&client).await, "token-1");
        assert!(start.elapsed() <= Duration::from_millis(101), "{:?}", start.elapsed());
        // Bit by bit: the time of the store is counted in naps.
        tokio::time::sleep(LOCK_TTL.mul_f64(1.5)).await;
        assert_eq!(ignored(&world).len(), usize::from(![NoLock, DeleteHangs, DeleteFails].contains(&trouble)), "{:?}", ignored(&world));
        client.refresh().await.unwrap();
        settle().await;
        assert!(ignored(&world).len() <= 1, "it is said once");
    }
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_lock_that_is_never_free_is_waited_for_as_long_as_its_owners_request_may_take() {
    let store = Memory::new(Trouble::LockIsNeverFree);
    let world = World::new();
    let start = Instant::now();
    assert_eq!(got(&process(&world, &store)).await, "token-1");
    assert!((6.0..6.2).contains(&start.elapsed().as_secs_f64()), "{:?}", start.elapsed());
    assert_eq!(ignored(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_without_locks_a_token_is_shared_all_the_same() {
    let store = Memory::new(Trouble::NoLock);
    let world = World::new();
    got(&process(&world, &store)).await;
    assert_eq!(got(&process(&World::beside(&world.endpoint), &store)).await, "token-1");
    assert_eq!(world.endpoint.count(), 1);
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_a_token_that_turns_up_in_the_store_ends_the_wait_for_a_busy_endpoint() {
    let store = Memory::new(Trouble::NoLock);
    let (busy, other) = (World::new(), World::new());
    *busy.endpoint.always.lock() = Says::Status(429, "", None);
    let (waiting, filling) = (process(&busy, &store), process(&other, &store));
    let fill = async {
        tokio::time::sleep(Duration::from_millis(250)).await;
        got(&filling).await
    };
    let (found, left) = tokio::join!(got(&waiting), fill);
    assert_eq!(found, left);
    assert_eq!(waiting.stats().figures.store_hits, 1);
    assert!(busy.endpoint.count() <= 2, "it was found in a pause, the first or the second");
}

#[tokio::test(start_paused = true)]
async fn guarantee_31_an_older_entry_never_replaces_a_newer_token() {
    let store = Memory::new(Trouble::None);
    let world = World::new();
    let client = process(&world, &store);
    got(&client).await;
    let older = store.0.values.lock().clone();
    pass(100.0).await;
    client.refresh().await.unwrap();
    settle().await;
    *store.0.values.lock() = older;
    pass(2_900.0).await;
    got(&client).await;
    pass(1.0).await;
    assert_eq!(got(&client).await, "token-3", "the refresh did not take the older one");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_takes_what_another_process_has_got_by_then() {
    let store = Memory::new(Trouble::None);
    let (worlds, clients) = fleet(2, &store).await;
    pass(2_900.0).await;
    got(&clients[0]).await;
    pass(1.0).await;
    got(&clients[1]).await;
    pass(1.0).await;
    assert_eq!(got(&clients[0]).await, "token-2");
    assert_eq!(got(&clients[1]).await, "token-2");
    assert_eq!(worlds[0].endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_revoked_is_replaced_once_for_all_processes() {
    let store = Memory::new(Trouble::None);
    let (worlds, clients) = fleet(8, &store).await;
    let replays = join_all(clients.iter().map(|client| async move {
        let token = client.live().unwrap();
        text(&client.after_401(&token).await.unwrap())
    }));
    assert!(replays.await.iter().all(|replay| replay == "token-2"));
    assert_eq!(worlds[0].endpoint.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_was_refused_is_taken_out_of_the_store() {
    let store = Memory::new(Trouble::None);
    let world = World::new();
    let client = process(&world, &store);
    let token = client.token().await.unwrap();
    *world.endpoint.always.lock() = Says::Down;
    assert!(client.after_401(&token).await.is_none());
    pass(1.0).await;
    assert_eq!(store.0.deleted.load(Ordering::Relaxed), 1);
    assert!(store.0.values.lock().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_entry_from_the_future_or_past_its_time_is_of_no_use() {
    for off in [-3_600, 120] {
        let store = Memory::new(Trouble::None);
        let world = World::new();
        got(&process(&world, &store)).await;
        let other = World::beside(&world.endpoint);
        // The other machine's clock: behind by an hour, the entry is from its future.
        other.clocks.move_wall(if off < 0 { off } else { 3_580 });
        assert_eq!(got(&process(&other, &store)).await, "token-2");
    }
}

#[tokio::test(start_paused = true)]
async fn an_entry_lives_no_longer_than_its_token() {
    let store = Memory::new(Trouble::None);
    let world = World::new();
    got(&process(&world, &store)).await;
    let other = World::beside(&world.endpoint);
    other.clocks.move_wall(1_000);
    let client = process(&other, &store);
    assert_eq!(got(&client).await, "token-1");
    assert_eq!(client.stats().age_seconds.map(f64::round), Some(1_000.0));
    // At 70 % to 80 % of its life it is refreshed, whoever got it.
    pass(1_900.0).await;
    got(&client).await;
    pass(1.0).await;
    assert_eq!(got(&client).await, "token-2");
}

#[tokio::test(start_paused = true)]
async fn guarantee_32_with_several_secrets_a_token_lies_under_the_one_it_was_had_with() {
    let store = Memory::new(Trouble::None);
    let world = World::scripted([Says::Status(401, r#"{"error":"invalid_client"}"#, None)]);
    let both = |world: &World, secrets: &[&str]| {
        let (secrets, store) = (fixed(secrets), store.clone());
        world.client_with(move |options| {
            options.client_secret = secrets;
            options.store = Some(Arc::new(store));
        })
    };
    assert_eq!(got(&both(&world, &["dead", "next"])).await, "token-1");
    assert_eq!(got(&both(&World::beside(&world.endpoint), &["dead", "next"])).await, "token-1");
    assert_eq!(got(&both(&World::beside(&world.endpoint), &["next"])).await, "token-1");
    assert_eq!(got(&both(&World::beside(&world.endpoint), &["dead"])).await, "token-2", "a rotated secret finds nothing");
}
