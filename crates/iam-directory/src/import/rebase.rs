//! An AWS account takes a file as its observed state, and the plan is rebased onto it, three-way.
//!
//! Field by field that is `merge.rs`. Here the entities are held together: what the plan refers to
//! may be gone in AWS, and a name it gave may be another's now. AWS's facts stand; the plan yields,
//! and every place where it does is told.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use iam_names::{EntityId, NameKey, PolicyVersionId};

use super::{ImportPlan, ImportRow, ImportVerdict, Incoming};
use crate::{
    Account, Change, Directory, Entity, EntityKind, Group, InstanceProfile, ManagedPolicy,
    OidcProvider, Operation, PolicyRef, Replacement, Resource, Role, SamlProvider, State, Tags,
    User, merge, pending::differences, rules,
};

/// The plan of an import into an AWS account.
#[expect(
    clippy::too_many_lines,
    reason = "one walk over what was, is planned and is there"
)]
pub(super) fn observe(
    account: &Account,
    theirs: &Directory,
    incoming: &Incoming,
    theirs_stands: &dyn Fn(EntityKind, &str) -> bool,
) -> ImportPlan {
    let (base, ours) = (account.state(State::Observed), account.planned());
    let as_of = incoming.as_of;
    // What the file does not speak of is as it was.
    let there = |id: EntityId| {
        let spoken_of = [theirs, base, ours]
            .into_iter()
            .find_map(|directory| directory.kind_of(id))
            .is_some_and(|kind| incoming.kinds.contains(&kind));
        // An instance profile without a role stands in a list of its own only.
        let unlisted = !incoming.speaks_of_credentials
            && theirs.kind_of(id).is_none()
            && base
                .instance_profile(id)
                .is_some_and(|profile| profile.role.is_none());
        let directory = if spoken_of && !unlisted { theirs } else { base };
        directory.entity(id)
    };
    let ids: BTreeSet<EntityId> = base.ids().chain(ours.ids()).chain(theirs.ids()).collect();
    let mut plan = Rebased {
        planned: BTreeMap::new(),
        notes: BTreeMap::new(),
    };
    for &id in &ids {
        let (was, here, there) = (base.entity(id), ours.entity(id), there(id));
        let decided = there.as_ref().or(here.as_ref());
        let (rebased, clashes) = if decided.is_some_and(|it| theirs_stands(it.kind(), &it.name())) {
            (there.clone(), Vec::new())
        } else {
            rebase(was.as_ref(), here.as_ref(), there.as_ref())
        };
        plan.planned.extend(rebased.map(|entity| (id, entity)));
        for clash in clashes {
            plan.tell(id, clash);
        }
    }
    plan.settle_names(theirs);
    plan.drop_dangling(|id| {
        [ours, base, theirs]
            .into_iter()
            .find_map(|directory| directory.entity(id))
    });
    let Rebased {
        mut planned,
        mut notes,
    } = plan;

    let (mut rows, mut unchanged) = (Vec::new(), 0);
    let (mut now_observed, mut now_planned) = (Vec::new(), Vec::new());
    for id in ids {
        let (was, here, there) = (base.entity(id), ours.entity(id), there(id));
        if was != there {
            now_observed.push(Replacement {
                id,
                entity: there.clone(),
            });
        }
        let rebased = planned.remove(&id);
        if rebased != here {
            now_planned.push(Replacement {
                id,
                entity: rebased,
            });
        }
        let told = notes.remove(&id).unwrap_or_default();
        let verdict = match (&was, &there) {
            _ if !told.is_empty() => ImportVerdict::Conflict,
            (None, Some(_)) => ImportVerdict::New,
            (Some(_), None) => ImportVerdict::Gone,
            (Some(was), Some(there)) if was != there => ImportVerdict::Changed,
            (Some(_), Some(_)) => {
                unchanged += 1;
                continue;
            }
            (None, None) => continue,
        };
        let Some(entity) = there.as_ref().or(here.as_ref()).or(was.as_ref()) else {
            continue;
        };
        let mut details = match (&was, &there) {
            (Some(was), Some(there)) => differences(was, there, base, theirs),
            _ => Vec::new(),
        };
        details.extend(told);
        rows.push(ImportRow {
            kind: entity.kind(),
            name: entity.name(),
            verdict,
            details,
        });
    }
    let settings = account.settings();
    let known = settings.observed_as_of == Some(as_of)
        && (!incoming.speaks_of_credentials || settings.credentials_as_of == Some(as_of));
    let changes = if known && now_observed.is_empty() && now_planned.is_empty() {
        Vec::new()
    } else {
        let operation = Operation::Observe {
            as_of,
            credentials: incoming.speaks_of_credentials,
            observed: now_observed,
            planned: now_planned,
        };
        vec![Change {
            account: account.settings().id,
            operation,
        }]
    };
    ImportPlan {
        rows,
        unchanged,
        changes,
    }
}

