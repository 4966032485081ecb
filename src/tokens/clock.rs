//! The time on two clocks.
//!
//! The wall clock may be set. The boot-time clock goes on while a laptop sleeps (`src/boot_clock.rs`), but not while a snapshot
//! lies on a disk. The age of a token is the larger of the two: an age that is too large costs an early
//! refresh, an age that is too small a call that fails.

use std::time::{Duration, SystemTime};

use crate::boot_clock::boot_time;

/// The same moment on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Timestamp {
    /// Since 1970.
    pub wall: Duration,
    /// Since the machine started, sleep included.
    pub boot: Duration,
}

impl Timestamp {
    /// The time since `earlier`. A clock that was set back counts as standing still.
    pub(crate) fn since(&self, earlier: &Self) -> Duration {
        self.wall.saturating_sub(earlier.wall).max(self.boot.saturating_sub(earlier.boot))
    }
}

/// Tells the time. Tests have one that they set.
pub(crate) trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// The clocks of the machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Timestamp { wall, boot: boot_time() }
    }
}

/// `time` in whole milliseconds.
pub(crate) fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
