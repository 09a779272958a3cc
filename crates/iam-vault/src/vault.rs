//! An unlocked vault: the estate in memory, and the one door through which it is written.
//!
//! Every write is the same: begin, look whether another program has written since, take its
//! state in, do the work, count the generation, commit, and only then show the result. What
//! fails leaves file and memory as they were. Changes are in `record.rs`, secrets in
//! `reveal.rs`, checks in `check.rs`, keys in `password.rs`, copies in `backup.rs`.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use iam_directory::Estate;
use iam_names::Timestamp;

use crate::database::Database;
use crate::entities;
use crate::envelope::Envelope;
use crate::folder::{Folder, OpenError};
use crate::head::Head;
use crate::journal::{
    self, EntryBody, EntryKind, JournalEntry, JournalRange, JournalReport, VaultEvent, WrittenBody,
};
use crate::keys::{DataKey, MacKey};
use crate::locked::LockedVault;
use crate::secrets::{self, SecretSummary};
use crate::storage::StorageError;
use crate::tables::Tables;

/// Who the vault names for what it does by itself.
const ITSELF: &str = "bailiwick";

/// An unlocked vault.
pub struct Vault {
    folder: Folder,
    id: [u8; 16],
    key: DataKey,
    head_key: MacKey,
    database: Database,
    head: Head,
    estate: Arc<Estate>,
    data_version: i64,
    wrong_tries: u32,
}

/// Whether another program has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// Nobody has.
    Unchanged,
    /// Somebody has, and the estate in memory is theirs now.
    Reloaded,
}

/// A write in progress: what the work may read and alter.
pub(crate) struct Writing<'a> {
    pub(crate) tables: Tables<'a>,
    pub(crate) head: Head,
    pub(crate) estate: Arc<Estate>,
}

impl Vault {
    pub(crate) fn new(
        folder: Folder,
        id: [u8; 16],
        key: DataKey,
        head_key: MacKey,
        database: Database,
        head: Head,
        estate: Arc<Estate>,
    ) -> Result<Self, StorageError> {
        let data_version = database.data_version()?;
        Ok(Self {
            folder,
            id,
            key,
            head_key,
            database,
            head,
            estate,
            data_version,
            wrong_tries: 0,
        })
    }

    /// How many wrong passwords were tried since the last right one, before this unlock.
    #[must_use]
    pub fn wrong_tries(&self) -> u32 {
        self.wrong_tries
    }

    pub(crate) fn note_wrong_tries(&mut self, tries: u32) {
        self.wrong_tries = tries;
    }

    /// The estate as of the last write or [`refresh`](Self::refresh). Cheap: a pointer.
    #[must_use]
    pub fn estate(&self) -> Arc<Estate> {
        Arc::clone(&self.estate)
    }

