//! The tables within one transaction, and what their rows are authenticated with.

use std::path::Path;

use rusqlite::Connection;

use crate::keys::MacKey;
use crate::storage::StorageError;

/// A transaction's view of the tables.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub(crate) connection: &'a Connection,
    pub(crate) path: &'a Path,
    pub(crate) key: &'a MacKey,
    pub(crate) vault: [u8; 16],
}

impl Tables<'_> {
    /// Translates an error of SQLite's.
    pub(crate) fn failed(&self, error: &rusqlite::Error) -> StorageError {
        StorageError::from_sqlite("using the vault", self.path, error)
    }

    /// Rows that are not what was written.
    pub(crate) fn inconsistent(&self, found: &str) -> StorageError {
        StorageError::Inconsistent {
            path: self.path.to_owned(),
            found: found.to_owned(),
        }
    }
}
