//! Before and after: which actions does a principal gain, and which lose?
//!
//! Apply a set of changes to a copy of the estate, take the same principal from both, and ask the
//! same question twice.

use crate::Subject;
use crate::context::GivenContext;
use crate::extent::Extent;
use crate::summary::{Extents, extents};
use crate::unknown::Unknown;
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two states for one principal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Actions that go further afterwards.
    pub gained: Vec<ActionChange>,
    /// Actions that go less far afterwards.
    pub lost: Vec<ActionChange>,
    /// Actions allowed on some resources before and after, and on other ones.
    pub moved: Vec<ActionChange>,
    /// What is not known of either state and bears on this.
    pub unknown: Vec<Unknown>,
}

/// An action whose extent differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionChange {
    /// The action.
    pub action: String,
    /// On which resources it was allowed.
    pub before: Extent,
    /// On which it is afterwards.
    pub after: Extent,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty() && self.moved.is_empty()
    }
}

/// Compares what a principal may do in two states. `None` stands for a state in which the
/// principal does not exist and so may do nothing.
#[must_use]
pub fn compare(
    before: Option<&Subject<'_>>,
    after: Option<&Subject<'_>>,
    given: &GivenContext,
) -> Comparison {
    let (before, mut unknown) = by_action(before, given);
    let (after, more) = by_action(after, given);
    unknown.extend(more);
    let mut comparison = Comparison {
        unknown: unknown.into_iter().collect(),
        ..Comparison::default()
    };
    let actions: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for action in actions {
        let was = before.get(action).unwrap_or(&Extent::None);
        let is = after.get(action).unwrap_or(&Extent::None);
        if was == is {
            continue;
        }
        let change = ActionChange {
            action: action.clone(),
            before: was.clone(),
            after: is.clone(),
        };
        match is.rank().cmp(&was.rank()) {
            std::cmp::Ordering::Greater => comparison.gained.push(change),
            std::cmp::Ordering::Less => comparison.lost.push(change),
            std::cmp::Ordering::Equal => comparison.moved.push(change),
        }
    }
    comparison
}

fn by_action(
    subject: Option<&Subject<'_>>,
    given: &GivenContext,
) -> (BTreeMap<String, Extent>, BTreeSet<Unknown>) {
    let Some(subject) = subject else {
        return (BTreeMap::new(), BTreeSet::new());
    };
    let Extents { reached, unknown } = extents(subject, given);
    let by_action = reached
        .into_iter()
        .flat_map(|(service, extents)| service.actions().zip(extents))
        .filter(|(_, extent)| *extent != Extent::None)
        .map(|(action, extent)| (action.full_name(), extent))
        .collect();
    (by_action, unknown.into_iter().collect())
}
