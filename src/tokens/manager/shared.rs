//! What a flight does with the store: look before it asks the endpoint, and leave there what it got.
//!
//! Of many processes that look at once, the one with the lock asks the endpoint and the others wait for what it leaves.
//! Whatever is wrong with a store costs its hundred milliseconds, is said once, and the flight goes on without it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use super::super::clock::{Moment, millis};
use super::super::events::{Cause, TokenEvent};
use super::super::schedule;
use super::super::store::sealed::{Entry, Seal};
use super::super::store::{LOCK_LIFE, LOOK_AGAIN, LOOK_MEANWHILE, Lease, Release, STORE_LIMIT, StoreFault, TokenStore, while_held};
use super::Manager;
use super::flight::Fetched;
use super::waiting::Waiting;
use crate::deadline::limited;
use crate::jitter::jitter;
use crate::redact::Redactor;
use crate::secret::Secret;

/// The store of one flight.
pub struct Shared<'a> {
    manager: &'a Arc<Manager>,
    store: Arc<dyn TokenStore>,
    /// One for each secret: a token lies under that with which it was had.
    seals: Vec<Seal>,
    /// What the store may still cost this flight; waiting for another process's request does not count.
    left: Duration,
    /// Where the token lies that the API refused, if it still does.
    refused: Option<String>,
}

/// What a look into the store brought.
pub enum Found {
    Token(Fetched),
    /// Nothing usable; with the lock, if it was to be had.
    Nothing(Option<Release>),
}

impl<'a> Shared<'a> {
    /// The store of `manager`'s clients, if any of them has one.
    pub fn of(manager: &'a Arc<Manager>, token_url: &str, scope: Option<&str>, id: &Secret, secrets: &[Secret]) -> Option<Self> {
        let store = {
            let state = manager.state.lock();
            // The newest whose client is there; a store of files outlives its client.
            let there = state.stores.iter().rev().find(|(owner, _)| owner.strong_count() > 0).or(state.stores.last());
            there.map(|(_, store)| Arc::clone(store))?
        };
        let seals = secrets.iter().map(|secret| Seal::new(token_url, id, scope, secret)).collect();
        Some(Self { manager, store, seals, left: STORE_LIMIT, refused: None })
    }

    /// Looks for a token that is better than the one that was had last; waits while another process gets one.
    pub async fn look(&mut self, cause: Cause) -> Found {
        if cause == Cause::Forced {
            // The caller wants the endpoint's word.
            return Found::Nothing(None);
        }
        match self.find_or_lock().await {
            Ok(found) => found,
            Err(fault) => {
                self.tell(&fault);
                Found::Nothing(None)
            }
        }
    }

    async fn find_or_lock(&mut self) -> Result<Found, StoreFault> {
        if let Some(found) = self.find().await? {
            return Ok(Found::Token(found));
        }
        let mut waiting = Waiting::new(false);
        loop {
            match self.take(&waiting).await? {
                Lease::Held(release) => {
                    // Another process may have left one between the look and the lock.
                    if let Some(found) = self.find().await? {
                        return Ok(Found::Token(found));
                    }
                    self.remove_refused().await;
                    return Ok(Found::Nothing(Some(release)));
                }
                Lease::Unsupported => {
                    self.remove_refused().await;
                    return Ok(Found::Nothing(None));
                }
                Lease::Busy(said) => waiting.goes_on(said)?,
            }
            sleep(LOOK_AGAIN.mul_f64(0.75 + 0.5 * jitter())).await;
            // The lock is another's, and so a token is on its way: waiting for that is not the store's fault.
            self.left = STORE_LIMIT;
            if let Some(found) = self.find().await? {
                return Ok(Found::Token(found));
            }
        }
    }

    /// Waits `pause` between two requests, and looks meanwhile whether another process has left a token.
    pub async fn wait(&mut self, pause: Duration) -> Option<Fetched> {
        let end = Instant::now() + pause;
        let looking = async {
            loop {
                self.left = pause;
                match self.find().await {
                    Ok(Some(found)) => return found,
                    Ok(None) => sleep(LOOK_MEANWHILE).await,
                    // It is said already that the store is no help.
                    Err(_) => std::future::pending().await,
                }
            }
        };
        tokio::time::timeout_at(end, looking).await.ok()
    }

    /// The last look of a flight that would bring nothing.
    pub async fn look_once(&mut self) -> Option<Fetched> {
        self.left = STORE_LIMIT;
        self.find().await.ok().flatten()
    }

