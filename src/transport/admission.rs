//! Limit how many exchanges with one origin are in flight, so that a burst does not open a connection for each call.
//!
//! A thousand calls at once would do a thousand TLS handshakes, which cost more time and CPU than the calls themselves. So an exchange
//! needs a slot. An origin has 64 of them. Further exchanges wait, the clients of the process in turn and the calls of one client in
//! the order of their arrival.
//!
//! Slow answers must not hold up other calls, so there are more slots when
//! - exchanges take longer than it takes to open a connection. Then the number of slots doubles every 100 ms;
//! - nothing changed for a while: no exchange ended and no connection was opened. Then it doubles too;
//! - an exchange has waited for seconds, whatever the reason. Then it doubles too;
//! - the callers do not read their answers, or their uploads give nothing. They may depend on a call that waits here, so all of them
//!   pass, and `connection_limit` decides.
//!
//! How long a while is depends on how long connections take to open, since that shows how far away the server is. The limit of
//! `connection_limit` holds for all origins together.

mod queue;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::connection_limit::ConnectionLimit;
use super::origin::SharedOrigin;
use queue::FairQueue;

/// How many exchanges with one origin are in flight without further conditions.
pub(crate) const FREE_SLOTS: usize = 64;

/// The same if connections carry several exchanges, so that a burst does not open a connection for each call in any case.
const SHARED_SLOTS: usize = 1024;

/// At most this often are there more slots because exchanges take long.
const GROWTH_TICKS: u32 = 2;

/// How often the waiting exchanges are checked. Waits are counted in ticks, so that a busy machine does not use them up.
const TICK: Duration = Duration::from_millis(50);

/// The slots of all origins.
pub(crate) struct Admission {
    permits: Arc<ConnectionLimit>,
    origins: Mutex<HashMap<SharedOrigin, Slots>>,
}

/// The slots of one origin.
struct Slots {
    in_flight: usize,
    allowed: usize,
    /// How many are allowed at least.
    free: usize,
    waiting: FairQueue<oneshot::Sender<Slot>>,
    /// When an exchange ended, a connection was opened or the slots became more, for the last time.
    changed_at: Instant,
    /// The ticks since then that were counted.
    unchanged: u32,
    tick: u32,
    /// When the slots became more for the last time.
    grown_at: u32,
    /// The longest time that a connection took to open lately.
    opening: Option<Duration>,
    /// How long exchanges take with a connection, on average.
    exchange: Duration,
    is_watched: bool,
}

/// How long to wait before there are more slots.
#[derive(Debug, PartialEq, Eq)]
struct Patience {
    /// Without any change.
    unchanged: Duration,
    /// For one exchange.
    waiting: Duration,
    /// From how long an exchange is so slow that a new connection is likely to serve the next one sooner.
    exchange: Duration,
}

/// `opening` is the longest time that a connection to the origin took to open lately, if one has been opened.
fn patience(opening: Option<Duration>) -> Patience {
    const MILLIS: fn(u64) -> Duration = Duration::from_millis;
    let exchange = (opening.unwrap_or_default() * 2).clamp(MILLIS(200), MILLIS(1000));
    let Some(opening) = opening else { return Patience { unchanged: MILLIS(1000), waiting: MILLIS(5000), exchange } };
    Patience {
        unchanged: (opening * 3).clamp(MILLIS(500), MILLIS(2000)),
        waiting: (opening * 20).clamp(MILLIS(3000), MILLIS(6000)),
        exchange,
    }
}

fn ticks(time: Duration) -> u32 {
    u32::try_from(time.as_millis() / TICK.as_millis()).unwrap_or(u32::MAX)
}

impl Admission {
    /// All slots are free. Those that have one will need a permit of `permits`.
    pub(crate) fn new(permits: Arc<ConnectionLimit>) -> Arc<Self> {
        Arc::new(Self { permits, origins: Mutex::default() })
    }

    /// Waits for a slot for an exchange of `client` with `origin`.
    pub(crate) async fn enter(self: &Arc<Self>, origin: &SharedOrigin, client: u64) -> Slot {
        let receiver = {
            let mut origins = self.origins.lock();
            let slots = origins.entry(Arc::clone(origin)).or_insert_with(Slots::new);
            if slots.admits_at_once() {
                drop(origins);
                return Slot::new(self, origin);
            }
            let (sender, receiver) = oneshot::channel();
            slots.waiting.push(client, slots.tick, sender);
            if !slots.is_watched {
                slots.is_watched = true;
                tokio::spawn(Arc::clone(self).watch(Arc::clone(origin)));
            }
            receiver
        };
        receiver.await.expect("each waiter gets a slot")
    }

    /// Gives the free slots of `origin` to waiters.
    fn admit_waiters(self: &Arc<Self>, origin: &SharedOrigin) {
        loop {
            let mut origins = self.origins.lock();
            let Some(slots) = origins.get_mut(origin) else { return };
            if slots.in_flight >= slots.allowed {
                return;
            }
            // Those that have given up are dropped on the way.
            let Some(sender) = std::iter::from_fn(|| slots.waiting.pop()).find(|sender| !sender.is_closed()) else {
                if slots.in_flight == 0 && !slots.is_watched {
                    origins.remove(origin);
                }
                return;
            };
            slots.in_flight += 1;
            drop(origins);
            // If the waiter has given up in the meantime, the slot is dropped, which releases it.
            _ = sender.send(Slot::new(self, origin));
        }
    }

