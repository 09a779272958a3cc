//! A policy document as its author wrote it. What it means is `iam-policy`'s affair; whether AWS
//! would take it is asked in `document/check.rs`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod check;
mod resource;

pub use check::check;

/// Which kind of policy a document stands for: what is legal in it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// A customer managed policy.
    Managed,
    /// An inline policy of a user, group or role.
    Inline,
    /// A role's trust policy.
    Trust,
    /// A resource's own policy.
    Resource,
    /// A service control policy of an organization.
    ServiceControl,
    /// A resource control policy of an organization.
    ResourceControl,
}

/// The text of a policy document, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PolicyDocument(Arc<str>);

impl PolicyDocument {
    /// Keeps the text as it is; whether it is a policy is decided by the rules.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The text, shared.
    #[must_use]
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// The size that AWS holds against the quota: characters without white space.
    ///
    /// White space inside of strings counts: it is part of the policy.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    #[must_use]
    pub fn counted_characters(&self) -> usize {
        let (mut count, mut in_string, mut escaped) = (0, false, false);
        for character in self.0.chars() {
            if in_string || !character.is_ascii_whitespace() {
                count += 1;
            }
            if in_string {
                match character {
                    _ if escaped => escaped = false,
                    '\\' => escaped = true,
                    '"' => in_string = false,
                    _ => {}
                }
            } else if character == '"' {
                in_string = true;
            }
        }
        count
    }

    /// Whether two documents are the same JSON value: key order and white space aside.
    #[must_use]
    pub fn same_value(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        match (parse(self.text()), parse(other.text())) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ => false,
        }
    }
}
