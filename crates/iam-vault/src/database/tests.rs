use std::fs;

use super::*;
use crate::keys::DataKey;
use crate::tests::{Counting, Made, alice, create_user, made, record, unlock};

fn key() -> RawDatabaseKey {
    DataKey::make(&mut Counting::default())
        .unwrap()
        .derive_database_key()
}

fn folder_with_database() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault-0000000000000000.db");
    Database::create(&path, &key()).unwrap();
    (folder, path)
}

#[test]
fn temporary_tables_can_not_reach_the_disk() {
    let (_folder, path) = folder_with_database();
    let database = Database::open(&path, &key()).unwrap();
    let used: bool = database
        .connection()
        .query_row(
            "SELECT sqlite_compileoption_used('TEMP_STORE=3')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(
        used,
        "LIBSQLITE3_FLAGS in .cargo/config.toml did not take effect"
    );
}

#[test]
fn the_shipped_sqlcipher_is_the_one_that_was_measured() {
    let (_folder, path) = folder_with_database();
    let database = Database::open(&path, &key()).unwrap();
    let version = get(database.connection(), "cipher_version")
        .unwrap()
        .unwrap();
    assert!(version.starts_with("4.20."), "{version}");
}

#[test]
fn the_key_is_sixty_four_digits_and_another_one_opens_nothing() {
    let (_folder, path) = folder_with_database();
    assert_eq!(key().well_formed().unwrap().len(), 67);
    let other = DataKey::make(&mut Counting::from(9))
        .unwrap()
        .derive_database_key();
    let error = Database::open(&path, &other).unwrap_err();
    assert_eq!(error.code(), "vault-database-damaged");
}

#[test]
fn what_is_not_a_database_of_ours_is_refused_and_stays_as_it_is() {
    let (folder, path) = folder_with_database();
    let plain = folder.path().join("plain.db");
    rusqlite::Connection::open(&plain)
        .unwrap()
        .execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        .unwrap();
    for (bytes, found) in [
        (Vec::new(), "empty"),
        (vec![0; 4095], "cut off"),
        (vec![0; 8192], "not a database"),
        (fs::read(&plain).unwrap(), "not a database"),
        (b"SQLite format 3\0".repeat(600), "not a database"),
    ] {
        fs::write(&path, &bytes).unwrap();
        let error = Database::open(&path, &key()).unwrap_err();
        assert_eq!(error.code(), "vault-database-damaged", "{found}");
        assert!(error.to_string().contains(found), "{error}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(
        Database::open(&path, &key()).unwrap_err().code(),
        "vault-database-damaged"
    );
}

#[cfg(unix)]
#[test]
fn a_link_and_a_pipe_are_refused_without_waiting() {
    let (folder, path) = folder_with_database();
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    assert_eq!(
        Database::open(&link, &key()).unwrap_err().code(),
        "vault-database-damaged"
    );
    let pipe = folder.path().join("pipe.db");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(
            Database::open(&pipe, &key()).unwrap_err().code(),
            "vault-database-damaged"
        );
    }
}

#[test]
fn a_newer_file_and_a_foreign_one_are_told_apart() {
    let (_folder, path) = folder_with_database();
    let pragma = |name: &str, value: i64| {
        let database = Database::open_keyed(&path, &key()).unwrap();
        database
            .connection()
            .pragma_update(None::<&str>, name, value)
            .unwrap();
    };
    pragma("user_version", schema::VERSION + 1);
    assert_eq!(
        Database::open(&path, &key()).unwrap_err(),
        StorageError::Newer {
            path: path.clone(),
            found: schema::VERSION + 1,
            known: schema::VERSION
        }
    );
    pragma("user_version", 0);
    assert_eq!(
        Database::open(&path, &key()).unwrap_err().code(),
        "vault-database-damaged"
    );
    pragma("user_version", schema::VERSION);
    pragma("application_id", 7);
    let error = Database::open(&path, &key()).unwrap_err();
    assert!(
        error.to_string().ends_with("it is not a vault's database"),
        "{error}"
    );
}

