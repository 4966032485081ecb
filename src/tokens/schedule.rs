//! When: pure functions. Chance comes in as a number in 0..1, so tests need no dice.

use std::time::Duration;

/// One attempt, body included.
pub const ATTEMPT_LIMIT: Duration = Duration::from_secs(5);
/// All attempts of one flight, pauses included. What suppliers take comes before it.
pub const REFRESH_LIMIT: Duration = Duration::from_secs(12);
/// Attempts of one flight.
pub const ATTEMPTS: u32 = 3;
/// How long a supplier may take.
pub const PROVIDER_LIMIT: Duration = Duration::from_secs(5);
/// Between the refreshes that 401s force.
pub const REJECTION_GAP: Duration = Duration::from_secs(10);
/// At most three of them in this time.
pub const REJECTION_WINDOW: Duration = Duration::from_secs(60);
/// The most that 401s may force in the window.
pub const MAX_REJECTIONS: usize = 3;

/// The age from which a token of life `life` is refreshed: 70 % to 80 % of it, so that processes that started together
/// do not come together.
pub fn refresh_age(life: Duration, chance: f64) -> Duration {
    life.mul_f64(0.70 + 0.10 * chance)
}

/// The age from which it is used only while no other can be had: 30 s before its end, or 5 % of its life if that is less.
pub fn stop_age(life: Duration) -> Duration {
    life - life.mul_f64(0.05).min(Duration::from_secs(30))
}

/// The pause after `failures` flights in a row that failed while a token is still good: up to 60 s.
pub fn background_pause(failures: u32, chance: f64) -> Duration {
    Duration::from_secs(1 << failures.saturating_sub(1).min(6)).min(Duration::from_secs(60)).mul_f64(0.8 + 0.2 * chance)
}

/// The pause between single probes while there is no token at all: 1 s to 5 s.
pub fn probe_pause(failures: u32, chance: f64) -> Duration {
    Duration::from_secs(u64::from(failures.clamp(1, 4))).mul_f64(1.0 + 0.25 * chance)
}

/// The pause before attempt number `attempt` (1 is the second) of one flight.
pub fn attempt_pause(attempt: u32, chance: f64) -> Duration {
    Duration::from_millis(200 << attempt.min(4)).mul_f64(0.5 + 0.5 * chance)
}

/// The pause before attempt number `attempt` where an endpoint turned others away, too, and asks to wait for `asked`:
/// that, and up to 1 s longer, the next time 2 s to 4 s, since whoever was told the same would come back at the same
/// moment. Where that is more than 5 s, it is what was asked for.
pub fn busy_pause(asked: Duration, attempt: u32, chance: f64) -> Duration {
    let longer = Duration::from_secs_f64(if attempt <= 1 { chance } else { 2.0 + 2.0 * chance });
    (asked + longer).min(asked.max(ATTEMPT_LIMIT))
}

/// How long a refusal that will not change by asking again is remembered: 30 s, ± 20 %.
pub fn remembered(chance: f64) -> Duration {
    Duration::from_secs(30).mul_f64(0.8 + 0.4 * chance)
}

/// The next try when the endpoint gave the same token again: half of what is left, at least 30 s.
pub fn same_token_pause(left: Duration) -> Duration {
    (left / 2).max(Duration::from_secs(30))
}
