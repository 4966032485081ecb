//! Which connections are open, which of them are idle, and what waits for one. Nothing here waits or sends.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::super::causes::BoxError;
use super::super::freshness::idle_limit;
use super::super::origin::SharedOrigin;

/// After a connection could not be opened, no other one is opened to the same origin for this long, if exchanges have connections to
/// it: a server that accepts so many connections and no more will soon be done with one of them.
pub(super) const HOLD_BACK: Duration = Duration::from_millis(250);

/// A connection as the pool sees it.
pub(crate) trait Reusable: Send + 'static {
    /// Whether it is open and not in use, as far as is known.
    fn is_ready(&self) -> bool;
}

/// The connections `C` to all origins. Exchanges that wait get a `G`, and have a `D` that opens a connection.
pub(super) struct State<C, G, D> {
    /// How many connections are open or being opened. Those that the pool has closed do not count.
    open: usize,
    /// How many of those that the pool has closed still have their descriptor.
    pub(super) closing: usize,
    hosts: HashMap<SharedOrigin, Host<C, G, D>>,
    /// Origins that need a connection and may not open one, because there are too many.
    pub(super) starved: VecDeque<SharedOrigin>,
    next_number: u64,
    /// Whether a task closes idle connections that are too old.
    pub(super) is_swept: bool,
}

/// The connections to one origin.
pub(super) struct Host<C, G, D> {
    /// The numbers of those that are open or being opened.
    open: HashSet<u64>,
    /// Those that are being opened, the oldest first.
    dials: Vec<Underway>,
    /// The last one was used last.
    pub(super) idle: Vec<Connection<C>>,
    /// In the order of their arrival.
    pub(super) waiters: VecDeque<Waiter<G, D>>,
    /// When a connection could not be opened.
    pub(super) failed_at: Option<Instant>,
    /// Counts connections that were opened or that an exchange was done with.
    pub(super) progress: u64,
}

/// A connection that is being opened.
struct Underway {
    number: u64,
    /// Whether it takes so long that no exchange but its own should wait for it.
    is_slow: bool,
    task: AbortHandle,
}

/// An open connection.
pub(super) struct Connection<C> {
    pub(super) inner: C,
    pub(super) origin: SharedOrigin,
    pub(super) number: u64,
    /// How long it took to open.
    pub(super) opening: Duration,
    /// Whether it has been used, or has been idle.
    pub(super) is_reused: bool,
    /// When it was opened, or when its last answer began to arrive.
    pub(super) active_at: Duration,
    /// How long the server keeps it open from there, as far as it has said so.
    pub(super) hint: Option<Duration>,
}

/// An exchange that waits for a connection.
pub(super) struct Waiter<G, D> {
    pub(super) ticket: u64,
    pub(super) may_repeat: bool,
    pub(super) sender: oneshot::Sender<Result<G, BoxError>>,
    /// `None` once a connection is being opened for it.
    pub(super) dial: Option<D>,
}

impl<C: Reusable> Connection<C> {
    /// Whether a request may use it at `now`.
    pub(super) fn is_usable(&self, may_repeat: bool, now: Duration) -> bool {
        self.inner.is_ready() && now.saturating_sub(self.active_at) < idle_limit(self.hint, may_repeat)
    }
}

impl<C, G, D> Default for State<C, G, D> {
    fn default() -> Self {
        Self { open: 0, closing: 0, hosts: HashMap::new(), starved: VecDeque::new(), next_number: 0, is_swept: false }
    }
}

impl<C, G, D> Default for Host<C, G, D> {
    fn default() -> Self {
        Self { open: HashSet::new(), dials: Vec::new(), idle: Vec::new(), waiters: VecDeque::new(), failed_at: None, progress: 0 }
    }
}

