//! In which order: roles after those that their trust policies name, renames after those that make
//! room for them.

use std::collections::{BTreeMap, BTreeSet};

use iam_directory::{AccountSettings, Role};
use iam_names::NameKey;

/// Roles so that each stands after the roles whose ARN its trust policy names: AWS refuses a
/// principal that is not there. Where roles trust each other in a circle no order is right.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
pub(crate) fn roles<'a>(
    settings: &AccountSettings,
    roles: impl Iterator<Item = &'a Role>,
) -> Vec<&'a Role> {
    let mut waiting: Vec<(&Role, String)> = roles
        .map(|role| {
            let arn = settings.arn("role", &role.path, role.name.as_str());
            (role, format!("\"{arn}\""))
        })
        .collect();
    waiting.sort_by_key(|(role, _)| role.name.name_key());
    let mut placed = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names_one = |role: &Role| {
            role.trust_policy.text().contains(":role/")
                && waiting.iter().any(|(other, arn)| {
                    other.id != role.id && role.trust_policy.text().contains(arn)
                })
        };
        let free: BTreeSet<_> = waiting
            .iter()
            .filter(|(role, _)| !names_one(role))
            .map(|(role, _)| role.id)
            .collect();
        if free.is_empty() {
            placed.extend(waiting.iter().map(|(role, _)| *role));
            break;
        }
        placed.extend(
            waiting
                .iter()
                .filter(|(role, _)| free.contains(&role.id))
                .map(|(role, _)| *role),
        );
        waiting.retain(|(role, _)| !free.contains(&role.id));
    }
    placed
}

/// Renames in an order in which every new name is free: `(old, new)`. Names that change places go
/// by way of a third.
pub(super) fn renames(wanted: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut waiting: BTreeMap<NameKey, (String, String)> = wanted
        .into_iter()
        .map(|(old, new)| (NameKey::of(&old), (old, new)))
        .collect();
    let mut placed = Vec::new();
    while let Some(first) = waiting.keys().next().cloned() {
        let free = waiting
            .iter()
            .find(|(old, (_, new))| {
                let new = NameKey::of(new);
                new == **old || !waiting.contains_key(&new)
            })
            .map(|(old, _)| old.clone());
        if let Some(old) = free {
            placed.extend(waiting.remove(&old));
        } else if let Some((old, new)) = waiting.remove(&first) {
            // A name has at most 64 characters.
            let between: String = old.chars().take(55).chain("-renamed".chars()).collect();
            placed.push((old, between.clone()));
            waiting.insert(NameKey::of(&between), (between, new));
        }
    }
    placed
}
