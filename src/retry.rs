//! May it be tried again, and after how long: pure functions.
//!
//! The loop lives in `call`; chance and time come in as arguments, so tests need neither dice nor clock.
//! The figures are the official client's: 2 retries, 1 s doubled up to 60 s, ±10 %.

use std::time::{Duration, SystemTime};

use crate::error::{Error, Progress};

/// How often a call is repeated when nobody says otherwise.
pub const DEFAULT_RETRIES: u32 = 2;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// No pause is longer, whatever the server asks for: 60 s.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
const SPREAD: f64 = 0.1;

/// Whether an answer with `status` may be asked for again. 408, 425, 429 and 503 say that nothing was done;
/// another 5xx does not, so only what is safe to repeat is repeated (RFC 9110, section 9.2.2).
pub fn status_allows(status: u16, repeat: bool) -> bool {
    match status {
        408 | 425 | 429 | 503 => true,
        500..=599 => repeat,
        _ => false,
    }
}

/// Whether a failed exchange may be tried again: when the request never left, or doing it twice is like doing
/// it once. A time limit is the caller's and is not multiplied.
pub fn fault_allows(error: &Error, repeat: bool) -> bool {
    match error {
        Error::Connection { fault, progress, .. } => fault.is_retryable() && (repeat || *progress == Progress::Unsent),
        Error::Invalid { .. }
        | Error::Status(_)
        | Error::Unreadable { .. }
        | Error::Timeout { .. }
        | Error::Token(_)
        | Error::Aborted
        | Error::Closed
        | Error::Internal { .. } => false,
    }
}

/// Whether the fault is a connection that the server had already given up: a kept-alive one that went stale
/// while the process was frozen or idle. Such a call gets one more try at once that counts as none. A connection that
/// was opened for the call itself did not go stale.
pub fn is_stale_connection(error: &Error) -> bool {
    matches!(error, Error::Connection { fault, progress: Progress::SentOnReused, .. } if fault.is_closed_connection())
}

/// How long to wait before try number `retry` (0 is the first retry). `asked` is what the server asked for;
/// `chance` in 0..1 spreads callers that failed together.
pub fn pause(retry: u32, asked: Option<Duration>, chance: f64) -> Duration {
    match asked {
        Some(asked) => asked.min(LONGEST_PAUSE),
        None => {
            let pause = FIRST_PAUSE.saturating_mul(1 << retry.min(6));
            pause.min(LONGEST_PAUSE).mul_f64(1.0 - SPREAD + 2.0 * SPREAD * chance).min(LONGEST_PAUSE)
        }
    }
}

