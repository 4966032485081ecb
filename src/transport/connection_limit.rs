//! How many exchanges may be open at a time: as many as the process has file descriptors to spare.
//!
//! Ten thousand calls at once in a function that may open 1,024 files wait for one another instead of failing with EMFILE,
//! together with everything else the process wants to open.
//!
//! Promise: no wait goes in a circle. An exchange either waits for the network, which a time limit ends, or it is *parked*: the
//! caller has its answer and does not read it, or its upload's source gives nothing. What is parked may wait for another
//! exchange that itself waits for a place. So
//! - each class of exchanges has some places that no other class can take. A plain call is never parked: its class always moves;
//! - where what is parked holds most places and none comes free, the newest that waits is let in over the bound: what was
//!   asked for last is what the others wait for;
//! - where even those places are parked and nothing moves for a second, who waits is told so.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::oneshot;

/// What an exchange may do with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A body at hand out, an answer in that is read at once.
    Plain = 0,
    /// Its answer may be given to the caller as a stream.
    Download = 1,
    /// Its body comes from a stream of the caller's.
    Upload = 2,
}

/// Why an exchange is parked.
#[derive(Clone, Copy, Debug)]
pub enum Cause {
    /// The caller has the answer, or a piece of it, and asks for no more.
    Unread = 1,
    /// The caller's stream gives nothing.
    Dry = 2,
}

/// How often it is looked after those that wait.
const TICK: Duration = Duration::from_millis(20);
/// After so many ticks in which nothing moved, nothing will.
const STILL: u32 = 50;
/// Queues that are longer are looked through for those that have left.
const LONG: usize = 64;

/// The places of a process.
pub struct ConnectionLimit {
    size: Size,
    state: Mutex<State>,
}

/// How many places there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// In all, but for those over the bound.
    bound: usize,
    /// Of them, for each class alone.
    reserve: usize,
    /// Over the bound, for when what is held is parked.
    beyond: usize,
}

#[derive(Default)]
struct State {
    held: [usize; 3],
    parked: usize,
    waiting: [VecDeque<Waiting>; 3],
    /// The lengths of the queues from which they are looked through.
    long: [usize; 3],
    /// Counts who came to wait.
    ticket: u64,
    /// Counts the places that came free of what can be parked.
    freed: u64,
    /// Counts whatever happened to that.
    moves: u64,
    is_watched: bool,
}

struct Waiting {
    ticket: u64,
    tell: oneshot::Sender<Result<Place, Full>>,
}

/// All places are held by what the caller neither reads nor feeds.
#[derive(Debug, PartialEq, Eq)]
pub struct Full {
    /// How many there are.
    pub held: usize,
}

impl Size {
    /// A half of the descriptors, a quarter more at need. What Node itself has open counts where there are few.
    pub fn of(descriptors: u64) -> Self {
        let free = descriptors.saturating_sub(32);
        let bound = usize::try_from((descriptors / 2).min(free / 3 * 2 + free % 3 * 2 / 3)).unwrap_or(usize::MAX).clamp(6, 16_384);
        Self { bound, reserve: (bound / 16).max(1), beyond: bound / 2 }
    }

    /// As many as can be had without the connections of others.
    pub fn bound(&self) -> usize {
        self.bound
    }

    fn shared(&self) -> usize {
        self.bound - 3 * self.reserve
    }
}

impl State {
    /// ConnectionLimit taken of those that are for all classes.
    fn shared(&self, size: &Size) -> usize {
        self.held.iter().map(|held| held.saturating_sub(size.reserve)).sum()
    }

    fn admits(&self, size: &Size, class: usize) -> bool {
        self.held[class] < size.reserve || self.shared(size) < size.shared()
    }

    /// How many are held by what can be parked.
    fn parkable(&self) -> usize {
        self.held[Class::Download as usize] + self.held[Class::Upload as usize]
    }

    fn is_mostly_parked(&self) -> bool {
        self.parked > 0 && self.parked * 2 >= self.parkable()
    }

