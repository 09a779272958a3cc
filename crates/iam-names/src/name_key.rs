//! The form under which a name is unique.

use std::borrow::Borrow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A name without its case: two names with one key cannot stand side by side in an account.
///
/// Folding is ASCII lower-case, which is all that IAM's alphabets hold. See "IAM object
/// identifiers" in the IAM user guide: names are unique "regardless of case".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String")]
pub struct NameKey(Arc<str>);

impl NameKey {
    /// Folds any text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.to_ascii_lowercase().into())
    }

    /// Keeps a text as it is, for what is unique with its case: a resource's ARN, a title.
    #[must_use]
    pub fn exact(text: &str) -> Self {
        Self(text.into())
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for NameKey {
    fn from(text: String) -> Self {
        Self::of(&text)
    }
}

impl Borrow<str> for NameKey {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for NameKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}
