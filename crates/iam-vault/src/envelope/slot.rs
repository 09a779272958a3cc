//! One key slot: the data key wrapped with XChaCha20-Poly1305 under a key that somebody holds.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::str::FromStr;

use iam_names::{Secret, Timestamp};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{checksum, json};
use crate::entropy::{Entropy, EntropyFailure, draw};
use crate::hex::Hex;
use crate::kdf::{KdfParameters, KdfRefused, NotEnoughMemory, StoredKdf};
use crate::kept_key::KeptKey;
use crate::keys::{DataKey, derive_kept_wrapping, derive_recovery_wrapping};
use crate::recovery::RecoveryKey;

/// A slot as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    pub(crate) opener: Opener,
    made: Timestamp,
    salt: Hex<16>,
    nonce: Hex<24>,
    wrapped: Hex<48>,
    checksum: Hex<8>,
}

/// What opens a slot, with the stored parameters of its derivation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Opener {
    /// A password, through Argon2id.
    Password { kdf: StoredKdf },
    /// The printed recovery key, which is random and needs nothing slow.
    RecoveryKey {},
    /// A file somebody keeps, random as well.
    KeyFile { label: SlotLabel },
    /// A key that a machine's keychain keeps.
    Keychain { label: SlotLabel },
}

/// The kinds of slots there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// The password.
    Password,
    /// The printed recovery key.
    RecoveryKey,
    /// A file with a key.
    KeyFile,
    /// A machine's keychain: an extra, because keychains forget.
    Keychain,
}

/// What a person calls a key file or a machine: 1 to 64 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SlotLabel(String);

/// A label that is empty, too long, or not one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slot's name has 1 to 64 characters on one line")]
pub struct NotASlotLabel;

