//! Rolling backups: made by themselves, dated, opened, and thinned out by age.
//!
//! They lie in the vault's own `backups` folder, so they help against mistakes and damage and not
//! against a lost disk. A file that a person put there keeps its name and is never removed: only
//! names of this module's own making are thinned out.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use iam_names::Timestamp;

use crate::anchor::Anchor;
use crate::backup::{BackedUp, BackupError, ENDING, file_name, manifest_of};
use crate::folder::BACKUPS;
use crate::platform;
use crate::retention;
use crate::storage::StorageError;
use crate::vault::Vault;

/// The least time between two automatic backups, in seconds.
const PAUSE: i64 = 3600;
const PREFIX: &str = "auto-";

/// A backup in the vault's own folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    /// The file.
    pub path: PathBuf,
    /// When it was made, as its name says; none when a person named it.
    pub made: Option<Timestamp>,
    /// Whether it was made by itself, and will go by itself.
    pub automatic: bool,
    /// Its size in bytes.
    pub bytes: u64,
    /// How far the vault had come, as the backup says; none in backups of the first form.
    pub anchor: Option<Anchor>,
}

impl BackupFile {
    /// A backup anywhere on the disk, as it says itself. Nothing of it is checked.
    pub fn at(path: &Path) -> Result<Self, StorageError> {
        let failed = |error: io::Error| StorageError::from_io("reading the backup", path, &error);
        let bytes = fs::metadata(path).map_err(failed)?.len();
        let manifest = manifest_of(path).map_err(failed)?;
        let named = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(moment);
        Ok(Self {
            path: path.to_owned(),
            made: manifest
                .as_ref()
                .map(|manifest| manifest.made)
                .or(named.map(|(_, made)| made)),
            automatic: named.is_some_and(|(automatic, _)| automatic),
            bytes,
            anchor: manifest.map(|manifest| manifest.anchor),
        })
    }
}

/// The backups in the folder of a vault that may not open any more, newest first.
pub fn backups_in(vault: &Path) -> Result<Vec<BackupFile>, StorageError> {
    list(&vault.join(BACKUPS))
}

impl Vault {
    /// The backups in the vault's own folder, newest first.
    pub fn backups(&self) -> Result<Vec<BackupFile>, StorageError> {
        list(&self.folder().join(BACKUPS))
    }

    /// Makes a backup when the vault has changed and the last one is an hour old, and removes
    /// those that the retention rule does not keep. Says what it made, if anything.
    pub fn roll_backups(
        &mut self,
        who: &str,
        now: Timestamp,
    ) -> Result<Option<BackedUp>, BackupError> {
        let folder = self.folder().join(BACKUPS);
        ensure(&folder)?;
        let newest = list(&folder)?
            .into_iter()
            .filter(|file| file.automatic)
            .find_map(|file| file.made);
        // A clock that was set back must not stop backups until it has caught up.
        let is_due = newest.is_none_or(|made| !(0..PAUSE).contains(&now.seconds_since(made)));
        if !is_due || !self.has_changed_since_backup()? {
            return Ok(None);
        }
        let path = folder.join(file_name(PREFIX, now));
        if fs::symlink_metadata(&path).is_ok() {
            return Ok(None);
        }
        let made = self.backup(Some(&path), who, now)?;
        thin_out(&folder)?;
        Ok(Some(made))
    }
}

/// Reads the moment out of a name: `2026-01-02T030405Z`, with or without the prefix.
fn moment(name: &str) -> Option<(bool, Timestamp)> {
    let stem = name.strip_suffix(ENDING)?.strip_suffix('.')?;
    let (automatic, date) = stem
        .strip_prefix(PREFIX)
        .map_or((false, stem), |date| (true, date));
    let (day, time) = date.split_once('T')?;
    let time = time.strip_suffix('Z')?;
    if time.len() != 6 || !time.is_ascii() {
        return None;
    }
    let text = format!("{day}T{}:{}:{}Z", &time[..2], &time[2..4], &time[4..]);
    Some((automatic, text.parse().ok()?))
}

fn list(folder: &Path) -> Result<Vec<BackupFile>, StorageError> {
    let failed = |error: io::Error| StorageError::from_io("listing the backups", folder, &error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let is_backup = path.extension().is_some_and(|ending| ending == ENDING);
        let Ok(metadata) = fs::symlink_metadata(&path) else {
            continue;
        };
        if !is_backup || !metadata.is_file() {
            continue;
        }
        let named = entry.file_name().to_str().and_then(moment);
        let anchor = manifest_of(&path)
            .ok()
            .flatten()
            .map(|manifest| manifest.anchor);
        found.push(BackupFile {
            path,
            made: named.map(|(_, made)| made),
            automatic: named.is_some_and(|(automatic, _)| automatic),
            bytes: metadata.len(),
            anchor,
        });
    }
    found.sort_by(|one, other| (other.made, &other.path).cmp(&(one.made, &one.path)));
    Ok(found)
}

/// A vault that was copied without its empty folder gets it back.
pub(crate) fn ensure(folder: &Path) -> Result<(), StorageError> {
    match platform::make_private_folder(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(StorageError::from_io(
            "making the folder of backups",
            folder,
            &error,
        )),
        _ => Ok(()),
    }
}

fn thin_out(folder: &Path) -> Result<(), StorageError> {
    let automatic: Vec<BackupFile> = list(folder)?
        .into_iter()
        .filter(|file| file.automatic)
        .collect();
    let made: Vec<Timestamp> = automatic.iter().filter_map(|file| file.made).collect();
    let kept = retention::kept(&made);
    for file in automatic {
        if file.made.is_some_and(|made| !kept.contains(&made)) {
            platform::remove_if_there(&file.path).map_err(|error| {
                StorageError::from_io("removing an old backup", &file.path, &error)
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
