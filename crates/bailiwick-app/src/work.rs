//! Long work that a person waits for: how far it is, and whether they gave up.
//!
//! Making a vault measures the machine and derives keys for some seconds, off the window's thread.
//! The window asks how far it is and may give up between two steps; before the last step nothing
//! has been made.

use std::ops::ControlFlow;
use std::sync::Mutex;

use iam_vault::{Calibration, CalibrationError, KdfParameters};

use crate::App;
use crate::contract::Nothing;
use crate::contract::upkeep::WorkView;
use crate::environment::Derivation;
use crate::error::{Code, CommandError};
use crate::session::held;

/// What is being done, if anything is.
#[derive(Default)]
pub(crate) struct Work(Mutex<Standing>);

#[derive(Clone, Default)]
struct Standing {
    doing: Option<&'static str>,
    left: usize,
    most: usize,
    given_up: bool,
}

impl Work {
    /// Begins, and ends when the answer is dropped.
    fn begin(&self) -> Doing<'_> {
        *held(&self.0) = Standing::default();
        Doing(self)
    }
}

/// Work that goes on.
pub(crate) struct Doing<'a>(&'a Work);

impl Doing<'_> {
    /// Says what comes next and how many steps there may be left; `Break` when somebody gave up.
    fn step(&self, what: &'static str, left: usize) -> ControlFlow<()> {
        let mut standing = held(&self.0.0);
        standing.doing = Some(what);
        standing.left = left;
        standing.most = standing.most.max(left);
        if standing.given_up {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Drop for Doing<'_> {
    fn drop(&mut self) {
        *held(&self.0.0) = Standing::default();
    }
}

impl App {
    /// How far the work is that was begun last.
    pub fn work(&self, _request: &Nothing) -> Result<WorkView, CommandError> {
        let standing = held(&self.work.0).clone();
        let done = standing.most.saturating_sub(standing.left);
        let percent = (done * 100).checked_div(standing.most + 1).unwrap_or(0);
        Ok(WorkView {
            doing: standing.doing.unwrap_or_default().to_owned(),
            percent: u32::try_from(percent).unwrap_or(100),
        })
    }

    /// Gives the work up, if it still can be.
    pub fn give_up(&self, _request: &Nothing) -> Result<Nothing, CommandError> {
        held(&self.work.0).given_up = true;
        Ok(Nothing {})
    }

    /// The derivation for a new password: measured on this machine, unless a test says which.
    pub(crate) fn derivation(&self) -> Result<KdfParameters, CommandError> {
        let doing = self.work.begin();
        let Derivation::Calibrated = self.environment.kdf else {
            return Ok(self.environment.kdf.fixed());
        };
        let chosen = KdfParameters::calibrated(Calibration {
            free_memory_kib: self.environment.free_memory_kib(),
            elapsed: &|| self.environment.clock.elapsed(),
            step: &mut |left| doing.step("measuring how fast this machine derives keys", left),
        });
        // The last step can not be taken back: from here the vault is written.
        let last = doing.step("deriving the key", 1);
        match (chosen, last) {
            (Err(CalibrationError::Cancelled), _) | (Ok(_), ControlFlow::Break(())) => {
                Err(CommandError::new(Code::Cancelled, "it was given up").help("nothing was made"))
            }
            (Err(CalibrationError::Memory(lacking)), _) => {
                Err(iam_vault::CreateError::Memory(lacking).into())
            }
            (Ok(chosen), ControlFlow::Continue(())) => Ok(chosen),
        }
    }
}
