//! How long an idle connection may be used: pure functions, and the clock that they are used with.
//!
//! Servers close connections that are idle. A request that meets the close gets no answer, and nobody knows whether the server has
//! read it. A request that is safe to repeat is then repeated. Another one must not be sent on a connection that may be about to be
//! closed.

use std::time::Duration;

use http::{HeaderMap, HeaderName};

#[cfg(not(test))]
use crate::boot_clock::boot_time;

/// An idle connection is closed before the load balancer closes it (60 s): a request on a closed connection costs a retry.
const IDLE_LIMIT: Duration = Duration::from_secs(50);

/// How long a connection may have been idle for a request that must not be repeated, if the server has not said how long it waits.
/// Node's own server waits 5 s, and few servers wait for less.
const UNREPEATABLE_LIMIT: Duration = Duration::from_secs(4);

/// A connection is not used in the last second of the time that the server gave: a request takes some time to arrive.
const MARGIN: Duration = Duration::from_secs(1);

/// How long a connection may be idle and still be used. `hint` is the time that the server gave with its last answer. `may_repeat`:
/// the request is safe to repeat.
pub(crate) fn idle_limit(hint: Option<Duration>, may_repeat: bool) -> Duration {
    match hint {
        Some(hint) => hint.saturating_sub(MARGIN).min(IDLE_LIMIT),
        None if may_repeat => IDLE_LIMIT,
        None => UNREPEATABLE_LIMIT,
    }
}

/// How long the server keeps the connection open after this answer: `Keep-Alive: timeout=5` (RFC 2068, section 19.7.1.1; the header
/// is not in RFC 9112, but most servers send it). If there are several, the shortest time counts.
pub(crate) fn keep_alive_hint(headers: &HeaderMap) -> Option<Duration> {
    static KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");
    let parameters = headers.get_all(&KEEP_ALIVE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split([',', ';']));
    parameters.filter_map(|parameter| seconds(parameter, "timeout")).min().map(Duration::from_secs)
}

/// The whole seconds of `name=5`, `Name = "5"` or `name=5.5`.
fn seconds(parameter: &str, name: &str) -> Option<u64> {
    let (found, value) = parameter.split_once('=')?;
    if !found.trim().eq_ignore_ascii_case(name) {
        return None;
    }
    let value = value.trim().trim_matches('"').trim();
    let digits = value.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| !digits.is_empty())?;
    // A number that is too large is a long time.
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// The time on a clock that nobody can set, and that goes on while the machine sleeps.
#[cfg(not(test))]
pub(crate) fn now() -> Duration {
    boot_time()
}

/// The clock that tests pause.
#[cfg(test)]
pub(crate) fn now() -> Duration {
    static START: std::sync::OnceLock<tokio::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn the_time_that_the_server_gives_counts_less_a_second() {
        for may_repeat in [true, false] {
            assert_eq!(idle_limit(Some(s(5)), may_repeat), s(4));
            assert_eq!(idle_limit(Some(s(1)), may_repeat), s(0));
            assert_eq!(idle_limit(Some(s(0)), may_repeat), s(0));
            assert_eq!(idle_limit(Some(s(20)), may_repeat), s(19));
            assert_eq!(idle_limit(Some(s(u64::MAX)), may_repeat), IDLE_LIMIT);
        }
    }

    #[test]
    fn without_it_a_request_that_must_not_be_repeated_has_four_seconds() {
        assert_eq!(idle_limit(None, false), s(4));
        assert_eq!(idle_limit(None, true), s(50));
    }

    #[test]
    fn the_header_is_read_however_it_is_written() {
        let hint = |values: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("keep-alive", value.parse().unwrap());
            }
            keep_alive_hint(&headers)
        };
        for value in ["timeout=5", "timeout=5, max=100", "max=100,timeout=5", "Timeout = 5", "timeout=\"5\"", "timeout=5.9", "timeout=5s"] {
            assert_eq!(hint(&[value]), Some(s(5)), "{value}");
        }
        assert_eq!(hint(&["timeout=30", "timeout=7"]), Some(s(7)));
        assert_eq!(hint(&["timeout=99999999999999999999999"]), Some(s(u64::MAX)));
        assert_eq!(hint(&["timeout=0"]), Some(s(0)));
        for value in ["max=100", "timeout", "timeout=", "timeout=-5", "timeout=soon", "notimeout=5", "5"] {
            assert_eq!(hint(&[value]), None, "{value}");
        }
        assert_eq!(hint(&[]), None);
    }
}
