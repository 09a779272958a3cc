//! The encrypted store: key slots, tables, journal.

mod entropy;
mod envelope;
mod hex;
mod kdf;
mod keys;
mod platform;
mod recovery;

pub use entropy::{Entropy, EntropyFailure};
pub use envelope::{EnvelopeFinding, SlotKind};
pub use kdf::{KdfParameters, KdfRefused, NotEnoughMemory};
pub use recovery::{RecoveryKey, RecoveryKeyTypo};

#[cfg(test)]
mod tests;
