//! The connections to all origins: how many are open, and whether one more may be. Nothing here waits or sends.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::super::origin::SharedOrigin;
use super::connection::{Connection, Reusable};
use super::demand::Protocol;
use super::host::{Expected, Host, Waiter};

/// Of how many origins the protocol is remembered.
const MAX_PROTOCOLS: usize = 1000;

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
    /// How many exchanges at a time the connections to an origin carry, also of origins without connections.
    protocols: HashMap<SharedOrigin, Protocol>,
}

impl<C, G, D> Default for State<C, G, D> {
    fn default() -> Self {
        Self {
            open: 0,
            closing: 0,
            hosts: HashMap::new(),
            starved: VecDeque::new(),
            next_number: 0,
            is_swept: false,
            protocols: HashMap::new(),
        }
    }
}

impl<C: Reusable, G, D> State<C, G, D> {
    /// The connections to `origin`.
    pub(super) fn host(&mut self, origin: &SharedOrigin) -> &mut Host<C, G, D> {
        // Most calls find it, and then the key need not be cloned.
        if !self.hosts.contains_key(origin) {
            let known = self.protocols.get(origin).copied();
            let protocol = known.unwrap_or(if origin.may_share() { Protocol::Unknown } else { Protocol::One });
            self.hosts.insert(SharedOrigin::clone(origin), Host::new(protocol));
        }
        self.hosts.get_mut(origin).expect("it was inserted")
    }

    /// A connection to `origin` has been opened.
    pub(super) fn learn_protocol(&mut self, origin: &SharedOrigin, protocol: Protocol) {
        self.host(origin).protocol = protocol;
        if origin.may_share() && self.protocols.get(origin) != Some(&protocol) {
            if self.protocols.len() >= MAX_PROTOCOLS {
                self.protocols.clear();
            }
            self.protocols.insert(SharedOrigin::clone(origin), protocol);
        }
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
        if self.hosts.get(origin).is_some_and(Host::is_empty) {
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

    /// Removes the announcement with this ticket.
    pub(super) fn take_expected(&mut self, origin: &SharedOrigin, ticket: u64) -> Option<Expected<D>> {
        let expected = &mut self.hosts.get_mut(origin)?.expected;
        expected.remove(expected.binary_search_by_key(&ticket, |expected| expected.ticket).ok()?)
    }

    /// If a connection to `origin` is needed and may be opened: the ticket of the waiter, how to open it, and its number. `held`: how
    /// many exchanges have a permit.
    pub(super) fn next_dial(
        &mut self,
        origin: &SharedOrigin,
        max: usize,
        held: impl Fn() -> usize,
        now: fn() -> Instant,
    ) -> Option<(u64, D, u64)> {
        let host = self.hosts.get(origin)?;
        if !host.demand().needs_dial(host.protocol) || host.holds_back(now()) {
            return None;
        }
        let waiter = host.waiters.iter().position(|waiter| waiter.dial.is_some() && !waiter.sender.is_closed());
        let expected = host.expected.iter().position(|expected| expected.dial.is_some());
        waiter.or(expected)?;
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
        let (ticket, dial) = match (waiter, expected) {
            (Some(index), _) => (host.waiters[index].ticket, &mut host.waiters[index].dial),
            (None, index) => (host.expected[index?].ticket, &mut host.expected[index?].dial),
        };
        Some((ticket, dial.take()?, number))
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
        let abandoned = self.hosts.values_mut().filter(|host| host.abandoned_dial().is_some());
        let Some(host) = abandoned.min_by_key(|host| host.abandoned_dial()) else { return false };
        host.give_up_dial();
        true
    }

    #[cfg(test)]
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let sum = |count: fn(&Host<C, G, D>) -> usize| self.hosts.values().map(count).sum();
        (self.open, sum(|host| host.idle.len()), sum(|host| host.waiters.len()))
    }
}