#[test]
fn every_table_is_strict() {
    let (_folder, path) = folder_with_database();
    let database = Database::open(&path, &key()).unwrap();
    let (tables, strict): (i64, i64) = database
        .connection()
        .query_row(
            "SELECT count(*), sum(strict) FROM pragma_table_list
             WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!((tables, strict), (5, 5));
}

#[test]
fn no_file_ever_stands_beside_the_database() {
    let (folder, path) = folder_with_database();
    let mut database = Database::open(&path, &key()).unwrap();
    let transaction = database.begin_writing().unwrap();
    transaction
        .execute("INSERT INTO meta (name, value) VALUES ('a', 'b')", [])
        .unwrap();
    transaction.commit().unwrap();
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, [path.file_name().unwrap()]);
}

/// The table of entities as version 1 had it, with the rows of today's. It is never edited: there
/// are vaults of that version.
const AS_VERSION_1: &str = "
CREATE TABLE entity_1 (
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account, state, id)
) STRICT, WITHOUT ROWID;
INSERT INTO entity_1 SELECT account, state, id, kind, name_key, body FROM entity;
DROP TABLE entity;
ALTER TABLE entity_1 RENAME TO entity;
PRAGMA user_version = 1;
VACUUM;
";

/// A vault with somebody in it, as the first version wrote it.
pub(crate) fn of_version_1() -> Made {
    let mut made = made();
    alice(&mut made.vault);
    made.vault.connection().execute_batch(AS_VERSION_1).unwrap();
    made
}

#[test]
fn a_vault_of_version_1_is_brought_up_to_date_and_holds_the_same() {
    let made = of_version_1();
    let (estate, generation) = (made.vault.estate(), made.vault.generation());
    drop(made.vault);
    let mut vault = unlock(&made.path);
    let (_, version) = schema::identity(vault.connection()).unwrap();
    assert_eq!(version, schema::VERSION);
    assert_eq!(*vault.estate(), *estate);
    assert_eq!(vault.generation(), generation);
    assert!(vault.check().passed(), "{:?}", vault.check());
    // What was there before is kept, opens, and is brought up to date as well when it is used.
    let backups: Vec<_> = vault.backups().unwrap();
    let [before] = &backups[..] else {
        panic!("{backups:?}");
    };
    assert!(!before.automatic, "it never goes by itself");
    assert!(
        before.path.to_string_lossy().contains("version-1"),
        "{before:?}"
    );
    let restored = made.path.with_file_name("restored.bailiwick");
    crate::restore(&before.path, &restored).unwrap();
    assert_eq!(*unlock(&restored).estate(), *estate);
    // And goes on as any other.
    record(&mut vault, "Bob", vec![create_user(40, "bob")], &[]);
    let with_bob = vault.estate();
    drop(vault);
    let mut vault = unlock(&made.path);
    assert_eq!(*vault.estate(), *with_bob);
    assert!(vault.check().passed(), "{:?}", vault.check());
}

#[test]
fn bringing_tables_up_to_date_without_room_leaves_them_as_they_were() {
    let made = of_version_1();
    let (estate, path) = (made.vault.estate(), made.vault.database().path().to_owned());
    let key = made.vault.key().derive_database_key();
    drop(made.vault);
    let before = fs::read(&path).unwrap();
    let mut database = Database::open_keyed(&path, &key).unwrap();
    let pages = (before.len() as u64 / PAGE).cast_signed();
    database
        .connection()
        .pragma_update(None::<&str>, "max_page_count", pages)
        .unwrap();
    let error = database.bring_up_to_date().unwrap_err();
    assert_eq!(error.code(), "vault-disk-full", "{error}");
    drop(database);
    assert!(fs::read(&path).unwrap() == before);
    assert_eq!(*unlock(&made.path).estate(), *estate);
}
