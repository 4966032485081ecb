//! When a token is refreshed and how long to pause: pure functions. `jitter` is a number from 0 to 1, so that tests can
//! choose it.

use std::time::Duration;

/// The limit of one token request, body included.
pub(crate) const ATTEMPT_LIMIT: Duration = Duration::from_secs(5);
/// The limit of one refresh: all its requests and the pauses between them. Credential providers are called before.
pub(crate) const REFRESH_LIMIT: Duration = Duration::from_secs(12);
/// The requests of one refresh.
pub(crate) const ATTEMPTS: u32 = 3;
/// The limit of a credential provider.
pub(crate) const PROVIDER_LIMIT: Duration = Duration::from_secs(5);
/// The least time between two refreshes that 401s cause.
pub(crate) const REJECTION_GAP: Duration = Duration::from_secs(10);
/// The time in which at most [`MAX_REJECTIONS`] of them are allowed.
pub(crate) const REJECTION_WINDOW: Duration = Duration::from_secs(60);
/// How many refreshes 401s may cause in [`REJECTION_WINDOW`].
pub(crate) const MAX_REJECTIONS: usize = 3;

/// The age from which a token is refreshed: 70 % to 80 % of its lifetime, so that processes that started together do not
/// refresh together.
pub(crate) fn refresh_age(lifetime: Duration, jitter: f64) -> Duration {
    lifetime.mul_f64(0.70 + 0.10 * jitter)
}

/// The age from which a token is used only while a refresh fails: 30 s before it expires, or 5 % of its lifetime if that
/// is less.
pub(crate) fn stop_age(lifetime: Duration) -> Duration {
    lifetime.saturating_sub(lifetime.mul_f64(0.05).min(Duration::from_secs(30)))
}

/// The pause after `failures` failed refreshes in a row while the token is still good: it doubles from 1 s to 60 s.
pub(crate) fn background_pause(failures: u32, jitter: f64) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(6)).min(Duration::from_secs(60)).mul_f64(0.8 + 0.2 * jitter)
}

/// The pause between single attempts while there is no token: 1 s to 5 s.
pub(crate) fn probe_pause(failures: u32, jitter: f64) -> Duration {
    Duration::from_secs(u64::from(failures.clamp(1, 4))).mul_f64(1.0 + 0.25 * jitter)
}

/// The pause before attempt number `attempt` (1 is the second) of one refresh.
pub(crate) fn attempt_pause(attempt: u32, jitter: f64) -> Duration {
    Duration::from_millis(200 << attempt.min(4)).mul_f64(0.5 + 0.5 * jitter)
}

/// The pause before attempt number `attempt` if the endpoint is busy and asks for a pause of `retry_after`.
///
/// The pause is up to 1 s longer, before the next attempt 2 s to 4 s, since all clients that got the same answer would
/// otherwise come back together. It is at most 5 s, or `retry_after` if that is more.
pub(crate) fn busy_pause(retry_after: Duration, attempt: u32, jitter: f64) -> Duration {
    let longer = Duration::from_secs_f64(if attempt <= 1 { jitter } else { 2.0 + 2.0 * jitter });
    (retry_after + longer).min(retry_after.max(ATTEMPT_LIMIT))
}

/// How long a rejection of the credentials is remembered: 30 s, ± 20 %.
pub(crate) fn rejection_pause(jitter: f64) -> Duration {
    Duration::from_secs(30).mul_f64(0.8 + 0.4 * jitter)
}

/// The pause before the next refresh if the endpoint gave the same token again: half of its `remaining` lifetime, at
/// least 30 s.
pub(crate) fn same_token_pause(remaining: Duration) -> Duration {
    (remaining / 2).max(Duration::from_secs(30))
}

/// The error of the clock that assertions allow for, in whole seconds, from the difference that was `measured`. A `Date` has whole
/// seconds and a response may take some, so a difference of less than 10 s is no error, and `known` stays if it is as close.
#[expect(clippy::cast_possible_truncation, reason = "a float beyond the range becomes the largest or the smallest number")]
pub(crate) fn clock_error(measured: f64, known: i64) -> i64 {
    const CLOSE: f64 = 10.0;
    match measured {
        _ if (measured - known as f64).abs() < CLOSE => known,
        _ if measured.abs() < CLOSE => 0,
        _ => measured.round() as i64,
    }
}
