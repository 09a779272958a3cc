//! Key derivation from a password: Argon2id, its floor and its ceiling.
//!
//! Stored parameters are input from a stranger. They become [`KdfParameters`], the only thing
//! that can run, through one door that bounds them first: below the floor the password would be
//! guessed, above the ceiling a tampered file would have us allocate terabytes.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

/// The name that real vaults carry.
const ARGON2ID: &str = "argon2id";
/// The name that tests' vaults carry: a build without `weak-kdf` does not know it.
#[cfg(any(test, feature = "weak-kdf"))]
const WEAK_FOR_TESTS: &str = "weak-for-tests";

/// RFC 9106, section 4, second choice: 64 MiB. Memory is in KiB, as Argon2 counts it.
const MEMORY_KIB: (u64, u64) = (64 * 1024, 2 * 1024 * 1024);
const PASSES: (u64, u64) = (3, 64);
const LANES: (u64, u64) = (4, 16);

/// What a password slot stores about its derivation, unchecked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StoredKdf {
    pub(crate) algorithm: String,
    pub(crate) memory_kib: u64,
    pub(crate) passes: u64,
    pub(crate) lanes: u64,
}

/// Parameters of a derivation that may run: within floor and ceiling.
///
/// ```
/// use iam_vault::KdfParameters;
///
/// assert!(KdfParameters::argon2id(64 * 1024, 3, 4).is_ok());
/// let refused = KdfParameters::argon2id(19 * 1024, 2, 1).unwrap_err();
/// assert_eq!(refused.to_string(), "key derivation with memory `19456` KiB is outside 65536 to 2097152");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KdfParameters {
    algorithm: &'static str,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// Why stored or chosen key-derivation parameters are not run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KdfRefused {
    /// An algorithm that this build does not know.
    #[error("key derivation `{algorithm}` is not known")]
    UnknownAlgorithm {
        /// The name as it was stored.
        algorithm: String,
    },
    /// A number below the floor or above the ceiling.
    #[error(
        "key derivation with {parameter} `{found}`{} is outside {lowest} to {highest}",
        unit(parameter)
    )]
    OutOfBounds {
        /// `memory` (KiB), `passes` or `lanes`.
        parameter: &'static str,
        /// The number as it was stored or chosen.
        found: u64,
        /// The least that is accepted.
        lowest: u64,
        /// The most that is accepted.
        highest: u64,
    },
}

fn unit(parameter: &str) -> &'static str {
    if parameter == "memory" { " KiB" } else { "" }
}

/// There was not enough memory to derive the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("deriving the key needs {memory_kib} KiB of memory, which this machine did not give")]
pub struct NotEnoughMemory {
    /// What the derivation needs.
    pub memory_kib: u32,
}

impl KdfParameters {
    /// Argon2id with 256 MiB, three passes and four lanes: about a second.
    pub const RECOMMENDED: Self = Self {
        algorithm: ARGON2ID,
        memory_kib: 256 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// The floor: what a small machine gets.
    pub const LEAST: Self = Self {
        algorithm: ARGON2ID,
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// Memory in KiB.
    #[must_use]
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// How often the memory is gone through.
    #[must_use]
    pub const fn passes(self) -> u32 {
        self.passes
    }

    /// Argon2id with parameters of the caller's choice, within floor and ceiling.
    pub fn argon2id(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, KdfRefused> {
        Self::bounded(&StoredKdf {
            algorithm: ARGON2ID.into(),
            memory_kib: memory_kib.into(),
            passes: passes.into(),
            lanes: lanes.into(),
        })
    }

    /// A derivation that takes a millisecond and protects nothing, for tests that unlock often.
    ///
    /// Its vaults carry an algorithm name of its own, so that a build without the feature
    /// refuses them instead of treating them as weak but real ones.
    #[cfg(any(test, feature = "weak-kdf"))]
    #[must_use]
    pub const fn weak_for_tests() -> Self {
        Self {
            algorithm: WEAK_FOR_TESTS,
            memory_kib: 32,
            passes: 1,
            lanes: 1,
        }
    }

    /// The one door for stored parameters; no work is done before it.
    pub(crate) fn bounded(stored: &StoredKdf) -> Result<Self, KdfRefused> {
        #[cfg(any(test, feature = "weak-kdf"))]
        if *stored == Self::weak_for_tests().stored() {
            return Ok(Self::weak_for_tests());
        }
        if stored.algorithm != ARGON2ID {
            return Err(KdfRefused::UnknownAlgorithm {
                algorithm: stored.algorithm.clone(),
            });
        }
        Ok(Self {
            algorithm: ARGON2ID,
            memory_kib: within("memory", stored.memory_kib, MEMORY_KIB)?,
            passes: within("passes", stored.passes, PASSES)?,
            lanes: within("lanes", stored.lanes, LANES)?,
        })
    }

    /// What is written into the slot.
    pub(crate) fn stored(self) -> StoredKdf {
        StoredKdf {
            algorithm: self.algorithm.into(),
            memory_kib: self.memory_kib.into(),
            passes: self.passes.into(),
            lanes: self.lanes.into(),
        }
    }

    /// Derives the key that wraps the data key. Takes about a second; may be run on any thread.
    pub(crate) fn derive_key(
        self,
        password: &[u8],
        salt: &[u8; 16],
    ) -> Result<Zeroizing<[u8; 32]>, NotEnoughMemory> {
        let lacking = NotEnoughMemory {
            memory_kib: self.memory_kib,
        };
        let params =
            Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(|_| lacking)?;
        // Asked for fallibly, so that a small machine gets a message and not an abort.
        let mut blocks: Vec<Block> = Vec::new();
        blocks
            .try_reserve_exact(params.block_count())
            .map_err(|_| lacking)?;
        blocks.resize(params.block_count(), Block::default());
        let mut key = Zeroizing::new([0; 32]);
        let derived = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(password, salt, &mut *key, &mut blocks);
        blocks.zeroize();
        derived.map_err(|_| lacking)?;
        Ok(key)
    }
}

fn within(
    parameter: &'static str,
    found: u64,
    (lowest, highest): (u64, u64),
) -> Result<u32, KdfRefused> {
    let refused = KdfRefused::OutOfBounds {
        parameter,
        found,
        lowest,
        highest,
    };
    if found < lowest || found > highest {
        return Err(refused);
    }
    u32::try_from(found).map_err(|_| refused)
}

mod calibrate;

pub use calibrate::{Calibration, CalibrationError};

#[cfg(test)]
mod tests;
