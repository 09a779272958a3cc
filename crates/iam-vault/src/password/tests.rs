use crate::tests::{Counting, PASSWORD, alice, made, now, secret, unlock};
use crate::{EntryBody, JournalRange, KdfParameters, LockedVault, VaultEvent};

const WEAK: KdfParameters = KdfParameters::weak_for_tests();

#[test]
fn a_changed_password_opens_and_the_old_one_does_not() {
    let mut made = made();
    alice(&mut made.vault);
    let estate = made.vault.estate();
    let mut entropy = Counting::from(7);
    let database = std::fs::read_dir(&made.path)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "db"))
        .unwrap();
    let head_of = |bytes: Vec<u8>| bytes[..16].to_vec();
    let salt = head_of(std::fs::read(&database).unwrap());

    let wrong = made
        .vault
        .change_password(
            &secret("no"),
            &secret("next"),
            WEAK,
            &mut entropy,
            "admin",
            now(),
        )
        .unwrap_err();
    assert_eq!(wrong.code(), "vault-wrong-password");
    let empty = made
        .vault
        .change_password(
            &secret(PASSWORD),
            &secret(""),
            WEAK,
            &mut entropy,
            "admin",
            now(),
        )
        .unwrap_err();
    assert_eq!(empty.code(), "vault-empty-password");
    made.vault
        .change_password(
            &secret(PASSWORD),
            &secret("next"),
            WEAK,
            &mut entropy,
            "admin",
            now(),
        )
        .unwrap();

    let locked = made.vault.lock().unwrap();
    let old = locked
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap_err();
    assert_eq!(old.code(), "vault-wrong-password");
    let mut vault = locked.unlock_with_password(&secret("next"), now()).unwrap();
    assert_eq!(*vault.estate(), *estate);
    let newest = vault.journal(JournalRange::newest(1)).unwrap();
    let event = VaultEvent::PasswordChanged;
    assert_eq!(newest[0].body, Some(EntryBody::VaultEvent { event }));
    assert!(
        locked
            .unlock_with_recovery_key(&made.recovery, now())
            .is_ok()
    );
    // The database was not encrypted anew.
    assert_eq!(head_of(std::fs::read(&database).unwrap()), salt);
}

#[test]
fn a_forgotten_password_is_reset_with_the_recovery_key() {
    let made = made();
    let printed = made.recovery.to_printable().expose().clone();
    let locked = made.vault.lock().unwrap();
    let recovery = printed.parse().unwrap();
    let mut vault = locked.unlock_with_recovery_key(&recovery, now()).unwrap();
    let mut entropy = Counting::from(8);
    vault
        .reset_password(
            &recovery,
            &secret("next"),
            WEAK,
            &mut entropy,
            "admin",
            now(),
        )
        .unwrap();
    assert!(vault.confirm_password(&secret("next")).is_ok());
    assert!(vault.check().passed());
}

#[test]
fn a_replaced_recovery_key_opens_nothing_any_more() {
    let mut made = made();
    let new = made
        .vault
        .replace_recovery_key(&secret(PASSWORD), &mut Counting::from(9), "admin", now())
        .unwrap();
    let locked = made.vault.lock().unwrap();
    let old = locked
        .unlock_with_recovery_key(&made.recovery, now())
        .unwrap_err();
    assert_eq!(old.code(), "vault-wrong-recovery-key");
    assert!(locked.unlock_with_recovery_key(&new, now()).is_ok());
    assert!(
        locked
            .unlock_with_password(&secret(PASSWORD), now())
            .is_ok()
    );
}

#[test]
fn a_locked_vault_that_was_found_earlier_knows_the_new_password() {
    let mut made = made();
    let found_earlier = LockedVault::open(&made.path).unwrap();
    made.vault
        .change_password(
            &secret(PASSWORD),
            &secret("next"),
            WEAK,
            &mut Counting::from(7),
            "admin",
            now(),
        )
        .unwrap();
    let old = found_earlier.unlock_with_password(&secret(PASSWORD), now());
    assert_eq!(old.unwrap_err().code(), "vault-wrong-password");
}

#[test]
fn two_hundred_changes_leave_two_slots() {
    let mut made = made();
    let mut entropy = Counting::from(7);
    let mut current = PASSWORD.to_owned();
    for round in 0..200 {
        let next = format!("password {round}");
        made.vault
            .change_password(
                &secret(&current),
                &secret(&next),
                WEAK,
                &mut entropy,
                "admin",
                now(),
            )
            .unwrap();
        current = next;
    }
    let locked = made.vault.lock().unwrap();
    assert_eq!(locked.slots().len(), 2);
    assert!(
        locked
            .unlock_with_password(&secret(&current), now())
            .is_ok()
    );
    assert!(
        locked
            .unlock_with_recovery_key(&made.recovery, now())
            .is_ok()
    );
}

#[test]
fn a_real_derivation_opens_a_real_vault() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("real.bailiwick");
    let options = crate::CreateOptions {
        kdf: KdfParameters::argon2id(64 * 1024, 3, 4).unwrap(),
        now: now(),
        who: "admin",
        entropy: &mut Counting::default(),
    };
    crate::Vault::create(&path, &secret(PASSWORD), options).unwrap();
    unlock(&path);
    let wrong = LockedVault::open(&path)
        .unwrap()
        .unlock_with_password(&secret("wrong"), now());
    assert_eq!(wrong.unwrap_err().code(), "vault-wrong-password");
}
