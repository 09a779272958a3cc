//! Before and after: which actions does a principal gain, and which lose?
//!
//! Apply a set of changes to a copy of the estate, take the same principal from both, and ask the
//! same question twice.

use crate::assume::assumable;
use crate::context::GivenContext;
use crate::extent::Extent;
use crate::gather::{gather, gather_levels};
use crate::subject::Held;
use crate::summary::{Extents, extents};
use crate::unknown::Unknown;
use crate::{Scope, Subject};
use iam_names::{EntityId, NameKey};
use iam_policy::policy::PolicyType;
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

/// Somebody whose access differs between two states of an account.
#[derive(Debug, Clone)]
pub struct PrincipalChange {
    /// The ARN; afterwards, where there is one.
    pub arn: String,
    /// The name.
    pub name: String,
    /// Whether it is a role.
    pub is_role: bool,
    /// Whether it existed before.
    pub before: bool,
    /// Whether it exists afterwards.
    pub after: bool,
    /// What it gains and loses.
    pub comparison: Comparison,
}

/// Who gains and who loses what between two accounts, or two states of one. Users and roles are
/// matched by name, which is what two files have in common; those whose access is the same are
/// left out. What `sts:AssumeRole` reaches is read off the trust policies of the roles.
#[must_use]
pub fn compare_everybody(
    before: Scope<'_>,
    after: Scope<'_>,
    given: &GivenContext,
) -> (Vec<PrincipalChange>, Vec<Unknown>) {
    let (was, is) = (People::of(before, given), People::of(after, given));
    let keys: BTreeSet<&(bool, NameKey)> = was.by_name.keys().chain(is.by_name.keys()).collect();
    let mut unknown = BTreeSet::new();
    let mut changes = Vec::new();
    for key in keys {
        let (old, new) = (was.by_name.get(key), is.by_name.get(key));
        let (old_roles, new_roles) = (was.roles_of(old), is.roles_of(new));
        if let (Some((_, old)), Some((_, new))) = (old, new)
            && old_roles == new_roles
            && same_access(old, new)
        {
            continue;
        }
        let mut comparison = compare(old.map(|it| &it.1), new.map(|it| &it.1), given);
        comparison.replace(ASSUME_ROLE, old_roles, new_roles);
        unknown.extend(std::mem::take(&mut comparison.unknown));
        if comparison.is_empty() && old.is_some() == new.is_some() {
            continue;
        }
        let Some((_, subject)) = new.or(old) else {
            continue;
        };
        changes.push(PrincipalChange {
            arn: subject.name().to_owned(),
            name: subject.short_name(),
            is_role: key.0,
            before: old.is_some(),
            after: new.is_some(),
            comparison,
        });
    }
    (changes, unknown.into_iter().collect())
}

const ASSUME_ROLE: &str = "sts:AssumeRole";

/// Everybody of an account by name, and the roles they can assume.
struct People<'e> {
    by_name: BTreeMap<(bool, NameKey), (EntityId, Subject<'e>)>,
    assumable: BTreeMap<EntityId, BTreeSet<String>>,
}

impl<'e> People<'e> {
    fn of(scope: Scope<'e>, given: &GivenContext) -> Self {
        let by_name = scope
            .principals()
            .filter_map(|id| {
                let subject = Subject::with_id(scope, id).ok()?;
                let key = (subject.is_role(), NameKey::of(&subject.short_name()));
                Some((key, (id, subject)))
            })
            .collect();
        Self {
            by_name,
            assumable: assumable(scope, given),
        }
    }

    fn roles_of(&self, somebody: Option<&(EntityId, Subject<'_>)>) -> Extent {
        let roles = somebody.and_then(|(id, _)| self.assumable.get(id));
        Extent::on(roles.into_iter().flatten())
    }
}

/// Whether two principals have the same documents, tags, ARN and limits of their organization, so
/// that every answer is the same that hangs on the principal.
#[must_use]
pub fn same_access(one: &Subject<'_>, other: &Subject<'_>) -> bool {
    let documents = |subject: &Subject<'_>| {
        let gathered = gather(subject);
        let mut all: Vec<_> = gathered
            .policies
            .into_iter()
            .map(|policy| (policy.layer, policy.document))
            .collect();
        all.sort();
        (all, gathered.bounded, gathered.unknown.len())
    };
    let tags = |subject: &Subject<'_>| match subject.held {
        Held::User(user) => Some(user.tags.clone()),
        Held::Role(role) => Some(role.tags.clone()),
        Held::Root | Held::Nothing => None,
    };
    let limits = |subject: &Subject<'_>| {
        let scope = subject.scope;
        let of = |layer| {
            let levels = gather_levels(scope.library(), subject.membership(), layer);
            let levels = levels.into_iter().map(|level| {
                let mut documents: Vec<_> = level.into_iter().map(|it| it.document).collect();
                documents.sort();
                documents
            });
            levels.collect::<Vec<_>>()
        };
        (
            of(PolicyType::Scp),
            of(PolicyType::Rcp),
            subject.membership().and_then(|it| it.path()),
        )
    };
    let limited_alike = || {
        let known = (one.membership(), other.membership());
        let unaltered = matches!(known, (Some(one), Some(other)) if one.is(&other));
        unaltered || limits(one) == limits(other)
    };
    one.name() == other.name()
        && limited_alike()
        && tags(one) == tags(other)
        && documents(one) == documents(other)
}

impl Comparison {
    /// Puts what is known better about one action in the place of what was found.
    fn replace(&mut self, action: &str, before: Extent, after: Extent) {
        for list in [&mut self.gained, &mut self.lost, &mut self.moved] {
            list.retain(|change| change.action != action);
        }
        if before == after {
            return;
        }
        let change = |list: &mut Vec<ActionChange>, before: Extent, after: Extent| {
            list.push(ActionChange {
                action: action.to_owned(),
                before,
                after,
            });
            list.sort_by(|a, b| a.action.cmp(&b.action));
        };
        match (&before, &after) {
            (Extent::Some { allowed: old, .. }, Extent::Some { allowed: new, .. }) => {
                let more = new.iter().any(|role| !old.contains(role));
                let less = old.iter().any(|role| !new.contains(role));
                let list = match (more, less) {
                    (true, false) => &mut self.gained,
                    (false, true) => &mut self.lost,
                    _ => &mut self.moved,
                };
                change(list, before, after);
            }
            _ if after.rank() > before.rank() => change(&mut self.gained, before, after),
            _ => change(&mut self.lost, before, after),
        }
    }
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
