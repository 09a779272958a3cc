//! A vault's folder: where its files are, and what is wrong with it before any key is at hand.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::envelope::{self, Envelope, EnvelopeError};
use crate::platform;
use crate::storage::StorageError;

/// The folder of backups within the vault's.
pub(crate) const BACKUPS: &str = "backups";

/// Why a folder could not be taken for a vault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is nothing at the path.
    #[error("there is no vault at `{}`", path.display())]
    Missing {
        /// The path as it was given.
        path: PathBuf,
    },
    /// There is something else at the path.
    #[error("`{}` is not a vault", path.display())]
    NotAVault {
        /// The path.
        path: PathBuf,
    },
    /// The database is there and the envelope is not.
    #[error("the vault's `keyslots.json` is missing")]
    EnvelopeMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The envelope is there and its database is not.
    #[error("the vault's database `{}` is missing", file_name(path))]
    DatabaseMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The envelope can not be read.
    #[error("the vault's `keyslots.json` is damaged ({place})")]
    EnvelopeDamaged {
        /// The envelope.
        path: PathBuf,
        /// Where in it.
        place: String,
    },
    /// The envelope was written by a newer version.
    #[error("the vault was written by a newer version: its `keyslots.json` has format {found}")]
    Newer {
        /// The envelope.
        path: PathBuf,
        /// Its format.
        found: u64,
    },
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl OpenError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "vault-missing",
            Self::NotAVault { .. } => "vault-not-a-vault",
            Self::EnvelopeMissing { .. } => "vault-envelope-missing",
            Self::DatabaseMissing { .. } => "vault-database-missing",
            Self::EnvelopeDamaged { .. } => "vault-envelope-damaged",
            Self::Newer { .. } => "vault-newer-version",
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Missing { .. } => "check the path, or make a vault there".into(),
            Self::NotAVault { .. } => {
                "a vault is a folder with a `keyslots.json` and a `vault-….db`".into()
            }
            Self::EnvelopeMissing { .. } => {
                "put the file back from a backup: without it nobody can open the vault".into()
            }
            Self::DatabaseMissing { .. } => "put the file back from a backup".into(),
            Self::EnvelopeDamaged { .. } => {
                "keep the folder as it is, and put the file back from a backup".into()
            }
            Self::Newer { .. } => "install the newest version of Bailiwick".into(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Missing { path }
            | Self::NotAVault { path }
            | Self::EnvelopeMissing { path }
            | Self::DatabaseMissing { path }
            | Self::EnvelopeDamaged { path, .. }
            | Self::Newer { path, .. } => Some(path),
            Self::Storage(error) => error.at(),
        }
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// A folder that looks like a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Takes a path for a vault's folder, if it is one.
    pub(crate) fn find(path: &Path) -> Result<Self, OpenError> {
        let real = fs::canonicalize(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => OpenError::Missing {
                path: path.to_owned(),
            },
            _ => StorageError::from_io("finding the vault", path, &error).into(),
        })?;
        if real.is_dir() {
            Ok(Self(real))
        } else {
            Err(OpenError::NotAVault {
                path: path.to_owned(),
            })
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn envelope_path(&self) -> PathBuf {
        self.0.join(envelope::FILE_NAME)
    }

    pub(crate) fn database_path(&self, envelope: &Envelope) -> PathBuf {
        self.0.join(envelope.header().database.as_str())
    }

    /// Reads the envelope and looks whether its database is there.
    pub(crate) fn read_envelope(&self) -> Result<Envelope, OpenError> {
        let path = self.envelope_path();
        let bytes = platform::read_at_most(&path, envelope::MOST_BYTES)
            .map_err(|error| self.envelope_unreadable(&error))?;
        let damaged = |place: String| OpenError::EnvelopeDamaged {
            path: path.clone(),
            place,
        };
        let bytes = bytes.ok_or_else(|| damaged("it is far too large".into()))?;
        let envelope = Envelope::read(&bytes).map_err(|error| match error {
            EnvelopeError::Damaged { at } => damaged(at),
            EnvelopeError::Newer { version } => OpenError::Newer {
                path: path.clone(),
                found: version,
            },
        })?;
        let database = self.database_path(&envelope);
        match fs::symlink_metadata(&database) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(OpenError::DatabaseMissing { path: database })
            }
            // What else is wrong with it shows when it is opened.
            _ => Ok(envelope),
        }
    }

    fn envelope_unreadable(&self, error: &io::Error) -> OpenError {
        let path = self.envelope_path();
        match error.kind() {
            io::ErrorKind::NotFound if self.has_a_database() => OpenError::EnvelopeMissing { path },
            io::ErrorKind::NotFound => OpenError::NotAVault {
                path: self.0.clone(),
            },
            io::ErrorKind::InvalidInput => OpenError::EnvelopeDamaged {
                path,
                place: "not a regular file".into(),
            },
            _ => StorageError::from_io("reading the envelope", &path, error).into(),
        }
    }

    fn has_a_database(&self) -> bool {
        fs::read_dir(&self.0).is_ok_and(|entries| {
            entries.flatten().any(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                envelope::DatabaseName::try_from(name).is_ok()
            })
        })
    }

    /// Puts another envelope in place; this is the moment at which a change of keys happens.
    pub(crate) fn replace_envelope(&self, envelope: &Envelope) -> Result<(), StorageError> {
        let path = self.envelope_path();
        platform::replace(&path, &envelope.to_bytes())
            .map_err(|error| StorageError::from_io("writing the envelope", &path, &error))
    }

    /// Refuses a folder in which nothing can be written, before anybody has typed a password.
    pub(crate) fn refuse_read_only(&self) -> Result<(), StorageError> {
        platform::probe_writing(&self.0)
            .map_err(|error| StorageError::from_io("writing to the vault", &self.0, &error))
    }
}
