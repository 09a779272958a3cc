//! How long things take: `cargo test -p iam-vault --release -- --ignored --nocapture speed`.

use std::time::{Duration, Instant};

use super::{PASSWORD, create_key, create_user, made, now, record, secret};
use crate::{KdfParameters, LockedVault};

fn timed<T>(what: &str, most: Duration, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let done = work();
    let taken = started.elapsed();
    println!("{what}: {taken:?}");
    assert!(taken <= most, "{what} took {taken:?} of {most:?}");
    done
}

#[test]
#[ignore = "measures; the numbers hold for a release build on two idle cores"]
fn a_large_vault_is_quick() {
    let mut made = made();
    for group in 0..50 {
        let mut operations = Vec::new();
        let mut secrets = Vec::new();
        for number in group * 100..group * 100 + 100 {
            let (key, new) = create_key(100_000 + number, 200_000 + number);
            operations.push(create_user(100_000 + number, &format!("user{number}")));
            operations.push(key);
            secrets.push(new);
        }
        record(&mut made.vault, "Create users", operations, &secrets);
    }
    for _ in 0..10_000 {
        let who = crate::EntryBody::Access {
            purpose: "reveal".into(),
            secrets: Vec::new(),
        };
        made.vault
            .write(|writing| writing.append("admin", now(), who).map(drop))
            .unwrap();
    }
    let locked = made.vault.lock().unwrap();
    let mut vault = timed(
        "unlock but for the derivation",
        Duration::from_millis(200),
        || {
            locked
                .unlock_with_password(&secret(PASSWORD), now())
                .unwrap()
        },
    );
    let report = timed("journal of 10,000", Duration::from_millis(200), || {
        vault.verify_journal().unwrap()
    });
    assert!(report.entries > 10_000);
    timed("full check", Duration::from_secs(1), || {
        assert!(vault.check().passed());
    });
    let mut commits: Vec<Duration> = (0..20)
        .map(|number| {
            let rename = iam_directory::Operation::UpdateUser {
                user: super::id(100_000),
                name: format!("renamed{number}").parse().unwrap(),
                path: "/".parse().unwrap(),
            };
            let started = Instant::now();
            record(&mut vault, "Rename", vec![rename], &[]);
            started.elapsed()
        })
        .collect();
    commits.sort();
    println!("commits: median {:?}, 95 % {:?}", commits[10], commits[18]);
    assert!(commits[18] <= Duration::from_millis(20));
    let mut entropy = super::Counting::from(4);
    timed("password change", Duration::from_secs(3), || {
        vault
            .change_password(
                &secret(PASSWORD),
                &secret("another"),
                KdfParameters::RECOMMENDED,
                &mut entropy,
                "admin",
                now(),
            )
            .unwrap();
    });
    timed("unlock", Duration::from_millis(1500), || {
        LockedVault::open(&made.path)
            .unwrap()
            .unlock_with_password(&secret("another"), now())
            .unwrap()
    });
}
