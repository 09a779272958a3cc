use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A backup at every step from the first date on, each time pruned, as a vault in use does it.
fn lived(first: &str, step: i64, count: i64) -> Vec<Timestamp> {
    let mut there = Vec::new();
    for number in 0..count {
        there.push(at(first).plus_seconds(number * step));
        there = kept(&there);
    }
    there
}

#[test]
fn nothing_is_removed_while_there_is_little() {
    assert_eq!(kept(&[]), []);
    let few = [at("2026-03-01T12:00:00Z"), at("2026-03-01T10:00:00Z")];
    assert_eq!(kept(&few), few);
}

#[test]
fn of_one_hour_the_newest_is_kept() {
    let hour = [at("2026-03-01T12:59:00Z"), at("2026-03-01T12:01:00Z")];
    assert_eq!(kept(&hour), hour[..1]);
}

/// Three years, hour by hour: pruned each time, it keeps what pruning once at the end would.
#[test]
fn years_of_hours_become_hours_days_weeks_and_months() {
    let there = lived("2023-01-01T00:00:00Z", HOUR, 3 * 365 * 24);
    let newest = there[0];
    assert_eq!(newest, at("2025-12-30T23:00:00Z"));
    let within = |days: i64| {
        there
            .iter()
            .filter(|date| newest.seconds_since(**date) < days * DAY)
            .count()
    };
    assert_eq!(within(1), 24);
    assert!((30..=31).contains(&within(7)), "{}", within(7));
    assert!(there.len() <= HOURS + DAYS + WEEKS + MONTHS);
    let oldest = there.last().unwrap();
    let months = newest.seconds_since(*oldest) / (30 * DAY);
    assert!((10..=12).contains(&months), "{months} months back");
}

/// Whatever the rhythm, as many periods of each length stay as there ever were, up to the rule's.
#[test]
fn no_rhythm_leaves_a_gap_longer_than_its_period() {
    let first = "2024-02-27T23:30:00Z";
    for step in [60, 17 * 60, 5 * HOUR, 3 * DAY, 40 * DAY] {
        let there = lived(first, step, 2000);
        for (most, period) in PERIODS {
            let distinct = |dates: &mut dyn Iterator<Item = Timestamp>| {
                let mut periods: Vec<i64> = dates.map(period).collect();
                periods.dedup();
                periods.len()
            };
            let ever = distinct(&mut (0..2000).map(|n| at(first).plus_seconds(n * step)));
            let kept = distinct(&mut there.iter().copied());
            assert!(kept >= most.min(ever), "step {step}: {kept} of {ever}");
        }
        assert!(there.len() <= HOURS + DAYS + WEEKS + MONTHS, "step {step}");
    }
}

#[test]
fn a_year_of_rest_costs_nothing() {
    let before = lived("2023-05-05T05:05:05Z", 6 * HOUR, 400);
    let mut after = before.clone();
    after.push(before[0].plus_days(365));
    let kept = kept(&after);
    assert_eq!(kept[0], before[0].plus_days(365));
    assert!(
        kept.len() + 5 > before.len(),
        "{} of {}",
        kept.len(),
        before.len()
    );
}

#[test]
fn a_clock_that_jumped_ahead_and_back_keeps_the_newest() {
    let there = [at("2099-01-01T00:00:00Z"), at("2026-03-01T12:00:00Z")];
    assert_eq!(kept(&there), there);
}
