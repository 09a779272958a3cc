//! What differs between two states of an account, for everybody.

use iam_access::GivenContext;
use iam_directory::State;

use super::sandbox::effects;
use crate::App;
use crate::contract::analyse::{CompareRequest, CompareView};
use crate::error::CommandError;
use crate::session::account;

impl App {
    /// What the plan changes against what was seen in AWS.
    pub fn compare_states(&self, request: &CompareRequest) -> Result<CompareView, CommandError> {
        let session = self.session()?;
        let estate = session.estate();
        let account = account(&estate, &request.account)?;
        if account.observed().is_none() {
            return Ok(CompareView {
                observed: String::new(),
                effects: Vec::new(),
            });
        }
        let scope = |state| session.engine.scope(&estate, account, state, &self.managed);
        let given = GivenContext {
            keys: Vec::new(),
            time: Some(self.environment.clock.now()),
        };
        Ok(CompareView {
            observed: crate::view::date(account.settings().observed_as_of),
            effects: effects(scope(State::Observed)?, scope(State::Planned)?, &given),
        })
    }
}
