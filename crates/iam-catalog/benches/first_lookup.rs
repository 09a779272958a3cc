//! How long the first look-up takes: `cargo bench -p iam-catalog`. The target is 50 ms.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a bench reads the clock and prints"
)]

use iam_catalog::{Catalogue, Parts};
use std::time::{Duration, Instant};

fn main() {
    measure("open and look up s3:GetObject", |catalogue| {
        catalogue.action("s3:GetObject").is_some()
    });
    measure("open and describe ec2:RunInstances", |catalogue| {
        catalogue
            .action("ec2:RunInstances")
            .is_some_and(|action| !action.resource_types().is_empty())
    });
    measure("open and read ReadOnlyAccess", |catalogue| {
        catalogue
            .managed_policy("arn:aws:iam::aws:policy/ReadOnlyAccess")
            .is_some_and(|policy| !policy.document().is_empty())
    });
    measure("open and search every description", |catalogue| {
        !catalogue.search("launches an instance", 10).is_empty()
    });
}

/// Each round opens the catalogue anew: nothing is unpacked yet.
fn measure(what: &str, question: impl Fn(&Catalogue) -> bool) {
    let mut rounds: Vec<Duration> = (0..21)
        .filter_map(|_| {
            let start = Instant::now();
            let catalogue = Catalogue::open(Parts::bundled()).ok()?;
            std::hint::black_box(question(&catalogue));
            Some(start.elapsed())
        })
        .collect();
    rounds.sort();
    let middle = rounds.get(rounds.len() / 2).copied().unwrap_or_default();
    println!("{what}: {:.2} ms", middle.as_secs_f64() * 1000.0);
}
