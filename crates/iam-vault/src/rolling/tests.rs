use super::*;
use crate::tests::{PASSWORD, create_user, made, now, record, secret, unlock};
use crate::{LockedVault, preview, restore};

#[test]
fn backups_roll_by_the_hour_and_are_thinned_out() {
    let mut made = made();
    for number in 0..60_i64 {
        let at = now().plus_seconds(number * PAUSE);
        let user = create_user(100 + number.unsigned_abs(), &format!("user{number}"));
        record(&mut made.vault, "Create user", vec![user], &[]);
        assert!(made.vault.roll_backups("admin", at).unwrap().is_some());
        assert!(made.vault.roll_backups("admin", at).unwrap().is_none());
    }
    let there = made.vault.backups().unwrap();
    assert!((25..=29).contains(&there.len()), "{}", there.len());
    assert!(
        there
            .iter()
            .all(|file| file.automatic && file.made.is_some())
    );
    assert!(made.vault.check().passed(), "{:?}", made.vault.check());
}

#[test]
fn nothing_new_makes_no_backup() {
    let mut made = made();
    assert!(made.vault.roll_backups("admin", now()).unwrap().is_some());
    for hours in 1..5 {
        let later = now().plus_seconds(hours * PAUSE);
        assert_eq!(made.vault.roll_backups("admin", later).unwrap(), None);
    }
}

#[test]
fn what_a_person_put_there_is_never_removed() {
    let mut made = made();
    let own = made
        .path
        .join(BACKUPS)
        .join("before the merger.bailiwick-backup");
    made.vault.backup(Some(&own), "admin", now()).unwrap();
    let dated = made.vault.backup(None, "admin", now()).unwrap().path;
    for number in 0..40_i64 {
        let user = create_user(100 + number.unsigned_abs(), &format!("user{number}"));
        record(&mut made.vault, "Create user", vec![user], &[]);
        let at = now().plus_seconds(number * PAUSE);
        made.vault.roll_backups("admin", at).unwrap();
    }
    assert!(own.exists() && dated.exists());
}

/// The restore drill: each of the last ten opens to the state it was made of.
#[test]
fn each_of_the_last_ten_backups_restores() {
    let mut made = made();
    let mut states = Vec::new();
    for number in 0..10_i64 {
        let user = create_user(100 + number.unsigned_abs(), &format!("user{number}"));
        record(&mut made.vault, "Create user", vec![user], &[]);
        let estate = made.vault.estate();
        let at = now().plus_seconds(number * PAUSE);
        let backup = made.vault.roll_backups("admin", at).unwrap().unwrap();
        states.push((backup.path, estate));
    }
    let newest = made.vault.generation();
    for (number, (path, estate)) in states.iter().enumerate() {
        let seen = preview(path, &secret(PASSWORD)).unwrap();
        assert!(seen.generation < newest && *seen.estate == **estate);
        let to = made.path.with_file_name(format!("{number}.bailiwick"));
        restore(path, &to).unwrap();
        let mut vault = unlock(&to);
        assert_eq!(*vault.estate(), **estate);
        assert!(vault.check().passed());
    }
    let wrong = preview(&states[0].0, &secret("no")).unwrap_err();
    assert_eq!(wrong.code(), "vault-wrong-password");
}

#[test]
fn a_folder_of_backups_that_was_lost_is_made_again() {
    let mut made = made();
    fs::remove_dir(made.path.join(BACKUPS)).unwrap();
    assert!(made.vault.backups().unwrap().is_empty());
    assert!(made.vault.roll_backups("admin", now()).unwrap().is_some());
    assert!(LockedVault::open(&made.path).is_ok());
}
