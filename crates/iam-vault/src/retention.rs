//! Which backups are kept: a pure rule over their dates.
//!
//! Of each of the last 24 hours, 7 days, 5 weeks and 12 months that have a backup, the newest one
//! is kept. Counted in periods that have one and not in time that has passed, so that a vault
//! nobody opened for a year loses nothing on the day it is opened again.

use iam_names::Timestamp;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// 1970 began on a Thursday; weeks begin on Mondays.
const MONDAY: i64 = 3 * DAY;

/// How many periods of each length keep their newest backup.
const HOURS: usize = 24;
const DAYS: usize = 7;
const WEEKS: usize = 5;
const MONTHS: usize = 12;

/// The dates that are kept, newest first; the same date stands once.
pub(crate) fn kept(made: &[Timestamp]) -> Vec<Timestamp> {
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    newest_first.dedup();
    let mut kept = Vec::new();
    for (most, period) in PERIODS {
        let mut last = None;
        let mut periods = 0;
        for date in &newest_first {
            let this = period(*date);
            if last == Some(this) {
                continue;
            }
            if periods == most {
                break;
            }
            last = Some(this);
            periods += 1;
            kept.push(*date);
        }
    }
    kept.sort_unstable_by(|one, other| other.cmp(one));
    kept.dedup();
    kept
}

/// Names the period that a moment falls in.
type Period = fn(Timestamp) -> i64;

const PERIODS: [(usize, Period); 4] = [
    (HOURS, |date| date.unix().div_euclid(HOUR)),
    (DAYS, |date| date.unix().div_euclid(DAY)),
    (WEEKS, |date| (date.unix() + MONDAY).div_euclid(7 * DAY)),
    (MONTHS, |date| {
        let (year, month, _) = date.date();
        year * 12 + i64::from(month)
    }),
];

#[cfg(test)]
mod tests;
