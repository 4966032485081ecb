//! What time it is, twice.
//!
//! The wall clock may be set; the boot-time clock goes on while a laptop sleeps or a snapshot lies on a disk, but not
//! on every platform. A token is as old as the larger of the two says: too old is a refresh too early, too young would
//! be a call that fails.

use std::time::{Duration, SystemTime};

/// One moment on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Since 1970.
    pub wall: Duration,
    /// Since the machine started, sleep included where the platform counts it.
    pub boot: Duration,
}

impl Moment {
    /// The time since `earlier`. A clock that was set back counts as standing still.
    pub fn since(&self, earlier: &Moment) -> Duration {
        self.wall.saturating_sub(earlier.wall).max(self.boot.saturating_sub(earlier.boot))
    }
}

/// A duration in whole milliseconds, at most `u64::MAX`.
pub fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Tells the time; tests have one that they set.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// The machine's clocks.
pub struct System;

impl Clock for System {
    fn now(&self) -> Moment {
        let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Moment { wall, boot: boot() }
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}

/// Elsewhere the nearest thing: a clock nobody can set.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn boot() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}
