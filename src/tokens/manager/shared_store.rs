//! How a refresh uses the store: look there before it asks the endpoint, and put its token there.
//!
//! If many processes find no token, the one that acquires the lock asks the endpoint, and the others wait for its token.
//! A store that fails costs a refresh at most 100 ms and is reported once. The refresh then goes on without it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::super::clock::{Timestamp, millis};
use super::super::events::{Cause, TokenEvent};
use super::super::schedule;
use super::super::store::sealed::{Entry, Seal};
use super::super::store::{
    LOCK_TTL, LockGuard, LockOutcome, POLL_WHILE_LOCKED, POLL_WHILE_PAUSED, STORE_TIMEOUT, StoreError, TokenStore, with_heartbeat,
};
use super::lock_wait::LockWait;
use super::state::{FetchedToken, Manager};
use crate::deadline::within_budget;
use crate::jitter::jitter;
use crate::redact::Redactor;

/// The store of one refresh.
pub(crate) struct SharedStore<'a> {
    manager: &'a Arc<Manager>,
    store: Arc<dyn TokenStore>,
    /// One for each secret. A token is stored under the secret that it was fetched with.
    seals: Vec<Seal>,
    /// How much time the store may still cost this refresh. The wait for another process's request does not count.
    budget: Duration,
    /// The name of the entry that holds the rejected token, if the store still has it.
    rejected_entry: Option<String>,
}

/// What a look-up brought.
pub(crate) enum Lookup {
    Hit(FetchedToken),
    /// No usable token. Holds the lock if it could be acquired.
    Miss(Option<LockGuard>),
}

impl<'a> SharedStore<'a> {
    /// The store of `manager`'s clients, if any of them has one. `seals` makes the seal of each secret.
    pub(crate) fn open(manager: &'a Arc<Manager>, seals: impl FnOnce() -> Vec<Seal>) -> Option<Self> {
        let store = {
            let state = manager.state.lock();
            // The newest store whose client exists. Otherwise the last one: a store of files works without its client.
            let newest = state.stores.iter().rev().find(|(owner, _)| owner.strong_count() > 0).or(state.stores.last());
            newest.map(|(_, store)| Arc::clone(store))?
        };
        Some(Self { manager, store, seals: seals(), budget: STORE_TIMEOUT, rejected_entry: None })
    }

    /// Looks for a token that is newer than the last one. If there is none, acquires the lock, or waits for the token of the
    /// process that holds it.
    pub(crate) async fn look_up_or_lock(&mut self, cause: Cause) -> Lookup {
        if cause == Cause::Forced {
            // The caller wants a token from the endpoint.
            return Lookup::Miss(None);
        }
        match self.try_look_up_or_lock().await {
            Ok(lookup) => lookup,
            Err(error) => {
                report(self.manager, &error);
                Lookup::Miss(None)
            }
        }
    }

    async fn try_look_up_or_lock(&mut self) -> Result<Lookup, StoreError> {
        if let Some(found) = self.find().await? {
            return Ok(Lookup::Hit(found));
        }
        let mut wait = LockWait::new();
        loop {
            match self.acquire(&wait).await? {
                LockOutcome::Acquired(guard) => {
                    // Another process may have stored a token since the look-up.
                    if let Some(found) = self.find().await? {
                        return Ok(Lookup::Hit(found));
                    }
                    self.delete_rejected().await;
                    return Ok(Lookup::Miss(Some(guard)));
                }
                LockOutcome::Unsupported => {
                    self.delete_rejected().await;
                    return Ok(Lookup::Miss(None));
                }
                LockOutcome::Busy(heartbeat) => wait.still_locked(heartbeat)?,
            }
            sleep(POLL_WHILE_LOCKED.mul_f64(0.75 + 0.5 * jitter())).await;
            // The owner of the lock fetches a token. The wait for that is not the fault of the store.
            self.budget = STORE_TIMEOUT;
            if let Some(found) = self.find().await? {
                return Ok(Lookup::Hit(found));
            }
        }
    }

    /// Waits for `pause` between two requests. Polls the store meanwhile for a token of another process.
    pub(crate) async fn poll_during(&mut self, pause: Duration) -> Option<FetchedToken> {
        let end = Instant::now() + pause;
        let polling = async {
            loop {
                self.budget = pause;
                match self.find().await {
                    Ok(Some(found)) => return found,
                    Ok(None) => sleep(POLL_WHILE_PAUSED).await,
                    // The error was reported before.
                    Err(_) => std::future::pending().await,
                }
            }
        };
        tokio::time::timeout_at(end, polling).await.ok()
    }

    /// The last look-up of a refresh that would fail.
    pub(crate) async fn look_up_once(&mut self) -> Option<FetchedToken> {
        self.budget = STORE_TIMEOUT;
        self.find().await.ok().flatten()
    }

