//! Whether to retry and after what pause: pure functions.
//!
//! The loop is in `call`. Jitter and time are arguments, so that tests can choose them. The numbers are those of the official
//! client: 2 retries, pauses of 1 s doubled up to 60 s, ± 10 %.

mod budget;
mod hold;
mod rate_class;

use std::time::{Duration, SystemTime};

use http::HeaderMap;

use crate::error::{Error, Progress};

pub(crate) use budget::{RetryBudget, Spent};
pub(crate) use hold::{Admission, Hold, Holds, admission};
pub(crate) use rate_class::RateClass;

/// The default of the option `maxRetries`.
pub(crate) const DEFAULT_RETRIES: u32 = 2;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause. If the server asks for a longer one, the call fails at once.
pub(crate) const MAX_PAUSE: Duration = Duration::from_secs(60);
const SPREAD: f64 = 0.1;

/// Whether to retry after an answer with `status`. `repeat`: the request is safe to repeat (RFC 9110, section 9.2.2). 408, 425,
/// 429 and 503 say that nothing was done, other 5xx do not.
pub(crate) fn is_retryable_status(status: u16, repeat: bool) -> bool {
    match status {
        408 | 425 | 429 | 503 => true,
        500..=599 => repeat,
        _ => false,
    }
}

/// Whether to retry after `error`: if the request was never sent, or is safe to repeat. Not after a timeout: the caller chose
/// how long to wait.
pub(crate) fn is_retryable_error(error: &Error, repeat: bool) -> bool {
    match error {
        Error::Connection { fault, progress, .. } => fault.is_retryable() && (repeat || *progress == Progress::Unsent),
        Error::Invalid { .. }
        | Error::Status(_)
        | Error::Unreadable { .. }
        | Error::Timeout { .. }
        | Error::Deadline { .. }
        | Error::HeldBack { .. }
        | Error::Token(_)
        | Error::Aborted
        | Error::Closed
        | Error::Internal { .. } => false,
    }
}

/// Whether the server had already closed the connection: one that was kept alive while the process was suspended or idle. Such
/// a call is retried once at once, and the retry is not counted. A connection that was opened for this call was not stale.
pub(crate) fn is_stale_connection(error: &Error) -> bool {
    matches!(error, Error::Connection { fault, progress: Progress::SentOnReused, .. } if fault.is_closed_connection())
}

/// The pause before retry number `retry` (0 is the first). `requested` is the pause that the server asks for. `jitter`, from 0
/// to 1, spreads callers that failed together.
pub(crate) fn pause(retry: u32, requested: Option<Duration>, jitter: f64) -> Duration {
    match requested {
        Some(requested) => requested.min(MAX_PAUSE),
        None => {
            let pause = FIRST_PAUSE.saturating_mul(1 << retry.min(6));
            pause.min(MAX_PAUSE).mul_f64(1.0 - SPREAD + 2.0 * SPREAD * jitter).min(MAX_PAUSE)
        }
    }
}

/// The pause that an answer asks for in Retry-After or X-RateLimit-Reset.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    requested_pause(header_text(headers, "retry-after"), header_text(headers, "x-ratelimit-reset"), SystemTime::now())
}

/// The pause before the next attempt that an answer with `status` asks for. X-RateLimit-Reset counts for 429 only: the end of a rate
/// limit's window says nothing about another failure.
pub(crate) fn requested(status: u16, headers: &HeaderMap) -> Option<Duration> {
    if status == 429 { retry_after(headers) } else { requested_pause(header_text(headers, "retry-after"), None, SystemTime::now()) }
}

fn header_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The pause that the server asks for: Retry-After in seconds or as a date (RFC 9110, section 10.2.3), otherwise
/// X-RateLimit-Reset in seconds since 1970. A time in the past asks for no pause.
pub(crate) fn requested_pause(retry_after: Option<&str>, rate_limit_reset: Option<&str>, now: SystemTime) -> Option<Duration> {
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
            assert!(!is_retryable_status(status, false));
            assert!(is_retryable_status(status, true));
        }
        assert!(!is_retryable_error(&lost(Progress::Sent), false));
        assert!(is_retryable_error(&lost(Progress::Sent), true));
    }

    #[test]
    fn a_request_that_was_not_processed_is_retried_whatever_its_method() {
        for status in [408, 425, 429, 503] {
            assert!(is_retryable_status(status, false));
        }
        assert!(is_retryable_error(&lost(Progress::Unsent), false));
    }

    #[test]
    fn an_error_of_the_client_is_not_retried() {
        for status in [200, 301, 400, 401, 403, 404, 409, 422] {
            assert!(!is_retryable_status(status, true));
        }
    }

    #[test]
    fn only_a_reused_connection_can_be_stale() {
        assert!(is_stale_connection(&lost(Progress::SentOnReused)));
        assert!(!is_stale_connection(&lost(Progress::Sent)));
        assert!(!is_stale_connection(&lost(Progress::Unsent)));
    }

    #[test]
    fn a_fault_that_would_recur_is_not_retried_even_if_nothing_was_sent() {
        let fails = |fault| Error::connection(fault, String::new(), Progress::Unsent);
        for fault in [
            ConnectionFault::Tls(TlsFault::CertificateExpired),
            ConnectionFault::Tls(TlsFault::Handshake),
            ConnectionFault::InvalidResponse,
            ConnectionFault::BodyTooLarge,
            ConnectionFault::TooManyRedirects,
            ConnectionFault::RedirectRefused,
        ] {
            assert!(!is_retryable_error(&fails(fault), true), "{fault:?}");
        }
        for fault in [ConnectionFault::Dns(DnsFault::NotFound), ConnectionFault::Refused, ConnectionFault::Other] {
            assert!(is_retryable_error(&fails(fault), false), "{fault:?}");
        }
    }

    #[test]
    fn a_timeout_is_not_retried() {
        let late = Error::Timeout { limit: Duration::from_secs(1), label: String::new(), phase: None };
        assert!(!is_retryable_error(&late, true));
    }

    #[test]
    fn pauses_double_up_to_a_minute_and_vary_by_a_tenth() {
        assert_eq!(pause(0, None, 0.5), Duration::from_secs(1));
        assert_eq!(pause(1, None, 0.5), Duration::from_secs(2));
        assert_eq!(pause(0, None, 0.0), Duration::from_millis(900));
        assert_eq!(pause(0, None, 1.0), Duration::from_millis(1100));
        assert_eq!(pause(6, None, 1.0), MAX_PAUSE);
        assert_eq!(pause(u32::MAX, None, 1.0), MAX_PAUSE);
    }

    #[test]
    fn the_pause_that_the_server_asks_for_is_kept_up_to_a_minute() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let wait = |after, reset| requested_pause(after, reset, now);
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
        assert_eq!(pause(0, wait(Some("1e300"), None), 0.5), MAX_PAUSE);
        assert_eq!(pause(0, wait(None, Some("18446744073709551615")), 0.5), Duration::from_secs(1));
    }
}
