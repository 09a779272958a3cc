//! Policies read and lowered once, by their text.

use iam_policy::policy::{self, Lowered, PolicyType};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How many texts are kept before all are forgotten. An account at AWS's quotas has some ten
/// thousand documents; what piles up beyond are old drafts.
const MOST: usize = 32_768;

/// Lowered policies by their text and type. One library serves every question about an estate:
/// an edited document is another text, so nothing ever has to be taken out for being stale.
#[derive(Debug, Default)]
pub struct PolicyLibrary {
    shelves: RwLock<HashMap<PolicyType, HashMap<Arc<str>, Arc<Lowered>>>>,
}

impl PolicyLibrary {
    /// An empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The document lowered as a policy of this type; read now when it never was before.
    #[must_use]
    pub fn lowered(&self, document: &Arc<str>, policy_type: PolicyType) -> Arc<Lowered> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        let known = shelves.get(&policy_type).and_then(|shelf| shelf.get(&**document));
        if let Some(lowered) = known {
            return Arc::clone(lowered);
        }
        drop(shelves);
        let lowered = Arc::new(policy::parse(document, policy_type));
        let mut shelves = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        let shelf = shelves.entry(policy_type).or_default();
        if shelf.len() >= MOST {
            shelf.clear();
        }
        Arc::clone(shelf.entry(Arc::clone(document)).or_insert(lowered))
    }
}
