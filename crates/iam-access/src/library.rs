//! Policies read and lowered once, by their text.

use iam_policy::evaluate::{NamedPolicy, PolicySet};
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
    sets: RwLock<HashMap<Vec<SetKey>, Arc<PolicySet>>>,
}

/// A policy of a set: its name and where its meaning stands. The set that is kept holds the
/// policies, so that no other one can come to stand there.
type SetKey = (Option<Arc<str>>, usize);

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

    /// Policies compiled together, once: those of an organization's level and those of resources are
    /// the same for everybody.
    pub(crate) fn compiled(&self, policies: Vec<NamedPolicy>) -> Arc<PolicySet> {
        let key: Vec<SetKey> = policies
            .iter()
            .map(|it| (it.name.clone(), Arc::as_ptr(&it.policy) as usize))
            .collect();
        {
            let known = self.sets.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(set) = known.get(&key) {
                return Arc::clone(set);
            }
        }
        let set = Arc::new(PolicySet::new(policies));
        let mut known = self.sets.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        Arc::clone(known.entry(key).or_insert(set))
    }

    fn known(&self, document: &str, policy_type: PolicyType) -> Option<Arc<Reading>> {
        let shelves = self.shelves.read().unwrap_or_else(PoisonError::into_inner);
        shelves.get(&policy_type)?.get(document).cloned()
    }
}
