//! Limit how many exchanges are in flight, by the file descriptors of the process.
//!
//! Ten thousand calls at once in a process that may open 1,024 files wait for one another. Without the limit they would fail with
//! EMFILE, and so would everything else in the process that opens a file.
//!
//! Guarantee: there is no deadlock. An exchange waits either for the network, which a time limit ends, or it is *blocked*: the caller
//! does not read its answer, the source of its upload gives nothing, or its answer is a stream of events, which may be silent without
//! limit. A blocked exchange may depend on another exchange that itself waits for a permit. So
//! - each class of exchanges has reserved permits that no other class can take. A plain call is never blocked: its class always
//!   makes progress;
//! - when most permits are held by blocked exchanges and none is released, the newest waiter gets a permit of the overflow: the
//!   others wait for what was started last;
//! - when all permits, the overflow too, are blocked and nothing changes for a second, the waiters get an error.

mod queue;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use queue::{BLOCKABLE, CLASSES, State};
pub(crate) use queue::{Capacity, Class, Exhausted};

/// What an exchange is blocked on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BlockedOn {
    /// The caller, who has the answer or a piece of it and does not read on.
    Reader = 1,
    /// The source of the request body, which gives nothing.
    Source = 2,
}

/// How often the waiters are checked.
const TICK: Duration = Duration::from_millis(20);
/// After this many ticks without a change nothing will change any more.
const STALLED_TICKS: u32 = 50;

/// The limit of exchanges in flight in the process.
pub(crate) struct ConnectionLimit {
    capacity: Capacity,
    state: Mutex<State<Permit>>,
}

impl ConnectionLimit {
    /// A limit with all permits free.
    pub(crate) fn new(capacity: Capacity) -> Arc<Self> {
        Arc::new(Self { capacity, state: Mutex::default() })
    }

    /// How many permits are held.
    pub(crate) fn held(&self) -> usize {
        self.state.lock().held.iter().sum()
    }

    /// If most of the exchanges that can be blocked are: how many of them have ended so far.
    pub(crate) fn ended_while_blocked(&self) -> Option<u64> {
        let state = self.state.lock();
        state.is_mostly_blocked().then_some(state.released)
    }

    /// Waits for a permit.
    pub(crate) async fn acquire(self: &Arc<Self>, class: Class) -> Result<Permit, Exhausted> {
        let receiver = {
            let mut state = self.state.lock();
            if state.admits(&self.capacity, class as usize) {
                state.held[class as usize] += 1;
                drop(state);
                return Ok(self.permit(class));
            }
            let receiver = state.push(class);
            if class != Class::Plain && !state.is_watched {
                state.is_watched = true;
                tokio::spawn(Arc::clone(self).watch());
            }
            receiver
        };
        receiver.await.expect("each waiter gets a permit or an error")
    }

    fn permit(self: &Arc<Self>, class: Class) -> Permit {
        Permit { limit: Arc::clone(self), class, blocked_on: AtomicU8::new(0) }
    }

    /// Gives the free permits to waiters.
    fn admit_waiters(self: &Arc<Self>) {
        loop {
            let mut state = self.state.lock();
            // Exchanges that hold permits may wait for exchanges that started after them. Each fourth permit goes to the oldest waiter, so
            // that it does not starve.
            let is_newest = state.is_mostly_blocked() && !state.released.is_multiple_of(4);
            let admitted = [0, 1, 2].map(|class| state.admits(&self.capacity, class));
            let Some((class, waiter)) = state.pop(is_newest, (0..3).filter(|class| admitted[*class])) else { return };
            state.held[class] += 1;
            drop(state);
            // If the waiter has given up in the meantime, the permit is dropped, which releases it.
            _ = waiter.sender.send(Ok(self.permit(CLASSES[class])));
        }
    }

    /// Resolves deadlocks as long as exchanges wait that can be blocked.
    async fn watch(self: Arc<Self>) {
        let (mut released, mut changes, mut stalled) = (u64::MAX, u64::MAX, 0);
        loop {
            tokio::time::sleep(TICK).await;
            let mut state = self.state.lock();
            for class in BLOCKABLE {
                state.waiting[class].retain(|waiter| !waiter.sender.is_closed());
            }
            if BLOCKABLE.iter().all(|class| state.waiting[*class].is_empty()) {
                state.is_watched = false;
                return;
            }
            stalled = if state.changes == changes && state.blocked == state.blockable() { stalled + 1 } else { 0 };
            let is_deadlocked = state.released == released && state.is_mostly_blocked();
            (released, changes) = (state.released, state.changes);
            if is_deadlocked && state.shared(&self.capacity) < self.capacity.shared() + self.capacity.overflow {
                let Some((class, waiter)) = state.pop(true, BLOCKABLE.into_iter()) else { continue };
                state.held[class] += 1;
                drop(state);
                _ = waiter.sender.send(Ok(self.permit(CLASSES[class])));
                stalled = 0;
            } else if stalled >= STALLED_TICKS {
                let held = state.held.iter().sum();
                let waiters: Vec<_> = BLOCKABLE.iter().flat_map(|class| std::mem::take(&mut state.waiting[*class])).collect();
                drop(state);
                for waiter in waiters {
                    _ = waiter.sender.send(Err(Exhausted { held }));
                }
                stalled = 0;
            }
        }
    }
}

/// A permit for one exchange. It is released when it is dropped.
pub(crate) struct Permit {
    limit: Arc<ConnectionLimit>,
    class: Class,
    /// What it is blocked on, as bits. Changed only under the lock of the limit.
    blocked_on: AtomicU8,
}

impl Permit {
    /// The exchange goes on only if the caller does something.
    pub(crate) fn block(&self, on: BlockedOn) {
        if self.class == Class::Plain {
            return;
        }
        let mut state = self.limit.state.lock();
        if self.blocked_on.fetch_or(on as u8, Ordering::Relaxed) == 0 {
            state.blocked += 1;
        }
    }

    /// The caller has done it.
    pub(crate) fn unblock(&self, on: BlockedOn) {
        if self.class == Class::Plain {
            return;
        }
        let mut state = self.limit.state.lock();
        let others = !(on as u8);
        let before = self.blocked_on.fetch_and(others, Ordering::Relaxed);
        if before != 0 && before & others == 0 {
            state.blocked -= 1;
            state.changes += 1;
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        {
            let mut state = self.limit.state.lock();
            state.held[self.class as usize] -= 1;
            if *self.blocked_on.get_mut() != 0 {
                state.blocked -= 1;
            }
            // Plain calls come and go while the others are in a deadlock, so they do not count as a change.
            if self.class != Class::Plain {
                state.released += 1;
                state.changes += 1;
            }
            if state.waiting.iter().all(VecDeque::is_empty) {
                return;
            }
        }
        self.limit.admit_waiters();
    }
}
