//! May this change happen? AWS's names, quotas and conflicts, each decided here and nowhere else.
//!
//! Names and identifiers were parsed at the door (`iam-names`); what is left is what depends on
//! the account: what exists, what is taken, how much there may be. The error codes are those of
//! the operation in IAM's API reference.

mod credentials;
mod delete;
mod policies;
mod providers;
mod records;
mod restore;
mod tags;

use iam_names::{AccessKeyId, EntityId, Path};

use crate::{
    Account, AccountKind, AccountSettings, Change, Directory, DocumentKind, EntityKind, Estate,
    ManagedPolicies, Operation, Refusal, RefusalCode, Role, State,
};

pub(crate) use providers::service_linked_path;
pub(crate) use restore::{references, restorable};

/// Asks every rule about one change, on the estate as it stands before it.
#[expect(
    clippy::too_many_lines,
    reason = "one arm per operation: a table, not a procedure"
)]
pub(crate) fn check(
    estate: &Estate,
    change: &Change,
    managed: &dyn ManagedPolicies,
) -> Result<(), Refusal> {
    match &change.operation {
        Operation::CreateAccount { settings } => {
            return create_account(estate, change.account, settings);
        }
        Operation::Restore { images } => return restorable(estate, change.account, images),
        Operation::PutOrganization { organization } => {
            return records::organization(estate, change.account, organization);
        }
        Operation::DeleteOrganization {} => {
            return there(
                estate.organization(change.account).is_some(),
                "organization",
            );
        }
        _ => {}
    }
    let account = estate
        .account(change.account)
        .ok_or_else(|| Refusal::no_such("account"))?;
    let on = Rules {
        account,
        planned: account.planned(),
        managed,
    };
    let quotas = &account.settings().quotas;
    match &change.operation {
        Operation::CreateAccount { .. }
        | Operation::Restore { .. }
        | Operation::PutOrganization { .. }
        | Operation::DeleteOrganization {}
        | Operation::SetAccountFacts { .. }
        | Operation::SetQuotas { .. } => Ok(()),
        Operation::SetAccountAlias { alias } => there(
            alias.is_some() || account.settings().alias.is_some(),
            "account alias",
        ),
        Operation::Observe {
            observed, planned, ..
        } => {
            on.observable()?;
            restore::observable(account, observed, planned)
        }
        Operation::SetPasswordPolicy { policy } => {
            let held = account.settings().password_policy.is_some();
            there(policy.is_some() || held, "password policy")?;
            policy.as_ref().map_or(Ok(()), crate::PasswordPolicy::check)
        }
        Operation::CreateUser { user, name, .. } => {
            on.new_entity(*user)?;
            on.free_name(EntityKind::User, name.as_str(), None)?;
            on.quota(
                on.planned.users().len(),
                quotas.users,
                "users in an account",
            )
        }
        Operation::UpdateUser { user, name, .. } => {
            on.user(*user)?;
            on.free_name(EntityKind::User, name.as_str(), Some(*user))
        }
        Operation::DeleteUser { user } => on.deletable_user(*user),
        Operation::Tag { entity, tags } => on.tags(*entity, tags),
        Operation::Untag { entity, .. } => on.tagged(*entity).map(drop),
        Operation::PutPermissionsBoundary { holder, policy } => on.boundary(*holder, policy),
        Operation::DeletePermissionsBoundary { holder } => {
            if on.bounded(*holder)? {
                Ok(())
            } else {
                Err(Refusal::new(
                    RefusalCode::NoSuchEntity,
                    "there is no permissions boundary",
                    "nothing needs to be done",
                ))
            }
        }
        Operation::AddUserToGroup { user, group } => {
            let user = on.user(*user)?;
            on.group(*group)?;
            if user.groups.contains(group) {
                return Ok(());
            }
            on.quota(
                user.groups.len(),
                quotas.groups_per_user,
                "groups of a user",
            )
        }
        Operation::RemoveUserFromGroup { user, group } => {
            there(on.user(*user)?.groups.contains(group), "membership")
        }
        Operation::CreateLoginProfile {
            user, credential, ..
        } => {
            let user = on.user(*user)?;
            on.new_credential(*credential, None)?;
            if user.login_profile.is_some() {
                return Err(Refusal::new(
                    RefusalCode::EntityAlreadyExists,
                    format!("`{}` already has a console password", user.name),
                    "reset the password instead",
                ));
            }
            Ok(())
        }
        Operation::UpdateLoginProfile { user, .. } | Operation::DeleteLoginProfile { user } => {
            there(on.user(*user)?.login_profile.is_some(), "console password")
        }
        Operation::CreateAccessKey {
            user,
            credential,
            access_key_id,
            ..
        } => {
            let user = on.user(*user)?;
            on.new_credential(*credential, access_key_id.as_ref())?;
            on.issuer(access_key_id.as_ref())?;
            on.quota(
                user.access_keys.len(),
                quotas.access_keys_per_user,
                "access keys of a user",
            )
        }
        Operation::UpdateAccessKey {
            user, credential, ..
        }
        | Operation::DeleteAccessKey { user, credential } => there(
            on.user(*user)?
                .access_keys
                .iter()
                .any(|key| key.id == *credential),
            "access key",
        ),
        Operation::IssueAccessKey {
            user,
            credential,
            access_key_id,
            ..
        } => on.issuable(*user, *credential, access_key_id),
        Operation::SetAccessKeyStage {
            user,
            credential,
            stage,
        } => on.stage(*user, *credential, *stage),
        Operation::EnableMfaDevice {
            user,
            serial,
            credential,
            ..
        } => on.mfa_device(*user, serial, *credential),
        Operation::UploadSshPublicKey {
            user,
            credential,
            body,
            ..
        } => on.ssh_key(*user, *credential, body),
        Operation::UpdateSshPublicKey {
            user, credential, ..
        }
        | Operation::DeleteSshPublicKey { user, credential } => there(
            on.user(*user)?
                .ssh_keys
                .iter()
                .any(|key| key.id == *credential),
            "SSH public key",
        ),
        Operation::UploadSigningCertificate {
            user,
            credential,
            body,
            ..
        } => on.signing_certificate(*user, *credential, body),
        Operation::UpdateSigningCertificate {
            user, credential, ..
        }
        | Operation::DeleteSigningCertificate { user, credential } => there(
            on.user(*user)?
                .signing_certificates
                .iter()
                .any(|held| held.id == *credential),
            "signing certificate",
        ),
        Operation::CreateServiceSpecificCredential {
            user,
            credential,
            service,
            ..
        } => on.service_credential(*user, *credential, service),
        Operation::UpdateServiceSpecificCredential {
            user, credential, ..
        }
        | Operation::ResetServiceSpecificCredential {
            user, credential, ..
        }
        | Operation::DeleteServiceSpecificCredential { user, credential } => there(
            on.user(*user)?
                .service_credentials
                .iter()
                .any(|held| held.id == *credential),
            "service-specific credential",
        ),
        Operation::SetUserDisabled { user, .. } => on.user(*user).map(drop),
        Operation::SetContact { user, contact } => {
            on.user(*user)?;
            contact.as_ref().map_or(Ok(()), records::contact)
        }
        Operation::DeactivateMfaDevice { user, serial } => there(
            on.user(*user)?
                .mfa_devices
                .iter()
                .any(|device| device.serial == *serial),
            "MFA device",
        ),
        Operation::CreateGroup { group, name, .. } => {
            on.new_entity(*group)?;
            on.free_name(EntityKind::Group, name.as_str(), None)?;
            on.quota(
                on.planned.groups().len(),
                quotas.groups,
                "groups in an account",
            )
        }
        Operation::UpdateGroup { group, name, .. } => {
            on.group(*group)?;
            on.free_name(EntityKind::Group, name.as_str(), Some(*group))
        }
        Operation::DeleteGroup { group } => on.deletable_group(*group),
        Operation::AttachPolicy { holder, policy } => on.attachable(*holder, policy),
        Operation::DetachPolicy { holder, policy } => {
            let (_, attached, _) = on.holder(*holder)?;
            there(attached.contains(policy), "attachment")
        }
        Operation::PutInlinePolicy {
            holder,
            name,
            document,
        } => {
            crate::document::check(document, DocumentKind::Inline)?;
            on.inline_size(*holder, &name.name_key(), document)
        }
        Operation::DeleteInlinePolicy { holder, name } => {
            let (_, _, inline) = on.holder(*holder)?;
            there(inline.contains_key(&name.name_key()), "inline policy")
        }
        Operation::CreatePolicy {
            policy,
            name,
            path,
            description,
            document,
            ..
        } => {
            on.new_entity(*policy)?;
            on.free_name(EntityKind::Policy, name.as_str(), None)?;
            if !path.suits_policies() {
                return Err(Refusal::new(
                    RefusalCode::InvalidInput,
                    format!("the path `{path}` can not be a policy's"),
                    "use letters, digits and `.,+@=_-` between slashes",
                )
                .in_field("path"));
            }
            policies::description(description)?;
            crate::document::check(document, DocumentKind::Managed)?;
            policies::size(
                document.counted_characters(),
                quotas.managed_policy_characters,
                "a managed policy",
            )?;
            on.quota(
                on.planned.policies().len(),
                quotas.customer_managed_policies,
                "customer managed policies in an account",
            )
        }
        Operation::CreatePolicyVersion {
            policy, document, ..
        } => {
            let policy = on.policy(*policy)?;
            crate::document::check(document, DocumentKind::Managed)?;
            policies::size(
                document.counted_characters(),
                quotas.managed_policy_characters,
                "a managed policy",
            )?;
            on.quota(
                policy.versions.len(),
                quotas.versions_per_policy,
                "versions of a policy",
            )
        }
        Operation::SetDefaultPolicyVersion { policy, version } => on
            .policy(*policy)?
            .version(version)
            .map(drop)
            .ok_or_else(|| Refusal::no_such("policy version")),
        Operation::DeletePolicyVersion { policy, version } => {
            let policy = on.policy(*policy)?;
            policy
                .version(version)
                .ok_or_else(|| Refusal::no_such("policy version"))?;
            if policy.default_version == *version {
                return Err(Refusal::new(
                    RefusalCode::DeleteConflict,
                    format!("`{version}` is the default version of `{}`", policy.name),
                    "make another version the default one first",
                ));
            }
            Ok(())
        }
        Operation::DeletePolicy { policy } => on.deletable_policy(*policy),
        Operation::CreateRole {
            role,
            name,
            path,
            description,
            trust_policy,
            ..
        } => {
            on.new_entity(*role)?;
            ordinary_path(path)?;
            on.free_name(EntityKind::Role, name.as_str(), None)?;
            policies::description(description)?;
            crate::document::check(trust_policy, DocumentKind::Trust)?;
            policies::size(
                trust_policy.counted_characters(),
                quotas.trust_policy_characters,
                "a trust policy",
            )?;
            on.quota(
                on.planned.roles().len(),
                quotas.roles,
                "roles in an account",
            )
        }
        Operation::DeleteRole { role } => on.deletable_role(*role),
        Operation::UpdateRole {
            role, description, ..
        } => {
            modifiable(on.role(*role)?)?;
            policies::description(description)
        }
        Operation::UpdateAssumeRolePolicy { role, trust_policy } => {
            modifiable(on.role(*role)?)?;
            crate::document::check(trust_policy, DocumentKind::Trust)?;
            policies::size(
                trust_policy.counted_characters(),
                quotas.trust_policy_characters,
                "a trust policy",
            )
        }
        Operation::CreateServiceLinkedRole {
            role,
            name,
            service,
            description,
            trust_policy,
            ..
        } => {
            on.new_entity(*role)?;
            service_linked_path(service)?;
            on.free_name(EntityKind::Role, name.as_str(), None)?;
            policies::description(description)?;
            crate::document::check(trust_policy, DocumentKind::Trust)
        }
        Operation::DeleteServiceLinkedRole { role } => on.deletable_service_linked(*role),
        Operation::CreateInstanceProfile {
            profile,
            name,
            path,
            ..
        } => on.new_profile(*profile, name, path),
        Operation::DeleteInstanceProfile { profile } => on.deletable_profile(*profile),
        Operation::AddRoleToInstanceProfile { profile, role } => on.add_role(*profile, *role),
        Operation::RemoveRoleFromInstanceProfile { profile, role } => there(
            on.profile(*profile)?.role == Some(*role),
            "role in the instance profile",
        ),
        Operation::CreateOpenIdConnectProvider {
            provider,
            url,
            client_ids,
            thumbprints,
            ..
        } => on.new_oidc(*provider, url, client_ids, thumbprints),
        Operation::AddClientIdToOpenIdConnectProvider {
            provider,
            client_id,
        } => on.client_id(*provider, client_id),
        Operation::RemoveClientIdFromOpenIdConnectProvider { provider, .. }
        | Operation::DeleteOpenIdConnectProvider { provider } => on.oidc(*provider).map(drop),
        Operation::UpdateOpenIdConnectProviderThumbprint {
            provider,
            thumbprints,
        } => {
            on.oidc(*provider)?;
            providers::thumbprints(thumbprints)
        }
        Operation::CreateSamlProvider {
            provider,
            name,
            metadata,
            ..
        } => on.new_saml(*provider, name, metadata),
        Operation::UpdateSamlProvider {
            provider, metadata, ..
        } => {
            on.saml(*provider)?;
            providers::metadata(metadata)
        }
        Operation::DeleteSamlProvider { provider } => on.saml(*provider).map(drop),
        Operation::PutResource { resource } => on.put_resource(resource),
        Operation::DeleteResource { resource } => {
            there(on.planned.resource(*resource).is_some(), "resource")
        }
        Operation::PutExpectation { expectation } => on.put_expectation(expectation),
        Operation::DeleteExpectation { expectation } => there(
            on.planned.expectation(*expectation).is_some(),
            "expectation",
        ),
        Operation::PutHandOff { hand_off } => on.own_id(hand_off.id, EntityKind::HandOff),
        Operation::DeleteHandOff { hand_off } => {
            there(on.planned.hand_off(*hand_off).is_some(), "hand-off")
        }
        Operation::PutCredentialReport { report } => {
            on.own_id(report.id, EntityKind::CredentialReport)
        }
    }
}

