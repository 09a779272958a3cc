//! An import: what a file of AWS's says, matched with what the account holds, as a plan of
//! changes. Nothing is altered here.
//!
//! Entities are matched by AWS's unique id first and by name second, so that what was planned
//! here and carried out since is recognised. An AWS account takes the file as its observed state
//! and the plan is rebased onto it (`merge.rs`). A local account takes it as ordinary changes
//! under the rules: a rehearsal copy.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, Timestamp};

use crate::{
    Account, AccountKind, Change, Directory, Entity, EntityKind, ManagedPolicies, Operation,
    PolicyDocument, PolicyRef, Replacement, State, merge, pending::differences, rules,
};

/// What a file says of one account, under ids of its own making.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The entities. References between them use the same made-up ids.
    pub directory: Directory,
    /// When AWS was looked at.
    pub as_of: Timestamp,
    /// Whether the file speaks of passwords, keys and MFA devices. `GetAccountAuthorizationDetails`
    /// does not: what is known of them then stays.
    pub speaks_of_credentials: bool,
}

/// What happens to one entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportVerdict {
    /// Not known until now.
    New,
    /// Different now.
    Changed,
    /// Not in the file any more.
    Gone,
    /// Changed here and there: ours stays until a person decides.
    Conflict,
    /// A rule refuses it (local accounts only).
    Refused,
}

impl ImportVerdict {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Conflict => "conflict",
            Self::Refused => "refused",
        }
    }
}

/// One entity of a plan.
#[derive(Debug, Clone)]
pub struct ImportRow {
    /// Which sort.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// What happens to it.
    pub verdict: ImportVerdict,
    /// What is different or why it is refused, a sentence each.
    pub details: Vec<String>,
}

/// What an import would do to one account.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// The entities it touches, by kind and name.
    pub rows: Vec<ImportRow>,
    /// How many entities it leaves as they are.
    pub unchanged: usize,
    /// The changes that carry it out.
    pub changes: Vec<Change>,
}

/// Plans the import of a file into an account.
#[must_use]
pub fn plan_import(
    account: &Account,
    incoming: &Incoming,
    managed: &dyn ManagedPolicies,
) -> ImportPlan {
    let matched = match_ids(account, &incoming.directory);
    let mut theirs = rekey(&incoming.directory, &matched);
    if !incoming.speaks_of_credentials {
        keep_credentials(account, &mut theirs);
    }
    keep_spelling(account, &mut theirs);
    let mut plan = match account.settings().kind {
        AccountKind::Aws => observe(account, &theirs, incoming.as_of),
        AccountKind::Local => rehearse(account, &theirs, incoming.as_of, managed),
    };
    plan.rows
        .sort_by(|a, b| (a.kind, a.name.to_lowercase()).cmp(&(b.kind, b.name.to_lowercase())));
    plan
}

/// Which entity of ours each entity of the file is.
fn match_ids(account: &Account, incoming: &Directory) -> BTreeMap<EntityId, EntityId> {
    let mut by_unique_id = BTreeMap::new();
    for state in [State::Planned, State::Observed] {
        let directory = account.state(state);
        for id in directory.ids() {
            if let Some(unique) = directory.entity(id).and_then(|entity| unique_id(&entity)) {
                by_unique_id.insert(unique, id);
            }
        }
    }
    let mut matched = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for id in incoming.ids() {
        let Some(entity) = incoming.entity(id) else {
            continue;
        };
        let unique = unique_id(&entity);
        let known = unique
            .as_ref()
            .and_then(|unique| by_unique_id.get(unique))
            .copied();
        let same_name = || {
            [State::Planned, State::Observed]
                .into_iter()
                .find_map(|state| {
                    let directory = account.state(state);
                    let id = directory.named(entity.kind(), &entity.name())?;
                    // A twin that AWS knows by another unique id was deleted and recreated.
                    let held = directory.entity(id).and_then(|held| unique_id(&held));
                    (held.is_none() || unique.is_none() || held == unique).then_some(id)
                })
        };
        if let Some(ours) = known.or_else(same_name) {
            if taken.insert(ours) {
                matched.insert(id, ours);
            }
        }
    }
    matched
}

fn unique_id(entity: &Entity) -> Option<iam_names::UniqueId> {
    match entity {
        Entity::User(user) => user.unique_id.clone(),
        Entity::Group(group) => group.unique_id.clone(),
        Entity::Role(role) => role.unique_id.clone(),
        Entity::Policy(policy) => policy.unique_id.clone(),
        Entity::Account(_) => None,
    }
}

/// The file's directory under our ids.
fn rekey(incoming: &Directory, matched: &BTreeMap<EntityId, EntityId>) -> Directory {
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
                Entity::Account(_) => {}
            }
            entity
        })
        .collect()
}

