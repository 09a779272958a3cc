//! Two programs on one vault: the command line beside the window.

use std::fs;

use iam_directory::NoManagedPolicies;

use super::{create_user, made, now, record, set, unlock};
use crate::{LockedVault, Refreshed, WindowError, WindowOwner};

#[test]
fn what_another_program_wrote_is_seen_and_the_rules_are_asked_again() {
    let mut made = made();
    let mut other = unlock(&made.path);
    assert_eq!(made.vault.refresh(), Ok(Refreshed::Unchanged));
    record(
        &mut other,
        "Create user",
        vec![create_user(10, "alice")],
        &[],
    );

    // The window has not looked yet, and a change that does not fit any more is refused.
    let again = set("Create user", vec![create_user(11, "alice")]);
    let refused = made
        .vault
        .record(&again, &[], "admin", now(), &NoManagedPolicies);
    assert_eq!(refused.unwrap_err().code(), "EntityAlreadyExists");

    assert_eq!(made.vault.refresh(), Ok(Refreshed::Reloaded));
    assert_eq!(made.vault.refresh(), Ok(Refreshed::Unchanged));
    assert_eq!(*made.vault.estate(), *other.estate());

    // One that fits is recorded on top of theirs, without looking first.
    record(&mut other, "Create user", vec![create_user(12, "bob")], &[]);
    record(
        &mut made.vault,
        "Create user",
        vec![create_user(13, "carol")],
        &[],
    );
    assert_eq!(other.refresh(), Ok(Refreshed::Reloaded));
    assert_eq!(*made.vault.estate(), *other.estate());
    assert_eq!(other.verify_journal().unwrap().entries, 5);
}

#[test]
fn a_writer_that_does_not_finish_is_named_as_such() {
    let mut made = made();
    let other = unlock(&made.path);
    other.connection().execute_batch("BEGIN IMMEDIATE").unwrap();
    let user = set("Create user", vec![create_user(10, "alice")]);
    let busy = made
        .vault
        .record(&user, &[], "admin", now(), &NoManagedPolicies);
    assert_eq!(busy.unwrap_err().code(), "vault-busy");
    other.connection().execute_batch("ROLLBACK").unwrap();
    record(
        &mut made.vault,
        "Create user",
        vec![create_user(10, "alice")],
        &[],
    );
}

#[test]
fn a_database_that_was_replaced_while_open_is_not_written() {
    let mut made = made();
    let database = made.vault.connection().path().unwrap().to_owned();
    let copy = format!("{database}.copy");
    fs::copy(&database, &copy).unwrap();
    fs::rename(&copy, &database).unwrap();
    let user = set("Create user", vec![create_user(10, "alice")]);
    let moved = made
        .vault
        .record(&user, &[], "admin", now(), &NoManagedPolicies);
    assert_eq!(moved.unwrap_err().code(), "vault-moved");
}

#[test]
fn an_older_database_written_over_the_open_one_is_noticed() {
    let mut made = made();
    let database = made.vault.connection().path().unwrap().to_owned();
    let older = fs::read(&database).unwrap();
    record(
        &mut made.vault,
        "Create user",
        vec![create_user(10, "alice")],
        &[],
    );
    fs::write(&database, older).unwrap();
    let user = set("Create user", vec![create_user(11, "bob")]);
    let noticed = made
        .vault
        .record(&user, &[], "admin", now(), &NoManagedPolicies);
    assert_eq!(noticed.unwrap_err().code(), "vault-database-inconsistent");
}

fn owner(pid: u32) -> WindowOwner {
    WindowOwner {
        who: "jane".into(),
        host: "laptop".into(),
        pid,
        since: now(),
    }
}

#[test]
fn a_second_window_is_refused_with_the_owner_named_and_the_command_line_is_not() {
    let made = made();
    let locked = LockedVault::open(&made.path).unwrap();
    let claim = locked.claim_window(&owner(17)).unwrap();
    let second = locked.claim_window(&owner(18)).unwrap_err();
    assert_eq!(second.code(), "vault-window-taken");
    assert_eq!(
        second.to_string(),
        "the vault is open in another window: `jane` on `laptop`, process 17, since \
         2026-01-02T03:04:05Z"
    );
    assert!(matches!(second, WindowError::Taken { owner: Some(found), .. } if found == owner(17)));
    record(
        &mut unlock(&made.path),
        "Beside",
        vec![create_user(10, "alice")],
        &[],
    );
    drop(claim);
    let claim = locked.claim_window(&owner(18)).unwrap();
    assert!(unlock(&made.path).check().passed());
    drop(claim);
}

#[test]
fn a_window_that_was_killed_holds_nothing() {
    let made = made();
    fs::write(made.path.join("window.lock"), b"").unwrap();
    fs::write(made.path.join("window.json"), b"{\"who\":").unwrap();
    let locked = LockedVault::open(&made.path).unwrap();
    assert!(locked.claim_window(&owner(17)).is_ok());
}