/// What somebody holds against a slot.
#[derive(Clone, Copy, Debug)]
pub enum OpenWith<'a> {
    /// The password.
    Password(&'a Secret<String>),
    /// The printed recovery key.
    RecoveryKey(&'a RecoveryKey),
    /// What stands in a key file.
    KeyFile(&'a KeptKey),
    /// What the system's keychain gave.
    Keychain(&'a KeptKey),
}

/// What a new slot is to be opened with.
#[derive(Clone, Copy)]
pub(crate) enum SealWith<'a> {
    Password(&'a Secret<String>, KdfParameters),
    RecoveryKey(&'a RecoveryKey),
    KeyFile(&'a KeptKey, &'a SlotLabel),
    Keychain(&'a KeptKey, &'a SlotLabel),
}

/// What a slot is bound to besides its own parameters: it opens in no other vault.
pub(crate) struct Binding<'a> {
    pub(crate) format: &'a str,
    pub(crate) vault: Hex<16>,
}

/// Why no slot gave the data key.
#[derive(Debug)]
pub(crate) enum UnwrapError {
    WrongKey,
    /// The slot that this would have opened, or the envelope around it.
    Damaged,
    NoSlot,
    Tampered,
    Kdf(KdfRefused),
    Memory(NotEnoughMemory),
}

/// Why a slot could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SealError {
    #[error(transparent)]
    Entropy(#[from] EntropyFailure),
    #[error(transparent)]
    Memory(#[from] NotEnoughMemory),
    #[error("the cipher refused to wrap the key")]
    Cipher,
}

impl SlotKind {
    /// Whether a person holds what opens it. A keychain is the machine's and may forget.
    #[must_use]
    pub const fn is_human(self) -> bool {
        !matches!(self, Self::Keychain)
    }
}

impl SlotLabel {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SlotLabel {
    type Err = NotASlotLabel;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = (1..=64).contains(&text.chars().count()) && !text.contains(char::is_control);
        fits.then(|| Self(text.to_owned())).ok_or(NotASlotLabel)
    }
}

impl TryFrom<String> for SlotLabel {
    type Error = NotASlotLabel;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<SlotLabel> for String {
    fn from(label: SlotLabel) -> Self {
        label.0
    }
}

impl OpenWith<'_> {
    pub(crate) fn kind(self) -> SlotKind {
        match self {
            Self::Password(_) => SlotKind::Password,
            Self::RecoveryKey(_) => SlotKind::RecoveryKey,
            Self::KeyFile(_) => SlotKind::KeyFile,
            Self::Keychain(_) => SlotKind::Keychain,
        }
    }
}

impl SealWith<'_> {
    fn opener(self) -> Opener {
        match self {
            Self::Password(_, kdf) => Opener::Password { kdf: kdf.stored() },
            Self::RecoveryKey(_) => Opener::RecoveryKey {},
            Self::KeyFile(_, label) => Opener::KeyFile {
                label: label.clone(),
            },
            Self::Keychain(_, label) => Opener::Keychain {
                label: label.clone(),
            },
        }
    }
}

impl Opener {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Password { .. } => SlotKind::Password,
            Self::RecoveryKey {} => SlotKind::RecoveryKey,
            Self::KeyFile { .. } => SlotKind::KeyFile,
            Self::Keychain { .. } => SlotKind::Keychain,
        }
    }

    pub(crate) fn label(&self) -> Option<&SlotLabel> {
        match self {
            Self::Password { .. } | Self::RecoveryKey {} => None,
            Self::KeyFile { label } | Self::Keychain { label } => Some(label),
        }
    }
}

impl Slot {
    /// Whether the slot's own checksum holds.
    pub(crate) fn is_intact(&self) -> bool {
        self.checksum == self.sum()
    }

    /// What the slot is called in a request: the beginning of its salt, which no other slot has.
    pub(crate) fn id(&self) -> String {
        crate::hex::text(&self.salt.0[..4])
    }

    /// When it was made.
    pub(crate) fn made(&self) -> Timestamp {
        self.made
    }

    /// Takes the data key out. Stored parameters are bounded before anything is derived.
    pub(crate) fn unwrap(
        &self,
        binding: &Binding<'_>,
        with: OpenWith<'_>,
    ) -> Result<DataKey, UnwrapError> {
        let wrapping = match (&self.opener, with) {
            (Opener::Password { kdf }, OpenWith::Password(password)) => {
                let kdf = KdfParameters::bounded(kdf).map_err(UnwrapError::Kdf)?;
                derive_from_password(kdf, password, &self.salt.0).map_err(UnwrapError::Memory)?
            }
            (Opener::RecoveryKey {}, OpenWith::RecoveryKey(key)) => {
                derive_recovery_wrapping(key.bytes(), &self.salt.0)
            }
            (Opener::KeyFile { .. }, OpenWith::KeyFile(key))
            | (Opener::Keychain { .. }, OpenWith::Keychain(key)) => {
                derive_kept_wrapping(key.bytes(), &self.salt.0)
            }
            _ => return Err(UnwrapError::NoSlot),
        };
        let payload = Payload {
            msg: &self.wrapped.0,
            aad: &self.associated(binding),
        };
        let opened = XChaCha20Poly1305::new(&(*wrapping).into())
            .decrypt(&XNonce::from(self.nonce.0), payload)
            .map(Zeroizing::new)
            .map_err(|_| UnwrapError::WrongKey)?;
        let mut key = Zeroizing::new([0; 32]);
        if opened.len() != key.len() {
            return Err(UnwrapError::WrongKey);
        }
        key.copy_from_slice(&opened);
        Ok(DataKey::from_bytes(&key))
    }

    /// Wraps the data key.
    pub(crate) fn seal(
        binding: &Binding<'_>,
        with: SealWith<'_>,
        key: &DataKey,
        made: Timestamp,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, SealError> {
        let salt: [u8; 16] = draw(entropy)?;
        let nonce: [u8; 24] = draw(entropy)?;
        let wrapping = match with {
            SealWith::Password(password, kdf) => derive_from_password(kdf, password, &salt)?,
            SealWith::RecoveryKey(key) => derive_recovery_wrapping(key.bytes(), &salt),
            SealWith::KeyFile(key, _) | SealWith::Keychain(key, _) => {
                derive_kept_wrapping(key.bytes(), &salt)
            }
        };
        let mut slot = Self {
            opener: with.opener(),
            made,
            salt: Hex(salt),
            nonce: Hex(nonce),
            wrapped: Hex([0; 48]),
            checksum: Hex([0; 8]),
        };
        let associated = slot.associated(binding);
        let payload = Payload {
            msg: key.bytes(),
            aad: &associated,
        };
        let wrapped = XChaCha20Poly1305::new(&(*wrapping).into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Cipher)?;
        slot.wrapped = Hex(wrapped.try_into().map_err(|_| SealError::Cipher)?);
        slot.checksum = slot.sum();
        Ok(slot)
    }

    #[cfg(test)]
    pub(super) fn nonce(&self) -> [u8; 24] {
        self.nonce.0
    }

    /// Does what somebody with an editor and a checksum program could do.
    #[cfg(test)]
    pub(super) fn tamper(&mut self, memory_kib: u64, passes: u64, lanes: u64) {
        let algorithm = "argon2id".into();
        self.opener = Opener::Password {
            kdf: StoredKdf {
                algorithm,
                memory_kib,
                passes,
                lanes,
            },
        };
        self.checksum = self.sum();
    }

    fn associated(&self, binding: &Binding<'_>) -> Vec<u8> {
        json(&(
            binding.format,
            binding.vault,
            &self.opener,
            self.made,
            self.salt,
        ))
    }

    fn sum(&self) -> Hex<8> {
        let body = (&self.opener, self.made, self.salt, self.nonce, self.wrapped);
        checksum(&[&json(&body)])
    }
}

/// Composes the password first (NFC): `ü` typed on macOS and on Linux is the same password.
fn derive_from_password(
    kdf: KdfParameters,
    password: &Secret<String>,
    salt: &[u8; 16],
) -> Result<Zeroizing<[u8; 32]>, NotEnoughMemory> {
    // The derivation receives the password, and only its result leaves this function.
    let typed = password.expose();
    // Composing grows a text at most threefold: reserved, so that no piece is left behind.
    let mut composed = Zeroizing::new(String::with_capacity(typed.len() * 3));
    composed.extend(typed.nfc());
    kdf.derive_key(composed.as_bytes(), salt)
}