/// Keeps the spelling of a document that we hold already: AWS gives a document back with other
/// white space, which is no change.
fn keep_spelling(account: &Account, theirs: &mut Directory) {
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
        Entity::Account(_) => (None, None, None),
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
        Entity::Account(_) => (None, None, None),
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

/// Puts what is known of credentials beside what the file says.
fn keep_credentials(account: &Account, theirs: &mut Directory) {
    let known: Vec<_> = theirs.users().map(|user| user.id).collect();
    for id in known {
        let (Some(held), Some(Entity::User(mut user))) =
            (account.state(State::Observed).user(id), theirs.entity(id))
        else {
            continue;
        };
        user.login_profile.clone_from(&held.login_profile);
        user.access_keys.clone_from(&held.access_keys);
        user.mfa_devices.clone_from(&held.mfa_devices);
        theirs.put(Entity::User(user));
    }
}

/// An AWS account: the file becomes the observed state, and the plan is rebased onto it.
fn observe(account: &Account, theirs: &Directory, as_of: Timestamp) -> ImportPlan {
    let (base, ours) = (account.state(State::Observed), account.planned());
    let mut rows = Vec::new();
    let mut unchanged = 0;
    let (mut observed, mut planned) = (Vec::new(), Vec::new());
    let ids: BTreeSet<EntityId> = base.ids().chain(ours.ids()).chain(theirs.ids()).collect();
    for id in ids {
        let (was, here, there) = (base.entity(id), ours.entity(id), theirs.entity(id));
        if was != there {
            observed.push(Replacement {
                id,
                entity: there.clone(),
            });
        }
        let (rebased, clash) = rebase(was.as_ref(), here.as_ref(), there.as_ref());
        if rebased != here {
            planned.push(Replacement {
                id,
                entity: rebased,
            });
        }
        let verdict = match (&was, &there) {
            _ if !clash.is_empty() => ImportVerdict::Conflict,
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
        details.extend(clash);
        rows.push(ImportRow {
            kind: entity.kind(),
            name: entity.name(),
            verdict,
            details,
        });
    }
    let operation = Operation::Observe {
        as_of,
        observed,
        planned,
    };
    let changes = vec![Change {
        account: account.settings().id,
        operation,
    }];
    ImportPlan {
        rows,
        unchanged,
        changes,
    }
}

/// What the plan for one entity becomes, and why a person has to look at it.
fn rebase(
    was: Option<&Entity>,
    here: Option<&Entity>,
    there: Option<&Entity>,
) -> (Option<Entity>, Vec<String>) {
    let clash = |field| format!("{field}: changed here and in AWS; the plan keeps ours");
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
            Some(here.clone()),
            vec!["changed here, and deleted in AWS since: the plan would make it again".into()],
        ),
        (None, Some(here), Some(there)) => {
            let (merged, clashes) = merge::entity(&newborn(there), here, there);
            (Some(merged), clashes.into_iter().map(clash).collect())
        }
        (Some(was), Some(here), Some(there)) => {
            let (merged, clashes) = merge::entity(was, here, there);
            (Some(merged), clashes.into_iter().map(clash).collect())
        }
        (_, here, _) => (here.cloned(), Vec::new()),
    }
}

/// The base for an entity that was planned here and then made in AWS: what its `Create…` gave it.
/// What only one side has since then is that side's addition.
fn newborn(there: &Entity) -> Entity {
    match there {
        Entity::User(user) => Entity::User(crate::User::new(
            user.id,
            user.name.clone(),
            user.path.clone(),
        )),
        Entity::Group(group) => Entity::Group(crate::Group::new(
            group.id,
            group.name.clone(),
            group.path.clone(),
        )),
        Entity::Role(role) => Entity::Role(crate::Role {
            description: role.description.clone(),
            max_session: role.max_session,
            ..crate::Role::new(
                role.id,
                role.name.clone(),
                role.path.clone(),
                role.trust_policy.clone(),
            )
        }),
        Entity::Policy(policy) => Entity::Policy(crate::ManagedPolicy {
            tags: crate::Tags::new(),
            ..policy.clone()
        }),
        Entity::Account(_) => there.clone(),
    }
}