    /// How many writes the vault has seen; another number is another state.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.head.generation
    }

    /// The vault's folder, without links in its path.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Forgets the key and the estate.
    pub fn lock(self) -> Result<LockedVault, OpenError> {
        LockedVault::in_folder(self.folder.clone())
    }

    /// Looks whether another program has written, and takes its state in.
    pub fn refresh(&mut self) -> Result<Refreshed, StorageError> {
        // After a rotation elsewhere the file that is open here is no longer the vault's.
        if !self.database.path().exists() {
            return Err(StorageError::Moved {
                path: self.database.path().to_owned(),
            });
        }
        let data_version = self.database.data_version()?;
        if data_version == self.data_version {
            return Ok(Refreshed::Unchanged);
        }
        let (known, estate) = (self.head.clone(), self.estate());
        let (head, estate) = self.read(|tables| current(tables, &known, estate))?;
        let is_new = head.generation != self.head.generation;
        self.data_version = data_version;
        self.head = head;
        self.estate = estate;
        Ok(if is_new {
            Refreshed::Reloaded
        } else {
            Refreshed::Unchanged
        })
    }

    /// Reads journal entries, newest first.
    pub fn journal(&mut self, range: JournalRange) -> Result<Vec<JournalEntry>, StorageError> {
        self.read(|tables| journal::read(tables, &Head::load(tables)?, range))
    }

    /// Walks the journal's chain.
    pub fn verify_journal(&mut self) -> Result<JournalReport, StorageError> {
        self.read(|tables| journal::verify(tables, &Head::load(tables)?))
    }

    /// Removes what journal entries before `seq` say, to make the file smaller. That they were
    /// made, when and by whom stays; they can not be undone any more.
    pub fn purge_journal_bodies(
        &mut self,
        before: u64,
        who: &str,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        self.write(|writing| {
            journal::purge_bodies(&writing.tables, &mut writing.head, before)?;
            let event = VaultEvent::BodiesPurged { before };
            writing.append(who, now, EntryBody::VaultEvent { event })?;
            Ok(())
        })
    }

    /// The secrets that the vault holds, without the secrets.
    pub fn secrets(&mut self) -> Result<Vec<SecretSummary>, StorageError> {
        self.read(secrets::summaries)
    }

    /// The vault's id, which a backup of it carries too.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        self.id
    }

    /// Whether anything but a backup was journalled since the last backup.
    pub(crate) fn has_changed_since_backup(&mut self) -> Result<bool, StorageError> {
        // What an import says is large: it is not read to learn that it is no backup.
        let last = self.read(|tables| journal::last_kind(tables, &Head::load(tables)?))?;
        if last != Some(EntryKind::VaultEvent) {
            return Ok(true);
        }
        let newest = self.journal(JournalRange::newest(1))?;
        Ok(!newest.first().is_some_and(|entry| {
            matches!(
                entry.body,
                Some(EntryBody::VaultEvent {
                    event: VaultEvent::BackedUp { .. }
                })
            )
        }))
    }

    /// Removes for good what has been sealed for 30 days.
    pub(crate) fn purge_expired(&mut self, now: Timestamp) -> Result<(), StorageError> {
        if !self.read(|tables| secrets::has_expired(tables, now))? {
            return Ok(());
        }
        self.write(|writing| {
            let count = secrets::purge(&writing.tables, &mut writing.head, now)?;
            let event = VaultEvent::SecretsPurged { count };
            writing.append(ITSELF, now, EntryBody::VaultEvent { event })?;
            Ok(())
        })
    }

    /// Runs work on one state of the file.
    pub(crate) fn read<T>(
        &mut self,
        work: impl FnOnce(&Tables<'_>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let path = self.database.path().to_owned();
        let transaction = self.database.begin_reading()?;
        work(&Tables {
            connection: &transaction,
            path: &path,
            key: &self.head_key,
            vault: self.id,
        })
    }

    /// Runs work in one transaction; when it fails, file and memory are as before.
    pub(crate) fn write<T, E: From<StorageError>>(
        &mut self,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let path = self.database.path().to_owned();
        let known = self.estate();
        let transaction = self.database.begin_writing()?;
        let tables = Tables {
            connection: &transaction,
            path: &path,
            key: &self.head_key,
            vault: self.id,
        };
        let (head, estate) = current(&tables, &self.head, known)?;
        let mut writing = Writing {
            tables,
            head,
            estate,
        };
        let done = work(&mut writing)?;
        let Writing {
            mut head, estate, ..
        } = writing;
        head.store(&tables)?;
        transaction
            .commit()
            .map_err(|error| StorageError::from_sqlite("writing to the vault", &path, &error))?;
        self.head = head;
        self.estate = estate;
        Ok(done)
    }

    /// Runs work on the newest state while nobody can write, and leaves the tables as they are.
    pub(crate) fn exchange<T, E: From<StorageError>>(
        &mut self,
        work: impl FnOnce(&Tables<'_>, &Head) -> Result<T, E>,
    ) -> Result<T, E> {
        let path = self.database.path().to_owned();
        let known = self.estate();
        let transaction = self.database.begin_writing()?;
        let tables = Tables {
            connection: &transaction,
            path: &path,
            key: &self.head_key,
            vault: self.id,
        };
        let (head, _) = current(&tables, &self.head, known)?;
        work(&tables, &head)
    }

    pub(crate) fn head(&self) -> &Head {
        &self.head
    }

    pub(crate) fn key(&self) -> &DataKey {
        &self.key
    }

    pub(crate) fn database(&self) -> &Database {
        &self.database
    }

    #[cfg(test)]
    pub(crate) fn connection(&self) -> &rusqlite::Connection {
        self.database.connection()
    }

    pub(crate) fn place(&self) -> &Folder {
        &self.folder
    }

    /// The envelope as it stands on the disk, refused when it is not this vault's any more.
    pub(crate) fn envelope_on_disk(&self) -> Result<Envelope, OpenError> {
        let envelope = self.folder.read_envelope()?;
        let path = self.database.path();
        if envelope.header().vault.0 == self.id && self.folder.database_path(&envelope) == path {
            Ok(envelope)
        } else {
            Err(StorageError::Moved {
                path: path.to_owned(),
            }
            .into())
        }
    }
}

impl Writing<'_> {
    /// Appends a journal entry in the same transaction.
    pub(crate) fn append(
        &mut self,
        who: &str,
        now: Timestamp,
        body: EntryBody,
    ) -> Result<u64, StorageError> {
        self.append_written(who, now, &journal::written(body))
    }

    /// The same with a body that is written down already.
    pub(crate) fn append_written(
        &mut self,
        who: &str,
        now: Timestamp,
        body: &WrittenBody,
    ) -> Result<u64, StorageError> {
        journal::append(&self.tables, &mut self.head, who, now, body)
    }
}

/// The head and estate that the file has now: those known, unless somebody else has written.
fn current(
    tables: &Tables<'_>,
    known: &Head,
    estate: Arc<Estate>,
) -> Result<(Head, Arc<Estate>), StorageError> {
    let head = Head::load(tables)?;
    if head == *known {
        return Ok((head, estate));
    }
    if head.generation <= known.generation {
        return Err(tables.inconsistent("they are older than what was seen before"));
    }
    journal::verify(tables, &head)?;
    secrets::verify(tables, &head)?;
    let estate = Arc::new(entities::load(tables, &head)?);
    Ok((head, estate))
}

impl fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Vault")
            .field("folder", &self.folder.path())
            .field("generation", &self.head.generation)
            .finish_non_exhaustive()
    }
}