fn create_account(
    estate: &Estate,
    id: EntityId,
    settings: &AccountSettings,
) -> Result<(), Refusal> {
    if settings.id != id || estate.account(id).is_some() {
        return Err(Refusal::new(
            RefusalCode::EntityAlreadyExists,
            "the account is there already",
            "choose it in the account switcher",
        ));
    }
    if settings.observed_as_of.is_some() || settings.credentials_as_of.is_some() {
        return Err(Refusal::new(
            RefusalCode::InvalidInput,
            "a new account has not been observed yet",
            "add the account first, then import into it",
        ));
    }
    settings
        .password_policy
        .as_ref()
        .map_or(Ok(()), crate::PasswordPolicy::check)?;
    no_twin(estate, settings)
}

/// One AWS account stands once in a vault; a rehearsal copy of it may stand beside it.
fn no_twin(estate: &Estate, settings: &AccountSettings) -> Result<(), Refusal> {
    let twin = estate.accounts().map(Account::settings).any(|held| {
        held.account_id == settings.account_id
            && held.partition == settings.partition
            && held.kind == settings.kind
    });
    if !twin {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::EntityAlreadyExists,
        format!(
            "this vault already holds the account {}",
            settings.account_id
        ),
        "choose it in the account switcher, or give another account id",
    )
    .in_field("account_id"))
}

