//! The system's keychain: the Secret Service on Linux, the keychain on macOS, the Credential
//! Manager on Windows. What it keeps opens a vault as an extra; see `bailiwick_app::Keychain`.

use std::sync::Arc;

use bailiwick_app::{Keychain, KeychainFailed, Secret};
use keyring_core::{CredentialStore, Entry, Error};

/// The name under which everything of ours is kept.
const SERVICE: &str = "Bailiwick";

/// The keychain of the user who is logged in.
pub(crate) struct SystemKeychain {
    store: Arc<CredentialStore>,
}

impl SystemKeychain {
    /// Connects; none where the system has no keychain, or it is not running.
    pub(crate) fn connect() -> Option<Self> {
        let store = store().ok()?;
        Some(Self { store })
    }

    fn entry(&self, name: &str) -> Result<Entry, KeychainFailed> {
        Entry::new_in_store(&self.store, SERVICE, name).map_err(failed)
    }
}

#[cfg(target_os = "linux")]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(dbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

impl Keychain for SystemKeychain {
    fn keep(&self, name: &str, text: &Secret<String>) -> Result<(), KeychainFailed> {
        // The system's keychain receives it: that is what it is for.
        let kept = self.entry(name)?.set_secret(text.expose().as_bytes());
        kept.map_err(failed)
    }

    fn find(&self, name: &str) -> Result<Option<Secret<String>>, KeychainFailed> {
        match self.entry(name)?.get_secret() {
            Ok(bytes) => String::from_utf8(bytes)
                .map(|text| Some(Secret::new(text)))
                .map_err(|_| KeychainFailed("what it keeps is not text".into())),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn forget(&self, name: &str) -> Result<(), KeychainFailed> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }
}

/// Says what sort of failure it was; an error of the store could quote what it was given.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
fn failed(error: Error) -> KeychainFailed {
    let what = match error {
        Error::NoStorageAccess(_) => "it is locked, or access was refused",
        Error::PlatformFailure(_) => "the system refused",
        Error::TooLong(..) => "the entry is too long for it",
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "what it keeps is not readable",
        Error::Ambiguous(_) => "it keeps more than one entry of that name",
        _ => "it can not do that here",
    };
    KeychainFailed(what.to_owned())
}
