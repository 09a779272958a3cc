//! Damage, edits and older pages: whatever happens to the files is noticed and named.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use iam_directory::{Estate, Operation};

use super::{Made, PASSWORD, alice, create_user, id, made, now, record, secret, unlock};
use crate::database::Database;
use crate::{JournalRange, LockedVault, OpenError, UnlockError, Vault};

const PAGE: usize = 4096;

fn database_of(folder: &Path) -> PathBuf {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|end| end == "db"))
        .unwrap()
}

/// A vault with alice in it, closed; its database's bytes, and what it holds.
struct Closed {
    folder: PathBuf,
    database: PathBuf,
    bytes: Vec<u8>,
    estate: Arc<Estate>,
    made: Made,
}

fn closed() -> Closed {
    let mut made = made();
    alice(&mut made.vault);
    let (folder, database) = (made.path.clone(), database_of(&made.path));
    Closed {
        bytes: fs::read(&database).unwrap(),
        estate: made.vault.estate(),
        folder,
        database,
        made,
    }
}

impl Closed {
    fn try_unlock(&self) -> Result<Vault, UnlockError> {
        LockedVault::open(&self.folder)?.unlock_with_password(&secret(PASSWORD), now())
    }

    /// Puts other bytes in the database's place: never a panic, never wrong data, never silence.
    fn is_noticed(&self, bytes: &[u8]) -> bool {
        fs::write(&self.database, bytes).unwrap();
        match self.try_unlock() {
            Err(UnlockError::Storage(error)) => {
                let codes = [
                    "vault-database-damaged",
                    "vault-database-inconsistent",
                    "vault-journal-damaged",
                    "vault-wrong-build",
                    "vault-io",
                ];
                assert!(codes.contains(&error.code()), "{error:?}");
                true
            }
            Err(error) => panic!("{error:?}"),
            Ok(mut vault) => {
                assert_eq!(*vault.estate(), *self.estate);
                !vault.check().passed()
            }
        }
    }

    fn flip(&self, places: impl Iterator<Item = usize>) {
        for place in places {
            let mut bytes = self.bytes.clone();
            bytes[place] ^= 1 << (place % 8);
            assert!(self.is_noticed(&bytes), "byte {place}");
        }
    }
}

#[test]
fn a_flipped_bit_anywhere_is_noticed() {
    let closed = closed();
    let edges = (0..closed.bytes.len()).filter(|place| {
        let within = place % PAGE;
        !(4..PAGE - 4).contains(&within)
    });
    closed.flip(
        (0..40)
            .chain(edges)
            .chain((0..closed.bytes.len()).step_by(61)),
    );
}

/// The whole of it takes a minute or two: `cargo test -p iam-vault -- --ignored every_byte`.
#[test]
#[ignore = "takes minutes; the sampled form runs always"]
fn a_flipped_bit_in_every_byte_is_noticed() {
    let closed = closed();
    closed.flip(0..closed.bytes.len());
}

#[test]
fn truncated_extended_swapped_and_zeroed_pages_are_noticed() {
    let closed = closed();
    let bytes = &closed.bytes;
    for boundary in (0..=bytes.len()).step_by(PAGE) {
        for length in [boundary.saturating_sub(1), boundary, boundary + 1] {
            if length < bytes.len() {
                assert!(closed.is_noticed(&bytes[..length]), "cut at {length}");
            }
        }
    }
    for extra in [1, PAGE] {
        assert!(
            closed.is_noticed(&[&bytes[..], &vec![0; extra]].concat()),
            "{extra} more"
        );
    }
    for page in 0..bytes.len() / PAGE {
        let mut zeroed = bytes.clone();
        zeroed[page * PAGE..(page + 1) * PAGE].fill(0);
        assert!(closed.is_noticed(&zeroed), "page {page}");
        let other = (page + 1) % (bytes.len() / PAGE);
        let mut swapped = bytes.clone();
        for offset in 0..PAGE {
            swapped.swap(page * PAGE + offset, other * PAGE + offset);
        }
        assert!(closed.is_noticed(&swapped), "pages {page} and {other}");
    }
    assert!(!closed.is_noticed(bytes), "the undamaged file");
}

/// SQLCipher lets an older page pass; the head does not.
#[test]
fn an_older_page_put_back_is_noticed() {
    let mut closed = closed();
    let older = closed.bytes.clone();
    let rename = Operation::UpdateUser {
        user: id(10),
        name: "mallory".parse().unwrap(),
        path: "/".parse().unwrap(),
    };
    record(&mut closed.made.vault, "Rename", vec![rename], &[]);
    closed.estate = closed.made.vault.estate();
    closed.bytes = fs::read(&closed.database).unwrap();
    let mut replayed = 0;
    for page in 0..older.len() / PAGE {
        let range = page * PAGE..(page + 1) * PAGE;
        if older[range.clone()] != closed.bytes[range.clone()] {
            let mut bytes = closed.bytes.clone();
            bytes[range.clone()].copy_from_slice(&older[range]);
            // The first page holds the schema and counters, which a change leaves as they were:
            // its older form says the same, and `is_noticed` sees that nothing else differs.
            assert!(closed.is_noticed(&bytes) || page == 0, "page {page}");
            replayed += 1;
        }
    }
    assert!(replayed >= 4, "{replayed}");
}

