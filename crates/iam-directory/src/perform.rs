//! What each change does to an estate. Whether it may happen was asked before, in `rules.rs`;
//! here only what is simply not there stops it.

use std::collections::{BTreeMap, BTreeSet};

use iam_names::{EntityId, NameKey, PolicyVersionId};

use crate::change::Draft;
use crate::{
    AccessKey, AccessKeyStage, AccountKind, AccountSettings, Change, CredentialReport,
    CredentialStatus, Entity, Group, HandOff, ImageKey, InlinePolicy, InstanceProfile,
    LoginProfile, ManagedPolicy, MfaDevice, MfaStage, OidcProvider, Operation, Organization,
    PolicyRef, PolicyVersion, Quotas, Refusal, Replacement, Resource, Role, SamlProvider,
    SavedExpectation, ServiceCredential, SigningCertificate, State, Tags, User, UserSshKey, rules,
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
        Operation::IssueAccessKey {
            user,
            credential,
            access_key_id,
            created,
        } => on.access_key(*user, *credential, |key| {
            key.access_key_id = Some(access_key_id.clone());
            key.stage = AccessKeyStage::Issued;
            key.created = *created;
        }),
        Operation::SetAccessKeyStage {
            user,
            credential,
            stage,
        } => on.access_key(*user, *credential, |key| key.stage = *stage),
        Operation::EnableMfaDevice {
            user,
            serial,
            credential,
            device,
            created,
        } => {
            let stage = on.mfa_stage();
            on.user(*user, |user| {
                user.mfa_devices.push(MfaDevice {
                    serial: serial.clone(),
                    enabled: *created,
                    id: *credential,
                    kind: *device,
                    stage,
                });
            })
        }
        Operation::DeactivateMfaDevice { user, serial } => on.user(*user, |user| {
            user.mfa_devices.retain(|device| device.serial != *serial);
        }),
        Operation::UploadSshPublicKey {
            user,
            credential,
            body,
            created,
        } => on.user(*user, |user| {
            user.ssh_keys.push(UserSshKey {
                id: *credential,
                key_id: None,
                body: body.clone(),
                status: CredentialStatus::Active,
                uploaded: *created,
            });
        }),
        Operation::UpdateSshPublicKey {
            user,
            credential,
            status,
        } => on.user(*user, |user| {
            let mut keys = user.ssh_keys.iter_mut();
            if let Some(key) = keys.find(|key| key.id == *credential) {
                key.status = *status;
            }
        }),
        Operation::DeleteSshPublicKey { user, credential } => on.user(*user, |user| {
            user.ssh_keys.retain(|key| key.id != *credential);
        }),
        Operation::UploadSigningCertificate {
            user,
            credential,
            body,
            created,
        } => on.user(*user, |user| {
            user.signing_certificates.push(SigningCertificate {
                id: *credential,
                certificate_id: None,
                body: body.clone(),
                status: CredentialStatus::Active,
                uploaded: *created,
            });
        }),
        Operation::UpdateSigningCertificate {
            user,
            credential,
            status,
        } => on.user(*user, |user| {
            let mut held = user.signing_certificates.iter_mut();
            if let Some(held) = held.find(|held| held.id == *credential) {
                held.status = *status;
            }
        }),
        Operation::DeleteSigningCertificate { user, credential } => on.user(*user, |user| {
            user.signing_certificates
                .retain(|held| held.id != *credential);
        }),
        Operation::CreateServiceSpecificCredential {
            user,
            credential,
            service,
            service_user_name,
            created,
            expires,
        } => on.user(*user, |user| {
            user.service_credentials.push(ServiceCredential {
                id: *credential,
                service: service.clone(),
                credential_id: None,
                service_user_name: service_user_name.clone(),
                status: CredentialStatus::Active,
                created: *created,
                expires: *expires,
            });
        }),
        Operation::UpdateServiceSpecificCredential {
            user,
            credential,
            status,
        } => on.service_credential(*user, *credential, |held| held.status = *status),
        Operation::ResetServiceSpecificCredential {
            user,
            credential,
            created,
        } => on.service_credential(*user, *credential, |held| held.created = *created),
        Operation::DeleteServiceSpecificCredential { user, credential } => on.user(*user, |user| {
            user.service_credentials
                .retain(|held| held.id != *credential);
        }),
        Operation::SetUserDisabled { user, disabled } => {
            on.user(*user, |user| user.disabled.clone_from(disabled))
        }
        Operation::SetContact { user, contact } => {
            on.user(*user, |user| user.contact.clone_from(contact))
        }
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
        Operation::UpdateRole {
            role,
            description,
            max_session,
        } => on.role(*role, |role| {
            role.description.clone_from(description);
            role.max_session = *max_session;
        }),
        Operation::UpdateAssumeRolePolicy { role, trust_policy } => {
            on.role(*role, |role| role.trust_policy = trust_policy.clone())
        }
        Operation::CreateServiceLinkedRole {
            role,
            name,
            service,
            description,
            trust_policy,
            created,
        } => {
            let path = rules::service_linked_path(service)?;
            let mut made = Role::new(*role, name.clone(), path, trust_policy.clone());
            made.created = *created;
            made.description.clone_from(description);
            on.create(Entity::Role(made))
        }
        Operation::DeleteRole { role } | Operation::DeleteServiceLinkedRole { role } => {
            on.delete(*role, "role")
        }
        Operation::CreateInstanceProfile {
            profile,
            name,
            path,
            created,
        } => {
            let mut made = InstanceProfile::new(*profile, name.clone(), path.clone());
            made.created = *created;
            on.create(Entity::InstanceProfile(made))
        }
        Operation::DeleteInstanceProfile { profile } => on.delete(*profile, "instance profile"),
        Operation::AddRoleToInstanceProfile { profile, role } => {
            on.profile(*profile, |profile| profile.role = Some(*role))
        }
        Operation::RemoveRoleFromInstanceProfile { profile, .. } => {
            on.profile(*profile, |profile| profile.role = None)
        }
        Operation::CreateOpenIdConnectProvider {
            provider,
            url,
            client_ids,
            thumbprints,
            created,
        } => on.create(Entity::OidcProvider(OidcProvider {
            id: *provider,
            url: url.clone(),
            client_ids: client_ids.clone(),
            thumbprints: thumbprints.clone(),
            created: *created,
            tags: Tags::new(),
        })),
        Operation::AddClientIdToOpenIdConnectProvider {
            provider,
            client_id,
        } => on.oidc(*provider, |provider| {
            provider.client_ids.insert(client_id.clone());
        }),
        Operation::RemoveClientIdFromOpenIdConnectProvider {
            provider,
            client_id,
        } => on.oidc(*provider, |provider| {
            provider.client_ids.remove(client_id);
        }),
        Operation::UpdateOpenIdConnectProviderThumbprint {
            provider,
            thumbprints,
        } => on.oidc(*provider, |provider| {
            provider.thumbprints.clone_from(thumbprints);
        }),
        Operation::DeleteOpenIdConnectProvider { provider }
        | Operation::DeleteSamlProvider { provider } => on.delete(*provider, "identity provider"),
        Operation::CreateSamlProvider {
            provider,
            name,
            metadata,
            created,
            valid_until,
        } => on.create(Entity::SamlProvider(SamlProvider {
            id: *provider,
            name: name.clone(),
            metadata: metadata.clone(),
            created: *created,
            valid_until: *valid_until,
            tags: Tags::new(),
        })),
        Operation::UpdateSamlProvider {
            provider,
            metadata,
            valid_until,
        } => on.edit(*provider, "identity provider", |entity| {
            if let Entity::SamlProvider(provider) = entity {
                provider.metadata = metadata.clone();
                provider.valid_until = *valid_until;
            }
        }),
        Operation::PutResource { resource } => {
            on.create(Entity::Resource(Resource::clone(resource)))
        }
        Operation::DeleteResource { resource } => on.delete(*resource, "resource"),
        Operation::PutExpectation { expectation } => {
            on.create(Entity::Expectation(SavedExpectation::clone(expectation)))
        }
        Operation::DeleteExpectation { expectation } => on.delete(*expectation, "expectation"),
        Operation::PutHandOff { hand_off } => on.create(Entity::HandOff(HandOff::clone(hand_off))),
        Operation::DeleteHandOff { hand_off } => on.delete(*hand_off, "hand-off"),
        Operation::PutCredentialReport { report } => {
            let before: Vec<_> = on.reports().filter(|id| *id != report.id).collect();
            for id in before {
                on.delete(id, "credential report")?;
            }
            on.create(Entity::CredentialReport(CredentialReport::clone(report)))
        }
        Operation::SetAccountFacts { facts } => {
            on.settings(|settings| settings.facts.clone_from(facts))
        }
        Operation::PutOrganization { organization } => {
            let key = on.key(State::Planned, on.account);
            let organization = Organization::clone(organization);
            on.draft.set(key, Some(Entity::Organization(organization)));
            Ok(())
        }
        Operation::DeleteOrganization {} => on.delete(on.account, "organization"),
        Operation::Observe {
            as_of,
            credentials,
            observed,
            planned,
        } => {
            on.settings(|settings| {
                settings.observed_as_of = Some(*as_of);
                if *credentials {
                    settings.credentials_as_of = Some(*as_of);
                }
            })?;
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

    fn access_key(
        &mut self,
        user: EntityId,
        credential: EntityId,
        edit: impl FnOnce(&mut AccessKey),
    ) -> Result<(), Refusal> {
        self.user(user, |user| {
            let mut keys = user.access_keys.iter_mut();
            if let Some(key) = keys.find(|key| key.id == credential) {
                edit(key);
            }
        })
    }

    fn service_credential(
        &mut self,
        user: EntityId,
        credential: EntityId,
        edit: impl FnOnce(&mut ServiceCredential),
    ) -> Result<(), Refusal> {
        self.user(user, |user| {
            let mut held = user.service_credentials.iter_mut();
            if let Some(held) = held.find(|held| held.id == credential) {
                edit(held);
            }
        })
    }

    /// A local account's devices count at once; AWS's once AWS has them.
    fn mfa_stage(&self) -> MfaStage {
        let account = self.draft.estate.account(self.account);
        match account.map(|account| account.settings().kind) {
            Some(AccountKind::Local) => MfaStage::Enabled,
            Some(AccountKind::Aws) | None => MfaStage::Requested,
        }
    }

    fn reports(&self) -> impl Iterator<Item = EntityId> {
        let account = self.draft.estate.account(self.account);
        account
            .into_iter()
            .flat_map(|account| account.planned().credential_reports())
            .map(|report| report.id)
    }

    fn role(&mut self, id: EntityId, edit: impl FnOnce(&mut Role)) -> Result<(), Refusal> {
        self.edit(id, "role", |entity| {
            if let Entity::Role(role) = entity {
                edit(role);
            }
        })
    }

    fn profile(
        &mut self,
        id: EntityId,
        edit: impl FnOnce(&mut InstanceProfile),
    ) -> Result<(), Refusal> {
        self.edit(id, "instance profile", |entity| {
            if let Entity::InstanceProfile(profile) = entity {
                edit(profile);
            }
        })
    }

    fn oidc(&mut self, id: EntityId, edit: impl FnOnce(&mut OidcProvider)) -> Result<(), Refusal> {
        self.edit(id, "identity provider", |entity| {
            if let Entity::OidcProvider(provider) = entity {
                edit(provider);
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
        self.edit(id, "entity with tags", |entity| match entity {
            Entity::User(user) => edit(&mut user.tags),
            Entity::Role(role) => edit(&mut role.tags),
            Entity::Policy(policy) => edit(&mut policy.tags),
            Entity::InstanceProfile(profile) => edit(&mut profile.tags),
            Entity::OidcProvider(provider) => edit(&mut provider.tags),
            Entity::SamlProvider(provider) => edit(&mut provider.tags),
            Entity::Resource(resource) => edit(&mut resource.tags),
            _ => {}
        })
    }

    fn boundary(&mut self, id: EntityId, policy: Option<PolicyRef>) -> Result<(), Refusal> {
        self.edit(id, "user or role", |entity| match entity {
            Entity::User(user) => user.boundary = policy,
            Entity::Role(role) => role.boundary = policy,
            _ => {}
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
            _ => {}
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
            _ => {}
        })
    }

    fn replace(&mut self, state: State, replacements: &[Replacement]) {
        for replacement in replacements {
            let key = self.key(state, replacement.id);
            self.draft.set(key, replacement.entity.clone());
        }
    }
}
