use super::*;
use crate::tests::{
    Counting, PASSWORD, SECRET_KEY, alice, create_user, made, now, record, reveal, secret, unlock,
};
use crate::{KdfParameters, SecretKind};

#[test]
fn a_backup_is_restored_to_what_the_vault_was() {
    let mut made = made();
    alice(&mut made.vault);
    let estate = made.vault.estate();
    let generation = made.vault.generation();
    let backed_up = made.vault.backup(None, "admin", now()).unwrap();
    assert_eq!(backed_up.generation, generation);
    assert!(
        backed_up
            .path
            .ends_with("backups/2026-01-02T030405Z.bailiwick-backup")
    );
    record(
        &mut made.vault,
        "Later",
        vec![create_user(20, "later")],
        &[],
    );
    assert!(made.vault.check().passed(), "{:?}", made.vault.check());

    let to = made.path.with_file_name("restored.bailiwick");
    let locked = restore(&backed_up.path, &to).unwrap();
    let mut vault = locked
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap();
    assert_eq!(*vault.estate(), *estate);
    assert!(vault.check().passed(), "{:?}", vault.check());
    assert_eq!(
        reveal(&mut vault, 11, SecretKind::SecretAccessKey).as_deref(),
        Some(SECRET_KEY)
    );
    record(&mut vault, "Onwards", vec![create_user(21, "onwards")], &[]);
    assert!(
        locked
            .unlock_with_recovery_key(&made.recovery, now())
            .is_ok()
    );
    assert_eq!(unlock(&made.path).estate(), made.vault.estate());
}

#[test]
fn a_backup_keeps_the_password_it_was_made_under() {
    let mut made = made();
    let to = made.path.with_file_name("away.bailiwick-backup");
    made.vault.backup(Some(&to), "admin", now()).unwrap();
    let kdf = KdfParameters::weak_for_tests();
    let entropy = &mut Counting::from(5);
    let (old, new) = (secret(PASSWORD), secret("next"));
    made.vault
        .change_password(&old, &new, kdf, entropy, "admin", now())
        .unwrap();
    let locked = restore(&to, &made.path.with_file_name("r.bailiwick")).unwrap();
    assert!(locked.unlock_with_password(&old, now()).is_ok());
    assert!(locked.unlock_with_password(&new, now()).is_err());
}

#[test]
fn nothing_is_ever_written_over() {
    let mut made = made();
    let to = made.path.with_file_name("away.bailiwick-backup");
    made.vault.backup(Some(&to), "admin", now()).unwrap();
    let again = made.vault.backup(Some(&to), "admin", now()).unwrap_err();
    assert_eq!(again.code(), "vault-exists");
    assert_eq!(restore(&to, &made.path).unwrap_err().code(), "vault-exists");
    unlock(&made.path);
}

#[test]
fn a_backup_that_is_damaged_or_cut_off_is_none() {
    let mut made = made();
    let path = made.path.with_file_name("away.bailiwick-backup");
    made.vault.backup(Some(&path), "admin", now()).unwrap();
    let whole = fs::read(&path).unwrap();
    let to = made.path.with_file_name("r.bailiwick");
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        assert_eq!(
            restore(&path, &to).unwrap_err().code(),
            "vault-not-a-backup"
        );
        assert!(!to.exists());
    };
    for place in (0..whole.len()).step_by(97).chain(0..80) {
        let mut damaged = whole.clone();
        damaged[place] ^= 1 << (place % 8);
        refused(&damaged);
    }
    for length in [0, 1, 18, 19, 27, 60, 4096, whole.len() - 1] {
        refused(&whole[..length]);
    }
    refused(&[&whole[..], b"x"].concat());
    fs::write(&path, &whole).unwrap();
    assert!(restore(&path, &to).is_ok());
}

#[test]
fn damage_makes_no_backup() {
    let mut made = made();
    for number in 100..160 {
        let user = create_user(number, &format!("user{number}"));
        record(&mut made.vault, "Create user", vec![user], &[]);
    }
    let database = made.vault.connection().path().unwrap().to_owned();
    drop(made.vault);
    let whole = fs::read(&database).unwrap();
    let to = made.path.with_file_name("away.bailiwick-backup");
    let mut refused = 0;
    for page in (0..whole.len()).step_by(4096) {
        let mut bytes = whole.clone();
        bytes[page + 2000] ^= 1;
        fs::write(&database, bytes).unwrap();
        let locked = LockedVault::open(&made.path).unwrap();
        // Pages that unlocking reads are noticed there; the backup reads the others.
        if let Ok(mut vault) = locked.unlock_with_password(&secret(PASSWORD), now()) {
            match vault.backup(Some(&to), "admin", now()) {
                Err(error) => {
                    assert_eq!(error.code(), "vault-database-damaged");
                    refused += 1;
                }
                // A page that held nothing: the copy is whole.
                Ok(_) => fs::remove_file(&to).unwrap(),
            }
        }
    }
    assert!(refused > 2, "{refused}");
    let beside = fs::read_dir(made.path.parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing is left of it");
}
