//! Keeps the spelling of the documents that we hold already: AWS gives a document back with other
//! white space, which is no change.

use std::collections::BTreeMap;

use crate::{Account, Directory, Entity, PolicyDocument, State};

/// Gives the documents of a file our spelling, where they say the same.
pub(super) fn keep_spelling(account: &Account, theirs: &mut Directory) {
    let ids: Vec<_> = theirs.ids().collect();
    for id in ids {
        let Some(mut entity) = theirs.entity(id) else {
            continue;
        };
        for state in [State::Planned, State::Observed] {
            if let Some(held) = account.state(state).entity(id) {
                let held: BTreeMap<_, _> = documents(&held).collect();
                for (place, document) in documents_mut(&mut entity) {
                    if let Some(ours) = held.get(&place).filter(|ours| ours.same_value(document)) {
                        *document = (*ours).clone();
                    }
                }
            }
        }
        theirs.put(entity);
    }
}

/// The documents of an entity, each under its place in it.
fn documents(entity: &Entity) -> impl Iterator<Item = (String, &PolicyDocument)> {
    let (inline, trust, versions) = match entity {
        Entity::User(user) => (Some(&user.inline), None, None),
        Entity::Group(group) => (Some(&group.inline), None, None),
        Entity::Role(role) => (Some(&role.inline), Some(&role.trust_policy), None),
        Entity::Policy(policy) => (None, None, Some(&policy.versions)),
        Entity::Resource(resource) => (None, resource.policy.as_ref(), None),
        _ => (None, None, None),
    };
    let inline = inline.into_iter().flatten();
    inline
        .map(|(key, policy)| (format!("inline {}", key.as_str()), &policy.document))
        .chain(trust.map(|document| ("trust".to_owned(), document)))
        .chain(
            versions
                .into_iter()
                .flatten()
                .map(|version| (version.id.to_string(), &version.document)),
        )
}

/// The same, to be altered.
fn documents_mut(entity: &mut Entity) -> impl Iterator<Item = (String, &mut PolicyDocument)> {
    let (inline, trust, versions) = match entity {
        Entity::User(user) => (Some(&mut user.inline), None, None),
        Entity::Group(group) => (Some(&mut group.inline), None, None),
        Entity::Role(role) => (Some(&mut role.inline), Some(&mut role.trust_policy), None),
        Entity::Policy(policy) => (None, None, Some(&mut policy.versions)),
        Entity::Resource(resource) => (None, resource.policy.as_mut(), None),
        _ => (None, None, None),
    };
    let inline = inline.into_iter().flatten();
    inline
        .map(|(key, policy)| (format!("inline {}", key.as_str()), &mut policy.document))
        .chain(trust.map(|document| ("trust".to_owned(), document)))
        .chain(
            versions
                .into_iter()
                .flatten()
                .map(|version| (version.id.to_string(), &mut version.document)),
        )
}
