//! The data key, and the keys that are derived from it for each purpose.
//!
//! The data key is random and never changes with the password: slots wrap it. It is never used
//! itself; each purpose has a key of its own (HKDF-SHA256), so that no two uses can meet.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyFailure};
use crate::hex;

/// 256 random bits that everything in a vault hangs on.
///
/// In a box, as every key here: moving one about leaves no copy on the stack.
pub(crate) struct DataKey(Box<Zeroizing<[u8; 32]>>);

/// SQLCipher's text for a raw key, `x'` and 64 digits and `'`, which wipes itself.
pub(crate) struct RawDatabaseKey(Box<Zeroizing<[u8; 67]>>);

/// A key for message authentication codes.
#[derive(Clone)]
pub(crate) struct MacKey(Box<Zeroizing<[u8; 32]>>);

impl DataKey {
    /// Draws a new data key.
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyFailure> {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        entropy.fill(&mut key[..])?;
        Ok(Self(key))
    }

    /// Takes a key out of a slot.
    pub(crate) fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        key.copy_from_slice(bytes);
        Self(key)
    }

    /// The bytes, for wrapping in a slot.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of the database file, in SQLCipher's raw form.
    ///
    /// INVARIANT: exactly 64 hexadecimal digits. SQLCipher takes anything else for a passphrase
    /// without a word, and with 96 or more digits the file's first bytes are not authenticated.
    pub(crate) fn derive_database_key(&self) -> RawDatabaseKey {
        let key = self.derive(b"bailiwick/1/database");
        let mut text = Box::new(Zeroizing::new([b'\''; 67]));
        text[0] = b'x';
        for (pair, byte) in text[2..66].chunks_exact_mut(2).zip(key.iter()) {
            pair[0] = hex::digit(byte >> 4);
            pair[1] = hex::digit(byte & 0x0f);
        }
        RawDatabaseKey(text)
    }

    /// The key that authenticates the whole envelope.
    pub(crate) fn derive_envelope_key(&self) -> MacKey {
        MacKey(self.derive(b"bailiwick/1/envelope"))
    }

    /// The key that authenticates the head and what the tables hold.
    pub(crate) fn derive_head_key(&self) -> MacKey {
        MacKey(self.derive(b"bailiwick/1/head"))
    }

    #[expect(
        clippy::unnecessary_box_returns,
        reason = "a key stays where it was made: moving it would leave a copy on the stack"
    )]
    fn derive(&self, purpose: &[u8]) -> Box<Zeroizing<[u8; 32]>> {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        // INVARIANT: 32 bytes is one block of SHA-256, which HKDF never refuses.
        let expanded = Hkdf::<Sha256>::new(None, &self.0[..]).expand(purpose, &mut key[..]);
        debug_assert!(expanded.is_ok());
        key
    }
}

impl RawDatabaseKey {
    /// The text, for the one call that hands it to SQLCipher; `None` when it is not well-formed.
    pub(crate) fn well_formed(&self) -> Option<&[u8; 67]> {
        let digits = &self.0[2..66];
        let is_raw = self.0.starts_with(b"x'")
            && self.0.ends_with(b"'")
            && digits.iter().all(u8::is_ascii_hexdigit);
        is_raw.then_some(&**self.0)
    }
}

impl MacKey {
    /// Authenticates parts; each is preceded by its length, so that none can flow into the next.
    pub(crate) fn authenticate(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.mac(parts).finalize().into_bytes().into()
    }

    /// Compares in constant time.
    pub(crate) fn verifies(&self, parts: &[&[u8]], code: &[u8; 32]) -> bool {
        self.mac(parts).verify_slice(code).is_ok()
    }

    fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        // HMAC's own padding of a key shorter than a block, which is wiped afterwards.
        let mut block = Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(&self.0[..]);
        let mut mac = Hmac::<Sha256>::new(&(*block).into());
        for part in parts {
            mac.update(&length(part));
            mac.update(part);
        }
        mac
    }
}

/// Derives the key that wraps the data key from a recovery key: it is random already, so nothing
/// slow is needed.
pub(crate) fn derive_recovery_wrapping(secret: &[u8], salt: &[u8; 16]) -> Zeroizing<[u8; 32]> {
    derive_wrapping(secret, salt, b"bailiwick/1/recovery-key")
}

/// The same from a key that a file or the system's keychain keeps.
pub(crate) fn derive_kept_wrapping(secret: &[u8], salt: &[u8; 16]) -> Zeroizing<[u8; 32]> {
    derive_wrapping(secret, salt, b"bailiwick/1/kept-key")
}

fn derive_wrapping(secret: &[u8], salt: &[u8; 16], purpose: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let expanded = Hkdf::<Sha256>::new(Some(salt), secret).expand(purpose, &mut *key);
    debug_assert!(expanded.is_ok());
    key
}

/// A plain hash of parts, each preceded by its length.
pub(crate) fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(length(part));
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn length(part: &[u8]) -> [u8; 8] {
    (part.len() as u64).to_be_bytes()
}
