//! Three-way merging, entity by entity and field by field: a new import rebases the plan.
//!
//! `base` is what was observed until now, `ours` what is planned, `theirs` what the import saw.
//! Where only one side moved away from the base, that side wins; where both did and differ, ours
//! stays and the field is named, for a person to decide.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::PolicyVersionId;

use crate::{
    Entity, Group, InstanceProfile, ManagedPolicy, OidcProvider, PolicyVersion, Resource, Role,
    SamlProvider, User,
};

/// One value.
fn value<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T, clash: impl FnOnce()) -> T {
    if ours == base || ours == theirs {
        theirs.clone()
    } else if theirs == base {
        ours.clone()
    } else {
        clash();
        ours.clone()
    }
}

/// A set, element by element: two sides can add and remove different elements without a clash.
fn set<T: Clone + Ord>(
    base: &BTreeSet<T>,
    ours: &BTreeSet<T>,
    theirs: &BTreeSet<T>,
) -> BTreeSet<T> {
    ours.union(theirs)
        .filter(|element| {
            let (was, here, there) = (
                base.contains(element),
                ours.contains(element),
                theirs.contains(element),
            );
            // Whoever departs from the base decides; with two values they can not both differ.
            if here == was { there } else { here }
        })
        .cloned()
        .collect()
}

/// A map, key by key.
fn map<K: Clone + Ord, V: Clone + PartialEq>(
    base: &BTreeMap<K, V>,
    ours: &BTreeMap<K, V>,
    theirs: &BTreeMap<K, V>,
    mut clash: impl FnMut(),
) -> BTreeMap<K, V> {
    let keys: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let merged = value(&base.get(key), &ours.get(key), &theirs.get(key), &mut clash);
            merged.map(|value| (key.clone(), value.clone()))
        })
        .collect()
}

/// A list of things with an id, by that id, in their order and then ours.
fn list<T: Clone + PartialEq, I: Ord + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    id: impl Fn(&T) -> I,
    clash: impl FnMut(),
) -> Vec<T> {
    let by_id = |items: &[T]| items.iter().map(|item| (id(item), item.clone())).collect();
    let mut merged: BTreeMap<I, T> = map(&by_id(base), &by_id(ours), &by_id(theirs), clash);
    theirs
        .iter()
        .chain(ours)
        .filter_map(|item| merged.remove(&id(item)))
        .collect()
}

/// Merges one entity; gives the fields on which both sides moved apart.
pub(crate) fn entity(base: &Entity, ours: &Entity, theirs: &Entity) -> (Entity, Vec<&'static str>) {
    let mut clashes = Vec::new();
    let merged = match (base, ours, theirs) {
        (Entity::User(base), Entity::User(ours), Entity::User(theirs)) => {
            Entity::User(user(base, ours, theirs, &mut clashes))
        }
        (Entity::Group(base), Entity::Group(ours), Entity::Group(theirs)) => {
            Entity::Group(group(base, ours, theirs, &mut clashes))
        }
        (Entity::Role(base), Entity::Role(ours), Entity::Role(theirs)) => {
            Entity::Role(role(base, ours, theirs, &mut clashes))
        }
        (Entity::Policy(base), Entity::Policy(ours), Entity::Policy(theirs)) => {
            Entity::Policy(policy(base, ours, theirs, &mut clashes))
        }
        (
            Entity::InstanceProfile(base),
            Entity::InstanceProfile(ours),
            Entity::InstanceProfile(theirs),
        ) => Entity::InstanceProfile(profile(base, ours, theirs, &mut clashes)),
        (Entity::OidcProvider(base), Entity::OidcProvider(ours), Entity::OidcProvider(theirs)) => {
            Entity::OidcProvider(oidc(base, ours, theirs, &mut clashes))
        }
        (Entity::SamlProvider(base), Entity::SamlProvider(ours), Entity::SamlProvider(theirs)) => {
            Entity::SamlProvider(saml(base, ours, theirs, &mut clashes))
        }
        (Entity::Resource(base), Entity::Resource(ours), Entity::Resource(theirs)) => {
            Entity::Resource(resource(base, ours, theirs, &mut clashes))
        }
        // An id keeps its kind for ever; if a file of another hand says otherwise, AWS is right.
        _ => theirs.clone(),
    };
    clashes.dedup();
    (merged, clashes)
}

/// Our list with what only AWS can say of its things: that is no change of ours.
fn with_facts<T: Clone, I: PartialEq>(
    ours: &[T],
    theirs: &[T],
    id: impl Fn(&T) -> I,
    take: impl Fn(&mut T, &T),
) -> Vec<T> {
    let mut known = ours.to_vec();
    for item in &mut known {
        if let Some(there) = theirs.iter().find(|there| id(there) == id(item)) {
            take(item, there);
        }
    }
    known
}

