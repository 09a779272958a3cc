//! What a vault's folder looks like from outside: does it lie in a synced folder, and has the sync
//! left conflict copies?
//!
//! A sync knows no locks. Two machines that write at the same time leave two files, of which the
//! sync picks one; the vault notices (nothing is read half), but only a person can say which one
//! counts. So the folder is recognised and the copies are named. Recognising is by the names and
//! marks that the services use, and therefore a hint, never proof of the opposite.

use std::fs;
use std::path::Path;

use crate::envelope::{self, DatabaseName};

/// Something about the folder that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum FolderFinding {
    /// It lies where a service copies it to other machines.
    #[error("the vault lies in a folder that {service} syncs")]
    Synced {
        /// The service's name.
        service: &'static str,
    },
    /// Two machines wrote, and the sync kept both.
    #[error("there is another copy of a file of the vault, `{file}`")]
    ConflictCopy {
        /// The copy's file name.
        file: String,
    },
}

impl FolderFinding {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Synced { .. } => "vault-synced-folder",
            Self::ConflictCopy { .. } => "vault-conflict-copy",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Synced { .. } => {
                "open it on one machine at a time, and let the sync finish before and after".into()
            }
            Self::ConflictCopy { .. } => {
                "two machines wrote at the same time: compare both before one is removed".into()
            }
        }
    }
}

/// Folder names by which the services call their folders, compared without case. A trailing star
/// stands for any ending: `OneDrive` adds the firm's name.
const NAMES: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("dropbox (*", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("onedrive - *", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive-*", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud drive", "iCloud Drive"),
    ("icloud~*", "iCloud Drive"),
    ("mobile documents", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("seafile", "Seafile"),
    ("box sync", "Box"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("proton drive", "Proton Drive"),
    ("megasync", "MEGA"),
];

/// What the services leave in the top folder of what they sync.
const MARKS: &[(&str, &str)] = &[
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".sync", "Resilio Sync"),
    (".owncloudsync.log", "ownCloud"),
    (".nextcloudsync.log", "Nextcloud"),
    (".tmp.drivedownload", "Google Drive"),
    (".849c9593-d756-4e56-8d6e-42412f2a707b", "OneDrive"),
];

/// Looks at a vault's folder. What can not be read says nothing.
pub(crate) fn look(folder: &Path, database: &str) -> Vec<FolderFinding> {
    let mut found: Vec<FolderFinding> = synced_by(folder)
        .map(|service| FolderFinding::Synced { service })
        .into_iter()
        .collect();
    let mut copies: Vec<FolderFinding> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| is_copy(name, database))
        .map(|file| FolderFinding::ConflictCopy { file })
        .collect();
    copies.sort();
    found.append(&mut copies);
    found
}

fn synced_by(folder: &Path) -> Option<&'static str> {
    folder.ancestors().skip(1).find_map(|above| {
        let name = above.file_name()?.to_string_lossy().to_lowercase();
        let by_name = NAMES
            .iter()
            .find(|(pattern, _)| match pattern.strip_suffix('*') {
                Some(beginning) => name.starts_with(beginning),
                None => name == *pattern,
            });
        let by_mark = || MARKS.iter().find(|(mark, _)| above.join(mark).exists());
        by_name.or_else(by_mark).map(|(_, service)| *service)
    })
}

/// Whether a name is that of a copy of one of our two files. The services put their word before
/// the ending (`keyslots (Ana's conflicted copy).json`, `vault-….sync-conflict-….db`,
/// `vault-…-LAPTOP.db`) or number them (`keyslots (1).json`, `keyslots 2.json`).
fn is_copy(name: &str, database: &str) -> bool {
    let lower = name.to_lowercase();
    let ends = |ending: &str| {
        Path::new(&lower)
            .extension()
            .is_some_and(|found| found == ending)
    };
    if ends("json") {
        return lower.starts_with("keyslots") && name != envelope::FILE_NAME;
    }
    if !ends("db") || !lower.starts_with("vault-") || name == database {
        return false;
    }
    // A whole name of ours is what a rotation leaves for a moment, or another machine's rotation.
    let stem = lower.trim_end_matches(".db");
    let is_whole = DatabaseName::try_from(name.to_owned()).is_ok();
    is_whole || database.trim_end_matches(".db").len() < stem.len()
}

#[cfg(test)]
mod tests;