    /// Takes the oldest or the newest of those that wait in one of `classes`.
    fn next(&mut self, is_newest: bool, classes: impl Iterator<Item = usize>) -> Option<(usize, Waiting)> {
        let mut found: Option<(usize, u64)> = None;
        for class in classes {
            let queue = &mut self.waiting[class];
            // Those that have left are none.
            let end = loop {
                match if is_newest { queue.back() } else { queue.front() } {
                    Some(one) if one.tell.is_closed() => _ = if is_newest { queue.pop_back() } else { queue.pop_front() },
                    end => break end.map(|one| one.ticket),
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
        let one = if is_newest { queue.pop_back() } else { queue.pop_front() };
        Some((class, one.expect("it was seen")))
    }
}

const CLASSES: [Class; 3] = [Class::Plain, Class::Download, Class::Upload];
const PARKABLE: [usize; 2] = [Class::Download as usize, Class::Upload as usize];

impl ConnectionLimit {
    /// So many places.
    pub fn new(size: Size) -> Arc<Self> {
        Arc::new(Self { size, state: Mutex::default() })
    }

    /// How many are taken.
    pub fn held(&self) -> usize {
        self.state.lock().held.iter().sum()
    }

    /// A place; waits for one where there is none.
    pub async fn take(self: &Arc<Self>, class: Class) -> Result<Place, Full> {
        let told = {
            let mut state = self.state.lock();
            if state.admits(&self.size, class as usize) {
                state.held[class as usize] += 1;
                drop(state);
                return Ok(self.place(class));
            }
            self.join(&mut state, class)
        };
        told.await.expect("who waits is told")
    }

    fn join(self: &Arc<Self>, state: &mut State, class: Class) -> oneshot::Receiver<Result<Place, Full>> {
        let (tell, told) = oneshot::channel();
        let ticket = state.ticket;
        state.ticket += 1;
        let queue = &mut state.waiting[class as usize];
        if queue.len() >= state.long[class as usize].max(LONG) {
            queue.retain(|one| !one.tell.is_closed());
            state.long[class as usize] = 2 * queue.len();
        }
        queue.push_back(Waiting { ticket, tell });
        if class != Class::Plain && !state.is_watched {
            state.is_watched = true;
            tokio::spawn(Arc::clone(self).watch());
        }
        told
    }

    fn place(self: &Arc<Self>, class: Class) -> Place {
        Place { places: Arc::clone(self), class, causes: AtomicU8::new(0) }
    }

    /// Gives what is free to those that wait.
    fn hand_out(self: &Arc<Self>) {
        loop {
            let mut state = self.state.lock();
            // Who holds places may wait for what was asked for after it; but who came first is not forgotten.
            let is_newest = state.is_mostly_parked() && !state.freed.is_multiple_of(4);
            let admitted = [0, 1, 2].map(|class| state.admits(&self.size, class));
            let Some((class, one)) = state.next(is_newest, (0..3).filter(|class| admitted[*class])) else { return };
            state.held[class] += 1;
            drop(state);
            // Who has left meanwhile gives the place back.
            _ = one.tell.send(Ok(self.place(CLASSES[class])));
        }
    }

    /// Looks after those that wait, as long as some do.
    async fn watch(self: Arc<Self>) {
        let (mut freed, mut moves, mut still) = (u64::MAX, u64::MAX, 0);
        loop {
            tokio::time::sleep(TICK).await;
            let mut state = self.state.lock();
            for class in PARKABLE {
                state.waiting[class].retain(|one| !one.tell.is_closed());
            }
            if PARKABLE.iter().all(|class| state.waiting[*class].is_empty()) {
                state.is_watched = false;
                return;
            }
            still = if state.moves == moves && state.parked == state.parkable() { still + 1 } else { 0 };
            let is_stuck = state.freed == freed && state.is_mostly_parked();
            (freed, moves) = (state.freed, state.moves);
            if is_stuck && state.shared(&self.size) < self.size.shared() + self.size.beyond {
                let Some((class, one)) = state.next(true, PARKABLE.into_iter()) else { continue };
                state.held[class] += 1;
                drop(state);
                _ = one.tell.send(Ok(self.place(CLASSES[class])));
                still = 0;
            } else if still >= STILL {
                let held = state.held.iter().sum();
                let all: Vec<_> = PARKABLE.iter().flat_map(|class| std::mem::take(&mut state.waiting[*class])).collect();
                drop(state);
                for one in all {
                    _ = one.tell.send(Err(Full { held }));
                }
                still = 0;
            }
        }
    }
}

/// One place; given back when it is dropped.
pub struct Place {
    places: Arc<ConnectionLimit>,
    class: Class,
    /// The causes for which it is parked, as bits; changed under the lock of the places only.
    causes: AtomicU8,
}

impl Place {
    /// It depends on the caller whether it goes on.
    pub fn park(&self, cause: Cause) {
        if self.class == Class::Plain {
            return;
        }
        let mut state = self.places.state.lock();
        if self.causes.fetch_or(cause as u8, Ordering::Relaxed) == 0 {
            state.parked += 1;
        }
    }

    /// The caller did its part.
    pub fn go_on(&self, cause: Cause) {
        if self.class == Class::Plain {
            return;
        }
        let mut state = self.places.state.lock();
        let others = !(cause as u8);
        let before = self.causes.fetch_and(others, Ordering::Relaxed);
        if before != 0 && before & others == 0 {
            state.parked -= 1;
            state.moves += 1;
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        {
            let mut state = self.places.state.lock();
            state.held[self.class as usize] -= 1;
            if *self.causes.get_mut() != 0 {
                state.parked -= 1;
            }
            // Plain calls come and go while the others wait in a circle.
            if self.class != Class::Plain {
                state.freed += 1;
                state.moves += 1;
            }
            if state.waiting.iter().all(VecDeque::is_empty) {
                return;
            }
        }
        self.places.hand_out();
    }
}

#[cfg(test)]
mod tests;
