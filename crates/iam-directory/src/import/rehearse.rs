//! A local account takes a file as changes under the rules: a rehearsal copy.
//!
//! What the account has already under the same name stays as it is; where the file says otherwise,
//! that is told.

use iam_names::{EntityId, PolicyVersionId, Timestamp};
use std::num::NonZeroU32;

use super::{ImportPlan, ImportRow, ImportVerdict};
use crate::{
    Account, Change, Directory, Entity, EntityKind, Estate, ManagedPolicies, ManagedPolicy,
    Operation, PolicyVersion, change::Draft, pending::differences, perform::perform, rules,
};

/// The plan of an import into a local account.
pub(super) fn rehearse(
    account: &Account,
    theirs: &Directory,
    now: Timestamp,
    managed: &dyn ManagedPolicies,
) -> ImportPlan {
    let mut rehearsal = Rehearsal::new(account, managed);
    let (mut rows, mut unchanged) = (Vec::new(), 0);
    // Policies before those who have them, groups before their members.
    for kind in [
        EntityKind::Policy,
        EntityKind::Group,
        EntityKind::Role,
        EntityKind::InstanceProfile,
        EntityKind::OidcProvider,
        EntityKind::SamlProvider,
        EntityKind::Resource,
        EntityKind::User,
    ] {
        for id in theirs.ids().filter(|id| theirs.kind_of(*id) == Some(kind)) {
            let Some(entity) = theirs.entity(id).map(without_history) else {
                continue;
            };
            let name = entity.name();
            let held = account.planned().named(kind, &name);
            if let Some(held) = held.and_then(|held| account.planned().entity(held)) {
                let details = differences(&held, &entity, account.planned(), theirs);
                if details.is_empty() {
                    unchanged += 1;
                } else {
                    let kept = "the account has it already and keeps its own".to_owned();
                    let details = std::iter::once(kept).chain(details).collect();
                    rows.push(ImportRow {
                        kind,
                        name,
                        verdict: ImportVerdict::Conflict,
                        details,
                    });
                }
                continue;
            }
            let details = rehearsal.bring(&entity, now);
            let verdict = if rehearsal.has(kind, &name) {
                ImportVerdict::New
            } else {
                ImportVerdict::Refused
            };
            rows.push(ImportRow {
                kind,
                name,
                verdict,
                details,
            });
        }
    }
    ImportPlan {
        rows,
        unchanged,
        changes: rehearsal.changes,
    }
}

/// A rehearsal needs no history: a policy comes with its default version alone, as `v1`.
fn without_history(entity: Entity) -> Entity {
    let Entity::Policy(policy) = entity else {
        return entity;
    };
    let first = PolicyVersionId::numbered(NonZeroU32::MIN);
    let versions = policy
        .document()
        .map(|document| PolicyVersion {
            id: first.clone(),
            document: document.clone(),
            created: None,
        })
        .into_iter()
        .collect();
    Entity::Policy(ManagedPolicy {
        default_version: first,
        versions,
        ..policy
    })
}

/// An account as the changes collected so far leave it.
pub(super) struct Rehearsal<'a> {
    account: EntityId,
    draft: Draft,
    managed: &'a dyn ManagedPolicies,
    changes: Vec<Change>,
}

impl<'a> Rehearsal<'a> {
    pub(super) fn new(account: &Account, managed: &'a dyn ManagedPolicies) -> Self {
        let mut estate = Estate::default();
        estate
            .accounts
            .insert(account.settings().id, account.clone());
        Self {
            account: account.settings().id,
            draft: Draft::new(&estate),
            managed,
            changes: Vec::new(),
        }
    }

    /// The plan as it stands now.
    pub(super) fn planned(&self) -> &Directory {
        static NOTHING: std::sync::LazyLock<Directory> =
            std::sync::LazyLock::new(Directory::default);
        self.draft
            .estate
            .account(self.account)
            .map_or(&NOTHING, Account::planned)
    }

    /// What a change would do, in words.
    pub(super) fn describe(&self, operation: &Operation) -> String {
        let change = Change {
            account: self.account,
            operation: operation.clone(),
        };
        crate::describe(&self.draft.estate, &change).1
    }

    /// The changes that were taken.
    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes
    }

    fn has(&self, kind: EntityKind, name: &str) -> bool {
        self.planned().named(kind, name).is_some()
    }

    /// Takes a change in when the rules allow it; otherwise gives the reason.
    pub(super) fn try_change(&mut self, operation: Operation) -> Option<String> {
        let change = Change {
            account: self.account,
            operation,
        };
        let tried = rules::check(&self.draft.estate, &change, self.managed)
            .and_then(|()| perform(&mut self.draft, &change));
        match tried {
            Ok(()) => {
                self.changes.push(change);
                None
            }
            Err(refusal) => Some(format!("{refusal} ({})", refusal.code)),
        }
    }

    /// Brings an entity in with all that hangs on it; gives what was refused. Without the entity
    /// itself there is nothing to hang anything on.
    fn bring(&mut self, entity: &Entity, now: Timestamp) -> Vec<String> {
        let mut refused = Vec::new();
        for (index, operation) in operations(entity, now).into_iter().enumerate() {
            refused.extend(self.try_change(operation));
            if index == 0 && !refused.is_empty() {
                break;
            }
        }
        refused
    }
}

/// The operations that make an entity as it is.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per kind: a table, not a procedure"
)]
fn operations(entity: &Entity, now: Timestamp) -> Vec<Operation> {
    let mut found = Vec::new();
    let id = entity.id();
    let (attached, inline, boundary, tags) = match entity {
        Entity::Account(_)
        | Entity::Expectation(_)
        | Entity::HandOff(_)
        | Entity::CredentialReport(_)
        | Entity::Organization(_) => return found,
        Entity::InstanceProfile(profile) => {
            found.push(Operation::CreateInstanceProfile {
                profile: id,
                name: profile.name.clone(),
                path: profile.path.clone(),
                created: profile.created.or(Some(now)),
            });
            let role = profile.role.into_iter();
            found
                .extend(role.map(|role| Operation::AddRoleToInstanceProfile { profile: id, role }));
            (None, None, None, Some(&profile.tags))
        }
        Entity::OidcProvider(provider) => {
            found.push(Operation::CreateOpenIdConnectProvider {
                provider: id,
                url: provider.url.clone(),
                client_ids: provider.client_ids.clone(),
                thumbprints: provider.thumbprints.clone(),
                created: provider.created.or(Some(now)),
            });
            (None, None, None, Some(&provider.tags))
        }
        Entity::SamlProvider(provider) => {
            found.push(Operation::CreateSamlProvider {
                provider: id,
                name: provider.name.clone(),
                metadata: provider.metadata.clone(),
                created: provider.created.or(Some(now)),
                valid_until: provider.valid_until,
            });
            (None, None, None, Some(&provider.tags))
        }
        Entity::Resource(resource) => {
            found.push(Operation::PutResource {
                resource: Box::new(resource.clone()),
            });
            (None, None, None, None)
        }
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
            let ssh_keys = user.ssh_keys.iter();
            found.extend(ssh_keys.map(|key| Operation::UploadSshPublicKey {
                user: id,
                credential: key.id,
                body: key.body.clone(),
                created: key.uploaded.or(Some(now)),
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