    /// Adds slots as long as exchanges wait and the others are slow.
    async fn watch(self: Arc<Self>, origin: SharedOrigin) {
        let mut blocked = None;
        loop {
            tokio::time::sleep(TICK).await;
            let was_blocked = std::mem::replace(&mut blocked, self.permits.ended_while_blocked());
            {
                let mut origins = self.origins.lock();
                let Some(slots) = origins.get_mut(&origin) else { return };
                slots.waiting.retain(|sender| !sender.is_closed());
                if slots.waiting.is_empty() {
                    slots.is_watched = false;
                    if slots.in_flight == 0 {
                        origins.remove(&origin);
                    }
                    return;
                }
                slots.tick += 1;
                slots.unchanged += 1;
                if blocked.is_some() && blocked == was_blocked {
                    slots.allowed = slots.in_flight + slots.waiting.len();
                } else if slots.is_slow() {
                    slots.allowed = slots.allowed.saturating_mul(2);
                } else {
                    continue;
                }
                slots.grown_at = slots.tick;
                slots.change();
            }
            self.admit_waiters(&origin);
        }
    }

    #[cfg(test)]
    fn in_flight(&self, origin: &SharedOrigin) -> usize {
        self.origins.lock().get(origin).map_or(0, |slots| slots.in_flight)
    }
}

impl Slots {
    fn new() -> Self {
        Self {
            in_flight: 0,
            allowed: FREE_SLOTS,
            free: FREE_SLOTS,
            waiting: FairQueue::default(),
            changed_at: Instant::now(),
            unchanged: 0,
            tick: 0,
            grown_at: 0,
            opening: None,
            exchange: Duration::ZERO,
            is_watched: false,
        }
    }

    /// Takes a slot if one is free, or if nothing has changed for long: then the others are slow, and to wait would help nobody.
    fn admits_at_once(&mut self) -> bool {
        if !self.waiting.is_empty() {
            return false;
        }
        if self.in_flight == 0 {
            self.change();
        }
        if self.in_flight >= self.allowed {
            if self.changed_at.elapsed() < patience(self.opening).unchanged {
                return false;
            }
            self.allowed = self.in_flight + 1;
            self.change();
        }
        self.in_flight += 1;
        true
    }

    fn is_slow(&self) -> bool {
        let patience = patience(self.opening);
        let unchanged = ticks(patience.unchanged);
        let waited = self.waiting.oldest().map_or(0, |since| self.tick - since);
        let grown = self.tick - self.grown_at;
        self.unchanged >= unchanged
            || (self.exchange >= patience.exchange && grown >= GROWTH_TICKS)
            || (waited >= ticks(patience.waiting) && grown >= unchanged)
    }

    fn change(&mut self) {
        self.changed_at = Instant::now();
        self.unchanged = 0;
    }
}

/// The right to one exchange with an origin. It is released when it is dropped.
pub(crate) struct Slot {
    admission: Arc<Admission>,
    origin: SharedOrigin,
    /// When the exchange got a connection.
    connected_at: Option<Instant>,
}

impl Slot {
    fn new(admission: &Arc<Admission>, origin: &SharedOrigin) -> Self {
        Self { admission: Arc::clone(admission), origin: Arc::clone(origin), connected_at: None }
    }

    /// The exchange has a connection, which took `opening` to open if it is a new one. `is_shared`: it carries several exchanges.
    pub(crate) fn connected(&mut self, opening: Option<Duration>, is_shared: bool) {
        self.connected_at = Some(Instant::now());
        let has_more = {
            let mut origins = self.admission.origins.lock();
            let Some(slots) = origins.get_mut(&self.origin) else { return };
            if let Some(opening) = opening {
                slots.opening = Some(slots.opening.map_or(opening, |longest| opening.max(longest * 7 / 8)));
                slots.change();
            }
            let free = if is_shared { SHARED_SLOTS } else { FREE_SLOTS };
            slots.free = free;
            let has_more = slots.allowed < free;
            slots.allowed = slots.allowed.max(free);
            has_more
        };
        if has_more {
            self.admission.admit_waiters(&self.origin);
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        {
            let mut origins = self.admission.origins.lock();
            let Some(slots) = origins.get_mut(&self.origin) else { return };
            slots.in_flight -= 1;
            slots.change();
            if let Some(connected_at) = self.connected_at {
                let time = slots.changed_at.saturating_duration_since(connected_at);
                slots.exchange = if slots.exchange.is_zero() { time } else { slots.exchange * 7 / 8 + time / 8 };
            }
            if slots.in_flight < slots.allowed / 2 {
                slots.allowed = (slots.allowed / 2).max(slots.free);
            }
            // Nobody waits, and others use the origin.
            if slots.waiting.is_empty() && slots.in_flight > 0 {
                return;
            }
        }
        self.admission.admit_waiters(&self.origin);
    }
}
