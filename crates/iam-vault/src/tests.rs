//! What the tests of this crate share.

use crate::entropy::{Entropy, EntropyFailure};

/// Bytes that count up: every draw differs, every run is the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counting(u64);

impl From<u64> for Counting {
    fn from(start: u64) -> Self {
        Self(start << 32)
    }
}

impl Entropy for Counting {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyFailure> {
        for chunk in bytes.chunks_mut(8) {
            self.0 += 1;
            let mixed = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
            chunk.copy_from_slice(&mixed.to_be_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}
