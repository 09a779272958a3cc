//! The form of a backup: one file with a manifest, the envelope and the database as they were, and
//! a hash at the end.
//!
//! The manifest says of which moment the copy is, readable without a key, so that a list of backups
//! can say what each would bring back. The first version of the form had none.

use std::io::{self, Read};
use std::path::Path;

use iam_names::Timestamp;
use serde::{Deserialize, Serialize};

use crate::anchor::Anchor;
use crate::keys::hash;
use crate::platform;

const MAGIC_1: &[u8] = b"bailiwick-backup/1\n";
const MAGIC_2: &[u8] = b"bailiwick-backup/2\n";
/// Length, in bytes, of the lengths and of the hash at the end.
const LENGTH: usize = 8;
const HASH: usize = 32;
/// A manifest has about 250 bytes.
const MOST_MANIFEST: u64 = 4096;

const CUT_OFF: &str = "it is cut off or damaged";

/// Of which moment a backup is, as it says itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    pub(crate) anchor: Anchor,
    pub(crate) made: Timestamp,
}

/// A backup's parts, whose hash holds.
pub(crate) struct Parts<'b> {
    pub(crate) envelope: &'b [u8],
    pub(crate) database: &'b [u8],
}

pub(crate) fn pack(manifest: &Manifest, envelope: &[u8], database: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC_2.to_vec();
    // INVARIANT: a manifest always has a JSON form.
    let manifest = serde_json::to_vec(manifest).unwrap_or_default();
    for part in [&manifest, envelope, database] {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part);
    }
    let hash = hash(&[&bytes]);
    bytes.extend(hash);
    bytes
}

/// The envelope and the database in a backup, or what is wrong with it.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Parts<'_>, &'static str> {
    let (rest, has_manifest) = match (bytes.strip_prefix(MAGIC_2), bytes.strip_prefix(MAGIC_1)) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return Err("it begins otherwise"),
    };
    let (body, found) = bytes.split_last_chunk::<HASH>().ok_or(CUT_OFF)?;
    // The hash is of the file's body as one part: see `pack`.
    if hash(&[body]) != *found {
        return Err(CUT_OFF);
    }
    let mut rest = rest.get(..rest.len().saturating_sub(HASH)).ok_or(CUT_OFF)?;
    if has_manifest {
        let (manifest, others) = part(rest).ok_or(CUT_OFF)?;
        serde_json::from_slice::<Manifest>(manifest).map_err(|_| CUT_OFF)?;
        rest = others;
    }
    let (envelope, rest) = part(rest).ok_or(CUT_OFF)?;
    let (database, rest) = part(rest).ok_or(CUT_OFF)?;
    if rest.is_empty() {
        Ok(Parts { envelope, database })
    } else {
        Err(CUT_OFF)
    }
}

fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)
}

/// Reads what a backup says of itself, and not the backup. None where it says nothing.
pub(crate) fn manifest_of(path: &Path) -> io::Result<Option<Manifest>> {
    let mut file = platform::open_regular(path)?;
    let mut magic = vec![0; MAGIC_2.len()];
    let mut length = [0; LENGTH];
    if file.read_exact(&mut magic).is_err() || magic != MAGIC_2 {
        return Ok(None);
    }
    if file.read_exact(&mut length).is_err() {
        return Ok(None);
    }
    let length = u64::from_be_bytes(length);
    if length > MOST_MANIFEST {
        return Ok(None);
    }
    let mut text = Vec::new();
    file.take(length).read_to_end(&mut text)?;
    Ok(serde_json::from_slice(&text).ok())
}
