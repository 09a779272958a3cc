//! The journal: every change, every access to a secret, every event of the vault's own.
//!
//! Here is what an entry says; how entries form a chain is in `chain.rs`, how one is written down in
//! `wire.rs`.

use iam_directory::{ChangeSet, Image};
use iam_names::{EntityId, Timestamp};
use serde::{Deserialize, Serialize};

use crate::envelope::{SlotKind, SlotLabel};
use crate::secrets::SecretKind;

mod chain;
mod wire;

pub(crate) use chain::{
    WrittenBody, append, find, last_kind, purge_bodies, read, verify, verify_bodies, written,
};

/// An entry, as the journal is read by a person.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry {
    /// Its number, from 1. Order is by number, never by clock.
    pub seq: u64,
    /// When, by the clock of the machine that wrote it.
    pub at: Timestamp,
    /// Who, as the application was told.
    pub who: String,
    /// What sort of entry.
    pub kind: EntryKind,
    /// What happened; none when the body was purged.
    pub body: Option<EntryBody>,
}

/// What sort of thing an entry records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Changes of the estate.
    Changes,
    /// Secrets that were revealed, copied or exported.
    Access,
    /// The vault itself: made, password changed, backed up.
    VaultEvent,
}

/// What happened. Variants and fields are only ever added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum EntryBody {
    /// Changes of the estate, with what they touched before and after.
    Changes {
        /// The changes, as they were proposed.
        set: ChangeSet,
        /// Every entity they touched.
        images: Vec<Image>,
        /// The entry that this one takes back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        undoes: Option<u64>,
        /// The credentials whose secrets came with the set.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        secrets: Vec<EntityId>,
    },
    /// Secrets that left the vault.
    Access {
        /// What for: `reveal`, `copy`, `export`.
        purpose: String,
        /// Which.
        secrets: Vec<AccessedSecret>,
    },
    /// The vault itself.
    VaultEvent {
        /// What happened to it.
        event: VaultEvent,
    },
}

/// A secret that left the vault, named without showing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessedSecret {
    /// The credential's id.
    pub credential: EntityId,
    /// What sort of secret.
    pub kind: SecretKind,
}

/// What happened to the vault itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaultEvent {
    /// It was made.
    Created,
    /// Its password was changed.
    PasswordChanged,
    /// It got another recovery key.
    RecoveryKeyReplaced,
    /// It got another way in.
    SlotAdded {
        /// What opens it.
        slot: SlotKind,
        /// What a person called it.
        label: SlotLabel,
    },
    /// A way in was taken away.
    SlotRemoved {
        /// What opened it.
        slot: Option<SlotKind>,
        /// What a person called it.
        label: Option<SlotLabel>,
    },
    /// It got another data key, in another database file, and another recovery key.
    KeyRotated {
        /// How many slots went with the old key, because nobody was there to open them.
        dropped: u64,
    },
    /// Secrets sealed for 30 days were removed for good.
    SecretsPurged {
        /// How many.
        count: u64,
    },
    /// What older entries say was removed; that they were made stays in the chain.
    BodiesPurged {
        /// The first entry that kept what it says.
        before: u64,
    },
    /// A copy was written and opened.
    BackedUp {
        /// The copy's file name.
        file: String,
    },
}

/// Which entries to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalRange {
    /// Entries before this number; the newest ones when there is none.
    pub before: Option<u64>,
    /// At most this many, newest first.
    pub most: usize,
}

/// What walking the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalReport {
    /// How many entries there are.
    pub entries: u64,
}

impl EntryKind {
    /// The word for it, as it is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changes => "Changes",
            Self::Access => "Access",
            Self::VaultEvent => "VaultEvent",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Changes, Self::Access, Self::VaultEvent]
            .into_iter()
            .find(|kind| kind.as_str() == name)
    }
}

impl EntryBody {
    /// What sort of entry this is the body of.
    #[must_use]
    pub const fn kind(&self) -> EntryKind {
        match self {
            Self::Changes { .. } => EntryKind::Changes,
            Self::Access { .. } => EntryKind::Access,
            Self::VaultEvent { .. } => EntryKind::VaultEvent,
        }
    }
}

impl JournalRange {
    /// The newest entries.
    #[must_use]
    pub const fn newest(most: usize) -> Self {
        Self { before: None, most }
    }
}

#[cfg(test)]
mod tests;
