//! Several admins: changes that go to the others as an encrypted file, and theirs, laid onto this
//! vault.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Writes what was changed after a journal entry into a file for the other admins.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct SaveChangesRequest {
    /// The last journal entry that the others have already.
    pub since: u32,
    /// The other admins' public keys (`age1…`, or an SSH public key), one a line; empty where a
    /// passphrase is given.
    pub recipients: String,
    /// A passphrase that goes to them by another way; empty where keys are given.
    pub passphrase: String,
}

/// Opens a file of another admin's changes, from the system's dialog.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct OpenChangesRequest {
    /// The passphrase; empty for an identity file, which a second dialog asks for.
    pub passphrase: String,
}

/// Compares this vault with another copy of it, from the system's dialog.
#[derive(Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct CompareCopyRequest {
    /// The copy's password.
    pub password: String,
}

/// Another admin's changes, laid onto the vault and not yet taken.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfferedChangesView {
    /// The handle for taking them.
    pub offer: String,
    /// Who made them, and on which machine.
    pub who: String,
    /// When they were put together (ISO 8601, UTC).
    pub made: String,
    /// What was done there, a sentence each.
    pub entries: Vec<String>,
    /// What would change here without anybody deciding, a line each.
    pub clean: Vec<String>,
    /// How many things are as theirs already.
    pub already: u32,
    /// What both changed.
    pub conflicts: Vec<OfferedConflictView>,
}

/// Something that both changed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct OfferedConflictView {
    /// The handle that a decision names.
    pub id: String,
    /// What it is: `user alice`.
    pub what: String,
    /// In what way the two moved apart.
    pub how: String,
    /// What the decision is about, value by value; empty when it is about being there at all.
    pub values: Vec<ConflictValueView>,
}

/// A value on which two vaults differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct ConflictValueView {
    /// The field, as the vault stores it.
    pub field: String,
    /// What stays when ours counts; empty for nothing.
    pub here: String,
    /// What comes when theirs counts; empty for nothing.
    pub there: String,
}

/// Takes offered changes over: one set, one undo.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct TakeChangesRequest {
    /// The offer.
    pub offer: String,
    /// The conflicts in which their side counts; in the others ours stays.
    pub theirs: Vec<String>,
    /// Why it has to be where it breaks expectations; empty otherwise.
    #[serde(default)]
    pub reason: String,
}
