//! Retry-After, X-RateLimit-Reset and the dates in answers are read as by the plain implementations here.

use std::time::{Duration, SystemTime};

use super::input;
use crate::{dates, retry};

/// Checks the pause after an answer with these headers at `now`, in seconds since 1970.
pub fn check_pause(after: Option<&str>, reset: Option<&str>, now: u64) {
    let Some(at) = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(now)) else { return };
    let asked = retry::requested_pause(after, reset, at);
    let waited = retry::pause(0, asked, 0.5);
    assert!(waited <= Duration::from_secs(60), "{after:?} {reset:?} {now}: {waited:?}");

    // The two forms of RFC 9110, section 10.2.3.
    let after = after.map(str::trim).unwrap_or_default();
    if !after.is_empty() && after.bytes().all(|byte| byte.is_ascii_digit()) {
        // The pause is at most a minute, so larger numbers need not be exact.
        let seconds = after.bytes().fold(0, |number: u64, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        assert_eq!(waited, Duration::from_secs(seconds.min(60)), "{after:?} became {asked:?}");
    } else if let Some(then) = imf_date(after) {
        let wait = then - i128::from(now);
        let by_reset = asked.is_some() && reset.is_some();
        assert!(wait > 0 || by_reset || asked.is_none(), "{after:?} has passed, but {asked:?} is to be waited");
        assert!(wait <= 0 || asked.map(|asked| i128::from(asked.as_secs())) == Some(wait), "{after:?} became {asked:?}");
    } else if after.is_empty() {
        let until = reset.and_then(|reset| reset.trim().parse::<u64>().ok()).and_then(|then| then.checked_sub(now));
        let until = until.filter(|wait| *wait > 0).map(Duration::from_secs);
        // A time that `SystemTime` cannot hold is ignored.
        assert!(
            asked == until || asked.is_none() && until > Some(Duration::from_secs(i64::MAX as u64 - now)),
            "{reset:?} became {asked:?}"
        );
    }
}

/// The IMF-fixdate `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7) in seconds since 1970.
fn imf_date(text: &str) -> Option<i128> {
    let (day_name, rest) = text.split_once(", ")?;
    let [day, month, year, time, "GMT"] = rest.split(' ').collect::<Vec<_>>()[..] else { return None };
    let [hour, minute, second] = time.split(':').collect::<Vec<_>>()[..] else { return None };
    let number = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i64>().ok()).flatten()
    };
    let month =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].iter().position(|name| *name == month)?;
    let (year, day) = (number(year, 4).filter(|year| *year >= 1970)?, number(day, 2)?);
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    let days = days(year, month as i64 + 1, day)?;
    let named = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][usize::try_from(days.rem_euclid(7)).ok()?];
    (day_name == named && hour < 24 && minute < 60 && second < 60).then_some(i128::from(((days * 24 + hour) * 60 + minute) * 60 + second))
}

/// The days from 1970 to a date, by counting years and months; `None` if the date does not exist.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = |year: i64| year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
    let length = |month: i64| match month {
        2 => {
            if is_leap(year) {
                29
            } else {
                28
            }
        }
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=12).contains(&month) || !(1..=length(month)).contains(&day) {
        return None;
    }
    let years: i64 = (year.min(1970)..year.max(1970)).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    Some(if year < 1970 { -years } else { years } + (1..month).map(length).sum::<i64>() + day - 1)
}

/// Checks a date in an answer: it is parsed if it is canonical, and JavaScript gets the same instant.
pub fn check_date(text: &str) {
    let found = dates::parse_millis(text.as_bytes());
    assert_eq!(found, iso_date(text), "{text:?}");
    let Some(millis) = found else { return };
    let mut written = String::new();
    dates::write_seconds(&mut written, millis);
    let back = written.parse::<f64>().expect("a number") * 1000.0 + 1_735_689_600_000.0;
    assert_eq!(back.round(), millis as f64, "{text:?} was written as {written}");
    assert!(serde_json::from_str::<serde_json::Number>(&written).is_ok(), "{text:?} was written as {written}");
}