/// A local account: the file's entities become changes under the rules.
fn rehearse(
    account: &Account,
    theirs: &Directory,
    now: Timestamp,
    managed: &dyn ManagedPolicies,
) -> ImportPlan {
    let mut estate = crate::Estate::default();
    estate
        .accounts
        .insert(account.settings().id, account.clone());
    let mut rehearsal = Rehearsal {
        id: account.settings().id,
        estate,
        managed,
        changes: Vec::new(),
    };
    let (mut rows, mut unchanged) = (Vec::new(), 0);
    // Policies before those who have them, groups before their members.
    for kind in [
        EntityKind::Policy,
        EntityKind::Group,
        EntityKind::Role,
        EntityKind::User,
    ] {
        for id in theirs.ids().filter(|id| theirs.kind_of(*id) == Some(kind)) {
            let Some(entity) = theirs.entity(id) else {
                continue;
            };
            let name = entity.name();
            if account.planned().named(kind, &name).is_some() {
                unchanged += 1;
                continue;
            }
            let refused = rehearsal.bring(&entity, now);
            let verdict = if rehearsal.has(kind, &name) {
                ImportVerdict::New
            } else {
                ImportVerdict::Refused
            };
            rows.push(ImportRow {
                kind,
                name,
                verdict,
                details: refused,
            });
        }
    }
    ImportPlan {
        rows,
        unchanged,
        changes: rehearsal.changes,
    }
}

/// A local account as the changes collected so far leave it.
struct Rehearsal<'a> {
    id: EntityId,
    estate: crate::Estate,
    managed: &'a dyn ManagedPolicies,
    changes: Vec<Change>,
}

impl Rehearsal<'_> {
    fn has(&self, kind: EntityKind, name: &str) -> bool {
        self.estate
            .account(self.id)
            .is_some_and(|account| account.planned().named(kind, name).is_some())
    }

    /// Takes a change in when the rules allow it; otherwise gives the reason.
    fn try_change(&mut self, operation: Operation) -> Option<String> {
        let change = Change {
            account: self.id,
            operation,
        };
        if let Err(refusal) = rules::check(&self.estate, &change, self.managed) {
            return Some(format!("{refusal} ({})", refusal.code));
        }
        let set = crate::ChangeSet::new("", vec![change]);
        match crate::replay(&self.estate, &set) {
            Ok(applied) => {
                self.estate = applied.estate;
                self.changes.extend(set.changes);
                None
            }
            Err(refusal) => Some(refusal.to_string()),
        }
    }

    /// Brings an entity in with all that hangs on it; gives what was refused.
    fn bring(&mut self, entity: &Entity, now: Timestamp) -> Vec<String> {
        let operations = operations(entity, now);
        let mut refused = Vec::new();
        for operation in operations {
            refused.extend(self.try_change(operation));
        }
        refused
    }
}

/// The operations that make an entity as it is.
fn operations(entity: &Entity, now: Timestamp) -> Vec<Operation> {
    let mut found = Vec::new();
    let id = entity.id();
    let (attached, inline, boundary, tags) = match entity {
        Entity::Account(_) => return found,
        Entity::User(user) => {
            found.push(Operation::CreateUser {
                user: id,
                name: user.name.clone(),
                path: user.path.clone(),
                created: user.created.or(Some(now)),
            });
            found.extend(user.groups.iter().map(|group| Operation::AddUserToGroup {
                user: id,
                group: *group,
            }));
            (
                Some(&user.attached),
                Some(&user.inline),
                user.boundary.as_ref(),
                Some(&user.tags),
            )
        }
        Entity::Group(group) => {
            found.push(Operation::CreateGroup {
                group: id,
                name: group.name.clone(),
                path: group.path.clone(),
                created: group.created.or(Some(now)),
            });
            (Some(&group.attached), Some(&group.inline), None, None)
        }
        Entity::Role(role) => {
            found.push(Operation::CreateRole {
                role: id,
                name: role.name.clone(),
                path: role.path.clone(),
                description: role.description.clone(),
                trust_policy: role.trust_policy.clone(),
                max_session: role.max_session,
                created: role.created.or(Some(now)),
            });
            (
                Some(&role.attached),
                Some(&role.inline),
                role.boundary.as_ref(),
                Some(&role.tags),
            )
        }
        Entity::Policy(policy) => {
            // The default version alone: a rehearsal needs no history.
            if let Some(document) = policy.document() {
                found.push(Operation::CreatePolicy {
                    policy: id,
                    name: policy.name.clone(),
                    path: policy.path.clone(),
                    description: policy.description.clone(),
                    document: document.clone(),
                    created: policy.created.or(Some(now)),
                });
            }
            (None, None, None, Some(&policy.tags))
        }
    };
    found.extend(
        attached
            .into_iter()
            .flatten()
            .map(|policy| Operation::AttachPolicy {
                holder: id,
                policy: policy.clone(),
            }),
    );
    found.extend(
        inline
            .into_iter()
            .flatten()
            .map(|(_, policy)| Operation::PutInlinePolicy {
                holder: id,
                name: policy.name.clone(),
                document: policy.document.clone(),
            }),
    );
    found.extend(boundary.map(|policy| Operation::PutPermissionsBoundary {
        holder: id,
        policy: policy.clone(),
    }));
    found.extend(
        tags.filter(|tags| !tags.is_empty())
            .map(|tags| Operation::Tag {
                entity: id,
                tags: tags.clone(),
            }),
    );
    found
}