    async fn find(&mut self) -> Result<Option<FetchedToken>, StoreError> {
        self.rejected_entry = None;
        for (secret_index, seal) in self.seals.iter().enumerate() {
            let mut get = self.store.get(&seal.name());
            let value = within_budget(&|time| self.store.tick(time), &mut self.budget, &mut get).await;
            let Some(value) = value.unwrap_or_else(|| Err(too_slow(STORE_TIMEOUT)))? else { continue };
            let Some(entry) = seal.open(&value) else {
                report(self.manager, &StoreError::new("its entry is damaged or was not sealed by this client"));
                continue;
            };
            match self.check(entry, secret_index) {
                EntryCheck::Usable(fetched) => return Ok(Some(fetched)),
                EntryCheck::Unusable => {}
                EntryCheck::Rejected => self.rejected_entry = Some(seal.name()),
            }
        }
        Ok(None)
    }

    /// Tries to acquire the lock. If the store answers too late, the lock is released as soon as it is acquired.
    async fn acquire(&mut self, wait: &LockWait) -> Result<LockOutcome, StoreError> {
        let mut lock = self.store.lock(&wait.lock_name(&self.seals[0].name()), millis(LOCK_TTL));
        match within_budget(&|time| self.store.tick(time), &mut self.budget, &mut lock).await {
            Some(outcome) => outcome,
            None => {
                self.manager.source.spawn(Box::pin(async move { drop(lock.await) }));
                Err(too_slow(STORE_TIMEOUT))
            }
        }
    }

    /// Deletes a token that the API has rejected, so that no other process starts with it. If the store has locks, this needs
    /// the lock: otherwise it could delete the token that another process has just stored.
    async fn delete_rejected(&mut self) {
        if let Some(name) = self.rejected_entry.take() {
            // A failure does not matter: the entry is about to be replaced.
            _ = within_budget(&|time| self.store.tick(time), &mut self.budget, &mut self.store.delete(&name)).await;
        }
    }

    /// Whether this process can use an entry now.
    fn check(&self, entry: Entry, secret_index: usize) -> EntryCheck {
        let now = self.manager.clock.now();
        let Entry { token, requested_at, lifetime } = entry;
        let last = self.manager.state.lock().last.clone();
        let margin = lifetime.saturating_sub(schedule::stop_age(lifetime));
        // The clocks of two machines differ, but by more than the margin only if one of them is wrong.
        if requested_at > now.wall + margin {
            report(self.manager, &StoreError::new("its entry is from the future"));
            return EntryCheck::Unusable;
        }
        let age = now.wall.saturating_sub(requested_at);
        let requested_at = Timestamp { wall: now.wall.saturating_sub(age), boot: now.boot.saturating_sub(age) };
        if age >= schedule::stop_age(lifetime) {
            return EntryCheck::Unusable;
        }
        match last {
            Some(last) if last.secret == token => match self.manager.live.load() {
                Some(_) => EntryCheck::Unusable,
                None => EntryCheck::Rejected,
            },
            Some(last) if requested_at.wall <= last.requested_at.wall => EntryCheck::Unusable,
            _ => EntryCheck::Usable(FetchedToken { token, lifetime, requested_at, secret_index, from_store: true }),
        }
    }

    /// Stores a token and then releases the lock. Waits for the store only for the rest of its budget.
    pub(crate) async fn put(&self, fetched: &FetchedToken, lock: Option<LockGuard>) {
        let seal = &self.seals[fetched.secret_index];
        let FetchedToken { token, requested_at, lifetime, .. } = fetched;
        let Some(sealed) = seal.seal(&Entry { token: token.clone(), requested_at: requested_at.wall, lifetime: *lifetime }) else { return };
        let remaining = lifetime.saturating_sub(self.manager.clock.now().since(requested_at));
        let (store, mut set) = (Arc::clone(&self.store), self.store.set(&seal.name(), sealed, millis(remaining)));
        let manager = Arc::clone(self.manager);
        // A task of its own: it releases the lock even if this refresh no longer waits for it.
        let (sender, stored) = tokio::sync::oneshot::channel();
        self.manager.source.spawn(Box::pin(async move {
            let mut budget = LOCK_TTL;
            let tick = |time| store.tick(time);
            let outcome = with_heartbeat(lock.as_ref(), within_budget(&tick, &mut budget, &mut set)).await;
            if let Err(error) = outcome.unwrap_or_else(|| Err(too_slow(LOCK_TTL))) {
                report(&manager, &error);
            }
            drop(lock);
            // The refresh may have gone on.
            _ = sender.send(());
        }));
        // A process that ends right after its call should have stored its token by then.
        _ = timeout(self.budget, stored).await;
    }
}

/// Whether an entry can be used.
enum EntryCheck {
    Usable(FetchedToken),
    /// Too old, not newer than the last token, or invalid.
    Unusable,
    /// The token that was dropped.
    Rejected,
}

/// Reports the first error of the store.
fn report(manager: &Manager, error: &StoreError) {
    let is_first = {
        let mut state = manager.state.lock();
        state.counters.store_errors += 1;
        !std::mem::replace(&mut state.is_store_error_reported, true)
    };
    if is_first {
        let message = Redactor::new(&manager.secrets()).text(&format!("the token store: {}", error.message)).into_owned();
        manager.observer.token_event(TokenEvent::StoreIgnored { message });
    }
}

fn too_slow(limit: Duration) -> StoreError {
    StoreError::new(format!("it took longer than {} ms", limit.as_millis()))
}
