//! The tables, and how older files become today's.
//!
//! Few tables, because questions are answered in memory: these are how an estate persists. A new
//! version is one more step in [`migrate`] and is never edited afterwards; a newer file is
//! refused before anything in it is read.

use rusqlite::{Connection, Transaction};

/// `BWV1`: what `file` and SQLite's own tools see in the (decrypted) header.
pub(crate) const APPLICATION_ID: i64 = 0x4257_5631;
/// The version of the tables that this program writes. Since 2, entities stand in the order in which
/// they came, and a body of the journal may name a text by its place (`journal/wire.rs`).
pub(crate) const VERSION: i64 = 2;

/// `entity` and `secret` are covered by digests in the head, `journal` by its chain, and
/// `journal_body` by the hashes in `journal`: an older page put back in any of them shows.
const TABLES: &str = "
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE secret (
    number INTEGER PRIMARY KEY,
    credential TEXT NOT NULL,
    kind TEXT NOT NULL,
    body BLOB NOT NULL,
    body_code BLOB NOT NULL,
    created TEXT NOT NULL,
    brought_by INTEGER NOT NULL,
    sealed_by INTEGER,
    sealed_until TEXT
) STRICT;

CREATE UNIQUE INDEX secret_current ON secret (credential) WHERE sealed_by IS NULL;

CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    body_hash BLOB NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE journal_body (
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    body TEXT NOT NULL
) STRICT;
";

/// As it is since version 2, never edited. The index holds no body: looking for a place compares short
/// keys. In version 1 the bodies stood in the key's own tree, where every comparison read one whole.
const ENTITY_2: &str = "
CREATE TABLE entity (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    state TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_key TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (account, state, id)
) STRICT;
";

/// The entities of version 1, put into the table of version 2.
const FROM_1: &str = "
INSERT INTO entity (account, state, id, kind, name_key, body)
    SELECT account, state, id, kind, name_key, body FROM entity_1 ORDER BY account, state, id;
DROP TABLE entity_1;
";

/// Makes the tables in an empty file.
pub(crate) fn create(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(ENTITY_2)?;
    transaction.pragma_update(None::<&str>, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None::<&str>, "user_version", VERSION)
}

/// The application id and the version of the tables.
pub(crate) fn identity(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let application =
        connection.pragma_query_value(None::<&str>, "application_id", |r| r.get(0))?;
    let version = connection.pragma_query_value(None::<&str>, "user_version", |r| r.get(0))?;
    Ok((application, version))
}

/// Brings older tables up to date, step by step, in one transaction.
pub(crate) fn migrate(transaction: &Transaction<'_>, from: i64) -> rusqlite::Result<()> {
    // There is no older version than the first: a file that says so is not one of ours.
    if from < 1 {
        return Err(rusqlite::Error::IntegralValueOutOfRange(0, from));
    }
    if from < 2 {
        transaction.execute_batch("ALTER TABLE entity RENAME TO entity_1")?;
        transaction.execute_batch(ENTITY_2)?;
        transaction.execute_batch(FROM_1)?;
    }
    transaction.pragma_update(None::<&str>, "user_version", VERSION)
}
