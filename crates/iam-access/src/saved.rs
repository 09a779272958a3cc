//! Expectations that an account keeps: asked as they stand, and before a change is recorded.

use crate::expect::{Expectation, Met, expect};
use crate::{PolicyLibrary, Scope};
use iam_catalog::Catalogue;
use iam_directory::{ChangeSet, Estate, ManagedPolicies, Refusal, SavedExpectation, State, apply};
use iam_names::{EntityId, Timestamp};
use iam_policy::context::ContextValue;
use std::sync::Arc;

impl From<&SavedExpectation> for Expectation {
    /// One value stands for itself unless the catalogue says that the key takes several.
    fn from(saved: &SavedExpectation) -> Self {
        let value = |key: &str, values: &[String]| {
            let known = Catalogue::bundled().condition_key(key);
            let several = known.is_some_and(|it| it.key_type.multivalued);
            match values {
                [value] if !several => ContextValue::Single(value.clone()),
                values => ContextValue::Many(values.to_vec()),
            }
        };
        Self {
            principal: saved.principal.clone(),
            action: saved.action.clone(),
            resource: saved.resource.clone(),
            context: saved
                .context
                .iter()
                .map(|(key, values)| (key.clone(), value(key, values)))
                .collect(),
            expected: saved.expected,
        }
    }
}

/// Asks every expectation that the account keeps, by name. They are kept with the plan, whichever
/// state is asked.
#[must_use]
pub fn kept_expectations(scope: Scope<'_>, now: Timestamp) -> Vec<(Arc<SavedExpectation>, Met)> {
    let planned = scope.account().planned();
    let mut kept: Vec<_> = planned.expectations().cloned().collect();
    kept.sort_by_key(|it| it.name.to_lowercase());
    kept.into_iter()
        .map(|saved| {
            let met = expect(scope, &Expectation::from(&*saved), now);
            (saved, met)
        })
        .collect()
}

/// How an expectation stood before a change that leaves it failing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stood {
    /// It held: the change breaks it.
    Held,
    /// It failed already.
    Failed,
    /// It was not there, or asked for something else: the change brings it.
    New,
}

/// An expectation that fails once a change is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Broken {
    /// The account that keeps it.
    pub account: EntityId,
    /// The expectation, as it is afterwards.
    pub expectation: Arc<SavedExpectation>,
    /// How it stood before.
    pub before: Stood,
    /// What is found afterwards, and why.
    pub after: Met,
}

/// The expectations that would fail once a set of changes is made: in every account, because a
/// trust or a resource policy of one bears on the answers of another. Nothing is altered; a
/// refusal is that of the changes themselves.
pub fn broken_by(
    estate: &Estate,
    set: &ChangeSet,
    managed: &(dyn ManagedPolicies + Sync),
    library: &PolicyLibrary,
    now: Timestamp,
) -> Result<Vec<Broken>, Refusal> {
    let after = apply(estate, set, managed)?.estate;
    Ok(broken_between(estate, &after, managed, library, now))
}

/// The same where both estates are known.
#[must_use]
pub fn broken_between(
    before: &Estate,
    after: &Estate,
    managed: &(dyn ManagedPolicies + Sync),
    library: &PolicyLibrary,
    now: Timestamp,
) -> Vec<Broken> {
    let mut broken = Vec::new();
    for account in after.accounts() {
        let id = account.settings().id;
        let scope = |estate| Scope::new(estate, id, State::Planned, managed, library);
        let Ok(then) = scope(after) else { continue };
        let earlier = scope(before).ok();
        for (expectation, met) in kept_expectations(then, now) {
            if met.holds {
                continue;
            }
            let stood = earlier.and_then(|scope| {
                let was = scope.directory().expectation(expectation.id)?;
                // Asked as it was: one that is altered into failing is brought by the change.
                let same = Expectation::from(&**was) == Expectation::from(&*expectation);
                let held = || expect(scope, &Expectation::from(&**was), now).holds;
                same.then(|| if held() { Stood::Held } else { Stood::Failed })
            });
            broken.push(Broken {
                account: id,
                expectation,
                before: stood.unwrap_or(Stood::New),
                after: met,
            });
        }
    }
    broken
}
