//! Copies of a vault in one file, each opened and checked before it is called a backup.
//!
//! A backup holds the envelope and the database as they are, so it opens with the password and
//! the recovery key of the day it was made, whatever has changed since. Restoring makes a new
//! folder and never writes over a vault.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use iam_directory::Estate;
use iam_names::{Secret, Timestamp};

use crate::anchor::Anchor;
use crate::create::{self, CreateError};
use crate::database::Database;
use crate::envelope::{self, Envelope, OpenWith};
use crate::folder::{BACKUPS, Folder, OpenError};
use crate::journal::{self, EntryBody, JournalRange, VaultEvent};
use crate::keys::DataKey;
use crate::locked::{self, LockedVault, UnlockError, load_tables};
use crate::platform;
use crate::rolling;
use crate::storage::StorageError;
use crate::tables::Tables;
use crate::vault::Vault;

mod format;

pub(crate) use format::manifest_of;
use format::{Manifest, pack, unpack};

pub(crate) const ENDING: &str = "bailiwick-backup";
/// A vault at AWS's quotas has some 60 MB.
const MOST_BYTES: u64 = 1 << 30;

/// A backup that was made and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// The generation of the vault that it holds.
    pub generation: u64,
}

/// Why there is no backup. What was begun is removed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The file is there already.
    #[error("there is a file `{}` already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The envelope.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database, the copy of it, or the disk.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a backup was not restored. Nothing is left of the attempt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// The file is no backup, or not a whole one.
    #[error("`{}` is not a whole backup: {found}", path.display())]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        found: &'static str,
    },
    /// The place is taken, or can not be written.
    #[error(transparent)]
    Place(#[from] CreateError),
    /// What was restored is no vault.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The backup does not open.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl BackupError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "vault-exists",
            Self::Open(error) => error.code(),
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Exists { .. } => "choose another name: a backup is never written over".into(),
            Self::Open(error) => error.help(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Exists { path } => Some(path),
            Self::Open(error) => error.at(),
            Self::Storage(error) => error.at(),
        }
    }
}

impl RestoreError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABackup { .. } => "vault-not-a-backup",
            Self::Place(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Unlock(error) => error.code(),
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::NotABackup { .. } => "look for another copy, or an older backup".into(),
            Self::Place(error) => error.help(),
            Self::Open(error) => error.help(),
            Self::Unlock(error) => error.help(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::NotABackup { path, .. } => Some(path),
            Self::Place(error) => error.at(),
            Self::Open(error) => error.at(),
            Self::Unlock(error) => error.at(),
            Self::Storage(error) => error.at(),
        }
    }
}

impl Vault {
    /// Writes a backup: to a file that must not exist yet, or under the date in the vault's own
    /// `backups` folder.
    pub fn backup(
        &mut self,
        to: Option<&Path>,
        who: &str,
        now: Timestamp,
    ) -> Result<BackedUp, BackupError> {
        let dated = || self.folder().join(BACKUPS).join(file_name("", now));
        let path = to.map_or_else(dated, Path::to_owned);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(BackupError::Exists { path });
        }
        let envelope = self.envelope_on_disk()?;
        let (bytes, generation) = write(self.database(), self.key(), &envelope, &path, now)?;
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        self.write(|writing| {
            let event = VaultEvent::BackedUp { file };
            writing.append(who, now, EntryBody::VaultEvent { event })
        })?;
        Ok(BackedUp {
            path,
            bytes,
            generation,
        })
    }
}

/// Backs up a vault of an earlier version, before its tables are brought up to date. What is made is
/// never removed by itself.
pub(crate) fn before_upgrade(
    database: &Database,
    version: i64,
    folder: &Folder,
    envelope: &Envelope,
    key: &DataKey,
    now: Timestamp,
) -> Result<(), StorageError> {
    let backups = folder.path().join(BACKUPS);
    rolling::ensure(&backups)?;
    let path = backups.join(file_name(&format!("version-{version}-"), now));
    // One that was made before somebody ended the program on the way is as good.
    if fs::symlink_metadata(&path).is_err() {
        write(database, key, envelope, &path, now)?;
    }
    Ok(())
}

/// The file name of a backup of that moment: a colon can not stand in one everywhere.
pub(crate) fn file_name(prefix: &str, now: Timestamp) -> String {
    format!("{prefix}{}.{ENDING}", now.to_string().replace(':', ""))
}

/// Copies a database, checks the copy, and puts it in one file with the envelope.
fn write(
    database: &Database,
    key: &DataKey,
    envelope: &Envelope,
    path: &Path,
    now: Timestamp,
) -> Result<(u64, u64), StorageError> {
    let copy = path.with_extension(format!("{}.tmp", std::process::id()));
    let made = write_through(database, key, envelope, (path, &copy), now);
    let removed = platform::remove_if_there(&copy);
    let made = made?;
    removed.map_err(|error| StorageError::from_io("removing the copy", &copy, &error))?;
    Ok(made)
}

