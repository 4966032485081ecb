//! Count the permits that are held, and keep the exchanges that wait for one.

use std::collections::VecDeque;

use tokio::sync::oneshot;

/// A queue of this length is searched for waiters that have given up.
const PRUNE_LENGTH: usize = 64;

/// What an exchange may do with its permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// The request body is at hand, and the body of the answer is read at once.
    Plain = 0,
    /// The caller may get the answer as a stream.
    Download = 1,
    /// The request body is a stream of the caller's.
    Upload = 2,
}

/// All classes, in the order of their numbers.
pub(crate) const CLASSES: [Class; 3] = [Class::Plain, Class::Download, Class::Upload];

/// The classes whose exchanges can be blocked.
pub(crate) const BLOCKABLE: [usize; 2] = [Class::Download as usize, Class::Upload as usize];

/// How many permits there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Capacity {
    /// All permits, without the overflow.
    pub(super) max: usize,
    /// How many of them are reserved for each class.
    pub(super) reserved: usize,
    /// Further permits for when most that are held are blocked.
    pub(super) overflow: usize,
}

impl Capacity {
    /// Half of the descriptors, and a quarter more as overflow. If there are few, those that Node itself has open are left out.
    pub(crate) fn for_descriptors(descriptors: u64) -> Self {
        let free = descriptors.saturating_sub(32);
        let max = usize::try_from((descriptors / 2).min(free / 3 * 2 + free % 3 * 2 / 3)).unwrap_or(usize::MAX).clamp(6, 16_384);
        Self { max, reserved: (max / 16).max(1), overflow: max / 2 }
    }

    /// All permits, without the overflow.
    pub(crate) fn max(&self) -> usize {
        self.max
    }

    /// How many permits any class may have.
    pub(super) fn shared(&self) -> usize {
        self.max - 3 * self.reserved
    }
}

/// There is no permit: blocked exchanges hold them all.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Exhausted {
    /// How many permits there are.
    pub held: usize,
}

/// An exchange that waits for a permit of type `P`.
pub(crate) struct Waiter<P> {
    ticket: u64,
    pub(super) sender: oneshot::Sender<Result<P, Exhausted>>,
}

/// The permits that are held, and the waiters.
pub(crate) struct State<P> {
    pub(super) held: [usize; 3],
    /// How many of them are blocked.
    pub(super) blocked: usize,
    pub(super) waiting: [VecDeque<Waiter<P>>; 3],
    /// The length from which each queue is searched for waiters that have given up.
    prune_at: [usize; 3],
    next_ticket: u64,
    /// Counts released permits of the classes that can be blocked.
    pub(super) released: u64,
    /// Counts releases and unblockings.
    pub(super) changes: u64,
    pub(super) is_watched: bool,
}

impl<P> Default for State<P> {
    fn default() -> Self {
        Self {
            held: [0; 3],
            blocked: 0,
            waiting: Default::default(),
            prune_at: [0; 3],
            next_ticket: 0,
            released: 0,
            changes: 0,
            is_watched: false,
        }
    }
}

impl<P> State<P> {
    /// How many shared permits are held.
    pub(super) fn shared(&self, capacity: &Capacity) -> usize {
        self.held.iter().map(|held| held.saturating_sub(capacity.reserved)).sum()
    }

    /// Whether a permit is free for `class`.
    pub(super) fn admits(&self, capacity: &Capacity, class: usize) -> bool {
        self.held[class] < capacity.reserved || self.shared(capacity) < capacity.shared()
    }

    /// How many permits are held by exchanges that can be blocked.
    pub(super) fn blockable(&self) -> usize {
        self.held[Class::Download as usize] + self.held[Class::Upload as usize]
    }

    /// Whether at least half of the exchanges that can be blocked are.
    pub(super) fn is_mostly_blocked(&self) -> bool {
        self.blocked > 0 && self.blocked * 2 >= self.blockable()
    }

    /// Adds a waiter of `class`.
    pub(super) fn push(&mut self, class: Class) -> oneshot::Receiver<Result<P, Exhausted>> {
        let (sender, receiver) = oneshot::channel();
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        let queue = &mut self.waiting[class as usize];
        if queue.len() >= self.prune_at[class as usize].max(PRUNE_LENGTH) {
            queue.retain(|waiter| !waiter.sender.is_closed());
            self.prune_at[class as usize] = 2 * queue.len();
        }
        queue.push_back(Waiter { ticket, sender });
        receiver
    }

    /// Removes the newest or the oldest waiter of `classes`.
    pub(super) fn pop(&mut self, is_newest: bool, classes: impl Iterator<Item = usize>) -> Option<(usize, Waiter<P>)> {
        let mut found: Option<(usize, u64)> = None;
        for class in classes {
            let queue = &mut self.waiting[class];
            // Waiters that have given up are dropped on the way.
            let end = loop {
                match if is_newest { queue.back() } else { queue.front() } {
                    Some(waiter) if waiter.sender.is_closed() => _ = if is_newest { queue.pop_back() } else { queue.pop_front() },
                    end => break end.map(|waiter| waiter.ticket),
                }
            };
            if let Some(ticket) = end
                && found.is_none_or(|(_, other)| (ticket > other) == is_newest)
            {
                found = Some((class, ticket));
            }
        }
        let (class, _) = found?;
        let queue = &mut self.waiting[class];
        let waiter = if is_newest { queue.pop_back() } else { queue.pop_front() };
        Some((class, waiter.expect("the loop found it")))
    }
}
