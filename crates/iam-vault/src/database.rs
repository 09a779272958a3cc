//! Opening the database file: the one place that gives SQLCipher its key and its settings.
//!
//! The order matters and nothing is taken on trust: SQLite ignores a pragma it does not know
//! without a word, so every setting is read back. Write-ahead logging is never used: with
//! SQLCipher one flipped bit in a log lost committed rows without any error, while a rollback
//! journal lost none. What the tables are is in `schema.rs`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::keys::RawDatabaseKey;
use crate::platform;
use crate::schema;
use crate::storage::StorageError;

/// How long a write waits for another program's.
const PATIENCE: Duration = Duration::from_secs(5);
/// SQLCipher's page size; a database is a whole number of pages.
pub(crate) const PAGE: u64 = 4096;

/// What is set and must read back, in this order. `EXTRA` syncs the folder after the journal is
/// deleted; `secure_delete` overwrites what is deleted, so that a purged secret is gone.
const SETTINGS: [(&str, &str, &str); 12] = [
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", "3"),
    ("temp_store", "MEMORY", "2"),
    ("foreign_keys", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", "0"),
    ("locking_mode", "NORMAL", "normal"),
    // On macOS, a sync that also empties the drive's cache; elsewhere it changes nothing.
    ("fullfsync", "ON", "1"),
    ("cipher_page_size", "4096", "4096"),
    ("cipher_memory_security", "ON", "1"),
];

/// An open, keyed database with every setting in force.
#[derive(Debug)]
pub(crate) struct Database {
    connection: Connection,
    path: PathBuf,
}

impl Database {
    /// Makes the database of a new vault: an empty file becomes one with tables.
    pub(crate) fn create(path: &Path, key: &RawDatabaseKey) -> Result<Self, StorageError> {
        platform::make_private_file(path)
            .map_err(|error| StorageError::from_io("making the database", path, &error))?;
        let mut database = Self::open_keyed(path, key)?;
        database.write("making the tables", schema::create)?;
        Ok(database)
    }

    /// Opens an existing database. An empty file is refused here, because SQLite would take it
    /// for a new one.
    pub(crate) fn open(path: &Path, key: &RawDatabaseKey) -> Result<Self, StorageError> {
        let mut database = Self::open_as_it_is(path, key)?;
        database.bring_up_to_date()?;
        Ok(database)
    }

    /// Opens a database of whatever version, and changes nothing in it.
    pub(crate) fn open_as_it_is(path: &Path, key: &RawDatabaseKey) -> Result<Self, StorageError> {
        let damaged = |found: &str| StorageError::Damaged {
            path: path.to_owned(),
            found: found.to_owned(),
        };
        // Looked at by name and never opened here: closing a file of one's own drops every lock
        // that SQLite holds on it in this process.
        let metadata = std::fs::symlink_metadata(path)
            .map_err(|error| StorageError::from_io("opening the database", path, &error))?;
        if !metadata.is_file() {
            return Err(damaged("not a regular file"));
        }
        let length = metadata.len();
        if length < PAGE {
            return Err(damaged(if length == 0 {
                "it is empty"
            } else {
                "it is cut off"
            }));
        }
        let mut database = Self::open_keyed(path, key)?;
        if database.read("opening the database", |t| t.is_readonly("main"))? {
            return Err(StorageError::ReadOnly {
                path: path.to_owned(),
            });
        }
        Ok(database)
    }

    fn open_keyed(path: &Path, key: &RawDatabaseKey) -> Result<Self, StorageError> {
        let failed = |error: rusqlite::Error| {
            StorageError::from_sqlite("opening the database", path, &error)
        };
        // Without SQLITE_OPEN_CREATE: what is missing stays missing. Without SQLITE_OPEN_URI: a
        // path is a path, whatever characters it has.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_PRIVATE_CACHE;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        // SQLCipher writes to standard error unless told otherwise, also before the key is set.
        set(&connection, "cipher_log_level", "NONE").map_err(failed)?;
        // SQLite's memory held secrets: wiped when it is freed.
        set(&connection, "cipher_memory_security", "ON").map_err(failed)?;
        let key = key.well_formed().ok_or_else(|| StorageError::Build {
            found: "the database key is not 64 hexadecimal digits".into(),
        })?;
        // SQLCipher receives the key's bytes; no SQL text is made of them.
        connection.key(None::<&str>, key, false).map_err(failed)?;
        let version = get(&connection, "cipher_version").map_err(failed)?;
        if !version.is_some_and(|version| version.starts_with("4.")) {
            return Err(StorageError::Build {
                found: "SQLCipher 4 is not there".into(),
            });
        }
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
            .map_err(failed)?;
        for (name, value, expected) in SETTINGS {
            set(&connection, name, value).map_err(failed)?;
            let found = get(&connection, name).map_err(failed)?;
            if found.as_deref() != Some(expected) {
                return Err(StorageError::Build {
                    found: format!("`{name}` is {found:?} where `{expected}` was set"),
                });
            }
        }
        for (config, value) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        ] {
            connection.set_db_config(config, value).map_err(failed)?;
        }
        Ok(Self {
            connection,
            path: path.to_owned(),
        })
    }

    /// The version of its tables, when an earlier program wrote them.
    pub(crate) fn earlier_version(&mut self) -> Result<Option<i64>, StorageError> {
        let (application, version) = self.read("reading the version", schema::identity)?;
        let is_ours = application == schema::APPLICATION_ID && version < schema::VERSION;
        Ok(is_ours.then_some(version))
    }

    /// Refuses what is not a vault and what is newer; brings up what is older.
    pub(crate) fn bring_up_to_date(&mut self) -> Result<(), StorageError> {
        let (application, version) = self.read("reading the version", schema::identity)?;
        if application != schema::APPLICATION_ID {
            return Err(StorageError::Damaged {
                path: self.path.clone(),
                found: "it is not a vault's database".into(),
            });
        }
        if version > schema::VERSION {
            return Err(StorageError::Newer {
                path: self.path.clone(),
                found: version,
                known: schema::VERSION,
            });
        }
        if version < schema::VERSION {
            self.write("bringing the tables up to date", |transaction| {
                schema::migrate(transaction, version)
            })?;
        }
        Ok(())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Translates an error of SQLite's.
    pub(crate) fn failed(&self, action: &'static str, error: &rusqlite::Error) -> StorageError {
        StorageError::from_sqlite(action, &self.path, error)
    }

    /// Begins a transaction that sees one state of the file.
    pub(crate) fn begin_reading(&mut self) -> Result<Transaction<'_>, StorageError> {
        let path = &self.path;
        self.connection
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(|error| StorageError::from_sqlite("reading the vault", path, &error))
    }

    /// Begins a transaction that nobody else can write beside. Dropped, it leaves nothing behind.
    pub(crate) fn begin_writing(&mut self) -> Result<Transaction<'_>, StorageError> {
        let path = &self.path;
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|error| StorageError::from_sqlite("writing to the vault", path, &error))
    }

    fn read<T>(
        &mut self,
        action: &'static str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StorageError> {
        work(&self.connection).map_err(|error| self.failed(action, &error))
    }

    fn write(
        &mut self,
        action: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), StorageError> {
        let path = self.path.clone();
        let transaction = self.begin_writing()?;
        work(&transaction)
            .and_then(|()| transaction.commit())
            .map_err(|error| StorageError::from_sqlite(action, &path, &error))
    }

    /// A number that changes when another connection has written.
    pub(crate) fn data_version(&self) -> Result<i64, StorageError> {
        self.connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))
            .map_err(|error| self.failed("reading the vault", &error))
    }

    /// Authenticates every page, also those that nothing has read.
    pub(crate) fn check_pages(&self) -> Result<(), StorageError> {
        let mut first = None;
        self.connection
            .pragma_query(None::<&str>, "cipher_integrity_check", |row| {
                first.get_or_insert(row.get::<_, String>(0)?);
                Ok(())
            })
            .map_err(|error| self.failed("checking the database", &error))?;
        match first {
            None => Ok(()),
            Some(found) => Err(StorageError::Damaged {
                path: self.path.clone(),
                found,
            }),
        }
    }

    /// Writes a copy, encrypted with the same key, into an empty private file.
    pub(crate) fn copy_to(&self, to: &Path) -> Result<(), StorageError> {
        let failed = |error: std::io::Error| StorageError::from_io("writing the copy", to, &error);
        platform::make_private_file(to).map_err(failed)?;
        let name = to.to_str().ok_or_else(|| StorageError::Io {
            action: "writing the copy",
            path: to.to_owned(),
            message: "its path is not Unicode".into(),
        })?;
        self.connection
            .execute("VACUUM INTO ?1", [name])
            .map_err(|error| StorageError::from_sqlite("writing the copy", to, &error))?;
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// Sets a pragma; some answer with a row, some do not.
fn set(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.pragma(None::<&str>, name, value, |_| Ok(()))
}

/// Reads a pragma as text; `None` when there is no such pragma.
fn get(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let mut found = None;
    connection.pragma_query(None::<&str>, name, |row| {
        found = Some(match row.get_ref(0)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            other => other.as_str()?.to_owned(),
        });
        Ok(())
    })?;
    Ok(found)
}

#[cfg(test)]
pub(crate) mod tests;
