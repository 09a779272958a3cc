//! A key that a file or the system's keychain keeps: 256 random bits that open a slot by
//! themselves.
//!
//! Unlike a recovery key it is never typed, so its text carries a plain checksum and nothing more:
//! a file that was cut off or edited is told apart from the key of another vault.

use std::fmt;
use std::str::FromStr;

use iam_names::Secret;
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyFailure};
use crate::hex;
use crate::keys::hash;

const FORMAT: &str = "bailiwick-key/1";
/// Digits of the key and of its checksum.
const KEY: usize = 64;
const CHECK: usize = 16;

/// A key kept in a file or by the system.
///
/// ```
/// use iam_vault::KeptKey;
///
/// assert!("something else".parse::<KeptKey>().is_err());
/// ```
pub struct KeptKey(Secret<[u8; 32]>);

/// The text is not that of a kept key, or not all of it. Never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key that Bailiwick made, or it is damaged")]
pub struct NotAKeptKey;

impl NotAKeptKey {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "vault-not-a-key"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        "look for another copy of the key file, or open the vault with its password".into()
    }
}

impl KeptKey {
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyFailure> {
        let mut bytes = Zeroizing::new([0; 32]);
        entropy.fill(&mut *bytes)?;
        Ok(Self(Secret::new(*bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        // The envelope receives them and derives from them; they go no further.
        self.0.expose()
    }

    /// What stands in the file: one line.
    #[must_use]
    pub fn to_text(&self) -> Secret<String> {
        let mut text = String::with_capacity(FORMAT.len() + KEY + CHECK + 3);
        text.push_str(FORMAT);
        text.push(' ');
        push_hex(&mut text, self.bytes());
        text.push(' ');
        push_hex(&mut text, &check(self.bytes()));
        text.push('\n');
        Secret::new(text)
    }
}

impl FromStr for KeptKey {
    type Err = NotAKeptKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rest = text.trim_end().strip_prefix(FORMAT).ok_or(NotAKeptKey)?;
        let rest = rest.strip_prefix(' ').ok_or(NotAKeptKey)?;
        let (key, sum) = rest.split_once(' ').ok_or(NotAKeptKey)?;
        let key = Zeroizing::new(hex::parse::<32>(key).ok_or(NotAKeptKey)?);
        if hex::parse::<8>(sum) != Some(check(&key)) {
            return Err(NotAKeptKey);
        }
        Ok(Self(Secret::new(*key)))
    }
}

impl fmt::Debug for KeptKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeptKey(…)")
    }
}

fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push(char::from(hex::digit(byte >> 4)));
        text.push(char::from(hex::digit(byte & 0x0f)));
    }
}

/// Finds damage, and 64 bits of a hash leave the key as unknown as before.
fn check(key: &[u8; 32]) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&hash(&[b"bailiwick/1/kept-key-check", key])[..8]);
    short
}

#[cfg(test)]
mod tests;