/// A write that was cut off leaves a journal that the next opening rolls back. A flipped bit in it
/// must not leave half a write standing: either it is rolled back right, or it is noticed.
#[test]
fn a_flipped_bit_in_a_hot_journal_is_never_silent() {
    let mut closed = closed();
    for number in 100..160 {
        let user = create_user(number, &format!("user{number}"));
        record(&mut closed.made.vault, "Create user", vec![user], &[]);
    }
    let estate = closed.made.vault.estate();
    let connection = closed.made.vault.connection();
    connection
        .execute_batch(
            "PRAGMA cache_size = 2; BEGIN IMMEDIATE;
             UPDATE entity SET body = replace(body, 'user1', 'evil1');
             UPDATE secret SET body = zeroblob(4000);",
        )
        .unwrap();
    let journal = PathBuf::from(format!("{}-journal", closed.database.display()));
    let (database, hot) = (
        fs::read(&closed.database).unwrap(),
        fs::read(&journal).unwrap(),
    );
    let envelope = fs::read(closed.folder.join("keyslots.json")).unwrap();
    assert!(database.len() > closed.bytes.len() && hot.len() > 4 * PAGE);

    let folder = tempfile::tempdir().unwrap();
    let name = closed.database.file_name().unwrap().to_str().unwrap();
    fs::write(folder.path().join("keyslots.json"), envelope).unwrap();
    let (mut rolled_back, mut noticed) = (0, 0);
    for place in std::iter::once(usize::MAX).chain((0..hot.len()).step_by(hot.len() / 120)) {
        let mut flipped = hot.clone();
        if let Some(byte) = flipped.get_mut(place) {
            *byte ^= 1 << (place % 8);
        }
        fs::write(folder.path().join(name), &database).unwrap();
        fs::write(folder.path().join(format!("{name}-journal")), &flipped).unwrap();
        let unlocked = LockedVault::open(folder.path())
            .unwrap()
            .unlock_with_password(&secret(PASSWORD), now());
        match unlocked {
            Ok(mut vault) => {
                assert_eq!(*vault.estate(), *estate, "byte {place}");
                let shown = super::reveal(&mut vault, 11, crate::SecretKind::SecretAccessKey);
                let is_whole = shown.as_deref() == Some(super::SECRET_KEY);
                assert!(is_whole || !vault.check().passed(), "byte {place}");
                rolled_back += 1;
            }
            Err(error) => {
                assert_ne!(place, usize::MAX, "{error}");
                noticed += 1;
            }
        }
    }
    println!("{rolled_back} rolled back right, {noticed} noticed");
    assert!(rolled_back > 0 && noticed > 0);
}

/// Does to the decrypted tables what somebody with the key could.
fn edited(sql: &str) -> Closed {
    let mut closed = closed();
    for number in 30..36 {
        let user = create_user(number, &format!("user{number}"));
        record(&mut closed.made.vault, "Create user", vec![user], &[]);
    }
    let key = closed.made.vault.key().derive_database_key();
    let database = Database::open(&closed.database, &key).unwrap();
    database
        .connection()
        .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
        .unwrap();
    drop(database);
    closed
}

#[test]
fn journal_edits_are_noticed_at_the_next_unlock() {
    for (sql, seq) in [
        ("DELETE FROM journal WHERE seq = 9", 9),
        ("DELETE FROM journal WHERE seq = 5", 5),
        ("DELETE FROM journal WHERE seq >= 4", 4),
        ("DELETE FROM journal", 1),
        ("UPDATE journal SET who = 'nobody' WHERE seq = 4", 4),
        (
            "UPDATE journal SET at = '2020-01-01T00:00:00Z' WHERE seq = 1",
            1,
        ),
        (
            "UPDATE journal SET body_hash = zeroblob(32) WHERE seq = 6",
            6,
        ),
        ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 6", 6),
        (
            "UPDATE journal SET seq = -1 WHERE seq = 5; UPDATE journal SET seq = 5 WHERE seq = 6;
             UPDATE journal SET seq = 6 WHERE seq = -1",
            5,
        ),
        (
            "INSERT INTO journal SELECT 10, at, who, kind, body_hash, hash, hash FROM journal
             WHERE seq = 9",
            10,
        ),
    ] {
        match edited(sql).try_unlock() {
            Err(UnlockError::Storage(crate::StorageError::Journal { seq: found, .. })) => {
                assert_eq!(found, seq, "{sql}");
            }
            other => panic!("{sql}: {other:?}"),
        }
    }
}

