//! The journal, read by a person.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// Asks for a window of the journal, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct JournalRequest {
    /// Only entries that touch this entity; empty for all.
    #[serde(default)]
    pub entity: String,
    /// The first entry of the window.
    #[serde(default)]
    pub offset: u32,
    /// How many at most (200 is the ceiling).
    #[serde(default)]
    pub limit: u32,
}

/// Asks for a window of the journal's entries that are meant, newest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
#[serde(default)]
pub struct JournalSearchRequest {
    /// Only entries that touch this entity; empty for all.
    pub entity: String,
    /// Only `changes`, `access` or `vault`; empty for all.
    pub kind: String,
    /// Only entries whose sentence, person or time contains this, without case; empty for all.
    pub text: String,
    /// The first entry of the window.
    pub offset: u32,
    /// How many at most (200 is the ceiling).
    pub limit: u32,
}

/// One entry.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct JournalEntryView {
    /// Its number.
    pub sequence: u32,
    /// When (ISO 8601, UTC).
    pub at: String,
    /// Who: operator and machine.
    pub who: String,
    /// `changes`, `access` or `vault`.
    pub kind: String,
    /// What happened, in a sentence.
    pub sentence: String,
    /// The single changes, a sentence each.
    pub details: Vec<String>,
    /// Whether it can be undone.
    pub undoable: bool,
}

/// Undoes one entry.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(TS))]
pub struct UndoRequest {
    /// The entry's number.
    pub sequence: u32,
    /// Why it has to be where it breaks expectations; empty otherwise.
    #[serde(default)]
    pub reason: String,
}
