//! Anchors: a note of how far a vault had come, kept outside of it.
//!
//! An older copy of a whole folder is a valid vault: nothing inside it can show that it was put
//! back. A note elsewhere (on this machine, in its keychain, in a backup) can: the journal is a
//! chain, so its length and last hash at one moment are found again in every later state of the
//! same vault, and in no other.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::head::Head;
use crate::hex::Hex;
use crate::storage::StorageError;
use crate::tables::Tables;
use crate::vault::Vault;

/// How far a vault had come at one moment. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    vault: Hex<16>,
    /// How many writes there had been.
    pub generation: u64,
    /// The last journal entry.
    pub seq: u64,
    journal: Hex<32>,
}

/// How a vault stands to an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It went on from there.
    Later {
        /// Journal entries that came since.
        entries: u64,
    },
    /// It has not come so far: an older copy was put back.
    Earlier {
        /// Journal entries that are missing.
        missing: u64,
    },
    /// It took another way: an older copy was put back and then worked on.
    Forked {
        /// The first entry that both may have written differently lies at or before this one.
        at: u64,
    },
    /// The anchor is another vault's.
    Foreign,
}

impl Anchor {
    pub(crate) fn of(vault: [u8; 16], head: &Head) -> Self {
        Self {
            vault: Hex(vault),
            generation: head.generation,
            seq: head.seq,
            journal: head.journal,
        }
    }

    /// The vault that it is of.
    #[must_use]
    pub fn vault(&self) -> [u8; 16] {
        self.vault.0
    }
}

impl Vault {
    /// How far the vault has come, to be kept where the folder is not.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        Anchor::of(self.id(), self.head())
    }

    /// The hash of a journal entry, which ends the chain up to it: two copies of a vault that have the
    /// same one share everything before.
    pub fn entry_hash(&mut self, seq: u64) -> Result<Option<[u8; 32]>, StorageError> {
        let hash = self.read(|tables| hash_of(tables, seq))?;
        Ok(hash.and_then(|hash| hash.try_into().ok()))
    }

    /// How the vault stands to where it was seen before.
    pub fn standing(&mut self, anchor: &Anchor) -> Result<Standing, StorageError> {
        if anchor.vault.0 != self.id() {
            return Ok(Standing::Foreign);
        }
        self.read(|tables| {
            let head = Head::load(tables)?;
            if anchor.seq > head.seq {
                return Ok(Standing::Earlier {
                    missing: anchor.seq - head.seq,
                });
            }
            let found = hash_of(tables, anchor.seq)?;
            Ok(if found.as_deref() == Some(&anchor.journal.0[..]) {
                Standing::Later {
                    entries: head.seq - anchor.seq,
                }
            } else {
                Standing::Forked { at: anchor.seq }
            })
        })
    }
}

fn hash_of(tables: &Tables<'_>, seq: u64) -> Result<Option<Vec<u8>>, StorageError> {
    tables
        .connection
        .query_row(
            "SELECT hash FROM journal WHERE seq = ?1",
            [seq.cast_signed()],
            |row| row.get(0),
        )
        .optional()
        .map_err(|error| tables.failed(&error))
}

#[cfg(test)]
mod tests;