#[test]
fn edits_of_the_other_tables_are_noticed_at_the_next_unlock() {
    for sql in [
        "UPDATE entity SET body = replace(body, 'alice', 'malice')",
        "UPDATE entity SET name_key = 'x' WHERE name_key = 'alice'",
        "DELETE FROM entity WHERE kind = 'user'",
        "DELETE FROM secret",
        "UPDATE secret SET sealed_by = 3, sealed_until = '2099-01-01T00:00:00Z'",
        "DELETE FROM meta",
        "UPDATE meta SET value = replace(value, '\"generation\":', '\"generation\":1')",
    ] {
        let noticed = edited(sql).try_unlock().unwrap_err();
        assert_eq!(noticed.code(), "vault-database-inconsistent", "{sql}");
    }
}

#[test]
fn edited_bodies_are_noticed_when_read_and_by_the_check() {
    let closed = edited("UPDATE journal_body SET body = replace(body, 'alice', 'malice')");
    let mut vault = closed.try_unlock().unwrap();
    assert!(!vault.check().passed());
    let read = vault.journal(JournalRange::newest(99)).unwrap_err();
    assert_eq!(read.code(), "vault-journal-damaged");

    let closed = edited("UPDATE secret SET body = zeroblob(40)");
    let mut vault = closed.try_unlock().unwrap();
    assert!(!vault.check().passed());
    let read = vault
        .reveal(
            id(11),
            crate::SecretKind::SecretAccessKey,
            "reveal",
            "admin",
            now(),
        )
        .unwrap_err();
    assert_eq!(read.code(), "vault-database-inconsistent");
}

#[test]
fn a_body_that_is_missing_is_noticed_unless_it_was_purged() {
    let closed = edited("DELETE FROM journal_body WHERE seq = 5");
    let mut vault = closed.try_unlock().unwrap();
    assert!(!vault.check().passed());
    assert!(vault.journal(JournalRange::newest(99)).is_err());

    let mut closed = self::closed();
    let vault = &mut closed.made.vault;
    vault.purge_journal_bodies(3, "admin", now()).unwrap();
    assert!(vault.check().passed(), "{:?}", vault.check());
    let entries = vault.journal(JournalRange::newest(99)).unwrap();
    let kept: Vec<bool> = entries.iter().map(|entry| entry.body.is_some()).collect();
    assert_eq!(kept, [true, true, false, false]);
}

#[test]
fn missing_and_foreign_files_are_told_apart() {
    let closed = closed();
    let open = |path: &Path| LockedVault::open(path).unwrap_err();
    let envelope = closed.folder.join("keyslots.json");
    let text = fs::read_to_string(&envelope).unwrap();

    assert_eq!(open(&closed.folder.join("nowhere")).code(), "vault-missing");
    assert_eq!(open(&envelope).code(), "vault-not-a-vault");
    assert_eq!(
        open(closed.folder.parent().unwrap()).code(),
        "vault-not-a-vault"
    );

    fs::rename(&closed.database, closed.folder.join("elsewhere")).unwrap();
    let missing = open(&closed.folder);
    assert_eq!(missing.code(), "vault-database-missing");
    assert_eq!(
        missing.at().unwrap().file_name(),
        closed.database.file_name()
    );
    fs::rename(closed.folder.join("elsewhere"), &closed.database).unwrap();

    fs::remove_file(&envelope).unwrap();
    assert_eq!(open(&closed.folder).code(), "vault-envelope-missing");
    fs::create_dir(&envelope).unwrap();
    assert_eq!(open(&closed.folder).code(), "vault-envelope-damaged");
    fs::remove_dir(&envelope).unwrap();
    for (bytes, code) in [
        (String::new(), "vault-envelope-damaged"),
        (text[..200].to_owned(), "vault-envelope-damaged"),
        ("x".repeat(200_000), "vault-envelope-damaged"),
        (
            text.replace("\"version\": 1", "\"version\": 2"),
            "vault-envelope-damaged",
        ),
        (
            text.replace("\"version\": 1", "\"version\": 2")
                .replace("slots/1", "slots/2"),
            "vault-newer-version",
        ),
    ] {
        fs::write(&envelope, bytes).unwrap();
        assert_eq!(open(&closed.folder).code(), code);
    }
    fs::write(&envelope, text).unwrap();
    unlock(&closed.folder);
}

#[test]
fn a_damaged_slot_leaves_the_other_one() {
    let closed = closed();
    let envelope = closed.folder.join("keyslots.json");
    let text = fs::read_to_string(&envelope).unwrap();
    fs::write(
        &envelope,
        text.replacen("\"wrapped\": \"", "\"wrapped\": \"0", 1),
    )
    .unwrap();
    let locked = LockedVault::open(&closed.folder).unwrap();
    assert!(!locked.findings().is_empty());
    let error = locked
        .unlock_with_password(&secret(PASSWORD), now())
        .unwrap_err();
    assert_eq!(error.code(), "vault-envelope-damaged");
    let mut vault = locked
        .unlock_with_recovery_key(&closed.made.recovery, now())
        .unwrap();
    assert!(!vault.check().passed());
    assert!(matches!(
        LockedVault::open(&closed.folder),
        Ok(_) | Err(OpenError::Storage(_))
    ));
}
