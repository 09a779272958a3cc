//! Change sets on their way from one admin's vault to another's: JSON inside an age file, for the
//! other admins' own keys or a passphrase.
//!
//! The file carries what the directory holds, before and after; no secret is ever in it, because no
//! change carries one. It is signed by nobody: whoever has a recipient's public key can make one, so
//! the preview shows every change, and a person decides.

use std::io::{Read, Write};

use iam_directory::Image;
use iam_names::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

use crate::encrypted::Recipient;

const FORMAT: &str = "bailiwick-changes/1";

/// Larger than the history of an account at AWS's quotas.
const MOST_BYTES: u64 = 256 << 20;

/// The cost of a passphrase's key that we are ready to pay, as a power of two: what age's own tools
/// pick is 18 or so, and a file can ask for hours.
const MOST_WORK: u8 = 20;

/// Changes from another vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeFile {
    format: String,
    /// The vault's id, as hexadecimal digits.
    pub vault: String,
    /// Who made the file: operator and machine.
    pub who: String,
    /// When.
    pub made: Timestamp,
    /// The sentences of the entries that it holds, in their order.
    pub entries: Vec<ChangeEntry>,
    /// Every entity that they touched, before the first and after the last.
    pub images: Vec<Image>,
}

/// A journal entry that a file holds, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeEntry {
    /// Its number in the vault it comes from.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What.
    pub sentence: String,
}

/// For whom a file is.
#[derive(Debug)]
pub enum ChangeReceivers<'a> {
    /// The other admins' public keys.
    Keys(&'a [Recipient]),
    /// Whoever knows a passphrase.
    Passphrase(&'a Secret<String>),
}

/// What opens a file.
#[derive(Debug)]
pub enum ChangeOpener<'a> {
    /// The text of an identity file: lines of `AGE-SECRET-KEY-1…`, or an SSH key without a
    /// passphrase.
    Identity(&'a Secret<Vec<u8>>),
    /// The passphrase.
    Passphrase(&'a Secret<String>),
}

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadChangesError {
    /// It is no age file, or a damaged one.
    #[error("this is no file of changes, or it is damaged")]
    NotAge,
    /// The identity or the passphrase does not open it.
    #[error("it is not for this key or passphrase")]
    WrongKey,
    /// The identity file holds no secret key.
    #[error("the identity file holds no key that can be used")]
    NoIdentity,
    /// What is inside is something else.
    #[error("what is inside are no changes of a vault, or those of a newer version")]
    NotChanges,
}

impl ReadChangesError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAge => "changes-not-readable",
            Self::WrongKey => "changes-wrong-key",
            Self::NoIdentity => "changes-no-identity",
            Self::NotChanges => "changes-not-changes",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::NotAge => "ask for the file again",
            Self::WrongKey => "ask for whom it was made, and with which key",
            Self::NoIdentity => {
                "name the file that `age-keygen` made, or an SSH key without a passphrase"
            }
            Self::NotChanges => "make it with `bailiwick changes export`, by the same version",
        }
    }
}

impl ChangeFile {
    /// A file of entries and of what they touched.
    #[must_use]
    pub fn new(
        vault: String,
        who: String,
        made: Timestamp,
        entries: Vec<ChangeEntry>,
        images: Vec<Image>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            vault,
            who,
            made,
            entries,
            images,
        }
    }

    /// Encrypts the file for its receivers.
    pub fn encrypt(&self, to: &ChangeReceivers<'_>) -> Result<Vec<u8>, age::EncryptError> {
        // INVARIANT: changes always have a JSON form.
        let text = serde_json::to_vec(self).unwrap_or_default();
        let encryptor = match to {
            ChangeReceivers::Keys(keys) => {
                age::Encryptor::with_recipients(keys.iter().map(Recipient::as_age))?
            }
            ChangeReceivers::Passphrase(passphrase) => {
                // age derives the file's key from it and wipes its copy.
                age::Encryptor::with_user_passphrase(passphrase.expose().clone().into())
            }
        };
        let mut bytes = Vec::new();
        let mut writer = encryptor.wrap_output(&mut bytes)?;
        writer.write_all(&text)?;
        writer.finish()?;
        Ok(bytes)
    }

    /// Opens a file.
    pub fn decrypt(bytes: &[u8], with: &ChangeOpener<'_>) -> Result<Self, ReadChangesError> {
        let decryptor = age::Decryptor::new(bytes).map_err(|_| ReadChangesError::NotAge)?;
        let identities: Vec<Box<dyn age::Identity>> = match with {
            ChangeOpener::Identity(text) => identities(text.expose()),
            ChangeOpener::Passphrase(passphrase) => {
                // As above.
                let mut identity = age::scrypt::Identity::new(passphrase.expose().clone().into());
                identity.set_max_work_factor(MOST_WORK);
                vec![Box::new(identity)]
            }
        };
        if identities.is_empty() {
            return Err(ReadChangesError::NoIdentity);
        }
        let reader = decryptor
            .decrypt(identities.iter().map(AsRef::as_ref))
            .map_err(|_| ReadChangesError::WrongKey)?;
        let mut text = Vec::new();
        reader
            .take(MOST_BYTES)
            .read_to_end(&mut text)
            .map_err(|_| ReadChangesError::NotAge)?;
        let file: Self = serde_json::from_slice(&text).map_err(|_| ReadChangesError::NotChanges)?;
        if file.format == FORMAT {
            Ok(file)
        } else {
            Err(ReadChangesError::NotChanges)
        }
    }
}

/// The keys of an identity file.
fn identities(text: &[u8]) -> Vec<Box<dyn age::Identity>> {
    let Ok(lines) = std::str::from_utf8(text) else {
        return Vec::new();
    };
    if lines.contains("PRIVATE KEY") {
        return match age::ssh::Identity::from_buffer(text, None) {
            Ok(identity) => vec![Box::new(identity)],
            Err(_) => Vec::new(),
        };
    }
    lines
        .lines()
        .filter_map(|line| line.trim().parse::<age::x25519::Identity>().ok())
        .map(|identity| Box::new(identity) as Box<dyn age::Identity>)
        .collect()
}

#[cfg(test)]
mod tests;
