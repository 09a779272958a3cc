//! What should be looked at in an account: credentials, administrators, trust, policies, quotas
//! and ways to more than one has.
//!
//! A finding has a stable code, a severity, a reason in a sentence, and, where IAM has operations
//! that cure it, those. Nothing is altered here, and time is an argument.

mod account;
mod code;
mod credentials;
mod policies;
mod power;
mod providers;
mod quotas;
mod resources;
mod statements;
#[cfg(test)]
mod tests;
mod trust;

pub use code::{FindingCode, FindingSeverity};
pub use providers::ENDING_DAYS;

use crate::Scope;
use crate::context::GivenContext;
use iam_directory::{EntityKind, Operation};
use iam_names::{EntityId, Timestamp};

/// Something that should be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What sort of thing.
    pub code: FindingCode,
    /// How grave.
    pub severity: FindingSeverity,
    /// What it is about.
    pub entity: EntityId,
    /// Which sort of entity that is.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What would cure it, in order; empty where a person has to decide or AWS has to act.
    pub changes: Vec<Operation>,
}

/// Everything that should be looked at, the gravest first.
#[must_use]
pub fn findings(scope: Scope<'_>, now: Timestamp) -> Vec<Finding> {
    let mut found = Found {
        scope,
        now,
        given: GivenContext {
            keys: Vec::new(),
            time: Some(now),
        },
        list: Vec::new(),
    };
    account::look(&mut found);
    credentials::look(&mut found);
    power::look(&mut found);
    trust::look(&mut found);
    providers::look(&mut found);
    resources::look(&mut found);
    policies::look(&mut found);
    quotas::look(&mut found);
    found.list.sort_by(|a, b| {
        let key = |it: &Finding| (it.severity, it.code, it.kind, it.name.to_lowercase());
        key(a).cmp(&key(b)).then_with(|| a.reason.cmp(&b.reason))
    });
    found.list
}

/// What was found so far, and where it is looked for.
struct Found<'e> {
    scope: Scope<'e>,
    now: Timestamp,
    given: GivenContext,
    list: Vec<Finding>,
}

impl Found<'_> {
    fn add(
        &mut self,
        code: FindingCode,
        (kind, entity, name): (EntityKind, EntityId, &str),
        reason: String,
        changes: Vec<Operation>,
    ) {
        self.list.push(Finding {
            code,
            severity: code.severity(),
            entity,
            kind,
            name: name.to_owned(),
            reason,
            changes,
        });
    }

    /// Whole days since then.
    fn days_since(&self, then: Timestamp) -> i64 {
        self.now.days_since(then)
    }
}