impl<C: Reusable, G, D> Host<C, G, D> {
    /// Takes the idle connection that was used last, of those that the request may use. Those that no request may use are moved to
    /// `unusable`.
    pub(super) fn take_idle(&mut self, may_repeat: bool, now: Duration, unusable: &mut Vec<Connection<C>>) -> Option<Connection<C>> {
        let mut index = self.idle.len();
        while index > 0 {
            index -= 1;
            if self.idle[index].is_usable(may_repeat, now) {
                return Some(self.idle.remove(index));
            }
            if !self.idle[index].is_usable(true, now) {
                unusable.push(self.idle.remove(index));
            }
        }
        None
    }

    /// Whether exchanges have connections, or connections are being opened.
    pub(super) fn is_busy(&self) -> bool {
        self.open.len() > self.idle.len()
    }

    /// The task that opens the connection with this number.
    pub(super) fn dial_began(&mut self, number: u64, task: AbortHandle) {
        self.dials.push(Underway { number, is_slow: false, task });
    }

    /// The connection with this number takes long to open.
    pub(super) fn dial_is_slow(&mut self, number: u64) {
        self.dials.iter_mut().filter(|dial| dial.number == number).for_each(|dial| dial.is_slow = true);
    }

    /// The connection with this number has been opened or could not be opened. Returns `false` if it was given up before.
    pub(super) fn dial_ended(&mut self, number: u64) -> bool {
        let index = self.dials.iter().position(|dial| dial.number == number);
        index.map(|index| self.dials.remove(index)).is_some()
    }

    /// The ticket of the waiter that gets the error of a connection that was to be opened for `ticket`: that waiter, if it waits still. If
    /// it got the connection of another waiter, the other one has none, and nothing else would end its wait.
    pub(super) fn loser(&self, ticket: u64) -> Option<u64> {
        if self.waiters.iter().any(|waiter| waiter.ticket == ticket) {
            return Some(ticket);
        }
        let mut dialed = self.waiters.iter().filter(|waiter| waiter.dial.is_none()).map(|waiter| waiter.ticket);
        let first = dialed.next()?;
        (dialed.count() >= self.dials.len()).then_some(first)
    }

    fn holds_back(&self, now: Instant) -> bool {
        // Those that are being opened may fail too. If nothing works, to open one after another would only delay the errors.
        let has_connections = self.open.len() > self.idle.len() + self.dials.len();
        has_connections && self.failed_at.is_some_and(|at| now.duration_since(at) < HOLD_BACK)
    }
}

impl<C: Reusable, G, D> State<C, G, D> {
    /// The connections to `origin`.
    pub(super) fn host(&mut self, origin: &SharedOrigin) -> &mut Host<C, G, D> {
        // Most calls find it, and then the key need not be cloned.
        if !self.hosts.contains_key(origin) {
            self.hosts.insert(SharedOrigin::clone(origin), Host::default());
        }
        self.hosts.get_mut(origin).expect("it was inserted")
    }

    /// A number that no other connection or waiter has.
    pub(super) fn next_number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    /// These connections count no more. They are closed when they are dropped.
    pub(super) fn forget(&mut self, closed: &[Connection<C>]) {
        for connection in closed {
            if self.close(&connection.origin, connection.number) {
                self.closing += 1;
            }
        }
    }

    /// The connection with this number has given its descriptor back.
    pub(super) fn closed(&mut self, origin: &SharedOrigin, number: u64) {
        if !self.close(origin, number) {
            self.closing -= 1;
        }
    }

    fn close(&mut self, origin: &SharedOrigin, number: u64) -> bool {
        let was_open = self.hosts.get_mut(origin).is_some_and(|host| host.open.remove(&number));
        self.open -= usize::from(was_open);
        was_open
    }

    pub(super) fn remove_if_empty(&mut self, origin: &SharedOrigin) {
        if self.hosts.get(origin).is_some_and(|host| host.open.is_empty() && host.waiters.is_empty() && host.dials.is_empty()) {
            self.hosts.remove(origin);
        }
    }

    pub(super) fn has_idle(&self) -> bool {
        self.hosts.values().any(|host| !host.idle.is_empty())
    }

