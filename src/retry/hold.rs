//! What calls learn from the Retry-After of another call: until when nothing of the same class is to be sent.
//!
//! The time and the random number are arguments.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::MAX_PAUSE;

/// The longest time that one answer can hold back other calls. Then one of them finds out whether it still holds.
const MAX_HOLD: Duration = Duration::from_secs(3600);
/// Expired holds are removed when there are this many.
const MANY: usize = 256;

/// An answer that asked for a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hold {
    /// Its status, 429 or 503.
    pub status: u16,
    /// When the pause ends.
    pub until: Instant,
    learned: Instant,
}

/// The holds by class.
#[derive(Debug, Default)]
pub(crate) struct Holds(HashMap<String, Hold>);

impl Holds {
    /// An answer of class `key` with `status` asked for `pause`. Returns whether this is news: the class was not held back.
    pub(crate) fn learn(&mut self, key: &str, status: u16, pause: Duration, now: Instant) -> bool {
        if self.0.len() >= MANY {
            self.0.retain(|_, hold| hold.until > now);
        }
        let hold = Hold { status, until: now + pause.min(MAX_HOLD), learned: now };
        match self.0.get_mut(key).filter(|known| known.until > now) {
            Some(known) => {
                *known = Hold { until: known.until.max(hold.until), ..hold };
                false
            }
            None => {
                self.0.insert(key.to_owned(), hold);
                true
            }
        }
    }

    /// The hold of class `key`, if it is not over.
    pub(crate) fn get(&mut self, key: &str, now: Instant) -> Option<Hold> {
        let hold = *self.0.get(key)?;
        if hold.until <= now {
            self.0.remove(key);
            return None;
        }
        Some(hold)
    }

    /// A request of class `key` that was sent at `sent` succeeded. If that was after the hold began, the hold is over.
    pub(crate) fn succeeded(&mut self, key: &str, sent: Instant) {
        if self.0.get(key).is_some_and(|hold| hold.learned < sent) {
            self.0.remove(key);
        }
    }

    /// How many there are, the expired ones included.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// What a call does whose class is held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    /// It is sent at once.
    Send,
    /// It waits first.
    Wait(Duration),
    /// It fails at once: it may not wait that long.
    Refuse,
}

/// What a call does whose class is held back for `left`. `until_deadline` is how long it may take. A call without retries is never held back: its caller wants the answer to one request. `jitter`, from 0 to 1, spreads the
/// calls that were held back together.
pub(crate) fn admission(left: Duration, max_retries: u32, until_deadline: Option<Duration>, jitter: f64) -> Admission {
    if max_retries == 0 {
        return Admission::Send;
    }
    if left > MAX_PAUSE || until_deadline.is_some_and(|end| end <= left) {
        return Admission::Refuse;
    }
    let spread = (left / 10).min(Duration::from_secs(1)).mul_f64(jitter);
    Admission::Wait(until_deadline.map_or(left + spread, |end| (left + spread).min(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_pause_holds_back_its_own_class_until_it_is_over() {
        let (mut holds, now) = (Holds::default(), Instant::now());
        assert!(holds.learn("a", 429, seconds(5), now));
        assert_eq!(holds.get("a", now + seconds(4)).map(|hold| (hold.status, hold.until)), Some((429, now + seconds(5))));
        assert_eq!(holds.get("b", now), None);
        assert_eq!(holds.get("a", now + seconds(5)), None);
    }

    #[test]
    fn a_later_answer_extends_a_pause_and_never_shortens_it() {
        let (mut holds, now) = (Holds::default(), Instant::now());
        holds.learn("a", 429, seconds(5), now);
        assert!(!holds.learn("a", 503, seconds(1), now + seconds(1)));
        assert_eq!(holds.get("a", now + seconds(2)).unwrap().until, now + seconds(5));
        holds.learn("a", 429, seconds(9), now + seconds(2));
        assert_eq!(holds.get("a", now + seconds(2)).unwrap().until, now + seconds(11));
    }

    #[test]
    fn a_success_after_the_answer_ends_the_pause_and_an_earlier_request_does_not() {
        let (mut holds, now) = (Holds::default(), Instant::now());
        holds.learn("a", 429, seconds(5), now);
        holds.succeeded("a", now);
        assert!(holds.get("a", now).is_some());
        holds.succeeded("a", now + seconds(1));
        assert_eq!(holds.get("a", now + seconds(1)), None);
    }

    #[test]
    fn one_answer_holds_back_calls_for_an_hour_at_most_and_expired_ones_are_removed() {
        let (mut holds, now) = (Holds::default(), Instant::now());
        holds.learn("a", 429, Duration::MAX, now);
        assert_eq!(holds.get("a", now).unwrap().until, now + seconds(3600));
        (0..MANY).for_each(|at| _ = holds.learn(&at.to_string(), 429, seconds(1), now));
        holds.learn("b", 429, seconds(1), now + seconds(2));
        assert_eq!(holds.len(), 2);
    }

    #[test]
    fn a_call_waits_within_its_own_limits_or_fails_at_once() {
        let wait = |left, deadline: Option<u64>| admission(seconds(left), 2, deadline.map(seconds), 0.0);
        assert_eq!(wait(60, None), Admission::Wait(seconds(60)));
        assert_eq!(wait(61, None), Admission::Refuse);
        assert_eq!(wait(3, Some(4)), Admission::Wait(seconds(3)));
        assert_eq!(wait(4, Some(4)), Admission::Refuse);
        assert_eq!(admission(seconds(3600), 0, None, 0.5), Admission::Send, "the caller wants no retries");
    }

    #[test]
    fn calls_that_were_held_back_together_are_not_sent_together() {
        let wait = |left, jitter| admission(left, 2, None, jitter);
        assert_eq!(wait(seconds(5), 1.0), Admission::Wait(Duration::from_millis(5500)));
        assert_eq!(wait(seconds(50), 1.0), Admission::Wait(seconds(51)));
        assert_eq!(admission(seconds(5), 2, Some(Duration::from_millis(5100)), 1.0), Admission::Wait(Duration::from_millis(5100)));
    }
}