fn profile(
    base: &InstanceProfile,
    ours: &InstanceProfile,
    theirs: &InstanceProfile,
    clashes: &mut Vec<&'static str>,
) -> InstanceProfile {
    InstanceProfile {
        role: value(&base.role, &ours.role, &theirs.role, || {
            clashes.push("role");
        }),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        ..theirs.clone()
    }
}

fn oidc(
    base: &OidcProvider,
    ours: &OidcProvider,
    theirs: &OidcProvider,
    clashes: &mut Vec<&'static str>,
) -> OidcProvider {
    OidcProvider {
        client_ids: set(&base.client_ids, &ours.client_ids, &theirs.client_ids),
        thumbprints: set(&base.thumbprints, &ours.thumbprints, &theirs.thumbprints),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        ..theirs.clone()
    }
}

fn saml(
    base: &SamlProvider,
    ours: &SamlProvider,
    theirs: &SamlProvider,
    clashes: &mut Vec<&'static str>,
) -> SamlProvider {
    SamlProvider {
        metadata: value(&base.metadata, &ours.metadata, &theirs.metadata, || {
            clashes.push("metadata");
        }),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        ..theirs.clone()
    }
}

fn resource(
    base: &Resource,
    ours: &Resource,
    theirs: &Resource,
    clashes: &mut Vec<&'static str>,
) -> Resource {
    Resource {
        policy: value(&base.policy, &ours.policy, &theirs.policy, || {
            clashes.push("resource policy");
        }),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        ..theirs.clone()
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one entry per field: a table, not a procedure"
)]
fn user(base: &User, ours: &User, theirs: &User, clashes: &mut Vec<&'static str>) -> User {
    User {
        id: theirs.id,
        name: value(&base.name, &ours.name, &theirs.name, || {
            clashes.push("name");
        }),
        path: value(&base.path, &ours.path, &theirs.path, || {
            clashes.push("path");
        }),
        unique_id: theirs.unique_id.clone(),
        created: theirs.created,
        password_last_used: theirs.password_last_used,
        groups: set(&base.groups, &ours.groups, &theirs.groups),
        attached: set(&base.attached, &ours.attached, &theirs.attached),
        inline: map(&base.inline, &ours.inline, &theirs.inline, || {
            clashes.push("inline policies");
        }),
        boundary: value(&base.boundary, &ours.boundary, &theirs.boundary, || {
            clashes.push("permissions boundary");
        }),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        login_profile: value(
            &base.login_profile,
            &ours.login_profile,
            &theirs.login_profile,
            || clashes.push("console password"),
        ),
        access_keys: list(
            &base.access_keys,
            &ours.access_keys,
            &theirs.access_keys,
            |key| key.id,
            || clashes.push("access keys"),
        ),
        mfa_devices: list(
            &base.mfa_devices,
            &with_facts(
                &ours.mfa_devices,
                &theirs.mfa_devices,
                |device| device.serial.clone(),
                |ours, theirs| {
                    ours.enabled = theirs.enabled;
                    ours.stage = theirs.stage;
                    ours.id = theirs.id.or(ours.id);
                    ours.kind = theirs.kind;
                },
            ),
            &theirs.mfa_devices,
            |device| device.serial.clone(),
            || clashes.push("MFA devices"),
        ),
        ssh_keys: list(
            &base.ssh_keys,
            &with_facts(
                &ours.ssh_keys,
                &theirs.ssh_keys,
                |key| key.id,
                |ours, theirs| {
                    ours.key_id.clone_from(&theirs.key_id);
                    ours.uploaded = theirs.uploaded;
                    ours.body.clone_from(&theirs.body);
                },
            ),
            &theirs.ssh_keys,
            |key| key.id,
            || clashes.push("SSH public keys"),
        ),
        signing_certificates: list(
            &base.signing_certificates,
            &with_facts(
                &ours.signing_certificates,
                &theirs.signing_certificates,
                |held| held.id,
                |ours, theirs| {
                    ours.certificate_id.clone_from(&theirs.certificate_id);
                    ours.uploaded = theirs.uploaded;
                    ours.body.clone_from(&theirs.body);
                },
            ),
            &theirs.signing_certificates,
            |held| held.id,
            || clashes.push("signing certificates"),
        ),
        service_credentials: list(
            &base.service_credentials,
            &with_facts(
                &ours.service_credentials,
                &theirs.service_credentials,
                |held| held.id,
                |ours, theirs| {
                    ours.credential_id.clone_from(&theirs.credential_id);
                    ours.service_user_name.clone_from(&theirs.service_user_name);
                    ours.created = theirs.created;
                    ours.expires = theirs.expires;
                },
            ),
            &theirs.service_credentials,
            |held| held.id,
            || clashes.push("service-specific credentials"),
        ),
        // AWS knows nothing of these two.
        disabled: ours.disabled.clone(),
        contact: ours.contact.clone(),
    }
}

