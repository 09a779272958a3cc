//! This machine's settings: when the window locks itself, what the journal calls whoever works
//! here, and where the list of breached passwords lies. They lie beside the list of vaults, hold
//! nothing secret, and fall back to their defaults when they are gone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::App;
use crate::contract::Nothing;
use crate::contract::upkeep::{ChangeSettingsRequest, SettingsView};
use crate::environment::Environment;
use crate::error::{Code, CommandError};
use crate::session::held;

const FILE: &str = "settings.json";

/// The minutes that can be chosen. There is no "never": a vault that does not lock is a file.
const IDLE_CHOICES: [u32; 6] = [1, 2, 5, 10, 15, 30];
const IDLE_DEFAULT: u32 = 10;

/// The longest name that the journal keeps for a person.
const LONGEST_NAME: usize = 64;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    idle_lock_minutes: Option<u32>,
    operator: Option<String>,
    /// Of this machine and not of the vault: on a colleague's the path would mean nothing.
    breached_hashes: Option<PathBuf>,
}

impl Settings {
    pub(crate) fn read(environment: &Environment) -> Self {
        environment
            .memory
            .as_ref()
            .and_then(|memory| std::fs::read(memory.join(FILE)).ok())
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    fn write(&self, environment: &Environment) -> Result<(), CommandError> {
        let Some(memory) = &environment.memory else {
            return Ok(());
        };
        // INVARIANT: settings always have a JSON form.
        let text = serde_json::to_vec_pretty(self).unwrap_or_default();
        std::fs::create_dir_all(memory)
            .and_then(|()| std::fs::write(memory.join(FILE), text))
            .map_err(|error| {
                CommandError::new(
                    Code::FileNotWritten,
                    format!("the settings were not written: {error}"),
                )
                .help("make room on the disk, then try again")
                .at(memory.join(FILE).display().to_string())
            })
    }

    /// The list of breached passwords' hashes, if one was chosen.
    pub(crate) fn breached_hashes(&self) -> Option<&Path> {
        self.breached_hashes.as_deref()
    }

    /// Minutes without input; what an edited file says is taken only when it can be chosen.
    pub(crate) fn idle_lock_minutes(&self) -> u32 {
        self.idle_lock_minutes
            .filter(|minutes| IDLE_CHOICES.contains(minutes))
            .unwrap_or(IDLE_DEFAULT)
    }
}

impl App {
    /// This machine's settings.
    pub fn settings(&self, _request: &Nothing) -> Result<SettingsView, CommandError> {
        let (operator, machine) = self.name_and_machine();
        let settings = held(&self.settings);
        Ok(SettingsView {
            idle_lock_minutes: settings.idle_lock_minutes(),
            idle_choices: IDLE_CHOICES.to_vec(),
            operator,
            machine,
            breached_hashes: settings
                .breached_hashes()
                .map_or_else(String::new, |path| path.display().to_string()),
        })
    }

    /// Changes this machine's settings.
    pub fn change_settings(
        &self,
        request: &ChangeSettingsRequest,
    ) -> Result<SettingsView, CommandError> {
        let refused = |message: &str, help: &str, at: &str| {
            Err(CommandError::new(Code::InvalidField, message)
                .help(help)
                .at(at))
        };
        if !IDLE_CHOICES.contains(&request.idle_lock_minutes) {
            return refused(
                "this number of minutes can not be chosen",
                "choose one of those that are offered",
                "idle_lock_minutes",
            );
        }
        let name = request.operator.trim();
        let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
        if !fits || name.contains('@') || name.contains(char::is_control) {
            return refused(
                "the journal needs a name of 1 to 64 characters, without `@`",
                "your own name, as colleagues know you; the machine's is added",
                "operator",
            );
        }
        let (known, _) = split(&self.environment.operator);
        self.change_settings_by(|settings| {
            settings.idle_lock_minutes = Some(request.idle_lock_minutes);
            settings.operator = (name != known).then(|| name.to_owned());
        })
    }

    /// Looks passwords that a person chooses up in a list of breached ones, from now on.
    pub fn choose_breached_hashes(&self, path: &Path) -> Result<SettingsView, CommandError> {
        crate::strength::open_breached(path)?;
        self.change_settings_by(|settings| settings.breached_hashes = Some(path.to_owned()))
    }

    /// Looks passwords up no longer.
    pub fn forget_breached_hashes(&self, _request: &Nothing) -> Result<SettingsView, CommandError> {
        self.change_settings_by(|settings| settings.breached_hashes = None)
    }

    fn change_settings_by(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<SettingsView, CommandError> {
        let mut new = held(&self.settings).clone();
        change(&mut new);
        new.write(&self.environment)?;
        *held(&self.settings) = new;
        self.settings(&Nothing {})
    }

    /// Who acts, for the journal: name and machine.
    pub(crate) fn operator(&self) -> String {
        match self.name_and_machine() {
            (name, machine) if machine.is_empty() => name,
            (name, machine) => format!("{name}@{machine}"),
        }
    }

    /// This machine, as the journal names it.
    pub(crate) fn machine(&self) -> String {
        let (name, machine) = self.name_and_machine();
        if machine.is_empty() { name } else { machine }
    }

    fn name_and_machine(&self) -> (String, String) {
        let (name, machine) = split(&self.environment.operator);
        let chosen = held(&self.settings).operator.clone();
        (
            chosen.unwrap_or_else(|| name.to_owned()),
            machine.to_owned(),
        )
    }
}

/// `name@machine`; the name alone where no machine is given.
fn split(operator: &str) -> (&str, &str) {
    operator.rsplit_once('@').unwrap_or((operator, ""))
}
