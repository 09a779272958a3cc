//! Changing what opens the vault: only the envelope is written anew, never the database. The data
//! key itself is changed in `rotation.rs`.

use std::path::Path;

use iam_names::{Secret, Timestamp};

use crate::entropy::{Entropy, EntropyFailure};
use crate::envelope::{
    Envelope, OpenWith, RemoveError, SealError, SealWith, SlotKind, SlotLabel, SlotSummary,
};
use crate::folder::OpenError;
use crate::journal::{EntryBody, VaultEvent};
use crate::kdf::{KdfParameters, NotEnoughMemory};
use crate::kept_key::KeptKey;
use crate::locked::{self, UnlockError};
use crate::recovery::RecoveryKey;
use crate::storage::StorageError;
use crate::vault::Vault;

/// Why what opens the vault is still what it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The current password does not open the vault, or its slot can not be used.
    #[error(transparent)]
    Current(#[from] UnlockError),
    /// There is no such slot.
    #[error("`keyslots.json` has no slot `{id}`")]
    NoSuchSlot {
        /// The id that was asked for.
        id: String,
    },
    /// Nobody could open the vault without it.
    #[error("this is the last slot that a person can open")]
    LastHumanSlot,
    /// The password is changed and never removed.
    #[error("the password can be changed and not removed")]
    PasswordStays,
    /// There are sixteen already.
    #[error("`keyslots.json` has as many slots as it can hold")]
    TooManySlots,
    /// A keychain opens a vault by itself and proves nothing about who asks.
    #[error("the keychain does not say who is at the keyboard")]
    NobodyAsked,
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
            Self::NoSuchSlot { .. } => "vault-no-such-slot",
            Self::LastHumanSlot => "vault-last-slot",
            Self::PasswordStays => "vault-password-stays",
            Self::TooManySlots => "vault-too-many-slots",
            Self::NobodyAsked => "vault-nobody-asked",
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
            Self::NoSuchSlot { .. } => {
                "list the slots again: another program may have changed them".into()
            }
            Self::LastHumanSlot => "add another one first".into(),
            Self::PasswordStays => "showing a secret asks for it: change it instead".into(),
            Self::TooManySlots => "remove one that nobody uses any more".into(),
            Self::NobodyAsked => "give the password, the recovery key or a key file".into(),
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
    /// Asks whether a password is the vault's. Takes about a second, on purpose; wrong ones are
    /// counted as they are when unlocking.
    pub fn confirm_password(
        &self,
        password: &Secret<String>,
        now: Timestamp,
    ) -> Result<(), UnlockError> {
        self.confirm(OpenWith::Password(password), now)
    }

    /// Asks whether something opens the vault.
    pub fn confirm(&self, with: OpenWith<'_>, now: Timestamp) -> Result<(), UnlockError> {
        locked::try_key(self.place(), &self.envelope_on_disk()?, with, now).map(drop)
    }

    /// The slots, in the order of the file.
    pub fn slots(&self) -> Result<Vec<SlotSummary>, OpenError> {
        Ok(self.envelope_on_disk()?.summaries())
    }

    /// Makes a key file's slot; its key is to be written where the vault is not. A slot of the
    /// same name is replaced.
    pub fn add_key_file(
        &mut self,
        authority: OpenWith<'_>,
        label: &SlotLabel,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<KeptKey, PasswordError> {
        self.authorize(authority, now)?;
        let key = KeptKey::make(entropy)?;
        self.add_slot(SealWith::KeyFile(&key, label), label, entropy, who, now)?;
        Ok(key)
    }

    /// Makes a slot for a machine's keychain, which is to keep the key.
    pub fn add_keychain(
        &mut self,
        authority: OpenWith<'_>,
        label: &SlotLabel,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<KeptKey, PasswordError> {
        self.authorize(authority, now)?;
        let key = KeptKey::make(entropy)?;
        self.add_slot(SealWith::Keychain(&key, label), label, entropy, who, now)?;
        Ok(key)
    }

    /// Removes a slot by its id. The last one that a person can open is refused, and the password,
    /// which is changed instead.
    pub fn remove_slot(
        &mut self,
        authority: OpenWith<'_>,
        id: &str,
        who: &str,
        now: Timestamp,
    ) -> Result<SlotSummary, PasswordError> {
        self.authorize(authority, now)?;
        let mut envelope = self.envelope_on_disk()?;
        let before = envelope.to_bytes();
        let removed = envelope
            .remove(id, self.key())
            .map_err(|error| match error {
                RemoveError::NoSuchSlot => PasswordError::NoSuchSlot { id: id.to_owned() },
                RemoveError::Password => PasswordError::PasswordStays,
                RemoveError::LastHuman => PasswordError::LastHumanSlot,
            })?;
        let event = VaultEvent::SlotRemoved {
            slot: removed.kind,
            label: removed.label.clone(),
        };
        self.commit_envelope(&envelope, &before, event, who, now)?;
        Ok(removed)
    }

    /// Only what a person holds may change who gets in.
    fn authorize(&self, with: OpenWith<'_>, now: Timestamp) -> Result<(), PasswordError> {
        if !with.kind().is_human() {
            return Err(PasswordError::NobodyAsked);
        }
        Ok(self.confirm(with, now)?)
    }

    fn add_slot(
        &mut self,
        with: SealWith<'_>,
        label: &SlotLabel,
        entropy: &mut dyn Entropy,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        let slot = match with {
            SealWith::KeyFile(..) => SlotKind::KeyFile,
            _ => SlotKind::Keychain,
        };
        if self.envelope_on_disk()?.is_full() {
            return Err(PasswordError::TooManySlots);
        }
        let event = VaultEvent::SlotAdded {
            slot,
            label: label.clone(),
        };
        self.put_slot(with, event, entropy, who, now)
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
        self.confirm_password(current, now)?;
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
        self.confirm_password(current, now)?;
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
        self.commit_envelope(&envelope, &before, event, who, now)
    }

    fn commit_envelope(
        &mut self,
        envelope: &Envelope,
        before: &[u8],
        event: VaultEvent,
        who: &str,
        now: Timestamp,
    ) -> Result<(), PasswordError> {
        let folder = self.place().clone();
        self.write(|writing| {
            if folder.read_envelope()?.to_bytes() != before {
                let path = folder.envelope_path();
                return Err(StorageError::Busy { path }.into());
            }
            writing.append(who, now, EntryBody::VaultEvent { event })?;
            folder.replace_envelope(envelope)?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests;
