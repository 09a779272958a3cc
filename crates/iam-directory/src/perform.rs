//! What each change does to an estate. Whether it may happen was asked before, in `rules.rs`;
//! here only what is simply not there stops it.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, NameKey, PolicyVersionId};

use crate::change::Draft;
use crate::{
    AccessKey, AccessKeyStage, AccountSettings, Change, CredentialStatus, Entity, Group, ImageKey,
    InlinePolicy, LoginProfile, ManagedPolicy, Operation, PolicyRef, PolicyVersion, Quotas,
    Refusal, Replacement, Role, State, Tags, User,
};

/// Performs one change on a draft.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per operation: a table, not a procedure"
)]
pub(crate) fn perform(draft: &mut Draft, change: &Change) -> Result<(), Refusal> {
    let mut on = Place {
        draft,
        account: change.account,
    };
    match &change.operation {
        Operation::CreateAccount { settings } => {
            on.put_settings(AccountSettings::clone(settings));
            Ok(())
        }
        Operation::SetAccountAlias { alias } => {
            on.settings(|settings| settings.alias.clone_from(alias))
        }
        Operation::SetQuotas { quotas } => {
            on.settings(|settings| settings.quotas = Quotas::clone(quotas))
        }
        Operation::SetPasswordPolicy { policy } => {
            on.settings(|settings| settings.password_policy.clone_from(policy))
        }
        Operation::CreateUser {
            user,
            name,
            path,
            created,
        } => {
            let mut made = User::new(*user, name.clone(), path.clone());
            made.created = *created;
            on.create(Entity::User(made))
        }
        Operation::UpdateUser { user, name, path } => on.user(*user, |user| {
            user.name = name.clone();
            user.path = path.clone();
        }),
        Operation::DeleteUser { user } => on.delete(*user, "user"),
        Operation::Tag { entity, tags } => on.tags(*entity, |held| {
            for (key, value) in tags {
                // A key compared without case keeps the spelling it was last written in.
                held.retain(|held_key, _| !held_key.same_name(key));
                held.insert(key.clone(), value.clone());
            }
        }),
        Operation::Untag { entity, keys } => on.tags(*entity, |held| {
            held.retain(|held_key, _| !keys.iter().any(|key| key.same_name(held_key)));
        }),
        Operation::PutPermissionsBoundary { holder, policy } => {
            on.boundary(*holder, Some(policy.clone()))
        }
        Operation::DeletePermissionsBoundary { holder } => on.boundary(*holder, None),
        Operation::AddUserToGroup { user, group } => on.user(*user, |user| {
            user.groups.insert(*group);
        }),
        Operation::RemoveUserFromGroup { user, group } => on.user(*user, |user| {
            user.groups.remove(group);
        }),
        Operation::CreateLoginProfile {
            user,
            credential,
            reset_required,
            created,
        } => on.user(*user, |user| {
            user.login_profile = Some(LoginProfile {
                id: *credential,
                created: *created,
                reset_required: *reset_required,
            });
        }),
        Operation::UpdateLoginProfile {
            user,
            reset_required,
            created,
        } => on.user(*user, |user| {
            if let Some(profile) = &mut user.login_profile {
                profile.reset_required = *reset_required;
                profile.created = *created;
            }
        }),
        Operation::DeleteLoginProfile { user } => on.user(*user, |user| user.login_profile = None),
        Operation::CreateAccessKey {
            user,
            credential,
            access_key_id,
            description,
            created,
        } => on.user(*user, |user| {
            user.access_keys.push(AccessKey {
                id: *credential,
                access_key_id: access_key_id.clone(),
                status: CredentialStatus::Active,
                stage: if access_key_id.is_some() {
                    AccessKeyStage::Issued
                } else {
                    AccessKeyStage::Requested
                },
                created: *created,
                last_used: None,
                description: description.clone(),
            });
        }),
        Operation::UpdateAccessKey {
            user,
            credential,
            status,
        } => on.user(*user, |user| {
            for key in user
                .access_keys
                .iter_mut()
                .filter(|key| key.id == *credential)
            {
                key.status = *status;
            }
        }),
        Operation::DeleteAccessKey { user, credential } => on.user(*user, |user| {
            user.access_keys.retain(|key| key.id != *credential);
        }),
        Operation::DeactivateMfaDevice { user, serial } => on.user(*user, |user| {
            user.mfa_devices.retain(|device| device.serial != *serial);
        }),
        Operation::CreateGroup {
            group,
            name,
            path,
            created,
        } => {
            let mut made = Group::new(*group, name.clone(), path.clone());
            made.created = *created;
            on.create(Entity::Group(made))
        }
        Operation::UpdateGroup { group, name, path } => on.edit(*group, "group", |entity| {
            if let Entity::Group(group) = entity {
                group.name = name.clone();
                group.path = path.clone();
            }
        }),
        Operation::DeleteGroup { group } => on.delete(*group, "group"),
        Operation::AttachPolicy { holder, policy } => on.attached(*holder, |attached| {
            attached.insert(policy.clone());
        }),
        Operation::DetachPolicy { holder, policy } => on.attached(*holder, |attached| {
            attached.remove(policy);
        }),
        Operation::PutInlinePolicy {
            holder,
            name,
            document,
        } => on.inline(*holder, |inline| {
            let policy = InlinePolicy {
                name: name.clone(),
                document: document.clone(),
            };
            inline.insert(name.name_key(), policy);
        }),
        Operation::DeleteInlinePolicy { holder, name } => {
            on.inline(*holder, |inline| drop(inline.remove(&name.name_key())))
        }
        Operation::CreatePolicy {
            policy,
            name,
            path,
            description,
            document,
            created,
        } => {
            let mut made =
                ManagedPolicy::new(*policy, name.clone(), path.clone(), document.clone());
            made.created = *created;
            made.description.clone_from(description);
            for first in &mut made.versions {
                first.created = *created;
            }
            on.create(Entity::Policy(made))
        }
        Operation::CreatePolicyVersion {
            policy,
            document,
            set_as_default,
            created,
        } => on.policy(*policy, |policy| {
            let id = PolicyVersionId::numbered(policy.next_version);
            policy.next_version = policy.next_version.saturating_add(1);
            policy.versions.push(PolicyVersion {
                id: id.clone(),
                document: document.clone(),
                created: *created,
            });
            if *set_as_default {
                policy.default_version = id;
            }
        }),
        Operation::SetDefaultPolicyVersion { policy, version } => {
            on.policy(*policy, |policy| policy.default_version = version.clone())
        }
        Operation::DeletePolicyVersion { policy, version } => on.policy(*policy, |policy| {
            policy.versions.retain(|held| held.id != *version);
        }),
        Operation::DeletePolicy { policy } => on.delete(*policy, "policy"),
        Operation::CreateRole {
            role,
            name,
            path,
            description,
            trust_policy,
            max_session,
            created,
        } => {
            let mut made = Role::new(*role, name.clone(), path.clone(), trust_policy.clone());
            made.created = *created;
            made.description.clone_from(description);
            made.max_session = *max_session;
            on.create(Entity::Role(made))
        }
        Operation::DeleteRole { role } => on.delete(*role, "role"),
        Operation::Observe {
            as_of,
            observed,
            planned,
        } => {
            on.settings(|settings| settings.observed_as_of = Some(*as_of))?;
            on.replace(State::Observed, observed);
            on.replace(State::Planned, planned);
            Ok(())
        }
        Operation::Restore { images } => {
            // Settings come back before what they hold, and go after it.
            let (settings, entities): (Vec<_>, Vec<_>) = images
                .iter()
                .partition(|image| image.key.id == image.key.account);
            let (coming, going): (Vec<_>, Vec<_>) = settings
                .into_iter()
                .partition(|image| image.after.is_some());
            for image in coming.into_iter().chain(entities).chain(going) {
                on.draft.set(image.key, image.after.clone());
            }
            Ok(())
        }
    }
}

