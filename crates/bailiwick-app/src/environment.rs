//! What the outside gives: the clock, randomness, who is at the keyboard and where to remember
//! things. Tests give their own; nothing behind this boundary asks the machine itself.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use iam_names::{EntityId, Timestamp};
use iam_vault::KdfParameters;

use crate::error::CommandError;
use crate::keychain::Keychain;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time of day, for what a person reads. It may jump.
    fn now(&self) -> Timestamp;

    /// Time since some fixed moment, for measuring waits. It never goes back.
    fn elapsed(&self) -> Duration;
}

/// Gives randomness fit for keys.
pub trait Randomness: Send + Sync {
    /// Fills a buffer.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessFailed>;
}

/// The machine gave no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the machine gave no randomness")]
pub struct RandomnessFailed;

/// Everything the application takes from outside.
pub struct Environment {
    /// The clock.
    pub clock: Box<dyn Clock>,
    /// Randomness.
    pub randomness: Box<dyn Randomness>,
    /// Key derivation for new vaults and passwords.
    pub kdf: Derivation,
    /// Who acts: the operator's name and the machine, for the journal.
    pub operator: String,
    /// The folder for what is remembered between starts (names of vaults, nothing secret).
    pub memory: Option<PathBuf>,
    /// The system's keychain, where there is one and it is used.
    pub keychain: Option<Box<dyn Keychain>>,
    /// Set for a window, which claims the vault for itself; the command line works beside it.
    pub window: Option<WindowHost>,
    /// The folder in which new vaults are made when none is chosen.
    pub vaults: PathBuf,
    /// Why changes go on though they break expectations; without it, each needs a reason of its own.
    pub in_spite_of_expectations: Option<String>,
}

/// How a new password becomes a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derivation {
    /// Measured on this machine when it is needed: about a second.
    Calibrated,
    /// As given: a test's.
    Fixed(KdfParameters),
}

impl From<KdfParameters> for Derivation {
    fn from(parameters: KdfParameters) -> Self {
        Self::Fixed(parameters)
    }
}

impl Derivation {
    pub(crate) fn fixed(self) -> KdfParameters {
        match self {
            Self::Calibrated => KdfParameters::RECOMMENDED,
            Self::Fixed(parameters) => parameters,
        }
    }
}

/// What a window says of itself to a second one.
pub struct WindowHost {
    /// The machine's name.
    pub host: String,
}

impl Environment {
    /// This machine's clock and randomness, with the recommended key derivation.
    #[must_use]
    pub fn of_this_machine(operator: String, memory: Option<PathBuf>, vaults: PathBuf) -> Self {
        Self {
            clock: Box::new(SystemClock {
                start: Instant::now(),
            }),
            randomness: Box::new(SystemRandomness),
            kdf: Derivation::Calibrated,
            operator,
            window: None,
            keychain: None,
            memory,
            vaults,
            in_spite_of_expectations: None,
        }
    }

    /// Memory that a program may take now, in KiB, where the system says so.
    #[expect(
        clippy::unused_self,
        reason = "it is this machine's, as everything here"
    )]
    pub(crate) fn free_memory_kib(&self) -> Option<u64> {
        let text = std::fs::read_to_string("/proc/meminfo").ok()?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("MemAvailable:"))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }

    /// A new local id.
    pub(crate) fn new_id(&self) -> Result<EntityId, CommandError> {
        let mut bytes = [0; 16];
        self.randomness.fill(&mut bytes)?;
        Ok(EntityId::from_bytes(bytes))
    }

    /// Random bytes one by one, drawn in blocks. After a failure it gives zeros and says so in
    /// [`RandomBytes::finish`], which every user must ask before what was made is used.
    pub(crate) fn random_bytes(&self) -> RandomBytes<'_> {
        RandomBytes {
            source: &*self.randomness,
            block: [0; 64],
            used: 64,
            failed: false,
        }
    }
}

/// A source of random bytes for makers that take one byte at a time.
pub(crate) struct RandomBytes<'a> {
    source: &'a dyn Randomness,
    block: [u8; 64],
    used: usize,
    failed: bool,
}

impl RandomBytes<'_> {
    pub(crate) fn next(&mut self) -> u8 {
        if self.used == self.block.len() {
            // Counting up keeps a maker that rejects bytes from looping when the source is dead.
            if self.source.fill(&mut self.block).is_err() {
                self.failed = true;
                for (value, byte) in (0..).zip(&mut self.block) {
                    *byte = value;
                }
            }
            self.used = 0;
        }
        let byte = self.block[self.used];
        self.block[self.used] = 0;
        self.used += 1;
        byte
    }

    /// Whether every byte was random.
    pub(crate) fn finish(self) -> Result<(), RandomnessFailed> {
        if self.failed {
            Err(RandomnessFailed)
        } else {
            Ok(())
        }
    }
}

impl Drop for RandomBytes<'_> {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.block);
    }
}

/// Lets the vault draw from the application's randomness.
pub(crate) struct VaultEntropy<'a>(pub(crate) &'a dyn Randomness);

impl iam_vault::Entropy for VaultEntropy<'_> {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), iam_vault::EntropyFailure> {
        self.0.fill(bytes).map_err(|_| iam_vault::EntropyFailure)
    }
}

struct SystemClock {
    start: Instant,
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        let seconds = since.map_or(0, |since| since.as_secs());
        Timestamp::from_unix(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

struct SystemRandomness;

impl Randomness for SystemRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomnessFailed> {
        getrandom::fill(bytes).map_err(|_| RandomnessFailed)
    }
}