fn in_use() -> Refusal {
    let message = "the local id is in use";
    Refusal::new(
        RefusalCode::EntityAlreadyExists,
        message,
        "make another one",
    )
}

/// What is to be altered or taken away must be there.
fn there(is: bool, what: &str) -> Result<(), Refusal> {
    if is {
        Ok(())
    } else {
        Err(Refusal::no_such(what))
    }
}

/// Roles under AWS's own paths are made by services (`CreateServiceLinkedRole`).
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html>
fn ordinary_path(path: &Path) -> Result<(), Refusal> {
    let reserved = ["/aws-service-role/", "/aws-reserved/"];
    match reserved
        .iter()
        .find(|reserved| path.as_str().starts_with(**reserved))
    {
        None => Ok(()),
        Some(reserved) => Err(Refusal::new(
            RefusalCode::InvalidInput,
            format!("only AWS makes roles under `{reserved}`"),
            "choose another path",
        )
        .in_field("path")),
    }
}

/// The rules on one account as it stands.
struct Rules<'a> {
    account: &'a Account,
    planned: &'a Directory,
    managed: &'a dyn ManagedPolicies,
}

impl<'a> Rules<'a> {
    /// Only AWS's facts are observed: a local account has none.
    fn observable(&self) -> Result<(), Refusal> {
        match self.account.settings().kind {
            AccountKind::Aws => Ok(()),
            AccountKind::Local => Err(Refusal::new(
                RefusalCode::InvalidInput,
                "a local account has nothing that AWS could have observed",
                "import into it as changes",
            )),
        }
    }

