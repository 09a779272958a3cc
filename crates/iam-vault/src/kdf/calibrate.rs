//! Choosing a derivation that takes about a second on this machine, at the making of a vault.
//!
//! Memory first, because it is what an attacker's hardware lacks: the most of 256, 128 and 64 MiB
//! that takes no more than 1.2 seconds and leaves the machine three times as much. Then passes,
//! until it takes a second. The clock and the amount of free memory are the caller's.

use std::ops::ControlFlow;
use std::time::Duration;

use super::{KdfParameters, LANES, MEMORY_KIB, NotEnoughMemory, PASSES};

/// What is aimed at; 0.8 to 1.2 seconds are near enough.
const AIM: Duration = Duration::from_secs(1);
const MOST: Duration = Duration::from_millis(1200);
const LEAST: Duration = Duration::from_millis(800);

/// Memory in MiB, the best first; the last is the floor.
const MEMORY_MIB: [u32; 3] = [256, 128, 64];
/// A derivation may take this part of what is free.
const SHARE: u64 = 4;

/// What choosing asks of its surroundings.
pub struct Calibration<'a> {
    /// Memory that a program may take, in KiB, where the machine says so.
    pub free_memory_kib: Option<u64>,
    /// A clock that never goes back.
    pub elapsed: &'a dyn Fn() -> Duration,
    /// Told before each trial how many there may be left; `Break` gives up.
    pub step: &'a mut dyn FnMut(usize) -> ControlFlow<()>,
}

/// Why nothing was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalibrationError {
    /// The person gave up.
    #[error("it was cancelled")]
    Cancelled,
    /// Not even the floor fits into memory.
    #[error(transparent)]
    Memory(#[from] NotEnoughMemory),
}

impl KdfParameters {
    /// Measures this machine and chooses. Takes two to four seconds.
    pub fn calibrated(surroundings: Calibration<'_>) -> Result<Self, CalibrationError> {
        let Calibration {
            free_memory_kib,
            elapsed,
            step,
        } = surroundings;
        choose(free_memory_kib, step, &mut |parameters| {
            let started = elapsed();
            // A trial's password and salt protect nothing.
            parameters.derive_key(b"how long does this take", &[0; 16])?;
            Ok(elapsed().saturating_sub(started))
        })
    }

    fn with(memory_mib: u32, passes: u32) -> Self {
        Self {
            memory_kib: memory_mib * 1024,
            passes,
            ..Self::LEAST
        }
    }
}

fn choose(
    free_memory_kib: Option<u64>,
    step: &mut dyn FnMut(usize) -> ControlFlow<()>,
    measure: &mut dyn FnMut(KdfParameters) -> Result<Duration, NotEnoughMemory>,
) -> Result<KdfParameters, CalibrationError> {
    let mut chosen = KdfParameters::LEAST;
    let mut taken = Duration::ZERO;
    for (place, memory) in MEMORY_MIB.into_iter().enumerate() {
        let tried = KdfParameters::with(memory, PASSES.0.try_into().unwrap_or(3));
        let is_last = place + 1 == MEMORY_MIB.len();
        let fits = free_memory_kib
            .is_none_or(|free| u64::from(tried.memory_kib).saturating_mul(SHARE) <= free);
        if !fits && !is_last {
            continue;
        }
        go_on(step, MEMORY_MIB.len() - place + 1)?;
        match measure(tried) {
            Err(_) if !is_last => continue,
            Err(lacking) => return Err(lacking.into()),
            Ok(time) => taken = time,
        }
        chosen = tried;
        if taken <= MOST {
            break;
        }
    }
    // Twice at most: the first guess supposes that passes cost alike.
    for left in [2, 1] {
        if taken >= LEAST {
            break;
        }
        chosen.passes = passes_for(chosen.passes, taken);
        go_on(step, left)?;
        taken = measure(chosen)?;
        if taken > MOST {
            chosen.passes = passes_for(chosen.passes, taken);
            break;
        }
    }
    debug_assert!(
        u64::from(chosen.memory_kib) >= MEMORY_KIB.0 && u64::from(chosen.lanes) == LANES.0
    );
    Ok(chosen)
}

/// How many passes would take a second, when so many took so long; never below the floor.
fn passes_for(passes: u32, taken: Duration) -> u32 {
    let millis = taken.as_millis().max(1);
    let wanted = u128::from(passes) * AIM.as_millis() / millis;
    let (lowest, highest) = PASSES;
    let wanted = u64::try_from(wanted).unwrap_or(highest);
    u32::try_from(wanted.clamp(lowest, highest)).unwrap_or(3)
}

fn go_on(
    step: &mut dyn FnMut(usize) -> ControlFlow<()>,
    left: usize,
) -> Result<(), CalibrationError> {
    match step(left) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(CalibrationError::Cancelled),
    }
}

#[cfg(test)]
mod tests;
