//! How long a refresh waits for the process that holds the lock.
//!
//! As long as the owner sends heartbeats it is waited for, up to the limit of its request. An owner that was stopped, or
//! hangs, sends none. Then the processes that wait turn to a second lock, so that one of them sends the request instead.
//! If the owner of the second lock falls silent as well, nobody waits for it.

use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::super::store::{HEARTBEAT_TIMEOUT, LOCK_WAIT_LIMIT, POLL_WHILE_LOCKED, StoreError};

/// The most silence that is counted between two polls. If this process is late to poll, the machine is busy, and the owner
/// may be late as well.
const MAX_SILENCE_PER_POLL: Duration = POLL_WHILE_LOCKED.saturating_mul(2);

/// The wait of one refresh.
pub(crate) struct LockWait {
    /// Whether the owner of the first lock has fallen silent.
    is_second: bool,
    started: Instant,
    last_poll: Instant,
    /// The owner's last heartbeat, and for how long there was none since.
    heartbeat: Option<SystemTime>,
    silence: Duration,
}

impl LockWait {
    /// Starts to wait for the first lock.
    pub(crate) fn new() -> Self {
        Self::start(false)
    }

    fn start(is_second: bool) -> Self {
        let now = Instant::now();
        Self { is_second, started: now, last_poll: now, heartbeat: None, silence: Duration::ZERO }
    }

    /// The name of the lock to acquire.
    pub(crate) fn lock_name(&self, name: &str) -> String {
        if self.is_second { format!("{name}:second") } else { name.into() }
    }

    /// Notes that another process holds the lock. `heartbeat` is its last heartbeat, if the store has heartbeats. An error
    /// ends the wait.
    pub(crate) fn still_locked(&mut self, heartbeat: Option<SystemTime>) -> Result<(), StoreError> {
        let since = self.last_poll.elapsed().min(MAX_SILENCE_PER_POLL);
        self.last_poll = Instant::now();
        self.silence = if heartbeat == self.heartbeat && heartbeat.is_some() { self.silence + since } else { Duration::ZERO };
        self.heartbeat = heartbeat;
        if self.silence >= HEARTBEAT_TIMEOUT {
            if self.is_second {
                return Err(StoreError::new("the owners of its locks do not respond"));
            }
            *self = Self::start(true);
        }
        if self.started.elapsed() >= LOCK_WAIT_LIMIT { Err(StoreError::new("its lock was not released in time")) } else { Ok(()) }
    }
}
