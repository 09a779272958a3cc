//! Changing what opens the vault: only the envelope is written anew, never the database.

use std::path::Path;

use iam_names::{Secret, Timestamp};

use crate::entropy::{Entropy, EntropyFailure};
use crate::envelope::{OpenWith, SealError, SealWith};
use crate::folder::OpenError;
use crate::journal::{EntryBody, VaultEvent};
use crate::kdf::{KdfParameters, NotEnoughMemory};
use crate::locked::{self, UnlockError};
use crate::recovery::RecoveryKey;
use crate::storage::StorageError;
use crate::vault::Vault;

/// Why the password or the recovery key is still the old one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The current password does not open the vault, or its slot can not be used.
    #[error(transparent)]
    Current(#[from] UnlockError),
    /// An empty password protects nothing.
    #[error("the new password is empty")]
    EmptyPassword,
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyFailure),
    /// Too little memory for the key derivation.
    #[error(transparent)]
    Memory(#[from] NotEnoughMemory),
    /// The folder or the envelope.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The disk was in the way.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl PasswordError {
    /// The stable code: screens switch on it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Current(error) => error.code(),
            Self::EmptyPassword => "vault-empty-password",
            Self::Entropy(_) => "vault-entropy",
            Self::Memory(_) => "vault-no-memory",
            Self::Open(error) => error.code(),
            Self::Storage(error) => error.code(),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Current(error) => error.help(),
            Self::EmptyPassword => "choose a password: several words are easy to keep".into(),
            Self::Entropy(_) => "try again; if it stays so, the system is not healthy".into(),
            Self::Memory(_) => "close other programs and try again".into(),
            Self::Open(error) => error.help(),
            Self::Storage(error) => error.help(),
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn at(&self) -> Option<&Path> {
        match self {
            Self::Current(error) => error.at(),
            Self::Open(error) => error.at(),
            Self::Storage(error) => error.at(),
            _ => None,
        }
    }
}

impl From<SealError> for PasswordError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Memory(lacking) => Self::Memory(lacking),
            SealError::Entropy(_) | SealError::Cipher => Self::Entropy(EntropyFailure),
        }
    }
}

impl Vault {
    /// Asks whether a password is the vault's. Takes about a second, on purpose.
    pub fn confirm_password(&self, password: &Secret<String>) -> Result<(), UnlockError> {
        locked::unwrap(&self.envelope_on_disk()?, OpenWith::Password(password)).map(drop)
    }

    /// Changes the password; the recovery key stays, and so does everything encrypted. Backups
    /// made before keep opening with the password they were made under.
    pub fn change_password(
        &mut self,
        current: &Secret<String>,
        new: &Secret<String>,
        kdf: KdfParameters,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        self.confirm_password(current)?;
        self.set_password(new, kdf, entropy, who, now)
    }

    /// Gives the vault a password when it was unlocked with the recovery key, the old one being
    /// forgotten.
    pub fn reset_password(
        &mut self,
        recovery: &RecoveryKey,
        new: &Secret<String>,
        kdf: KdfParameters,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        locked::unwrap(&self.envelope_on_disk()?, OpenWith::RecoveryKey(recovery))?;
        self.set_password(new, kdf, entropy, who, now)
    }

    /// Makes another recovery key; the printed one opens nothing any more.
    pub fn replace_recovery_key(
        &mut self,
        current: &Secret<String>,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<RecoveryKey, PasswordError> {
        self.confirm_password(current)?;
        let recovery = RecoveryKey::make(entropy)?;
        let with = SealWith::RecoveryKey(&recovery);
        self.put_slot(with, VaultEvent::RecoveryKeyReplaced, entropy, who, now)?;
        Ok(recovery)
    }

    fn set_password(
        &mut self,
        new: &Secret<String>,
        kdf: KdfParameters,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        // Only its length is looked at.
        if new.expose().is_empty() {
            return Err(PasswordError::EmptyPassword);
        }
        let with = SealWith::Password(new, kdf);
        self.put_slot(with, VaultEvent::PasswordChanged, entropy, who, now)
    }

    /// The envelope's rename is the moment of the change. It happens inside the transaction that
    /// journals it, so that two programs can not change keys at once and a full disk refuses
    /// before anything has changed.
    fn put_slot(
        &mut self,
        with: SealWith<'_>,
        event: VaultEvent,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        let mut envelope = self.envelope_on_disk()?;
        let before = envelope.to_bytes();
        envelope.put(with, self.key(), now, entropy)?;
        let folder = self.place().clone();
        self.write(|writing| {
            if folder.read_envelope()?.to_bytes() != before {
                let path = folder.envelope_path();
                return Err(StorageError::Busy { path }.into());
            }
            writing.append(who, now, EntryBody::VaultEvent { event })?;
            folder.replace_envelope(&envelope)?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;
