//! The encrypted store: key slots, tables, journal.
//!
//! A vault is a folder: `vault-<hex>.db`, an SQLCipher database; `keyslots.json`, the envelope
//! that wraps its key once per slot; and `backups/`. A [`LockedVault`] can only be unlocked; a
//! [`Vault`] holds the estate in memory and is the one door through which it is written. Nothing
//! here knows a clock or draws randomness by itself: both are arguments.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use iam_names::{Secret, Timestamp};
//! use iam_vault::LockedVault;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let now = Timestamp::from_unix(1_767_323_045);
//! let locked = LockedVault::open(Path::new("team.bailiwick"))?;
//! let mut vault = locked.unlock_with_password(&Secret::new("…".to_owned()), now)?;
//! for account in vault.estate().accounts() {
//!     println!("{}", account.settings().name());
//! }
//! assert!(vault.check().passed());
//! # Ok(())
//! # }
//! ```

mod anchor;
mod backup;
mod check;
mod create;
mod database;
mod entities;
mod entropy;
mod envelope;
mod folder;
mod head;
mod hex;
mod journal;
mod kdf;
mod kept_key;
mod keys;
mod locked;
mod password;
mod platform;
mod record;
mod recovery;
mod retention;
mod reveal;
mod rolling;
mod rotation;
mod schema;
mod secrets;
mod storage;
mod surroundings;
mod tables;
mod throttle;
mod vault;
mod window;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, Standing};
pub use backup::{BackedUp, BackupError, BackupPreview, RestoreError, preview, restore};
pub use check::{Check, CheckReport};
pub use create::{CreateError, CreateOptions};
pub use entropy::{Entropy, EntropyFailure};
pub use envelope::{EnvelopeFinding, NotASlotLabel, OpenWith, SlotKind, SlotLabel, SlotSummary};
pub use folder::OpenError;
pub use journal::{
    AccessedSecret, EntryBody, EntryKind, JournalEntry, JournalRange, JournalReport, VaultEvent,
};
pub use kdf::{Calibration, CalibrationError, KdfParameters, KdfRefused, NotEnoughMemory};
pub use kept_key::{KeptKey, NotAKeptKey};
pub use locked::{LockedVault, UnlockError};
pub use password::PasswordError;
pub use record::{RecordError, Recorded};
pub use recovery::{RecoveryKey, RecoveryKeyTypo};
pub use reveal::RevealError;
pub use rolling::{BackupFile, backups_in};
pub use rotation::Rotated;
pub use secrets::{NewSecret, SEALED_DAYS, SecretKind, SecretSummary};
pub use storage::StorageError;
pub use surroundings::FolderFinding;
pub use vault::{Refreshed, Vault};
pub use window::{WindowClaim, WindowError, WindowOwner};