    async fn find(&mut self) -> Result<Option<Fetched>, StoreFault> {
        self.refused = None;
        for (secret, seal) in self.seals.iter().enumerate() {
            let mut asked = self.store.get(&seal.name());
            let answer = limited(&|time| self.store.nap(time), &mut self.left, &mut asked).await;
            let Some(kept) = answer.unwrap_or_else(|| Err(late(STORE_LIMIT)))? else { continue };
            let Some(entry) = seal.open(&kept) else {
                self.tell(&StoreFault::new("what it kept is not what was sealed"));
                continue;
            };
            match self.judge(entry, secret) {
                Judged::Good(fetched) => return Ok(Some(fetched)),
                Judged::Useless => {}
                Judged::Refused => self.refused = Some(seal.name()),
            }
        }
        Ok(None)
    }

    /// Asks for the lock. One that comes when nobody waits for it any more is given back at once.
    async fn take(&mut self, waiting: &Waiting) -> Result<Lease, StoreFault> {
        let mut asked = self.store.lock(&waiting.lock(&self.seals[0].name()), millis(LOCK_LIFE));
        match limited(&|time| self.store.nap(time), &mut self.left, &mut asked).await {
            Some(answer) => answer,
            None => {
                self.manager.pilot.launch(Box::pin(async move { drop(asked.await) }));
                Err(late(STORE_LIMIT))
            }
        }
    }

    /// No process that starts now should begin with a token that the API has refused. Where there are locks this is done
    /// under the lock: without it, what is removed may be what another process has just left there.
    async fn remove_refused(&mut self) {
        if let Some(name) = self.refused.take() {
            // The entry is about to be replaced in any case.
            _ = limited(&|time| self.store.nap(time), &mut self.left, &mut self.store.delete(&name)).await;
        }
    }

    /// What an entry is worth to this process now.
    fn judge(&self, entry: Entry, secret: usize) -> Judged {
        let now = self.manager.clock.now();
        let Entry { token, born, life } = entry;
        let last = self.manager.state.lock().last.clone();
        let margin = life.saturating_sub(schedule::stop_age(life));
        // Clocks differ between machines, but by more than the margin only where one is wrong.
        if born > now.wall + margin {
            self.tell(&StoreFault::new("it kept a token from the future"));
            return Judged::Useless;
        }
        let age = now.wall.saturating_sub(born);
        let born = Moment { wall: now.wall - age, boot: now.boot.saturating_sub(age) };
        if age >= schedule::stop_age(life) {
            return Judged::Useless;
        }
        match last {
            Some(last) if last.secret == token => match self.manager.live.get() {
                Some(_) => Judged::Useless,
                None => Judged::Refused,
            },
            Some(last) if born.wall <= last.born.wall => Judged::Useless,
            _ => Judged::Good(Fetched { token, life, born, secret, from_store: true }),
        }
    }

    /// Leaves a token for others and then lets go of the lock. Waits for the store only as long as it may cost.
    pub async fn keep(&self, fetched: &Fetched, held: Option<Release>) {
        let seal = &self.seals[fetched.secret];
        let Fetched { token, born, life, .. } = fetched;
        let Some(sealed) = seal.seal(&Entry { token: token.clone(), born: born.wall, life: *life }) else { return };
        let left = life.saturating_sub(self.manager.clock.now().since(born));
        let (store, mut kept) = (Arc::clone(&self.store), self.store.set(&seal.name(), sealed, millis(left)));
        let manager = Arc::clone(self.manager);
        // A task of its own: it ends, and gives the lock back, however long this flight waits for it.
        let (done, kept_or_not) = tokio::sync::oneshot::channel();
        self.manager.pilot.launch(Box::pin(async move {
            let mut left = LOCK_LIFE;
            let nap = |time| store.nap(time);
            let kept = while_held(held.as_ref(), limited(&nap, &mut left, &mut kept)).await;
            if let Err(fault) = kept.unwrap_or_else(|| Err(late(LOCK_LIFE))) {
                tell(&manager, &fault);
            }
            drop(held);
            // The flight may have gone on.
            _ = done.send(());
        }));
        // A process that ends right after its call should have left its token by then.
        _ = timeout(self.left, kept_or_not).await;
    }

    fn tell(&self, fault: &StoreFault) {
        tell(self.manager, fault);
    }
}

/// Says once that the store is no help.
fn tell(manager: &Manager, fault: &StoreFault) {
    let first = {
        let mut state = manager.state.lock();
        state.figures.store_faults += 1;
        !std::mem::replace(&mut state.store_told, true)
    };
    if first {
        let message = Redactor::new(&manager.secrets()).text(&format!("the token store: {}", fault.message)).into_owned();
        manager.observer.token_event(TokenEvent::StoreIgnored { message });
    }
}

enum Judged {
    Good(Fetched),
    /// Too old, no better than what is there, or impossible.
    Useless,
    /// The very token that was forgotten.
    Refused,
}

fn late(limit: Duration) -> StoreFault {
    StoreFault::new(format!("it took longer than {} ms", limit.as_millis()))
}
