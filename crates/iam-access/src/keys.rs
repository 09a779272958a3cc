//! Which condition keys are worth telling: those that the policies in scope ask for.

use crate::context::{FilledKey, GivenContext, fill};
use crate::simulate::Prepared;
use crate::{AccessError, Subject, gather_trust};
use iam_catalog::{Catalogue, KnownKey};
use iam_policy::evaluate::{NamedPolicy, PolicySet};
use iam_policy::policy::{Actions, Policy};
use iam_policy::request::Action;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A condition key that a policy in scope names.
#[derive(Debug, Clone)]
pub struct NamedKey {
    /// In AWS's spelling where the catalogue knows it.
    pub name: String,
    /// What the catalogue knows of it.
    pub known: Option<KnownKey<'static>>,
    /// What it is filled in with when nothing else is given.
    pub filled: Option<FilledKey>,
}

/// The keys and variables named by statements that speak of any of the actions, by name. Without
/// actions, by every statement. A role among `resources` adds its trust policy.
pub fn context_keys(
    subject: &Subject<'_>,
    actions: &[String],
    resources: &[String],
) -> Result<Vec<NamedKey>, AccessError> {
    let catalogue = Catalogue::bundled();
    let mut asked = Vec::new();
    // Every statement speaks of some action: to expand `*` would only cost time.
    let every = actions.iter().any(|pattern| pattern.trim() == "*");
    for pattern in actions.iter().filter(|_| !every) {
        let matching = catalogue.actions_matching(pattern.trim());
        if matching.is_empty() {
            asked.push(Action::parse(pattern.trim()).map_err(AccessError::BadAction)?);
        }
        for action in matching {
            asked.push(Action::parse(&action.full_name()).map_err(AccessError::BadAction)?);
        }
    }
    let prepared = Prepared::new(subject);
    let trust = resources
        .iter()
        .filter_map(|text| gather_trust(subject.scope, text));
    let policies = prepared
        .gathered
        .policies
        .iter()
        .filter_map(|gathered| gathered.reading.policy.clone())
        .chain(trust.filter_map(|gathered| gathered.reading.policy.clone()));
    let set = PolicySet::new(policies.map(|policy| NamedPolicy {
        name: None,
        policy: Arc::new(speaking_of(&policy, &asked)),
    }));
    let filled = fill(
        subject,
        resources.first().map(String::as_str),
        &GivenContext::default(),
    );
    let mut keys: BTreeMap<String, NamedKey> = BTreeMap::new();
    for key in set.condition_keys() {
        let known = catalogue.condition_key(key.as_str());
        let name = known
            .as_ref()
            .map_or_else(|| key.as_str().to_owned(), |k| k.spelled.clone());
        let folded = name.to_lowercase();
        let filled = filled
            .iter()
            .find(|it| it.key.to_lowercase() == folded)
            .cloned();
        keys.entry(folded).or_insert(NamedKey {
            name,
            known,
            filled,
        });
    }
    Ok(keys.into_values().collect())
}

/// The policy with only those statements that speak of any of the actions.
fn speaking_of(policy: &Policy, actions: &[Action]) -> Policy {
    let speaks = |named: &Actions| {
        actions.is_empty()
            || actions.iter().any(|action| match named {
                Actions::Only(patterns) => patterns.iter().any(|it| it.matches(action)),
                Actions::AllBut(patterns) => !patterns.iter().any(|it| it.matches(action)),
            })
    };
    let mut speaking = policy.clone();
    speaking
        .statements
        .retain(|statement| speaks(&statement.actions));
    speaking
}
