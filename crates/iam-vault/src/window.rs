//! One window per vault.
//!
//! Two windows would show each other's past; the command line may well work beside one, since
//! every write checks the generation first. So this claim is separate from the database's own
//! locks: a lock on `window.lock`, which the system drops when the process ends however it ends,
//! and beside it a note about who has it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use iam_names::Timestamp;
use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::platform;
use crate::storage::StorageError;

const LOCK: &str = "window.lock";
/// Not in the locked file itself: Windows lets nobody read that.
const NOTE: &str = "window.json";
const MOST_BYTES: u64 = 4096;

/// Who has a vault in a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowOwner {
    /// The person, as the system knows them.
    pub who: String,
    /// The machine.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// Since when.
    pub since: Timestamp,
}

/// The right to show a vault in a window; dropping it gives it up.
#[derive(Debug)]
pub struct WindowClaim {
    lock: File,
    note: PathBuf,
}

/// Why a window can not have the vault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Another window has it.
    #[error("the vault is open in another window{}", by(owner.as_ref()))]
    Taken {
        /// Who has it, as far as the note says.
        owner: Option<WindowOwner>,
        /// The vault.
        path: PathBuf,
    },
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn by(owner: Option<&WindowOwner>) -> String {
    owner.map_or(String::new(), |owner| {
        format!(
            ": `{}` on `{}`, process {}, since {}",
            owner.who, owner.host, owner.pid, owner.since
        )
    })
}

impl WindowError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Taken { .. } => "vault-window-taken",
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Taken { .. } => {
                "close the vault there; the command line may be used beside it".into()
            }
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Taken { path, .. } => Some(path),
            Self::Storage(error) => error.at(),
        }
    }
}

pub(crate) fn claim(folder: &Folder, owner: &WindowOwner) -> Result<WindowClaim, WindowError> {
    let (path, note) = (folder.path().join(LOCK), folder.path().join(NOTE));
    let failed = |error: std::io::Error| StorageError::from_io("claiming the vault", &path, &error);
    // Never removed: a lock on a file that another process has removed locks nobody out.
    let lock = match platform::make_private_file(&path) {
        Ok(lock) => lock,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            platform::open_regular(&path).map_err(failed)?;
            OpenOptions::new()
                .read(true)
                .write(true)
                .open(&path)
                .map_err(failed)?
        }
        Err(error) => return Err(failed(error).into()),
    };
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(WindowError::Taken {
                owner: read_note(&note),
                path: folder.path().to_owned(),
            });
        }
        Err(TryLockError::Error(error)) => return Err(failed(error).into()),
    }
    // INVARIANT: an owner always has a JSON form.
    let text = serde_json::to_vec_pretty(owner).unwrap_or_default();
    platform::replace(&note, &text).map_err(failed)?;
    Ok(WindowClaim { lock, note })
}

fn read_note(path: &Path) -> Option<WindowOwner> {
    let bytes = platform::read_at_most(path, MOST_BYTES).ok()??;
    serde_json::from_slice(&bytes).ok()
}

impl Drop for WindowClaim {
    fn drop(&mut self) {
        // The note first: nobody else can have written another while the lock is held.
        let _ = platform::remove_if_there(&self.note);
        let _ = self.lock.unlock();
    }
}
