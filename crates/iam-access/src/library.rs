//! Policies read and lowered once, by their text.

use iam_policy::policy::{self, Policy, PolicyType};
use iam_policy::problem::{Problem, Severity};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// How many texts are kept before all are forgotten. An account at AWS's quotas has some ten
/// thousand documents; what piles up beyond are old drafts.
const MOST: usize = 32_768;

/// What a document turned out to mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The policy; nothing when the document has no legal structure.
    pub policy: Option<Arc<Policy>>,
    /// Every mistake in it.
    pub problems: Vec<Problem>,
}

impl Reading {
    fn of(document: &str, policy_type: PolicyType) -> Self {
        let lowered = policy::parse(document, policy_type);
        Self {
            policy: lowered.policy.map(Arc::new),
            problems: lowered.problems,
        }
    }

    /// The mistake because of which there is no policy.
    #[must_use]
    pub fn fatal(&self) -> Option<&Problem> {
        let fatal = |problem: &&Problem| problem.severity() == Severity::Fatal;
        self.problems.iter().find(fatal).or(self.problems.first())
    }
}

/// Documents of one type that have been read.
type Shelf = HashMap<Arc<str>, Arc<Reading>>;

/// Lowered policies by their text and type. One library serves every question about an estate:
/// an edited document is another text, so nothing ever has to be taken out for being stale.
#[derive(Debug, Default)]
pub struct PolicyLibrary {
    shelves: RwLock<HashMap<PolicyType, Shelf>>,
}

impl PolicyLibrary {
    /// An empty library.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The document read as a policy of this type; read now when it never was before.
    #[must_use]
    pub fn read(&self, document: &Arc<str>, policy_type: PolicyType) -> Arc<Reading> {
        if let Some(known) = self.known(document, policy_type) {
            return known;
        }
        let reading = Arc::new(Reading::of(document, policy_type));
        let mut every = self.shelves.write().unwrap_or_else(PoisonError::into_inner);
        let kept = every.entry(policy_type).or_default();
        if kept.len() >= MOST {
            kept.clear();
        }
        Arc::clone(kept.entry(Arc::clone(document)).or_insert(reading))
    }

    fn known(&self, document: &str, policy_type: PolicyType) -> Option<Arc<Reading>> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        shelves.get(&policy_type)?.get(document).cloned()
    }
}