/// The plan in the making, and what a person has to look at.
struct Rebased {
    planned: BTreeMap<EntityId, Entity>,
    notes: BTreeMap<EntityId, Vec<String>>,
}

impl Rebased {
    fn tell(&mut self, id: EntityId, note: String) {
        self.notes.entry(id).or_default().push(note);
    }

    /// A name belongs to whom AWS gave it. Another who has it in the plan takes back the name that
    /// AWS knows, and is dropped when AWS knows none. That may take another's planned name in turn,
    /// so this goes on until every name is had once; each round leaves fewer planned names.
    fn settle_names(&mut self, theirs: &Directory) {
        loop {
            let mut holders: BTreeMap<(EntityKind, NameKey), Vec<EntityId>> = BTreeMap::new();
            for (id, entity) in &self.planned {
                holders
                    .entry((entity.kind(), entity.name_key()))
                    .or_default()
                    .push(*id);
            }
            let mut settled = true;
            for ((kind, name), ids) in holders.into_iter().filter(|(_, ids)| ids.len() > 1) {
                for id in ids {
                    match theirs.entity(id) {
                        Some(there) if there.name_key() == name => {}
                        Some(there) => {
                            self.take_back(id, &there);
                            settled = false;
                        }
                        None => {
                            self.planned.remove(&id);
                            let note = format!(
                                "AWS has another {} of this name now: what was planned here for \
                                 the former one is dropped",
                                kind.as_str()
                            );
                            self.tell(id, note);
                            settled = false;
                        }
                    }
                }
            }
            if settled {
                return;
            }
        }
    }

    /// Gives up a planned name.
    fn take_back(&mut self, id: EntityId, there: &Entity) {
        let Some(entity) = self.planned.get_mut(&id) else {
            return;
        };
        let planned = entity.name();
        match (entity, there) {
            (Entity::User(user), Entity::User(there)) => user.name = there.name.clone(),
            (Entity::Group(group), Entity::Group(there)) => group.name = there.name.clone(),
            (entity, there) => *entity = there.clone(),
        }
        let kind = there.kind().as_str();
        let note = format!("AWS has another {kind} `{planned}` now: the planned name is dropped");
        self.tell(id, note);
    }

    /// Drops what the plan refers to and no longer holds.
    fn drop_dangling(&mut self, known: impl Fn(EntityId) -> Option<Entity>) {
        let held: BTreeSet<EntityId> = self.planned.keys().copied().collect();
        let mut notes = Vec::new();
        for (id, entity) in &mut self.planned {
            let gone: BTreeSet<EntityId> = rules::references(entity)
                .into_iter()
                .filter(|id| !held.contains(id))
                .collect();
            for reference in gone {
                let what = known(reference).map_or_else(
                    || "something it refers to".to_owned(),
                    |entity| format!("the {} `{}`", entity.kind().as_str(), entity.name()),
                );
                notes.push((
                    *id,
                    format!("{what} is not there any more: left out of the plan"),
                ));
                forget(entity, reference);
            }
        }
        for (id, note) in notes {
            self.tell(id, note);
        }
    }
}

/// Takes every reference to an entity out of another one.
fn forget(entity: &mut Entity, gone: EntityId) {
    let policy = PolicyRef::Customer(gone);
    let (attached, boundary) = match entity {
        Entity::User(user) => {
            user.groups.remove(&gone);
            (&mut user.attached, Some(&mut user.boundary))
        }
        Entity::Group(group) => (&mut group.attached, None),
        Entity::Role(role) => (&mut role.attached, Some(&mut role.boundary)),
        Entity::InstanceProfile(profile) => {
            profile.role = profile.role.filter(|role| *role != gone);
            return;
        }
        _ => return,
    };
    attached.remove(&policy);
    if let Some(boundary) = boundary
        && boundary.as_ref() == Some(&policy)
    {
        *boundary = None;
    }
}