    /// Who makes access key ids: AWS in an AWS account, we in a local one.
    fn issuer(&self, id: Option<&AccessKeyId>) -> Result<(), Refusal> {
        let refuse =
            |message: &str, help: &str| Err(Refusal::new(RefusalCode::InvalidInput, message, help));
        match (self.account.settings().kind, id) {
            (AccountKind::Aws, Some(id)) if id.is_local() => refuse(
                "a key made on this machine can not stand for one that AWS issues",
                "request a key: AWS issues it when the plan is carried out",
            ),
            (AccountKind::Local, None) => refuse(
                "a local account issues its keys at once",
                "give the key an id that begins with LKIA",
            ),
            (AccountKind::Local, Some(id)) if !id.is_local() => refuse(
                "an access key of a local account begins with LKIA",
                "AWS's own ids are never made here",
            ),
            _ => Ok(()),
        }
    }

    fn user(&self, id: EntityId) -> Result<&'a crate::User, Refusal> {
        self.planned
            .user(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("user"))
    }

    fn group(&self, id: EntityId) -> Result<&'a crate::Group, Refusal> {
        self.planned
            .group(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("group"))
    }

    fn role(&self, id: EntityId) -> Result<&'a Role, Refusal> {
        self.planned
            .role(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("role"))
    }

    fn policy(&self, id: EntityId) -> Result<&'a crate::ManagedPolicy, Refusal> {
        self.planned
            .policy(id)
            .map(AsRef::as_ref)
            .ok_or_else(|| Refusal::no_such("policy"))
    }

    /// An id is never given twice: a recreated entity is another one.
    fn new_entity(&self, id: EntityId) -> Result<(), Refusal> {
        let observed = self.account.state(State::Observed);
        if self.planned.kind_of(id).is_some()
            || observed.kind_of(id).is_some()
            || id == self.account.settings().id
        {
            return Err(in_use());
        }
        Ok(())
    }

    /// The vault keeps a secret under its credential's id, so no two credentials may share one; and
    /// an access key belongs to one user.
    fn new_credential(&self, id: EntityId, key_id: Option<&AccessKeyId>) -> Result<(), Refusal> {
        let mut held = self.planned.users().flat_map(|user| user.credential_ids());
        if held.any(|held| held == id) {
            return Err(in_use());
        }
        key_id.map_or(Ok(()), |id| self.new_key_id(id))
    }

    /// Names are unique in an account ignoring case.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    fn free_name(
        &self,
        kind: EntityKind,
        name: &str,
        except: Option<EntityId>,
    ) -> Result<(), Refusal> {
        match self.planned.named(kind, name) {
            Some(id) if Some(id) != except => {
                let held = self
                    .planned
                    .entity(id)
                    .map_or_else(String::new, |held| held.name());
                let message = if held == name {
                    format!("there is a {} `{name}` already", kind.as_str())
                } else {
                    format!(
                        "there is a {} `{held}` already, and AWS compares names without case",
                        kind.as_str()
                    )
                };
                Err(Refusal::new(
                    RefusalCode::EntityAlreadyExists,
                    message,
                    "choose another name",
                )
                .in_field("name"))
            }
            _ => Ok(()),
        }
    }

    fn quota(&self, held: usize, quota: u32, what: &str) -> Result<(), Refusal> {
        if held < quota as usize {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::LimitExceeded,
            format!("the quota of {quota} {what} is reached"),
            format!(
                "remove one first; if AWS has raised the quota of the account {}, say so in its settings",
                self.account.settings().name()
            ),
        ))
    }
}

/// Service-linked and reserved roles are altered by AWS only.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html>
fn modifiable(role: &Role) -> Result<(), Refusal> {
    if role.is_service_linked() || role.is_reserved() {
        return Err(Refusal::new(
            RefusalCode::UnmodifiableEntity,
            format!("the role `{}` is kept by an AWS service", role.name),
            "change it through that service",
        ));
    }
    Ok(())
}
