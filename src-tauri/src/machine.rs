//! What the application is told about the machine it runs on.

use std::path::PathBuf;

use bailiwick_app::{Environment, Keychain, WindowHost};
use tauri::{AppHandle, Manager as _};

use crate::keychain::SystemKeychain;

/// This machine's clock, randomness, places and person.
pub(crate) fn environment(app: &AppHandle) -> tauri::Result<Environment> {
    let host = host();
    let person = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|variable| std::env::var(variable).ok().filter(|name| !name.is_empty()))
        .unwrap_or_else(|| "somebody".to_owned());
    let mut environment = Environment::of_this_machine(
        format!("{person}@{host}"),
        Some(app.path().app_config_dir()?),
        vaults(app)?,
    );
    environment.window = Some(WindowHost { host });
    // Journeys run without a keychain, and must not meet a person's.
    if !crate::automation::is_on() {
        environment.keychain =
            SystemKeychain::connect().map(|keychain| Box::new(keychain) as Box<dyn Keychain>);
    }
    Ok(environment)
}

/// Where a new vault goes when nobody chooses: among the person's documents, where it is found
/// again and backed up with them.
fn vaults(app: &AppHandle) -> tauri::Result<PathBuf> {
    match app.path().document_dir() {
        Ok(documents) if documents.is_dir() => Ok(documents),
        _ => app.path().home_dir(),
    }
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_else(|_| "this machine".to_owned())
}
