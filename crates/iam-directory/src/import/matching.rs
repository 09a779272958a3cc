//! Which entity of ours is which of the file: by AWS's unique id first, by name second.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, UniqueId};

use crate::{Account, Directory, Entity, EntityKind, PolicyRef, ServiceCredential, State};

/// Our id for each entity of the file that we know.
pub(super) fn match_ids(account: &Account, incoming: &Directory) -> BTreeMap<EntityId, EntityId> {
    let mut matched = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let known = by_unique_id(account);
    let entities: Vec<_> = incoming
        .ids()
        .filter_map(|id| incoming.entity(id))
        .collect();
    // Unique ids first: a name may have been given to another entity in the meantime.
    for entity in &entities {
        let ours = unique_id(entity).and_then(|unique| known.get(&(entity.kind(), unique)));
        if let Some(ours) = ours
            && taken.insert(*ours)
        {
            matched.insert(entity.id(), *ours);
        }
    }
    for entity in &entities {
        if matched.contains_key(&entity.id()) {
            continue;
        }
        if let Some(ours) = named_alike(account, entity)
            && taken.insert(ours)
        {
            matched.insert(entity.id(), ours);
        }
    }
    matched
}

fn by_unique_id(account: &Account) -> BTreeMap<(EntityKind, UniqueId), EntityId> {
    [State::Planned, State::Observed]
        .into_iter()
        .flat_map(|state| {
            let directory = account.state(state);
            directory.ids().filter_map(|id| directory.entity(id))
        })
        .filter_map(|entity| {
            unique_id(&entity).map(|unique| ((entity.kind(), unique), entity.id()))
        })
        .collect()
}

/// The entity of ours that has the name. What was observed comes first: the file is an observation,
/// and a name in the plan may be one that AWS has not heard of.
fn named_alike(account: &Account, entity: &Entity) -> Option<EntityId> {
    let unique = unique_id(entity);
    [State::Observed, State::Planned]
        .into_iter()
        .find_map(|state| {
            let directory = account.state(state);
            let id = directory.named(entity.kind(), &entity.name())?;
            // A twin that AWS knows by another unique id was deleted and recreated.
            let held = directory.entity(id).and_then(|held| unique_id(&held));
            (held.is_none() || unique.is_none() || held == unique).then_some(id)
        })
}

fn unique_id(entity: &Entity) -> Option<UniqueId> {
    match entity {
        Entity::User(user) => user.unique_id.clone(),
        Entity::Group(group) => group.unique_id.clone(),
        Entity::Role(role) => role.unique_id.clone(),
        Entity::Policy(policy) => policy.unique_id.clone(),
        Entity::InstanceProfile(profile) => profile.unique_id.clone(),
        _ => None,
    }
}

/// The file's directory under our ids.
pub(super) fn rekey(incoming: &Directory, matched: &BTreeMap<EntityId, EntityId>) -> Directory {
    let ours = |id: EntityId| matched.get(&id).copied().unwrap_or(id);
    let reference = |policy: &PolicyRef| match policy {
        PolicyRef::Customer(id) => PolicyRef::Customer(ours(*id)),
        PolicyRef::Arn(arn) => PolicyRef::Arn(arn.clone()),
    };
    incoming
        .ids()
        .filter_map(|id| incoming.entity(id))
        .map(|mut entity| {
            match &mut entity {
                Entity::User(user) => {
                    user.id = ours(user.id);
                    user.groups = user.groups.iter().map(|id| ours(*id)).collect();
                    user.attached = user.attached.iter().map(reference).collect();
                    user.boundary = user.boundary.as_ref().map(reference);
                }
                Entity::Group(group) => {
                    group.id = ours(group.id);
                    group.attached = group.attached.iter().map(reference).collect();
                }
                Entity::Role(role) => {
                    role.id = ours(role.id);
                    role.attached = role.attached.iter().map(reference).collect();
                    role.boundary = role.boundary.as_ref().map(reference);
                }
                Entity::Policy(policy) => policy.id = ours(policy.id),
                Entity::InstanceProfile(profile) => {
                    profile.id = ours(profile.id);
                    profile.role = profile.role.map(ours);
                }
                Entity::OidcProvider(provider) => provider.id = ours(provider.id),
                Entity::SamlProvider(provider) => provider.id = ours(provider.id),
                Entity::Resource(resource) => resource.id = ours(resource.id),
                Entity::Account(_)
                | Entity::Expectation(_)
                | Entity::HandOff(_)
                | Entity::CredentialReport(_)
                | Entity::Organization(_) => {}
            }
            entity
        })
        .collect()
}

