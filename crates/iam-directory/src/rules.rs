//! May this change happen? AWS's names, quotas and conflicts, each decided here and nowhere else.
//!
//! Names and identifiers were parsed at the door (`iam-names`); what is left is what depends on
//! the account: what exists, what is taken, how much there may be. The error codes are those of
//! the operation in IAM's API reference.

use std::collections::BTreeMap;

use iam_names::{EntityId, NameKey};

use crate::{
    Account, AccountKind, AccountSettings, Change, Directory, DocumentKind, EntityKind, Estate,
    InlinePolicy, ManagedPolicies, Operation, PolicyDocument, PolicyRef, Refusal, RefusalCode,
    Role, Tags,
};

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
    if let Operation::CreateAccount { settings } = &change.operation {
        return create_account(estate, change.account, settings);
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
        | Operation::SetQuotas { .. }
        | Operation::SetAccountAlias { .. } => Ok(()),
        Operation::Observe { .. } => on.observable(),
        Operation::SetPasswordPolicy { policy } => {
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
        Operation::PutPermissionsBoundary { holder, policy } => {
            on.bounded(*holder)?;
            on.policy_exists(policy)
        }
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
            if on.user(*user)?.groups.contains(group) {
                Ok(())
            } else {
                Err(Refusal::no_such("membership"))
            }
        }
        Operation::CreateLoginProfile { user, .. } => {
            let user = on.user(*user)?;
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
            if on.user(*user)?.login_profile.is_some() {
                Ok(())
            } else {
                Err(Refusal::no_such("console password"))
            }
        }
        Operation::CreateAccessKey {
            user,
            access_key_id,
            ..
        } => {
            let user = on.user(*user)?;
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
        | Operation::DeleteAccessKey { user, credential } => {
            if on
                .user(*user)?
                .access_keys
                .iter()
                .any(|key| key.id == *credential)
            {
                Ok(())
            } else {
                Err(Refusal::no_such("access key"))
            }
        }
        Operation::DeactivateMfaDevice { user, serial } => {
            if on
                .user(*user)?
                .mfa_devices
                .iter()
                .any(|device| device.serial == *serial)
            {
                Ok(())
            } else {
                Err(Refusal::no_such("MFA device"))
            }
        }
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
            if attached.contains(policy) {
                Ok(())
            } else {
                Err(Refusal::no_such("attachment"))
            }
        }
        Operation::PutInlinePolicy {
            holder,
            name,
            document,
        } => {
            on.legal(document, DocumentKind::Identity)?;
            on.inline_size(*holder, &name.name_key(), document)
        }
        Operation::DeleteInlinePolicy { holder, name } => {
            let (_, _, inline) = on.holder(*holder)?;
            if inline.contains_key(&name.name_key()) {
                Ok(())
            } else {
                Err(Refusal::no_such("inline policy"))
            }
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
            on.description(description)?;
            on.legal(document, DocumentKind::Identity)?;
            on.size(
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
            on.legal(document, DocumentKind::Identity)?;
            on.size(
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
            description,
            trust_policy,
            ..
        } => {
            on.new_entity(*role)?;
            on.free_name(EntityKind::Role, name.as_str(), None)?;
            on.description(description)?;
            on.legal(trust_policy, DocumentKind::Trust)?;
            on.size(
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
    let twin = estate.accounts().map(Account::settings).find(|held| {
        held.account_id == settings.account_id
            && held.partition == settings.partition
            && held.kind == settings.kind
    });
    match twin {
        Some(_) => Err(Refusal::new(
            RefusalCode::EntityAlreadyExists,
            format!(
                "this vault already holds the account {}",
                settings.account_id
            ),
            "choose it in the account switcher, or give another account id",
        )
        .in_field("account_id")),
        None => Ok(()),
    }
}

/// The rules on one account as it stands.
struct Rules<'a> {
    account: &'a Account,
    planned: &'a Directory,
    managed: &'a dyn ManagedPolicies,
}

/// A holder of policies: its kind, its attachments and its inline policies.
type Holder<'a> = (
    EntityKind,
    &'a std::collections::BTreeSet<PolicyRef>,
    &'a BTreeMap<NameKey, InlinePolicy>,
);

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
    fn issuer(&self, id: Option<&iam_names::AccessKeyId>) -> Result<(), Refusal> {
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

    fn holder(&self, id: EntityId) -> Result<Holder<'a>, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok((EntityKind::User, &user.attached, &user.inline));
        }
        if let Some(group) = self.planned.group(id) {
            return Ok((EntityKind::Group, &group.attached, &group.inline));
        }
        let role = self
            .role(id)
            .map_err(|_| Refusal::no_such("user, group or role"))?;
        modifiable(role)?;
        Ok((EntityKind::Role, &role.attached, &role.inline))
    }

    /// An id is never given twice: a recreated entity is another one.
    fn new_entity(&self, id: EntityId) -> Result<(), Refusal> {
        if self.planned.kind_of(id).is_some() || id == self.account.settings().id {
            return Err(Refusal::new(
                RefusalCode::EntityAlreadyExists,
                "the local id is in use",
                "make another one",
            ));
        }
        Ok(())
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

    fn size(&self, characters: usize, quota: u32, what: &str) -> Result<(), Refusal> {
        if characters <= quota as usize {
            return Ok(());
        }
        Err(Refusal::new(
            RefusalCode::LimitExceeded,
            format!(
                "{what} may have {quota} characters without white space, this has {characters}"
            ),
            "shorten it, or split it into two policies",
        )
        .in_field("document"))
    }

    fn inline_size(
        &self,
        holder: EntityId,
        name: &NameKey,
        document: &PolicyDocument,
    ) -> Result<(), Refusal> {
        let (kind, _, inline) = self.holder(holder)?;
        let quotas = &self.account.settings().quotas;
        let quota = match kind {
            EntityKind::User => quotas.user_inline_characters,
            EntityKind::Group => quotas.group_inline_characters,
            EntityKind::Role | EntityKind::Policy | EntityKind::Account => {
                quotas.role_inline_characters
            }
        };
        let others: usize = inline
            .iter()
            .filter(|(key, _)| *key != name)
            .map(|(_, policy)| policy.document.counted_characters())
            .sum();
        let what = format!("the inline policies of a {} together", kind.as_str());
        self.size(others + document.counted_characters(), quota, &what)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
    fn description(&self, description: &str) -> Result<(), Refusal> {
        let _ = self;
        if description.chars().count() > 1_000 {
            return Err(Refusal::new(
                RefusalCode::InvalidInput,
                "a description has at most 1,000 characters",
                "shorten it",
            )
            .in_field("description"));
        }
        Ok(())
    }

    fn legal(&self, document: &PolicyDocument, kind: DocumentKind) -> Result<(), Refusal> {
        let _ = self;
        crate::document::check(document, kind)
    }

    fn policy_exists(&self, policy: &PolicyRef) -> Result<(), Refusal> {
        match policy {
            PolicyRef::Customer(id) => self.policy(*id).map(drop),
            PolicyRef::Arn(arn) if self.managed.knows(arn) => Ok(()),
            PolicyRef::Arn(arn) => Err(Refusal::new(
                RefusalCode::NoSuchEntity,
                format!("there is no AWS managed policy `{arn}` in the catalogue"),
                "check the ARN; a customer managed policy must be in the same account",
            )
            .in_field("policies")),
        }
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html>
    fn attachable(&self, holder: EntityId, policy: &PolicyRef) -> Result<(), Refusal> {
        let (kind, attached, _) = self.holder(holder)?;
        self.policy_exists(policy)?;
        if attached.contains(policy) {
            return Ok(());
        }
        if let PolicyRef::Arn(arn) = policy {
            // Service-linked roles' policies live under this path and attach to nothing else.
            if arn.resource().starts_with("policy/aws-service-role/") {
                return Err(Refusal::new(
                    RefusalCode::PolicyNotAttachable,
                    format!("`{arn}` is for a service-linked role only"),
                    "choose another policy",
                ));
            }
        }
        let quotas = &self.account.settings().quotas;
        let quota = match kind {
            EntityKind::User => quotas.managed_policies_per_user,
            EntityKind::Group => quotas.managed_policies_per_group,
            EntityKind::Role | EntityKind::Policy | EntityKind::Account => {
                quotas.managed_policies_per_role
            }
        };
        let what = format!("managed policies attached to a {}", kind.as_str());
        self.quota(attached.len(), quota, &what)
    }

    fn tagged(&self, id: EntityId) -> Result<&'a Tags, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok(&user.tags);
        }
        if let Some(role) = self.planned.role(id) {
            modifiable(role)?;
            return Ok(&role.tags);
        }
        let policy = self
            .policy(id)
            .map_err(|_| Refusal::no_such("user, role or policy"))?;
        Ok(&policy.tags)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
    fn tags(&self, id: EntityId, tags: &Tags) -> Result<(), Refusal> {
        let held = self.tagged(id)?;
        if let Some(key) = tags.keys().find(|key| key.is_reserved()) {
            return Err(Refusal::new(
                RefusalCode::InvalidInput,
                format!("the tag key `{key}` begins with `aws:`, which is AWS's own"),
                "choose another key",
            )
            .in_field("tags"));
        }
        let keys: Vec<_> = tags.keys().collect();
        for (index, key) in keys.iter().enumerate() {
            if keys
                .iter()
                .skip(index + 1)
                .any(|other| other.same_name(key))
            {
                return Err(Refusal::new(
                    RefusalCode::InvalidInput,
                    format!("the tag key `{key}` is given twice, and AWS compares without case"),
                    "keep one of them",
                )
                .in_field("tags"));
            }
        }
        let new = keys
            .iter()
            .filter(|key| !held.keys().any(|have| have.same_name(key)))
            .count();
        let quota = self.account.settings().quotas.tags_per_entity;
        if held.len() + new > quota as usize {
            return Err(Refusal::new(
                RefusalCode::LimitExceeded,
                format!("the quota of {quota} tags is reached"),
                "remove a tag first",
            )
            .in_field("tags"));
        }
        Ok(())
    }

    /// Whether the user or role has a boundary.
    fn bounded(&self, id: EntityId) -> Result<bool, Refusal> {
        if let Some(user) = self.planned.user(id) {
            return Ok(user.boundary.is_some());
        }
        let role = self
            .role(id)
            .map_err(|_| Refusal::no_such("user or role"))?;
        modifiable(role)?;
        Ok(role.boundary.is_some())
    }

    /// What hangs on a user stops its deletion.
    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html>
    fn deletable_user(&self, id: EntityId) -> Result<(), Refusal> {
        let user = self.user(id)?;
        let in_the_way = [
            (user.login_profile.is_some(), "a console password"),
            (!user.access_keys.is_empty(), "access keys"),
            (!user.mfa_devices.is_empty(), "MFA devices"),
            (!user.inline.is_empty(), "inline policies"),
            (!user.attached.is_empty(), "attached policies"),
            (!user.groups.is_empty(), "group memberships"),
        ];
        conflict("user", user.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
    fn deletable_group(&self, id: EntityId) -> Result<(), Refusal> {
        let group = self.group(id)?;
        let in_the_way = [
            (self.planned.members(id).next().is_some(), "users"),
            (!group.inline.is_empty(), "inline policies"),
            (!group.attached.is_empty(), "attached policies"),
        ];
        conflict("group", group.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html>
    fn deletable_role(&self, id: EntityId) -> Result<(), Refusal> {
        let role = self.role(id)?;
        modifiable(role)?;
        let in_the_way = [
            (!role.inline.is_empty(), "inline policies"),
            (!role.attached.is_empty(), "attached policies"),
            (!role.instance_profiles.is_empty(), "instance profiles"),
        ];
        conflict("role", role.name.as_str(), &in_the_way)
    }

    /// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
    fn deletable_policy(&self, id: EntityId) -> Result<(), Refusal> {
        let policy = self.policy(id)?;
        let reference = PolicyRef::Customer(id);
        let in_the_way = [
            (
                !self.planned.holders(&reference, false).is_empty(),
                "attachments",
            ),
            (
                !self.planned.holders(&reference, true).is_empty(),
                "uses as a permissions boundary",
            ),
            (policy.versions.len() > 1, "versions beside the default one"),
        ];
        conflict("policy", policy.name.as_str(), &in_the_way)
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

fn conflict(kind: &str, name: &str, in_the_way: &[(bool, &str)]) -> Result<(), Refusal> {
    let found: Vec<_> = in_the_way
        .iter()
        .filter(|(is, _)| *is)
        .map(|(_, what)| *what)
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        RefusalCode::DeleteConflict,
        format!("the {kind} `{name}` still has {}", found.join(", ")),
        "take these away first",
    ))
}
