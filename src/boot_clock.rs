//! A clock that nobody can set and that goes on while the machine sleeps.
//!
//! A laptop that was closed for an hour, or a function that was frozen, wakes with tokens and connections that are an hour older. What
//! `Instant` counts meanwhile differs:
//!
//! | system | `Instant` is | sleep | what is read here |
//! | --- | --- | --- | --- |
//! | Linux, Android | `CLOCK_MONOTONIC` | not counted | `CLOCK_BOOTTIME` |
//! | macOS | `CLOCK_UPTIME_RAW` | not counted | `CLOCK_MONOTONIC`, which goes on there (man page `clock_gettime(3)`) |
//! | Windows | `QueryPerformanceCounter` | counted ("including the time when the machine was in a sleep state", its documentation) | `Instant` |

use std::time::Duration;

/// The time since the machine started, or since another fixed moment, sleep included.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(crate) fn boot_time() -> Duration {
    // The time since the machine started is never negative.
    rustix::time::clock_gettime(rustix::time::ClockId::Boottime).try_into().unwrap_or_default()
}

#[cfg(target_vendor = "apple")]
pub(crate) fn boot_time() -> Duration {
    rustix::time::clock_gettime(rustix::time::ClockId::Monotonic).try_into().unwrap_or_default()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(crate) fn boot_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_clock_goes_on() {
        let (before, began) = (boot_time(), Instant::now());
        while began.elapsed() < Duration::from_millis(5) {
            std::thread::yield_now();
        }
        let went = boot_time().saturating_sub(before);
        assert!(went >= Duration::from_millis(4), "{went:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn it_is_the_clock_of_proc_uptime_which_counts_sleep() {
        let uptime = std::fs::read_to_string("/proc/uptime").unwrap();
        let seconds: f64 = uptime.split(' ').next().unwrap().parse().unwrap();
        assert!(boot_time().as_secs_f64() >= seconds - 0.02, "{:?}, {seconds}", boot_time());
    }
}