    /// Takes the idle connections that no request may use any more.
    pub(super) fn take_expired(&mut self, now: Duration) -> Vec<Connection<C>> {
        let idle = self.hosts.values_mut().map(|host| &mut host.idle);
        idle.flat_map(|idle| idle.extract_if(.., |connection| !connection.is_usable(true, now)).collect::<Vec<_>>()).collect()
    }

    /// Takes the connection that has been idle for the longest time, of the origins for which `matches` is true.
    pub(super) fn take_longest_idle(&mut self, matches: impl Fn(&SharedOrigin) -> bool) -> Option<Connection<C>> {
        let hosts = self.hosts.iter_mut().filter(|(origin, host)| !host.idle.is_empty() && matches(origin));
        let oldest = |host: &Host<C, G, D>| host.idle.iter().map(|connection| connection.active_at).min();
        let (_, host) = hosts.min_by_key(|(_, host)| oldest(host))?;
        let index = (0..host.idle.len()).min_by_key(|index| host.idle[*index].active_at)?;
        Some(host.idle.remove(index))
    }

    /// Removes the waiter with this ticket.
    pub(super) fn take_waiter(&mut self, origin: &SharedOrigin, ticket: u64) -> Option<Waiter<G, D>> {
        let waiters = &mut self.hosts.get_mut(origin)?.waiters;
        waiters.remove(waiters.binary_search_by_key(&ticket, |waiter| waiter.ticket).ok()?)
    }

    /// If a connection to `origin` is needed and may be opened: the ticket of the waiter, how to open it, and its number. `held`: how
    /// many exchanges have a permit.
    pub(super) fn next_dial(&mut self, origin: &SharedOrigin, max: usize, held: impl Fn() -> usize, now: Instant) -> Option<(u64, D, u64)> {
        let host = self.hosts.get(origin)?;
        let prompt = host.dials.iter().filter(|dial| !dial.is_slow).count();
        if host.waiters.len() <= prompt || host.holds_back(now) {
            return None;
        }
        let index = host.waiters.iter().position(|waiter| waiter.dial.is_some() && !waiter.sender.is_closed())?;
        if !self.make_room(origin, max, held) {
            if !self.starved.contains(origin) {
                self.starved.push_back(SharedOrigin::clone(origin));
            }
            return None;
        }
        let number = self.next_number();
        self.open += 1;
        let host = self.host(origin);
        host.open.insert(number);
        let waiter = &mut host.waiters[index];
        Some((waiter.ticket, waiter.dial.take()?, number))
    }

    /// Whether one more connection may be open. If there are too many, an idle one is closed first: of another origin if possible, and
    /// the one that has been idle for the longest time.
    fn make_room(&mut self, origin: &SharedOrigin, max: usize, held: impl Fn() -> usize) -> bool {
        if self.open < max {
            return true;
        }
        let mut idle = self.take_longest_idle(|other| other != origin);
        // Each exchange has at most one connection. The others are opened for no exchange, and will soon be idle.
        if idle.is_none() && self.open < held() {
            return true;
        }
        idle = idle.or_else(|| self.take_longest_idle(|_| true));
        let Some(connection) = idle else {
            // It counts until its descriptor is closed.
            self.give_up_dial();
            return false;
        };
        let closed = SharedOrigin::clone(&connection.origin);
        self.forget(&[connection]);
        if closed != *origin {
            self.remove_if_empty(&closed);
        }
        true
    }

    /// Gives up the oldest connection that is being opened and that no exchange waits for: the call has reached its time limit, and the
    /// server may never let it open. Returns whether there was one.
    pub(super) fn give_up_dial(&mut self) -> bool {
        let abandoned = self.hosts.values_mut().filter(|host| host.dials.len() > host.waiters.len());
        let Some(host) = abandoned.min_by_key(|host| host.dials[0].number) else { return false };
        host.dials.remove(0).task.abort();
        true
    }

    #[cfg(test)]
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let sum = |count: fn(&Host<C, G, D>) -> usize| self.hosts.values().map(count).sum();
        (self.open, sum(|host| host.idle.len()), sum(|host| host.waiters.len()))
    }
}
