//! How long things take: `cargo test -p iam-vault --release -- --ignored --nocapture speed`.

use std::time::{Duration, Instant};

use super::{PASSWORD, SECRET_KEY, create_key, create_user, made, now, record, secret};
use crate::{KdfParameters, LockedVault};

/// What took longer than asked; told at the end, so that one slow thing hides no other.
#[derive(Default)]
struct Measured(Vec<String>);

impl Measured {
    fn once<T>(&mut self, what: &str, most: Duration, work: impl FnOnce() -> T) -> T {
        let started = Instant::now();
        let done = work();
        self.took(what, most, started.elapsed());
        done
    }

    /// Twenty times the same, of which 95 % shall be as quick as asked.
    fn twenty_times(&mut self, what: &str, most: Duration, mut work: impl FnMut(u32)) {
        let mut taken: Vec<Duration> = (0..20)
            .map(|number| {
                let started = Instant::now();
                work(number);
                started.elapsed()
            })
            .collect();
        taken.sort();
        println!("{what}: median {:?}", taken[10]);
        self.took(&format!("{what}, 95 %"), most, taken[18]);
    }

    fn took(&mut self, what: &str, most: Duration, taken: Duration) {
        println!("{what}: {taken:?} of {most:?}");
        if taken > most {
            self.0.push(format!("{what} took {taken:?} of {most:?}"));
        }
    }
}

#[test]
#[ignore = "measures; the numbers hold for a release build on two idle cores"]
fn a_large_vault_is_quick() {
    let mut measured = Measured::default();
    let mut made = made();
    for group in 0..50 {
        let mut operations = Vec::new();
        let mut secrets = Vec::new();
        for number in group * 100..group * 100 + 100 {
            let (key, mut new) = create_key(100_000 + number, 200_000 + number);
            new.body = secret(&SECRET_KEY.repeat(200));
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
    let bytes: u64 = std::fs::read_dir(&made.path)
        .unwrap()
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    println!("database: {} MB", bytes / 1_000_000);
    assert!(bytes >= 50_000_000, "{bytes}");
    let locked = made.vault.lock().unwrap();
    let mut vault = measured.once(
        "unlock but for the derivation",
        Duration::from_millis(200),
        || {
            locked
                .unlock_with_password(&secret(PASSWORD), now())
                .unwrap()
        },
    );
    let report = measured.once("journal of 10,000", Duration::from_millis(200), || {
        vault.verify_journal().unwrap()
    });
    assert!(report.entries > 10_000);
    measured.once("full check", Duration::from_secs(1), || {
        assert!(vault.check().passed());
    });
    let backup = made.path.with_file_name("away.bailiwick-backup");
    measured.once("backup, opened and checked", Duration::from_secs(2), || {
        vault.backup(Some(&backup), "admin", now()).unwrap();
    });
    measured.twenty_times("commit", Duration::from_millis(20), |number| {
        let rename = iam_directory::Operation::UpdateUser {
            user: super::id(100_000),
            name: format!("renamed{number}").parse().unwrap(),
            path: "/".parse().unwrap(),
        };
        record(&mut vault, "Rename", vec![rename], &[]);
    });
    let mut entropy = super::Counting::from(4);
    measured.once("password change", Duration::from_secs(3), || {
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
    drop(vault);
    measured.twenty_times("unlock", Duration::from_millis(1500), |_| {
        LockedVault::open(&made.path)
            .unwrap()
            .unlock_with_password(&secret("another"), now())
            .unwrap();
    });
    assert!(measured.0.is_empty(), "{:?}", measured.0);
}