/// Gives credentials our ids, and puts what is known of them beside what a file says that does not
/// speak of them.
pub(super) fn keep_credentials(
    held: &Directory,
    planned: &Directory,
    theirs: &mut Directory,
    spoken_of: bool,
) {
    let known: Vec<_> = theirs.users().map(|user| user.id).collect();
    for id in known {
        if spoken_of {
            carried_out(held, planned, theirs, id);
            for known in [held, planned] {
                same_ids(known, theirs, id);
            }
        }
        let (Some(held), Some(Entity::User(mut user))) = (held.user(id), theirs.entity(id)) else {
            continue;
        };
        if spoken_of {
            if let (Some(profile), Some(ours)) = (&mut user.login_profile, &held.login_profile) {
                profile.id = ours.id;
            }
            for key in &mut user.access_keys {
                let same = held.access_keys.iter().find(|ours| {
                    ours.access_key_id.is_some() && ours.access_key_id == key.access_key_id
                });
                if let Some(ours) = same {
                    key.id = ours.id;
                    key.stage = ours.stage;
                    key.description.clone_from(&ours.description);
                }
            }
        } else {
            user.login_profile.clone_from(&held.login_profile);
            user.access_keys.clone_from(&held.access_keys);
            user.mfa_devices.clone_from(&held.mfa_devices);
            user.ssh_keys.clone_from(&held.ssh_keys);
            user.signing_certificates
                .clone_from(&held.signing_certificates);
            user.service_credentials
                .clone_from(&held.service_credentials);
        }
        theirs.put(Entity::User(user));
    }
}

/// A credential that was planned and that AWS has now is the planned one: it gets our id, and what
/// AWS alone says of it is no conflict.
fn carried_out(held: &Directory, planned: &Directory, theirs: &mut Directory, id: EntityId) {
    let (Some(planned), Some(Entity::User(mut user))) = (planned.user(id), theirs.entity(id))
    else {
        return;
    };
    let held = held.user(id);
    let had_profile = held.is_some_and(|held| held.login_profile.is_some());
    if let (Some(profile), Some(ours)) = (&mut user.login_profile, &planned.login_profile)
        && !had_profile
    {
        profile.id = ours.id;
        if profile.reset_required == ours.reset_required {
            profile.created = ours.created;
        }
    }
    for key in &mut user.access_keys {
        let had = held.is_some_and(|held| {
            let mut keys = held.access_keys.iter();
            keys.any(|had| had.access_key_id == key.access_key_id)
        });
        let mut ours = planned.access_keys.iter();
        if !had && let Some(ours) = ours.find(|ours| ours.access_key_id == key.access_key_id) {
            let status = key.status;
            *key = ours.clone();
            key.status = status;
        }
    }
    theirs.put(Entity::User(user));
}

/// Gives a user's other credentials the ids under which we know them: devices by their serial, keys
/// by their fingerprint, certificates by their text, passwords of services by AWS's id or, while it
/// is only requested, by the service.
fn same_ids(known: &Directory, theirs: &mut Directory, id: EntityId) {
    let (Some(known), Some(Entity::User(mut user))) = (known.user(id), theirs.entity(id)) else {
        return;
    };
    for device in &mut user.mfa_devices {
        let mut ours = known.mfa_devices.iter();
        if let Some(ours) = ours.find(|ours| ours.serial == device.serial) {
            device.id = device.id.or(ours.id);
            device.kind = ours.kind;
        }
    }
    for key in &mut user.ssh_keys {
        let fingerprint = key.body.fingerprint();
        let mut ours = known.ssh_keys.iter();
        if let Some(ours) = ours.find(|ours| ours.body.fingerprint() == fingerprint) {
            key.id = ours.id;
        }
    }
    for held in &mut user.signing_certificates {
        let mut ours = known.signing_certificates.iter();
        if let Some(ours) = ours.find(|ours| ours.body.trim() == held.body.trim()) {
            held.id = ours.id;
        }
    }
    let mut taken = BTreeSet::new();
    for held in &mut user.service_credentials {
        let same = |ours: &&ServiceCredential| {
            ours.service == held.service
                && (ours.credential_id.is_none() || ours.credential_id == held.credential_id)
                && !taken.contains(&ours.id)
        };
        let exact = known
            .service_credentials
            .iter()
            .find(|ours| ours.credential_id.is_some() && same(ours));
        if let Some(ours) = exact.or_else(|| known.service_credentials.iter().find(same)) {
            held.id = ours.id;
            taken.insert(ours.id);
        }
    }
    theirs.put(Entity::User(user));
}