/// How long the server asks to wait: Retry-After as seconds or as a date (RFC 9110, section 10.2.3), else
/// X-RateLimit-Reset as seconds since 1970. A moment that has passed asks for nothing.
pub fn asked_pause(retry_after: Option<&str>, rate_limit_reset: Option<&str>, now: SystemTime) -> Option<Duration> {
    let until = |then: SystemTime| then.duration_since(now).ok().filter(|wait| !wait.is_zero());
    let is_number = |value: &str| value.starts_with(|c: char| c.is_ascii_digit());
    let after = retry_after.map(str::trim).and_then(|value| match value.parse::<f64>() {
        Ok(seconds) if seconds >= 0.0 && is_number(value) => Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)),
        Ok(_) => None,
        Err(_) => until(httpdate::parse_http_date(value).ok()?),
    });
    after.or_else(|| {
        let seconds = rate_limit_reset?.trim().parse::<u64>().ok()?;
        until(SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{ConnectionFault, DnsFault, TlsFault};

    fn lost(progress: Progress) -> Error {
        Error::connection(ConnectionFault::Reset, String::new(), progress)
    }

    #[test]
    fn a_post_that_may_have_taken_effect_is_sent_once() {
        for status in [500, 502, 504] {
            assert!(!status_allows(status, false));
            assert!(status_allows(status, true));
        }
        assert!(!fault_allows(&lost(Progress::Sent), false));
        assert!(fault_allows(&lost(Progress::Sent), true));
    }

    #[test]
    fn what_was_refused_before_it_was_done_may_be_repeated_whatever_it_is() {
        for status in [408, 425, 429, 503] {
            assert!(status_allows(status, false));
        }
        assert!(fault_allows(&lost(Progress::Unsent), false));
    }

    #[test]
    fn a_clients_mistake_is_not_repeated() {
        for status in [200, 301, 400, 401, 403, 404, 409, 422] {
            assert!(!status_allows(status, true));
        }
    }

    #[test]
    fn only_a_connection_that_had_served_before_can_have_gone_stale() {
        assert!(is_stale_connection(&lost(Progress::SentOnReused)));
        assert!(!is_stale_connection(&lost(Progress::Sent)));
        assert!(!is_stale_connection(&lost(Progress::Unsent)));
    }

    #[test]
    fn what_will_fail_again_is_not_repeated_even_if_the_request_never_left() {
        let fails = |fault| Error::connection(fault, String::new(), Progress::Unsent);
        for fault in [
            ConnectionFault::Tls(TlsFault::CertificateExpired),
            ConnectionFault::Tls(TlsFault::Handshake),
            ConnectionFault::InvalidResponse,
            ConnectionFault::BodyTooLarge,
            ConnectionFault::TooManyRedirects,
            ConnectionFault::RedirectRefused,
        ] {
            assert!(!fault_allows(&fails(fault), true), "{fault:?}");
        }
        for fault in [ConnectionFault::Dns(DnsFault::NotFound), ConnectionFault::Refused, ConnectionFault::Other] {
            assert!(fault_allows(&fails(fault), false), "{fault:?}");
        }
    }

    #[test]
    fn a_time_limit_is_not_multiplied() {
        let late = Error::Timeout { limit: Duration::from_secs(1), what: String::new() };
        assert!(!fault_allows(&late, true));
    }

    #[test]
    fn pauses_double_spread_by_a_tenth_and_never_pass_a_minute() {
        assert_eq!(pause(0, None, 0.5), Duration::from_secs(1));
        assert_eq!(pause(1, None, 0.5), Duration::from_secs(2));
        assert_eq!(pause(0, None, 0.0), Duration::from_millis(900));
        assert_eq!(pause(0, None, 1.0), Duration::from_millis(1100));
        assert_eq!(pause(6, None, 1.0), LONGEST_PAUSE);
        assert_eq!(pause(u32::MAX, None, 1.0), LONGEST_PAUSE);
    }

    #[test]
    fn the_servers_wish_is_kept_to_the_letter_up_to_a_minute() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let wait = |after, reset| asked_pause(after, reset, now);
        assert_eq!(wait(Some("7"), None), Some(Duration::from_secs(7)));
        assert_eq!(wait(Some("0"), None), Some(Duration::ZERO));
        assert_eq!(wait(Some("-1"), None), None);
        assert_eq!(wait(Some("nonsense"), None), None);
        assert_eq!(wait(Some("inf"), None), None);
        let date = httpdate::fmt_http_date(now + Duration::from_secs(30));
        assert_eq!(wait(Some(&date), None), Some(Duration::from_secs(30)));
        let past = httpdate::fmt_http_date(now - Duration::from_secs(30));
        assert_eq!(wait(Some(&past), None), None);
        assert_eq!(wait(None, Some("1000009")), Some(Duration::from_secs(9)));
        assert_eq!(wait(None, Some("999")), None);
        assert_eq!(wait(Some("2"), Some("1000009")), Some(Duration::from_secs(2)));
        assert_eq!(pause(0, wait(Some("1e300"), None), 0.5), LONGEST_PAUSE);
        assert_eq!(pause(0, wait(None, Some("18446744073709551615")), 0.5), Duration::from_secs(1));
    }
}