fn write_through(
    database: &Database,
    key: &DataKey,
    envelope: &Envelope,
    (path, copy): (&Path, &Path),
    now: Timestamp,
) -> Result<(u64, u64), StorageError> {
    database.copy_to(copy)?;
    let vault = envelope.header().vault.0;
    let mut opened = Database::open_as_it_is(copy, &key.derive_database_key())?;
    let (head, _) = load_tables(&mut opened, &key.derive_head_key(), vault)?;
    opened.check_pages()?;
    drop(opened);
    let failed = |error: io::Error| StorageError::from_io("writing the backup", path, &error);
    let database = fs::read(copy).map_err(failed)?;
    let manifest = Manifest {
        anchor: Anchor::of(vault, &head),
        made: now,
    };
    let bytes = pack(&manifest, &envelope.to_bytes(), &database);
    platform::replace(path, &bytes).map_err(failed)?;
    let written = platform::read_at_most(path, MOST_BYTES).map_err(failed)?;
    if written.as_deref() != Some(&bytes[..]) {
        return Err(StorageError::Damaged {
            path: path.to_owned(),
            found: "it does not read back as it was written".into(),
        });
    }
    Ok((bytes.len() as u64, head.generation))
}

/// Makes a vault of a backup, in a folder that must not exist yet or be empty. No key is needed;
/// unlocking checks what was restored.
pub fn restore(backup: &Path, to: &Path) -> Result<LockedVault, RestoreError> {
    let bytes = read(backup)?;
    let (text, envelope, database) = parts(backup, &bytes)?;
    let place = create::place(to)?;
    let made_in = create::beside(&place, std::process::id().to_be_bytes());
    let name = envelope.header().database.as_str();
    let filled = fill(&made_in, text, name, database)
        .map_err(RestoreError::from)
        .and_then(|()| Ok(create::put_in_place(&made_in, &place)?));
    if let Err(error) = filled {
        let _ = fs::remove_dir_all(&made_in);
        return Err(error);
    }
    Ok(LockedVault::open(&place)?)
}

fn read(backup: &Path) -> Result<Vec<u8>, RestoreError> {
    platform::read_at_most(backup, MOST_BYTES)
        .map_err(|error| StorageError::from_io("reading the backup", backup, &error))?
        .ok_or_else(|| not_a_backup(backup, "it is far too large"))
}

/// The envelope of a backup, as it stands there and as it was read, and the database.
fn parts<'b>(
    backup: &Path,
    bytes: &'b [u8],
) -> Result<(&'b [u8], Envelope, &'b [u8]), RestoreError> {
    let parts = unpack(bytes).map_err(|found| not_a_backup(backup, found))?;
    let envelope = Envelope::read(parts.envelope)
        .map_err(|_| not_a_backup(backup, "its envelope is damaged"))?;
    Ok((parts.envelope, envelope, parts.database))
}

fn not_a_backup(backup: &Path, found: &'static str) -> RestoreError {
    RestoreError::NotABackup {
        path: backup.to_owned(),
        found,
    }
}

/// What a backup holds, seen before anything is restored.
#[derive(Clone, Debug)]
pub struct BackupPreview {
    /// The vault that it is of.
    pub vault: [u8; 16],
    /// How many writes that vault had seen.
    pub generation: u64,
    /// Its last journal entry.
    pub seq: u64,
    /// When that entry was written.
    pub last: Option<Timestamp>,
    /// The estate.
    pub estate: Arc<Estate>,
}

/// Opens a backup with the password it was made under and looks into it. What was unpacked for
/// this is encrypted, lies beside the backup for a moment, and is removed.
pub fn preview(backup: &Path, password: &Secret<String>) -> Result<BackupPreview, RestoreError> {
    let bytes = read(backup)?;
    let (_, envelope, database) = parts(backup, &bytes)?;
    let key = locked::unwrap(&envelope, OpenWith::Password(password))?;
    let copy = backup.with_extension(format!("{}.look.tmp", std::process::id()));
    let failed = |error: io::Error| StorageError::from_io("looking into the backup", &copy, &error);
    platform::replace(&copy, database).map_err(failed)?;
    let seen = look(&copy, &envelope, &key);
    platform::remove_if_there(&copy).map_err(failed)?;
    Ok(seen?)
}

fn look(copy: &Path, envelope: &Envelope, key: &DataKey) -> Result<BackupPreview, StorageError> {
    let vault = envelope.header().vault.0;
    let head_key = key.derive_head_key();
    let mut opened = Database::open(copy, &key.derive_database_key())?;
    let (head, estate) = load_tables(&mut opened, &head_key, vault)?;
    let transaction = opened.begin_reading()?;
    let tables = Tables {
        connection: &transaction,
        path: copy,
        key: &head_key,
        vault,
    };
    let last = journal::read(&tables, &head, JournalRange::newest(1))?;
    Ok(BackupPreview {
        vault,
        generation: head.generation,
        seq: head.seq,
        last: last.first().map(|entry| entry.at),
        estate,
    })
}

fn fill(folder: &Path, envelope: &[u8], name: &str, database: &[u8]) -> Result<(), StorageError> {
    let fill = || -> io::Result<()> {
        platform::make_private_folder(folder)?;
        platform::make_private_folder(&folder.join(BACKUPS))?;
        platform::replace(&folder.join(name), database)?;
        platform::replace(&folder.join(envelope::FILE_NAME), envelope)
    };
    fill().map_err(|error| StorageError::from_io("restoring the backup", folder, &error))
}

#[cfg(test)]
mod tests;
