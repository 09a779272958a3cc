//! Where random bytes come from: the caller.
//!
//! The vault draws keys, salts and nonces from what it is given, so that a test can repeat
//! itself. The application hands in the operating system's generator.

/// A source of unpredictable bytes.
pub trait Entropy {
    /// Fills the whole buffer, or fails: a key is never made from half a draw.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyFailure>;
}

/// The operating system gave no random bytes; nothing was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct EntropyFailure;

/// An array of fresh random bytes.
pub(crate) fn draw<const N: usize>(entropy: &mut dyn Entropy) -> Result<[u8; N], EntropyFailure> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}
