//! The connections to one origin: which are open, which of them are idle, and what waits for one. Nothing here waits or sends.

use std::collections::{HashSet, VecDeque};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::super::causes::BoxError;
use super::connection::{Connection, Reusable};
use super::demand::{Demand, Protocol};
use super::shared::Shared;

/// After a connection could not be opened, no other one is opened to the same origin for this long, if exchanges have connections to
/// it: a server that accepts so many connections and no more will soon be done with one of them.
pub(super) const HOLD_BACK: Duration = Duration::from_millis(250);

/// The connections to one origin.
pub(super) struct Host<C, G, D> {
    /// The numbers of those that are open or being opened.
    pub(super) open: HashSet<u64>,
    /// Those that are being opened, the oldest first.
    dials: Vec<Underway>,
    /// The last one was used last.
    pub(super) idle: Vec<Connection<C>>,
    /// Those that carry several exchanges at a time and have at least one.
    pub(super) shared: Shared<C>,
    pub(super) protocol: Protocol,
    /// In the order of their arrival.
    pub(super) waiters: VecDeque<Waiter<G, D>>,
    /// Exchanges that will need a connection soon, in the order of their announcement.
    pub(super) expected: VecDeque<Expected<D>>,
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

/// An exchange that waits for a connection.
pub(super) struct Waiter<G, D> {
    pub(super) ticket: u64,
    pub(super) may_repeat: bool,
    pub(super) sender: oneshot::Sender<Result<G, BoxError>>,
    /// `None` once a connection is being opened for it.
    pub(super) dial: Option<D>,
}

/// An exchange that will need a connection soon.
pub(super) struct Expected<D> {
    pub(super) ticket: u64,
    /// `None` once a connection is being opened for it.
    pub(super) dial: Option<D>,
}

impl<C, G, D> Host<C, G, D> {
    /// No connection yet.
    pub(super) fn new(protocol: Protocol) -> Self {
        Self {
            open: HashSet::new(),
            dials: Vec::new(),
            idle: Vec::new(),
            shared: Shared::default(),
            protocol,
            waiters: VecDeque::new(),
            expected: VecDeque::new(),
            failed_at: None,
            progress: 0,
        }
    }
}

impl<C: Reusable, G, D> Host<C, G, D> {
    /// A connection that the request may use: an idle one, or else a seat on one that others use. Those that no request may use are
    /// moved to `unusable`.
    pub(super) fn take(&mut self, may_repeat: bool, now: Duration, unusable: &mut Vec<Connection<C>>) -> Option<Connection<C>> {
        match self.take_idle(may_repeat, now, unusable) {
            Some(connection) => Some(self.shared.begin(connection)),
            None => self.shared.join(unusable),
        }
    }

    /// Takes the first waiter that can have a connection, and the connection.
    pub(super) fn serve(&mut self, now: fn() -> Duration, unusable: &mut Vec<Connection<C>>) -> Option<(Waiter<G, D>, Connection<C>)> {
        // What the first waiter of a kind cannot have, the others of that kind cannot have either.
        for kind in [None, Some(true), Some(false)] {
            let matches = |waiter: &Waiter<G, D>| !waiter.sender.is_closed() && kind.is_none_or(|kind| waiter.may_repeat == kind);
            let index = self.waiters.iter().position(matches)?;
            if let Some(connection) = self.take(self.waiters[index].may_repeat, now(), unusable) {
                return Some((self.waiters.remove(index)?, connection));
            }
        }
        None
    }

    /// An exchange is done with `connection`. Returns it if no exchange may use it any more.
    pub(super) fn give_back(&mut self, connection: Connection<C>, now: Duration) -> Option<Connection<C>> {
        let connection = self.shared.end(connection)?;
        if !connection.is_usable(true, now) {
            return Some(connection);
        }
        self.idle.push(connection);
        None
    }

    /// Takes those that have brought no answer since `time`.
    pub(super) fn take_unproven(&mut self, time: Duration) -> Vec<Connection<C>> {
        let mut taken: Vec<_> = self.idle.extract_if(.., |connection| connection.active_at < time).collect();
        self.shared.take_unproven(time, &mut taken);
        taken
    }

    /// Takes the idle connection that was used last, of those that the request may use. Those that no request may use are moved to
    /// `unusable`.
    fn take_idle(&mut self, may_repeat: bool, now: Duration, unusable: &mut Vec<Connection<C>>) -> Option<Connection<C>> {
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

    /// The number of the oldest connection that is being opened and that no exchange waits for.
    pub(super) fn abandoned_dial(&self) -> Option<u64> {
        (self.dials.len() > self.waiters.len()).then(|| self.dials[0].number)
    }

    /// Gives up the oldest connection that is being opened.
    pub(super) fn give_up_dial(&mut self) {
        self.dials.remove(0).task.abort();
    }

    /// Whether nothing is open, and nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.waiters.is_empty() && self.expected.is_empty() && self.dials.is_empty()
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

    /// What decides whether one more connection is to be opened.
    pub(super) fn demand(&self) -> Demand {
        let slow = self.dials.iter().filter(|dial| dial.is_slow).count();
        Demand {
            waiting: self.waiters.len(),
            expected: self.expected.len(),
            sharing: self.shared.exchanges(),
            in_use: self.open.len().saturating_sub(self.idle.len() + self.shared.len() + self.dials.len()),
            usable: self.idle.len() + self.shared.len(),
            opening: self.dials.len() - slow,
            slow,
            has_failed: self.failed_at.is_some(),
        }
    }

    /// Whether to wait after a connection could not be opened.
    pub(super) fn holds_back(&self, now: Instant) -> bool {
        // Those that are being opened may fail too. If nothing works, to open one after another would only delay the errors.
        let has_connections = self.open.len() > self.idle.len() + self.dials.len();
        has_connections && self.failed_at.is_some_and(|at| now.duration_since(at) < HOLD_BACK)
    }
}
