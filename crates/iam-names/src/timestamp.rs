//! A moment in UTC, to the second.
//!
//! There is no clock here: moments are read from files or handed in. Civil dates are reckoned
//! with Howard Hinnant's algorithms ("chrono-compatible low-level date algorithms").

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{BrokenRule, NameKind, ParseNameError};
use crate::text::deserialize_text;

const DAY: i64 = 86_400;
/// 0000-01-01T00:00:00Z.
const FIRST: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z.
const LAST: i64 = 253_402_300_799;

/// A moment in UTC, in whole seconds, within the years 0 to 9999.
///
/// Reads RFC 3339, also with a space for the `T` (as Python and older AWS tools print it) and
/// with any offset; fractions of a second are dropped. Writes `2026-01-02T03:04:05Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The moment this many seconds after 1970 began; years beyond 0 to 9999 become their ends.
    #[must_use]
    pub const fn from_unix(seconds: i64) -> Self {
        if seconds < FIRST {
            Self(FIRST)
        } else if seconds > LAST {
            Self(LAST)
        } else {
            Self(seconds)
        }
    }

    /// Seconds since 1970 began.
    #[must_use]
    pub const fn unix(self) -> i64 {
        self.0
    }

    /// The moment this many seconds later, or earlier when negative.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.0.saturating_add(seconds))
    }

    /// The moment this many days of 86,400 seconds later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(DAY))
    }

    /// How many seconds have passed since an earlier moment; negative when it is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// Whole days since an earlier moment; negative when it is later.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.seconds_since(earlier).div_euclid(DAY)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    #[must_use]
    pub fn date(self) -> (i64, u8, u8) {
        civil(self.0.div_euclid(DAY))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let second = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            formatter,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Timestamp({self})")
    }
}

impl FromStr for Timestamp {
    type Err = ParseNameError;

    fn from_str(text: &str) -> Result<Self, ParseNameError> {
        let refuse =
            |expected| ParseNameError::new(NameKind::Timestamp, BrokenRule::Shape { expected });
        if text.is_empty() {
            return Err(ParseNameError::new(NameKind::Timestamp, BrokenRule::Empty));
        }
        let (unix, in_range) =
            read(text.as_bytes()).ok_or_else(|| refuse("is not written as RFC 3339 has it"))?;
        if !in_range || !(FIRST..=LAST).contains(&unix) {
            return Err(refuse("does not exist in the calendar"));
        }
        Ok(Self(unix))
    }
}

/// Reads date, time and offset; the flag tells whether every field was within its range.
fn read(text: &[u8]) -> Option<(i64, bool)> {
    let mut rest = text;
    let year = number(&mut rest, 4)?;
    mark(&mut rest, b"-")?;
    let month = number(&mut rest, 2)?;
    mark(&mut rest, b"-")?;
    let day = number(&mut rest, 2)?;
    mark(&mut rest, b"Tt ")?;
    let hour = number(&mut rest, 2)?;
    mark(&mut rest, b":")?;
    let minute = number(&mut rest, 2)?;
    mark(&mut rest, b":")?;
    let second = number(&mut rest, 2)?;
    if mark(&mut rest, b".,").is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        rest = &rest[digits..];
    }
    let (offset, offset_fits) = offset(&mut rest)?;
    if !rest.is_empty() {
        return None;
    }
    let in_range = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        // A leap second is the first of the next minute: UTC without a table of them.
        && second <= 60
        && offset_fits;
    Some((
        days(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset,
        in_range,
    ))
}

/// `Z`, `+01:00` or `+0100`, in seconds.
fn offset(rest: &mut &[u8]) -> Option<(i64, bool)> {
    let sign = match mark(rest, b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some((0, true)),
    };
    let hours = number(rest, 2)?;
    let _ = mark(rest, b":");
    let minutes = number(rest, 2)?;
    Some((
        sign * (hours * 3600 + minutes * 60),
        hours < 24 && minutes < 60,
    ))
}

fn number(rest: &mut &[u8], digits: usize) -> Option<i64> {
    let (text, after) = rest.split_at_checked(digits)?;
    *rest = after;
    text.iter().try_fold(0, |sum, byte| {
        byte.is_ascii_digit()
            .then(|| sum * 10 + i64::from(byte - b'0'))
    })
}

fn mark(rest: &mut &[u8], accepted: &[u8]) -> Option<u8> {
    let (first, after) = rest.split_first()?;
    accepted.contains(first).then(|| {
        *rest = after;
        *first
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date; years begin in March, so that a leap day ends one.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The reverse of [`days`].
fn civil(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    // INVARIANT: month and day are within 1 to 31.
    (
        year,
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize_text(deserializer)
    }
}
