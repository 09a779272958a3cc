use super::*;
use crate::tests::{
    Counting, PASSWORD, SECRET_KEY, alice, create_user, made, now, record, reveal, secret, unlock,
};
use crate::{KeptKey, LockedVault, OpenWith, SecretKind, SlotLabel};

const WEAK: KdfParameters = KdfParameters::weak_for_tests();

fn databases(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "db"))
        .collect();
    found.sort();
    found
}

fn rotate(vault: &mut Vault, seed: u64) -> Rotated {
    vault
        .rotate_key(
            &secret(PASSWORD),
            WEAK,
            &mut Counting::from(seed),
            "admin",
            now(),
        )
        .unwrap()
}

#[test]
fn a_rotated_vault_holds_the_same_under_another_key() {
    let mut made = made();
    alice(&mut made.vault);
    record(&mut made.vault, "Create", vec![create_user(20, "bob")], &[]);
    let estate = made.vault.estate();
    let old_envelope = fs::read(made.path.join("keyslots.json")).unwrap();
    let old_key = *made.vault.key().bytes();
    let old_database = databases(&made.path);

    let rotated = rotate(&mut made.vault, 50);
    assert!(rotated.dropped.is_empty());
    assert_eq!(*made.vault.estate(), *estate);
    assert!(made.vault.check().passed(), "{:?}", made.vault.check());
    assert_ne!(*made.vault.key().bytes(), old_key);
    let new_database = databases(&made.path);
    assert_eq!(new_database.len(), 1);
    assert_ne!(new_database, old_database);
    assert_eq!(
        reveal(&mut made.vault, 11, SecretKind::SecretAccessKey).as_deref(),
        Some(SECRET_KEY)
    );
    // An undo of something from before still works.
    made.vault
        .undo(4, "admin", now(), &iam_directory::NoManagedPolicies)
        .map(|undone| assert_eq!(undone.estate.accounts().count(), 1))
        .unwrap();

    let locked = made.vault.lock().unwrap();
    let old_recovery = locked.unlock_with_recovery_key(&made.recovery, now());
    assert_eq!(old_recovery.unwrap_err().code(), "vault-wrong-recovery-key");
    assert!(
        locked
            .unlock_with_recovery_key(&rotated.recovery, now())
            .is_ok()
    );
    assert!(
        locked
            .unlock_with_password(&secret(PASSWORD), now())
            .is_ok()
    );

    // Who kept the old envelope and knows the password opens nothing with it.
    let kept = Envelope::read(&old_envelope).unwrap();
    let key = kept.unwrap(OpenWith::Password(&secret(PASSWORD))).unwrap();
    assert!(Database::open(&new_database[0], &key.derive_database_key()).is_err());
}

#[test]
fn slots_that_nobody_could_open_are_dropped_and_named() {
    let mut made = made();
    let label: SlotLabel = "USB stick".parse().unwrap();
    let password = secret(PASSWORD);
    let key: KeptKey = made
        .vault
        .add_key_file(
            OpenWith::Password(&password),
            &label,
            &mut Counting::from(9),
            "admin",
            now(),
        )
        .unwrap();
    let rotated = rotate(&mut made.vault, 51);
    assert_eq!(rotated.dropped.len(), 1);
    assert_eq!(rotated.dropped[0].label, Some(label));
    let locked = made.vault.lock().unwrap();
    let dropped = locked.unlock(OpenWith::KeyFile(&key), now()).unwrap_err();
    assert_eq!(dropped.code(), "vault-no-slot");
}

#[test]
fn another_program_with_the_old_file_open_is_told_and_loses_nothing() {
    let mut made = made();
    let mut other = unlock(&made.path);
    rotate(&mut made.vault, 52);
    let user = crate::tests::set("Create", vec![create_user(30, "carol")]);
    let moved = other.record(
        &user,
        &[],
        "admin",
        now(),
        &iam_directory::NoManagedPolicies,
    );
    assert_eq!(moved.unwrap_err().code(), "vault-moved");
    assert_eq!(other.refresh().unwrap_err().code(), "vault-moved");
    assert_eq!(
        other
            .confirm_password(&secret(PASSWORD), now())
            .unwrap_err()
            .code(),
        "vault-moved"
    );
}

#[test]
fn what_a_cut_off_rotation_left_is_removed() {
    let mut made = made();
    let old = databases(&made.path).remove(0);
    let before = fs::read(&old).unwrap();
    rotate(&mut made.vault, 53);
    // As if the process had ended after the envelope's rename, and another one before it.
    fs::write(&old, before).unwrap();
    fs::write(made.path.join("rotating-0011223344556677.tmp"), b"begun").unwrap();
    drop(made.vault);
    let mut vault = unlock(&made.path);
    assert_eq!(databases(&made.path).len(), 1);
    assert!(begun_in(&made.path).is_empty());
    assert!(vault.check().passed());
}

#[test]
fn a_database_that_no_envelope_came_to_name_is_removed() {
    let mut made = made();
    let old = databases(&made.path).remove(0);
    // As if the process had ended after the database's rename and before the envelope's.
    let begun = made.path.join("rotating-0011223344556677.tmp");
    fs::copy(&old, &begun).unwrap();
    let stray = made.path.join("vault-0123456789abcdef.db");
    put_in_place(&begun, &stray).unwrap();
    assert!(!made.vault.check().passed());
    drop(made.vault);
    let mut vault = unlock(&made.path);
    assert_eq!(databases(&made.path), std::slice::from_ref(&old));
    assert!(begun_in(&made.path).is_empty());
    assert!(vault.check().passed());
    // Announced and named by the envelope, it is the vault.
    fs::write(announcement(&old), b"").unwrap();
    drop(vault);
    let mut vault = unlock(&made.path);
    assert_eq!(databases(&made.path), [old]);
    assert!(begun_in(&made.path).is_empty());
    assert!(vault.check().passed());
}

#[test]
fn an_altered_row_is_not_made_authentic() {
    let mut made = made();
    alice(&mut made.vault);
    made.vault
        .connection()
        .execute("UPDATE secret SET body = x'00'", [])
        .unwrap();
    let refused = made.vault.rotate_key(
        &secret(PASSWORD),
        WEAK,
        &mut Counting::from(54),
        "admin",
        now(),
    );
    assert_eq!(refused.unwrap_err().code(), "vault-database-inconsistent");
    assert_eq!(databases(&made.path).len(), 1);
    assert!(begun_in(&made.path).is_empty());
    assert!(LockedVault::open(&made.path).is_ok());
}