/// The planned state of one account of a draft.
struct Place<'a> {
    draft: &'a mut Draft,
    account: EntityId,
}

impl Place<'_> {
    fn key(&self, state: State, id: EntityId) -> ImageKey {
        ImageKey {
            account: self.account,
            state,
            id,
        }
    }

    fn put_settings(&mut self, settings: AccountSettings) {
        let key = self.key(State::Planned, self.account);
        self.draft.set(key, Some(Entity::Account(settings)));
    }

    fn settings(&mut self, edit: impl FnOnce(&mut AccountSettings)) -> Result<(), Refusal> {
        self.edit(self.account, "account", |entity| {
            if let Entity::Account(settings) = entity {
                edit(settings);
            }
        })
    }

    fn create(&mut self, entity: Entity) -> Result<(), Refusal> {
        if self.draft.estate.account(self.account).is_none() {
            return Err(Refusal::no_such("account"));
        }
        let key = self.key(State::Planned, entity.id());
        self.draft.set(key, Some(entity));
        Ok(())
    }

    fn edit(
        &mut self,
        id: EntityId,
        kind: &'static str,
        edit: impl FnOnce(&mut Entity),
    ) -> Result<(), Refusal> {
        let key = self.key(State::Planned, id);
        let mut entity = self
            .draft
            .estate
            .at(&key)
            .ok_or_else(|| Refusal::no_such(kind))?;
        edit(&mut entity);
        self.draft.set(key, Some(entity));
        Ok(())
    }

    fn delete(&mut self, id: EntityId, kind: &'static str) -> Result<(), Refusal> {
        let key = self.key(State::Planned, id);
        if self.draft.estate.at(&key).is_none() {
            return Err(Refusal::no_such(kind));
        }
        self.draft.set(key, None);
        Ok(())
    }

    fn user(&mut self, id: EntityId, edit: impl FnOnce(&mut User)) -> Result<(), Refusal> {
        self.edit(id, "user", |entity| {
            if let Entity::User(user) = entity {
                edit(user);
            }
        })
    }

    fn policy(
        &mut self,
        id: EntityId,
        edit: impl FnOnce(&mut ManagedPolicy),
    ) -> Result<(), Refusal> {
        self.edit(id, "policy", |entity| {
            if let Entity::Policy(policy) = entity {
                edit(policy);
            }
        })
    }

    fn tags(&mut self, id: EntityId, edit: impl FnOnce(&mut Tags)) -> Result<(), Refusal> {
        self.edit(id, "user, role or policy", |entity| match entity {
            Entity::User(user) => edit(&mut user.tags),
            Entity::Role(role) => edit(&mut role.tags),
            Entity::Policy(policy) => edit(&mut policy.tags),
            Entity::Group(_) | Entity::Account(_) => {}
        })
    }

    fn boundary(&mut self, id: EntityId, policy: Option<PolicyRef>) -> Result<(), Refusal> {
        self.edit(id, "user or role", |entity| match entity {
            Entity::User(user) => user.boundary = policy,
            Entity::Role(role) => role.boundary = policy,
            Entity::Group(_) | Entity::Policy(_) | Entity::Account(_) => {}
        })
    }

    fn attached(
        &mut self,
        id: EntityId,
        edit: impl FnOnce(&mut BTreeSet<PolicyRef>),
    ) -> Result<(), Refusal> {
        self.edit(id, "user, group or role", |entity| match entity {
            Entity::User(user) => edit(&mut user.attached),
            Entity::Group(group) => edit(&mut group.attached),
            Entity::Role(role) => edit(&mut role.attached),
            Entity::Policy(_) | Entity::Account(_) => {}
        })
    }

    fn inline(
        &mut self,
        id: EntityId,
        edit: impl FnOnce(&mut BTreeMap<NameKey, InlinePolicy>),
    ) -> Result<(), Refusal> {
        self.edit(id, "user, group or role", |entity| match entity {
            Entity::User(user) => edit(&mut user.inline),
            Entity::Group(group) => edit(&mut group.inline),
            Entity::Role(role) => edit(&mut role.inline),
            Entity::Policy(_) | Entity::Account(_) => {}
        })
    }

    fn replace(&mut self, state: State, replacements: &[Replacement]) {
        for replacement in replacements {
            let key = self.key(state, replacement.id);
            self.draft.set(key, replacement.entity.clone());
        }
    }
}
