//! The system's keychain: an extra way in, and a place for anchors. It is never the only one,
//! because keychains forget: they are reset, locked, or lost with the user's login.

use std::collections::BTreeMap;
use std::sync::Mutex;

use iam_names::Secret;

use crate::session::held;

/// Keeps short texts under names, for this user on this machine.
pub trait Keychain: Send + Sync {
    /// Keeps a text; one of the same name is replaced.
    fn keep(&self, name: &str, text: &Secret<String>) -> Result<(), KeychainFailed>;

    /// Gives a text back; none when nothing is kept under the name.
    fn find(&self, name: &str) -> Result<Option<Secret<String>>, KeychainFailed>;

    /// Forgets a text; that there is none is as good.
    fn forget(&self, name: &str) -> Result<(), KeychainFailed>;
}

/// The keychain did not do what it was asked: it is locked, not running, or refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the system's keychain did not answer: {0}")]
pub struct KeychainFailed(
    /// What the system said. Never what was to be kept.
    pub String,
);

/// A keychain in memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryKeychain(Mutex<BTreeMap<String, Secret<String>>>);

impl MemoryKeychain {
    /// Loses everything, as a reset keychain does.
    pub fn reset(&self) {
        held(&self.0).clear();
    }

    /// The names under which something is kept.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        held(&self.0).keys().cloned().collect()
    }
}

impl Keychain for MemoryKeychain {
    fn keep(&self, name: &str, text: &Secret<String>) -> Result<(), KeychainFailed> {
        // A test's keychain keeps a copy, as the system's would.
        let copy = text.duplicate();
        held(&self.0).insert(name.to_owned(), copy);
        Ok(())
    }

    fn find(&self, name: &str) -> Result<Option<Secret<String>>, KeychainFailed> {
        let found = held(&self.0).get(name).map(Secret::duplicate);
        Ok(found)
    }

    fn forget(&self, name: &str) -> Result<(), KeychainFailed> {
        held(&self.0).remove(name);
        Ok(())
    }
}

impl<T: Keychain + ?Sized> Keychain for std::sync::Arc<T> {
    fn keep(&self, name: &str, text: &Secret<String>) -> Result<(), KeychainFailed> {
        (**self).keep(name, text)
    }

    fn find(&self, name: &str) -> Result<Option<Secret<String>>, KeychainFailed> {
        (**self).find(name)
    }

    fn forget(&self, name: &str) -> Result<(), KeychainFailed> {
        (**self).forget(name)
    }
}
