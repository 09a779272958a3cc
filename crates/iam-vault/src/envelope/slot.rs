//! One key slot: the data key wrapped with XChaCha20-Poly1305 under a key that somebody holds.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use iam_names::{Secret, Timestamp};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{checksum, json};
use crate::entropy::{Entropy, EntropyFailure, draw};
use crate::hex::Hex;
use crate::kdf::{KdfParameters, KdfRefused, NotEnoughMemory, StoredKdf};
use crate::keys::{DataKey, derive_recovery_wrapping};
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
}

/// The kinds of slots there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SlotKind {
    /// The password.
    Password,
    /// The printed recovery key.
    RecoveryKey,
}

/// What somebody holds against a slot.
#[derive(Clone, Copy)]
pub(crate) enum OpenWith<'a> {
    Password(&'a Secret<String>),
    RecoveryKey(&'a RecoveryKey),
}

/// What a new slot is to be opened with.
#[derive(Clone, Copy)]
pub(crate) enum SealWith<'a> {
    Password(&'a Secret<String>, KdfParameters),
    RecoveryKey(&'a RecoveryKey),
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

impl OpenWith<'_> {
    pub(crate) fn kind(self) -> SlotKind {
        match self {
            Self::Password(_) => SlotKind::Password,
            Self::RecoveryKey(_) => SlotKind::RecoveryKey,
        }
    }
}

impl SealWith<'_> {
    pub(crate) fn kind(self) -> SlotKind {
        match self {
            Self::Password(..) => SlotKind::Password,
            Self::RecoveryKey(_) => SlotKind::RecoveryKey,
        }
    }
}

impl Opener {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Password { .. } => SlotKind::Password,
            Self::RecoveryKey {} => SlotKind::RecoveryKey,
        }
    }
}

impl Slot {
    /// Whether the slot's own checksum holds.
    pub(crate) fn is_intact(&self) -> bool {
        self.checksum == self.sum()
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
        let (opener, wrapping) = match with {
            SealWith::Password(password, kdf) => (
                Opener::Password { kdf: kdf.stored() },
                derive_from_password(kdf, password, &salt)?,
            ),
            SealWith::RecoveryKey(key) => (
                Opener::RecoveryKey {},
                derive_recovery_wrapping(key.bytes(), &salt),
            ),
        };
        let mut slot = Self {
            opener,
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
