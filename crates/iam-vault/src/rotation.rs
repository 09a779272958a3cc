//! Another data key: everything is encrypted anew, in a new database file.
//!
//! Who once knew a password and kept an old `keyslots.json` holds the old data key and can open
//! whatever is encrypted under it. Rotating takes today's vault out of their reach: the tables go
//! row by row into a database under a new key, and the envelope's rename, which names the new file
//! and wraps the new key, is the moment of the change. Before it nothing has changed; after it the
//! old file is only in the way.

use std::fs;
use std::path::{Path, PathBuf};

use iam_names::{Secret, Timestamp};
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, ToSql};

use crate::database::Database;
use crate::entities;
use crate::entropy::{Entropy, draw};
use crate::envelope::{DatabaseName, Envelope, Header, OpenWith, SlotKind, SlotSummary};
use crate::head::Head;
use crate::journal::{self, EntryBody, VaultEvent};
use crate::kdf::KdfParameters;
use crate::keys::{DataKey, MacKey};
use crate::locked;
use crate::password::PasswordError;
use crate::platform;
use crate::recovery::RecoveryKey;
use crate::secrets;
use crate::storage::StorageError;
use crate::tables::Tables;
use crate::vault::Vault;

/// A database on its way: never named by an envelope, and removed when somebody finds it.
const BEGUN: &str = "rotating-";
const BEGUN_ENDING: &str = ".tmp";
/// An empty file that says under which name the database is about to be put in place: cut off
/// before the envelope names it, that file too is left over.
const ANNOUNCED: &str = "rotating-to-";
/// The row of `meta` that names the file that a rotation left behind.
const REPLACED: &str = "replaced";

/// Tables in the order in which their references hold.
const COPIED: [&str; 4] = ["entity", "secret", "journal", "journal_body"];

/// A vault that has got another data key.
#[derive(Debug)]
pub struct Rotated {
    /// The new recovery key, shown this once: the printed one opens nothing any more.
    pub recovery: RecoveryKey,
    /// Slots that went with the old key: key files and keychains, to be added again.
    pub dropped: Vec<SlotSummary>,
}

impl Vault {
    /// Encrypts everything anew under a fresh data key. The password stays; the recovery key is
    /// another one, and key files and keychains have to be added again, because what opens them is
    /// not here. Backups made before keep the old key.
    pub fn rotate_key(
        &mut self,
        current: &Secret<String>,
        kdf: KdfParameters,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<Rotated, PasswordError> {
        self.confirm(OpenWith::Password(current), now)?;
        let old = self.envelope_on_disk()?;
        let before = old.to_bytes();
        let key = DataKey::make(entropy)?;
        let recovery = RecoveryKey::make(entropy)?;
        let name = DatabaseName::from_bytes(draw(entropy)?);
        let header = Header::new(self.id(), name, old.header().made);
        let envelope = Envelope::make(header, &key, kdf, current, &recovery, entropy)?;
        let dropped: Vec<SlotSummary> = old
            .summaries()
            .into_iter()
            .filter(|slot| !matches!(slot.kind, Some(SlotKind::Password | SlotKind::RecoveryKey)))
            .collect();
        let event = VaultEvent::KeyRotated {
            dropped: dropped.len() as u64,
        };
        let begun = self.place().path().join(format!(
            "{BEGUN}{}{BEGUN_ENDING}",
            crate::hex::text(&draw::<8>(entropy)?)
        ));
        let final_path = self.place().database_path(&envelope);
        let folder = self.place().clone();
        let moved = self.exchange(|tables, head| {
            let made = refill(tables, head, &begun, &key, event, who, now)
                .and_then(|()| verify(&begun, &key, tables.vault))
                .and_then(|()| put_in_place(&begun, &final_path))
                .map_err(PasswordError::from)
                .and_then(|()| {
                    if folder.read_envelope()?.to_bytes() != before {
                        let path = folder.envelope_path();
                        return Err(StorageError::Busy { path }.into());
                    }
                    Ok(folder.replace_envelope(&envelope)?)
                });
            if made.is_err() {
                // The old envelope stands, and names the old database.
                remove_database(&begun);
                if folder
                    .read_envelope()
                    .is_ok_and(|now| now.to_bytes() == before)
                {
                    remove_database(&final_path);
                    let _ = platform::remove_if_there(&announcement(&final_path));
                }
            }
            made
        });
        moved?;
        let vault = locked::load(folder, &envelope, key)?;
        let old_path = self.database().path().to_owned();
        *self = vault;
        // Left behind, they are found and removed at the next unlock.
        remove_database(&old_path);
        let _ = platform::remove_if_there(&announcement(self.database().path()));
        Ok(Rotated { recovery, dropped })
    }

    /// Removes what a rotation that was cut off left behind. Best effort: nothing in such a file
    /// is part of the vault.
    pub(crate) fn clear_leftovers(&mut self) {
        let folder = self.folder().to_owned();
        let current = self.database().path().to_owned();
        let replaced = self
            .read(|tables| Ok(replaced(tables)))
            .ok()
            .flatten()
            .map(|name| folder.join(name))
            .filter(|path| *path != current && path.exists());
        let begun = begun_in(&folder);
        if replaced.is_none() && begun.is_empty() {
            return;
        }
        // Under the write lock, which whoever rotates right now would hold; and what the envelope
        // names by then is no leftover.
        let place = self.place().clone();
        let _ = self.exchange(|_, _| {
            let named = place.database_path(&place.read_envelope()?);
            let announced = begun.iter().filter_map(|path| announced_by(path));
            for path in announced.chain(replaced).filter(|path| *path != named) {
                remove_database(&path);
            }
            // Last, so that what they announce is gone when they are.
            for path in &begun {
                remove_database(path);
            }
            Ok::<_, PasswordError>(())
        });
    }
}

/// Fills a new database with everything that the old one holds, under the new key.
fn refill(
    old: &Tables<'_>,
    head: &Head,
    path: &Path,
    key: &DataKey,
    event: VaultEvent,
    who: &str,
    now: Timestamp,
) -> Result<(), StorageError> {
    // Copying would make an altered row authentic: everything is checked first.
    journal::verify(old, head)?;
    journal::verify_bodies(old, head)?;
    secrets::verify(old, head)?;
    secrets::verify_bodies(old)?;
    entities::load(old, head)?;
    let mut database = Database::create(path, &key.derive_database_key())?;
    let head_key: MacKey = key.derive_head_key();
    let transaction = database.begin_writing()?;
    let new = Tables {
        connection: &transaction,
        path,
        key: &head_key,
        vault: old.vault,
    };
    for table in COPIED {
        copy(old.connection, new.connection, table).map_err(|error| new.failed(&error))?;
    }
    let mut head = head.clone();
    head.entities = entities::digest(&new)?;
    head.secrets = secrets::authenticate_again(&new)?;
    let file = old.path.file_name().unwrap_or_default().to_string_lossy();
    transaction
        .execute(
            "INSERT INTO meta (name, value) VALUES (?1, ?2)",
            [REPLACED, &file],
        )
        .map_err(|error| new.failed(&error))?;
    let body = journal::written(EntryBody::VaultEvent { event });
    journal::append(&new, &mut head, who, now, &body)?;
    head.store(&new)?;
    transaction
        .commit()
        .map_err(|error| StorageError::from_sqlite("rotating the key", path, &error))
}

/// Copies rows as they are; no value is held in memory by anybody but SQLite.
fn copy(from: &Connection, to: &Connection, table: &str) -> rusqlite::Result<()> {
    let mut read = from.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = read.column_count();
    let places = vec!["?"; columns].join(", ");
    let mut write = to.prepare(&format!("INSERT INTO {table} VALUES ({places})"))?;
    let mut rows = read.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            write.raw_bind_parameter(column + 1, Borrowed(row.get_ref(column)?))?;
        }
        write.raw_execute()?;
    }
    Ok(())
}

