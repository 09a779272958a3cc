//! The recovery key: 160 random bits that a person prints and types back.
//!
//! Eight groups of five characters. Four of a group carry data, the fifth is a check character
//! over GF(32) that depends on the group's place, so that any one wrong character and any two
//! swapped ones are noticed, and the group is named. A typing mistake is therefore told apart
//! from a key that does not belong to this vault.

use std::fmt;
use std::str::FromStr;

use iam_names::Secret;
use zeroize::Zeroizing;

use crate::entropy::{Entropy, EntropyFailure};

/// Crockford's base 32: no I, L, O or U, which are read as 1, 1, 0 and V by tired people.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS: usize = 8;
/// Data characters of a group; its check character follows.
const DATA: usize = 4;

/// The key on paper that opens a vault when its password is forgotten.
///
/// ```
/// use iam_vault::{RecoveryKey, RecoveryKeyTypo};
///
/// let typed = "000gd 40r4x 0m300 e209k 185g3 r38ed 1w811 24gkz";
/// assert!(typed.parse::<RecoveryKey>().is_ok());
///
/// let mistyped = typed.replace("e209k", "e2o9x");
/// assert_eq!(mistyped.parse::<RecoveryKey>().unwrap_err(), RecoveryKeyTypo::Group { group: 4 });
/// ```
pub struct RecoveryKey(Secret<[u8; 20]>);

/// What is wrong with a recovery key as it was typed. Never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryKeyTypo {
    /// Too few or too many characters.
    #[error("the recovery key has {found} characters instead of {}", GROUPS * (DATA + 1))]
    Length {
        /// How many letters and digits were typed.
        found: usize,
    },
    /// A character that no recovery key has.
    #[error("group {group} of the recovery key has a character that no recovery key has")]
    Character {
        /// The group, from 1.
        group: usize,
    },
    /// A group that does not add up.
    #[error("group {group} of the recovery key has a typing mistake")]
    Group {
        /// The group, from 1.
        group: usize,
    },
}

impl RecoveryKeyTypo {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "vault-recovery-key-mistyped"
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Length { .. } => "a recovery key is 8 groups of 5 letters and digits".into(),
            Self::Character { group } | Self::Group { group } => {
                format!("compare group {group} with the printed key, letter by letter")
            }
        }
    }
}

impl RecoveryKey {
    /// Draws a new recovery key.
    pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<Self, EntropyFailure> {
        let mut bytes = Zeroizing::new([0; 20]);
        entropy.fill(&mut *bytes)?;
        Ok(Self(Secret::new(*bytes)))
    }

    /// The bits, for deriving the wrapping key.
    pub(crate) fn bytes(&self) -> &[u8; 20] {
        // The envelope receives them and derives from them; they go no further.
        self.0.expose()
    }

    /// The text to print: `XXXXX-XXXXX-…`, eight groups.
    #[must_use]
    pub fn to_printable(&self) -> Secret<String> {
        let mut text = String::with_capacity(GROUPS * (DATA + 2));
        let symbols = symbols(self.bytes());
        for (place, data) in symbols.chunks_exact(DATA).enumerate() {
            if place > 0 {
                text.push('-');
            }
            for symbol in data {
                text.push(character(*symbol));
            }
            text.push(character(check_symbol(place, data)));
        }
        Secret::new(text)
    }
}

impl FromStr for RecoveryKey {
    type Err = RecoveryKeyTypo;

    /// Reads a key as it was typed: case, spaces and hyphens do not matter, and `I`, `L` and `O`
    /// are read as the digits they were taken for.
    fn from_str(text: &str) -> Result<Self, RecoveryKeyTypo> {
        let mut typed = Zeroizing::new([0_u8; GROUPS * (DATA + 1)]);
        let mut found = 0;
        for typed_character in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let group = found / (DATA + 1) + 1;
            if let Some(place) = typed.get_mut(found) {
                *place = symbol(typed_character).ok_or(RecoveryKeyTypo::Character { group })?;
            }
            found += 1;
        }
        if found != typed.len() {
            return Err(RecoveryKeyTypo::Length { found });
        }
        let mut data = Zeroizing::new([0_u8; GROUPS * DATA]);
        for (place, (group, into)) in typed
            .chunks_exact(DATA + 1)
            .zip(data.chunks_exact_mut(DATA))
            .enumerate()
        {
            let (symbols, check) = group.split_at(DATA);
            if check != [check_symbol(place, symbols)] {
                return Err(RecoveryKeyTypo::Group { group: place + 1 });
            }
            into.copy_from_slice(symbols);
        }
        let mut bytes = Zeroizing::new([0_u8; 20]);
        for (five, eight) in bytes.chunks_exact_mut(5).zip(data.chunks_exact(8)) {
            let bits = eight
                .iter()
                .fold(0_u64, |bits, symbol| bits << 5 | u64::from(*symbol));
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Ok(Self(Secret::new(*bytes)))
    }
}

impl fmt::Debug for RecoveryKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RecoveryKey(…)")
    }
}

/// 160 bits as 32 symbols of five bits.
fn symbols(bytes: &[u8; 20]) -> Zeroizing<[u8; GROUPS * DATA]> {
    let mut symbols = Zeroizing::new([0; GROUPS * DATA]);
    for (eight, five) in symbols.chunks_exact_mut(8).zip(bytes.chunks_exact(5)) {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for (place, symbol) in eight.iter_mut().enumerate() {
            *symbol = (bits >> (35 - 5 * place)).to_be_bytes()[7] & 31;
        }
    }
    symbols
}

/// A weighted sum over GF(32): distinct weights, none zero, so any one error and any swap within
/// the group changes it; the group's place is added, so swapped groups are noticed too.
fn check_symbol(place: usize, data: &[u8]) -> u8 {
    let mut sum = place.to_be_bytes()[size_of::<usize>() - 1] & 31;
    let mut weight = 2;
    for symbol in data {
        sum ^= multiply(weight, *symbol);
        weight = multiply(weight, 2);
    }
    sum
}

/// Multiplies in GF(32) modulo x⁵ + x² + 1.
fn multiply(left: u8, right: u8) -> u8 {
    let mut product = 0;
    let mut shifted = left;
    for bit in 0..5 {
        if right >> bit & 1 == 1 {
            product ^= shifted;
        }
        shifted <<= 1;
        if shifted & 32 != 0 {
            shifted ^= 0b10_0101;
        }
    }
    product
}

fn character(symbol: u8) -> char {
    char::from(ALPHABET[usize::from(symbol & 31)])
}

fn symbol(typed: char) -> Option<u8> {
    let meant = match typed.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        'U' => 'V',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|known| char::from(*known) == meant)
        .and_then(|place| u8::try_from(place).ok())
}

#[cfg(test)]
mod tests;