/// `2031-02-03T04:05:06.789Z` or with `+05:30`, in milliseconds since 1970.
fn iso_date(text: &str) -> Option<i64> {
    // A digit where the pattern has a zero, the same character elsewhere.
    let matches = |text: &str, pattern: &str| {
        text.len() == pattern.len()
            && text
                .bytes()
                .zip(pattern.bytes())
                .all(|(found, wanted)| if wanted == b'0' { found.is_ascii_digit() } else { found == wanted })
    };
    let clock = text.get(..19).filter(|clock| matches(clock, "0000-00-00T00:00:00"))?;
    let rest = &text[19..];
    let zone_at = rest.find(['Z', '+', '-'])?;
    let (fraction, zone) = rest.split_at(zone_at);
    let millis = match fraction.strip_prefix('.') {
        None if fraction.is_empty() => 0,
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{digits}000")[..3].parse().ok()?
        }
        _ => return None,
    };
    let two = |text: &str, at: usize| text[at..at + 2].parse::<i64>().expect("two digits");
    let in_day = |text: &str, at: usize| (two(text, at) < 24 && two(text, at + 3) < 60).then(|| two(text, at) * 60 + two(text, at + 3));
    let east = match zone {
        "Z" => 0,
        zone if matches(zone, "+00:00") => in_day(zone, 1)?,
        zone if matches(zone, "-00:00") => -in_day(zone, 1)?,
        _ => return None,
    };
    let second = two(clock, 17);
    let days = days(clock[..4].parse().ok()?, two(clock, 5), two(clock, 8))?;
    (second < 60).then_some(())?;
    Some(((days * 1440 + in_day(clock, 11)? - east) * 60 + second) * 1000 + millis)
}

/// In lines: Retry-After, X-RateLimit-Reset and the time in seconds since 1970; then a date.
pub fn check_bytes(mut data: &[u8]) {
    let (after, reset, now) = (input::text_line(&mut data), input::text_line(&mut data), input::text_line(&mut data));
    let given = |text: &'_ str| (!text.is_empty()).then(|| text.to_owned());
    // Any other text is the time of its length.
    let now = now.parse().unwrap_or(now.len() as u64);
    check_pause(given(&after).as_deref(), given(&reset).as_deref(), now);
    check_date(&String::from_utf8_lossy(data));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn http_date() -> impl Strategy<Value = String> {
        (0..253_402_300_800_u64).prop_map(|seconds| httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)))
    }

    proptest! {
        #[test]
        fn any_retry_after(
            after in prop::option::of(prop_oneof![http_date(), "[0-9]{0,22}", "[ +\\-0-9a-zA-Z.,:]{0,30}"]),
            reset in prop::option::of("[ +0-9]{0,21}"),
            now in prop_oneof![0..4_000_000_000_u64, any::<u64>()],
        ) {
            check_pause(after.as_deref(), reset.as_deref(), now);
        }

        #[test]
        fn a_date_of_http_is_read_to_the_second(date in http_date(), away in 1..100_000_u64) {
            let then = u64::try_from(imf_date(&date).unwrap()).unwrap();
            check_pause(Some(&date), None, then.saturating_sub(away));
            check_pause(Some(&date), None, then + away);
        }

        #[test]
        fn any_date(
            clock in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]",
            fraction in prop_oneof![Just(String::new()), "\\.[0-9]{0,9}"],
            zone in prop_oneof![Just("Z".to_owned()), "[+-][0-2][0-9]:[0-6][0-9]", ".{0,2}"],
            place in any::<prop::sample::Index>(),
            other in select(vec!["", "0", "9", "-", ":", "T", "Z", "é", " "]),
        ) {
            let text = format!("{clock}{fraction}{zone}");
            check_date(&text);
            let at = place.index(text.len());
            if text.is_char_boundary(at) {
                check_date(&format!("{}{other}{}", &text[..at], &text[at..]));
                check_date(&format!("{}{other}{}", &text[..at], text[at..].chars().skip(1).collect::<String>()));
            }
        }
    }
}
