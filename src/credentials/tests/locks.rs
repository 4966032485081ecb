//! Promises 30 and 31: whose the lock is when a store is slow, an owner dies or a token was revoked. Locks run out here, as
//! Redis has it.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use parking_lot::Mutex;
use tokio::time::{Instant, sleep};

use super::world::*;
use crate::credentials::store::LOCK_LIFE;
use crate::credentials::{BoxFuture, Credentials, Lease, StoreFault, TokenStore};

#[derive(Clone, Default)]
struct Leases(Arc<Kept>);

#[derive(Default)]
struct Kept {
    values: Mutex<HashMap<String, Vec<u8>>>,
    /// Whose each lock is and until when.
    locks: Mutex<HashMap<String, (u32, Instant)>>,
    owners: AtomicU32,
    lock_takes_ms: AtomicU64,
    delete_takes_ms: AtomicU64,
}

impl Leases {
    fn held(&self) -> usize {
        self.0.locks.lock().values().filter(|(_, until)| *until > Instant::now()).count()
    }

    fn after<T: Send + 'static>(
        &self,
        takes: &AtomicU64,
        work: impl FnOnce(&Arc<Kept>) -> T + Send + 'static,
    ) -> BoxFuture<'static, Result<T, StoreFault>> {
        let (kept, takes) = (Arc::clone(&self.0), Duration::from_millis(1 + takes.load(Ordering::Relaxed)));
        Box::pin(async move {
            sleep(takes).await;
            Ok(work(&kept))
        })
    }
}

impl TokenStore for Leases {
    fn get(&self, key: &str) -> BoxFuture<'static, Result<Option<Vec<u8>>, StoreFault>> {
        let key = key.to_owned();
        self.after(&AtomicU64::new(0), move |kept| kept.values.lock().get(&key).cloned())
    }

    fn set(&self, key: &str, value: Vec<u8>, _ttl_ms: u64) -> BoxFuture<'static, Result<(), StoreFault>> {
        let key = key.to_owned();
        self.after(&AtomicU64::new(0), move |kept| _ = kept.values.lock().insert(key, value))
    }

    fn delete(&self, key: &str) -> BoxFuture<'static, Result<(), StoreFault>> {
        let key = key.to_owned();
        self.after(&self.0.delete_takes_ms, move |kept| _ = kept.values.lock().remove(&key))
    }

    /// What was asked for is done, whether or not anybody still waits for it; so it is where a store is reached by wire.
    fn lock(&self, key: &str, ttl_ms: u64) -> BoxFuture<'static, Result<Lease, StoreFault>> {
        let (key, kept) = (key.to_owned(), Arc::clone(&self.0));
        let name = key.clone();
        let taking = tokio::spawn(self.after(&self.0.lock_takes_ms, move |kept| {
            let now = Instant::now();
            let mut locks = kept.locks.lock();
            let free = locks.get(&name).is_none_or(|(_, until)| *until <= now);
            free.then(|| {
                let owner = kept.owners.fetch_add(1, Ordering::Relaxed);
                locks.insert(name, (owner, now + Duration::from_millis(ttl_ms)));
                owner
            })
        }));
        Box::pin(async move {
            let Some(owner) = taking.await.unwrap()? else { return Ok(Lease::Busy) };
            Ok(Lease::held(move || {
                let mut locks = kept.locks.lock();
                if locks.get(&key).is_some_and(|(holder, _)| *holder == owner) {
                    locks.remove(&key);
                }
            }))
        })
    }
}

fn process(world: &World, store: &Leases) -> Credentials {
    world.client_with(|options| options.store = Some(Arc::new(store.clone())))
}

fn beside(first: &World, count: usize, store: &Leases) -> Vec<(World, Credentials)> {
    let worlds = (0..count).map(|_| World::beside(&first.endpoint));
    worlds.map(|world| (process(&world, store), world)).map(|(client, world)| (world, client)).collect()
}

#[tokio::test(start_paused = true)]
async fn promise_31_a_lock_that_comes_when_nobody_waits_for_it_any_more_is_given_back() {
    let store = Leases::default();
    store.0.lock_takes_ms.store(150, Ordering::Relaxed);
    let world = World::scripted([Says::Down, Says::Down, Says::Down]);
    let client = process(&world, &store);
    let start = Instant::now();
    assert!(client.token().await.is_err());
    assert!(start.elapsed() < LOCK_LIFE, "it would have run out by itself");
    assert_eq!(store.held(), 0);
}

#[tokio::test(start_paused = true)]
async fn promise_31_when_the_locks_owner_dies_one_of_those_who_wait_takes_its_place() {
    let store = Leases::default();
    let first = World::new();
    first.endpoint.takes_ms.store(250, Ordering::Relaxed);
    *first.endpoint.script.lock() = [Says::Hangs].into();
    let dead = process(&first, &store);
    let fetching = tokio::spawn(async move { dead.token().await.map(drop) });
    pass(0.1).await;
    assert_eq!((store.held(), first.endpoint.count()), (1, 1));
    // What is given back now is nobody's: its owner's life ends here.
    store.0.locks.lock().values_mut().for_each(|(owner, _)| *owner = u32::MAX);
    let start = Instant::now();
    let others = beside(&first, 23, &store);
    let tokens = join_all(others.iter().map(|(_, client)| got(client))).await;
    assert!(tokens.iter().all(|token| token == "token-1"));
    assert_eq!(first.endpoint.count(), 2, "one for the dead, one for all others");
    assert!(start.elapsed() < LOCK_LIFE + Duration::from_millis(500), "{:?}", start.elapsed());
    fetching.abort();
}

#[tokio::test(start_paused = true)]
async fn what_another_process_has_just_left_is_not_removed_as_the_token_that_was_refused() {
    let store = Leases::default();
    store.0.delete_takes_ms.store(80, Ordering::Relaxed);
    let first = World::new();
    first.endpoint.takes_ms.store(20, Ordering::Relaxed);
    let processes = beside(&first, 8, &store);
    join_all(processes.iter().map(|(_, client)| got(client))).await;
    let replays =
        join_all(processes.iter().map(|(_, client)| async move { text(&client.after_401(&client.live().unwrap()).await.unwrap()) }));
    assert!(replays.await.iter().all(|replay| replay == "token-2"));
    pass(0.2).await;
    assert_eq!(got(&beside(&first, 1, &store)[0].1).await, "token-2");
    assert_eq!(first.endpoint.count(), 2);
}

/// Real time: a machine that does not let this process run for a while.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a thread that is held is what is tested")]
async fn promise_31_time_in_which_the_process_could_not_run_is_not_the_stores() {
    let store = Leases::default();
    let first = World::new();
    got(&process(&first, &store)).await;
    store.0.values.lock().clear();
    store.0.lock_takes_ms.store(20, Ordering::Relaxed);
    let world = World::beside(&first.endpoint);
    let client = process(&world, &store);
    let starve = async {
        for _ in 0..4 {
            sleep(Duration::from_millis(1)).await;
            std::thread::sleep(Duration::from_millis(60));
        }
    };
    tokio::join!(got(&client), starve);
    assert_eq!(client.stats().figures.store_faults, 0);
}
