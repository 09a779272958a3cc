//! The use cases: the one boundary that the desktop shell and the command line talk to.
//!
//! [`App`] has one method per command of the [`contract`]. A method takes a request of raw
//! strings, asks the directory, the simulator or the vault, and answers with a view or a
//! [`error::CommandError`]. It knows no window and no terminal; clock, randomness and places come
//! in an [`Environment`].

pub mod contract;
mod environment;
pub mod error;
pub mod export_account;

mod account_settings;
mod accounts;
mod certificate;
mod changes;
pub mod command_line;
mod directory;
mod editor;
mod gate;
mod handoff;
mod import;
pub mod import_credentials;
mod journal;
mod memory;
mod mfa;
mod person;
mod plan_session;
mod posture;
mod propose;
mod saml;
mod secrets;
mod session;
mod simulate;
mod view;

use std::sync::{Arc, Mutex};

pub use environment::{Clock, Environment, Randomness, RandomnessFailed, WindowHost};
pub use handoff::{EncryptionKey, HandOffPlace, ParseRecipientError, PrivateFile, Recipient};
pub use iam_names::Secret;
pub use iam_vault::KdfParameters;

use iam_access::CatalogueManagedPolicies;

use error::{Code, CommandError};
use session::{Session, State, held};

/// The application. One for the window, one for each run of the command line.
pub struct App {
    environment: Environment,
    managed: CatalogueManagedPolicies,
    progress: import::ImportProgress,
    state: Mutex<State>,
}

impl App {
    /// An application in its environment, with the vault that was used last chosen.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let chosen = memory::recent(&environment).into_iter().next();
        Self {
            environment,
            managed: CatalogueManagedPolicies::new(),
            progress: import::ImportProgress::default(),
            state: Mutex::new(State {
                chosen,
                session: None,
                locks: 0,
            }),
        }
    }

    /// The open vault.
    fn session(&self) -> Result<Arc<Session>, CommandError> {
        let state = held(&self.state);
        match (&state.session, &state.chosen) {
            (Some(session), _) => Ok(Arc::clone(session)),
            (None, Some(_)) => Err(CommandError::locked()),
            (None, None) => Err(CommandError::new(Code::NoVault, "no vault is chosen")
                .help("make a new vault or open one")),
        }
    }
}
