//! How long a flight waits for the process that has the lock.
//!
//! An owner that is alive is waited for as long as its request may take. One that was stopped, or hangs, says nothing any
//! more: then those who wait turn to a second lock, so that one of them asks in its place. Who falls silent there is
//! waited for by nobody.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::super::store::{HEARTBEAT_TIMEOUT, LOCK_WAIT_LIMIT, POLL_WHILE_LOCKED, StoreError};

/// Silence counts for no more than this between two looks: where this process is late to look, the machine is busy, and
/// the owner may be late as well.
const MOST: Duration = POLL_WHILE_LOCKED.saturating_mul(2);

/// The wait of one flight.
pub struct LockWait {
    /// Whether the owner of the first lock has fallen silent.
    second: bool,
    began: Instant,
    looked: Instant,
    /// What the owner said last, and for how long it has said nothing since.
    said: Option<SystemTime>,
    silent: Duration,
}

impl LockWait {
    /// Starts to wait.
    pub fn new(second: bool) -> Self {
        let now = Instant::now();
        Self { second, began: now, looked: now, said: None, silent: Duration::ZERO }
    }

    /// The name of the lock to take.
    pub fn lock(&self, name: &str) -> String {
        if self.second { format!("{name}:second") } else { name.into() }
    }

    /// The lock is another's, who said at `said` that it is alive, if it can say so. An error: it is waited for no longer.
    pub fn goes_on(&mut self, said: Option<SystemTime>) -> Result<(), StoreError> {
        let since = self.looked.elapsed().min(MOST);
        self.looked = Instant::now();
        self.silent = if said == self.said && said.is_some() { self.silent + since } else { Duration::ZERO };
        self.said = said;
        if self.silent >= HEARTBEAT_TIMEOUT {
            if self.second {
                return Err(StoreError::new("the owners of its locks were stopped, or hang"));
            }
            *self = Self::new(true);
        }
        if self.began.elapsed() >= LOCK_WAIT_LIMIT { Err(StoreError::new("its lock was never free")) } else { Ok(()) }
    }
}