fn group(base: &Group, ours: &Group, theirs: &Group, clashes: &mut Vec<&'static str>) -> Group {
    Group {
        id: theirs.id,
        name: value(&base.name, &ours.name, &theirs.name, || {
            clashes.push("name");
        }),
        path: value(&base.path, &ours.path, &theirs.path, || {
            clashes.push("path");
        }),
        unique_id: theirs.unique_id.clone(),
        created: theirs.created,
        attached: set(&base.attached, &ours.attached, &theirs.attached),
        inline: map(&base.inline, &ours.inline, &theirs.inline, || {
            clashes.push("inline policies");
        }),
    }
}

fn role(base: &Role, ours: &Role, theirs: &Role, clashes: &mut Vec<&'static str>) -> Role {
    Role {
        id: theirs.id,
        name: value(&base.name, &ours.name, &theirs.name, || {
            clashes.push("name");
        }),
        path: value(&base.path, &ours.path, &theirs.path, || {
            clashes.push("path");
        }),
        unique_id: theirs.unique_id.clone(),
        created: theirs.created,
        description: value(
            &base.description,
            &ours.description,
            &theirs.description,
            || {
                clashes.push("description");
            },
        ),
        trust_policy: value(
            &base.trust_policy,
            &ours.trust_policy,
            &theirs.trust_policy,
            || {
                clashes.push("trust policy");
            },
        ),
        max_session: value(
            &base.max_session,
            &ours.max_session,
            &theirs.max_session,
            || {
                clashes.push("maximum session duration");
            },
        ),
        attached: set(&base.attached, &ours.attached, &theirs.attached),
        inline: map(&base.inline, &ours.inline, &theirs.inline, || {
            clashes.push("inline policies");
        }),
        boundary: value(&base.boundary, &ours.boundary, &theirs.boundary, || {
            clashes.push("permissions boundary");
        }),
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
        last_used: theirs.last_used.clone(),
    }
}

/// A policy's name, path and description are AWS's for ever; its versions never change, so the
/// same number with another document means that both sides made one. Then AWS's keeps the number
/// and ours gets the next.
fn policy(
    base: &ManagedPolicy,
    ours: &ManagedPolicy,
    theirs: &ManagedPolicy,
    clashes: &mut Vec<&'static str>,
) -> ManagedPolicy {
    let mut next_version = ours.next_version.max(theirs.next_version);
    let mut our_default = ours.default_version.clone();
    // What AWS has, but for what the plan deletes.
    let mut versions: Vec<_> = theirs
        .versions
        .iter()
        .filter(|held| base.version(&held.id).is_none() || ours.version(&held.id).is_some())
        .cloned()
        .collect();
    // What the plan makes. A version that AWS had and has deleted is gone.
    for made in ours
        .versions
        .iter()
        .filter(|made| base.version(&made.id).is_none())
    {
        match theirs.version(&made.id) {
            Some(held) if held.document == made.document => {}
            None => versions.push(made.clone()),
            Some(_) => {
                clashes.push("versions");
                let id = PolicyVersionId::numbered(next_version);
                next_version = next_version.saturating_add(1);
                if our_default == made.id {
                    our_default = id.clone();
                }
                versions.push(PolicyVersion { id, ..made.clone() });
            }
        }
    }
    let mut default_version = value(
        &base.default_version,
        &our_default,
        &theirs.default_version,
        || {
            clashes.push("default version");
        },
    );
    if !versions.iter().any(|version| version.id == default_version) {
        // One side deleted what the other put in force: AWS's stays, for it can not be deleted.
        clashes.push("default version");
        default_version = theirs.default_version.clone();
        if !versions.iter().any(|version| version.id == default_version) {
            versions.extend(theirs.version(&default_version).cloned());
        }
    }
    versions.sort_by_key(|version| version.id.number());
    ManagedPolicy {
        id: theirs.id,
        name: theirs.name.clone(),
        path: theirs.path.clone(),
        unique_id: theirs.unique_id.clone(),
        created: theirs.created,
        description: theirs.description.clone(),
        default_version,
        versions,
        next_version,
        tags: map(&base.tags, &ours.tags, &theirs.tags, || {
            clashes.push("tags");
        }),
    }
}
