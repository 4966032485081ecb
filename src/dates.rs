//! Instants as the API writes them, to milliseconds since 1970.

/// The instant of a canonical ISO 8601 date and time with an offset (`2031-02-03T04:05:06.789Z`), in milliseconds
/// since 1970, as `Date.parse` counts them: digits behind the third of a second are cut off. Anything else is `None`,
/// valid or not: JavaScript looks at it.
pub fn millis(text: &[u8]) -> Option<i64> {
    let digits = |from: usize, to: usize| -> Option<i64> {
        let mut value = 0;
        for byte in text.get(from..to)? {
            value = value * 10 + i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        Some(value)
    };
    let is = |at: usize, byte: u8| text.get(at) == Some(&byte);
    if !(is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') && is(16, b':')) {
        return None;
    }
    let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
    let (hour, minute, second) = (digits(11, 13)?, digits(14, 16)?, digits(17, 19)?);
    let mut at = 19;
    let mut millis = 0;
    if is(at, b'.') {
        let from = at + 1;
        let count = text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return None;
        }
        for place in 0..3 {
            millis = millis * 10 + if place < count { i64::from(text[from + place] - b'0') } else { 0 };
        }
        at = from + count;
    }
    let offset = match text.get(at)? {
        b'Z' if text.len() == at + 1 => 0,
        sign @ (b'+' | b'-') if text.len() == at + 6 && is(at + 3, b':') => {
            let (hours, minutes) = (digits(at + 1, at + 3)?, digits(at + 4, at + 6)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let minutes = hours * 60 + minutes;
            if *sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    let valid = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day) && hour < 24 && minute < 60 && second < 60;
    valid.then(|| (((days_since_1970(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + millis)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Years begin in March here, so that the leap day is a year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_instants_are_counted_as_date_parse_counts_them() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2031-02-03T04:05:17.678Z", 1_927_857_917_678),
            ("2024-02-29T23:59:59.9999999Z", 1_709_251_199_999),
            ("2024-03-01T00:00:00.5+05:30", 1_709_231_400_500),
            ("1969-12-31T23:59:59.999Z", -1),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000),
            ("9999-12-31T23:59:59-23:59", 253_402_387_139_000),
        ] {
            assert_eq!(millis(text.as_bytes()), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_left_to_javascript() {
        for text in [
            "",
            "2031-02-03",
            "2031-02-03T04:05:17",
            "2031-02-03T04:05Z",
            "2031-02-30T00:00:00Z",
            "2031-13-01T00:00:00Z",
            "2031-02-03T24:00:00Z",
            "2031-02-03T04:05:60Z",
            "2031-02-03 04:05:17Z",
            "2031-02-03T04:05:17.Z",
            "2031-02-03T04:05:17z",
            "2031-02-03T04:05:17+0530",
            "2031-02-03T04:05:17+24:00",
            "x031-02-03T04:05:17Z",
            "2031-02-03T04:05:17Z ",
        ] {
            assert_eq!(millis(text.as_bytes()), None, "{text}");
        }
    }
}
