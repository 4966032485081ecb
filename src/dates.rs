//! Instants as the API writes them, to milliseconds since 1970.

/// The instant of a canonical ISO 8601 date and time with an offset (`2031-02-03T04:05:06.789Z`), in milliseconds
/// since 1970, as `Date.parse` counts them: digits behind the third of a second are cut off. Anything else is `None`,
/// valid or not: JavaScript looks at it.
pub fn millis(text: &[u8]) -> Option<i64> {
    let (clock, rest) = text.split_first_chunk::<19>()?;
    let mut wrong = (clock[4] ^ b'-') | (clock[7] ^ b'-') | (clock[10] ^ b'T') | (clock[13] ^ b':') | (clock[16] ^ b':');
    let mut two = |at: usize| {
        let (tens, ones) = (clock[at].wrapping_sub(b'0'), clock[at + 1].wrapping_sub(b'0'));
        wrong |= u8::from(tens > 9) | u8::from(ones > 9);
        i64::from(tens) * 10 + i64::from(ones)
    };
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8));
    let (hour, minute, second) = (two(11), two(14), two(17));
    if wrong != 0 {
        return None;
    }
    let (millis, zone) = fraction(rest)?;
    let offset = if zone == b"Z" { 0 } else { minutes_east(zone)? };
    let valid = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day) && hour < 24 && minute < 60 && second < 60;
    valid.then(|| (((days_since_1970(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + millis)
}

/// The milliseconds behind the point, if there is one, and what follows them.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', digits)) = text.split_first() else { return Some((0, text)) };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digit = |place: usize| if place < count { i64::from(digits[place] - b'0') } else { 0 };
    (count > 0).then(|| (digit(0) * 100 + digit(1) * 10 + digit(2), &digits[count..]))
}

/// What `+05:30` stands for.
fn minutes_east(zone: &[u8]) -> Option<i64> {
    let &[sign @ (b'+' | b'-'), h1 @ b'0'..=b'9', h2 @ b'0'..=b'9', b':', m1 @ b'0'..=b'9', m2 @ b'0'..=b'9'] = zone else { return None };
    let two = |tens: u8, ones: u8| i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
    let (hours, minutes) = (two(h1, h2), two(m1, m2));
    let east = hours * 60 + minutes;
    (hours < 24 && minutes < 60).then_some(if sign == b'+' { east } else { -east })
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
    // 400 years later, so that no year before March is negative.
    let (year, month) = if month <= 2 { (year + 399, month + 9) } else { (year + 400, month - 3) };
    let (year, month) = (year as u32, month as u32);
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
    i64::from(days) + day - 1 - (719_468 + 146_097)
}

/// Writes a number of milliseconds.
pub fn push(out: &mut String, millis: i64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    let mut left = millis.unsigned_abs();
    while left >= 100 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&PAIRS[(left % 100) as usize]);
        left /= 100;
    }
    at -= 2;
    digits[at..at + 2].copy_from_slice(&PAIRS[left as usize]);
    at += usize::from(left < 10);
    if millis < 0 {
        out.push('-');
    }
    out.push_str(std::str::from_utf8(&digits[at..]).expect("digits are ASCII"));
}

/// `00` to `99`.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut n = 0;
    while n < 100 {
        pairs[n] = [b'0' + (n / 10) as u8, b'0' + (n % 10) as u8];
        n += 1;
    }
    pairs
};

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
