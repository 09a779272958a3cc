//! The head: one row that says which state of the vault the tables hold.
//!
//! SQLCipher authenticates each page, but an older page put back in its place passes (measured).
//! So the head counts generations, ends the journal's chain and digests the tables, under a code
//! that only the data key makes. What nothing inside one folder can show is the whole folder put
//! back: that takes an anchor elsewhere.

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use crate::hex::Hex;
use crate::keys::hash;
use crate::storage::StorageError;
use crate::tables::Tables;

/// What the tables hold, after one commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// How many writes there have been. Another program's write shows by it.
    pub(crate) generation: u64,
    /// The last journal entry.
    pub(crate) seq: u64,
    /// That entry's hash.
    pub(crate) journal: Hex<32>,
    /// The bodies of entries before this one may have been purged; later ones are there.
    pub(crate) purged_before: u64,
    pub(crate) entities: Digest,
    pub(crate) secrets: Digest,
}

/// A digest of a set of rows that a write alters without reading the others: the sum of the
/// rows' codes, modulo 2²⁵⁶ (the multiset hash MSet-Add, by Clarke and others, 2003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Digest {
    pub(crate) rows: u64,
    sum: Hex<32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    head: Head,
    code: Hex<32>,
}

impl Default for Digest {
    fn default() -> Self {
        Self {
            rows: 0,
            sum: Hex([0; 32]),
        }
    }
}

impl Digest {
    /// Takes a row in.
    pub(crate) fn add(&mut self, code: &[u8; 32]) {
        self.rows = self.rows.wrapping_add(1);
        let mut carry = 0;
        for (byte, added) in self.sum.0.iter_mut().zip(code).rev() {
            let sum = u16::from(*byte) + u16::from(*added) + carry;
            *byte = sum.to_be_bytes()[1];
            carry = sum >> 8;
        }
    }

    /// Takes a row out.
    pub(crate) fn remove(&mut self, code: &[u8; 32]) {
        self.rows = self.rows.wrapping_sub(1);
        let mut borrow = 0;
        for (byte, removed) in self.sum.0.iter_mut().zip(code).rev() {
            let difference = 256 + u16::from(*byte) - u16::from(*removed) - borrow;
            *byte = difference.to_be_bytes()[1];
            borrow = u16::from(difference < 256);
        }
    }
}

impl Head {
    /// Before anything was written: the chain begins with the vault's id.
    pub(crate) fn genesis(vault: &[u8; 16]) -> Self {
        Self {
            generation: 0,
            seq: 0,
            journal: Hex(hash(&[b"bailiwick/1/genesis", vault])),
            purged_before: 0,
            entities: Digest::default(),
            secrets: Digest::default(),
        }
    }

    /// Reads the head and checks its code.
    pub(crate) fn load(tables: &Tables<'_>) -> Result<Self, StorageError> {
        let text: String = tables
            .connection
            .query_row("SELECT value FROM meta WHERE name = 'head'", [], |row| {
                row.get(0)
            })
            .optional()
            .map_err(|error| tables.failed(&error))?
            .ok_or_else(|| tables.inconsistent("there is no head"))?;
        let stored: Stored = serde_json::from_str(&text)
            .map_err(|_| tables.inconsistent("the head is not readable"))?;
        let body = serde_json::to_vec(&stored.head).unwrap_or_default();
        if !tables.key.verifies(&[&tables.vault, &body], &stored.code.0) {
            return Err(tables.inconsistent("the head's code does not hold"));
        }
        Ok(stored.head)
    }

    /// Counts the write and stores the head.
    pub(crate) fn store(&mut self, tables: &Tables<'_>) -> Result<(), StorageError> {
        self.generation += 1;
        // INVARIANT: a head always has a JSON form.
        let body = serde_json::to_vec(self).unwrap_or_default();
        let stored = Stored {
            head: self.clone(),
            code: Hex(tables.key.authenticate(&[&tables.vault, &body])),
        };
        let text = serde_json::to_string(&stored).unwrap_or_default();
        tables
            .connection
            .execute(
                "INSERT INTO meta (name, value) VALUES ('head', ?1)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [text],
            )
            .map_err(|error| tables.failed(&error))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
