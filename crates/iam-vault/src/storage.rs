//! What can go wrong between the vault and the disk, in every operation.
//!
//! SQLite's and the system's codes are translated here, once, into what a person can act on.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// The disk, the database file or another program was in the way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// Another program is writing and did not finish in time.
    #[error("another program is writing to the vault")]
    Busy {
        /// The database file.
        path: PathBuf,
    },
    /// There is no room.
    #[error("there is no room left to write to the vault")]
    DiskFull {
        /// The file that was written.
        path: PathBuf,
    },
    /// The folder or the file may only be read.
    #[error("the vault can only be read here")]
    ReadOnly {
        /// The folder or file.
        path: PathBuf,
    },
    /// The database file was moved, replaced or removed while it was open.
    #[error("the vault's database was moved or replaced while it was open")]
    Moved {
        /// The database file.
        path: PathBuf,
    },
    /// The database file is damaged.
    #[error("the vault's database is damaged: {found}")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What was found.
        found: String,
    },
    /// The tables do not hold what the vault last wrote: pages of an older state, or an edit.
    #[error("the vault's tables are not those that were written: {found}")]
    Inconsistent {
        /// The database file.
        path: PathBuf,
        /// What was found.
        found: String,
    },
    /// The journal's chain is broken.
    #[error("the journal is damaged at entry {seq}: {found}")]
    Journal {
        /// The database file.
        path: PathBuf,
        /// The first entry that does not hold.
        seq: u64,
        /// What was found.
        found: String,
    },
    /// Written by a newer version of the application.
    #[error(
        "the vault was written by a newer version: its tables are at {found}, known are {known}"
    )]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version that is known here.
        known: i64,
    },
    /// This program was built without what keeps a vault safe.
    #[error("this program was built without what the vault needs: {found}")]
    Build {
        /// What is missing.
        found: String,
    },
    /// Anything else that the system said.
    #[error("{action} failed: {message}")]
    Io {
        /// What was being done.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
}

impl StorageError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Busy { .. } => "vault-busy",
            Self::DiskFull { .. } => "vault-disk-full",
            Self::ReadOnly { .. } => "vault-read-only",
            Self::Moved { .. } => "vault-moved",
            Self::Damaged { .. } => "vault-database-damaged",
            Self::Inconsistent { .. } => "vault-database-inconsistent",
            Self::Journal { .. } => "vault-journal-damaged",
            Self::Newer { .. } => "vault-newer-version",
            Self::Build { .. } => "vault-wrong-build",
            Self::Io { .. } => "vault-io",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Busy { .. } => "wait until it has finished, then try again",
            Self::DiskFull { .. } => "make room on the disk, then try again: nothing was lost",
            Self::ReadOnly { .. } => {
                "check the rights of the folder and its files, or copy the vault to where you may write"
            }
            Self::Moved { .. } => "lock the vault and open it again from where it is now",
            Self::Damaged { .. } | Self::Inconsistent { .. } | Self::Journal { .. } => {
                "keep this folder as it is, and restore the newest backup beside it"
            }
            Self::Newer { .. } => "install the newest version of Bailiwick",
            Self::Build { .. } => "install Bailiwick as its makers build it",
            Self::Io { .. } => "check that the disk is connected and the folder is yours",
        }
        .into()
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Busy { path }
            | Self::DiskFull { path }
            | Self::ReadOnly { path }
            | Self::Moved { path }
            | Self::Damaged { path, .. }
            | Self::Inconsistent { path, .. }
            | Self::Journal { path, .. }
            | Self::Newer { path, .. }
            | Self::Io { path, .. } => Some(path),
            Self::Build { .. } => None,
        }
    }

    /// Translates what the system said.
    pub(crate) fn from_io(action: &'static str, path: &Path, error: &io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::DiskFull { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { path }
            }
            _ => Self::Io {
                action,
                path,
                message: error.to_string(),
            },
        }
    }

    /// Translates what SQLite said. Its own text never holds values, only names.
    pub(crate) fn from_sqlite(action: &'static str, path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let Some(failure) = error.sqlite_error() else {
            // A value of another type than the table says, or one that is not there.
            return Self::Damaged {
                path,
                found: error.to_string(),
            };
        };
        match (failure.code, failure.extended_code) {
            (_, rusqlite::ffi::SQLITE_READONLY_DBMOVED) => Self::Moved { path },
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::Busy { path },
            (ErrorCode::DiskFull, _) => Self::DiskFull { path },
            (ErrorCode::ReadOnly | ErrorCode::PermissionDenied, _) => Self::ReadOnly { path },
            (
                ErrorCode::NotADatabase
                | ErrorCode::DatabaseCorrupt
                | ErrorCode::ConstraintViolation
                | ErrorCode::TypeMismatch,
                _,
            ) => Self::Damaged {
                path,
                found: error.to_string(),
            },
            _ => Self::Io {
                action,
                path,
                message: error.to_string(),
            },
        }
    }
}
