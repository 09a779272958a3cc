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
mod anchors;
mod backups;
mod certificate;
mod changes;
pub mod command_line;
mod directory;
mod editor;
mod files;
mod gate;
mod handoff;
mod import;
pub mod import_credentials;
mod in_spite;
mod journal;
mod kept;
mod keychain;
mod memory;
mod mfa;
mod notices;
mod organization;
mod person;
mod plan_session;
mod posture;
mod propose;
mod rotation;
mod saml;
mod secrets;
mod session;
mod settings;
mod share;
mod simulate;
mod slots;
mod strength;
mod view;
mod work;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

pub use backups::MadeBackup;
pub use environment::{Clock, Derivation, Environment, Randomness, RandomnessFailed, WindowHost};
pub use handoff::{EncryptionKey, HandOffPlace, ParseRecipientError, PrivateFile, Recipient};
pub use iam_exchange::change_file::{ChangeOpener, ChangeReceivers};
pub use iam_names::Secret;
pub use iam_vault::KdfParameters;
pub use keychain::{Keychain, KeychainFailed, MemoryKeychain};
pub use share::{OfferedChanges, OfferedConflict};

use iam_access::CatalogueManagedPolicies;

use contract::upkeep::NoticeView;
use error::{Code, CommandError};
use session::{Session, State, held};
use settings::Settings;
use work::Work;

/// The application. One for the window, one for each run of the command line.
pub struct App {
    environment: Environment,
    managed: CatalogueManagedPolicies,
    progress: import::ImportProgress,
    state: Mutex<State>,
    settings: Mutex<Settings>,
    work: Work,
    notices: Mutex<Vec<NoticeView>>,
    backup_fault: Mutex<Option<CommandError>>,
    offered: Mutex<BTreeSet<PathBuf>>,
    kept: Mutex<kept::Kept>,
}

impl App {
    /// An application in its environment, with the vault that was used last chosen.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        let chosen = memory::recent(&environment).into_iter().next();
        Self {
            settings: Mutex::new(Settings::read(&environment)),
            work: Work::default(),
            notices: Mutex::default(),
            backup_fault: Mutex::default(),
            offered: Mutex::default(),
            kept: Mutex::default(),
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
