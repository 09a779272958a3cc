use iam_directory::{NoManagedPolicies, Operation};

use super::*;
use crate::tests::{
    ACCOUNT, PASSWORD, SECRET_KEY, alice, create_user, id, made, now, record, reveal, secret, set,
    unlock,
};
use crate::{JournalRange, SecretKind};

#[test]
fn what_is_recorded_is_there_after_unlocking() {
    let mut made = made();
    let recorded = alice(&mut made.vault);
    assert_eq!(recorded.seq, 3);
    let before = made.vault.estate();
    let locked = made.vault.lock().unwrap();
    let mut vault = locked
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap();
    assert_eq!(*vault.estate(), *before);
    assert_eq!(
        reveal(&mut vault, 11, SecretKind::SecretAccessKey).as_deref(),
        Some(SECRET_KEY)
    );
    let entries = vault.journal(JournalRange::newest(10)).unwrap();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(kinds, ["Access", "Changes", "Changes", "VaultEvent"]);
    assert_eq!(vault.verify_journal().unwrap().entries, 4);
}

#[test]
fn a_refusal_leaves_everything_as_it_was() {
    let mut made = made();
    alice(&mut made.vault);
    let (generation, estate) = (made.vault.generation(), made.vault.estate());
    let twice = set(
        "Twice",
        vec![create_user(20, "bob"), create_user(21, "ALICE")],
    );
    let refused = made
        .vault
        .record(&twice, &[], "admin", now(), &NoManagedPolicies)
        .unwrap_err();
    assert_eq!(refused.code(), "EntityAlreadyExists");
    assert_eq!(made.vault.generation(), generation);
    assert_eq!(made.vault.estate(), estate);
    assert_eq!(*unlock(&made.path).estate(), *estate);
}

#[test]
fn a_secret_without_a_credential_is_refused() {
    let mut made = made();
    let stray = NewSecret {
        credential: id(99),
        kind: SecretKind::Password,
        body: secret("stray"),
    };
    let refused = made
        .vault
        .record(
            &set("Stray", vec![create_user(20, "bob")]),
            &[stray],
            "admin",
            now(),
            &NoManagedPolicies,
        )
        .unwrap_err();
    assert_eq!(refused.code(), "vault-unknown-credential");
    assert!(made.vault.secrets().unwrap().is_empty());
}

#[test]
fn undo_takes_a_user_back_and_undoing_that_brings_the_secret_back() {
    let mut made = made();
    let empty = made.vault.estate();
    let recorded = alice(&mut made.vault);
    let with_alice = made.vault.estate();
    let vault = &mut made.vault;
    let undone = vault
        .undo(recorded.seq, "admin", now(), &NoManagedPolicies)
        .unwrap();
    assert_eq!(*vault.estate(), *empty);
    assert_eq!(reveal(vault, 11, SecretKind::SecretAccessKey), None);
    let sealed = vault.secrets().unwrap();
    assert_eq!(sealed[0].sealed_until, Some(now().plus_days(30)));
    vault
        .undo(undone.seq, "admin", now(), &NoManagedPolicies)
        .unwrap();
    assert_eq!(*vault.estate(), *with_alice);
    assert_eq!(
        reveal(vault, 11, SecretKind::SecretAccessKey).as_deref(),
        Some(SECRET_KEY)
    );
    assert!(vault.check().passed(), "{:?}", vault.check());
}

fn password(body: &str) -> NewSecret {
    NewSecret {
        credential: id(12),
        kind: SecretKind::Password,
        body: secret(body),
    }
}

fn reset(at: i64) -> Operation {
    Operation::UpdateLoginProfile {
        user: id(10),
        reset_required: true,
        created: Some(now().plus_seconds(at)),
    }
}

#[test]
fn a_reset_password_is_swapped_back_by_undo_and_only_in_order() {
    let mut made = made();
    let vault = &mut made.vault;
    alice(vault);
    let create = Operation::CreateLoginProfile {
        user: id(10),
        credential: id(12),
        reset_required: true,
        created: Some(now()),
    };
    record(vault, "Console access", vec![create], &[password("first")]);
    let second = record(vault, "Reset", vec![reset(1)], &[password("second")]);
    let third = record(vault, "Reset", vec![reset(2)], &[password("third")]);
    let shown = |vault: &mut Vault| reveal(vault, 12, SecretKind::Password);
    assert_eq!(shown(vault).as_deref(), Some("third"));
    let too_early = vault.undo(second.seq, "admin", now(), &NoManagedPolicies);
    assert_eq!(too_early.unwrap_err().code(), "ConcurrentModification");
    vault
        .undo(third.seq, "admin", now(), &NoManagedPolicies)
        .unwrap();
    assert_eq!(shown(vault).as_deref(), Some("second"));
    vault
        .undo(second.seq, "admin", now(), &NoManagedPolicies)
        .unwrap();
    assert_eq!(shown(vault).as_deref(), Some("first"));
    assert!(vault.check().passed());
}

#[test]
fn a_deleted_credentials_secret_is_purged_after_thirty_days() {
    let mut made = made();
    let vault = &mut made.vault;
    alice(vault);
    let delete = Operation::DeleteAccessKey {
        user: id(10),
        credential: id(11),
    };
    let deleted = record(vault, "Delete access key", vec![delete], &[]);
    let locked = made.vault.lock().unwrap();
    let almost = now().plus_days(30).plus_seconds(-1);
    let mut vault = locked
        .unlock_with_password(&secret(PASSWORD), almost)
        .unwrap();
    assert_eq!(vault.secrets().unwrap().len(), 1);
    drop(vault);
    let later = now().plus_days(30);
    let mut vault = locked
        .unlock_with_password(&secret(PASSWORD), later)
        .unwrap();
    assert!(vault.secrets().unwrap().is_empty());
    let newest = vault.journal(JournalRange::newest(1)).unwrap();
    assert_eq!(
        newest[0].body,
        Some(EntryBody::VaultEvent {
            event: crate::VaultEvent::SecretsPurged { count: 1 }
        })
    );
    // The key's metadata comes back; its secret can not.
    vault
        .undo(deleted.seq, "admin", later, &NoManagedPolicies)
        .unwrap();
    assert_eq!(reveal(&mut vault, 11, SecretKind::SecretAccessKey), None);
    assert!(vault.check().passed());
}

#[test]
fn what_can_not_be_undone_says_so() {
    let mut made = made();
    let vault = &mut made.vault;
    for (seq, code) in [(1, "vault-not-undoable"), (99, "vault-no-such-entry")] {
        let refused = vault
            .undo(seq, "admin", now(), &NoManagedPolicies)
            .unwrap_err();
        assert_eq!(refused.code(), code);
    }
    alice(vault);
    record(
        vault,
        "Rename",
        vec![Operation::UpdateUser {
            user: id(10),
            name: "alicia".parse().unwrap(),
            path: "/".parse().unwrap(),
        }],
        &[],
    );
    let refused = vault
        .undo(3, "admin", now(), &NoManagedPolicies)
        .unwrap_err();
    assert_eq!(refused.code(), "ConcurrentModification");
    assert!(vault.estate().account(id(ACCOUNT)).is_some());
}
