//! A script of every kind of write, run by a program that may be traced, failed or cut off; after
//! each step it says which generation of the vault holds what.

use std::path::Path;

use iam_directory::{NoManagedPolicies, Operation};

use super::kill::{say, started};
use super::{Counting, PASSWORD, create_key, create_user, id, now, secret, set};
use crate::{KdfParameters, LockedVault, OpenWith, Vault};

/// As many steps as the script has.
pub(super) const STEPS: u64 = 50;

/// Does one step. Steps follow each other, so that every kind comes several times.
fn step(vault: &mut Vault, number: u64, entropy: &mut Counting) -> Result<(), String> {
    let coded = |code: &str| code.to_owned();
    let (user, key) = (1000 + 2 * number, 1001 + 2 * number);
    let password = secret(PASSWORD);
    let weak = KdfParameters::weak_for_tests();
    match number % 10 {
        3 => {
            let rename = Operation::UpdateUser {
                user: id(user - 2),
                name: format!("renamed{number}").parse().unwrap(),
                path: "/".parse().unwrap(),
            };
            let renamed = set("Rename", vec![rename]);
            vault
                .record(&renamed, &[], "admin", now(), &NoManagedPolicies)
                .map(drop)
                .map_err(|error| coded(error.code()))
        }
        4 => {
            let newest = vault
                .journal(crate::JournalRange::newest(1))
                .map_err(|error| coded(error.code()))?;
            let seq = newest.first().map_or(0, |entry| entry.seq);
            vault
                .undo(seq, "admin", now(), &NoManagedPolicies)
                .map(drop)
                .map_err(|error| coded(error.code()))
        }
        6 => vault
            .change_password(&password, &password, weak, entropy, "admin", now())
            .map_err(|error| coded(error.code())),
        7 => {
            let to = vault
                .folder()
                .join("backups")
                .join(format!("{number}.bailiwick-backup"));
            vault
                .backup(Some(&to), "admin", now())
                .map(drop)
                .map_err(|error| coded(error.code()))
        }
        8 if number > 10 => vault
            .rotate_key(&password, weak, entropy, "admin", now())
            .map(drop)
            .map_err(|error| coded(error.code())),
        9 => {
            let label = format!("stick {number}").parse().unwrap();
            vault
                .add_key_file(
                    OpenWith::Password(&password),
                    &label,
                    entropy,
                    "admin",
                    now(),
                )
                .map(drop)
                .map_err(|error| coded(error.code()))
        }
        // An import is one such set, too: many entities and secrets at once.
        _ => {
            let many = if number % 10 == 5 { 20 } else { 1 };
            let (mut operations, mut secrets) = (Vec::new(), Vec::new());
            for part in 0..many {
                let offset = part * 100_000;
                let (operation, new) = create_key(user + offset, key + offset);
                let name = format!("user{number}x{part}");
                operations.extend([create_user(user + offset, &name), operation]);
                secrets.push(new);
            }
            let set = set("Create", operations);
            vault
                .record(&set, &secrets, "admin", now(), &NoManagedPolicies)
                .map(drop)
                .map_err(|error| coded(error.code()))
        }
    }
}

/// A short form of what a vault holds: enough to tell one state from another.
pub(super) fn state(vault: &mut Vault) -> String {
    let users = vault
        .estate()
        .accounts()
        .map(|account| account.planned().users().count())
        .sum::<usize>();
    let secrets = vault.secrets().map_or(0, |secrets| secrets.len());
    format!("{} {users} {secrets}", vault.generation())
}

/// Runs the script from where it was started, saying the state after each step; stops at the first
/// error and says its code.
#[test]
#[ignore = "started by other tests"]
fn steps() {
    let Some((place, first)) = started() else {
        return;
    };
    run(&place, first);
}

fn run(place: &Path, first: u64) {
    let opened = LockedVault::open(place)
        .map_err(|error| error.code())
        .and_then(|locked| {
            locked
                .unlock_with_password(&secret(PASSWORD), now())
                .map_err(|error| error.code())
        });
    let mut vault = match opened {
        Ok(vault) => vault,
        Err(code) => return say(&format!("refused {code}")),
    };
    // Another start draws other keys.
    let mut entropy = Counting::from(first + 7);
    say(&format!("state {}", state(&mut vault)));
    for number in first..STEPS {
        if let Err(code) = step(&mut vault, number, &mut entropy) {
            return say(&format!("refused {code}"));
        }
        say(&format!("state {}", state(&mut vault)));
    }
    say("ended");
}
