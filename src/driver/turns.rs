//! Decides which thread drives the runtime.

use std::time::{Duration, Instant};

/// The limits of [`Turns`].
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// A call that took less is short. The thread of a caller drives the runtime for calls that are expected to be short.
    pub short: Duration,
    /// How long the thread of a caller drives the runtime at most.
    pub drive: Duration,
    /// How long nobody drives the runtime after a short call.
    pub idle: Duration,
}

/// The thread that drives the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Driver {
    /// Its own thread.
    Own,
    /// The thread of a caller, until its call has ended.
    Caller,
    /// None. No call runs, and the next one is expected at once.
    Nobody { since: Instant },
}

/// What to do for a call that starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Start its task. A thread drives the runtime.
    Spawn,
    /// Start its task and wake the runtime's own thread.
    Wake,
    /// Start its task and drive the runtime.
    Drive,
}

/// Which thread drives the runtime, and what the next call may expect.
///
/// An attempt is a time in which the runtime's own thread does not drive. It fails if its first call was not short, or did not
/// come. After each further failure twice as many short calls are needed for the next attempt, up to 32, so that a server that is
/// often slower, and calls with pauses between them, cost some 4 µs per call at most.
pub(super) struct Turns {
    limits: Limits,
    driver: Driver,
    /// Failed attempts since the last one that succeeded.
    failures: u32,
    /// How many short calls have to end before the next attempt.
    calls_left: u32,
}

/// After this many failures the number of short calls before an attempt no longer grows.
const MAX_FAILURES: u32 = 6;

impl Turns {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, driver: Driver::Own, failures: 0, calls_left: 0 }
    }

    /// A call starts. `may_drive`: its caller may drive the runtime, and no other call runs.
    pub(super) fn start(&mut self, may_drive: bool) -> Start {
        match self.driver {
            Driver::Nobody { .. } if may_drive => {
                self.driver = Driver::Caller;
                Start::Drive
            }
            Driver::Nobody { .. } => {
                self.driver = Driver::Own;
                Start::Wake
            }
            Driver::Own | Driver::Caller => Start::Spawn,
        }
    }

    /// The last running call has ended after `took`. Returns whether the runtime's own thread is to step aside.
    pub(super) fn ended(&mut self, took: Duration) -> bool {
        if self.driver != Driver::Own || took >= self.limits.short {
            return false;
        }
        let is_due = self.calls_left == 0;
        self.calls_left = self.calls_left.saturating_sub(1);
        is_due
    }

    /// The runtime's own thread has stopped to drive. It drives again at once if a call has started meanwhile.
    pub(super) fn step_aside(&mut self, is_call_running: bool, now: Instant) {
        if !is_call_running {
            self.driver = Driver::Nobody { since: now };
        }
    }

    /// The thread of a caller has stopped to drive after `took`. Returns whether the runtime's own thread must drive.
    pub(super) fn drove(&mut self, is_call_running: bool, took: Duration, now: Instant) -> bool {
        let is_failed = is_call_running || took >= self.limits.short;
        if is_failed {
            self.fail();
        } else {
            self.failures = 0;
            self.driver = Driver::Nobody { since: now };
        }
        is_failed
    }

    /// Whether the runtime's own thread must drive now. Otherwise it asks again after [`Limits::idle`].
    pub(super) fn must_return(&mut self, now: Instant) -> bool {
        if let Driver::Nobody { since } = self.driver
            && now.saturating_duration_since(since) >= self.limits.idle
        {
            self.fail();
        }
        self.driver == Driver::Own
    }

    fn fail(&mut self) {
        self.driver = Driver::Own;
        self.failures = (self.failures + 1).min(MAX_FAILURES);
        self.calls_left = (1 << (self.failures - 1)) - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { short: Duration::from_micros(150), drive: Duration::from_micros(100), idle: Duration::from_millis(2) };
    const SHORT: Duration = Duration::from_micros(149);

    /// How many short calls end before the runtime's own thread steps aside.
    fn short_calls_before_attempt(turns: &mut Turns) -> u32 {
        (1..=1000).find(|_| turns.ended(SHORT)).expect("an attempt after some number of calls")
    }

    #[test]
    fn the_caller_drives_after_a_short_call_only() {
        let now = Instant::now();
        let mut turns = Turns::new(LIMITS);
        assert_eq!(turns.start(true), Start::Spawn);
        assert!(!turns.ended(LIMITS.short));
        assert_eq!(turns.start(true), Start::Spawn);
        assert!(turns.ended(SHORT));
        turns.step_aside(false, now);
        assert_eq!(turns.start(true), Start::Drive);
        // Another call starts while the caller drives.
        assert_eq!(turns.start(false), Start::Spawn);
        assert!(!turns.ended(SHORT), "the caller says itself that it stops to drive");
        assert!(!turns.drove(false, SHORT, now));
        assert_eq!(turns.start(true), Start::Drive);
    }

    #[test]
    fn the_own_thread_drives_if_a_call_starts_before_it_stepped_aside() {
        let now = Instant::now();
        let mut turns = Turns::new(LIMITS);
        assert!(turns.ended(SHORT));
        assert_eq!(turns.start(true), Start::Spawn);
        turns.step_aside(true, now);
        assert!(turns.must_return(now));
    }

    #[test]
    fn the_own_thread_drives_again_for_calls_that_may_be_long_and_when_no_call_comes() {
        let now = Instant::now();
        let mut turns = Turns::new(LIMITS);
        turns.step_aside(false, now);
        assert_eq!(turns.start(false), Start::Wake);
        assert!(turns.must_return(now));

        turns.step_aside(false, now);
        assert!(!turns.must_return(now + LIMITS.idle / 2));
        assert!(turns.must_return(now + LIMITS.idle));
        assert_eq!(turns.start(true), Start::Spawn);
    }

    #[test]
    fn each_failed_attempt_doubles_the_calls_before_the_next_one() {
        let now = Instant::now();
        let mut turns = Turns::new(LIMITS);
        let needed: Vec<u32> = (0..12_u32)
            .map(|attempt| {
                let needed = short_calls_before_attempt(&mut turns);
                turns.step_aside(false, now);
                // It fails because no call comes, because the call does not end, or because it ends late.
                match attempt % 3 {
                    0 => assert!(turns.must_return(now + LIMITS.idle)),
                    1 => {
                        assert_eq!(turns.start(true), Start::Drive);
                        assert!(turns.drove(true, LIMITS.drive, now));
                    }
                    _ => {
                        assert_eq!(turns.start(true), Start::Drive);
                        assert!(turns.drove(false, LIMITS.short, now));
                    }
                }
                needed
            })
            .collect();
        assert_eq!(needed, [1, 1, 2, 4, 8, 16, 32, 32, 32, 32, 32, 32]);

        assert_eq!(short_calls_before_attempt(&mut turns), 32);
        turns.step_aside(false, now);
        assert_eq!(turns.start(true), Start::Drive);
        assert!(!turns.drove(false, SHORT, now));
        assert!(turns.must_return(now + LIMITS.idle));
        assert_eq!(short_calls_before_attempt(&mut turns), 1, "one success ends the row of failures");
    }
}
