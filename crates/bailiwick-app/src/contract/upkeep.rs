//! The upkeep of a vault: its slots, its key, its backups, and this machine's settings.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

use super::journal::JournalEntryView;

/// How far long work is.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct WorkView {
    /// What is being done; empty when nothing is.
    pub doing: String,
    /// 0 to 100.
    pub percent: u32,
}

/// Something that a person should know and did not ask about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct NoticeView {
    /// The stable code: each is said once while it lasts.
    pub code: String,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The vault's password, entered again for one act.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PasswordRequest {
    /// The vault's password.
    pub password: String,
}

/// What can open the vault.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SlotsView {
    /// The slots.
    pub slots: Vec<SlotView>,
    /// Whether this machine has a keychain that can keep a key.
    pub keychain: bool,
    /// Whether this machine's keychain opens the vault.
    pub in_keychain: bool,
}

/// One way in.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SlotView {
    /// The handle that requests carry; empty when the slot is damaged.
    pub id: String,
    /// What opens it.
    pub kind: SlotKindView,
    /// What a person called it; empty for the password and the recovery key.
    pub label: String,
    /// When it was made (ISO 8601, UTC); empty when the slot is damaged.
    pub made: String,
    /// Whether it can be removed.
    pub removable: bool,
}

/// What opens a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
#[serde(rename_all = "snake_case")]
pub enum SlotKindView {
    /// The password.
    Password,
    /// The printed recovery key.
    RecoveryKey,
    /// A file with a key.
    KeyFile,
    /// The keychain of a machine.
    Keychain,
    /// Damaged beyond telling.
    Unknown,
}

/// Makes a key file, where the system's dialog says.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct AddKeyFileRequest {
    /// What a person calls it.
    pub label: String,
    /// The vault's password.
    pub password: String,
}

/// Removes a way in.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RemoveSlotRequest {
    /// The slot.
    pub id: String,
    /// The vault's password.
    pub password: String,
}

/// A recovery key, shown this once. Holds a secret.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct RecoveryKeyView {
    /// Eight groups of five.
    pub recovery_key: String,
    /// Ways in that have to be added again, a sentence each.
    pub dropped: Vec<String>,
}

/// The vault's backups, newest first.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupsView {
    /// The backups.
    pub backups: Vec<BackupView>,
    /// The folder they lie in, shortened for reading.
    pub location: String,
}

/// A backup, as it says itself.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupView {
    /// The handle that requests carry, made by the application.
    pub backup: String,
    /// The file's name.
    pub file: String,
    /// When it was made (ISO 8601, UTC); empty when it does not say.
    pub made: String,
    /// Whether it was made by itself.
    pub automatic: bool,
    /// Its size in bytes.
    pub bytes: u32,
    /// How many journal entries came after it; none when that can not be told.
    pub entries_since: Option<u32>,
    /// Whether it is of a vault that went another way, or of another vault.
    pub other: bool,
}

/// Looks into a backup, with the password it was made under.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct PreviewBackupRequest {
    /// The backup.
    pub backup: String,
    /// The password of the day it was made.
    pub password: String,
}

/// What a backup would bring back, and what would be lost.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupPreviewView {
    /// When its last journal entry was written (ISO 8601, UTC).
    pub last: String,
    /// Its accounts.
    pub accounts: Vec<BackupAccountView>,
    /// Whether the open vault goes on from it; when not, what would be lost can not be told.
    pub comparable: bool,
    /// What came after it, newest first; at most 200 are told.
    pub lost: Vec<JournalEntryView>,
    /// How many entries came after it.
    pub lost_total: u32,
}

/// An account in a backup.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct BackupAccountView {
    /// Its number and alias.
    pub name: String,
    /// How many users.
    pub users: u32,
    /// How many groups.
    pub groups: u32,
    /// How many roles.
    pub roles: u32,
    /// How many policies of its own.
    pub policies: u32,
}

/// Makes a vault of a backup, in a new folder beside the vault. No vault is written over.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct RestoreBackupRequest {
    /// The backup.
    pub backup: String,
}

/// This machine's settings.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct SettingsView {
    /// Minutes without input after which the window locks itself.
    pub idle_lock_minutes: u32,
    /// The minutes that can be chosen.
    pub idle_choices: Vec<u32>,
    /// The name that the journal gives to whoever works here.
    pub operator: String,
    /// This machine, as the journal names it.
    pub machine: String,
    /// The file of breached passwords' hashes in which chosen passwords are looked up; empty for
    /// none.
    pub breached_hashes: String,
}

/// Changes this machine's settings.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct ChangeSettingsRequest {
    /// Minutes without input, one of those that can be chosen.
    pub idle_lock_minutes: u32,
    /// The name for the journal.
    pub operator: String,
}