/// What the plan for one entity becomes, and why a person has to look at it.
fn rebase(
    was: Option<&Entity>,
    here: Option<&Entity>,
    there: Option<&Entity>,
) -> (Option<Entity>, Vec<String>) {
    let merged = |base: &Entity, here: &Entity, there: &Entity| {
        let (merged, clashes) = merge::entity(base, here, there);
        let clash = |field| format!("{field}: changed here and in AWS; the plan keeps ours");
        (Some(merged), clashes.into_iter().map(clash).collect())
    };
    match (was, here, there) {
        // Unplanned: AWS's facts are the plan.
        (was, here, there) if was == here => (there.cloned(), Vec::new()),
        // Deleted here and unchanged there, or made here and unknown there: the plan stands.
        (was, here, there) if was == there => (here.cloned(), Vec::new()),
        (Some(_), None, Some(_)) => (
            None,
            vec!["planned to be deleted here, and changed in AWS since".into()],
        ),
        (Some(_), Some(here), None) => (
            Some(stillborn(here)),
            vec!["changed here, and deleted in AWS since: the plan would make it again".into()],
        ),
        (None, Some(here), Some(there)) => merged(&newborn(there), here, there),
        (Some(was), Some(here), Some(there)) => merged(was, here, there),
        (_, here, _) => (here.cloned(), Vec::new()),
    }
}

/// An entity that AWS would have to make again: under another unique id.
fn stillborn(here: &Entity) -> Entity {
    let mut entity = here.clone();
    let (unique_id, created) = match &mut entity {
        Entity::User(user) => (&mut user.unique_id, &mut user.created),
        Entity::Group(group) => (&mut group.unique_id, &mut group.created),
        Entity::Role(role) => (&mut role.unique_id, &mut role.created),
        Entity::Policy(policy) => (&mut policy.unique_id, &mut policy.created),
        Entity::InstanceProfile(profile) => (&mut profile.unique_id, &mut profile.created),
        Entity::OidcProvider(provider) => {
            provider.created = None;
            return entity;
        }
        Entity::SamlProvider(provider) => {
            provider.created = None;
            return entity;
        }
        _ => return entity,
    };
    *unique_id = None;
    *created = None;
    entity
}

/// The base for an entity that was planned here and then made in AWS: what its `Create…` gave it.
/// What only one side has since then is that side's addition.
fn newborn(there: &Entity) -> Entity {
    match there {
        Entity::User(user) => {
            Entity::User(User::new(user.id, user.name.clone(), user.path.clone()))
        }
        Entity::Group(group) => {
            Entity::Group(Group::new(group.id, group.name.clone(), group.path.clone()))
        }
        Entity::Role(role) => Entity::Role(Role {
            description: role.description.clone(),
            max_session: role.max_session,
            ..Role::new(
                role.id,
                role.name.clone(),
                role.path.clone(),
                role.trust_policy.clone(),
            )
        }),
        Entity::Policy(policy) => Entity::Policy(ManagedPolicy {
            default_version: PolicyVersionId::numbered(NonZeroU32::MIN),
            versions: Vec::new(),
            tags: Tags::new(),
            ..policy.clone()
        }),
        Entity::InstanceProfile(profile) => Entity::InstanceProfile(InstanceProfile::new(
            profile.id,
            profile.name.clone(),
            profile.path.clone(),
        )),
        Entity::OidcProvider(provider) => Entity::OidcProvider(OidcProvider {
            client_ids: BTreeSet::new(),
            thumbprints: BTreeSet::new(),
            tags: Tags::new(),
            ..provider.clone()
        }),
        Entity::SamlProvider(provider) => Entity::SamlProvider(SamlProvider {
            tags: Tags::new(),
            ..provider.clone()
        }),
        Entity::Resource(resource) => Entity::Resource(Resource {
            policy: None,
            tags: Tags::new(),
            ..resource.clone()
        }),
        Entity::Account(_)
        | Entity::Expectation(_)
        | Entity::HandOff(_)
        | Entity::CredentialReport(_)
        | Entity::Organization(_) => there.clone(),
    }
}
