//! The retry budget: how many retries a process may make, so that an API which fails does not get three times the load.
//!
//! Retries are at most a tenth of the calls of the last minute, and at least ten. The time is an argument.

/// How many seconds count.
const WINDOW: usize = 60;
/// This many retries in a minute are always allowed.
const FREE_RETRIES: u64 = 10;
/// One retry is allowed for this many calls.
const CALLS_PER_RETRY: u64 = 10;

/// The calls and retries of the last minute.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    /// One bucket for each second, at the index of the second modulo their number.
    buckets: [Bucket; WINDOW],
    is_exhausted: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    second: u64,
    calls: u32,
    retries: u32,
}

/// Whether a retry is within the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spent {
    /// It is, and was counted.
    Retry,
    /// It is not.
    Exhausted {
        /// The calls of the last minute.
        calls: u64,
        /// The retries of the last minute.
        retries: u64,
        /// Whether this is the first retry since the budget was used up.
        is_first: bool,
    },
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self { buckets: [Bucket::default(); WINDOW], is_exhausted: false }
    }
}

impl RetryBudget {
    /// Counts a call that starts in `second`. Seconds count from any moment that stays the same.
    pub(crate) fn count_call(&mut self, second: u64) {
        let bucket = self.bucket(second);
        bucket.calls = bucket.calls.saturating_add(1);
    }

    /// Counts a retry in `second`, if the budget allows it.
    pub(crate) fn spend(&mut self, second: u64) -> Spent {
        let recent = self.buckets.iter().filter(|bucket| bucket.second + WINDOW as u64 > second);
        let (calls, retries) =
            recent.fold((0, 0), |(calls, retries), bucket| (calls + u64::from(bucket.calls), retries + u64::from(bucket.retries)));
        if retries >= FREE_RETRIES.max(calls / CALLS_PER_RETRY) {
            let is_first = !std::mem::replace(&mut self.is_exhausted, true);
            return Spent::Exhausted { calls, retries, is_first };
        }
        self.is_exhausted = false;
        self.bucket(second).retries += 1;
        Spent::Retry
    }

    /// Whether nothing was counted in the last minute.
    pub(crate) fn is_idle(&self, second: u64) -> bool {
        self.buckets.iter().all(|bucket| bucket.second + WINDOW as u64 <= second || bucket.calls == 0 && bucket.retries == 0)
    }

    fn bucket(&mut self, second: u64) -> &mut Bucket {
        let bucket = &mut self.buckets[usize::try_from(second % WINDOW as u64).unwrap_or_default()];
        if bucket.second != second {
            *bucket = Bucket { second, ..Bucket::default() };
        }
        bucket
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn retries(budget: &mut RetryBudget, second: u64, tries: usize) -> usize {
        (0..tries).filter(|_| budget.spend(second) == Spent::Retry).count()
    }

    #[test]
    fn ten_retries_a_minute_are_always_allowed() {
        let mut budget = RetryBudget::default();
        assert_eq!(retries(&mut budget, 7, 30), 10);
        assert_eq!(retries(&mut budget, 66, 30), 0, "within the minute");
        assert_eq!(retries(&mut budget, 67, 30), 10, "the minute is over");
    }

    #[test]
    fn a_tenth_of_the_calls_of_the_last_minute_may_be_retried() {
        let mut budget = RetryBudget::default();
        for second in 0..10 {
            (0..100).for_each(|_| budget.count_call(second));
        }
        assert_eq!(retries(&mut budget, 10, 1000), 100);
        budget.count_call(11);
        assert_eq!(retries(&mut budget, 11, 10), 0);
        // The calls are older than a minute before the retries are.
        assert_eq!(retries(&mut budget, 69, 10), 0);
        assert_eq!(retries(&mut budget, 70, 100), 10);
    }

    #[test]
    fn the_end_of_the_budget_is_reported_once_each_time() {
        let mut budget = RetryBudget::default();
        retries(&mut budget, 0, 10);
        assert_eq!(budget.spend(0), Spent::Exhausted { calls: 0, retries: 10, is_first: true });
        assert_eq!(budget.spend(1), Spent::Exhausted { calls: 0, retries: 10, is_first: false });
        assert_eq!(retries(&mut budget, 60, 10), 10);
        assert_eq!(budget.spend(60), Spent::Exhausted { calls: 0, retries: 10, is_first: true });
    }

    #[test]
    fn a_budget_without_calls_for_a_minute_is_idle() {
        let mut budget = RetryBudget::default();
        assert!(budget.is_idle(0));
        budget.count_call(5);
        assert!(!budget.is_idle(64));
        assert!(budget.is_idle(65));
    }
}
