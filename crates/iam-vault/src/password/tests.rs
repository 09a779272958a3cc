use crate::tests::{Counting, PASSWORD, alice, made, now, secret, unlock};
use crate::{
    EntryBody, JournalRange, KdfParameters, KeptKey, LockedVault, OpenWith, SlotKind, SlotLabel,
    VaultEvent,
};

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
    assert!(vault.confirm_password(&secret("next"), now()).is_ok());
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

fn label(text: &str) -> SlotLabel {
    text.parse().unwrap()
}

#[test]
fn a_key_file_opens_the_vault_until_its_slot_is_removed() {
    let mut made = made();
    alice(&mut made.vault);
    let password = secret(PASSWORD);
    let with = OpenWith::Password(&password);
    let mut entropy = Counting::from(8);
    let key = made
        .vault
        .add_key_file(with, &label("USB stick"), &mut entropy, "admin", now())
        .unwrap();
    let other = made
        .vault
        .add_key_file(with, &label("safe"), &mut entropy, "admin", now())
        .unwrap();
    let locked = LockedVault::open(&made.path).unwrap();
    for key in [&key, &other] {
        let again: KeptKey = key.to_text().expose().parse().unwrap();
        assert!(locked.unlock(OpenWith::KeyFile(&again), now()).is_ok());
        // What a file keeps opens no keychain's slot.
        let wrong = locked.unlock(OpenWith::Keychain(&again), now());
        assert_eq!(wrong.unwrap_err().code(), "vault-no-slot");
    }
    let slots = made.vault.slots().unwrap();
    let shown: Vec<_> = slots
        .iter()
        .map(|slot| {
            (
                slot.kind.unwrap(),
                slot.label.as_ref().map(SlotLabel::as_str),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (SlotKind::Password, None),
            (SlotKind::RecoveryKey, None),
            (SlotKind::KeyFile, Some("USB stick")),
            (SlotKind::KeyFile, Some("safe")),
        ]
    );
    let id = slots[2].id.clone().unwrap();
    let no = secret("no");
    let wrong = made
        .vault
        .remove_slot(OpenWith::Password(&no), &id, "admin", now());
    assert_eq!(wrong.unwrap_err().code(), "vault-wrong-password");
    // A key file may say who gets in; it is a person's.
    made.vault
        .remove_slot(OpenWith::KeyFile(&other), &id, "admin", now())
        .unwrap();
    let gone = locked.unlock(OpenWith::KeyFile(&key), now());
    assert_eq!(gone.unwrap_err().code(), "vault-wrong-key-file");
    assert!(locked.unlock(OpenWith::KeyFile(&other), now()).is_ok());
    let newest = made.vault.journal(JournalRange::newest(1)).unwrap();
    let event = VaultEvent::SlotRemoved {
        slot: Some(SlotKind::KeyFile),
        label: Some(label("USB stick")),
    };
    assert_eq!(newest[0].body, Some(EntryBody::VaultEvent { event }));
    assert!(made.vault.check().passed(), "{:?}", made.vault.check());
}

#[test]
fn a_slot_of_the_same_name_is_replaced_and_sixteen_are_enough() {
    let mut made = made();
    let password = secret(PASSWORD);
    let with = OpenWith::Password(&password);
    let mut entropy = Counting::from(8);
    for _ in 0..2 {
        made.vault
            .add_keychain(with, &label("laptop"), &mut entropy, "admin", now())
            .unwrap();
    }
    assert_eq!(made.vault.slots().unwrap().len(), 3);
    let mut full = 0;
    for number in 0..20 {
        let label = label(&format!("stick {number}"));
        match made
            .vault
            .add_key_file(with, &label, &mut entropy, "admin", now())
        {
            Ok(_) => full += 1,
            Err(error) => assert_eq!(error.code(), "vault-too-many-slots"),
        }
    }
    assert_eq!(full, 13);
    assert!(unlock(&made.path).check().passed());
    for text in ["", "  ", "two\nlines", &"x".repeat(65)] {
        assert!(text.parse::<SlotLabel>().is_err(), "{text:?}");
    }
}

#[test]
fn the_last_slot_of_a_person_and_the_password_stay() {
    let mut made = made();
    let password = secret(PASSWORD);
    let with = OpenWith::Password(&password);
    let mut entropy = Counting::from(8);
    let key = made
        .vault
        .add_keychain(with, &label("laptop"), &mut entropy, "admin", now())
        .unwrap();
    let ids: Vec<String> = made
        .vault
        .slots()
        .unwrap()
        .into_iter()
        .map(|slot| slot.id.unwrap())
        .collect();
    let mut remove = |with, id: &str| {
        made.vault
            .remove_slot(with, id, "admin", now())
            .map(drop)
            .map_err(|error| error.code())
    };
    // The keychain opens the vault, and says nothing about who sits there.
    assert_eq!(
        remove(OpenWith::Keychain(&key), &ids[1]),
        Err("vault-nobody-asked")
    );
    assert_eq!(remove(with, &ids[0]), Err("vault-password-stays"));
    assert_eq!(remove(with, "00000000"), Err("vault-no-such-slot"));
    assert_eq!(remove(with, &ids[1]), Ok(()));
    // Now the password is the last that a person holds; the keychain does not count.
    assert_eq!(remove(with, &ids[0]), Err("vault-last-slot"));
    assert_eq!(remove(with, &ids[2]), Ok(()));
    assert_eq!(remove(with, &ids[0]), Err("vault-last-slot"));
    assert_eq!(unlock(&made.path).slots().unwrap().len(), 1);
}