struct Borrowed<'a>(rusqlite::types::ValueRef<'a>);

impl ToSql for Borrowed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.0))
    }
}

/// Opens what was written as an unlock would, before anything depends on it.
fn verify(path: &Path, key: &DataKey, vault: [u8; 16]) -> Result<(), StorageError> {
    let mut opened = Database::open(path, &key.derive_database_key())?;
    locked::load_tables(&mut opened, &key.derive_head_key(), vault)?;
    opened.check_pages()
}

fn put_in_place(begun: &Path, place: &Path) -> Result<(), StorageError> {
    let failed = |error: std::io::Error| StorageError::from_io("rotating the key", place, &error);
    let sync = || place.parent().map_or(Ok(()), platform::sync_folder);
    platform::make_private_file(&announcement(place)).map_err(failed)?;
    sync().map_err(failed)?;
    fs::rename(begun, place).map_err(failed)?;
    sync().map_err(failed)
}

/// The file that announces a database: beside it, under its name.
fn announcement(database: &Path) -> PathBuf {
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    database.with_file_name(format!("{ANNOUNCED}{name}{BEGUN_ENDING}"))
}

/// The database that a file announces, if it does.
fn announced_by(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let name = name.strip_prefix(ANNOUNCED)?.strip_suffix(BEGUN_ENDING)?;
    let database = DatabaseName::try_from(name.to_owned()).ok()?;
    Some(path.with_file_name(database.as_str()))
}

fn replaced(tables: &Tables<'_>) -> Option<String> {
    let name: String = tables
        .connection
        .query_row(
            "SELECT value FROM meta WHERE name = ?1",
            [REPLACED],
            |row| row.get(0),
        )
        .ok()?;
    DatabaseName::try_from(name).ok().map(String::from)
}

fn begun_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            name.starts_with(BEGUN) && name.ends_with(BEGUN_ENDING)
        })
        .map(|entry| entry.path())
        .collect()
}

fn remove_database(path: &Path) {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    let _ = platform::remove_if_there(Path::new(&journal));
    let _ = platform::remove_if_there(path);
}

#[cfg(test)]
mod tests;
